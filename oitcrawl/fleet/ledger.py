"""What became of each agency's scans so far, as the store has it, and what a program that died has left behind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from oitcrawl.fleet.due import Past
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import Store

OWNER: Final = "night:"  # before the token of a lock: runs of a queue are others' to clear up
DEATHS: Final = 3  # in a row, after which a scan is not begun again at once: it may be what kills its program
_BACK: Final = timedelta(days=10)
_KEPT: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a program that died has left behind.

    Attributes:
        again: runs whose scans are not kept; they are gone on with.
        unreported: (run, number of its scan) pairs: kept, and without a report until it is written.
    """

    again: tuple[Run, ...] = ()
    unreported: tuple[tuple[Run, int], ...] = ()


def pasts(store: Store, now: datetime, codes: Iterable[str] | None = None) -> Callable[[str], Past]:
    """A function that tells the past of an agency, by its code, as it is now.

    Raises:
        StoreError: the database cannot be read.
    """
    good = store.runs.last_good()
    runs: dict[str, list[Run]] = {}
    for run in store.runs.since(now - _BACK, codes):
        runs.setdefault(run.agency, []).append(run)
    return lambda code: _past(good.get(code), runs.get(code, []))


def clear_up(store: Store, token: str) -> Left:
    """Write down what became of runs whose program died; to be called by the holder of the night's lock.

    Args:
        store: of scans.
        token: of the lock that is held now.

    Raises:
        StoreError: the database cannot be read or written.
    """
    again = []
    for run in store.runs.under_way():
        if not run.holder.startswith(OWNER) or run.holder == OWNER + token:
            continue
        number = store.runs.scan_of(run.token)
        if number is None:
            store.runs.end(run.token, RunOutcome.DIED, "โปรแกรมหยุดกลางคัน")
            again.append(run)
        else:
            store.runs.end(run.token, RunOutcome.UNREPORTED, "โปรแกรมหยุดก่อนเขียนรายงาน")
    store.runs.forget(datetime.now(UTC) - _KEPT)
    return Left(again=tuple(again), unreported=store.runs.unreported())


def _past(good: datetime | None, runs: list[Run]) -> Past:
    """The past of one agency, its runs the oldest first."""
    later = [run for run in runs if good is None or run.started > good]
    last = later[-1] if later else None
    if last is None or last.outcome in {RunOutcome.RUNNING, RunOutcome.GOOD, RunOutcome.UNREPORTED}:
        return Past(good=good)
    deaths = 0
    for run in reversed(later):
        if run.outcome is not RunOutcome.DIED:
            break
        deaths += 1
    if last.outcome is RunOutcome.PARTIAL or 0 < deaths < DEATHS:
        return Past(good=good, cut=True)
    return Past(good=good, tried=last.started)
