"""Which scans are kept, and of which all that can be judged again: a rule on days, without a database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

_WEEKLY: Final = timedelta(days=365)  # for which one scan of each week is kept; then one of each month


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """For how long what is kept.

    Attributes:
        today: the day on which is pruned, UTC.
        scans: days for which every scan is kept.
        evidence: days for which texts and pictures of evidence of passed and reviewed items are kept.
        bodies: days for which all other texts are kept.
    """

    today: date
    scans: int = 30
    evidence: int = 730
    bodies: int = 90

    def before(self, days: int) -> str:
        """The day, as ISO text, before which something is older than ``days``."""
        return (self.today - timedelta(days=days)).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is to be known of a scan.

    Attributes:
        number: of the scan.
        finished: a moment as ISO text, UTC.
        source: the scan whose harvest it has; None where none is kept.
        judged_from: the scan that was judged again.
    """

    number: int
    agency: str
    finished: str
    partial: bool
    source: int | None = None
    judged_from: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes and what stays.

    Attributes:
        drop: scans that go.
        strip: scans that stay, while what they brought home goes.
        sources: scans whose harvest stays.
        past: scans that stay without a harvest: their evidence is kept for itself.
        newest: the greatest number of all; what came later is none of the plan's business.
    """

    drop: set[int] = field(default_factory=set)
    strip: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    past: set[int] = field(default_factory=set)
    newest: int = 0


def plan(
    scans: Iterable[Facts], terms: Terms, *, built_on: Collection[int] = (), rest_on: Collection[int] = ()
) -> Plan:
    """What retention asks for.

    The last whole scan of each agency stays with all of it, whatever its age.

    Args:
        scans: all that are kept.
        terms: for how long what is kept.
        built_on: scans that the next night builds upon: they stay with all of them too.
        rest_on: scans that a person's word is about: they stay, though not all of their texts.
    """
    all_of_them = list(scans)
    last = _last_ones(all_of_them) | set(built_on)
    newest = max((one.number for one in all_of_them), default=0)  # its number must not be given to another scan
    made = Plan(newest=newest)
    chosen = set(_chosen(all_of_them, terms)) | last | set(rest_on) | {newest}
    whole = terms.before(terms.bodies)
    for one in all_of_them:
        if one.number in chosen and one.source is not None and (one.finished >= whole or one.number in last):
            made.sources.add(one.source)
    for one in all_of_them:
        if one.number not in chosen | made.sources:
            made.drop.add(one.number)
        elif one.source in made.sources and (one.finished >= whole or one.number in last):
            continue
        else:
            made.past.add(one.number)
            if one.source is not None:
                made.strip.add(one.number)
    return made


def _last_ones(scans: Iterable[Facts]) -> set[int]:
    """The last whole scan of each agency, and the last of an agency that has no whole one."""
    best: dict[str, Facts] = {}
    for one in scans:
        other = best.get(one.agency)
        if other is None or _rank(one) > _rank(other):
            best[one.agency] = one
    return {one.number for one in best.values()}


def _rank(one: Facts) -> tuple[bool, str, int]:
    return not one.partial, one.finished, one.number


def _chosen(scans: Iterable[Facts], terms: Terms) -> Iterator[int]:
    """Young scans, and of older ones the last whole one of each week or month."""
    young = terms.before(terms.scans)
    spans: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for one in scans:
        if one.finished >= young:
            yield one.number
        elif not one.partial:
            spans[one.agency, _span(date.fromisoformat(one.finished[:10]), terms.today)].append(one)
    for several in spans.values():
        yield max(several, key=_rank).number


def _span(day: date, today: date) -> str:
    if today - day > _WEEKLY:
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week}"
