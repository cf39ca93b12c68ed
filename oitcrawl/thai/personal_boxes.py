"""Numbers of cards written into boxes: a digit, or a group of digits, in each cell of a form or a table. Calm.

Rows of marks look alike, and one in ten of them ends with the right check digit: without its name above or beside it,
a number in boxes counts only where nothing else tells what the cells are, and every row of them holds a number.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from oitcrawl.thai.personal_cards import CALLED, DIGITS_OF_CARD, digits_of, is_card_number

_Place = tuple[int, int]
_SEP: Final = r"[ \t\u00a0|\-\u2010-\u2015]{1,9}"
_STOP: Final = r"(?![0-9A-Za-z▯]|[.,:/][0-9])"
_START: Final = r"(?<![0-9A-Za-z▯])(?<![0-9][.,:/])"
_ROW: Final = re.compile(rf"{_START}[0-9]{_STOP}(?:{_SEP}[0-9]{_STOP}){{12,}}")
_COLUMN: Final = re.compile(r"(?:^|(?<=\n))[ \t]*[0-9](?:[ \t]*\n{1,2}[ \t]*[0-9](?=[ \t]*(?:\n|$))){12,}")
_BAR: Final = r"[ \t]*\|[ \t]*(?:[\-–][ \t]*\|[ \t]*)?"
_PARTED: Final = re.compile(
    _START + _BAR.join((r"[0-9]", r"[0-9]{4}", r"[0-9]{5}", r"[0-9]{2}", r"[0-9]")) + r"(?![0-9A-Za-z.,])"
)
_HYPHEN: Final = re.compile(r"[\-\u2010-\u2015]")
_AT: Final = (1, 5, 10, 12)  # digits behind which cards have hyphens
_DIGIT: Final = re.compile(r"[0-9]")
_COUNTED: Final = re.compile(
    r"คะแนน|ระดับ|ข้อ(?!มูล|ความ|บังคับ|ตกลง|เสนอ)|เดือน|(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.|"
    r"มกรา|กุมภา|มีนา|เมษา|ตุลา|ธันวา|จ[ำํ]า?นวน|ครั้ง|ร้อยละ|เฉลี่ย|รวม|ตัวชี้วัด|วงเงิน|บาท|สัปดาห์|ชั่วโมง|วันที่|ปฏิทิน|ไตรมาส|"
    r"รหัส|สถิติ|ประเมิน|score|level|total|month|no\.",
    re.IGNORECASE,
)
_LONG: Final = re.compile(r"[0-9](?:[ \-]?[0-9]){11,}")
_NAMED: Final = re.compile(r"(?:นาย|นาง|น\.\s?ส\.|ด\.\s?[ชญ]\.|เด็ก)\s*[ก-ฮเ-ไ]")
_YEAR: Final = re.compile(r".25[4-9]")  # of a budget: behind the number of its row
_ABOVE: Final = 3  # lines over a table that may say what is in it
_WIDEST: Final = 18  # digits in a row, of which a card's are 13: the others are numbers of rows, houses and villages
_MANY: Final = 3  # rows that all have the right check digit
_VARIED: Final = 5  # different digits
_HIGH: Final = 6  # marks end at 5


def box_places(text: str) -> Iterator[_Place]:
    """Where numbers of cards stand digit by digit, or group by group, in cells; of Arabic digits."""
    if "|" in text:
        yield from (hit.span() for hit in _PARTED.finditer(text) if _is_parted(text, hit))
    for rows in _together(text, list(_ROW.finditer(text))):
        yield from _of_rows(text, rows)
    for hit in _COLUMN.finditer(text):
        if CALLED.search(_above(text, hit.start(), 2)):
            yield from _windows(hit, leads=False)


def _together(text: str, hits: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Rows that stand under each other."""
    group: list[re.Match[str]] = []
    for hit in hits:
        if group and text.count("\n", group[-1].end(), hit.start()) > 2:  # noqa: PLR2004 - one row between, at most
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _of_rows(text: str, rows: Sequence[re.Match[str]]) -> Iterator[_Place]:
    top = _top(text, rows[0].start())
    first = rows[0].start()
    head = "\n".join((_above(text, first, _ABOVE), _above(text, top, 2), _lines_from(text, top, first)))
    named = CALLED.search(head) is not None
    found = [(row, _line(text, *row.span())) for row in rows]
    unnamed: list[re.Match[str]] = []
    for row, line in found:
        rest = line.replace(row[0], " ", 1)
        if CALLED.search(rest) or (named and not _LONG.search(rest) and not _has_heads(head, line)):
            yield from _windows(row, leads=not line[: line.find(row[0])].strip(" |"))
        else:
            unnamed.append(row)
    if unnamed and not named and not _COUNTED.search(head) and _are_cards(text, head, unnamed):
        yield from (row.span() for row in unnamed)


def _are_cards(text: str, head: str, rows: Sequence[re.Match[str]]) -> bool:
    """Whether rows that nothing names are numbers of cards, every one of them."""
    numbers = [digits_of(row[0]) for row in rows]
    if not all(is_card_number(one) and one[0] not in "09" and not _counts(one) for one in numbers):
        return False
    lines = [_line(text, *row.span()) for row in rows]
    if any(_has_heads(head, line) or _COUNTED.search(line) for line in lines):
        return False
    if any(not _is_plain(row[0]) or _sums_up(row, line) for row, line in zip(rows, lines, strict=True)):
        return False
    return len(rows) >= _MANY or all(len(set(one)) >= _VARIED and max(one) >= str(_HIGH) for one in numbers)


def _is_plain(row: str) -> bool:
    """Whether nothing but the walls of boxes parts the digits, and maybe hyphens where cards have them."""
    gaps = _DIGIT.split(row)[1:-1]
    parted = tuple(at for at, gap in enumerate(gaps, 1) if _HYPHEN.search(gap))
    return not parted or (parted == _AT and "|" in row)


def _counts(number: str) -> bool:
    """Whether digits count up or down, or the last is what the others come to."""
    steps = [int(after) - int(before) for before, after in pairwise(number)]
    total = sum(map(int, number[:-1]))
    return steps.count(1) > 5 or steps.count(-1) > 5 or total == int(number[-1])  # noqa: PLR2004


def _sums_up(row: re.Match[str], line: str) -> bool:
    """Whether the cell behind is the sum of the digits, as of marks."""
    behind = re.match(r"[ \t|]*([0-9]+)", line[line.find(row[0]) + len(row[0]) :])
    return behind is not None and int(behind[1][:6]) == sum(map(int, digits_of(row[0])))


def _is_parted(text: str, hit: re.Match[str]) -> bool:
    """Groups of digits in five cells: the same as order, year, money and two counts."""
    digits, line = digits_of(hit[0]), _line(text, *hit.span())
    if not is_card_number(digits):
        return False
    rest = line.replace(hit[0], " ", 1)
    top = _top(text, hit.start())
    head = _above(text, top, _ABOVE) + _lines_from(text, top, hit.start())
    if CALLED.search(rest) or (CALLED.search(head) and not _LONG.search(rest) and not _has_heads(head, line)):
        return True
    if digits[0] in "09" or _COUNTED.search(head + line) or _has_heads(head, line):
        return False
    padded = re.search(r"\| ?0[0-9]", hit[0]) is not None  # sums have no leading zero
    return not _YEAR.match(digits) and (_NAMED.search(rest) is not None or (padded and not rest.strip(" |\t")))


def _windows(hit: re.Match[str], *, leads: bool) -> Iterator[_Place]:
    """The number in a row of digits, of which some may be others: those of rows stand first, where it ``leads``."""
    spots = [hit.start() + one.start() for one in _DIGIT.finditer(hit[0])]
    digits = digits_of(hit[0])
    if len(digits) > _WIDEST:
        return
    places = range(len(digits) - DIGITS_OF_CARD + 1)
    for at in reversed(places) if leads else places:
        if is_card_number(digits[at : at + DIGITS_OF_CARD]):
            yield spots[at], spots[at + DIGITS_OF_CARD - 1] + 1


def _has_heads(head: str, line: str) -> bool:
    """Whether each cell of a row has a heading of its own, which those of one number have not."""
    wanted = len(_cells(line)) - 2
    heads = (_cells(one) for one in head.split("\n") if not (_ROW.search(one) or _PARTED.search(one)))
    return any(len(cells) >= wanted and len(set(cells)) >= wanted * 0.7 for cells in heads)


def _cells(line: str) -> list[str]:
    parts = line.split("|") if "|" in line else line.split()
    return [part.strip() for part in parts if part.strip()]


def _top(text: str, at: int) -> int:
    """Where the table begins that a place is in; no further up than is worth it."""
    least = max(0, at - 20_000)
    top = text.rfind("\n", least, at) + 1 or least
    while top > least:
        above = text.rfind("\n", least, top - 1) + 1 or least
        if "|" not in text[above:top]:
            break
        top = above
    return top


def _lines_from(text: str, start: int, end: int) -> str:
    """The first lines of a table."""
    return "\n".join(text[start : min(end, start + 3000)].split("\n")[:_ABOVE])


def _above(text: str, at: int, lines: int) -> str:
    """Lines above that of a place."""
    own = text.rfind("\n", max(0, at - 3000), at) + 1
    return "\n".join(text[max(0, own - 1500) : own].split("\n")[-lines - 1 :])


def _line(text: str, start: int, end: int) -> str:
    first, last = text.rfind("\n", max(0, start - 500), start), text.find("\n", end, end + 500)
    return text[max(first + 1, start - 500) : last if last >= 0 else end + 500]
