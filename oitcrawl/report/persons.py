"""A person's word beside the machine's verdict: on the card, in the matrix, in sheets. Calm."""

from dataclasses import dataclass

from oitcrawl.model.finding import ComponentState, ItemFinding, PersonWord, Status
from oitcrawl.model.person import Source, Word
from oitcrawl.model.scan import Summary
from oitcrawl.model.waits import whys
from oitcrawl.report.links import LinkView, link
from oitcrawl.report.safe import clean, prose
from oitcrawl.report.words import Words, in_thailand


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One word of a person.

    Attributes:
        tone: ``confirm``, ``reject``, ``waive`` or ``lapsed``; the style sheet goes by it.
        said: what was said: ``ยืนยันโดยคน: พบครบถ้วน``.
        facts: by whom, when, until when and where it is written down, in one line.
        reason: as typed; may be empty.
        url: what was looked at.
        lapsed: why it no longer counts; empty while it does.
    """

    tone: str
    said: str
    facts: str
    reason: str
    url: LinkView | None
    lapsed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineView:
    """What the machine says, where a person's word stands in its place."""

    status: str
    word: str
    because: str


def persons(item: ItemFinding, words: Words) -> tuple[PersonView, ...]:
    """All that people said of an item, what still counts first."""
    some = sorted(item.persons, key=lambda word: bool(word.lapsed))
    return tuple(
        PersonView(
            tone="lapsed" if one.lapsed else one.word.value,
            said=_said(one, item, words),
            facts=_facts(one, words),
            reason=prose(one.reason),
            url=link(one.url) if one.url else None,
            lapsed=words("person.lapsed", why=prose(one.lapsed)) if one.lapsed else "",
        )
        for one in some
    )


def machine(item: ItemFinding, words: Words) -> MachineView | None:
    """The machine's own verdict; None where it is the one that is shown."""
    if (was := item.machine) is None:
        return None
    return MachineView(status=was.status.value, word=words.status(was.status), because=prose(was.because))


def agrees(item: ItemFinding) -> bool:
    """Whether person and machine say the same of the item."""
    whole = (word for word in item.persons if not word.lapsed and not word.component)
    return item.machine is None and any(word.status is item.status for word in whole)


def stands_alone(item: ItemFinding) -> bool:
    """Whether a word on the whole item stands beside components as the machine sees them."""
    whole = any(not word.lapsed and not word.component for word in item.persons)
    return item.machine is not None and whole and all(part.machine is None for part in item.components)


def mark(item: ItemFinding, words: Words) -> str:
    """A few words for the matrix: that a person has spoken; empty when nobody has."""
    if not item.persons:
        return ""
    counting = [word for word in item.persons if not word.lapsed]
    if not counting:
        return words("person.mark_lapsed")
    return words(f"person.mark_{counting[0].word.value}")


def review(item: ItemFinding, words: Words) -> tuple[str, bool]:
    """Whether a person has looked at the item, or should and why; and whether one should."""
    standing = {word.component: word for word in item.persons if not word.lapsed}
    if "" in standing:
        return words("page.review_done"), False
    lapsed = any(not word.component for word in item.persons)
    parts = sum(one.state is ComponentState.HUMAN and one.key not in standing for one in item.components)
    why = [words(f"waits.{one.value}") for one in whys(item, lapsed=lapsed)]
    why += [words("waits.human", count=parts)] if parts else []
    if why and item.status is not Status.NOT_APPLICABLE:
        return words("page.review_waits", why=", ".join(why)), True
    return words("page.review_some" if standing else "page.review_none"), False


def persons_text(item: ItemFinding, words: Words) -> str:
    """The same as one cell of a sheet."""
    views = persons(item, words)
    return " • ".join(" – ".join(filter(None, (one.said, one.reason, one.facts, one.lapsed))) for one in views)


def machine_text(item: ItemFinding, words: Words) -> str:
    """The machine's own verdict as one cell of a sheet; empty where it is the one that is shown."""
    return words.status(item.machine.status) if item.machine else ""


def people_line(summary: Summary, words: Words) -> str:
    """How many statuses are by people, and what the estimate is without them; empty when none is."""
    if not summary.by_person:
        return ""
    told = words("person.head", count=summary.by_person)
    if summary.machine is None:
        return told
    low, high = f"{summary.machine.low:.1f}", f"{summary.machine.high:.1f}"
    return f"{told} · {words('person.alone', range=low if low == high else f'{low}–{high}')}"


def _said(one: PersonWord, item: ItemFinding, words: Words) -> str:
    word = words(f"person.{one.word.value}")
    if one.component:
        label = next((part.label for part in item.components if part.key == one.component), one.component)
        key = "person.lacks" if one.word is Word.REJECT else "person.has"
        return f"{word}: {words(key, label=clean(label))}"
    return word if one.word is Word.WAIVE or one.status is None else f"{word}: {words.status(one.status)}"


def _facts(one: PersonWord, words: Words) -> str:
    at = words("person.at", date=words.short_date(in_thailand(one.at).date())) if one.at else ""
    source = "person.agencies" if one.source is Source.AGENCIES else "person.store"
    return " · ".join(
        filter(
            None,
            (
                words("person.by", by=clean(one.by).strip()) if one.by.strip() else "",
                at,
                words("person.until", date=words.short_date(one.until)),
                words(source, number=one.number),
            ),
        )
    )
