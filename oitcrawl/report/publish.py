"""Report folders: where the report of a scan lies, which one is the newest, and the overview of them all."""

import json
import re
import time
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

from oitcrawl.errors import PublishError
from oitcrawl.model.formats import DEFAULT_FORMATS
from oitcrawl.model.glance import Course
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.fleet import latest
from oitcrawl.report.folder import replace_file, told, write_whole
from oitcrawl.report.forms import BESIDE, Material, Shots, album_of, files_of, is_ours, no_shots
from oitcrawl.report.history import Past
from oitcrawl.report.inplace import in_place, is_foreign, page_lang
from oitcrawl.report.mark import scan_mark
from oitcrawl.report.overview import overview
from oitcrawl.report.partial import ENDING, is_partial, leads_to_finished
from oitcrawl.report.printed import Printer, no_printer
from oitcrawl.report.render import render_latest, render_overview
from oitcrawl.report.safe import file_name
from oitcrawl.report.words import Lang, Words

Other = Literal["replace", "keep", "beside"]
_AHEAD: Final = 3600.0  # seconds by which the clocks of two machines may differ


def publish(
    scan: AgencyScan,
    out: Path,
    *,
    formats: Iterable[str] = DEFAULT_FORMATS,
    past: Past | None = None,
    lang: Lang = "th",
    shots: Shots = no_shots,
    printer: Printer = no_printer,
    apart: bool = False,
    lead: bool = True,
) -> Path:
    """Write the report of ``scan`` into ``out/<code>/<as-of date>/``; ``out/<code>/latest`` leads to the newest.

    Files of the folder that are not ours (pictures, notes) stay. The same scan gives the same bytes. What becomes of
    a report that stands there: see ``publish_at``. A scan that was cut off goes into a folder of its own beside that
    of its day, and ``latest`` leads there only where it leads to no finished one.

    Args:
        scan: what was found.
        out: folder of all reports; made where it is absent.
        formats: any of ``ALL_FORMATS``.
        past: what is known of earlier scans; the report then tells what changed.
        lang: language of the fixed words.
        shots: finds the pictures of evidence, which are written into ``evidence/`` beside the page.
        printer: makes ``report.pdf`` where ``pdf`` is among the formats; the folder lacks it where it cannot.
        apart: it answers another question than the scan that it was judged from (edition, fiscal year): its folder
            is ``<as-of date>-<edition>-FY<year>``, and ``latest`` stays where it is, if it is.
        lead: whether ``latest`` may lead to it.

    Returns:
        The folder written: that of the day, or the one of another language in it (see ``day_of``).

    Raises:
        PublishError: the folder cannot be written; the old report stays, nothing half-written remains.
        ValueError: an unknown format.
    """
    place = out / _code(scan) / _name(scan, apart=apart)
    folder = publish_at(scan, place, formats=formats, past=past, lang=lang, shots=shots, printer=printer)
    if lead and folder == place and _may_lead(place.parent, scan, apart=apart):
        with told(folder.parent / "latest"):
            _lead_to(folder, scan, Words(lang))
    return folder


def day_of(folder: Path) -> Path:
    """The report folder of the day that ``publish`` wrote, whatever its language."""
    return folder.parent if f"{folder.name}/" in BESIDE else folder


def publish_at(
    scan: AgencyScan,
    folder: Path,
    *,
    formats: Iterable[str] = DEFAULT_FORMATS,
    past: Past | None = None,
    lang: Lang = "th",
    shots: Shots = no_shots,
    printer: Printer = no_printer,
) -> Path:
    """Write the report of ``scan`` into ``folder`` itself; else as ``publish``.

    A report never loses a form: those that stand there are written again beside the ones asked for, so that all are
    of one scan. The same scan in another language goes into a folder in it, ``en`` or ``th``, and stays there until
    the report of another scan takes the place.

    Returns:
        The folder written.
    """
    asked = tuple(formats)
    with told(folder):
        there = in_place(folder)
        same = there.mark == scan_mark(scan)
        if same and there.lang not in {"", lang}:
            folder = folder / lang
            there = in_place(folder)
    material = Material(scan=scan, past=past, words=Words(lang), album=album_of(scan, shots), printer=printer)
    files = files_of(material, (*there.formats, *asked))
    with told(folder):
        write_whole(folder, files, is_ours=partial(_goes, same=same))
    return folder


def _goes(name: str, *, same: bool) -> bool:
    """Whether a file of the older report makes room; the same scan in another language stays."""
    return is_ours(name) and not (same and name.startswith(BESIDE))


def publish_overview(
    agencies: Iterable[Course | AgencyScan],
    out: Path,
    *,
    lang: Lang = "th",
    notes: tuple[tuple[str, str], ...] = (),
    other: Other = "replace",
) -> Path:
    """Write ``out/index.html``, the overview of all agencies; of each agency the newest scan counts.

    Agencies are taken one by one, so that a generator never holds more than one scan; with the last scans of each
    (``Course``) it also tells what changed. An agency without a report in ``out`` is told without a link.

    Args:
        agencies: with their scans.
        out: folder of all reports.
        lang: language of the fixed words.
        notes: told among its facts, each with its name.
        other: what to do where the overview that stands there is in another language: ``replace`` it, ``keep`` its
            language, or leave it and write ``index.<lang>.html`` ``beside`` it.

    Returns:
        The file written.

    Raises:
        PublishError: it cannot be written, or a page that is not ours stands there; what stands there stays.
    """
    demand_our_overview(out)
    target = out / "index.html"
    there = page_lang(target)
    if there and there != lang and other == "beside":
        target = out / f"index.{lang}.html"
    elif there and other == "keep":
        lang = there
    text = render_overview(overview(agencies, words=Words(lang), notes=notes, place=partial(_led_to, out, lang)))
    with told(target):
        out.mkdir(parents=True, exist_ok=True)
        replace_file(target, text.encode("utf-8"))
    return target


def _led_to(out: Path, lang: Lang, code: str) -> str:
    """What to open of an agency's report in ``out``; empty where there is none."""
    page = latest(code)
    try:
        pointer: Any = json.loads((out / page).with_name("pointer.json").read_text(encoding="utf-8"))
        day = f"{code}/{pointer['folder']}"
        there = (out / page).is_file() and (out / day).is_dir()
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    translated = f"{day}/{lang}/index.html"
    return translated if (out / translated).is_file() else page if there else ""


def demand_our_overview(out: Path) -> None:
    """Refuse to write over a page of somebody's own.

    Raises:
        PublishError: ``out/index.html`` is not ours, or cannot be read.
    """
    page = out / "index.html"
    with told(page):
        foreign = is_foreign(page)
    if foreign:
        raise PublishError(
            f"{page} ไม่ใช่หน้าที่ oitcrawl เขียน จึงไม่เขียนทับ",
            cure="ย้ายหรือเปลี่ยนชื่อไฟล์นั้น หรือเลือกโฟลเดอร์อื่นด้วย --out",
            en=f"{page} was not written by oitcrawl and is left as it is — "
            "move or rename it, or choose another folder with --out",
        )


def _code(scan: AgencyScan) -> str:
    try:
        return file_name(scan.agency.code)
    except ValueError:
        raise PublishError(
            f"รหัสหน่วยงาน {scan.agency.code!r} ใช้เป็นชื่อโฟลเดอร์ไม่ได้", cure="ตั้งรหัสด้วยอักษร a-z ตัวเลข หรือขีด"
        ) from None


def _name(scan: AgencyScan, *, apart: bool) -> str:
    """The name of the report's folder, made of what tells it from other reports of the agency."""
    day = scan.as_of.isoformat()
    edition = re.sub(r"[^\w-]+", "-", scan.edition)[:60]
    ending = ENDING if scan.partial else ""
    return f"{day}-{edition}-FY{scan.fiscal_year}{ending}" if apart else f"{day}{ending}"


def _may_lead(place: Path, scan: AgencyScan, *, apart: bool) -> bool:
    """Whether ``latest`` may lead to a scan: before one that was cut off, or apart, goes any other."""
    if apart and (place / "latest" / "pointer.json").is_file():
        return False
    return not scan.partial or not leads_to_finished(place)


def _lead_to(folder: Path, scan: AgencyScan, words: Words) -> None:
    """Let ``latest`` lead to ``folder`` unless it leads to a scan that was started later.

    A folder with a page that forwards, and not a symbolic link: it opens by a double click, from a web server and
    on Windows, where links need a privilege; ``pointer.json`` says the same to programs.
    """
    latest = folder.parent / "latest"
    if _is_newer(latest / "pointer.json", scan.started, folder):
        return
    pointer = json.dumps({"folder": folder.name, "started": scan.started.isoformat()}) + "\n"
    page = render_latest(_opened(folder), words.date(scan.as_of), words)
    files = {"index.html": page.encode("utf-8"), "pointer.json": pointer.encode("utf-8")}
    write_whole(latest, files, is_ours=files.__contains__)


def _opened(folder: Path) -> str:
    """What to open of a report, from the folder beside it; the folder itself where it has no page."""
    return f"{folder.name}/index.html" if (folder / "index.html").is_file() else f"{folder.name}/"


def _is_newer(pointer: Path, started: datetime, folder: Path) -> bool:
    try:
        data: Any = json.loads(pointer.read_text(encoding="utf-8"))
        known = datetime.fromisoformat(data["started"])
        there = (folder.parent / str(data["folder"])).is_dir()
        later = (
            started.timestamp() < known.timestamp() < time.time() + _AHEAD
        )  # no scan is of the future: a wrong clock
        first = is_partial(str(data["folder"])) and not is_partial(folder.name)  # a finished one goes before
        return there and data["folder"] != folder.name and later and not first
    except (OSError, ValueError, KeyError, TypeError):
        return False
