"""What reading any bytes must give, and what it must leave alone; held in a process of its own, as readers are."""

import os
import pickle
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from oitcrawl.model.content import Content, Document, Media, Page, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.read import read
from oitcrawl.read.rar import library
from oitcrawl.settings import Settings
from oitcrawl.store.codec import decode, encode
from tests.fuzz.frame import demand
from tests.read.making import resolve

URL: Final = "https://www.abt.example/f"
SETTINGS: Final = Settings(reader_seconds=4.0, max_body=8_000_000, max_leaves=60, max_rows=400, max_entries=40)
GRACE: Final = 4.0  # seconds that a reader may need to see that its time is over
MOST: Final = 60_000_000  # letters that one file may give
# What a reader meets in damaged bytes. Other errors are mistakes of ours that cost a file its text.
OURS: Final = {"AttributeError", "TypeError", "NameError", "UnboundLocalError", "AssertionError"}


def examine(body: bytes, name: str = "", settings: Settings = SETTINGS) -> Content:
    """Read ``body`` and hold what comes of it against what is promised.

    Raises:
        Broken: a promise is not kept.
    """
    began = time.monotonic()
    with watched() as seen:
        content = read(body, url=f"{URL}{name}", resolve=resolve, settings=settings)
    taken = time.monotonic() - began
    demand(taken < settings.reader_seconds + GRACE, "a file is read in its time", round(taken, 1))
    demand(not seen, "nothing but the bytes is touched", seen)
    hold(content, settings)
    pickle.loads(pickle.dumps(content))
    if not isinstance(content, Unread):
        decode(encode(content))
    return content


def hold(content: Content, settings: Settings = SETTINGS) -> None:
    """Hold a content, and what is inside it, against what is promised.

    Raises:
        Broken: a promise is not kept.
    """
    if isinstance(content, Unread):
        demand(content.cure, "what is unread says what would help", content)
        demand(
            content.detail not in OURS or content.media is Media.IMAGE,
            "no mistake of ours is taken for damage",
            content.detail,
        )
        return
    demand(isinstance(content, Page | Document), "a page, a document or unread", type(content))
    text = "".join(leaf.text for leaf in content.leaves)
    demand(len(text) < MOST, "what is said stays bounded", len(text))
    demand("\0" not in text, "no zeros in a text", text[:50])
    if isinstance(content, Page):
        return
    numbers = [leaf.number for leaf in content.leaves]
    demand(numbers == sorted(set(numbers)), "leaves stand in order", numbers)
    demand(len(numbers) <= settings.max_leaves, "leaves are bounded", len(numbers))
    demand(content.leaf_count >= len(numbers), "all leaves are counted", content.leaf_count, len(numbers))
    demand(text.strip() or content.members or content.text_layer is TextLayer.NONE, "no text is no success")
    silent = any(leaf.source is TextSource.NONE for leaf in content.leaves)
    demand(not (silent and content.text_layer is TextLayer.GOOD), "a silent leaf is told", numbers)
    demand(len(content.members) <= settings.max_entries + 2, "members are bounded", len(content.members))
    for member in content.members:
        demand(member.url.startswith(URL), "members lie under their file", member.url)
        hold(member, settings)


# What must not be touched

_READ_ONLY: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_PROGRAMS: Final = re.compile(r"(?:.*/)?(?:pdftotext|antiword)(?:\.exe)?")


class _Watch:
    """Notes of what Python does to the world, by its audit hook, which can never be taken off again."""

    def __init__(self) -> None:
        self.on = False
        self.notes: list[str] = []
        self.folder = ""
        sys.addaudithook(self.hear)

    def hear(self, event: str, args: tuple[object, ...]) -> None:
        if self.on and (note := self._note(event, args)):
            self.notes.append(note)

    def _note(self, event: str, args: tuple[object, ...]) -> str:
        match event:
            case "open":
                path, _, flags = args
                written = isinstance(flags, int) and flags & _READ_ONLY and isinstance(path, str)
                return f"writes {path}" if written and not self._is_own(str(path)) else ""
            case "socket.connect" | "socket.bind" | "socket.getaddrinfo" | "socket.gethostbyname" | "os.system":
                return f"{event} {args[1:]!r}"
            case "subprocess.Popen":
                return "" if _PROGRAMS.fullmatch(str(args[0])) else f"starts {args[0]}"
            case _:
                return ""

    def _is_own(self, path: str) -> bool:
        real = os.path.realpath(path)
        return real == os.devnull or real.startswith(f"{self.folder}{os.sep}")


_WATCH: list[_Watch] = []


@contextmanager
def watched() -> Iterator[list[str]]:
    """While it is open, notes are taken of what is touched; gives the list of them."""
    if not _WATCH:
        library()  # it asks the system where it lies, once
        _WATCH.append(_Watch())
    one, before = _WATCH[0], tempfile.gettempdir()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        tempfile.tempdir, one.folder, one.notes, one.on = folder, os.path.realpath(folder), [], True
        try:
            yield one.notes
        finally:
            tempfile.tempdir, one.on = before, False
        one.notes += [f"leaves {path}" for path in Path(folder).iterdir()]


# What damage must not hide


def hold_no_loss(content: Content, sound: Content) -> None:
    """Hold what was read of a damaged file against what its sound one says: words lack only where that is told.

    Raises:
        Broken: words are lost without a word of it, so that what they said would be called absent.
    """
    if isinstance(content, Unread):
        demand(content.cause is not UnreadCause.EMPTY, "a damaged file is not called empty", content.detail)
    elif is_whole(content):
        lost = [word for word in _words(sound) if word not in set(_words(content))]
        demand(not lost, "what damage took is told", lost[:5], len(lost))


def is_whole(content: Content) -> bool:
    """Whether the judge would believe that nothing lacks, as ``judge/reading`` tells it."""
    if isinstance(content, Unread) or content.text_layer is not TextLayer.GOOD:
        return False
    if isinstance(content, Page):
        return True
    return not content.torn and content.leaf_count <= len(content.leaves) and all(map(is_whole, content.members))


def _words(content: Content) -> list[str]:
    if isinstance(content, Unread):
        return []
    own = [word for leaf in content.leaves for word in leaf.text.split()]
    return own + [word for member in getattr(content, "members", ()) for word in _words(member)]
