"""The numbers that stand with a link: in its words, its row, the heading above it or its file name. Calm."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from oitcrawl.judge.labels import says_nothing
from oitcrawl.model.content import Label
from oitcrawl.ruleset.scheme import Code
from oitcrawl.thai.codes import find_codes, plain_number

ROW_LIMIT = 60  # characters that a list item has beside the link's own, or it holds other links too
CELL = " | "
_LETTERS = {"o": "O", "oit": "O", "bare": "O", "moit": "MOIT", "eb": "EB"}
_DIGIT = re.compile("[0-9๐-๙໐-໙０-９]")
_MOST = 4  # numbers that one row may bear


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one row.

    Attributes:
        codes: letters and number, as written; several where items were merged.
        text: the words in which they stand.
        bare: without any letter (``ข้อ 14``), as in every list.
    """

    codes: tuple[Code, ...]
    text: str
    bare: bool = False

    @property
    def name(self) -> str:
        """``O14``, or ``O13, O14``."""
        return ", ".join(f"{letters}{number}" for letters, number in self.codes)


def numbers_of(label: Label, url: str = "") -> Numbers | None:
    """The numbers of a link, the nearest ones: its words', its row's, the heading's above it, its file name's.

    Heading and file name count only for a link that says nothing itself.
    """
    if not _DIGIT.search(label.text) and not _DIGIT.search(label.row):
        return _of_silent(label, url) if says_nothing(label.text) else None
    row = own_words(label)
    found = _coded(label.text) or _coded(row.split(CELL)[0]) or _coded(row)
    if found is None and says_nothing(label.text):
        found = _of_silent(label, url)
    return found or _numbered(row)


def _of_silent(label: Label, url: str) -> Numbers | None:
    """The number above a link that says nothing itself, or of its file."""
    return _coded(label.headings[0] if label.headings else "") or _coded(file_name(url))


def own_words(label: Label) -> str:
    """The row of a link, unless it is a list item so long that it holds other links too."""
    if CELL in label.row or len(label.row) <= ROW_LIMIT + 2 * len(label.text):
        return label.row
    return ""


def file_name(url: str) -> str:
    """The last part of an address, spelt out."""
    return unquote(url.partition("#")[0].partition("?")[0].rpartition("/")[2])


@lru_cache(maxsize=32768)
def _coded(text: str) -> Numbers | None:
    codes = tuple(dict.fromkeys((_LETTERS[code.scheme], code.number) for code in find_codes(text)))
    return Numbers(codes, " ".join(text.split())[:80]) if 0 < len(codes) <= _MOST else None


@lru_cache(maxsize=8192)
def _numbered(row: str) -> Numbers | None:
    number = plain_number(row)
    return Numbers((("O", number),), " ".join(row.split())[:80], bare=True) if number else None
