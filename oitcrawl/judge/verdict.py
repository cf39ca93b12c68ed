"""A verdict in the making: its status and sentences, the content it rests on, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from oitcrawl.judge import explain
from oitcrawl.judge.components import Part, parts_of
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.freshness import SURE, Fit
from oitcrawl.judge.sighting import Sighting
from oitcrawl.model.content import Media
from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.rule import Rule
from oitcrawl.thai.text import fold

PLAIN = 0.7  # share of the confidence that rests on the evidence; the rest on the components
MENTIONED = 0.6  # how far a mere mention is trusted
_CERTAINTY = {
    ComponentState.PRESENT: 1.0,
    ComponentState.ABSENT: 0.6,
    ComponentState.UNREADABLE: 0.4,
    ComponentState.HUMAN: 0.7,
    ComponentState.NOT_DUE: 0.9,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A status with the sentences that go with it.

    Attributes:
        shown: the contents to be shown, the one it rests on first.
        best: the content it rests on, or None.
        step: the first thing to do, when it is not to publish.
    """

    status: Status
    because: str
    parts: tuple[Part, ...] = ()
    shown: tuple[Sighting, ...] = ()
    best: Sighting | None = None
    confidence: float = 0.0
    step: str = ""
    settles: str = ""


def best_of(rule: Rule, right: Sequence[Sighting], parts: Sequence[Part]) -> Sighting:
    """The content that shows most of the components; those of the item's own year before others."""
    shows = {id(one): sum(part.by is one for part in parts) for one in right}

    def merit(one: Sighting) -> tuple[bool, bool, bool, int, float]:
        return one.fits[rule.year].counts, not one.sign.mere, one.readable, shows[id(one)], one.sign.strength

    return max(right, key=merit)


def confidence_of(rule: Rule, best: Sighting, parts: Sequence[Part]) -> float:
    """Strength of the evidence (with the trust in its year) times the certainty of its components, 0-1."""
    sure = best.sign.strength * (MENTIONED if best.sign.mere else 1.0)
    if rule.year is not YearRule.IN_FORCE:
        sure *= 0.6 + 0.4 * best.told[rule.year].sureness
    certain = [_CERTAINTY[part.state] for part in parts] or [1.0]
    return sure * (PLAIN + (1 - PLAIN) * sum(certain) / len(certain))


def because_of(rule: Rule, verdict: Verdict) -> str:
    """The sentence of the verdict with the year and where it was read."""
    told = verdict.best.told[rule.year] if verdict.best is not None else None
    idle = told is not None and told.trust < SURE and rule.year is YearRule.IN_FORCE
    year = explain.read_from(told) if told is not None and not idle else ""
    return " ".join(f"{verdict.because} {year}".split())


def years_found(rule: Rule, verdict: Verdict, plain: Sequence[Sighting]) -> tuple[int, ...]:
    """Buddhist years of the best evidence, also where no year is asked; without one, of what did not pass."""
    if verdict.status is Status.NOT_APPLICABLE:
        return ()
    some = (verdict.best,) if verdict.best is not None else (*verdict.shown, *plain)
    told = (one.told[rule.year] for one in some)
    return next((one.years for one in told if one.years and one.trust >= SURE), ())


def ignoring_year(some: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """The same contents as if their year were right, to tell what they hold."""
    return tuple(replace(one, fits=dict.fromkeys(one.fits, Fit.NOT_ASKED)) for one in some)


def parts_anyway(rule: Rule, some: Sequence[Sighting], context: JudgeContext) -> tuple[Part, ...]:
    """The components as these contents show them, as if their year were right; each by the content as it is."""
    copies = ignoring_year(some)
    own = {id(copy): one for copy, one in zip(copies, some, strict=True)}
    parts = parts_of(rule, copies, context)
    return tuple(part if part.by is None else replace(part, by=own.get(id(part.by), part.by)) for part in parts)


def doubtful(parts: Sequence[Part]) -> tuple[Part, ...]:
    """What is absent from the contents read may stand in those not read."""
    absent = ComponentState.ABSENT
    return tuple(replace(one, state=ComponentState.UNREADABLE) if one.state is absent else one for one in parts)


def labels_of(parts: Sequence[Part]) -> list[str]:
    """What people call the components, with what exactly is lacking of them."""
    return [f"{part.component.label} ({part.detail})" if part.detail else part.component.label for part in parts]


def why_closed(best: Sighting, closed: Sequence[Part], shown: Sequence[Sighting]) -> tuple[str, str]:
    """Why parts of what is there could not be told, and what would settle it."""
    labels = labels_of(closed)
    strange = [part for part in closed if part.strange]
    if strange:
        return explain.strange(best, labels_of(strange), strange[0].note), explain.settle_by_eye(best)
    if closed and all(part.note.endswith("บอกปีของเอกสารไม่ได้") for part in closed):
        return f"{closed[0].component.label}: {closed[0].note}", explain.SETTLE_YEAR
    dark = next((one for one in shown if not one.readable), best)
    return explain.unreadable(dark, labels), explain.settle_unreadable(dark)


def names_itself(one: Sighting) -> bool:
    """Whether a document names the item on its own cover, not only the links to it."""
    sign, record = one.sign, one.record
    if record.media is Media.HTML or not one.readable or sign.by_label or sign.mere:
        return False
    return bool(sign.text) and fold(sign.text) in fold(record.cover)
