"""The forms of one report: which files a scan becomes, each made from the same material."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from oitcrawl.model.formats import ALL_FORMATS
from oitcrawl.model.scan import AgencyScan, EvidencePicture
from oitcrawl.report.divisions import FILE
from oitcrawl.report.handout import calendar_files, division_files, handout, submission_files
from oitcrawl.report.history import Past
from oitcrawl.report.lines import items_csv
from oitcrawl.report.pictures import appearances
from oitcrawl.report.printed import Printer, no_printer, report_pdf
from oitcrawl.report.render import render_report
from oitcrawl.report.sheets import gaps_xlsx
from oitcrawl.report.view import view
from oitcrawl.report.wordfile import plan_docx
from oitcrawl.report.words import Words

PICTURES: Final = "evidence"  # folder of the pictures
BESIDE: Final = ("th/", "en/")  # folders of the same report in another language
THUMBS: Final = 420_000  # bytes of thumbnails inside the page, so that it stays below 1.5 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture of evidence and its thumbnail, both WebP."""

    full: bytes
    thumb: bytes


Shots = Callable[[EvidencePicture], Shot | None]


def no_shots(_picture: EvidencePicture) -> Shot | None:
    """Finds none."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What every form of a report is made of.

    Attributes:
        scan: what was found, people's words in it.
        past: what is known of earlier scans of the agency; None where nothing is.
        words: the fixed words in the language of the report.
        album: file below the report folder to its picture.
        printer: makes the PDF of the page.
        formats: what is made, so that the page leads to what lies beside it.
    """

    scan: AgencyScan
    past: Past | None
    words: Words
    album: Mapping[str, Shot]
    printer: Printer = no_printer
    formats: tuple[str, ...] = ()


Files = dict[str, bytes]
"""Name below the report folder to content."""


def files_of(material: Material, formats: Iterable[str]) -> Files:
    """The files of the wanted formats, and the pictures of evidence.

    Raises:
        ValueError: an unknown format.
    """
    wanted = tuple(dict.fromkeys(formats))
    if unknown := set(wanted) - set(_MAKERS):
        raise ValueError(f"unknown report formats {sorted(unknown)}; known are {', '.join(ALL_FORMATS)}")
    files: Files = {}
    material = replace(material, formats=wanted)
    for name in wanted:
        files |= _MAKERS[name](material)
    return files | {name: shot.full for name, shot in material.album.items()}


def album_of(scan: AgencyScan, shots: Shots) -> dict[str, Shot]:
    """The pictures of a scan that can be found, by their file."""
    return {one.file: shot for one in scan.pictures if _is_picture(one.file) and (shot := shots(one)) is not None}


def is_ours(file: str) -> bool:
    """Whether a file of a report folder, named from there, is one that we write; also one of another language."""
    name = file.partition("/")[2] if file.startswith(BESIDE) else file
    return _is_picture(name) or bool(formats_in([name]))


def formats_in(names: Iterable[str]) -> tuple[str, ...]:
    """The forms that files of these names are of, in the order of ``ALL_FORMATS``."""
    patterns, known = _OURS.items(), tuple(names)
    found = {form for form, some in patterns for one in some if any(re.fullmatch(one, name) for name in known)}
    return tuple(form for form in ALL_FORMATS if form in found)


def page(material: Material) -> bytes:
    """The agency report, one self-contained page."""
    seen = view(material.scan, past=material.past, words=material.words, thumbs=_thumbs(material))
    beside = handout(material.scan, material.words, material.formats)
    return render_report(seen, beside).encode("utf-8")


def _is_picture(file: str) -> bool:
    """Whether a picture of a scan, which may come from elsewhere, names a file that may be written."""
    return re.fullmatch(rf"{PICTURES}/[0-9a-f]{{1,64}}-\d{{1,6}}\.webp", file) is not None


def _thumbs(material: Material) -> dict[str, bytes]:
    """Thumbnails as far as the page stays small; empty bytes for a picture that is only linked to."""
    room, thumbs, times = THUMBS, {}, appearances(material.scan)
    for name, shot in material.album.items():
        room -= len(shot.thumb) * times[name]
        thumbs[name] = shot.thumb if room >= 0 else b""
    return thumbs


def _json(material: Material) -> Files:
    # half surrogates of crawled text cannot be UTF-8: they are written as the escapes that JSON has for them
    return {"scan.json": material.scan.to_json().encode("utf-8", errors="backslashreplace")}


def _divisions(material: Material) -> Files:
    thumbs = _thumbs(material)
    return division_files(material.scan, material.words, past=material.past, thumbs=thumbs)


def _pdf(material: Material) -> Files:
    """The page printed; nothing where there is no printer, so that all else is still written."""
    printed = report_pdf(page(material), material.printer, material.scan.finished)
    return {} if printed is None else {"report.pdf": printed}


# every name of ALL_FORMATS has a maker here; add the patterns of its files to _OURS, too
_MAKERS: Final[Mapping[str, Callable[[Material], Files]]] = {
    "html": lambda material: {"index.html": page(material)},
    "json": _json,
    "csv": lambda material: {"items.csv": items_csv(material.scan, material.words)},
    "xlsx": lambda material: {"gaps.xlsx": gaps_xlsx(material.scan, material.words)},
    "divisions": _divisions,
    "calendar": lambda material: calendar_files(material.scan, material.words),
    "submission": lambda material: submission_files(material.scan, material.words),
    "docx": lambda material: {"plan.docx": plan_docx(material.scan, material.words)},
    "pdf": _pdf,
}
_OURS: Final[Mapping[str, tuple[str, ...]]] = {
    "html": (r"index\.html",),
    "json": (r"scan\.json",),
    "csv": (r"items\.csv",),
    "xlsx": (r"gaps\.xlsx",),
    "divisions": (rf"division-{FILE}\.html", rf"gaps-{FILE}\.xlsx"),
    "calendar": (r"calendar\.ics",),
    "submission": (r"submission\.xlsx",),
    "docx": (r"plan\.docx",),
    "pdf": (r"report\.pdf",),
}
