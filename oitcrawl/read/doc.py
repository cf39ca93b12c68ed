"""Letters of old Word (DOC): read from their streams; what that cannot read is left to the program antiword."""

import re
from collections.abc import Iterator
from typing import Final

from oitcrawl.model.content import Document, Media, Unread, UnreadCause
from oitcrawl.read.docx import letter_leaves
from oitcrawl.read.flow import Flow, document_of, one_line
from oitcrawl.read.ole import Container
from oitcrawl.read.package import parse_xml
from oitcrawl.read.program import FILE, find_program, run_on
from oitcrawl.read.sniff import is_container
from oitcrawl.read.tables import Row
from oitcrawl.read.trouble import Locked, Trouble
from oitcrawl.read.word import IN_CELL, ROW, OtherWord, word_text
from oitcrawl.settings import Settings

CURE: Final = "ติดตั้งโปรแกรมอ่านไฟล์ .doc ด้วย sudo apt install antiword หรือบันทึกเป็น .docx หรือ PDF แล้วเผยแพร่แทน"


def doc_program() -> str | None:
    """Path of ``antiword``, or None where it is not installed."""
    return find_program("antiword")


def read_doc(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a DOC of Word 2 to 2003, or the XML that Word 2003 saves under that name.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: ``max_leaves`` pages are kept; the program is given ``reader_seconds``.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: it is locked or damaged, takes too long, or needs a program that is absent.
    """
    if body.lstrip()[:1] == b"<":
        root, is_whole = parse_xml(body)
        leaves = letter_leaves(root)
        return document_of(
            leaves, body, url=url, media=Media.DOC, settings=settings, sha256=sha256, torn=not is_whole
        )
    flow, properties, images, torn = Flow(), None, 0, is_container(body)
    try:
        container = Container(body)
        text = word_text(container)
        torn = container.torn
        properties, images = container.properties(), sum(map(text.count, _PICTURES))
        _fill(flow, text)
    except Locked:
        raise
    except Trouble as trouble:
        torn = torn and not isinstance(trouble, OtherWord)
        _fill_by_program(flow, body, settings.reader_seconds)
    return document_of(
        flow.leaves(),
        body,
        url=url,
        media=Media.DOC,
        settings=settings,
        properties=properties,
        images=images,
        sha256=sha256,
        torn=torn,
    )


_PICTURES: Final = ("\x01", "\x08")
_MARKS: Final = re.compile(f"([\r\x07\x0b\x0c\x13\x14\x15{ROW}{IN_CELL}])")
_NOTHING: Final = re.compile("[\x00-\x06\x08\x1f]")  # pictures, notes, optional hyphens
_FIELD, _RESULT, _END = "\x13", "\x14", "\x15"
_CELL: Final = "\x07"


def _shown(text: str) -> Iterator[str]:
    """Runs of text and marks, without the codes of fields: what a reader sees of a field is its result."""
    fields: list[bool] = []  # for each open field, whether its code is under way
    for piece in _MARKS.split(_NOTHING.sub("", text).replace("\x1e", "-")):
        if piece == _FIELD:
            fields.append(True)
        elif piece == _RESULT and fields:
            fields[-1] = False
        elif piece == _END and fields:
            fields.pop()
        elif piece and not any(fields[-_DEEP:]):
            yield piece


_DEEP: Final = 20  # fields inside fields that are looked at


class _Filling:
    """Lines, rows and pages of a text with Word's control characters, on their way into a flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._words: list[str] = []
        self._cells: list[str] = []
        self._rows: list[Row] = []
        self._page = 0

    def take(self, piece: str) -> None:
        """The next run of text or mark."""
        if piece == _CELL:
            self._end_cell()
        elif piece == ROW:
            self._end_row()
        elif piece == "\x0c" and not self._cells:
            self.end()
            self._flow.end_page()
        elif piece in {"\r", "\x0b", "\x0c"}:
            self._words.append(" " if self._cells else "\n")
        else:
            self._words.append(" " if piece == IN_CELL else piece)

    def end(self) -> None:
        """Table and lines under way are complete."""
        self._end_table()
        for line in "".join(self._words).split("\n"):
            self._flow.say(line)
            self._flow.end_line()
        self._words = []

    def _end_cell(self) -> None:
        text = "".join(self._words)
        if not self._cells:  # what stands before its last line are paragraphs above the table
            above, _, text = text.rpartition("\n")
            if above.strip():
                self._words = [above]
                self.end()
        self._words = []
        self._cells.append(one_line(text))

    def _end_row(self) -> None:
        if not self._rows:
            self._page = self._flow.here
        self._rows.append(Row(cells=self._cells))
        self._flow.row(self._rows[-1])
        self._cells, self._words = [], []

    def _end_table(self) -> None:
        self._flow.table(self._rows, self._page)
        self._rows = []


def _fill(flow: Flow, text: str) -> None:
    filling = _Filling(flow)
    for piece in _shown(text):
        filling.take(piece)
    filling.end()


def _fill_by_program(flow: Flow, body: bytes, seconds: float) -> None:
    """Lines of the program; those between bars are rows of a table.

    Raises:
        Trouble: the program is absent, or cannot read it either.
    """
    program = doc_program()
    if program is None:
        raise Trouble("antiword", cause=UnreadCause.NEEDS_PROGRAM, cure=CURE)
    output = run_on(body, [program, "-m", "UTF-8.txt", "-w", "0", FILE], seconds, suffix=".doc")
    if output is None:
        raise Trouble("antiword")
    rows: list[Row] = []
    for line in (*output.decode("utf-8", "replace").replace("[pic]", "").split("\n"), ""):
        if _BARS.fullmatch(line):
            rows.append(Row(cells=[one_line(cell) for cell in line.strip().strip("|").split("|")]))
            flow.row(rows[-1])
            continue
        flow.table(rows, flow.here)
        rows = []
        flow.say(line)
        flow.end_line()


_BARS: Final = re.compile(r"\|.*\|\s*")
