"""Items across the fleet: which one most agencies lack, and where; a map of items by agency or by province. Calm."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from oitcrawl.model.finding import Status
from oitcrawl.report.fleet import GAPS, LETTERS, UNKNOWN, Column
from oitcrawl.report.words import Words

FEW: Final = 120  # agencies of which each has a line of its own in the map
LISTED: Final = 300  # agencies of which every item lists those that lack it
_BAR: Final = 1000.0
_STEPS: Final = (25, 50, 75)  # per cent at which the map grows darker
_WAITING: Final = frozenset("AW" + UNKNOWN)  # asks nothing of the agency
_STATUS: Final = {letter: status for status, letter in LETTERS.items()}
_IN_BAR: Final = "MOIUNFWA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What the map and the table of items are made of: one agency's letters, already in the order of the columns."""

    name: str
    href: str
    province: str
    kind: str
    letters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A stretch of a bar, in thousandths."""

    status: str
    word: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item across the fleet.

    Attributes:
        number: of its column.
        gaps: agencies that lack it, ``share`` in per cent of the ``asked``.
        counts: agencies by status, in the order of the columns of the table.
        who: (name, href) of those that lack it; only in a small fleet.
    """

    number: int
    code: str
    title: str
    gaps: int
    asked: int
    share: int
    counts: tuple[int, ...]
    bar: tuple[PartView, ...]
    bar_text: str
    who: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One line of the map; each cell is (style, text), or (status, word) where the line is one agency."""

    name: str
    href: str
    note: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatView:
    """The map. ``by`` is ``agency``, ``province`` or ``kind``; ``text`` tells it in a sentence."""

    by: str
    head: str
    caption: str
    text: str
    columns: tuple[Column, ...]
    total: HeatRow | None
    rows: tuple[HeatRow, ...]


def items(
    plots: Sequence[Plot], columns: Sequence[Column], shown: Sequence[Status], words: Words
) -> tuple[ItemView, ...]:
    """Every item, the one that most agencies lack first."""
    views = [_item(number, column, plots, shown, words) for number, column in enumerate(columns)]
    return tuple(sorted(views, key=lambda one: (-one.gaps, -one.share, one.number)))


def heat(plots: Sequence[Plot], columns: tuple[Column, ...], words: Words) -> HeatView:
    """The map: a line for each agency of a small fleet, else one for each province, or kind where there is one."""
    by = _by(plots)
    rows = tuple(map(_agency_row(words), plots)) if by == "agency" else _share_rows(plots, by, words)
    total = None if by == "agency" else _share_row(words("over.heat_all"), plots, words)
    return HeatView(
        by=by,
        head=words(f"over.heat_by_{by}"),
        caption=words("over.heat_agencies" if by == "agency" else "over.heat_shares"),
        text=_told(plots, columns, words),
        columns=columns,
        total=total,
        rows=rows,
    )


def shares(counts: Iterable[tuple[Status, int]], words: Words) -> tuple[PartView, ...]:
    """A bar of these counts, without those that are nothing."""
    some = [(status, count) for status, count in counts if count]
    whole, start, views = sum(count for _, count in some) or 1, 0.0, []
    for status, count in some:
        width = _BAR * count / whole
        views.append(
            PartView(
                status=status.value,
                word=words.status(status),
                count=count,
                start=round(start, 1),
                width=round(width, 1),
            )
        )
        start += width
    return tuple(views)


def _item(number: int, column: Column, plots: Sequence[Plot], shown: Sequence[Status], words: Words) -> ItemView:
    counts = Counter(plot.letters[number] for plot in plots)
    gaps, asked = sum(counts[letter] for letter in GAPS), _asked(counts)
    bar = shares(((_STATUS[letter], counts[letter]) for letter in _IN_BAR), words)
    lacking = (plot for plot in plots if plot.letters[number] in GAPS) if len(plots) <= LISTED else ()
    return ItemView(
        number=number,
        code=column.code,
        title=column.title,
        gaps=gaps,
        asked=asked,
        share=_percent(gaps, asked),
        counts=tuple(counts[LETTERS[status]] for status in shown),
        bar=bar,
        bar_text=", ".join(f"{part.word} {part.count:,}" for part in bar),
        who=tuple((plot.name, plot.href) for plot in lacking),
    )


def _by(plots: Sequence[Plot]) -> str:
    if len(plots) <= FEW:
        return "agency"
    return "province" if len({plot.province for plot in plots}) > 1 else "kind"


def _agency_row(words: Words) -> Callable[[Plot], HeatRow]:
    told = {letter: (status.value, words.status(status)) for letter, status in _STATUS.items()}
    told[UNKNOWN] = ("none", words("over.heat_none"))
    return lambda plot: HeatRow(
        name=plot.name, href=plot.href, note="", cells=tuple(told[letter] for letter in plot.letters)
    )


def _share_rows(plots: Sequence[Plot], by: str, words: Words) -> tuple[HeatRow, ...]:
    groups: defaultdict[str, list[Plot]] = defaultdict(list)
    for plot in plots:
        groups[plot.province if by == "province" else plot.kind].append(plot)
    unnamed = words("over.none_named")
    worst = sorted(groups.items(), key=lambda pair: (-_lacking(pair[1]) / len(pair[1]), pair[0]))
    return tuple(_share_row(name or unnamed, some, words) for name, some in worst)


def _share_row(name: str, plots: Sequence[Plot], words: Words) -> HeatRow:
    cells = tuple(_cell(Counter(column)) for column in zip(*(plot.letters for plot in plots), strict=True))
    return HeatRow(name=name, href="", note=words("over.heat_count", count=f"{len(plots):,}"), cells=cells)


def _cell(counts: Counter[str]) -> tuple[str, str]:
    """How many of those that are asked lack it; nothing is said where half of them could not be seen."""
    asked = _asked(counts)
    if not asked:
        return "h-none", "–"
    if counts["U"] * 2 >= asked:
        return "h-blind", "?"
    percent = _percent(sum(counts[letter] for letter in GAPS), asked)
    return f"h-{sum(percent >= step for step in _STEPS) + (percent > 0)}", str(percent)


def _told(plots: Sequence[Plot], columns: Sequence[Column], words: Words) -> str:
    """The map in one sentence: the three items that most lack."""
    counts = [Counter(plot.letters[number] for plot in plots) for number in range(len(columns))]
    lacking = [(sum(one[letter] for letter in GAPS), -number) for number, one in enumerate(counts)]
    worst = [(count, -number) for count, number in sorted(lacking, reverse=True)[:3] if count]
    if not worst:
        return words("over.heat_calm")
    listed = ", ".join(f"{columns[at].code} ({_percent(count, _asked(counts[at]))}%)" for count, at in worst)
    return words("over.heat_told", items=listed)


def _asked(counts: Counter[str]) -> int:
    return counts.total() - sum(counts[letter] for letter in _WAITING)


def _lacking(plots: Sequence[Plot]) -> int:
    return sum(letter in GAPS for plot in plots for letter in plot.letters)


def _percent(part: int, whole: int) -> int:
    """Rounded, but neither none nor all unless it is."""
    if not part or not whole:
        return 0
    return 100 if part == whole else min(max(round(100 * part / whole), 1), 99)
