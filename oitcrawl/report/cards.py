"""One card per item: everything that a person needs to act on it, already put into words. Calm."""

from collections.abc import Mapping
from dataclasses import dataclass

from oitcrawl.model.finding import ComponentFinding, ComponentState, ItemFinding, Status
from oitcrawl.model.scan import AgencyScan, Summary
from oitcrawl.report.declared import DeclaredView, declared_of
from oitcrawl.report.evidence import SHOWN_MOST, EvidenceView, evidence_anchor, evidence_view
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.persons import MachineView, PersonView, agrees, machine, mark, persons, review, stands_alone
from oitcrawl.report.pictures import NO_THUMBS
from oitcrawl.report.safe import prose
from oitcrawl.report.seen import PlaceView, places
from oitcrawl.report.telling import Telling, telling
from oitcrawl.report.words import Words

UNKNOWN = 99.9  # points between the ends of an estimate that says nothing
_COSTS = {
    **dict.fromkeys((Status.INCOMPLETE, Status.OUTDATED, Status.MISSING), "page.cost_lost"),
    Status.UNVERIFIED: "page.cost_may",
    Status.NOT_DUE: "page.cost_later",
}
_SHOWN = 1  # pieces of evidence that stand open; the others are folded


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentView:
    """One line of the checklist; ``anchor`` leads to the evidence that shows it, or is empty."""

    state: str
    word: str
    label: str
    note: str
    unconfirmed: bool
    anchor: str
    seen_in: str
    machine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """One item. ``status`` is the value that the style sheet and the icons go by; ``word`` is what people read.

    Attributes:
        is_calm: whether nothing is to be done now: a phone shows the sentence and folds the rest.
        mark: that a person has spoken, for the matrix; empty when nobody has.
        review: whether a person has looked at it, or should and why; ``waits`` tells that one should.
        runner_up_url: where the runner-up is; None where that is not known.
        machine: its own verdict where a person's stands in its place; ``agreed`` when both say the same.
    """

    item: str
    anchor: str
    title: str
    status: str
    word: str
    is_gap: bool
    is_calm: bool
    told: Telling
    because: str
    facts: tuple[tuple[str, str], ...]
    components: tuple[ComponentView, ...]
    components_count: str
    components_by: str
    components_open: bool
    has_unconfirmed: bool
    advice: tuple[str, ...]
    settles: str
    runner_up: str
    runner_up_url: LinkView | None
    declared: tuple[DeclaredView, ...]
    remarks: tuple[str, ...]
    no_evidence: str
    evidence: tuple[EvidenceView, ...]
    more: tuple[EvidenceView, ...]
    more_title: str
    places: tuple[PlaceView, ...]
    places_open: bool
    persons: tuple[PersonView, ...]
    machine: MachineView | None
    agreed: bool
    mark: str
    review: str
    waits: bool


def card(item: ItemFinding, scan: AgencyScan, words: Words, thumbs: Mapping[str, bytes] = NO_THUMBS) -> CardView:
    """The card of one item."""
    shown = range(len(item.evidence[:SHOWN_MOST]))
    pieces = tuple(evidence_view(item, number, scan, words, thumbs) for number in shown)
    present = sum(one.state is ComponentState.PRESENT for one in item.components)
    reviewed, waits = review(item, words)
    said = telling(item, words)
    wants_action = item.status.is_gap or item.status is Status.UNVERIFIED
    return CardView(
        item=item.item,
        anchor=anchor(item.item),
        title=item.title,
        status=item.status.value,
        word=words.status(item.status),
        is_gap=item.status.is_gap,
        is_calm=not wants_action,
        told=said,
        because=said.because,
        facts=_facts(item, scan, words),
        components=tuple(_component(one, item, words) for one in item.components),
        components_count=words("card.components_count", present=present, total=len(item.components)),
        components_by=words("person.components") if stands_alone(item) else "",
        components_open=wants_action or item.status is Status.NOT_DUE,
        has_unconfirmed=any(one.known == "recalled" for one in item.components),
        advice=said.advice,
        settles=said.settles,
        runner_up=prose(item.runner_up),
        runner_up_url=link(item.next_best.url) if item.next_best and item.runner_up else None,
        declared=declared_of(item, scan, words),
        remarks=tuple(dict.fromkeys(words.maybe(f"warn.{kind}") or kind for kind in item.warnings)),
        no_evidence=_no_evidence(item.status, words),
        evidence=pieces[:_SHOWN],
        more=pieces[_SHOWN:],
        more_title=words("card.evidence_more", count=len(pieces) - _SHOWN),
        places=places(item, words),
        places_open=item.status in {Status.MISSING, Status.UNVERIFIED},
        persons=persons(item, words),
        machine=machine(item, words),
        agreed=agrees(item),
        mark=mark(item, words),
        review=reviewed,
        waits=waits,
    )


def _facts(item: ItemFinding, scan: AgencyScan, words: Words) -> tuple[tuple[str, str], ...]:
    facts = []
    if item.year_wanted:
        facts.append((words("card.year_wanted"), words.years(item.year_wanted)))
        facts.append((words("card.year_found"), words.years(item.year_found) or words("card.year_none")))
    if item.owner:
        facts.append((words("owner.label"), item.owner))
    if item.confidence and item.machine is None and item.status is not Status.WAIVED:
        facts.append((words("card.confidence"), f"{item.confidence:.0%}"))
    if cost := cost_text(item, scan.summary, words):
        facts.append((words("page.cost"), cost))
    return tuple(facts)


def cost_text(item: ItemFinding, summary: Summary, words: Words) -> str:
    """What the item costs, may cost or will cost of the OIT; empty where it costs nothing or nobody can say."""
    cost = summary.cost(item.item)
    key = _COSTS.get(item.status)
    if cost is None or key is None or not cost.oit_points or summary.estimate.high - summary.estimate.low >= UNKNOWN:
        return ""
    return words(key, points=f"{cost.oit_points:.1f}")


def _component(one: ComponentFinding, item: ItemFinding, words: Words) -> ComponentView:
    shown = one.evidence is not None and 0 <= one.evidence < min(len(item.evidence), SHOWN_MOST)
    number = (one.evidence or 0) + 1
    return ComponentView(
        state=one.state.value,
        word=words.state(one.state),
        label=one.label,
        note=prose(one.note),
        unconfirmed=one.known == "recalled",
        anchor=evidence_anchor(item, number) if shown else "",
        seen_in=words("card.see_evidence", number=number) if shown else "",
        machine=words("person.state", state=words.state(one.machine)) if one.machine else "",
    )


def _no_evidence(status: Status, words: Words) -> str:
    match status:
        case Status.NOT_APPLICABLE | Status.WAIVED:
            return ""
        case Status.UNVERIFIED:
            return words("card.evidence_unseen")
        case _:
            return words("card.evidence_none")
