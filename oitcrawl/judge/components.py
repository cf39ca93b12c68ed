"""The reduce over one component: what all contents of the right year, taken together, show of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from oitcrawl.judge import explain
from oitcrawl.judge.checks import Shown
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.freshness import Fit
from oitcrawl.judge.reading import Quote
from oitcrawl.judge.sighting import Sighting
from oitcrawl.judge.understood import as_understood
from oitcrawl.model.finding import ComponentState
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.rule import Component, Due, Rule, asks_for_months

_OTHER_YEARS = {Fit.OLDER, Fit.NEWER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component, its state, and the sighting that shows it (None when nothing does).

    Attributes:
        detail: what exactly is lacking of it, where that is less than all; may be empty.
        strange: not seen in contents whose words were not understood.
    """

    component: Component
    state: ComponentState
    note: str = ""
    by: Sighting | None = None
    shown: Shown | None = None
    detail: str = ""
    strange: bool = False

    @property
    def is_lacking(self) -> bool:
        """Absent, and known to be asked for: unconfirmed components never lay blame."""
        return self.state is ComponentState.ABSENT and self.component.known is not Known.RECALLED


def parts_of(rule: Rule, sightings: Sequence[Sighting], context: JudgeContext) -> tuple[Part, ...]:
    """The state of every component asked of this kind of agency, by all sightings joined."""
    asked = (part for part in rule.components if part.asked_of(context.agency.kind))
    parts = tuple(_part(component, rule, sightings, context) for component in asked)
    return as_understood(parts, [one for one in sightings if one.fits[rule.year].counts])


def _part(component: Component, rule: Rule, sightings: Sequence[Sighting], context: JudgeContext) -> Part:
    year = component.year or rule.year
    right = [one for one in sightings if one.fits[year].counts]
    for state in (ComponentState.PRESENT, ComponentState.HUMAN):
        if (by := _showing(component, state, right)) is not None:
            return _shown_by(component, state, by)
    if component.due is not None and context.is_early(component.due):
        last = context.last_free_day(component.due)
        return Part(component=component, state=ComponentState.NOT_DUE, note=explain.due(last))
    if asks_for_months(component):
        return _by_months(component, [one for one in sightings if one.fits[year] not in _OTHER_YEARS], context)
    if closed := next((one for one in right if _is_closed(one, component)), None):
        return Part(component=component, state=ComponentState.UNREADABLE, note=explain.closed(closed))
    undated = [one for one in sightings if one.fits[year] is Fit.UNKNOWN]
    if (by := _showing(component, ComponentState.PRESENT, undated)) is not None:
        return Part(component=component, state=ComponentState.UNREADABLE, note=explain.undated(by))
    old = _showing(component, ComponentState.PRESENT, [one for one in sightings if one.fits[year] is Fit.OLDER])
    return Part(component=component, state=ComponentState.ABSENT, note=explain.absent(component, year, old))


def _by_months(component: Component, sightings: Sequence[Sighting], context: JudgeContext) -> Part:
    """Whether the contents together are about every month that has ended; one that names no month may be any."""
    owed = context.months_over
    told = {month for one in sightings for month in one.months}
    left = tuple(month for month in owed if month not in told)
    if not owed:
        last = context.last_free_day(Due.FIRST_MONTH)
        return Part(component=component, state=ComponentState.NOT_DUE, note=explain.due(last))
    if not left:
        by = max(sightings, key=lambda one: (one.readable, sum(month in one.months for month in owed)))
        shown = Shown(state=ComponentState.PRESENT, quote=Quote(text=explain.months(owed), described=True))
        return Part(component=component, state=ComponentState.PRESENT, by=by, shown=shown)
    silent = next((one for one in sightings if not one.months and not one.landing and not one.sign.mere), None)
    state = ComponentState.ABSENT if silent is None else ComponentState.UNREADABLE
    detail = explain.months_left(left)
    note = detail if silent is None else f"{detail} {explain.no_month(silent)}"
    return Part(component=component, state=state, note=note, detail=detail)


def _showing(component: Component, state: ComponentState, sightings: Sequence[Sighting]) -> Sighting | None:
    """The best sighting with the component in ``state``: its own words before a statement that there was none."""
    some = [one for one in sightings if component.key in one.shown and one.shown[component.key].state is state]
    return min(some, key=lambda one: (one.sign.mere, one.shown[component.key].nil, -one.sign.strength), default=None)


def _shown_by(component: Component, state: ComponentState, by: Sighting) -> Part:
    shown = by.shown[component.key]
    note = shown.question if state is ComponentState.HUMAN else (explain.NIL if shown.nil else "")
    return Part(component=component, state=state, note=note, by=by, shown=shown)


def _is_closed(one: Sighting, component: Component) -> bool:
    """Whether the content may show the component where it could not be read."""
    if one.sign.mere or one.landing:
        return False
    shown = one.shown.get(component.key)
    return not one.readable or (shown is not None and shown.state is ComponentState.UNREADABLE)
