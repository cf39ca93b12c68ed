"""What may be the title of a document: the lines of its cover in which titles stand. Calm."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from oitcrawl.model.content import UNSURE_DIGIT, UnreadCause
from oitcrawl.model.harvest import Record
from oitcrawl.thai.text import fold

COVER_LINES = 6
MEMO_HEAD = 250  # characters in which a memo calls itself one
COVER_LENGTH = 300
WRAPS = 4  # lines in which a title goes on
RUN = 3  # consonants in a row that are no accident
ALIKE = 0.7  # share of the consonants that two titles have in common
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


def headline(record: Record) -> str:
    """The first heading of a page, or its title."""
    return record.headings[0] if record.headings else record.title


def title_line(text: str) -> str:
    """The first line of a text where it may be its title; empty when it is running text."""
    line = next(iter(title_lines(text)), "")
    return line if len(line) <= TITLE_LENGTH else ""


@lru_cache(maxsize=1024)
def whole_title(cover: str, text: str) -> str:
    """``text``, where it is the beginning of a title that wraps, with the lines of the cover in which that goes on.

    A title goes on where a bracket is open, where a line ends in a word that wants another, and where the next begins
    with a word that no title begins with. Elsewhere a new line may be another thing, and ``text`` stays.
    """
    lines = _lines(cover)
    end = _end_of(lines, text)
    for line in lines[end : end + WRAPS] if end else ():
        if len(line) > TITLE_LENGTH or _NUMBERED.match(line) or not _goes_on(text, line):
            break
        is_one_word = _WANTS_WORD.search(text) or (text.endswith("ปี") and line.startswith("งบประมาณ"))
        text = f"{text}{'' if is_one_word else ' '}{line}"
    return text


@lru_cache(maxsize=1024)
def clearest(read: str, called: str) -> str:
    """Of a title that was recognised and the words of its link those that people can read.

    The link's, where both say the same and recognition lost digits or marks: ``จัดซ้อจัดจ้าง`` for ``จัดซื้อจัดจ้าง``.
    """
    if not called or (UNSURE_DIGIT not in read and fold(called) in fold(read)):
        return read
    bare, sought = _bare(read), _bare(called)
    blocks = SequenceMatcher(None, bare, sought, autojunk=False).get_matching_blocks()
    alike = sum(block.size for block in blocks if block.size >= RUN)
    return called if sought and alike >= ALIKE * len(sought) else read


def _end_of(lines: list[str], text: str) -> int:
    """Behind which line ``text`` ends, counted from 1; 0 where no run of lines says it."""
    for first in range(len(lines)):
        said = ""
        for last, line in enumerate(lines[first : first + COVER_LINES], first + 1):
            said = f"{said} {line}".strip()
            if text in {said, said.removeprefix("เรื่อง").strip()}:
                return last
            if len(said) > len(text) + len("เรื่อง "):
                break
    return 0


def _goes_on(text: str, line: str) -> bool:
    is_open = text.count("(") > text.count(")")
    return is_open or _WANTS_MORE.search(text) is not None or _CONTINUES.match(line) is not None


def _bare(text: str) -> str:
    """Consonants and digits: what recognition loses last."""
    return _MARKS.sub("", text)


def is_memo(cover: str) -> bool:
    """Whether the first page is a covering memo, which says little of what lies behind it."""
    return _MEMO.search(fold(cover[:MEMO_HEAD])) is not None


def _lines(cover: str) -> list[str]:
    return [" ".join(line.split()) for line in cover.splitlines() if line.strip()]


_NUMBERED = re.compile(r"(?:[\d๐-๙▯]{1,2}\.(?:[\-\s]*[\d๐-๙▯]{1,2}\.?)*\s|บทที่|ส่วนที่|หมวดที่)")
_NO_TITLE = re.compile(r"(?:เรียน|กราบเรียน|อ้างถึง|สิ่งที่ส่งมาด้วย)\s|\W*[\d๐-๙]{1,3}\W*$")
_MEMO = re.compile("|".join(map(fold, ("บันทึกข้อความ", "ส่วนราชการ", "สิ่งที่ส่งมาด้วย"))))
_MARKS = re.compile("[^ก-ฮ0-9๐-๙A-Za-z]")
# Not words in which others end, such as การ (บริการ) and ตาม (ติดตาม).
_WANTS_WORD = re.compile(r"(?:หรือ|และ|เพื่อ|ภายใน|ระหว่าง|เกี่ยวกับ|(?<!สิ่ง)ของ)$")
_WANTS_MORE = re.compile(
    rf"{_WANTS_WORD.pattern}|(?:^|\s)(?:การ|ความ|ด้าน|ตาม|โดย)$|ปีงบประมาณ$|(?:พ\.?\s?ศ\.?|[-\u2010-\u2015,/])$"
)
_CONTINUES = re.compile(
    r"(?:หรือ|และ|ของ|เพื่อ(?!ให้)|ภายใน|สำหรับ|ประจำ(?:ปี|เดือน|ไตรมาส)|งบประมาณ\s?(?:พ\.|[\d๐-๙])"
    r"|ปีงบประมาณ|พ\.\s?ศ\.|รอบ\s?[\d๐-๙]|ไตรมาส|[-\u2010-\u2015]\s?(?:พ\.?\s?ศ|[\d๐-๙])|\((?:พ\.?\s?ศ|ปี|รอบ|ฉบับ|[\d๐-๙]{4}))"
)
