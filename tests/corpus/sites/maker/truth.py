"""What a right scan of a site must say, from how the site was made and from nothing else."""

from dataclasses import dataclass

from maker.catalogue import IN_FORCE, Component, Item, items
from maker.plan import Course, Publication, SitePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The right verdict on an item.

    Attributes:
        lacking: keys of components, only where the status is ``incomplete``.
        also: other statuses that are as right: a page that bears the item's name and says "under repair" is nothing,
            and it is a disclosure without any component.
    """

    status: str
    lacking: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def truth_of(plan: SitePlan) -> dict[str, Truth]:
    """The truth of every item of the plan, by O-code."""
    return {code: _truth(plan, items()[code], published) for code, published in plan.published.items()}


def _truth(plan: SitePlan, item: Item, published: tuple[Publication, ...]) -> Truth:
    if plan.courses[item.item] is Course.WAIVED:
        return Truth(status="waived")
    asked = [one for one in item.asked(plan.agency.kind) if one.is_owed]
    seen = [one for one in published if _is_seen(plan, one)]
    hidden = any(_is_hidden(plan, one) for one in published)
    right = [one for one in seen if _fits(plan, item, one, item.year) or _serves(plan, item, one)]
    lacking = tuple(one.key for one in asked if not _is_shown(plan, item, one, right))
    if right and not lacking:
        return Truth(status="found")
    if item.item == "O6" and plan.as_of.month < _HALF_YEAR:
        return Truth(status="not_due")
    if hidden:
        return Truth(status="unverified")
    if right:
        return Truth(status="incomplete", lacking=lacking)
    empty = any(one.fate == "empty" for one in published)
    return Truth(status="outdated") if seen else Truth(status="missing", also=("incomplete",) if empty else ())


_HALF_YEAR = 4  # the progress of a plan is due after March


def _is_seen(plan: SitePlan, one: Publication) -> bool:
    return one.fate == "fine" and (one.media != "scan" or plan.recognises)


def _is_hidden(plan: SitePlan, one: Publication) -> bool:
    return one.fate.is_open or (one.fate == "fine" and one.media == "scan" and not plan.recognises)


def _fits(plan: SitePlan, item: Item, one: Publication, year: str) -> bool:
    if year == IN_FORCE or one.years_back == 0:
        return True
    return plan.years_kept and item.year == "covers" and one.draft.spans


def _serves(plan: SitePlan, item: Item, one: Publication) -> bool:
    """Whether it shows a component that has a year rule of its own."""
    return any(part.year and part.key in one.shows and _fits(plan, item, one, part.year) for part in item.components)


def _is_shown(plan: SitePlan, item: Item, part: Component, right: list[Publication]) -> bool:
    return any(
        (part.key in one.shows or (one.nil and (part.unless_nil or part.key in one.shows)))
        and _fits(plan, item, one, part.year or item.year)
        for one in right
    )
