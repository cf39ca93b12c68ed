"""What an agency publishes and what it fails to: chosen by a seed, before anything is written."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from maker.agencies import KINDS, Agency, agency_of
from maker.catalogue import IN_FORCE, Item, items
from maker.wording import Draft, Variant, variants

HELD_OUT_FROM = 101  # seeds from here on may use the variants that are held out


SCANNED = 0.3  # share of the documents that may be scans, until a site has two: recognition is slow


class Course(StrEnum):
    """What becomes of an item on a site."""

    WHOLE = "whole"
    OLD_BESIDE = "old_beside"  # whole, and last years' beside it
    UNCONFIRMED = "unconfirmed"  # a component that nobody has confirmed is left out: still whole
    NIL = "nil"  # nothing to report, and it says so
    PART = "part"  # components are left out
    PART_OLD_WHOLE = "part_old_whole"  # the same, while an older edition has them
    HALF = "half"  # one of its two documents is not there
    HALF_OLD = "half_old"  # one of its two documents is of an earlier year
    OLD = "old"
    OLD_NEW_LABEL = "old_new_label"  # the link says the right year, the document another
    NOTHING = "nothing"
    DEAD = "dead"  # the link gives 404
    NOWHERE = "nowhere"  # the link leads to the page it stands on
    EMPTY = "empty"  # a page that says "under repair"
    LOCKED = "locked"
    DOWN = "down"  # 503
    SLOW = "slow"
    SCAN = "scan"  # a scan, in a site that is read without recognition
    OFFSITE = "offsite"
    NOT_DUE = "not_due"
    WAIVED = "waived"


class Fate(StrEnum):
    """What the server answers for a publication."""

    FINE = "fine"
    DEAD = "dead"
    NOWHERE = "nowhere"
    EMPTY = "empty"
    LOCKED = "locked"
    DOWN = "down"
    SLOW = "slow"
    OFFSITE = "offsite"

    @property
    def is_open(self) -> bool:
        """Whether there may be the right thing behind it that nobody can see."""
        return self in {Fate.LOCKED, Fate.DOWN, Fate.SLOW, Fate.OFFSITE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A document or page that the agency puts up for an item.

    Attributes:
        years_back: how many years earlier than wanted it is.
        without: components that are left out of it.
        nil: it says that there is nothing to report.
        label: the words of the link to it, placeholders and all.
        label_years_back: the same for the words of the link.
        shows: the components that can be seen in it.
        beside: an older edition that stands beside the wanted one.
    """

    item: str
    draft: Draft
    media: str
    label: str
    file_name: str
    years_back: int = 0
    label_years_back: int = 0
    without: frozenset[str] = frozenset()
    nil: bool = False
    fate: Fate = Fate.FINE
    shows: frozenset[str] = frozenset()
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """A site before it is built.

    Attributes:
        this: Buddhist fiscal year that is assessed.
        as_of: the day for which it is judged.
        recognises: whether scans are read.
        courses: by O-code.
        published: by O-code.
        years_kept: spans of plans do not move with the years of their document (a folder copied from last year).
    """

    seed: int
    style: str
    agency: Agency
    this: int
    as_of: date
    recognises: bool
    courses: dict[str, Course]
    published: dict[str, tuple[Publication, ...]]
    variants: dict[str, str]
    years_kept: bool = False
    chance: random.Random = field(compare=False)


_DECK = (
    [Course.WHOLE] * 7
    + [Course.OLD_BESIDE] * 3
    + [Course.UNCONFIRMED, Course.NIL]
    + [Course.PART] * 3
    + [Course.PART_OLD_WHOLE, Course.HALF, Course.HALF]
    + [Course.OLD] * 3
    + [Course.OLD_NEW_LABEL]
    + [Course.NOTHING, Course.DEAD, Course.EMPTY, Course.NOWHERE]
    + [Course.LOCKED, Course.DOWN, Course.SLOW]
)
_OFFSITE_DECK = [Course.OFFSITE if one in {Course.OLD_BESIDE, Course.LOCKED, Course.SLOW} else one for one in _DECK]
_COPIED_DECK = [Course.OLD] * 18 + [Course.PART] * 3 + [Course.NOTHING] * 3 + [Course.DEAD] * 2 + [Course.DOWN] * 2
_STEP = 5  # parts the deck evenly over the items of consecutive sites


def plan_site(seed: int, style: str, number: int) -> SitePlan:
    """The plan of a site.

    Args:
        seed: from 1; those below 101 use only variants that are not held out.
        style: name of the style.
        number: place of the style among all styles; turns the deck on.
    """
    chance = random.Random(f"{style} {seed}")
    agency = agency_of(KINDS[(seed * 5 + number) % len(KINDS)], chance)
    recognises, early = chance.random() < 0.75, (seed + number) % 4 == 0
    this = 2569 if seed % 3 == 0 else 2568
    as_of = date(this - 543, 2, 14) if early else date(this - 543, 4, 20)
    plan = SitePlan(
        seed=seed, style=style, agency=agency, this=this, as_of=as_of, recognises=recognises,
        courses={}, published={}, variants={}, years_kept=style == "copied", chance=chance,
    )  # fmt: skip
    scans = [2 if recognises else 0]
    for code, item in items().items():
        if code in variants():
            _plan_item(plan, item, _drawn(plan, item, number), scans)
    return plan


def _drawn(plan: SitePlan, item: Item, number: int) -> Course:
    deck = {"drive": _OFFSITE_DECK, "copied": _COPIED_DECK}.get(plan.style, _DECK)
    turn = (item.place * 11 + plan.seed * 3 + number * _STEP) % len(deck)
    course = deck[turn]
    if plan.as_of.month < 4 and item.item == "O6":
        return Course.NOT_DUE
    if course is Course.LOCKED and not plan.recognises and plan.chance.random() < 0.5:
        return Course.SCAN
    if course is Course.HALF and plan.chance.random() < 0.4:
        return Course.HALF_OLD
    if course is Course.NOTHING and (plan.seed + number) % 5 == 0:
        return Course.WAIVED
    return course


def _plan_item(plan: SitePlan, item: Item, course: Course, scans: list[int]) -> None:
    variant = _variant(plan, item, course)
    course = (
        course
        if _makes_sense(course, item, variant, plan.agency.kind)
        else _instead(course, item, variant, plan.agency.kind)
    )
    plan.courses[item.item], plan.variants[item.item] = course, variant.id
    whole = tuple(_publication(plan, item, draft, scans) for draft in variant.documents)
    plan.published[item.item] = tuple(_COURSES[course](plan, item, variant, whole))


def _variant(plan: SitePlan, item: Item, course: Course) -> Variant:
    every = [one for one in variants()[item.item] if plan.seed >= HELD_OUT_FROM or not one.held_out]
    agency = plan.agency
    fit = [one for one in every if one.fits(agency.kind, agency.like)] or [
        one for one in every if agency.kind in one.kinds or not one.kinds
    ]
    some = fit or every
    sensible = [one for one in some if _makes_sense(course, item, one, agency.kind)] or some
    held_out = [one for one in sensible if one.held_out]
    return plan.chance.choice(held_out if held_out and plan.chance.random() < 0.5 else sensible)


def _publication(plan: SitePlan, item: Item, draft: Draft, scans: list[int]) -> Publication:
    chance = plan.chance
    scanned = scans[0] > 0 and chance.random() < SCANNED
    media = chance.choice([one for one in draft.media if one != "scan" or scanned] or ["pdf"])
    scans[0] -= media == "scan"
    name = chance.choice(draft.file_names)
    return Publication(
        item=item.item, draft=draft, media=media, label=chance.choice(draft.labels), file_name=name, shows=frozenset(draft.keys)
    )  # fmt: skip


# --- what makes sense ---


def _makes_sense(course: Course, item: Item, variant: Variant, kind: str) -> bool:
    ages = item.year != IN_FORCE and all(map(tells_year, variant.documents))
    sense = {
        Course.PART: lambda: bool(_removable(item, variant, kind)),
        Course.PART_OLD_WHOLE: lambda: ages and bool(_removable(item, variant, kind)),
        Course.UNCONFIRMED: lambda: bool(_removable(item, variant, kind, owed=False)),
        Course.HALF: lambda: bool(_halves(item, variant, kind)),
        Course.HALF_OLD: lambda: ages and bool(_halves(item, variant, kind)),
        Course.NIL: lambda: any(draft.nil for draft in variant.documents),
        Course.OLD: lambda: ages,
        Course.OLD_NEW_LABEL: lambda: ages,
        Course.OLD_BESIDE: lambda: ages,
    }
    return sense.get(course, lambda: True)()


def _instead(course: Course, item: Item, variant: Variant, kind: str) -> Course:
    """The nearest course that the item can take."""
    match course:
        case Course.OLD | Course.OLD_NEW_LABEL if item.place % 3 == 0:
            return Course.NOTHING
        case Course.HALF | Course.HALF_OLD | Course.PART_OLD_WHOLE if _removable(item, variant, kind):
            return Course.PART
        case _:
            return Course.WHOLE


def tells_year(draft: Draft) -> bool:
    """Whether a document says anywhere which year it is about."""
    told = f"{draft.cover} {draft.filler} {draft.parts} {draft.columns} {draft.nil}"
    return any(f"{{{name}" in told for name in ("this", "last", "span", "date_this", "date_last"))


def _removable(item: Item, variant: Variant, kind: str, *, owed: bool = True) -> list[str]:
    """The components that can be left out so that the rest is still plainly a document of this kind.

    A report without its only owed component is no report at all, so nobody could say what is true of it; only an
    e-service without its channel is a thing that there is: a page that explains a service nobody can reach.
    """
    bound = {key for draft in variant.documents for key in draft.bound}
    shown = [one for one in item.asked(kind) if any(one.key in draft.keys for draft in variant.documents)]
    if len(shown) < 2 or (owed and sum(one.is_owed for one in shown) < 2 and item.item != "O10"):
        return []
    return [one.key for one in shown if one.is_owed is owed and one.key not in bound]


def _halves(item: Item, variant: Variant, kind: str) -> list[int]:
    """Which of the documents would be missed: they show an owed component that no other shows."""
    if len(variant.documents) < 2:
        return []
    owed = {one.key for one in item.asked(kind) if one.is_owed}
    missed = []
    for number, draft in enumerate(variant.documents):
        others = {key for other in variant.documents if other is not draft for key in other.keys}
        if others & owed and owed & set(draft.keys) - others:
            missed.append(number)
    return missed


# --- the courses ---


def _whole(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    return whole


def _old_beside(
    plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]
) -> Iterable[Publication]:
    least = years_back(item, whole)
    return (*whole, *(_aged(one, least, beside=True) for one in whole), *(_aged(one, least + 1, beside=True) for one in whole))  # fmt: skip


def _unconfirmed(
    plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]
) -> Iterable[Publication]:
    some = _removable(item, variant, plan.agency.kind, owed=False)
    return _without(whole, plan.chance.sample(some, 1))


def _nil(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    return (replace(one, nil=True) if one.draft.nil else one for one in whole)


def _part(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    some = _removable(item, variant, plan.agency.kind)
    shown = {key for one in whole for key in one.shows}
    many = 2 if len(some) > 2 and len(shown) > 3 and plan.chance.random() < 0.3 else 1
    return _without(whole, plan.chance.sample(some, many))


def _part_old_whole(
    plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]
) -> Iterable[Publication]:
    older = (_aged(one, years_back(item, whole), beside=True) for one in whole)
    return (*_part(plan, item, variant, whole), *older)


def _half(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    lost = plan.chance.choice(_halves(item, variant, plan.agency.kind))
    if plan.chance.random() < 0.5:
        return (replace(one, fate=Fate.DEAD) if number == lost else one for number, one in enumerate(whole))
    return (one for number, one in enumerate(whole) if number != lost)


def _half_old(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    lost = plan.chance.choice(_halves(item, variant, plan.agency.kind))
    back = years_back(item, whole)
    return (_aged(one, back) if number == lost else one for number, one in enumerate(whole))


def _old(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    if plan.years_kept:
        return (_aged(one, 1 if one.draft.spans else years_back(item, [one])) for one in whole)
    back = years_back(item, whole) + plan.chance.randrange(2)
    return (_aged(one, back) for one in whole)


def _old_new_label(
    plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]
) -> Iterable[Publication]:
    return (replace(_aged(one, years_back(item, whole)), label_years_back=0) for one in whole)


def _fated(fate: Fate):
    def course(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
        return (replace(one, fate=fate, shows=frozenset()) for one in whole)

    return course


def _locked(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    """Pages take no password: they are down instead."""
    for one in whole:
        fate = Fate.LOCKED if "pdf" in one.draft.media else Fate.DOWN
        yield replace(one, fate=fate, media="pdf" if fate is Fate.LOCKED else one.media, shows=frozenset())


def _scan(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    for one in whole:
        if one.draft.media == ("page",):
            yield replace(one, fate=Fate.DOWN, shows=frozenset())
        else:
            yield replace(one, media="scan")


def _nothing(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    return ()


def _not_due(plan: SitePlan, item: Item, variant: Variant, whole: tuple[Publication, ...]) -> Iterable[Publication]:
    """The plan without its progress: nothing is owed before the first half of the year is over."""
    return (one for one in _without(whole, ["progress", "disbursed"]) if one.shows)


_COURSES = {
    Course.WHOLE: _whole,
    Course.OLD_BESIDE: _old_beside,
    Course.UNCONFIRMED: _unconfirmed,
    Course.NIL: _nil,
    Course.PART: _part,
    Course.PART_OLD_WHOLE: _part_old_whole,
    Course.HALF: _half,
    Course.HALF_OLD: _half_old,
    Course.OLD: _old,
    Course.OLD_NEW_LABEL: _old_new_label,
    Course.NOTHING: _nothing,
    Course.WAIVED: _nothing,
    Course.DEAD: _fated(Fate.DEAD),
    Course.NOWHERE: _fated(Fate.NOWHERE),
    Course.EMPTY: _fated(Fate.EMPTY),
    Course.DOWN: _fated(Fate.DOWN),
    Course.SLOW: _fated(Fate.SLOW),
    Course.OFFSITE: _fated(Fate.OFFSITE),
    Course.LOCKED: _locked,
    Course.SCAN: _scan,
    Course.NOT_DUE: _not_due,
}


def years_back(item: Item, whole: Iterable[Publication]) -> int:
    """The least number of years by which the documents must be older so that none of them passes."""
    if any(one.draft.spans for one in whole):
        return 5
    return 2 if item.year == "this_or_last_year" else 1


def _aged(one: Publication, years: int, *, beside: bool = False) -> Publication:
    return replace(one, years_back=years, label_years_back=years, beside=beside, media="pdf" if one.media == "scan" else one.media)  # fmt: skip


def _without(whole: Iterable[Publication], keys: Iterable[str]) -> Iterable[Publication]:
    """The documents without some components; one that shows nothing else is not published at all."""
    lost = frozenset(keys)
    for one in whole:
        left = one.shows - lost
        if left or not one.shows:
            yield replace(one, without=one.without | lost, shows=left)
