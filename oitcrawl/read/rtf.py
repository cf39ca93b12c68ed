"""Letters in RTF: pages, tables and properties in one pass over the bytes, Thai in whichever way it is written.

The library for this format loses pages and properties and believes fonts that call Thai bytes Western.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from oitcrawl.model.content import Document, Media, Unread
from oitcrawl.read.flow import Flow, document_of, one_line
from oitcrawl.read.properties import make_properties
from oitcrawl.read.rtf_words import CODECS, INFO, LEFT, SHOWN, SIGNS, THAI_RUN, is_thai
from oitcrawl.read.tables import Row
from oitcrawl.read.trouble import TooSlow, Trouble
from oitcrawl.settings import Settings

MAX_DEPTH: Final = 5000  # groups inside groups; writers need a few dozen
UTF8: Final = 65001  # code page of Windows
TOKENS: Final = 20_000  # between two looks at the clock


def read_rtf(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read an RTF: paragraphs are lines, table rows are rows, forced page and section ends part pages.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: ``max_leaves`` pages are kept, in ``reader_seconds``.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: groups nested beyond reason, or the time is spent.
    """
    letter = _Letter(body, time.monotonic() + settings.reader_seconds)
    letter.read()
    info = letter.info
    properties = make_properties(
        title="".join(info.get("title", [])),
        author="".join(info.get("author", [])),
        days=tuple("-".join(info[key]) for key in ("creatim", "revtim") if key in info),
    )
    return document_of(
        letter.flow.leaves(),
        body,
        url=url,
        media=Media.RTF,
        settings=settings,
        properties=properties,
        images=body.count(b"\\pict"),
        sha256=sha256,
        torn=letter.torn,
    )


_TOKEN: Final = re.compile(
    rb"\\(?:([A-Za-z]{1,32})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)


@dataclass(slots=True, kw_only=True)
class _State:
    """What holds inside one group."""

    font: int = -1
    skip: int = 1  # characters that stand for a Unicode one in old readers
    place: bytes = b""  # the destination that text goes to: empty for the letter, ``-`` for nowhere
    hidden: bool = False
    starred: bool = False

    def inner(self) -> "_State":
        """What holds inside a group that opens here."""
        return _State(font=self.font, skip=self.skip, place=self.place, hidden=self.hidden)


@dataclass(slots=True, kw_only=True)
class _TableRow:
    """The row of a table under way: its cells, and which of them go on from the row above or the cell before."""

    cells: list[str] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)
    is_merged: bool = False
    head: bool = False


class _Letter:
    """One pass over the bytes of an RTF.

    Attributes:
        torn: groups are left open or were never opened, or bytes lack.
    """

    def __init__(self, body: bytes, until: float) -> None:
        self.flow = Flow()
        self.info: dict[str, list[str]] = {}
        self._body, self._until = body, until
        self._state, self._stack = _State(), list[_State]()
        self._fonts: dict[int, int] = {}
        self._page = "cp1252"
        self._is_thai, self.torn = is_thai(body), False
        self._bytes, self._units = bytearray(), bytearray()  # undecoded bytes; a run of UTF-16
        self._words: list[str] = []
        self._skipped = 0
        self._in_table = False
        self._row, self._rows, self._at = _TableRow(), list[Row](), 0
        self._verbs = self._make_verbs()

    def read(self) -> None:
        """Read all of it."""
        at = count = 0
        size = len(self._body)
        while at < size:
            token = _TOKEN.match(self._body, at)
            if token is None:  # a lone backslash at the end
                break
            at = token.end() + self._take(token)
            count += 1
            if count % TOKENS == 0 and time.monotonic() > self._until:
                raise TooSlow
        self.torn = self.torn or bool(self._stack) or at != size
        self._end_paragraph()
        self._end_table()

    def _take(self, token: re.Match[bytes]) -> int:
        """Act on one token; bytes to jump over after it."""
        word, number, code, sign, brace, text = token.groups()
        if text is not None:
            self._write(text)
        elif code is not None:
            self._write(bytes([int(code, 16)]))
        elif brace is not None:
            self._skipped = 0
            self._group(opens=brace == b"{")
        elif word is not None:
            if word == b"bin":
                return max(int(number or 0), 0)
            self._control(word, int(number) if number else None)
        elif sign is not None:
            self._sign(sign)
        return 0

    def _write(self, text: bytes) -> None:
        if self._skipped:
            left = min(self._skipped, len(text))
            self._skipped -= left
            text = text[left:]
        if text and self._state.place != b"-" and not self._state.hidden:
            self._end_units()
            self._bytes += text

    def _group(self, *, opens: bool) -> None:
        if opens:
            if len(self._stack) >= MAX_DEPTH:
                raise Trouble("nesting")
            self._stack.append(self._state)
            self._state = self._state.inner()
            return
        inner = self._state
        self.torn = self.torn or not self._stack
        outer = self._stack.pop() if self._stack else inner
        if (inner.place, inner.font) != (outer.place, outer.font):
            self._flush()
        self._state = outer

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._state.starred = True
        elif sign in b"\r\n":
            self._end_paragraph()
        elif sign in SIGNS:
            self._say(SIGNS[sign])

    def _control(self, word: bytes, number: int | None) -> None:
        if word == b"u":
            self._unicode(number or 0)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif word in self._verbs:
            self._verbs[word](number)
        elif word in SHOWN:
            self._move(b"")
            self._end_paragraph()
        elif word in INFO and (self._state.place or b"-") in {b"info", *INFO}:
            self._move(word)
        elif word in LEFT or (self._state.starred and not self._state.place):
            self._move(b"-")
        elif word in {b"info", b"fonttbl"}:
            self._move(word)
        elif word in {b"yr", b"mo", b"dy"} and self._state.place in INFO:
            self.info.setdefault(self._state.place.decode(), []).append(f"{number or 0:02}")

    def _move(self, place: bytes) -> None:
        """From here to the end of the group text goes to ``place``."""
        self._flush()
        self._state.place = place

    def _make_verbs(self) -> dict[bytes, Callable[[int | None], None]]:
        return {
            b"par": lambda _: self._end_paragraph(),
            b"line": lambda _: self._end_paragraph(),
            b"page": lambda _: self._end_page(),
            b"sect": lambda _: self._end_page(),
            b"cell": lambda _: self._end_cell(),
            b"nestcell": lambda _: self._say(" "),
            b"row": lambda _: self._end_row(),
            b"trowd": lambda _: self._define_row(),
            b"trhdr": lambda _: setattr(self._row, "head", True),
            b"clvmrg": lambda _: setattr(self._row, "is_merged", True),
            b"cellx": lambda _: self._define_cell(),
            b"intbl": lambda _: setattr(self, "_in_table", True),
            b"pard": lambda _: self._plain_paragraph(),
            b"plain": lambda _: setattr(self._state, "hidden", False),
            b"v": lambda number: setattr(self._state, "hidden", number != 0),
            b"uc": lambda number: setattr(self._state, "skip", min(max(number or 0, 0), 8)),
            b"f": self._font,
            b"fcharset": self._charset,
            b"ansicpg": self._code_page,
            b"mac": lambda _: setattr(self, "_page", "mac_roman"),
        }

    def _font(self, number: int | None) -> None:
        if number != self._state.font:
            self._flush()
            self._state.font = number or 0

    def _charset(self, number: int | None) -> None:
        if self._state.place == b"fonttbl":
            self._fonts[self._state.font] = number or 0

    def _code_page(self, number: int | None) -> None:
        name = "utf-8" if number == UTF8 else f"cp{number}"
        self._page = name if name in {"utf-8", *CODECS.values()} else "cp1252"

    def _unicode(self, number: int) -> None:
        self._skipped = self._state.skip
        if self._state.place == b"-" or self._state.hidden:
            return
        self._end_bytes()
        self._units += (number & 0xFFFF).to_bytes(2, "little")

    def _say(self, text: str) -> None:
        if self._state.place == b"-" or self._state.hidden:
            return
        self._flush()
        self._put(text)

    def _flush(self) -> None:
        self._end_bytes()
        self._end_units()

    def _end_bytes(self) -> None:
        if self._bytes:
            raw = bytes(self._bytes)
            self._bytes.clear()
            self._put(raw.decode(self._codec(raw), "replace"))

    def _end_units(self) -> None:
        if self._units:
            text = bytes(self._units).decode("utf-16-le", "replace")
            self._units.clear()
            self._put(text)

    def _codec(self, raw: bytes) -> str:
        """Codec of bytes under the font in force; Western fonts often carry Thai: three letters in a row tell."""
        charset = self._fonts.get(self._state.font)
        codec = self._page if charset is None or charset == 1 else CODECS.get(charset, self._page)
        if codec != "cp874" and self._is_thai and THAI_RUN.search(raw):
            return "cp874"
        return codec

    def _put(self, text: str) -> None:
        place = self._state.place
        if place == b"":
            self._words.append(text)
        elif place in {b"title", b"author"}:
            self.info.setdefault(place.decode(), []).append(text)

    def _end_paragraph(self) -> None:
        self._flush()
        if self._state.place:
            return
        if self._in_table or self._row.cells:
            self._words.append(" ")
            return
        self._end_table()
        self.flow.say("".join(self._words))
        self._words = []
        self.flow.end_line()

    def _plain_paragraph(self) -> None:
        self._flush()
        self._in_table = False

    def _end_page(self) -> None:
        if not self._in_table and not self._state.place:
            self._end_paragraph()
            self._end_table()
            self.flow.end_page()

    def _define_row(self) -> None:
        if not self._rows:
            self._at = self.flow.here
        self._row.merged, self._row.head, self._row.is_merged = [], False, False

    def _define_cell(self) -> None:
        self._row.merged.append(self._row.is_merged)
        self._row.is_merged = False

    def _end_cell(self) -> None:
        self._flush()
        row, column = self._row, len(self._row.cells)
        text = one_line("".join(self._words))
        self._words = []
        above = self._rows[-1].cells if self._rows else []
        if not text and column < len(row.merged) and row.merged[column] and column < len(above):
            text = above[column]
        row.cells.append(text)

    def _end_row(self) -> None:
        row = Row(cells=self._row.cells, head=self._row.head)
        if any(row.cells):
            self._rows.append(row)
            self.flow.row(row)
        self._row.cells = []

    def _end_table(self) -> None:
        if self._rows:
            self.flow.table(self._rows, self._at)
            self._rows = []
