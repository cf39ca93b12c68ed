"""What to fix, in which order, what it wins and what kind of work it is. Calm."""

from dataclasses import dataclass

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan, Cost, Effort
from oitcrawl.report.cards import steps
from oitcrawl.report.links import anchor
from oitcrawl.report.safe import prose
from oitcrawl.report.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FixView:
    """One line of the fix list.

    Attributes:
        lacking: the labels that ``because`` does not name already.
        effort: the kind of work; empty when it is not known.
        gain: points of the OIT that it may win; empty when that is not known.
        gain_total: and of the total; may be empty too.
    """

    item: str
    anchor: str
    title: str
    status: str
    word: str
    because: str
    lacking: tuple[str, ...]
    advice: tuple[str, ...]
    owner: str
    effort: str
    gain: str
    gain_total: str
    open_text: str


def to_fix(scan: AgencyScan) -> list[ItemFinding]:
    """Items with gaps: the most points per unit of work first; where that is not known, the worst status first."""
    order = {one.item: number for number, one in enumerate(scan.summary.costs)}
    gaps = [item for item in scan.items if item.status.is_gap]
    return sorted(gaps, key=lambda item: (order.get(item.item, len(order)), -item.status.rank))


def fixes(scan: AgencyScan, words: Words) -> tuple[FixView, ...]:
    """The fix list."""
    return tuple(_fix(item, scan.summary.cost(item.item), words) for item in to_fix(scan))


def fixes_lead(scan: AgencyScan, words: Words) -> str:
    """How the list is ordered, and what its points are worth."""
    if not scan.summary.costs:
        return words("fixes.lead_plain")
    return " ".join(filter(None, (words("fixes.lead"), off_by(scan, words))))


def off_by(scan: AgencyScan, words: Words) -> str:
    """How far the estimate was off real score tables; empty where none is known."""
    worst = max((one.error for one in scan.summary.trials), default=None)
    return "" if worst is None else words("estimate.error", points=f"{worst:.1f}")


def effort_word(cost: Cost | None, words: Words) -> str:
    """What kind of work an item waits for; empty when it waits for none, or nobody knows."""
    if cost is None or cost.effort is Effort.NONE:
        return ""
    return words(f"effort.{cost.effort.value}", parts=cost.parts)


def gain_words(cost: Cost | None, words: Words) -> tuple[str, str]:
    """What the OIT and the total gain when this item alone is found; empty where that is nothing or not known."""
    if cost is None or not cost.gain_low:
        return "", ""
    total = "" if cost.ita_points is None else words("fixes.gain_total", points=f"{cost.ita_points:.1f}")
    return words("fixes.gain", points=f"{cost.gain_low:.1f}"), total


def _fix(item: ItemFinding, cost: Cost | None, words: Words) -> FixView:
    gain, gain_total = gain_words(cost, words)
    unnamed = tuple(label for label in item.lacking if label not in item.because)
    return FixView(
        item=item.item,
        anchor=anchor(item.item),
        title=item.title,
        status=item.status.value,
        word=words.status(item.status),
        because=prose(item.because),
        lacking=unnamed if item.status is Status.INCOMPLETE else (),
        advice=steps(item.advice),
        owner=item.owner or words("owner.none"),
        effort=effort_word(cost, words),
        gain=gain,
        gain_total=gain_total,
        open_text=words("fixes.open", item=item.item),
    )
