"""One frozen Settings: defaults, then the settings file, then the environment, then flags."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from oitcrawl.bounds import RANGES
from oitcrawl.errors import SettingsError
from oitcrawl.hours import parse_hours, parse_time

PREFIX = "OITCRAWL_"
DEFAULT_CONTACT = "https://github.com/oitcrawl/oitcrawl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every knob of a scan, with a safe default.

    Attributes:
        contact: web or e-mail address in the user agent, so that an administrator can reach the operator.
        max_pages: pages and documents visited per agency.
        max_minutes: minutes per agency.
        max_bytes: bytes fetched per agency.
        max_body: bytes of one answer.
        concurrency: requests under way at once per site.
        rate: requests per second per site; 0 means unlimited.
        timeout: seconds for connecting and between two bytes.
        max_seconds: seconds for one answer as a whole.
        max_redirects: redirects followed for one address.
        max_depth: clicks from the home page.
        max_url: characters of an address.
        max_links: links read from one page.
        max_cookies: cookies kept at a time; more of them are a trap, and all are forgotten.
        max_members: compressed parts that one answer may be made of.
        max_segments: segments of the path of an address; a longer one goes round.
        family_cap: addresses visited per family of alike addresses (``detail/N``, ``?page=N``, calendars).
        calendar_cap: the same for calendars, where it is less.
        paged_cap: the same for pages, orders and filters of lists, where it is less.
        retries: further tries of an address whose failure may pass.
        max_failures: failures in a row after which the site is left alone.
        allow_private: the target's own host and port may be a loopback or private address.
        obey_robots: whether robots.txt is kept.
        max_leaves: pages of one document that are read.
        max_rows: rows of one sheet that are read.
        max_cells: cells of one sheet, counting the empty ones between the outermost filled ones.
        max_html_depth: elements inside elements of a page; deeper ones are laid flat.
        heavy_page: bytes from which a page of HTML is read in a reader process.
        reader_seconds: seconds for one document.
        readers: reader processes; 0 means one per core, at most 4.
        reader_memory: megabytes that one reader process may use.
        memory_total: megabytes that a scan may use in all: this program, its readers and its browser. Who takes most
            is ended, and a document of his tried once more alone; new ones wait meanwhile.
        reader_files: files after which a reader process is replaced by a fresh one.
        max_pixels: pixels of one picture.
        max_entries: files inside one archive.
        max_ratio: times that an answer, or a part of an archive, may grow when it is unpacked.
        max_nesting: archives inside archives that are opened.
        ocr: ``auto`` reads scans by character recognition where Tesseract is installed, ``never`` does not.
        ocr_seconds: seconds of recognition per agency, over all reader processes.
        ocr_leaf_seconds: seconds of recognition for one page.
        ocr_leaves: pages of one document that are recognised.
        render: ``auto`` shows a page to a browser where scripts build it, ``always`` every page, ``never`` none.
        max_rendered: pages of one agency shown to a browser.
        render_seconds: seconds for one page in the browser.
        browser: path of the Chromium to be used; empty looks for Playwright's own, then for one of the system.
        browser_memory: megabytes that the browser may use before it is replaced by a fresh one.
        offsite_hosts: hosts beside the agency's own, parted by commas, from which documents are fetched, such as
            ``drive.google.com,docs.google.com``; all others are only recorded.
        broken_tls: ``refuse`` leaves a site whose certificate is broken unread, ``read`` reads it and says so.
        full_sweep_days: days after which every address is asked for again, whatever its own rhythm of change.
        slow_seconds: an answer that takes longer slows the crawler down.
        pictures: ``auto`` keeps a picture of each piece of evidence in the report folder, ``never`` none.
        check_cloaking: ask for the home page once more as a search engine does, to find what is shown to those alone.
        warc: folder in which all that was fetched is kept as WARC; empty for none.
        data_dir: folder of the database, and of what lies beside it; empty for the user's data directory.
        database: address of a PostgreSQL server, ``postgresql://user@host:5432/name``, in place of a file in
            ``data_dir``. Its password stands in the variable ``OITCRAWL_DATABASE_PASSWORD`` or in a file.
        database_password_file: file whose first line is that password.
        keep_scans_days: days for which every scan is kept; of older ones the last whole one of each week, and after
            a year of each month.
        keep_evidence_days: days for which texts and pictures of evidence of passed and reviewed items are kept.
        keep_bodies_days: days for which all other texts are kept, and scans can be judged again.
        reports_dir: folder of the reports.
        keep_reports: report folders kept per agency, newest day first; older ones that hold only what we wrote
            are removed when a report is written, and can be made again from the stored scan; 0 keeps all.
        rules_dir: folder of own editions, looked into before ours; empty for ``rules`` beside the database.
        lang: language of messages, ``th`` or ``en``.
        scan_every_days: days between two nightly scans of an agency while its window is far; 1 is every night.
        dense_days: days before its window opens from which it is scanned every night, until the window closes.
        twice_days: days before its window opens from which it is scanned twice a day.
        scan_at: when the night begins, Bangkok time, ``01:00``.
        scan_spread_minutes: minutes over which the agencies' scans are spread, each always at the same minute.
        quiet_hours: hours in which no scan is begun, ``08:30-16:30``; several parted by commas; empty for none.
        sites_at_once: websites scanned at a time by ``schedule run`` and ``scan --due``.
        misfire_hours: hours after which a scan that could not be begun in time waits for the next one.
        fleet_takeover_seconds: seconds within which a scan of a worker that died is taken over by another; the same
            for all workers.
        fleet_tries: tries of one scan, counting those that a dead worker left behind.
        fleet_retry_seconds: seconds before a scan that failed for a passing cause is tried again; four times as long
            after each further failure, at most an hour.
        fleet_grace_seconds: seconds that a worker which is told to stop gives its scans to end; those that do not
            are given back to the queue.
        fleet_stale_days: days after which the last whole scan of an agency counts as stale.
        confirm_scans: scans of the website in a row that must agree before a change counts and is announced.
        flap_changes: changes of an item within ``flap_days`` from which it is told to swing, once, and then no more.
        flap_days: days in which they are counted.
        halt_unreachable_percent: of the agencies tried in a day, how many may be lost at once before the fault is
            taken to be ours and announcements stop.
        halt_unreachable_least: agencies lost at once below which that is never so.
        halt_disk_mb: free megabytes on the disk of the data below which announcements stop.
        halt_clock_minutes: minutes by which the clock may lag what is stored, or differ from the database server's.
        notify_after_night: announce after each night of ``schedule run`` and ``scan --due``.
        notify_weekday: day of the weekly summary, ``mon`` to ``sun``; ``never`` for none.
        notify_window_days: days before the window opens on which it is announced, parted by commas; empty for none.
        notify_max_chars: characters of one message; what does not fit is replaced by a link.
        notify_mail: ``env:NAME`` or ``file:PATH`` of the mail server, ``mailtos://user:password@server:587``.
        notify_tries: tries of one message in a run.
        notify_retry_seconds: seconds before it is tried again; four times as long after each further failure.
        report_url: address under which the report folder is served; empty where it is not.
    """

    contact: str = DEFAULT_CONTACT
    max_pages: int = 3000
    max_minutes: float = 30.0
    max_bytes: int = 2_000_000_000
    max_body: int = 60_000_000
    concurrency: int = 4
    rate: float = 4.0
    timeout: float = 20.0
    max_seconds: float = 120.0
    max_redirects: int = 8
    max_depth: int = 12
    max_url: int = 2048
    max_links: int = 3000
    max_cookies: int = 100
    max_members: int = 1000
    max_segments: int = 40
    family_cap: int = 400
    calendar_cap: int = 60
    paged_cap: int = 120
    retries: int = 2
    max_failures: int = 25
    allow_private: bool = False
    obey_robots: bool = True
    max_leaves: int = 400
    max_rows: int = 5000
    max_cells: int = 3_000_000
    max_html_depth: int = 500
    heavy_page: int = 300_000
    reader_seconds: float = 60.0
    readers: int = 0
    reader_memory: int = 700
    memory_total: int = 800
    reader_files: int = 200
    max_pixels: int = 40_000_000
    max_entries: int = 300
    max_ratio: int = 200
    max_nesting: int = 2
    ocr: Literal["auto", "never"] = "auto"
    ocr_seconds: float = 600.0
    ocr_leaf_seconds: float = 30.0
    ocr_leaves: int = 60
    render: Literal["auto", "never", "always"] = "auto"
    max_rendered: int = 150
    render_seconds: float = 20.0
    browser: str = ""
    browser_memory: int = 600
    offsite_hosts: str = ""
    broken_tls: Literal["refuse", "read"] = "refuse"
    full_sweep_days: int = 7
    slow_seconds: float = 5.0
    pictures: Literal["auto", "never"] = "auto"
    check_cloaking: bool = False
    warc: str = ""
    data_dir: str = ""
    database: str = field(default="", repr=False)
    database_password_file: str = ""
    keep_scans_days: int = 30
    keep_evidence_days: int = 730
    keep_bodies_days: int = 90
    reports_dir: str = "reports"
    keep_reports: int = 60
    rules_dir: str = ""
    lang: Literal["th", "en"] = "th"
    scan_every_days: int = 1
    dense_days: int = 60
    twice_days: int = 7
    scan_at: str = "01:00"
    scan_spread_minutes: int = 240
    quiet_hours: str = ""
    sites_at_once: int = 4
    misfire_hours: float = 20.0
    fleet_takeover_seconds: float = 60.0
    fleet_tries: int = 4
    fleet_retry_seconds: float = 300.0
    fleet_grace_seconds: float = 30.0
    confirm_scans: int = 2
    flap_changes: int = 3
    flap_days: int = 14
    halt_unreachable_percent: int = 30
    halt_unreachable_least: int = 5
    halt_disk_mb: int = 500
    halt_clock_minutes: int = 15
    notify_after_night: bool = False
    notify_weekday: Literal["never", "mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    notify_window_days: str = "60,30,7,1"
    notify_max_chars: int = 3000
    notify_mail: str = field(default="", repr=False)
    notify_tries: int = 3
    notify_retry_seconds: float = 15.0
    report_url: str = ""
    fleet_stale_days: int = 3

    def __post_init__(self) -> None:
        """Refuse values that make no sense."""
        for name in ("max_pages", "concurrency", "max_body", "max_leaves"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} ต้องมากกว่า 0", cure=f"แก้ค่า {name}")
        for name in ("keep_scans_days", "keep_evidence_days", "keep_bodies_days"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} ต้องมากกว่า 0", cure=f"ใส่จำนวนวันใน {name}")
        if self.keep_reports < 0:
            raise SettingsError("keep_reports ต้องไม่ติดลบ", cure="ใส่จำนวนรายงานที่เก็บต่อหน่วยงาน หรือ 0 เพื่อเก็บทั้งหมด")
        for name, kind in get_type_hints(Settings).items():
            words = get_args(kind) if get_origin(kind) is Literal else ()
            if words and getattr(self, name) not in words:
                raise SettingsError(f"{name} = {getattr(self, name)!r} ใช้ไม่ได้", cure=f"ใช้ {' หรือ '.join(words)}")
        _demand_sense(self)


def _demand_sense(settings: Settings) -> None:
    """Refuse bounds and nights that could not be kept.

    Raises:
        SettingsError: names the setting.
    """
    for name, least, most in RANGES:
        if not least <= getattr(settings, name) <= most:
            raise SettingsError(
                f"{name} = {getattr(settings, name)} ใช้ไม่ได้",
                cure=f"ใส่ตัวเลขตั้งแต่ {least} ถึง {most}",
                en=f"{name} = {getattr(settings, name)}: write a number from {least} to {most}",
            )
    if settings.twice_days > settings.dense_days:
        raise SettingsError(
            "twice_days มากกว่า dense_days",
            cure="ช่วงตรวจวันละสองครั้งต้องอยู่ในช่วงตรวจทุกคืน",
            en="twice_days is more than dense_days — the days of two scans lie within those of nightly ones",
        )
    for name, parse, sample in (("scan_at", parse_time, "01:00"), ("quiet_hours", parse_hours, "08:30-16:30")):
        try:
            parse(getattr(settings, name))
        except ValueError:
            raise SettingsError(
                f"{name} = {getattr(settings, name)!r} ใช้ไม่ได้",
                cure=f"เขียนแบบ {sample} และต้องเหลือเวลาให้ตรวจในแต่ละวัน",
                en=f"{name} = {getattr(settings, name)!r}: write it like {sample}, and leave some time of the day",
            ) from None


def load_settings(
    *,
    path: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """Settings from a TOML file, the environment (``OITCRAWL_MAX_PAGES=300``) and flags, the last one winning.

    Args:
        path: settings file; None looks for ``oitcrawl.toml`` in the working directory.
        environ: the environment.
        flags: values from the command line; None values are passed over.

    Raises:
        SettingsError: an unknown key or a value of the wrong type; names file and line.
    """
    settings = Settings()
    file = path or Path("oitcrawl.toml")
    if path is not None or file.is_file():
        settings = replace(settings, **_from_file(file))
    settings = replace(settings, **_from_environment(environ))
    return replace(settings, **{key: value for key, value in (flags or {}).items() if value is not None})


def _types() -> dict[str, type]:
    return {name: str if get_origin(kind) is Literal else kind for name, kind in get_type_hints(Settings).items()}


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise SettingsError(f"เปิดไฟล์ไม่ได้ ({error.strerror})", path=path, cure="ตรวจชื่อไฟล์และสิทธิ์การอ่าน") from error
    except UnicodeDecodeError as error:
        raise SettingsError("ไม่ใช่ข้อความ UTF-8", path=path, cure="บันทึกไฟล์เป็น UTF-8") from error
    except RecursionError:
        raise SettingsError("วงเล็บซ้อนกันลึกเกินไป", path=path, cure="ตรวจว่าเป็นไฟล์ที่ตั้งใจใช้") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"รูปแบบ TOML ผิด: {error}", path=path, cure="แก้บรรทัดที่ระบุ") from error
    types = _types()
    for key, value in data.items():
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.partition("=")[0].strip() == key), None)
        if key not in types:
            raise _unknown(key, types, path, line)
        data[key] = _cast(key, value, types[key], path=path, line=line)
    return data


def _unknown(key: str, known: Iterable[str], path: Path, line: int | None) -> SettingsError:
    near = get_close_matches(key.lower(), known, n=1)
    th, en = (f"หมายถึง {near[0]} หรือไม่ · ", f"did you mean {near[0]}? ") if near else ("", "")
    return SettingsError(
        f"ไม่รู้จักคีย์ {key[:80]!r}",
        path=path,
        line=line,
        cure=f"{th}ดูทุกคีย์: oitcrawl settings",
        en=f"unknown key {key[:80]!r} — {en}all keys: oitcrawl settings",
    )


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    types = _types()
    names = {PREFIX + field.name.upper(): field.name for field in fields(Settings)}
    return {names[key]: _cast(names[key], value, types[names[key]]) for key, value in environ.items() if key in names}


def _cast(key: str, value: Any, kind: type, *, path: Path | None = None, line: int | None = None) -> Any:
    if kind is bool and isinstance(value, str):
        return value.lower() in {"1", "true", "yes", "on"}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    try:
        return kind(value) if isinstance(value, str) else _wrong(key, value)
    except ValueError:
        raise SettingsError(
            f"{key} = {value!r} ใช้ไม่ได้", path=path, line=line, cure=f"ใส่ค่าแบบ {kind.__name__}"
        ) from None


def _wrong(key: str, value: Any) -> Any:
    raise ValueError(f"{key}={value!r}")
