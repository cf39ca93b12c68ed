"""``oitcrawl scan --due``: what is due and nothing else; and what a second start says, and a start after a crash."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from oitcrawl.cli.console import Voice
from oitcrawl.compose import Desk, Order
from oitcrawl.compose.several import Crew, unwritten
from oitcrawl.errors import OwnFailure
from oitcrawl.fleet.due import BANGKOK, Due, Terms, awake, next_due
from oitcrawl.fleet.ledger import clear_up, pasts
from oitcrawl.fleet.night import Close, Night, utc_now
from oitcrawl.fleet.night import scan_due as scan_all_due
from oitcrawl.fleet.turn import Turn, take_turn
from oitcrawl.store.locks import Holder
from oitcrawl.thai.calendar import thai_date

AHEAD: Final = timedelta(hours=1)  # what is due within it is done too: cron and our night need not begin together


def scan_due(
    desk: Desk,
    orders: Sequence[Order],
    voice: Voice,
    close: Close,
    *,
    at_once: int,
    on_start: Callable[[Callable[[], None]], None],
) -> int:
    """Scan what is due of ``orders``; 130 when stopped, 4 when an earlier report is still lacking, else 0.

    Raises:
        StoreError: the database cannot be used.
    """
    turn = ask_for_turn(desk, voice, "oitcrawl scan --due")
    if turn is None:
        return 0
    with turn:
        left = tell_left(desk, voice, turn)
        terms = replace(Terms.of(desk.settings), spread=timedelta())  # one after the other spreads them already
        now = utc_now()
        plan = _plan(desk, orders, terms, now)
        ripe = [(order, due) for order, due in plan if due.at <= now + AHEAD and awake(terms, "", now) == now]
        _tell_plan(voice, plan, len(ripe))
        if not ripe:
            return left
        with voice.progress(voice.pick(f"{len(ripe)} หน่วยงาน", f"{len(ripe)} agencies")) as progress:
            crew = Crew(desk.settings, desk.store, at_once=at_once, progress=progress)
            night = Night(desk=desk, crew=crew, terms=terms, token=turn.token, close=close, keep_partial=True)
            turn.on_lost(lambda: lost(voice))
            asyncio.run(scan_all_due(night, ripe, on_start))
    return 130 if crew.stopped else left


def ask_for_turn(desk: Desk, voice: Voice, what: str) -> Turn | None:
    """The lock of the night; None when somebody else holds it, which is said.

    Raises:
        StoreError: the database cannot be used.
    """

    def waiting(holder: Holder) -> None:
        voice.say(f"รอดูว่า {_who(holder)[0]} ยังทำงานอยู่หรือไม่ (ไม่เกินหนึ่งนาที)", f"looking whether {_who(holder)[1]} lives")

    turn = take_turn(desk.store.locks, what, waiting=waiting)
    if isinstance(turn, Turn):
        return turn
    thai, english = _who(turn)
    voice.say(f"{thai} ทำงานอยู่แล้ว จึงไม่ต้องทำซ้ำ", f"{english} is at it already: nothing to do")
    return None


def tell_left(desk: Desk, voice: Voice, turn: Turn) -> int:
    """Clear up after a program that died: say what is gone on with, and write reports that are lacking.

    Returns:
        0, or 4 when one of them could not be written.

    Raises:
        StoreError: the database cannot be used.
    """
    left = clear_up(desk.store, turn.token)
    if turn.before is not None:
        thai, english = _who(turn.before)
        voice.say(
            f"{thai} หยุดไปโดยไม่ได้ปิดงาน จึงทำต่อแทน (ค้าง {len(left.again)} หน่วยงาน)",
            f"{english} ended without a word: going on in its place ({len(left.again)} scans under way)",
        )
    return write_lacking(desk, voice)


def write_lacking(desk: Desk, voice: Voice, before: datetime | None = None) -> int:
    """Write the reports that could not be written, of runs begun before ``before``; 0, or 4 when one still cannot be.

    Raises:
        StoreError: the database cannot be used.
    """
    written = code = 0
    for run, number in desk.store.runs.unreported():
        if before is not None and run.started >= before:
            continue
        try:
            desk.rewrite(number)
            written += 1
            voice.say(f"{run.agency}: เขียนรายงานที่ค้างแล้ว", f"{run.agency}: the report that was lacking is written")
        except Exception as raised:  # noqa: BLE001 - one agency's report must not cost the others their night
            error = unwritten(run.agency, raised)
            voice.warn(f"{run.agency}: {error}", f"{run.agency}: {error.en or error}")
            code = OwnFailure.exit_code
    if written:
        desk.publish_overview()
    return code


def lost(voice: Voice) -> None:
    """Say that another program took the lock from us."""
    voice.warn(
        "โปรแกรมอื่นเข้ามาทำแทนเพราะเครื่องนี้เงียบไปนาน จึงหยุด",
        "another program took over, as this one gave no sign of life for long: stopping",
    )


def moment(voice: Voice, at: datetime) -> str:
    """A moment as people read it, in Bangkok time."""
    local = at.astimezone(BANGKOK)
    return voice.pick(f"{thai_date(local.date())} {local:%H:%M} น.", f"{local:%Y-%m-%d %H:%M}")


def _plan(desk: Desk, orders: Sequence[Order], terms: Terms, now: datetime) -> list[tuple[Order, Due]]:
    past = pasts(desk.store, now)
    return [(order, next_due(terms, order.site, past(order.site.code), now)) for order in orders]


def _tell_plan(voice: Voice, plan: Sequence[tuple[Order, Due]], ripe: int) -> None:
    if ripe:
        voice.say(f"ถึงกำหนด {ripe} จาก {len(plan)} หน่วยงาน", f"{ripe} of {len(plan)} agencies are due")
        return
    at = moment(voice, min(due.at for _, due in plan))
    voice.say(f"ยังไม่มีหน่วยงานใดถึงกำหนด ครั้งถัดไป {at}", f"nothing is due; the next scan is at {at}")


def _who(holder: Holder) -> tuple[str, str]:
    since = holder.since.astimezone(BANGKOK)
    place = f"{holder.machine} pid {holder.pid}"
    return (
        f"{holder.what} ({place} ตั้งแต่ {thai_date(since.date())} {since:%H:%M} น.)",
        f"{holder.what} ({place}, since {since:%Y-%m-%d %H:%M})",
    )
