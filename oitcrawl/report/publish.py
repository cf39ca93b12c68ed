"""Report folders on disk: written whole or not at all, the old report staying until the new one is complete."""

import errno
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from oitcrawl.errors import PublishError
from oitcrawl.model.scan import AgencyScan, EvidencePicture
from oitcrawl.report.lines import items_csv
from oitcrawl.report.overview import overview
from oitcrawl.report.render import render_latest, render_overview, render_report
from oitcrawl.report.safe import file_name
from oitcrawl.report.sheets import gaps_xlsx
from oitcrawl.report.view import view
from oitcrawl.report.words import Lang, Words

FORMATS = ("html", "json", "csv", "xlsx")
PICTURES = "evidence"  # folder of the pictures

_LEFT = 3600.0  # seconds after which nobody writes at a report any more
THUMBS = 1_400_000  # bytes of thumbnails inside the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture of evidence and its thumbnail, both WebP."""

    full: bytes
    thumb: bytes


Shots = Callable[[EvidencePicture], Shot | None]


def no_shots(_picture: EvidencePicture) -> Shot | None:
    """Finds none."""
    return None


_NAMES = {"html": "index.html", "json": "scan.json", "csv": "items.csv", "xlsx": "gaps.xlsx"}
_CURES = {
    errno.ENOSPC: "ลบไฟล์ที่ไม่ใช้เพื่อเพิ่มที่ว่าง แล้วสั่ง oitcrawl report อีกครั้ง",
    errno.EDQUOT: "ลบไฟล์ที่ไม่ใช้เพื่อเพิ่มที่ว่าง แล้วสั่ง oitcrawl report อีกครั้ง",
    errno.EACCES: "ให้สิทธิ์เขียนโฟลเดอร์นี้ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.EPERM: "ให้สิทธิ์เขียนโฟลเดอร์นี้ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.EROFS: "ดิสก์นี้เขียนไม่ได้ เลือกโฟลเดอร์อื่นด้วย --out",
    errno.EEXIST: "ย้ายหรือลบไฟล์ที่ขวางอยู่ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.ENOTDIR: "ย้ายหรือลบไฟล์ที่ขวางอยู่ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.ENAMETOOLONG: "เลือกโฟลเดอร์ที่ชื่อสั้นกว่านี้ด้วย --out",
}
_REASONS = {
    errno.ENOSPC: "ดิสก์เต็ม",
    errno.EDQUOT: "ใช้พื้นที่ครบโควตา",
    errno.EACCES: "ไม่มีสิทธิ์เขียน",
    errno.EPERM: "ไม่มีสิทธิ์เขียน",
    errno.EROFS: "ดิสก์อ่านได้อย่างเดียว",
    errno.EEXIST: "มีไฟล์ขวางอยู่",
    errno.ENOTDIR: "มีไฟล์ขวางอยู่",
    errno.ENAMETOOLONG: "ชื่อโฟลเดอร์ยาวเกินไป",
}


def publish(
    scan: AgencyScan,
    out: Path,
    *,
    formats: Iterable[str] = FORMATS,
    previous: AgencyScan | None = None,
    lang: Lang = "th",
    shots: Shots = no_shots,
    apart: bool = False,
) -> Path:
    """Write the report of ``scan`` into ``out/<code>/<as-of date>/``; ``out/<code>/latest`` leads to the newest.

    Files of the folder that are not ours (pictures, notes) stay. The same scan gives the same bytes.

    Args:
        scan: what was found.
        out: folder of all reports; made where it is absent.
        formats: any of ``FORMATS``.
        previous: an earlier scan of the agency; the report then tells what changed since.
        lang: language of the fixed words.
        shots: finds the pictures of evidence, which are written into ``evidence/`` beside the page.
        apart: it answers another question than the scan that it was judged from (edition, fiscal year): its folder
            is ``<as-of date>-<edition>-FY<year>``, and ``latest`` stays where it is, if it is.

    Returns:
        The report folder.

    Raises:
        PublishError: the folder cannot be written; the old report stays, nothing half-written remains.
        ValueError: an unknown format.
    """
    place = out / _code(scan) / _name(scan, apart=apart)
    folder = publish_at(scan, place, formats=formats, previous=previous, lang=lang, shots=shots)
    if not apart or not (folder.parent / "latest" / "pointer.json").is_file():
        with _told(folder):
            _lead_to(folder, scan, Words(lang))
    return folder


def publish_at(
    scan: AgencyScan,
    folder: Path,
    *,
    formats: Iterable[str] = FORMATS,
    previous: AgencyScan | None = None,
    lang: Lang = "th",
    shots: Shots = no_shots,
) -> Path:
    """Write the report of ``scan`` into ``folder`` itself; else as ``publish``."""
    wanted = tuple(dict.fromkeys(formats))
    if unknown := set(wanted) - set(FORMATS):
        raise ValueError(f"unknown report formats {sorted(unknown)}; known are {', '.join(FORMATS)}")
    files = _files(scan, wanted, previous, Words(lang), shots)
    with _told(folder):
        _write_whole(folder, files)
    return folder


def publish_overview(scans: Iterable[AgencyScan], out: Path, *, lang: Lang = "th") -> Path:
    """Write ``out/index.html``, the overview of all agencies; of each agency the newest scan counts.

    Scans are taken one by one, so that a generator never holds more than one of them.

    Returns:
        The file written.

    Raises:
        PublishError: it cannot be written; an old overview stays.
    """
    text = render_overview(overview(scans, words=Words(lang)))
    target = out / "index.html"
    with _told(target):
        out.mkdir(parents=True, exist_ok=True)
        _replace_file(target, text.encode("utf-8"))
    return target


def _files(
    scan: AgencyScan, formats: tuple[str, ...], previous: AgencyScan | None, words: Words, shots: Shots
) -> dict[str, bytes]:
    album = {one.file: shot for one in scan.pictures if _is_ours(one.file) and (shot := shots(one)) is not None}
    makers: Mapping[str, Callable[[], bytes]] = {
        "html": lambda: render_report(view(scan, previous=previous, words=words, thumbs=_thumbs(album))).encode(
            "utf-8"
        ),
        # half surrogates of crawled text cannot be UTF-8: they are written as the escapes that JSON has for them
        "json": lambda: scan.to_json().encode("utf-8", errors="backslashreplace"),
        "csv": lambda: items_csv(scan, words),
        "xlsx": lambda: gaps_xlsx(scan, words),
    }
    files = {_NAMES[name]: makers[name]() for name in formats}
    return files | {name: shot.full for name, shot in album.items()}


def _page(scan: AgencyScan, previous: AgencyScan | None, words: Words, thumbs: Mapping[str, bytes]) -> bytes:
    return render_report(view(scan, previous=previous, words=words, thumbs=thumbs)).encode("utf-8")


def _is_ours(file: str) -> bool:
    """Whether a picture of a scan, which may come from elsewhere, names a file that may be written."""
    return re.fullmatch(rf"{PICTURES}/[0-9a-f]{{1,64}}-\d{{1,6}}\.webp", file) is not None


def _thumbs(album: Mapping[str, Shot]) -> dict[str, bytes]:
    """Thumbnails as far as the page stays small; empty bytes for a picture that is only linked to."""
    room, thumbs = THUMBS, {}
    for name, shot in album.items():
        room -= len(shot.thumb)
        thumbs[name] = shot.thumb if room >= 0 else b""
    return thumbs


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
    return f"{day}-{edition}-FY{scan.fiscal_year}" if apart else day


def _write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    _tidy(folder.parent)
    fresh = _sibling(folder, "new")
    try:
        fresh.mkdir()
        for name, content in files.items():
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / name).write_bytes(content)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _tidy(place: Path) -> None:
    """Remove what a report that was killed while it was written left; what is younger may be another process's."""
    for left in place.glob(".*.new"):
        with suppress(OSError):
            if re.fullmatch(r"\..+\.[0-9a-f]{8}\.new", left.name) and time.time() - left.stat().st_mtime > _LEFT:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _swap(fresh: Path, folder: Path) -> None:
    """Put ``fresh`` in the place of ``folder``; when that fails the old folder is put back."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = _sibling(folder, "old")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    _carry_over(old, folder)
    shutil.rmtree(old, ignore_errors=True)


def _carry_over(old: Path, folder: Path) -> None:
    for entry in old.iterdir():
        if entry.name == PICTURES and (folder / PICTURES).is_dir() and entry.is_dir():
            others = (one for one in entry.iterdir() if not _is_ours(f"{PICTURES}/{one.name}"))
            for one in others:
                one.rename(folder / PICTURES / one.name)
        elif entry.name not in _NAMES.values():
            entry.rename(folder / entry.name)


def _lead_to(folder: Path, scan: AgencyScan, words: Words) -> None:
    """Let ``latest`` lead to ``folder`` unless it leads to a scan that was started later.

    A folder with a page that forwards, and not a symbolic link: it opens by a double click, from a web server and
    on Windows, where links need a privilege; ``pointer.json`` says the same to programs.
    """
    latest = folder.parent / "latest"
    if _is_newer(latest / "pointer.json", scan.started, folder):
        return
    latest.mkdir(exist_ok=True)
    pointer = json.dumps({"folder": folder.name, "started": scan.started.isoformat()}) + "\n"
    _replace_file(latest / "index.html", render_latest(folder.name, words.date(scan.as_of), words).encode("utf-8"))
    _replace_file(latest / "pointer.json", pointer.encode("utf-8"))


def _is_newer(pointer: Path, started: datetime, folder: Path) -> bool:
    try:
        data: Any = json.loads(pointer.read_text(encoding="utf-8"))
        known = datetime.fromisoformat(data["started"])
        there = (folder.parent / str(data["folder"])).is_dir()
        return there and data["folder"] != folder.name and known.timestamp() > started.timestamp()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _replace_file(target: Path, content: bytes) -> None:
    fresh = _sibling(target, "new")
    try:
        fresh.write_bytes(content)
        fresh.replace(target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _sibling(path: Path, what: str) -> Path:
    """A hidden name beside ``path``, on the same disk, that nobody else uses."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.{what}")


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Tell every disk error as one Thai line with its cure."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        cure = _CURES.get(error.errno or 0, "ตรวจโฟลเดอร์ปลายทาง แล้วสั่ง oitcrawl report อีกครั้ง")
        raise PublishError(f"เขียนรายงานลง {place} ไม่ได้ ({reason})", cure=cure) from error
