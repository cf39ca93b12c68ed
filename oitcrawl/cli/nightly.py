"""What ``oitcrawl schedule`` does: the nights themselves, and a look at those that come."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from oitcrawl.agencies import load_agencies
from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.due import ask_for_turn, lost, moment, tell_left, write_lacking
from oitcrawl.cli.notify import announce_after_night
from oitcrawl.cli.scan import close_scan, interrupts
from oitcrawl.compose import Desk, Order, Outcome, open_desk
from oitcrawl.compose.several import Crew
from oitcrawl.errors import OitcrawlError, OwnFailure
from oitcrawl.fleet.due import BANGKOK, Due, Terms, next_due, next_window, planned_runs
from oitcrawl.fleet.ledger import pasts
from oitcrawl.fleet.night import Night, utc_now
from oitcrawl.fleet.schedule import Ears, Schedule
from oitcrawl.fleet.turn import NIGHT, Turn
from oitcrawl.model.site import AgencySite
from oitcrawl.settings import Settings
from oitcrawl.store.locks import Holder

_STOPPING = (
    "กำลังหยุด การตรวจที่ค้างจะทำต่อเมื่อเริ่มครั้งหน้า (กดอีกครั้งเพื่อเลิกทันที)",
    "stopping; scans under way are gone on with at the next start (press again to quit at once)",
)


def go_on(file: Path, settings: Settings, voice: Voice, formats: tuple[str, ...]) -> None:
    """Scan night after night until somebody says stop.

    Raises:
        OitcrawlError: the agencies file, the report folder or the store cannot be used.
    """
    load_agencies(file)
    with open_desk(settings) as desk:
        desk.check_writable()
        turn = ask_for_turn(desk, voice, "oitcrawl schedule run")
        if turn is not None:
            with turn:
                tell_left(desk, voice, turn)
                _go(desk, file, voice, turn, formats)


def tell_coming(
    sites: tuple[AgencySite, ...], settings: Settings, voice: Voice, *, days: int, limit: int, as_json: bool
) -> None:
    """Say which runs come, and who scans now.

    Raises:
        StoreError: the store cannot be used.
    """
    now = utc_now()
    with open_desk(settings) as desk:
        rows = _rows(desk, settings, sites, now, timedelta(days=days))
        holder = desk.store.locks.holder(NIGHT)
    if as_json:
        told = {
            "now": now.astimezone(BANGKOK).isoformat(timespec="seconds"),
            "days": days,
            "running": _holder_as_dict(holder) if holder else None,
            "runs": [_as_dict(*row) for row in rows],
        }
        voice.raw(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    _tell_holder(voice, holder)
    _tell(voice, rows, limit, now, sites)


def _tell_holder(voice: Voice, holder: Holder | None) -> None:
    if holder is None:
        voice.say(
            "ขณะนี้ไม่มีโปรแกรมใดตรวจอยู่ เริ่มด้วย oitcrawl schedule run หรือตั้ง cron (docs/nightly.md)",
            "nothing is scanning now: begin with oitcrawl schedule run, or see docs/nightly.md for cron",
        )
        return
    place, last = f"{holder.machine} (pid {holder.pid})", moment(voice, holder.beat)
    voice.say(
        f"{holder.what} ทำงานอยู่ที่ {place} สัญญาณล่าสุด {last}", f"{holder.what} runs on {place}, last sign of life {last}"
    )


def _holder_as_dict(holder: Holder) -> dict[str, Any]:
    return {
        "what": holder.what,
        "host": holder.machine,
        "pid": holder.pid,
        "since": holder.since.isoformat(),
        "last_sign": holder.beat.isoformat(),
    }


def _go(desk: Desk, file: Path, voice: Voice, turn: Turn, formats: tuple[str, ...]) -> None:
    """Scan night after night until somebody says stop."""

    async def main(on_start: Callable[[Callable[[], None]], None]) -> None:
        night = Night(
            desk=desk,
            crew=Crew(desk.settings, desk.store, at_once=desk.settings.sites_at_once),
            terms=Terms.of(desk.settings),
            token=turn.token,
            close=partial(_close, desk, voice, formats),
        )
        ears = Ears(
            agencies=_Reader(file),
            planned=_Morning(desk, file, voice).planned,
            idle=lambda: _idle(desk, voice),
            troubled=voice.warn,
        )

        def start(stop: Callable[[], None]) -> None:
            def on_lost() -> None:
                lost(voice)
                stop()

            turn.on_lost(on_lost)
            on_start(stop)

        await Schedule(night, ears, grace=timedelta(hours=desk.settings.misfire_hours)).run(start)

    with interrupts(voice, _STOPPING) as on_start:
        asyncio.run(main(on_start))


def _close(desk: Desk, voice: Voice, formats: tuple[str, ...], order: Order, outcome: Outcome, uid: str) -> bool:
    """Keep and report what a scan came to, in one line."""
    now = utc_now().astimezone(BANGKOK)
    code = close_scan(desk, order, outcome, voice, formats, place=f"[{now:%d/%m %H:%M}]", uid=uid)
    return code != OwnFailure.exit_code


def _idle(desk: Desk, voice: Voice) -> None:
    """The last scan under way has ended."""
    write_lacking(desk, voice, before=utc_now() - timedelta(hours=1))  # those of this night were just tried
    desk.publish_overview()
    options.pruned(desk.pruned, voice)
    desk.pruned.clear()


class _Morning:
    """Says what comes next, and announces what a night brought once no scan is near."""

    def __init__(self, desk: Desk, file: Path, voice: Voice) -> None:
        self._desk, self._file, self._voice = desk, file, voice
        self._told: set[datetime | None] = set()
        self._last: int | None = None  # the scan that was kept last when it was announced
        self._day = utc_now().astimezone(BANGKOK).date()

    def planned(self, count: int, coming: datetime | None) -> None:
        """The plan was looked at."""
        _planned(self._voice, self._told, count, coming)
        settings, now = self._desk.settings, utc_now()
        far = timedelta(minutes=60 + min(settings.scan_spread_minutes, 300))
        if not settings.notify_after_night or (coming is not None and coming - now < far):
            return
        last, day = self._desk.store.runs.last_number(), now.astimezone(BANGKOK).date()
        if (last, day) != (self._last, self._day):
            self._last, self._day = last, day
            try:
                announce_after_night(self._desk, self._file, self._voice)
            except OitcrawlError as error:  # the nights go on
                self._voice.warn(str(error), error.en or str(error))


def _planned(voice: Voice, told: set[datetime | None], count: int, coming: datetime | None) -> None:
    """Say what comes next, once."""
    if coming in told or coming is None:
        return
    told.clear()
    told.add(coming)
    at = moment(voice, coming)
    voice.say(f"{count} หน่วยงาน ครั้งถัดไป {at}", f"{count} agencies; the next scan is at {at}")


class _Reader:
    """The agencies of a file, read again when it has changed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[float, int] | None = None
        self._sites: tuple[AgencySite, ...] = ()

    def __call__(self) -> tuple[AgencySite, ...]:
        try:
            about = self._file.stat()
        except OSError:
            return self._sites  # it is being written anew
        if (about.st_mtime, about.st_size) != self._seen:
            self._seen = about.st_mtime, about.st_size
            self._sites = load_agencies(self._file)
        return self._sites


def _rows(
    desk: Desk, settings: Settings, sites: tuple[AgencySite, ...], now: datetime, ahead: timedelta
) -> list[tuple[AgencySite, Due]]:
    """Runs of the days to come, the soonest first; of an agency without any the next one."""
    terms, past, rows = Terms.of(settings), pasts(desk.store, now), []
    for site in sites:
        until = now + ahead
        coming = list(planned_runs(terms, site, past(site.code), now, until))
        coming = coming or [next_due(terms, site, past(site.code), now)]
        rows += [(site, due) for due in coming]
    return sorted(rows, key=lambda row: (row[1].at, row[0].code))


def _as_dict(site: AgencySite, due: Due) -> dict[str, Any]:
    return {
        "at": due.at.isoformat(timespec="seconds"),
        "agency": site.code,
        "name": site.name,
        "why": due.why.word,
        "window_opens": next_window(site.window, due.at.date()).opens.isoformat(),
    }


def _tell(
    voice: Voice, rows: list[tuple[AgencySite, Due]], limit: int, now: datetime, sites: tuple[AgencySite, ...]
) -> None:
    for site, due in rows[: limit or None]:
        at = voice.pick("ทันที", "at once") if due.at <= now else moment(voice, due.at)
        voice.answer(
            f"{at:<22} {site.code:<24} {site.name or site.url}  ({voice.pick(due.why.thai, due.why.english)})"
        )
    if limit and len(rows) > limit:
        left = len(rows) - limit
        voice.answer(
            voice.pick(f"... และอีก {left} ครั้ง (--limit 0 แสดงทั้งหมด)", f"... and {left} more (--limit 0 shows all)")
        )
    if over := [site for site in sites if site.window and site.window.closes < now.astimezone(BANGKOK).date()]:
        voice.warn(
            f"{len(over)} หน่วยงานมี window ที่ผ่านไปแล้ว จึงถือว่าเปิดวันเดิมของปีถัดไป โปรดแก้ในไฟล์รายชื่อ เช่น {over[0].code}",
            f"the window of {len(over)} agencies is over, and taken to come again a year later: {over[0].code}",
        )
