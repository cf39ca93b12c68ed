"""The last scans of every agency, one after the other: at a glance, and whole only where people said something."""

from collections.abc import Callable, Iterator
from typing import Final

from oitcrawl.model.glance import Course, Glance, glance
from oitcrawl.model.scan import AgencyScan
from oitcrawl.store.glances import Numbered
from oitcrawl.store.scans import Store

Hear = Callable[[AgencyScan], AgencyScan]
_KNOWN: Final = 4  # scans: what two of the last say in a row is told from what only the newest says


def courses(store: Store, hear: Hear) -> Iterator[Course]:
    """The last scans of each agency that has any, by its code; read as they are asked for.

    Args:
        store: where the scans are.
        hear: gives a scan with people's words in it.

    Raises:
        StoreError: the database cannot be read, or a scan in it.
    """
    reviewed, dark = store.reviews.agencies(), store.runs.dark()
    cut_off = store.runs.cut_off()
    for found in store.glances.newest(_KNOWN):
        now = _led_to(store, found[0])
        told = (now, *_earlier(store, now, found))
        if now[1].agency.code in reviewed:
            told = tuple(_heard(store, one, hear) for one in told)
        code = found[0][1].agency.code
        yield Course(
            now=told[0][1],
            earlier=tuple(one for _, one in told[1:]),
            dark=dark.get(code),
            cut_off=cut_off.get(code),
        )


def _led_to(store: Store, newest: Numbered) -> Numbered:
    """The scan whose report ``latest`` leads to, where the newest one has a report apart."""
    while (number := newest[1].judged_from) is not None and _is_apart(store, newest[1]):
        visit = store.glances.of(number)
        if visit is None:
            break
        newest = (number, visit)
    return newest


def _is_apart(store: Store, scan: Glance) -> bool:
    """Whether a scan judged again asks something else than the visit that it goes back to."""
    visit: Glance | None = scan
    while visit is not None and visit.judged_from is not None:
        visit = store.glances.of(visit.judged_from)
    return visit is None or (visit.edition, visit.fiscal_year) != (scan.edition, scan.fiscal_year)


def _earlier(store: Store, now: Numbered, found: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    """The scans before ``now``; the same visit judged again is none."""
    earlier = tuple(one for one in found if one[1].finished < now[1].finished)
    if earlier or len(found) == 1:
        return earlier
    before = store.glances.before(now[1].agency.code, now[1].finished)
    return () if before is None else (before,)


def _heard(store: Store, numbered: Numbered, hear: Hear) -> Numbered:
    scan = store.scan(numbered[0])
    return numbered if scan is None else (numbered[0], glance(hear(scan)))
