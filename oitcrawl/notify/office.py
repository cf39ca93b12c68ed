"""The office of announcements: all that one round needs, from settings, the agencies file and the store."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from oitcrawl.agencies import load_agencies, written_agencies
from oitcrawl.compose import Desk
from oitcrawl.errors import SettingsError
from oitcrawl.notify.health import Limits, Trouble
from oitcrawl.notify.news import Calendar
from oitcrawl.notify.recipients import recipients
from oitcrawl.notify.round import Item, Manner, Result, Tools, clear_up, deliver, plan
from oitcrawl.notify.situation import Noise
from oitcrawl.notify.situations import look
from oitcrawl.report.words import in_thailand
from oitcrawl.settings import Settings
from oitcrawl.store.announcements import Announcement

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FAR: Final = 366  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round did, or would do.

    Attributes:
        planned: what was to be sent.
        results: what became of it; nothing in a dry run.
        troubles: why news of agencies are held back.
        unsure: messages of an earlier round that died while it sent them.
        followed: recipients that the agencies file names.
    """

    planned: tuple[Item, ...]
    results: tuple[Result, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    unsure: tuple[Announcement, ...] = ()
    followed: int = 0


def announce(
    desk: Desk, file: Path, tools: Tools, *, codes: Collection[str] | None = None, dry_run: bool = False
) -> Round:
    """One round: look, plan, and unless it is a dry run send.

    To be called by the holder of the lock: see ``round.turn``.

    Args:
        desk: with the store and the settings.
        file: the agencies file.
        tools: what sends.
        codes: of agencies; None for all.
        dry_run: only say what would be sent: nothing is written and no secret looked up.

    Raises:
        SettingsError: the agencies file or a setting is wrong.
        StoreError: the database cannot be read or written.
    """
    manner, now = manner_of(desk.settings, tools.clock()), tools.clock()
    sites = [site for site in load_agencies(file) if codes is None or site.code in codes]
    who = recipients(written_agencies(file), sites)
    unsure = desk.store.announcements.left() if dry_run else clear_up(desk.store, now)
    seen = look(desk.store, desk.heard, sites, noise_of(desk.settings), limits_of(desk.settings), now)
    planned = plan(desk.store, who, seen, manner, now)
    return Round(
        planned=planned,
        results=() if dry_run else tuple(deliver(desk.store, planned, manner, tools)),
        troubles=seen.troubles,
        unsure=unsure,
        followed=len(who),
    )


def manner_of(settings: Settings, now: datetime) -> Manner:
    """How it is announced.

    Raises:
        SettingsError: a setting is wrong.
    """
    weekday = None if settings.notify_weekday == "never" else _DAYS.index(settings.notify_weekday)
    return Manner(
        calendar=Calendar(
            today=in_thailand(now).date(), weekday=weekday, days=_window_days(settings.notify_window_days)
        ),
        lang=settings.lang,
        base=_base(settings.report_url),
        most=settings.notify_max_chars,
        mail=settings.notify_mail,
        tries=settings.notify_tries,
        pause=settings.notify_retry_seconds,
    )


def noise_of(settings: Settings) -> Noise:
    """What is noise."""
    return Noise(confirm=settings.confirm_scans, swings=settings.flap_changes, days=settings.flap_days)


def limits_of(settings: Settings) -> Limits:
    """What may be wrong with us without a halt."""
    return Limits(
        unreachable_percent=settings.halt_unreachable_percent,
        unreachable_least=settings.halt_unreachable_least,
        disk_mb=settings.halt_disk_mb,
        clock=timedelta(minutes=settings.halt_clock_minutes),
    )


def _window_days(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    days = [int(part) for part in parts if part.isascii() and part.isdecimal() and 0 < int(part) <= _FAR]
    if len(days) == len(parts):
        return tuple(sorted(set(days), reverse=True))
    raise SettingsError(
        f"notify_window_days = {text!r} ใช้ไม่ได้",
        cure='เขียนจำนวนวันคั่นด้วยจุลภาค เช่น "60,30,7,1"',
        en=f'notify_window_days = {text!r}: write days parted by commas, such as "60,30,7,1"',
    )


def _base(text: str) -> str:
    if not text or (text.startswith(("http://", "https://")) and "@" not in text and not any(map(str.isspace, text))):
        return text
    raise SettingsError(
        "report_url ใช้ไม่ได้",
        cure="เขียนแบบ https://oit.example.go.th/reports โดยไม่มีชื่อผู้ใช้หรือรหัสผ่าน",
        en="report_url: write it like https://oit.example.go.th/reports, without user or password",
    )
