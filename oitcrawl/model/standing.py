"""How the watch over many agencies stands: what is fresh, what is old, what fails and why. Frozen values."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

_EXIT_FINE: Final = 0
_EXIT_BEHIND: Final = 1
_EXIT_OURS: Final = 4


class State(StrEnum):
    """How an agency stands, the worst first."""

    NEVER = "never"  # no whole scan, ever
    FAILING = "failing"  # the last try brought none
    STALE = "stale"  # the last whole scan is older than wanted
    FINE = "fine"

    @property
    def words(self) -> tuple[str, str]:
        """The state in Thai and English."""
        return _WORDS[self]


_WORDS: Final = {
    State.NEVER: ("ยังไม่เคยตรวจสำเร็จ", "never scanned"),
    State.FAILING: ("ตรวจครั้งล่าสุดไม่สำเร็จ", "last try failed"),
    State.STALE: ("ผลเก่าเกินกำหนด", "stale"),
    State.FINE: ("ปกติ", "fine"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyStanding:
    """One agency.

    Attributes:
        code, name, group: as in the agencies file.
        good: when its last whole scan was begun; None without any.
        tried: when its last scan was begun that nobody sat beside, good or not; None where nobody wrote it down.
        cause: why that brought no whole scan, in one line; empty when it did.
        cut_off: when a scan was cut off after the last whole one; None where none was.
    """

    code: str
    name: str = ""
    group: str = ""
    state: State
    good: datetime | None = None
    tried: datetime | None = None
    cause: str = ""
    cut_off: datetime | None = None

    def age(self, now: datetime) -> timedelta | None:
        """Age of the last whole scan; None without any."""
        return None if self.good is None else now - self.good

    def as_dict(self, now: datetime) -> dict[str, Any]:
        """For JSON."""
        age = self.age(now)
        return {
            "code": self.code,
            "name": self.name,
            "group": self.group,
            "state": self.state.value,
            "last_good": self.good.isoformat() if self.good else None,
            "age_hours": round(age.total_seconds() / 3600, 1) if age is not None else None,
            "last_try": self.tried.isoformat() if self.tried else None,
            "cause": self.cause,
            "cut_off": self.cut_off.isoformat() if self.cut_off else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStanding:
    """What the queue of the fleet holds; see ``fleet.engine.Depth``."""

    waiting: int = 0
    later: int = 0
    running: int = 0
    failed: int = 0
    workers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something wrong with us, not with a website.

    Attributes:
        kind: ``clock``, ``disk``, ``unreachable``, ``queue``, ``report``.
        words: what and what to do, in Thai and English.
    """

    kind: str
    words: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How everything stands.

    Attributes:
        at: the moment of which this is told.
        version: of the program.
        agencies: the worst first.
        stale_days: days after which a whole scan counts as old.
        where: the store, for people.
        store_bytes: what it takes on the disk.
        free_bytes: free on the disk of the data; None where that cannot be told.
        queue: of the fleet; None where none is used.
        troubles: of our own.
    """

    at: datetime
    version: str
    agencies: tuple[AgencyStanding, ...] = ()
    stale_days: int = 3
    where: str = ""
    store_bytes: int = 0
    free_bytes: int | None = None
    queue: QueueStanding | None = None
    troubles: tuple[Trouble, ...] = ()

    def count(self, state: State) -> int:
        """Agencies in a state."""
        return sum(one.state is state for one in self.agencies)

    @property
    def behind(self) -> int:
        """Agencies that are not fine."""
        return len(self.agencies) - self.count(State.FINE)

    @property
    def oldest(self) -> AgencyStanding | None:
        """The agency whose last whole scan is the oldest; None without any."""
        return min((one for one in self.agencies if one.good), key=lambda one: one.good or self.at, default=None)

    @property
    def causes(self) -> tuple[tuple[str, int], ...]:
        """Why agencies fail, the most frequent first."""
        count: dict[str, int] = {}
        for one in self.agencies:
            if one.cause:
                count[one.cause] = count.get(one.cause, 0) + 1
        return tuple(sorted(count.items(), key=lambda pair: (-pair[1], pair[0])))

    def exit_code(self, tolerated: int = 0) -> int:
        """0 fine; 1 more agencies than ``tolerated`` are not; 4 something is wrong with us."""
        if self.troubles:
            return _EXIT_OURS
        return _EXIT_BEHIND if self.behind > tolerated else _EXIT_FINE

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "at": self.at.isoformat(),
            "version": self.version,
            "counts": {state.value: self.count(state) for state in State},
            "stale_days": self.stale_days,
            "oldest": self.oldest.as_dict(self.at) if self.oldest else None,
            "causes": [{"cause": cause, "agencies": count} for cause, count in self.causes],
            "store": {"where": self.where, "bytes": self.store_bytes},
            "disk": {"free_bytes": self.free_bytes},
            "queue": asdict(self.queue) if self.queue else None,
            "troubles": [{"kind": one.kind, "th": one.words[0], "en": one.words[1]} for one in self.troubles],
            "agencies": [one.as_dict(self.at) for one in self.agencies],
        }
