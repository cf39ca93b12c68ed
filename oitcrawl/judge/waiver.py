"""An item that a person has waived: their word stands, and the machine's own verdict is kept beside it."""

from dataclasses import replace

from oitcrawl.judge.explain import thai_date
from oitcrawl.model.finding import ItemFinding, MachineVerdict, Status
from oitcrawl.model.person import PersonWord, Source, Word
from oitcrawl.model.site import Waiver


def waived(own: ItemFinding, waiver: Waiver) -> ItemFinding:
    """The finding ``own`` under a waiver of the agencies file."""
    word = PersonWord(
        source=Source.AGENCIES,
        word=Word.WAIVE,
        status=Status.WAIVED,
        by=waiver.by,
        reason=waiver.reason,
        until=waiver.until,
    )
    return by_person(own, Status.WAIVED, told(word), (word,))


def by_person(
    own: ItemFinding, status: Status, because: str, persons: tuple[PersonWord, ...], *, lacking: tuple[str, ...] = ()
) -> ItemFinding:
    """The machine's finding with a person's status in its place, and what the machine said beside it."""
    machine = MachineVerdict(
        status=own.status,
        because=own.because,
        lacking=own.lacking,
        advice=own.advice,
        settles=own.settles,
        confidence=own.confidence,
    )
    return replace(
        own,
        status=status,
        because=because,
        lacking=lacking,
        advice=own.advice if status.is_gap else "",
        settles="",
        confidence=1.0,
        machine=machine,
        persons=persons,
    )


def told(word: PersonWord) -> str:
    """The sentence of a word that settles an item: ``ยกเว้นโดย ... ถึง ...: ...``."""
    by = f"โดย {word.by}" if word.by else ""
    reason = f": {word.reason}" if word.reason else ""
    if word.word is Word.WAIVE:
        return f"ยกเว้น{by} ถึง {thai_date(word.until)}{reason}"
    said = f"คนตรวจแล้วว่า «{word.status.thai}»" if word.status else "คนตรวจแล้ว"
    return f"{said} {by}{reason}".strip()
