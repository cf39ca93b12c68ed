"""What may be the title of a document: the lines of its cover in which titles stand. Calm."""

import re

from oitcrawl.model.content import UnreadCause
from oitcrawl.model.harvest import Record
from oitcrawl.thai.text import fold

COVER_LINES = 6
MEMO_HEAD = 250  # characters in which a memo calls itself one
COVER_LENGTH = 300
TITLE_LENGTH = 110  # characters; a longer line is running text


def is_recognised(record: Record) -> bool:
    """Whether the cover was read off a picture."""
    return record.recognised > 0 or (record.unread is UnreadCause.SCAN and bool(record.cover))


def cover_windows(cover: str) -> list[str]:
    """What may be the title of a document: its first lines alone and joined, and what stands behind ``เรื่อง``.

    A title ends where numbered text begins. Whom a letter is addressed to, and the number of a page, are no title.
    """
    lines, head = _lines(cover), _titled(title_lines(cover))
    windows = [" ".join(head[:count])[:COVER_LENGTH] for count in (1, 2, 3, 4, COVER_LINES)]
    subjects = (number for number, line in enumerate(lines[:12]) if line.startswith("เรื่อง"))
    windows += [" ".join(lines[number : number + 2])[len("เรื่อง") : COVER_LENGTH] for number in subjects]
    if is_memo(cover):
        behind = (_titled(title_lines(page)) for page in cover.split("\f")[1:])
        windows += [" ".join(page[:count])[:COVER_LENGTH] for page in behind for count in (1, 2, 4)]
    return [window for window in dict.fromkeys(windows) if window]


def _titled(lines: list[str]) -> list[str]:
    return [line for line in lines if not _NO_TITLE.match(line)]


def title_lines(cover: str) -> list[str]:
    """The lines of a cover in which its title stands: those before numbered text begins."""
    lines = _lines(cover)
    body = next((number for number, line in enumerate(lines) if number and _NUMBERED.match(line)), len(lines))
    return lines[: min(body, COVER_LINES)]


def title_line(text: str) -> str:
    """The first line of a text where it may be its title; empty when it is running text."""
    line = next(iter(title_lines(text)), "")
    return line if len(line) <= TITLE_LENGTH else ""


def is_memo(cover: str) -> bool:
    """Whether the first page is a covering memo, which says little of what lies behind it."""
    return _MEMO.search(fold(cover[:MEMO_HEAD])) is not None


def _lines(cover: str) -> list[str]:
    return [" ".join(line.split()) for line in cover.splitlines() if line.strip()]


_NUMBERED = re.compile(r"(?:[\d๐-๙▯]{1,2}\.(?:[\-\s]*[\d๐-๙▯]{1,2}\.?)*\s|บทที่|ส่วนที่|หมวดที่)")
_NO_TITLE = re.compile(r"(?:เรียน|กราบเรียน|อ้างถึง|สิ่งที่ส่งมาด้วย)\s|\W*[\d๐-๙]{1,3}\W*$")
_MEMO = re.compile("|".join(map(fold, ("บันทึกข้อความ", "ส่วนราชการ", "สิ่งที่ส่งมาด้วย"))))
