"""Whether what is not seen may be called absent: not where most of a document's own words were not understood."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from oitcrawl.judge import explain
from oitcrawl.judge.reading import Reading
from oitcrawl.judge.sighting import Sighting
from oitcrawl.model.content import Page
from oitcrawl.model.finding import ComponentState
from oitcrawl.ruleset.check import phrases_of
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.rule import Component
from oitcrawl.thai.text import fold, fold_label

if TYPE_CHECKING:
    from oitcrawl.judge.components import Part

MUCH: Final = 0.5  # share of what an item asks for; with more of it unseen, it is the words that are not known
ENOUGH: Final = 2  # lines that say something and touch nothing that is known, from which there is something to doubt
SHOWN: Final = 3  # of them told
TITLE: Final = 3  # lines at the head that name the document
TELLING: Final = 12  # folded letters; a shorter line says nothing


def as_understood(parts: tuple["Part", ...], sightings: Sequence[Sighting]) -> tuple["Part", ...]:
    """The parts, those that are lacking by their words doubted where the documents were not understood.

    Others word things as nobody foresaw. A document that shows most of what an item asks for in words that we know,
    and one thing not, lacks that one; one that shows hardly any, and has much to say beside, was not understood.

    Args:
        parts: of one item.
        sightings: of the right year.
    """
    owed = [one for one in parts if one.component.known is not Known.RECALLED]
    lacking = [one for one in owed if one.is_lacking and _is_told_in_words(one.component)]
    lines = max((one.unclaimed for one in sightings), key=len, default=())
    if len(lacking) <= MUCH * len(owed) or len(lines) < ENOUGH:
        return parts
    note = explain.not_understood(lines)
    return tuple(
        replace(one, state=ComponentState.UNREADABLE, note=note, strange=True) if one in lacking else one
        for one in parts
    )


def unclaimed(reading: Reading, components: Iterable[Component]) -> tuple[str, ...]:
    """The first lines that say something and hold no word of any of ``components``, without title and links."""
    phrases = {one for part in components for check in part.any for one in phrases_of(check)}
    spots = sorted({(spot.part, spot.start, spot.end) for one in phrases for spot in reading.spots(one)})
    known = _links_of(reading)
    found: dict[str, str] = {}
    for line, folded in _lines_without(reading, spots):
        if _letters(folded) >= TELLING and folded not in known and not _FORMULA.match(folded):
            found.setdefault(folded, " ".join(line.split()))
        if len(found) == SHOWN:
            break
    return tuple(found.values())


def _lines_without(reading: Reading, spots: list[tuple[int, int, int]]) -> Iterator[tuple[str, str]]:
    """Lines of what is looked at, as they are and folded, that none of ``spots`` touches."""
    first, last = reading.window or (0, max(map(len, reading.folded), default=0))
    skip = TITLE
    for number, text in enumerate(reading.parts):
        here = [(start, end) for part, start, end in spots if part == number]
        begin = 0
        for line in text.splitlines():
            folded = fold(line)
            start, begin = begin, begin + len(folded)
            if not folded or start < first or begin > last:
                continue
            skip -= 1
            if skip < 0 and not any(a < begin and start < b for a, b in here):
                yield line, folded


def _letters(folded: str) -> int:
    return sum(letter.isalpha() for letter in folded)


# how letters and papers begin and end, whatever they are about
_FORMULA = re.compile(
    "|".join(
        map(
            fold,
            "เรียน อ้างถึง สิ่งที่ส่งมาด้วย ส่วนราชการ บันทึกข้อความ ด้วย ตามที่ จึงเรียนมา ลงชื่อ ผู้รายงาน ผู้จัดทำ จัดทำโดย "
            "ผู้อนุมัติ ผู้ตรวจสอบ รวบรวมโดย หมายเหตุ คำนำ สารบัญ ข้อมูลณ".split(),
        )
    )
)


def _links_of(reading: Reading) -> set[str]:
    page = reading.content
    return {fold_label(link.label.text) for link in page.links} if isinstance(page, Page) else set()


def _is_told_in_words(component: Component) -> bool:
    """Whether it is known by words; a telephone number or a map is there or not, whatever it is called."""
    return all(any(True for _ in phrases_of(check)) for check in component.any)
