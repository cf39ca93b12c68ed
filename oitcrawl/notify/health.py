"""Is the fault ours? Many agencies lost at once, a wrong clock, a full disk: then nothing is announced. Calm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from oitcrawl.store.runs import Run, RunOutcome

DAY: Final = timedelta(hours=24)
_KNOWN_GOOD: Final = timedelta(days=7)  # an agency that was read so lately is lost when it cannot be read now
_EARLIEST: Final = datetime(2025, 1, 1, tzinfo=UTC)  # before that there was no such program: the clock was reset
_BAD: Final = frozenset({RunOutcome.UNREADABLE, RunOutcome.FAILED, RunOutcome.DIED})


class Ailment(StrEnum):
    """What is wrong with us."""

    UNREACHABLE = "unreachable"
    CLOCK = "clock"
    DISK = "disk"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, in Thai and English, with what is to be done."""

    ailment: Ailment
    thai: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be wrong without a halt; see the settings of the same names."""

    unreachable_percent: int = 30
    unreachable_least: int = 5
    disk_mb: int = 500
    clock: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What is known of ourselves.

    Attributes:
        now: by the clock of this machine.
        newest: the latest moment that the store knows of; None where it knows none.
        server: the time of the database server; None where the database is a file.
        free_mb: free megabytes on the disk of the data; None where that cannot be told.
        tried: agencies whose scan was tried in the last day.
        lost: those of them that could be read before, and not now.
    """

    now: datetime
    newest: datetime | None = None
    server: datetime | None = None
    free_mb: int | None = None
    tried: int = 0
    lost: int = 0


def troubles(pulse: Pulse, limits: Limits) -> tuple[Trouble, ...]:
    """Why nothing is to be announced now; nothing when all is well."""
    found = (_unreachable(pulse, limits), _clock(pulse, limits), _disk(pulse, limits))
    return tuple(one for one in found if one is not None)


def lost_among(
    runs: Iterable[Run], good: Mapping[str, datetime], now: datetime
) -> tuple[frozenset[str], frozenset[str]]:
    """Agencies tried in the last day, and those of them that were read lately and are not now.

    Args:
        runs: the oldest first.
        good: by agency, when its last whole scan was begun.
        now: the time.
    """
    last = {run.agency: run for run in runs if run.started > now - DAY and run.outcome is not RunOutcome.RUNNING}
    lost = {
        code
        for code, run in last.items()
        if run.outcome in _BAD and code in good and now - _KNOWN_GOOD < good[code] < run.started
    }
    return frozenset(last), frozenset(lost)


def dark_since(runs: Sequence[Run], confirm: int) -> dict[str, datetime]:
    """Agencies of whose websites nothing could be read ``confirm`` times in a row, and since when.

    Args:
        runs: the oldest first; those that say nothing of the website are passed over.
        confirm: how often.
    """
    dark: dict[str, list[datetime]] = {}
    for run in runs:
        if run.outcome is RunOutcome.UNREADABLE:
            dark.setdefault(run.agency, []).append(run.started)
        elif run.outcome in {RunOutcome.GOOD, RunOutcome.UNREPORTED, RunOutcome.PARTIAL}:
            dark.pop(run.agency, None)
    return {code: times[0] for code, times in dark.items() if len(times) >= confirm}


def _unreachable(pulse: Pulse, limits: Limits) -> Trouble | None:
    if pulse.lost < limits.unreachable_least or pulse.lost * 100 < limits.unreachable_percent * pulse.tried:
        return None
    return Trouble(
        Ailment.UNREACHABLE,
        f"อ่านเว็บไซต์ไม่ได้พร้อมกัน {pulse.lost:,} จาก {pulse.tried:,} หน่วยงาน — ตรวจเครือข่าย DNS และไฟร์วอลล์ของเครื่องนี้",
        f"{pulse.lost:,} of {pulse.tried:,} websites were lost at once"
        " — look at the network, the DNS and the firewall of this machine",
    )


def _clock(pulse: Pulse, limits: Limits) -> Trouble | None:
    behind = pulse.now < _EARLIEST or (pulse.newest is not None and pulse.now < pulse.newest - limits.clock)
    apart = pulse.server is not None and abs(pulse.now - pulse.server) > limits.clock
    if not behind and not apart:
        return None
    told = f"{pulse.now:%Y-%m-%d %H:%M} UTC"
    other = pulse.server if apart else pulse.newest
    beside = f" ({other:%Y-%m-%d %H:%M} UTC)" if other else ""
    return Trouble(
        Ailment.CLOCK,
        f"นาฬิกาของเครื่องนี้ ({told}) ไม่ตรงกับข้อมูลที่เก็บไว้{beside} — ตั้งเวลาให้ถูกต้อง เช่น เปิด NTP",
        f"the clock of this machine ({told}) contradicts the store{beside} — set it right, by NTP for one",
    )


def _disk(pulse: Pulse, limits: Limits) -> Trouble | None:
    if pulse.free_mb is None or pulse.free_mb >= limits.disk_mb:
        return None
    return Trouble(
        Ailment.DISK,
        f"พื้นที่ว่างเหลือ {pulse.free_mb:,} MB — ลบของเก่าด้วย oitcrawl store prune แล้ว oitcrawl store vacuum หรือเพิ่มดิสก์",
        f"{pulse.free_mb:,} MB are free — oitcrawl store prune, then oitcrawl store vacuum, or a bigger disk",
    )
