"""The reduce of judging: from everything gathered about an item to one status, with its reasons in Thai."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from oitcrawl.judge import explain
from oitcrawl.judge.components import Part, parts_of
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.evidence import evidence_of
from oitcrawl.judge.freshness import SURE, Clue, Fit, fit, tell, wanted_years
from oitcrawl.judge.next_best import next_best_of
from oitcrawl.judge.sighting import Gathered, Sighting, Suspect
from oitcrawl.judge.verdict import (
    Verdict,
    because_of,
    best_of,
    confidence_of,
    doubtful,
    labels_of,
    names_itself,
    parts_anyway,
    why_closed,
    years_found,
)
from oitcrawl.judge.waiver import waived
from oitcrawl.model.finding import ComponentState, ItemFinding, Status
from oitcrawl.model.site import Waiver
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.rule import Due, Rule, RuleSet

MENTION = 0.5  # share of the components that a mere mention must show to count as evidence


def decide(gathered: Gathered, rules: RuleSet, context: JudgeContext) -> tuple[ItemFinding, ...]:
    """One finding per rule, in the edition's order. *Missing*, *outdated*, *incomplete* only if all was seen."""
    return tuple(_Case(rule, gathered, context).finding() for rule in rules.rules)


class _Case:
    """One item under judgement."""

    def __init__(self, rule: Rule, gathered: Gathered, context: JudgeContext) -> None:
        self.rule, self.gathered, self.context = rule, gathered, context
        self.wanted = wanted_years(rule.year, context.fiscal_year)
        self.years = {rule.year, *(part.year for part in rule.components if part.year is not None)}
        everything = gathered.sightings.get(rule.slug, ())
        self.mentions = tuple(one for one in everything if one.sign.mere)
        self.plain = tuple(one for one in everything if not one.sign.mere)

    def finding(self) -> ItemFinding:
        """The verdict, written out; one that is waived keeps it beside the person's word."""
        own = self._own()
        return own if self._waiver is None or own.status is Status.NOT_APPLICABLE else waived(own, self._waiver)

    def _own(self) -> ItemFinding:
        verdict = self._verdict()
        evidence, components = evidence_of(self.rule, verdict.parts, verdict.shown)
        rule, lost = self.rule, self.gathered.lost.get(self.rule.slug, ())
        next_best, sentence = next_best_of(rule, verdict, (*self.plain, *self.mentions), lost)
        lacking = [part for part in verdict.parts if part.is_lacking] if verdict.status.is_gap else []
        return ItemFinding(
            item=rule.item,
            slug=rule.slug,
            title=rule.title,
            group=rule.group,
            status=verdict.status,
            because=because_of(self.rule, verdict),
            year_wanted=self.wanted,
            year_found=years_found(self.rule, verdict, self.plain),
            confidence=round(min(1.0, max(0.0, verdict.confidence)), 2),
            components=components,
            lacking=tuple(part.component.label for part in lacking),
            evidence=evidence,
            advice=self._advice(verdict, [part for part in lacking if verdict.status is Status.INCOMPLETE]),
            settles=verdict.settles,
            owner=self.context.agency.owner_of(rule.item),
            runner_up=sentence,
            next_best=next_best,
            warnings=self._warnings(verdict),
        )

    def _verdict(self) -> Verdict:
        if not self.rule.asked_of(self.context.agency.kind):
            return Verdict(status=Status.NOT_APPLICABLE, because=explain.NOT_ASKED, confidence=1.0)
        if self.right:
            return self._by_components(self.right)
        if self._item_not_due:
            because = explain.not_due(None, self._last_free_day(()), ())
            return Verdict(
                status=Status.NOT_DUE, because=because, parts=self._all(ComponentState.NOT_DUE), confidence=0.9
            )
        ladder = (self._closed, self._undated, self._outdated, self._newer)
        return next((found for rung in ladder if (found := rung()) is not None), None) or self._missing()

    @property
    def _waiver(self) -> Waiver | None:
        valid = (one for one in self.context.agency.waivers if one.item == self.rule.item and one.reason.strip())
        return next((one for one in valid if not self.context.is_past(one.until)), None)

    @cached_property
    def right(self) -> tuple[Sighting, ...]:
        """Contents that may satisfy some of the rule: of the right year for it or for one of its components."""
        right = tuple(one for one in self.plain if self._serves(one))
        hints = tuple(one for one in self.mentions if self._serves(one))
        if any(one.readable for one in right):
            return (*right, *hints)
        return (*right, *hints) if hints and self._is_much(hints) else right

    def _serves(self, one: Sighting) -> bool:
        """Whether it is of the right year for the item, or shows a component that has a year rule of its own."""
        if one.fits[self.rule.year].counts:
            return True
        own = (part for part in self.rule.components if part.year is not None and one.fits[part.year].counts)
        good = {ComponentState.PRESENT, ComponentState.HUMAN}
        return any(part.key in one.shown and one.shown[part.key].state in good for part in own)

    def _is_much(self, hints: Sequence[Sighting]) -> bool:
        """Whether mere mentions show enough to be taken for the thing itself."""
        parts = parts_of(self.rule, hints, self.context)
        return sum(part.state is ComponentState.PRESENT for part in parts) >= max(1, MENTION * len(parts))

    # --- with evidence of the right year ---

    def _by_components(self, right: tuple[Sighting, ...]) -> Verdict:
        parts = parts_of(self.rule, (*right, *self._helpers), self.context)
        best = best_of(self.rule, right, parts)
        owed = [part for part in parts if part.component.known is not Known.RECALLED]
        lacking = [part for part in parts if part.is_lacking]
        closed = [part for part in owed if part.state is ComponentState.UNREADABLE]
        later = [part for part in parts if part.state is ComponentState.NOT_DUE]
        years = self._years_of(best)
        confidence = confidence_of(self.rule, best, parts)
        shown = self._in_order(best, right)
        if (lacking or closed) and self._item_not_due:
            because = explain.not_due(best, self._last_free_day(lacking), labels_of([*lacking, *closed]))
            return Verdict(
                status=Status.NOT_DUE, because=because, parts=parts, shown=shown, best=best, confidence=confidence
            )
        if lacking:
            claim = explain.incomplete(best, years, labels_of(lacking))
            return self._accuse(Status.INCOMPLETE, claim, parts=parts, shown=shown, best=best, confidence=confidence)
        if closed or (not owed and not any(one.readable for one in right)):
            return self._unreadable(best, parts, closed, shown)
        if later:
            because = explain.not_due(best, self._last_free_day(later), labels_of(later))
            return Verdict(
                status=Status.NOT_DUE, because=because, parts=parts, shown=shown, best=best, confidence=confidence
            )
        if not self._shows_any(right, parts):
            return self._unproven(best, parts, shown)
        humans = [part.component.label for part in parts if part.state is ComponentState.HUMAN]
        because = explain.found(self.rule, best, years, humans)
        if parts and not humans and all(part.state is ComponentState.ABSENT for part in parts):
            because = explain.named(best, years)
        return Verdict(
            status=Status.FOUND, because=because, parts=parts, shown=shown, best=best, confidence=confidence
        )

    def _shows_any(self, right: Sequence[Sighting], parts: Sequence[Part]) -> bool:
        """Whether any component can be seen, or a document says by itself that it is the item."""
        seen = {ComponentState.PRESENT, ComponentState.HUMAN}
        return not parts or any(part.state in seen for part in parts) or any(map(names_itself, right))

    def _unproven(self, best: Sighting, parts: tuple[Part, ...], shown: tuple[Sighting, ...]) -> Verdict:
        """There is something that is called so, and nothing of what it should hold: no gap, and not found either."""
        because = explain.unproven(best, labels_of(parts))
        return self._unverified(because, explain.settle_by_eye(best), parts, shown)

    @property
    def _helpers(self) -> tuple[Sighting, ...]:
        """Contents of unknown or earlier years: they satisfy nothing, but tell why a component is lacking."""
        return tuple(one for one in self.plain if one not in self.right)

    @property
    def _item_not_due(self) -> bool:
        return self.context.is_early(self.rule.due) or (bool(self.wanted) and not self.context.has_begun)

    def _last_free_day(self, parts: Sequence[Part]) -> date:
        """The last day on which the item, or these parts of it, are not owed."""
        dues = (self.rule.due, *(part.component.due for part in parts))
        days = [self.context.last_free_day(due) for due in dues if due is not None]
        return max(days, default=self.context.last_free_day(Due.FIRST_MONTH if self.context.has_begun else None))

    def _unreadable(
        self, best: Sighting, parts: tuple[Part, ...], closed: Sequence[Part], shown: tuple[Sighting, ...]
    ) -> Verdict:
        because, settles = why_closed(best, closed, shown)
        return Verdict(
            status=Status.UNVERIFIED,
            because=because,
            parts=parts,
            shown=shown,
            best=best,
            confidence=0.5,
            settles=settles,
        )

    # --- without ---

    def _closed(self) -> Verdict | None:
        """There is something that calls itself so, of a year that may be right, and nobody can read it."""
        dark = [one for one in (*self.plain, *self.mentions) if not one.readable and self._may_be_right(one)]
        if not dark:
            return None
        parts = self._all(ComponentState.UNREADABLE)
        labels = [part.component.label for part in parts]
        because = explain.unreadable(dark[0], labels)
        settles = explain.settle_unreadable(dark[0])
        return self._unverified(because, settles, parts, tuple(dark))

    def _may_be_right(self, one: Sighting) -> bool:
        return any(one.fits[year] not in {Fit.OLDER, Fit.NEWER} for year in self.years)

    def _undated(self) -> Verdict | None:
        undated = tuple(one for one in self.plain if one.readable and one.fits[self.rule.year] is Fit.UNKNOWN)
        if not undated:
            return None
        because = explain.no_year(undated[0], self.wanted, self._years_of(undated[0]))
        return self._unverified(because, explain.SETTLE_YEAR, self._as_unreadable(undated), undated)

    def _outdated(self) -> Verdict | None:
        old = [one for one in self.plain if one.fits[self.rule.year] is Fit.OLDER and one.readable]
        if not old:
            return None
        newest = max(max(one.told[self.rule.year].years) for one in old)
        freshest = tuple(one for one in old if max(one.told[self.rule.year].years) == newest)
        best = freshest[0]
        claim = explain.outdated(best, self._years_of(best), self.wanted)
        parts = parts_anyway(self.rule, freshest, self.context)
        shown = (*freshest, *(one for one in old if one not in freshest))
        confidence = best.sign.strength * (0.6 + 0.4 * best.told[self.rule.year].sureness)
        return self._accuse(Status.OUTDATED, claim, parts=parts, shown=shown, best=best, confidence=confidence)

    def _newer(self) -> Verdict | None:
        """Only what is about a later year: the wanted one is missing, and this is what there is."""
        new = tuple(one for one in self.plain if one.fits[self.rule.year] is Fit.NEWER and one.readable)
        if not new:
            return None
        best = min(new, key=lambda one: (min(one.told[self.rule.year].years), -one.sign.strength))
        claim = explain.newer(best, self._years_of(best), self.wanted)
        parts = parts_anyway(self.rule, new, self.context)
        shown = self._in_order(best, new)
        return self._accuse(Status.MISSING, claim, parts=parts, shown=shown, best=best, confidence=0.6)

    def _missing(self) -> Verdict:
        dead = self.gathered.dead.get(self.rule.slug, ())
        labels = self.gathered.dead_labels.get(self.rule.slug, ())
        coverage = self.context.coverage
        claim = explain.missing(self.rule, self.wanted, coverage.pages + coverage.documents, dead, labels)
        step = explain.mend(dead[0]) if dead else ""
        sure = 0.6 if (self.plain or self.mentions) else 0.85
        return self._accuse(Status.MISSING, claim, parts=self._all(ComponentState.ABSENT), step=step, confidence=sure)

    def _accuse(
        self,
        status: Status,
        claim: str,
        *,
        parts: tuple[Part, ...],
        confidence: float,
        shown: tuple[Sighting, ...] = (),
        best: Sighting | None = None,
        step: str = "",
    ) -> Verdict:
        """The gap, if everything that might disprove it was read; else *unverified*."""
        suspects, stopped_by = self._suspects(), self.context.coverage.stopped_by
        if not suspects and not stopped_by:
            return Verdict(
                status=status, because=claim, parts=parts, shown=shown, best=best, confidence=confidence, step=step
            )
        said = claim if best is not None else ""
        return Verdict(
            status=Status.UNVERIFIED,
            because=explain.unsure(self.rule, suspects, stopped_by, said),
            parts=doubtful(parts),
            shown=shown,
            best=best,
            confidence=0.4,
            settles=explain.settle_suspects(suspects, stopped_by),
        )

    def _suspects(self) -> tuple[Suspect, ...]:
        named = self.gathered.suspects.get(self.rule.slug, ())
        return (*(one for one in named if self._may_hold(one)), *self.gathered.open)

    def _may_hold(self, suspect: Suspect) -> bool:
        """Whether its labels leave it open that it is of a year that passes."""
        if (suspect.was_read or suspect.faint) and self.plain:
            return False  # what is offered for it and is another thing disproves nothing that its own evidence shows
        clues = [Clue(text=label.text or label.row, trust=0.85, source="") for label in suspect.labels]
        clues.append(Clue(text=suspect.cover[:300], trust=0.95, source="", entries=True))
        year = self.context.fiscal_year
        fits = (fit(tell(clues, one, year, alone=True), one, year) for one in self.years)
        return any(one not in {Fit.OLDER, Fit.NEWER} for one in fits)

    def _unverified(
        self, because: str, settles: str, parts: tuple[Part, ...], shown: tuple[Sighting, ...]
    ) -> Verdict:
        return Verdict(
            status=Status.UNVERIFIED,
            because=because,
            parts=parts,
            shown=shown,
            best=shown[0],
            confidence=0.5,
            settles=settles,
        )

    # --- small things ---

    def _all(self, state: ComponentState) -> tuple[Part, ...]:
        asked = (part for part in self.rule.components if part.asked_of(self.context.agency.kind))
        return tuple(Part(component=part, state=state) for part in asked)

    def _as_unreadable(self, some: tuple[Sighting, ...]) -> tuple[Part, ...]:
        """Components as the undated contents show them; what they lack may stand elsewhere."""
        return doubtful(parts_anyway(self.rule, some, self.context))

    def _in_order(self, best: Sighting, some: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
        return (best, *(one for one in some if one is not best))

    def _years_of(self, one: Sighting) -> tuple[int, ...]:
        return one.told[self.rule.year].years if self.wanted and one.told[self.rule.year].trust >= SURE else ()

    def _advice(self, verdict: Verdict, lacking: Sequence[Part]) -> str:
        if not verdict.status.is_gap:
            return ""
        first = verdict.step or ("" if lacking else explain.publish(self.rule, self.wanted))
        return explain.advice(self.rule, [part.component for part in lacking], first)

    def _warnings(self, verdict: Verdict) -> tuple[str, ...]:
        lost = (one.url for one in self.gathered.lost.get(self.rule.slug, ()))
        urls = {*(one.record.url for one in verdict.shown), *lost}
        kinds = (one.kind for one in self.gathered.warnings if one.url and one.url in urls)
        twofold = () if urls.isdisjoint(self.gathered.twofold) else ("same_file_two_items",)
        dead = ("broken_link",) if self.gathered.dead.get(self.rule.slug) and verdict.status is Status.MISSING else ()
        copied = () if urls.isdisjoint(self.gathered.copied) else ("stale_year_copy",)
        return tuple(dict.fromkeys((*kinds, *twofold, *copied, *dead)))
