"""What already stands in a place where a report shall go: whether it is ours, of which scan, in which language."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from oitcrawl.model.formats import ALL_FORMATS
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.forms import formats_in
from oitcrawl.report.mark import scan_mark
from oitcrawl.report.words import Lang

_HEAD: Final = 4096  # bytes in which a page of ours says what it is
_GENERATOR: Final = re.compile(rb'<meta name="generator" content="oitcrawl(?: scan:([0-9a-f]{16}))?">')
_LANG: Final = re.compile(rb'<html lang="(th|en)">')
# pages of versions that did not name themselves: nobody else begins a page like this
_EARLIER: Final = (
    b'<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlace:
    """The report that stands in a folder.

    Attributes:
        mark: which scan it is of (see ``mark.scan_mark``); empty where that cannot be told.
        lang: language of its page; empty where it has none.
        formats: the forms that are there, in the order of ``ALL_FORMATS``.
    """

    mark: str = ""
    lang: str = ""
    formats: tuple[str, ...] = ()


def in_place(folder: Path) -> InPlace:
    """The report that stands in ``folder``; an empty one where there is none.

    Raises:
        OSError: the folder cannot be read.
    """
    if not folder.is_dir():
        return InPlace()
    formats = formats_in(path.name for path in folder.iterdir())
    mark, lang = _of_page(folder / "index.html")
    return InPlace(mark=mark or _of_json(folder / "scan.json"), lang=lang, formats=formats)


def page_lang(page: Path) -> Lang | None:
    """Language of a page of ours; None where there is none, or it is not ours."""
    lang = _of_page(page)[1]
    return "th" if lang == "th" else "en" if lang == "en" else None


def is_foreign(page: Path) -> bool:
    """Whether a page stands there that we did not write.

    Raises:
        OSError: it cannot be read.
    """
    if not page.exists():
        return False
    head = _head(page)
    return _GENERATOR.search(head) is None and _EARLIER not in head


def written(folder: Path, formats: tuple[str, ...]) -> tuple[Path, ...]:
    """What to open of a report just written: its page, or where none was asked for the files that were."""
    if "html" in formats:
        return (folder / "index.html",)
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    wanted = [name for name in ALL_FORMATS if name in formats]
    return tuple(folder / name for one in wanted for name in names if formats_in([name]) == (one,))


def _of_page(page: Path) -> tuple[str, str]:
    try:
        head = _head(page)
    except OSError:
        return "", ""
    named, lang = _GENERATOR.search(head), _LANG.search(head)
    if named is None and _EARLIER not in head:
        return "", ""
    return (named[1] or b"").decode() if named else "", lang[1].decode() if lang else ""


def _of_json(file: Path) -> str:
    try:
        return scan_mark(AgencyScan.from_json(file.read_bytes()))
    except (OSError, ValueError):
        return ""


def _head(page: Path) -> bytes:
    with page.open("rb") as file:
        return file.read(_HEAD)
