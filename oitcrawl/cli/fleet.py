"""``oitcrawl fleet``: many machines scan what one queue holds."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.scan import interrupts
from oitcrawl.compose import open_desk
from oitcrawl.compose.doors import BANGKOK
from oitcrawl.fleet.doorway import demand_queue
from oitcrawl.settings import Settings, load_settings

if TYPE_CHECKING:
    from oitcrawl.fleet.jobs import NotScanned
    from oitcrawl.fleet.orders import FleetStatus
    from oitcrawl.model.scan import AgencyScan

_SHOWN = 10  # agencies named on one line
_STOPPING = (
    "กำลังหยุด รองานที่ทำอยู่ แล้วคืนงานที่ยังไม่จบให้คิว (สั่งซ้ำเพื่อคืนทันที)",
    "stopping: scans under way may end, then go back to the queue (again: at once)",
)
app = typer.Typer(
    help="ตรวจหลายพันหน่วยงานด้วยหลายเครื่อง ผ่านคิวงานบน PostgreSQL", no_args_is_help=True, rich_markup_mode=None
)


@app.command("enqueue")
def enqueue(
    codes: Annotated[list[str] | None, typer.Argument(help="รหัสหน่วยงานในไฟล์รายชื่อ")] = None,
    every: Annotated[bool, typer.Option("--all", help="ทุกหน่วยงานในไฟล์รายชื่อ")] = False,
    group: Annotated[str | None, typer.Option("--group", help="เฉพาะกลุ่มนี้")] = None,
    due: Annotated[bool, typer.Option("--due", help="เฉพาะหน่วยงานที่ถึงรอบตรวจแล้ว")] = False,
    agencies: options.AgenciesFile = None,
    edition: options.Edition = None,
    rules: options.Rules = None,
    fiscal_year: options.Year = None,
    as_of: options.AsOf = None,
    settings_file: options.SettingsFile = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ใส่งานตรวจลงในคิว หน่วยงานละหนึ่งงาน (ที่มีงานรอหรือกำลังตรวจอยู่แล้วจะไม่ใส่ซ้ำ)

    ตัวอย่าง: oitcrawl fleet enqueue --all --due

    ลำดับ: รอบประเมินใกล้เปิดหรือเปิดอยู่ ยังไม่เคยตรวจ ครั้งก่อนตรวจไม่สำเร็จ แล้วจึงที่เหลือ
    """
    voice = options.voice(lang, quiet=quiet)
    settings = load_settings(path=settings_file, flags={"rules_dir": options.rules_flag(rules)})
    demand_queue(settings)
    from oitcrawl.fleet import orders  # its library is not on every machine

    day, year = options.parse_day(as_of), options.parse_year(fiscal_year)
    with open_desk(settings) as desk:
        every = every or (due and not codes and not group)
        sites = desk.choose(codes or [], agencies=agencies, every=every, group=group)
    done = orders.enqueue(settings, sites, due_only=due, edition=edition, as_of=day, fiscal_year=year)
    if as_json:
        told = {"queued": list(done.queued), "already": list(done.already), "not_due": done.not_due}
        voice.raw(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    voice.say(
        f"ใส่งานลงคิว {len(done.queued):,} หน่วยงาน · มีงานอยู่แล้ว {len(done.already):,} · ยังไม่ถึงรอบ {done.not_due:,}"
        " — ดูความคืบหน้า: oitcrawl fleet status",
        f"queued {len(done.queued):,} agencies · {len(done.already):,} had a scan queued or under way"
        f" · {done.not_due:,} are not due — see: oitcrawl fleet status",
    )


@app.command("work")
def work(
    at_once: Annotated[
        int, typer.Option("--at-once", min=0, help="จำนวนหน่วยงานที่ตรวจพร้อมกัน (0 = ตามค่า sites_at_once)", metavar="N")
    ] = 0,
    until_empty: Annotated[bool, typer.Option("--until-empty", help="จบเมื่อไม่มีงานเหลือในคิว")] = False,
    rules: options.Rules = None,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """รับงานจากคิวมาตรวจ จนกว่าจะสั่งหยุด (สั่งได้หลายเครื่อง เครื่องละหนึ่งหรือหลายโปรแกรม)

    ตัวอย่าง: oitcrawl fleet work --at-once 8

    หยุดด้วย Ctrl-C หรือ SIGTERM: ไม่รับงานใหม่ รองานที่ทำอยู่ตามเวลา fleet_grace_seconds แล้วคืนงานที่ยังไม่จบให้คิว
    สั่งซ้ำอีกครั้งเพื่อคืนงานทันที เครื่องที่ดับไป เครื่องอื่นรับช่วงภายใน fleet_takeover_seconds
    """
    voice = options.voice(lang, quiet=quiet)
    settings = load_settings(path=settings_file, flags={"rules_dir": options.rules_flag(rules)})
    demand_queue(settings)
    from oitcrawl.fleet.work import Ears
    from oitcrawl.fleet.work import work as begin

    with interrupts(voice, _STOPPING, again=True) as on_start:
        ears = Ears(ended=_tell(voice), failed=_complain(voice), troubled=voice.warn, on_start=on_start)
        voice.say(*_hello(settings, at_once))
        begin(settings, ears, at_once=at_once, until_empty=until_empty)
    voice.say("หยุดแล้ว", "stopped")


@app.command("status")
def status(
    settings_file: options.SettingsFile = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ดูความคืบหน้า: งานในคิว ตรวจแล้ว ไม่สำเร็จ ผลเก่า ความเร็ว และเวลาที่คาดว่าจะเสร็จ

    ตัวอย่าง: oitcrawl fleet status --json
    """
    voice = options.voice(lang, quiet=quiet)
    settings = load_settings(path=settings_file)
    demand_queue(settings)
    from oitcrawl.fleet.orders import fleet_status

    told = fleet_status(settings)
    if as_json:
        voice.raw(json.dumps(told.as_dict(), ensure_ascii=False, indent=1) + "\n")
        return
    for thai, english in _lines(told, settings):
        voice.answer(voice.pick(thai, english))


def _lines(told: "FleetStatus", settings: Settings) -> Iterator[tuple[str, str]]:
    """The status as lines for people."""
    queue, days = told.queue, settings.fleet_stale_days
    done, failed, stale = told.done, len(told.failed), len(told.stale)
    yield (
        f"คิว: รอ {queue.waiting:,} · กำลังตรวจ {queue.running:,} · รอลองใหม่ {queue.later:,} · เครื่อง {queue.workers}",
        f"queue: {queue.waiting:,} wait · {queue.running:,} run · {queue.later:,} later · {queue.workers} workers",
    )
    yield (
        f"24 ชั่วโมงล่าสุด: ตรวจแล้ว {done:,} · ไม่สำเร็จ {failed:,} · ผลเก่ากว่า {days} วัน {stale:,}",
        f"last 24 hours: {done:,} done · {failed:,} failed · {stale:,} older than {days} days",
    )
    if told.oldest:
        code, when = told.oldest
        yield f"ผลที่เก่าที่สุด: {code} เมื่อ {_when(when)}", f"oldest good scan: {code}, {_when(when)}"
    ends = _when(told.ends) if told.ends else "-"
    yield (
        f"ความเร็ว: {told.per_hour:,} หน่วยงานต่อชั่วโมง · คาดว่าเสร็จ {ends}",
        f"rate: {told.per_hour:,} agencies an hour · estimated end {ends}",
    )
    for code, cause in told.failed[:_SHOWN]:
        yield f"  ไม่สำเร็จ {code}: {cause}", f"  failed {code}: {cause}"
    if len(told.failed) > _SHOWN:
        more = len(told.failed) - _SHOWN
        yield f"  และอีก {more:,} หน่วยงาน (ดูทั้งหมดด้วย --json)", f"  and {more:,} more (all of them: --json)"
    if queue.left and not queue.workers:
        yield (
            "ไม่มีเครื่องทำงาน — สั่ง oitcrawl fleet work ในเครื่องที่จะตรวจ",
            "nobody works — run oitcrawl fleet work on the machines that shall",
        )


def _hello(settings: Settings, at_once: int) -> tuple[str, str]:
    count = at_once or settings.sites_at_once
    return (
        f"รับงานจากคิว ตรวจพร้อมกัน {count} หน่วยงาน (หยุดด้วย Ctrl-C)",
        f"taking scans from the queue, {count} at once (Ctrl-C stops)",
    )


def _tell(voice: Voice) -> "Callable[[str, AgencyScan | None, float], None]":
    def ended(code: str, scan: "AgencyScan | None", seconds: float) -> None:
        if scan is None:
            voice.say(f"{code}: มีผลแล้วจากเครื่องอื่น", f"{code}: another worker had brought it")
            return
        read = scan.coverage.pages + scan.coverage.documents
        voice.say(f"{code}: ตรวจแล้ว {read:,} หน้า {seconds:.0f} วินาที", f"{code}: {read:,} pages, {seconds:.0f} s")

    return ended


def _complain(voice: Voice) -> "Callable[[str, NotScanned, bool], None]":
    def failed(code: str, failure: "NotScanned", again: bool) -> None:
        more = voice.pick(" (จะลองใหม่)", " (to be tried again)") if again else ""
        voice.warn(f"{code}: {failure.cause}{more}", f"{code}: {failure.en or failure.cause}{more}")

    return failed


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(BANGKOK):%Y-%m-%d %H:%M}"
