"""Chromium prints: pages whose font codes nobody can read, so that recognition can read the print, and our report.

It prints without network. Foreign pages are printed without scripts too: a policy in front of them lets in nothing
but their own styles and what is written into the page itself (``data:``). Our report brings such a policy with it.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from oitcrawl.read.pdf_join import join_pdfs
from oitcrawl.read.program import find_program, run
from oitcrawl.scratch import Scratch

BROWSERS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
MEMORY: Final = 2000  # megabytes of addresses for each process of the browser
LEAVES: Final = 5  # of pdf2htmlEX that are laid out at once: a plan of 57 takes 1,470 MB whole and 430 so
_LEAF: Final = re.compile(rb"<div id=\"?pf[0-9a-f]+\"? class=\"pf ")
_POLICY: Final = (
    b'<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    b"style-src 'unsafe-inline' data:; font-src data:; img-src data:\">"
    b"<style>@page{size:260mm 370mm;margin:0}</style>"  # a page of pdf2htmlEX is larger than A4; it must not be split
)
_WORDS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)


def browser() -> str | None:
    """Path of a Chromium, or None where none is installed."""
    return next((path for name in BROWSERS if (path := find_program(name))), None)


def print_page(body: bytes, seconds: float) -> bytes | None:
    """An HTML page as PDF, or None where there is no browser or it fails.

    Raises:
        TooSlow: it took longer than ``seconds``.
    """
    program = browser()
    if program is None:
        return None
    until = time.monotonic() + seconds
    with _memory(MEMORY):
        parts = [_printed(program, _POLICY + style + body, until) for style in _shown_by_turns(body)]
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts):
        return None  # the rest would pass for the whole
    return whole[0] if len(whole) == 1 else join_pdfs(whole)


def _shown_by_turns(body: bytes) -> list[bytes]:
    """Styles that show a few leaves each, and all of them together the whole page."""
    count = len(_LEAF.findall(body))
    if count <= LEAVES:
        return [b""]
    hidden = "<style>.pf:not(:nth-child(n+%d):nth-child(-n+%d)){display:none!important}</style>"
    return [(hidden % (first, first + LEAVES - 1)).encode() for first in range(1, count + 1, LEAVES)]


def print_paper(program: str, page: bytes, seconds: float) -> bytes | None:
    """A page of our own as a PDF with tags and an outline; None where the browser fails.

    Args:
        program: path of a Chromium.
        page: HTML in UTF-8 that is whole in itself and forbids itself scripts and the network.
        seconds: how long it may take.

    Raises:
        TooSlow: it took longer.
    """
    return _printed(program, page, time.monotonic() + seconds, "--generate-pdf-document-outline")


def _printed(program: str, page: bytes, until: float, *more: str) -> bytes | None:
    """``page`` as PDF by ``until`` on the monotonic clock; ``more`` are words for the browser."""
    with Scratch("read-") as scratch:
        file, out = scratch.path / "page.html", scratch.path / "page.pdf"
        file.write_bytes(page)
        words = [program, *_WORDS, *more, *_unboxed(), f"--user-data-dir={scratch.path}/profile"]
        run([*words, f"--print-to-pdf={out}", file.as_uri()], until - time.monotonic(), has_children=True)
        return out.read_bytes() if out.exists() else None


@contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """What is started inside may use so much memory: a browser takes more than a reader may, and not without end."""
    if sys.platform == "win32":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes << 20  # a limit that is no multiple of a page of memory makes Chromium hang
    limit = wanted if before[1] == resource.RLIM_INFINITY else min(wanted, before[1])
    resource.setrlimit(resource.RLIMIT_DATA, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _unboxed() -> tuple[str, ...]:
    """Chromium refuses to start its sandbox as root; as anybody else it keeps it."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()
