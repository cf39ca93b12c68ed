"""PDFs printed from HTML by Chromium and WeasyPrint, and set by Typst."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

from corpus.fonts import Face
from corpus.markup import as_html
from corpus.papers import Block, Paper, Part

CHROMIUMS = ("chromium-headless-shell", "chromium", "google-chrome")
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")


class Chromium:
    """A browser that prints papers one after the other, started again when it dies."""

    def __init__(self, launch: Callable[[], Any]) -> None:
        self._launch, self._browser = launch, launch()

    def pdf(self, paper: Paper, face: Face, *, size: float = 13, justify: bool = False) -> bytes:
        """The paper as the browser prints it."""
        from playwright.sync_api import Error

        text = as_html(paper, face, size=size, justify=justify)
        try:
            body = self._print(text)
        except Error:
            self._browser = self._launch()
            body = self._print(text)
        return _DATES.sub(lambda found: _same_length(found.group()), body)

    def _print(self, text: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "paper.html"
            file.write_text(text, encoding="utf-8")
            page = self._browser.new_page()
            page.goto(file.as_uri())
            page.evaluate("document.fonts.ready")
            body = page.pdf(prefer_css_page_size=True, print_background=True)
            page.close()
            return bytes(body)

    def close(self) -> None:
        """End the browser."""
        self._browser.close()


def _same_length(date: bytes) -> bytes:
    """A fixed date in as many bytes, so that the places of objects stay true."""
    head, _, rest = date.partition(b"D:")
    return head + b"D:" + b"20250115080000+00'00'"[: len(rest) - 1].ljust(len(rest) - 1, b"'") + b")"


@contextmanager
def chromium() -> Iterator[Chromium | None]:
    """A browser, or None where there is none."""
    program = next(filter(None, map(which, CHROMIUMS)), None)
    if program is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with sync_playwright() as play:
        browser = Chromium(lambda: play.chromium.launch(executable_path=program, args=arguments))
        yield browser
        browser.close()


def by_weasyprint(paper: Paper, face: Face, *, size: float = 13) -> bytes:
    """The paper as WeasyPrint prints it."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    text = as_html(paper, face, size=size)
    return bytes(HTML(string=text).write_pdf(font_config=FontConfiguration()))


def by_typst(paper: Paper, face: Face, *, size: float = 13) -> bytes:
    """The paper as Typst sets it; the family must be among the fonts of the system."""
    import typst

    head = f"""#set document(title: {_quoted(paper.title)}, date: datetime(year: 2025, month: 1, day: 15))
#set page(paper: "a4", margin: (x: 20mm, y: 22mm))
#set text(font: {_quoted(face.family)}, size: {size}pt, lang: "th")
"""
    leaves = ("\n".join(map(_typst_block, page)) for page in paper.pages)
    return bytes(typst.compile((head + "\n#pagebreak()\n".join(leaves)).encode()))


def _typst_block(block: Block) -> str:
    said = _quoted(block.plain)
    match block.part:
        case Part.EMBLEM:
            return "#align(center, circle(radius: 10mm, stroke: 1pt, align(center + horizon, circle(radius: 7mm))))"
        case Part.TABLE:
            cells = ", ".join(_quoted(cell) for row in block.rows for cell in row)
            return f"#table(columns: (1fr, 4fr, 2fr, 2fr), {cells})"
        case Part.TITLE | Part.NUMBER:
            weight, size = ("bold", "1.25em") if block.part is Part.TITLE else ("regular", "1em")
            return f'#align(center, text(weight: "{weight}", size: {size}, {said}))'
        case Part.SIGN:
            return f"#pad(left: 45%, align(center, {said}))"
        case _:
            weight = "bold" if block.part is Part.HEADING else "regular"
            return f'#par(text(weight: "{weight}", {said}))'


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
