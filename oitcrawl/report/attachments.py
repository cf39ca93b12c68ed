"""The quality of the attachments as the report tells it: what deserves attention first, and the rest. Calm."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oitcrawl.model.scan import AgencyScan, Attachment
from oitcrawl.report.legibility import (
    Nature,
    Remark,
    cure,
    extent,
    grade,
    grade_word,
    nature,
    reading,
    remark_word,
    remarks,
)
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.safe import clean
from oitcrawl.report.words import Words

_OPEN = 12  # files that stand open
_ALARMING = 120  # files with remarks that a report lists; all are in the sheet and in scan.json
_CLEAN = 100  # files without
_COPIES = 4  # other addresses of one file

_SITE = re.compile(r"https?://[^/]+/")

Copies = tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyView:
    """One part of the summary; ``nature`` names its icon, ``note`` may be empty."""

    nature: str
    word: str
    count: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """One file, whatever the number of addresses it is found at.

    Attributes:
        file_name: empty where ``name`` says it already.
        items: (O-code, anchor of its card or empty) pairs.
        facts: format, pages and size.
        nature: names the icon; ``reading`` tells how its pages were read.
        years: lines that set the year inside against the year of the name.
        remarks: (what is remarkable, what would mend it) pairs.
        copies: (other address of the same bytes, items it is taken for) pairs.
    """

    name: str
    url: LinkView
    file_name: str
    items: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    nature: str
    nature_word: str
    reading: str
    grade: str
    grade_word: str
    years: tuple[str, ...]
    contradicts: bool
    remarks: tuple[tuple[str, str], ...]
    copies: tuple[tuple[LinkView, str], ...]
    copies_more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentsView:
    """All attachments: a summary, those that deserve attention, and the rest; a ``cut`` tells of those not listed."""

    total: str
    tallies: tuple[TallyView, ...]
    alarming_title: str
    alarming: tuple[FileView, ...]
    more: tuple[FileView, ...]
    more_title: str
    more_paper: str
    cut: str
    clean: tuple[FileView, ...]
    clean_title: str
    clean_cut: str


def attachments(scan: AgencyScan, words: Words) -> AttachmentsView | None:
    """The quality of the attachments of ``scan``; None where none were read."""
    if not scan.attachments:
        return None
    files = _same_bytes(scan.attachments)
    alarming = sorted((one for one in files if _remarks(one)), key=_urgency)
    rest = [one for one in files if not _remarks(one)]
    cards = {item.item for item in scan.items}
    shown = tuple(_file(one, cards, words) for one in alarming[:_ALARMING])
    return AttachmentsView(
        total=words("att.total", count=f"{len(scan.attachments):,}"),
        tallies=_tallies(scan.attachments, words),
        alarming_title=words("att.alarming", count=f"{len(alarming):,}") if alarming else words("att.calm"),
        alarming=shown[:_OPEN],
        more=shown[_OPEN:],
        more_title=words("att.more", count=f"{len(shown) - _OPEN:,}"),
        more_paper=_cut(len(alarming) - _OPEN, words),
        cut=_cut(len(alarming) - _ALARMING, words),
        clean=tuple(_file(one, cards, words) for one in rest[:_CLEAN]),
        clean_title=words("att.clean", count=f"{len(rest):,}"),
        clean_cut=_cut(len(rest) - _CLEAN, words),
    )


def _same_bytes(found: Iterable[Attachment]) -> list[Copies]:
    """Files with their copies, in the order of the first of each."""
    files: dict[str, list[Attachment]] = {}
    for one in found:
        files.setdefault(one.sha256 or one.url, []).append(one)
    return [tuple(copies) for copies in files.values()]


def _remarks(file: Copies) -> dict[Remark, Attachment]:
    """Remarks on any of the copies, the gravest first, each with the copy that it is about."""
    found = ((remark, one) for one in reversed(file) for remark in remarks(one))
    return dict(sorted(found, key=lambda pair: pair[0].rank))


def _urgency(file: Copies) -> tuple[bool, int]:
    """Files that items rest on come first, then the gravest remark."""
    return not _items(file), min(remark.rank for remark in _remarks(file))


def _items(file: Copies) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for one in file for item in one.items))


def _file(file: Copies, cards: set[str], words: Words) -> FileView:
    one = file[0]
    name = clean(one.name).strip() or clean(one.file_name).strip() or words("ev.untitled")
    own = clean(one.file_name).strip()
    elsewhere = dict.fromkeys(one.same_as) | {copy.url: copy for copy in file[1:]}
    return FileView(
        name=name,
        url=link(one.url),
        file_name="" if own == name else own,
        items=tuple((item, anchor(item) if item in cards else "") for item in _items(file)),
        facts=tuple(fact for fact in _facts(one, words) if fact),
        nature=nature(one).value,
        nature_word=words(f"nature.{nature(one).value}"),
        reading=reading(one, words),
        grade=grade(one).value,
        grade_word="" if nature(one) is Nature.UNKNOWN else grade_word(one, words),
        years=_years(file, words),
        contradicts=any(copy.contradicts_name for copy in file),
        remarks=tuple(
            (remark_word(remark, about, words), cure(remark, about, words))
            for remark, about in _remarks(file).items()
        ),
        copies=tuple(
            (_beside(link(url), link(one.url)), ", ".join(copy.items) if copy else "")
            for url, copy in list(elsewhere.items())[:_COPIES]
        ),
        copies_more=words("att.more_places", count=len(elsewhere) - _COPIES) if len(elsewhere) > _COPIES else "",
    )


def _beside(other: LinkView, first: LinkView) -> LinkView:
    """``other`` without its site where that is the site of ``first``."""
    place = _SITE.match(first.text)
    if place is None or not other.text.startswith(place.group()):
        return other
    return LinkView(text=other.text[place.end() - 1 :], href=other.href)


def _facts(one: Attachment, words: Words) -> tuple[str, ...]:
    return (
        words(f"media.{one.media.value}"),
        extent(one, words),
        words.size(one.size) if one.size else "",
    )


def _years(file: Copies, words: Words) -> tuple[str, ...]:
    inside = words.years(file[0].years_inside)
    named = words.years(year for one in file for year in one.years_named)
    lines = (("att.year_inside", inside), ("att.year_named", named))
    return tuple(words(key, years=years) for key, years in lines if years)


def _tallies(found: Sequence[Attachment], words: Words) -> tuple[TallyView, ...]:
    """How many files are text, scans, unreadable or boxes (together all), and how many are copies."""
    counts = Counter(_tally_of(one) for one in found)
    recognised = sum(_tally_of(one) is Nature.SCAN and one.recognised > 0 for one in found)
    note = words("tally.recognised", count=f"{recognised:,}") if counts[Nature.SCAN] else ""
    parts = [
        (kind.value, words(f"tally.{kind.value}"), counts[kind], note if kind is Nature.SCAN else "")
        for kind in (Nature.TEXT, Nature.SCAN, Nature.UNKNOWN, Nature.BOX)
        if counts[kind] or kind is not Nature.BOX
    ]
    parts.append(("copies", words("tally.copies"), sum(bool(one.same_as) for one in found), ""))
    return tuple(
        TallyView(nature=kind, word=word, count=f"{count:,}", note=told) for kind, word, count, told in parts
    )


def _tally_of(one: Attachment) -> Nature:
    """A scan that recognition gave up counts as unreadable, a file with some scanned pages as text."""
    kind = nature(one)
    if Remark.UNREAD in remarks(one):
        return Nature.UNKNOWN
    return Nature.TEXT if kind is Nature.MIXED else kind


def _cut(count: int, words: Words) -> str:
    return words("att.cut", count=f"{count:,}") if count > 0 else ""
