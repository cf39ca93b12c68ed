"""Letters of old Word (DOC) by the program antiword, a process of its own with limits."""

import re
from typing import Final

from oitcrawl.model.content import Document, Media, Unread, UnreadCause
from oitcrawl.read.flow import Flow, document_of, one_line
from oitcrawl.read.program import FILE, find_program, run_on
from oitcrawl.read.tables import Row
from oitcrawl.read.trouble import Locked, Trouble
from oitcrawl.settings import Settings

CURE: Final = "ติดตั้งโปรแกรมอ่านไฟล์ .doc ด้วย sudo apt install antiword หรือบันทึกเป็น .docx หรือ PDF แล้วเผยแพร่แทน"


def doc_program() -> str | None:
    """Path of ``antiword``, or None where it is not installed."""
    return find_program("antiword")


def read_doc(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a DOC of Word 2 to 2003 as one leaf: the program does not tell pages.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: the program is given ``reader_seconds``.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: it is locked or damaged, takes too long, or the program is absent.
    """
    if is_locked(body):
        raise Locked("encrypted")
    program = doc_program()
    if program is None:
        raise Trouble("antiword", cause=UnreadCause.NEEDS_PROGRAM, cure=CURE)
    words = [program, "-m", "UTF-8.txt", "-w", "0", FILE]
    output = run_on(body, words, settings.reader_seconds, suffix=".doc")
    if output is None:
        raise Trouble("antiword")
    flow = Flow()
    _fill(flow, output.decode("utf-8", "replace"))
    images = 1 if "[pic]" in output.decode("utf-8", "replace") else 0
    return document_of(flow.leaves(), body, url=url, media=Media.DOC, settings=settings, images=images, sha256=sha256)


_FLAGS: Final = 0x0A  # place of the flags in the head of a Word stream
_ENCRYPTED: Final = 0x0100
_WORD_STREAMS: Final = (b"\xec\xa5", b"\xdc\xa5")  # Word 97 and later, Word 6 and 95


def is_locked(body: bytes) -> bool:
    """Whether a DOC says in its head that it is encrypted; the head stands at the start of some sector."""
    for at in range(0, min(len(body), 1_000_000), 512):
        if body[at : at + 2] in _WORD_STREAMS and body[at + 3 : at + 4] in {b"\0", b"\1"}:
            return bool(int.from_bytes(body[at + _FLAGS : at + _FLAGS + 2], "little") & _ENCRYPTED)
    return False


_ROW: Final = re.compile(r"\|.*\|\s*")


def _fill(flow: Flow, text: str) -> None:
    """Lines of the program; those between bars are rows of a table."""
    rows: list[Row] = []
    for line in (*text.replace("[pic]", "").split("\n"), ""):
        if _ROW.fullmatch(line):
            rows.append(Row(cells=[one_line(cell) for cell in line.strip().strip("|").split("|")]))
            flow.row(rows[-1])
            continue
        flow.table(rows, flow.here)
        rows = []
        flow.say(line)
        flow.end_line()
