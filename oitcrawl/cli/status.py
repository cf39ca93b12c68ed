"""``oitcrawl status``: how the watch over all agencies stands, for people and for monitoring."""

import json
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Annotated, Final

import typer

from oitcrawl import compose
from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.compose.nothing_read import SHUT_OUT
from oitcrawl.errors import OitcrawlError, UsageError
from oitcrawl.model.standing import AgencyStanding, QueueStanding, Standing, State, Trouble
from oitcrawl.notify.ourselves import our_troubles
from oitcrawl.report.metrics import prometheus
from oitcrawl.settings import Settings, load_settings
from oitcrawl.store.scans import Store

_BANGKOK: Final = timezone(timedelta(hours=7))
_STYLES: Final = {State.NEVER: "red", State.FAILING: "red", State.STALE: "yellow", State.FINE: "green"}


def status(
    agencies: options.AgenciesFile = None,
    group: Annotated[
        str | None, typer.Option("--group", help="เฉพาะกลุ่มนี้", metavar="NAME", show_default=False)
    ] = None,
    most: Annotated[int, typer.Option("--most", help="แสดงหน่วยงานที่ควรดูกี่แห่ง (0 คือทั้งหมด)", min=0)] = 20,
    tolerate: Annotated[
        str, typer.Option("--tolerate", help="จำนวนหรือร้อยละของหน่วยงานที่ยอมให้ค้าง ก่อนจบด้วยรหัส 1", metavar="N|N%")
    ] = "0",
    textfile: Annotated[
        Path | None,
        typer.Option(
            "--prometheus", help="เขียนตัวชี้วัดแบบ Prometheus ลงไฟล์นี้ (- คือแสดงที่จอแทน)", metavar="FILE", show_default=False
        ),
    ] = None,
    serve: Annotated[
        str | None,
        typer.Option(
            "--serve", help="เปิดตัวชี้วัดที่ /metrics ของพอร์ตนี้ เฉพาะในเครื่อง", metavar="127.0.0.1:PORT", show_default=False
        ),
    ] = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ดูว่าการเฝ้าตรวจเป็นอย่างไร: อายุของผลล่าสุดรายหน่วยงาน สาเหตุที่ตรวจไม่ได้ ขนาดข้อมูล พื้นที่ว่าง นาฬิกา และคิวงาน

    ตัวอย่าง: oitcrawl status --tolerate 5% --prometheus /var/lib/node_exporter/oitcrawl.prom

    จบด้วยรหัส 0 ปกติ, 1 มีหน่วยงานที่ยังไม่เคยตรวจ ตรวจไม่สำเร็จ หรือผลเก่าเกินกำหนด (fleet_stale_days),
    4 เครื่องนี้มีปัญหา (นาฬิกา ดิสก์ ฐานข้อมูล คิวงาน)
    """
    voice = options.voice(lang, quiet=quiet)
    settings = load_settings(path=settings_file)
    limit = _limit(tolerate)

    def look() -> Standing:
        return _standing(settings, agencies, group)

    if serve is not None:
        _serve(voice, serve, look)
        return
    now = look()
    if textfile is not None:
        if str(textfile) == "-":
            voice.raw(prometheus(now))
            raise typer.Exit(now.exit_code(limit(len(now.agencies))))
        compose.write_page(textfile, prometheus(now))
    if as_json:
        voice.raw(json.dumps(now.as_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        _tell(voice, now, most)
    raise typer.Exit(now.exit_code(limit(len(now.agencies))))


def _standing(settings: Settings, agencies: Path | None, group: str | None) -> Standing:
    sites = compose.watched(agencies, group)
    with compose.open_desk(settings) as desk:
        troubles: list[Trouble] = []
        now = compose.standing(desk.store, settings, sites, queue=lambda: _queue(settings, desk.store, troubles))
        troubles += our_troubles(desk.store, settings, now.at, now.free_bytes)
    return replace(now, troubles=tuple(troubles))


def _queue(settings: Settings, store: Store, troubles: list[Trouble]) -> QueueStanding | None:
    """What the fleet's queue holds; None where none was ever used."""
    if not compose.has_queue(store):
        return None
    from oitcrawl.fleet.doorway import open_queue, run_async  # its library is not on every machine

    try:
        depth = run_async(open_queue(settings).depth())
    except OitcrawlError as error:
        troubles.append(Trouble(kind="queue", words=(str(error), error.en or str(error))))
        return None
    return QueueStanding(
        waiting=depth.waiting, later=depth.later, running=depth.running, failed=depth.failed, workers=depth.workers
    )


def _limit(text: str) -> Callable[[int], int]:
    """How many of so many agencies may be behind.

    Raises:
        UsageError: neither a number nor a share.
    """
    number = text.removesuffix("%")
    if not (number.isascii() and number.isdecimal()):
        raise UsageError(
            f"--tolerate {text} ใช้ไม่ได้",
            cure="ใส่จำนวน เช่น 20 หรือร้อยละ เช่น 5%",
            en=f"--tolerate {text}: write 20 or 5%",
        )
    return (lambda every: every * int(number) // 100) if text.endswith("%") else (lambda _every: int(number))


def _serve(voice: Voice, place: str, look: Callable[[], Standing]) -> None:
    host, port = compose.place_of(place)
    server = compose.open_page((host, port), lambda: prometheus(look()))
    shown = f"[{host}]" if ":" in host else host
    where = f"http://{shown}:{server.server_port}/metrics"
    voice.say(f"ตัวชี้วัดอยู่ที่ {where} (หยุดด้วย Ctrl-C)", f"metrics are at {where} (Ctrl-C ends it)")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()


def _tell(voice: Voice, now: Standing, most: int) -> None:
    for trouble in now.troubles:
        voice.warn(*trouble.words)
    counts = " · ".join(f"{voice.pick(*state.words)} {now.count(state):,}" for state in State if now.count(state))
    total = len(now.agencies)
    voice.answer(voice.pick(f"{total:,} หน่วยงาน: {counts or '-'}", f"{total:,} agencies: {counts or '-'}"))
    behind = [one for one in now.agencies if one.state is not State.FINE or one.cut_off]
    for one in behind[: most or None]:
        voice.answer(_line(voice, one, now), style=_STYLES[one.state])
    if most and len(behind) > most:
        more = len(behind) - most
        voice.answer(voice.pick(f"  และอีก {more:,} แห่ง (--most 0 แสดงทั้งหมด)", f"  and {more:,} more (--most 0)"))
    for cause, count in now.causes[:10]:
        voice.answer(voice.pick(f"  สาเหตุ: {cause} — {count:,} แห่ง", f"  cause: {cause} — {count:,}"))
    free = "-" if now.free_bytes is None else f"{now.free_bytes / 1e9:,.1f} GB"
    voice.answer(
        voice.pick(
            f"ที่เก็บข้อมูล {now.where} ขนาด {now.store_bytes / 1e6:,.1f} MB · พื้นที่ว่าง {free}",
            f"store {now.where}: {now.store_bytes / 1e6:,.1f} MB · {free} free",
        )
    )
    if now.queue is not None:
        queue = now.queue
        voice.answer(
            voice.pick(
                f"คิว: รอ {queue.waiting:,} · กำลังตรวจ {queue.running:,} · รอลองใหม่ {queue.later:,}"
                f" · ไม่สำเร็จ {queue.failed:,} · โปรแกรมที่ทำงานอยู่ {queue.workers:,}",
                f"queue: {queue.waiting:,} wait · {queue.running:,} run · {queue.later:,} later"
                f" · {queue.failed:,} failed · {queue.workers:,} workers",
            )
        )
    if any(one.state is State.NEVER for one in now.agencies):
        voice.say(
            "ตรวจแห่งที่ถึงรอบและยังไม่เคยตรวจ: oitcrawl scan --all --due", "to scan what is due: oitcrawl scan --all --due"
        )


def _line(voice: Voice, one: AgencyStanding, now: Standing) -> str:
    age = one.age(now.at)
    old = "" if age is None else voice.pick(f" อายุ {_age(age, 'th')}", f", {_age(age, 'en')} old")
    when = f" ({one.good.astimezone(_BANGKOK):%Y-%m-%d %H:%M})" if one.good else ""
    cause = f": {one.cause}" if one.cause else ""
    if any(told in one.cause for told in SHUT_OUT):
        cause += voice.pick(f" — ขอเปิดทาง: oitcrawl letter {one.code}", f" — oitcrawl letter {one.code}")
    if one.cut_off:
        cut = f"{one.cut_off.astimezone(_BANGKOK):%Y-%m-%d %H:%M}"
        cause += voice.pick(
            f" — ตรวจเมื่อ {cut} หยุดกลางคัน ผลที่ใช้ยังเป็นครั้งที่ตรวจจบ ทำต่อด้วย oitcrawl scan … --resume",
            f" — cut off at {cut}; the last finished scan still counts; to go on: oitcrawl scan … --resume",
        )
    return f"  {one.code:<24} {voice.pick(*one.state.words)}{old}{when}{cause}"


def _age(age: timedelta, lang: str) -> str:
    if age < timedelta(days=2):
        hours = int(age.total_seconds() // 3600)
        return f"{hours} ชั่วโมง" if lang == "th" else f"{hours} h"
    return f"{age.days:,} วัน" if lang == "th" else f"{age.days:,} days"
