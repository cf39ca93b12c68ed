"""The draft plan, and letters, as Word files: parts placed by templates, the same values giving the same bytes.

Written part by part rather than through a library: what officials need of it is a page of XML, and the file is
40 times smaller than one that carries a library's own styles.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Final

from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.letter import LetterView
from oitcrawl.report.plan import plan
from oitcrawl.report.render import render_part
from oitcrawl.report.words import Words

_STATIC: Final = {
    "[Content_Types].xml": "types.xml",
    "_rels/.rels": "package.xml",
    "word/_rels/document.xml.rels": "relations.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
}
_PLACED: Final = {
    "word/document.xml": "document",
    "word/header.xml": "header",
    "word/footer.xml": "footer",
    "docProps/core.xml": "core",
}
_THE_FIRST: Final = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip knows: never the clock
_UNIX: Final = 3  # says the same of every file on every system
_BETWEEN: Final = re.compile(r">\s*\n\s*<")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """A4, one way or the other, in twentieths of a point."""

    width: int
    height: int
    margin: int

    @property
    def room(self) -> int:
        """Between the margins."""
        return self.width - 2 * self.margin


_PORTRAIT: Final = _Paper(width=11906, height=16838, margin=1418)
_LANDSCAPE: Final = _Paper(width=16838, height=11906, margin=1134)


def plan_docx(scan: AgencyScan, words: Words) -> bytes:
    """The draft improvement plan of ``scan``."""
    values: dict[str, object] = {
        "view": plan(scan, words),
        "portrait": _PORTRAIT,
        "landscape": _LANDSCAPE,
        "made": _moment(scan.finished),
    }
    return _file(values, words, _PLACED)


def letter_docx(view: LetterView, words: Words, made: datetime) -> bytes:
    """A letter; ``made`` is the moment that its properties state."""
    values: dict[str, object] = {"view": view, "portrait": _PORTRAIT, "made": _moment(made)}
    return _file(values, words, {**_PLACED, "word/document.xml": "letter"})


def _file(values: dict[str, object], words: Words, templates: dict[str, str]) -> bytes:
    """The file whose parts are placed by ``templates``."""
    placed = {part: render_part(f"docx/{name}.xml.j2", words, **values) for part, name in templates.items()}
    static = {part: _static(name) for part, name in _STATIC.items()}
    return _packed(static | {part: _BETWEEN.sub("><", text.strip()) for part, text in placed.items()})


def _packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _THE_FIRST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, _UNIX
            package.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()


def _moment(when: datetime) -> str:
    """A moment as properties of a file state it."""
    return f"{when.astimezone(UTC) if when.tzinfo else when:%Y-%m-%dT%H:%M:%SZ}"


def _static(name: str) -> str:
    return resources.files("oitcrawl.report").joinpath(f"static/docx/{name}").read_text(encoding="utf-8")
