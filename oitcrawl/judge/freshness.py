"""Which fiscal year a content is about, by the most trustworthy clue that says so, and whether that is wanted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from oitcrawl.judge.statements import ALIKE, Clue, TimeKind, Told, may_tell, told_by
from oitcrawl.ruleset.check import YearRule
from oitcrawl.thai.calendar import FiscalYear

__all__ = ["ACCUSING", "SURE", "Clue", "Fit", "Told", "fit", "tell", "wanted_years"]

SURE = 0.35  # a clue less trustworthy than this settles nothing: an upload folder proves no year
ACCUSING = 0.45  # and calling a content outdated takes a better one still
FAR_AHEAD = 2  # fiscal years; a single year further ahead is a goal ("วิสัยทัศน์ 2579") and no year of a content

HEARD = 2  # how many clues of one source are asked: the rows of many links repeat each other
LONG_AGO = 40  # fiscal years; a year further back is history ("เปิดบริการเมื่อ 8 ธันวาคม 2509")


class Fit(StrEnum):
    """How the year of a content stands to the year that a rule wants."""

    RIGHT = "right"
    NOT_ASKED = "not_asked"
    OLDER = "older"
    NEWER = "newer"
    UNKNOWN = "unknown"

    @property
    def counts(self) -> bool:
        """Whether the content may satisfy the rule."""
        return self in {Fit.RIGHT, Fit.NOT_ASKED}


def tell(clues: Iterable[Clue], wanted: YearRule, year: FiscalYear | None = None, *, alone: bool = False) -> Told:
    """The years stated by the most trustworthy clue that states any. Ties: the earlier clue.

    What a clue of similar trust says to the contrary is told with it (``Told.against``); where two of the very same
    trust disagree, nothing is settled. That the lists of two rounds link to it is no contradiction, but settles
    nothing either.

    Args:
        clues: in any order.
        wanted: the rule that asks.
        year: the one under assessment; goals far ahead of it and history are left out.
        alone: the first clue that states a year is enough, which is quick: for guesses.
    """
    best, stated, heard = Told(), list[Told](), Counter[str]()
    # most words hold no year: they are left out before anything is asked of them
    telling = (clue for clue in clues if may_tell(clue.text))
    for clue in sorted(telling, key=lambda one: -one.trust):
        if best.years and (alone or clue.trust < best.trust - ALIKE):
            break
        if clue.running and clue.trust <= best.trust:
            continue  # running text also speaks of others: it contradicts nothing
        told = _near(told_by(clue, wanted), year) if heard[clue.source] < HEARD else Told()
        if told.years:
            heard[clue.source] += 1
            stated.append(told)
            best = told if told.trust > best.trust else best
    rounds = next((one.rounds for one in stated if one.rounds), ())
    best = replace(best, rounds=rounds) if rounds else best
    others = [one for one in stated if _contradicts(one, best)]
    if not others:
        return best
    trust = best.trust if best.trust > others[0].trust else min(best.trust, SURE - 0.01)
    against = next((one for one in others if not (one.of_round and best.of_round)), None)
    return replace(best, against=against, trust=trust)


def fit(told: Told, wanted: YearRule, year: FiscalYear) -> Fit:
    """How the years told stand to the wanted ones in fiscal year ``year``; a weak clue never makes an accusation."""
    passing = wanted_years(wanted, year)
    if not passing:
        return Fit.NOT_ASKED
    if not told.years or told.trust < SURE:
        return Fit.UNKNOWN
    if set(passing) & set(told.years):
        return Fit.RIGHT
    if told.trust < ACCUSING or min(told.years) < max(passing) < max(told.years):
        return Fit.UNKNOWN  # years on both sides of the wanted one are neither before nor after it
    return Fit.OLDER if max(told.years) < max(passing) else Fit.NEWER


def wanted_years(rule: YearRule, year: FiscalYear) -> tuple[int, ...]:
    """Buddhist fiscal years that pass, the preferred one first; empty when the rule asks for none."""
    match rule:
        case YearRule.THIS_YEAR | YearRule.COVERS:
            return (year.be,)
        case YearRule.LAST_YEAR:
            return (year.previous.be,)
        case YearRule.THIS_OR_LAST_YEAR:
            return (year.be, year.previous.be)
        case YearRule.IN_FORCE:
            return ()


def _near(told: Told, year: FiscalYear | None) -> Told:
    """Without goals far ahead and without history; the span of a plan may reach as far as it likes."""
    if year is None or told.kind is TimeKind.PLAN or not told.years:
        return told
    near = tuple(one for one in told.years if year.be - LONG_AGO <= one <= year.be + FAR_AHEAD)
    if near == told.years:
        return told
    return replace(told, years=near) if near else Told()


def _contradicts(one: Told, best: Told) -> bool:
    """Whether it names other years than the best clue, is trusted about as much, and speaks of the content itself.

    The day on which something was made says little against the year that it states.
    """
    made = TimeKind.MADE in {one.kind, best.kind}
    return not made and one.trust >= best.trust - ALIKE and not set(one.years) & set(best.years)
