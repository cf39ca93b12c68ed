"""What this machine has, what works with less because something is absent, and the command that mends it."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from oitcrawl.errors import OitcrawlError
from oitcrawl.ruleset.load import editions, load_edition, rules_root
from oitcrawl.ruleset.own import own_folder
from oitcrawl.settings import Settings
from oitcrawl.store.address import PASSWORD, understood
from oitcrawl.store.scans import open_store

State = Literal["ok", "degraded", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at.

    Attributes:
        name: what.
        state: ``ok``, ``degraded`` (works with less) or ``broken``.
        words: Thai and English account.
        cure: command or step that mends it; empty when nothing needs mending.
    """

    name: str
    state: State
    words: tuple[str, str]
    cure: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at everything a scan may use on this machine."""
    return tuple(_examine(settings))


def _examine(settings: Settings) -> Iterator[Check]:
    yield Check(name="Python", state="ok", words=(platform.python_version(), platform.python_version()))
    yield _program(
        "pdftotext",
        "อ่านข้อความใน PDF แม่นที่สุด",
        "reads PDF text best",
        "ใช้ตัวอ่านสำรอง (pypdfium2) ซึ่งอาจซ้ำสระและวรรณยุกต์ในบางไฟล์",
        "falls back to pypdfium2, which may double marks in some files",
        _install("poppler-utils", windows="ติดตั้ง poppler แล้วเพิ่มโฟลเดอร์ bin ใน PATH"),
    )
    yield _program(
        "antiword",
        "อ่านไฟล์ .doc รุ่นเก่ามากหรือที่เสียหายบางส่วน",
        "reads very old and half-broken .doc files",
        "ไฟล์ .doc ทั่วไปยังอ่านได้ แต่ของ Word 2 หรือที่เสียหายบางส่วนจะอ่านไม่ได้",
        "common .doc files are read, those of Word 2 and half-broken ones are not",
        _install("antiword", windows="ติดตั้ง antiword แล้วเพิ่มโฟลเดอร์ใน PATH"),
    )
    yield _archives()
    yield _recognition(settings)
    yield _browser()
    yield _rendering(settings)
    yield _store(settings)
    yield from _password(settings.database)
    yield _reports(Path(settings.reports_dir))
    yield _rules(own_folder(settings))


def _password(database: str) -> Iterator[Check]:
    """A password in the settings file is copied along with it: said unless the address is of the environment."""
    if "://" not in database or os.environ.get("OITCRAWL_DATABASE"):
        return
    try:
        is_there = bool(understood(database).url.password)
    except OitcrawlError:
        return  # told of the store
    if is_there:
        yield Check(
            name="database",
            state="degraded",
            words=(
                "มีรหัสผ่านของฐานข้อมูลอยู่ในไฟล์ตั้งค่า ใครอ่านหรือคัดลอกไฟล์นี้ก็ได้รหัสไป",
                "the settings file holds the database's password: whoever reads or copies the file has it",
            ),
            cure=f"ตัดรหัสผ่านออกจากค่า database แล้วใส่ในตัวแปร {PASSWORD} หรือไฟล์ที่ database_password_file ชี้ไป",
        )


def _program(name: str, th: str, en: str, less_th: str, less_en: str, cure: str) -> Check:
    if where := shutil.which(name):
        return Check(name=name, state="ok", words=(f"{th} ({where})", f"{en} ({where})"))
    return Check(name=name, state="degraded", words=(f"ไม่มี — {less_th}", f"absent — {less_en}"), cure=cure)


def _install(package: str, *, windows: str, mac: str = "") -> str:
    if sys.platform == "win32":
        return windows
    if sys.platform == "darwin":
        return f"brew install {mac or package.removesuffix('-utils')}"
    return f"sudo apt install {package}"


def _archives() -> Check:
    from oitcrawl.read.rar import library

    name = "libarchive"
    if library() is not None:
        return Check(name=name, state="ok", words=("เปิดไฟล์ RAR และ 7z", "opens RAR and 7z"))
    words = ("ไม่มี — เปิด RAR และ 7z ไม่ได้ (ZIP และ TAR ยังเปิดได้)", "absent — RAR and 7z stay closed (ZIP and TAR open)")
    cure = _install("libarchive13", mac="libarchive", windows="ติดตั้ง libarchive แล้วตั้งค่า LIBARCHIVE ให้ชี้ไปที่ archive.dll")
    return Check(name=name, state="degraded", words=words, cure=cure)


def _recognition(settings: Settings) -> Check:
    from oitcrawl.read.ocr import engine, is_available, why_not

    name = "Tesseract"
    if settings.ocr == "never":
        words = ("ปิดอยู่ (ocr = never) — เอกสารสแกนจะยังไม่ถูกตรวจ", "switched off (ocr = never): scans stay unread")
        return Check(name=name, state="degraded", words=words, cure="ตั้งค่า ocr = auto")
    if is_available():
        return Check(name=name, state="ok", words=(f"อ่านเอกสารสแกน ({engine()})", f"reads scans ({engine()})"))
    words = (f"ไม่พร้อม — อ่านเอกสารสแกนไม่ได้ ({why_not()})", f"not ready — scans stay unread ({why_not()})")
    cure = _install(
        "tesseract-ocr tesseract-ocr-tha",
        mac="tesseract tesseract-lang",
        windows="ติดตั้ง Tesseract พร้อมภาษาไทย แล้วตั้งค่า TESSDATA_PREFIX",
    )
    return Check(name=name, state="degraded", words=words, cure=cure)


def _browser() -> Check:
    from oitcrawl.read.printing import browser

    name = "Chromium"
    if where := browser():
        words = (
            f"พิมพ์รายงานเป็น PDF และพิมพ์หน้าเว็บที่ใช้รหัสแบบอักษรเฉพาะเพื่ออ่านจากภาพ ({where})",
            f"prints reports as PDF, and pages in font codes so that they can be read ({where})",
        )
        return Check(name=name, state="ok", words=words)
    words = (
        "ไม่มี — เขียนรายงานเป็น PDF (--formats pdf) ไม่ได้ และหน้าเว็บที่แปลงจาก PDF (pdf2htmlEX) จะอ่านไม่ได้",
        "absent — no report as PDF (--formats pdf), and pages made from PDF (pdf2htmlEX) stay unread",
    )
    cure = _install("chromium", windows="ติดตั้ง Google Chrome หรือ Chromium แล้วเพิ่มโฟลเดอร์ใน PATH")
    return Check(name=name, state="degraded", words=words, cure=cure)


def _rendering(settings: Settings) -> Check:
    from oitcrawl.crawl.browser import why_not
    from oitcrawl.crawl.browser_program import found

    name = "Playwright"
    if settings.render == "never":
        words = (
            "ปิดอยู่ (render = never) — หน้าที่สร้างด้วยสคริปต์จะตรวจไม่ได้",
            "switched off (render = never): pages built by scripts stay unseen",
        )
        return Check(name=name, state="degraded", words=words, cure="ตั้งค่า render = auto")
    absent = why_not(settings.browser)
    if not absent:
        where = found(settings.browser)
        words = (f"เปิดหน้าที่สร้างด้วยสคริปต์ ({where})", f"shows pages that scripts build ({where})")
        return Check(name=name, state="ok", words=words)
    words = (f"ไม่มี {absent} — หน้าที่สร้างด้วยสคริปต์จะตรวจไม่ได้", f"no {absent}: pages that scripts build stay unseen")
    chromium = _install("chromium", windows="ติดตั้ง Google Chrome หรือรัน playwright install chromium")
    return Check(
        name=name,
        state="degraded",
        words=words,
        cure="pip install 'oitcrawl[browser]'" if absent == "playwright" else chromium,
    )


def _store(settings: Settings) -> Check:
    try:
        with open_store(settings) as store:
            count = len(store.codes())
            return Check(
                name="ฐานข้อมูล", state="ok", words=(f"{store.where} ({count} หน่วยงาน)", f"{store.where} ({count})")
            )
    except OitcrawlError as error:
        return Check(name="ฐานข้อมูล", state="broken", words=(error.message, error.message), cure=error.cure)


def _reports(folder: Path) -> Check:
    nearest = next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())
    free = shutil.disk_usage(nearest).free // 1_000_000
    if free < 500:  # noqa: PLR2004 - megabytes; a province's reports of one night
        words = (f"เหลือพื้นที่ {free} MB ที่ {nearest}", f"{free} MB left at {nearest}")
        return Check(name="โฟลเดอร์รายงาน", state="degraded", words=words, cure="ลบรายงานเก่าหรือเลือกโฟลเดอร์อื่นด้วย --out")
    return Check(name="โฟลเดอร์รายงาน", state="ok", words=(f"{folder} (ว่าง {free} MB)", f"{folder} ({free} MB free)"))


def _rules(own: Path) -> Check:
    try:
        names = editions(rules_root(own))
        for name in names:
            load_edition(name, own=own, cases=False)
    except OitcrawlError as error:
        return Check(name="เกณฑ์", state="broken", words=(error.message, error.message), cure=error.cure)
    return Check(name="เกณฑ์", state="ok", words=(", ".join(names), ", ".join(names)))
