"""One card per item: everything that a person needs to act on it, already put into words. Calm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from oitcrawl.model.finding import ComponentFinding, ComponentState, Evidence, ItemFinding, Status
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.model.scan import AgencyScan, Attachment
from oitcrawl.report.legibility import Nature, nature, percent
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.persons import MachineView, PersonView, agrees, machine, mark, persons, stands_alone
from oitcrawl.report.pictures import NO_THUMBS, PictureView, picture_of
from oitcrawl.report.safe import clean, prose
from oitcrawl.report.seen import PlaceView, places
from oitcrawl.report.words import Words, in_thailand

_SHOWN = 1  # pieces of evidence that stand open; the others are folded
_MAX_EVIDENCE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """One piece of evidence.

    Attributes:
        anchor: id in the page.
        kind: what it is and which page: ``PDF · หน้า 3``.
        quote: (text, whether it is the matched part) pieces.
        tags: short remarks that weaken it.
        recognised: how its text was read off a picture; empty where the file gives it.
        facts: (name, text) lines.
        links: (name, address) lines.
        path: clicks from the home page.
    """

    anchor: str
    number: int
    title: str
    url: LinkView
    kind: str
    quote: tuple[tuple[str, bool], ...]
    tags: tuple[str, ...]
    recognised: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, LinkView], ...]
    path: tuple[LinkView, ...]
    clicks: str
    picture: PictureView | None


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
        mark: that a person has spoken, for the matrix; empty when nobody has.
        machine: its own verdict where a person's stands in its place; ``agreed`` when both say the same.
    """

    item: str
    anchor: str
    title: str
    status: str
    word: str
    is_gap: bool
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


def card(item: ItemFinding, scan: AgencyScan, words: Words, thumbs: Mapping[str, bytes] = NO_THUMBS) -> CardView:
    """The card of one item."""
    pieces = tuple(
        _evidence(item, number, scan, words, thumbs) for number in range(len(item.evidence[:_MAX_EVIDENCE]))
    )
    present = sum(one.state is ComponentState.PRESENT for one in item.components)
    wants_action = item.status.is_gap or item.status is Status.UNVERIFIED
    return CardView(
        item=item.item,
        anchor=anchor(item.item),
        title=item.title,
        status=item.status.value,
        word=words.status(item.status),
        is_gap=item.status.is_gap,
        because=prose(item.because),
        facts=_facts(item, words),
        components=tuple(_component(one, item, words) for one in item.components),
        components_count=words("card.components_count", present=present, total=len(item.components)),
        components_by=words("person.components") if stands_alone(item) else "",
        components_open=wants_action or item.status is Status.NOT_DUE,
        has_unconfirmed=any(one.known == "recalled" for one in item.components),
        advice=steps(item.advice) if item.status is not Status.FOUND else (),
        settles=prose(item.settles) if item.status is Status.UNVERIFIED else "",
        runner_up=prose(item.runner_up),
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
    )


def steps(advice: str) -> tuple[str, ...]:
    """The separate things that an advice asks for; it joins them with a middle dot."""
    return tuple(step for part in advice.split(" · ") if (step := prose(part)))


def quote_pieces(quote: str, marked: str) -> tuple[tuple[str, bool], ...]:
    """``quote`` cut wherever ``marked`` stands: ``("อ้าง", False), ("คำ", True)``; unmarked when it is not there."""
    quote, marked = clean(quote).strip(), clean(marked).strip()
    if not quote or not marked:
        return ((quote, False),) if quote else ()
    parts = re.split(f"({re.escape(marked)})", quote)
    return tuple((part, part == marked) for part in parts if part)


def _facts(item: ItemFinding, words: Words) -> tuple[tuple[str, str], ...]:
    facts = []
    if item.year_wanted:
        facts.append((words("card.year_wanted"), words.years(item.year_wanted)))
        facts.append((words("card.year_found"), words.years(item.year_found) or words("card.year_none")))
    if item.owner:
        facts.append((words("owner.label"), item.owner))
    if item.confidence and item.machine is None and item.status is not Status.WAIVED:
        facts.append((words("card.confidence"), f"{item.confidence:.0%}"))
    return tuple(facts)


def _component(one: ComponentFinding, item: ItemFinding, words: Words) -> ComponentView:
    shown = one.evidence is not None and 0 <= one.evidence < min(len(item.evidence), _MAX_EVIDENCE)
    number = (one.evidence or 0) + 1
    return ComponentView(
        state=one.state.value,
        word=words.state(one.state),
        label=one.label,
        note=prose(one.note),
        unconfirmed=one.known == "recalled",
        anchor=_evidence_anchor(item, number) if shown else "",
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


def _evidence_anchor(item: ItemFinding, number: int) -> str:
    return f"{anchor(item.item)}-e{number}"


def _evidence(
    item: ItemFinding, index: int, scan: AgencyScan, words: Words, thumbs: Mapping[str, bytes]
) -> EvidenceView:
    piece = item.evidence[index]
    clicks = tuple(link(url) for url in piece.path)
    return EvidenceView(
        anchor=_evidence_anchor(item, index + 1),
        number=index + 1,
        title=clean(piece.title).strip() or clean(piece.label).strip() or words("ev.untitled"),
        url=link(piece.url),
        kind=_kind(piece, words),
        quote=quote_pieces(piece.quote, piece.marked),
        tags=_tags(piece, words),
        recognised=_recognised(piece, scan, words),
        facts=_evidence_facts(piece, item, scan, words),
        links=((words("ev.found_on"), link(piece.found_on)),) if piece.found_on else (),
        path=clicks,
        clicks=words("ev.clicks", count=len(clicks)),
        picture=picture_of(piece, scan, words, thumbs),
    )


def _kind(piece: Evidence, words: Words) -> str:
    kind = words(f"media.{piece.media.value}")
    return f"{kind} · {words('ev.leaf', leaf=piece.leaf)}" if piece.leaf else kind


def _tags(piece: Evidence, words: Words) -> tuple[str, ...]:
    tags = (
        (piece.right_year is False, "ev.wrong_year"),
        (not piece.readable, "ev.unreadable"),
        (piece.offsite and piece.kept is None, "ev.offsite"),
    )
    kept = (_kept(piece, words),) if piece.kept is not None else ()
    return (*(words(key) for holds, key in tags if holds), *kept)


def _kept(piece: Evidence, words: Words) -> str:
    """Where else it is kept, and whether it could be opened there."""
    reach = (piece.reach or OffsiteState.UNOPENED).value
    where = words.maybe(f"kept.{piece.kept}") or words("kept.other")
    return words("ev.kept", where=where, reach=words(f"reach.{reach}"))


def _recognised(piece: Evidence, scan: AgencyScan, words: Words) -> str:
    """How its text was read off a picture; for a file with few such pages the confidence of this one is not known."""
    file = next((one for one in scan.attachments if _is_of(piece, one)), None)
    if file is None or not file.recognised or not piece.readable:
        return ""
    if nature(file) is Nature.MIXED:
        return words("ev.recognised_partly")
    return words("ev.recognised", percent=percent(file))


def _is_of(piece: Evidence, one: Attachment) -> bool:
    return one.sha256 == piece.sha256 if one.sha256 and piece.sha256 else one.url == piece.url


def _evidence_facts(
    piece: Evidence, item: ItemFinding, scan: AgencyScan, words: Words
) -> tuple[tuple[str, str], ...]:
    labels = {one.key: one.label for one in item.components}
    facts = (
        ("ev.heading", clean(piece.heading).strip()),
        ("ev.label", clean(piece.label).strip()),
        ("ev.dated", _dated(piece, words)),
        ("ev.supports", labels.get(piece.component or "", "")),
        ("ev.seen", words.date(in_thailand(scan.finished).date())),
        ("ev.digest", words("ev.digest_short", short=clean(piece.sha256)[:12]) if piece.sha256 else ""),
    )
    return tuple((words(key), text) for key, text in facts if text)


def _dated(piece: Evidence, words: Words) -> str:
    if piece.dated is None:
        return ""
    span = words.span(piece.dated.start, piece.dated.end)
    said = clean(piece.dated.text).strip()
    return f"{said} ({span})" if said else span
