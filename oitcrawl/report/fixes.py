"""What to fix, in which order, what it wins and what kind of work it is. Calm."""

from dataclasses import dataclass

from oitcrawl.model.finding import ItemFinding, PlaceState, Status
from oitcrawl.model.scan import AgencyScan, Cost, Effort
from oitcrawl.report.due import DueView, Pressure, due_of, due_view
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.telling import Telling, telling
from oitcrawl.report.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FixView:
    """One line of the fix list.

    Attributes:
        lacking: the labels that ``because`` does not name already.
        effort: the kind of work; empty when it is not known.
        gain: points of the OIT that it may win; empty when that is not known.
        gain_total: and of the total; may be empty too.
        due: by when; None where no date is known.
        where: what to open to mend it: (what it is, address) pairs; none where the site offers nothing.
    """

    item: str
    anchor: str
    title: str
    status: str
    word: str
    told: Telling
    because: str
    lacking: tuple[str, ...]
    advice: tuple[str, ...]
    owner: str
    owned: bool
    effort: str
    gain: str
    gain_total: str
    due: DueView | None
    where: tuple[tuple[str, LinkView], ...]
    open_text: str


def to_fix(scan: AgencyScan) -> list[ItemFinding]:
    """Items with gaps: the most points per unit of work first; where that is not known, the worst status first."""
    order = {one.item: number for number, one in enumerate(scan.summary.costs)}
    gaps = [item for item in scan.items if item.status.is_gap]
    return sorted(gaps, key=lambda item: (order.get(item.item, len(order)), -item.status.rank))


def fixes(scan: AgencyScan, words: Words) -> tuple[FixView, ...]:
    """The fix list."""
    return tuple(_fix(item, scan, words) for item in to_fix(scan))


def also_today(made: tuple[FixView, ...]) -> tuple[FixView, ...]:
    """What has to begin now although it stands further down: fewer days are left than the work may take."""
    return tuple(fix for fix in made[1:] if fix.due is not None and fix.due.tone == Pressure.BEHIND)


def fixes_lead(scan: AgencyScan, words: Words) -> str:
    """How the list is ordered, and what its points are worth."""
    if not scan.summary.costs:
        return words("fixes.lead_plain")
    return " ".join(filter(None, (words("fixes.lead"), off_by(scan, words))))


def fixes_due(scan: AgencyScan, words: Words) -> str:
    """By when all of it must be done; empty where no window is known, or it is over."""
    opens, closes = scan.window_opens, scan.window_closes
    if opens is None or closes is None or scan.as_of > closes:
        return ""
    key, day = ("fixes.due", opens) if scan.as_of < opens else ("fixes.due_open", closes)
    return words(key, date=words.date(day), days=f"{(day - scan.as_of).days:,}")


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


def _fix(item: ItemFinding, scan: AgencyScan, words: Words) -> FixView:
    cost = scan.summary.cost(item.item)
    gain, gain_total = gain_words(cost, words)
    said = telling(item, words)
    unnamed = tuple(label for label in item.lacking if label not in item.because)
    return FixView(
        item=item.item,
        anchor=anchor(item.item),
        title=item.title,
        status=item.status.value,
        word=words.status(item.status),
        told=said,
        because=said.because,
        lacking=unnamed if item.status is Status.INCOMPLETE else (),
        advice=said.advice,
        owner=item.owner or words("owner.none"),
        owned=bool(item.owner),
        effort=effort_word(cost, words),
        gain=gain,
        gain_total=gain_total,
        where=_where(item, scan, words),
        due=due_view(due_of(item, scan), words),
        open_text=words("fixes.open", item=item.item),
    )


def _where(item: ItemFinding, scan: AgencyScan, words: Words) -> tuple[tuple[str, LinkView], ...]:
    """What to open: the evidence and the page leading to it, or the dead link, or the page that lists such things."""
    if item.evidence:
        best = item.evidence[0]
        found = [("fixes.where_file", best.url), ("fixes.where_page", best.found_on)]
    elif dead := next((one for one in item.places if one.state is PlaceState.GONE and one.url), None):
        stands = next((one.found_on for one in scan.coverage.failed if one.url == dead.url), "")
        found = [("fixes.where_dead", dead.url), ("fixes.where_page", stands)]
    else:
        hubs = (one.url for one in item.places if one.state is PlaceState.SEEN and one.kind in {"hub", "menu"})
        found = [("fixes.where_hub", next(hubs, ""))]
    return tuple((words(key), link(url)) for key, url in found if url)
