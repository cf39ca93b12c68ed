"""How a site came here: a strip of scans for each item, and one picture of found, gaps and estimate. Calm."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from oitcrawl.model.finding import Status
from oitcrawl.model.outline import Outline
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.history import Past, Stand, stands
from oitcrawl.report.links import anchor
from oitcrawl.report.words import Words, in_thailand

STRIP: Final = 12  # scans of a strip
ROWS: Final = 12  # scans of the table below the picture
_WIDTH, _HEIGHT = 1000.0, 200.0  # units of a picture; the page stretches it, its lines keep their width
_RUNS: Final = 3
_SAYS_NOTHING: Final = 99.9  # points: an estimate this wide is none


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One scan in a strip: the status, whether it was the first for other rules, whether it still waits."""

    status: str
    other_rules: bool
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StripView:
    """The last scans of one item, the oldest first; ``said`` tells the same in words, ``stands`` what counts."""

    cells: tuple[CellView, ...]
    said: str
    stands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line of a picture: points of a polyline, its name and its last value in words; ``end`` its last point."""

    key: str
    name: str
    value: str
    points: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One scan in the table below the picture."""

    day: str
    found: int
    gaps: int
    unseen: int
    estimate: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailView:
    """The past of a scan.

    Attributes:
        strips: by anchor of the item.
        lines: how many items are found, wrong, unseen; empty when there are fewer than two scans.
        band: points of a polygon, the estimate between worst and best case; empty where too few are known.
        band_value: the last estimate in words.
        turns: places (of 1,000) where other rules began.
        top: items in all, the upper end of the scale.
        first, last: the days of both ends.
        told: the picture in words.
        rows: the newest first.
    """

    strips: Mapping[str, StripView]
    lines: tuple[LineView, ...]
    band: str
    band_value: str
    turns: tuple[float, ...]
    top: int
    first: str
    last: str
    told: str
    rows: tuple[RowView, ...]
    rows_title: str
    cut: str


def trail(scan: AgencyScan, past: Past, words: Words) -> TrailView | None:
    """The past of ``scan``; None when it is the first that asked what it asks."""
    kin = past.kin
    if len(kin) < 2:  # noqa: PLR2004 - one scan is no history
        return None
    places = _places(kin)
    known = [place for place in zip(places, kin, strict=True) if _tells(place[1])]
    counts = (("found", lambda one: one.found), ("gaps", lambda one: one.gaps), ("unseen", lambda one: one.unseen))
    return TrailView(
        strips=_strips(scan, past, words),
        lines=tuple(_line(key, count, kin, places, words) for key, count in counts),
        band=_band(known) if len(known) > 1 else "",
        band_value=_estimate(kin[-1], words),
        turns=tuple(
            place for place, one, was in zip(places[1:], kin[1:], kin, strict=False) if one.terms != was.terms
        ),
        top=len(kin[-1].marks),
        first=words.short_date(_day(kin[0])),
        last=words.short_date(_day(kin[-1])),
        told=_told(kin, words),
        rows=tuple(_row(kin, number, words) for number in range(len(kin) - 1, max(len(kin) - 1 - ROWS, -1), -1)),
        rows_title=words("trail.rows", count=min(len(kin), ROWS)),
        cut=words("trail.rows_cut", count=f"{len(kin) - ROWS:,}") if len(kin) > ROWS else "",
    )


def _strips(scan: AgencyScan, past: Past, words: Words) -> dict[str, StripView]:
    walked = stands(past.kin, past.confirm)
    strips = {}
    for item in scan.items:
        story = walked.get(item.slug, ())
        if story and sum(one.said is not None for one in story) > 1:
            strips[anchor(item.item)] = _strip(past.kin[-STRIP:], story[-STRIP:], words)
    return strips


def _strip(kin: Sequence[Outline], story: Sequence[Stand], words: Words) -> StripView:
    seen = [(one, stand) for one, stand in zip(kin, story, strict=True) if stand.said is not None]
    cells = tuple(
        CellView(
            status=stand.said.value if stand.said else "",
            other_rules=number > 0 and one.terms != seen[number - 1][0].terms,
            waits=stand.waiting is not None and stand.said is stand.waiting,
        )
        for number, (one, stand) in enumerate(seen)
    )
    return StripView(cells=cells, said=_runs(seen, words), stands=_stands(story[-1], len(seen), words))


def _runs(seen: Sequence[tuple[Outline, Stand]], words: Words) -> str:
    """The statuses in words, the newest run first: ``พบครบถ้วน 3 ครั้ง (1–3 เม.ย. 2568)``."""
    runs = [list(some) for _, some in groupby(seen, key=lambda one: one[1].said)]
    told = [_run(some, words) for some in reversed(runs[-_RUNS:])]
    return words("trail.strip", count=len(seen), runs=words("trail.before").join(told))


def _run(some: Sequence[tuple[Outline, Stand]], words: Words) -> str:
    status = some[0][1].said or Status.UNVERIFIED
    since = words.short_date(_day(some[0][0]))
    return words("trail.run", status=words.status(status), count=len(some), date=since)


def _stands(stand: Stand, count: int, words: Words) -> str:
    """What counts of an item's past, in one line."""
    if stand.blind and stand.settled is not None:
        return words("trail.blind", count=stand.blind, status=words.status(stand.settled))
    if stand.waiting is not None and stand.settled is not None:
        return words("trail.waiting", before=words.status(stand.settled))
    if stand.stepped is not None:
        return words("trail.settled", before=words.status(stand.stepped))
    return words("trail.same", count=count) if stand.since is None else _since(stand, words)


def _since(stand: Stand, words: Words) -> str:
    return words("trail.since", date=words.short_date(stand.since)) if stand.since else ""


def _places(kin: Sequence[Outline]) -> list[float]:
    """Where each scan stands from left (0) to right (1,000): by time, or in even steps where all is within a day."""
    first, span = kin[0].finished, (kin[-1].finished - kin[0].finished).total_seconds()
    if span < 86_400:  # noqa: PLR2004 - seconds of a day
        return [round(_WIDTH * number / (len(kin) - 1), 1) for number in range(len(kin))]
    return [round(_WIDTH * (one.finished - first).total_seconds() / span, 1) for one in kin]


def _line(
    key: str, count: Callable[[Outline], int], kin: Sequence[Outline], places: Sequence[float], words: Words
) -> LineView:
    heights = [_height(count(one), len(one.marks)) for one in kin]
    points = " ".join(f"{place:g},{height:g}" for place, height in zip(places, heights, strict=True))
    return LineView(
        key=key,
        name=words(f"trail.{key}"),
        value=words("trail.items", count=count(kin[-1])),
        points=points,
        end=f"{places[-1]:g},{heights[-1]:g}",
    )


def _height(count: float, top: float) -> float:
    return round(_HEIGHT - _HEIGHT * count / (top or 1), 1)


def _tells(one: Outline) -> bool:
    return one.estimate.high - one.estimate.low < _SAYS_NOTHING


def _band(known: Sequence[tuple[float, Outline]]) -> str:
    above = [f"{place:g},{_height(one.estimate.high, 100):g}" for place, one in known]
    below = [f"{place:g},{_height(one.estimate.low, 100):g}" for place, one in reversed(known)]
    return " ".join(above + below)


def _estimate(one: Outline, words: Words) -> str:
    if not _tells(one):
        return words("estimate.unknown")
    low, high = f"{one.estimate.low:.1f}", f"{one.estimate.high:.1f}"
    return low if low == high else f"{low}–{high}"


def _told(kin: Sequence[Outline], words: Words) -> str:
    """The picture in words, for whoever does not see it."""
    first, last = kin[0], kin[-1]
    return words(
        "trail.told",
        count=f"{len(kin):,}",
        first=words.date(_day(first)),
        last=words.date(_day(last)),
        found=_step(first.found, last.found, words),
        gaps=_step(first.gaps, last.gaps, words),
        unseen=_step(first.unseen, last.unseen, words),
        before=_estimate(first, words),
        after=_estimate(last, words),
    )


def _step(first: int, last: int, words: Words) -> str:
    return words("trail.step", first=first, last=last) if first != last else words("trail.step_same", last=last)


def _row(kin: Sequence[Outline], number: int, words: Words) -> RowView:
    one, was = kin[number], kin[number - 1] if number else None
    notes = (
        (one.judged_from is not None, words("trail.rejudged", number=one.judged_from)),
        (was is not None and was.terms != one.terms, words("trail.other_rules")),
    )
    return RowView(
        day=words.moment(one.finished),
        found=one.found,
        gaps=one.gaps,
        unseen=one.unseen,
        estimate=_estimate(one, words),
        note=" · ".join(text for holds, text in notes if holds),
    )


def _day(one: Outline) -> date:
    return in_thailand(one.finished).date()
