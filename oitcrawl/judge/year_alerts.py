"""Warnings about years: copies of an earlier year, clues that contradict each other, what soon is out of date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.copies import Copies, Placed, round_years
from oitcrawl.judge.explain import short, thai_date, years_text
from oitcrawl.judge.freshness import wanted_years
from oitcrawl.judge.sighting import Sighting
from oitcrawl.judge.statements import TimeKind
from oitcrawl.judge.titles import title_lines
from oitcrawl.model.content import Media
from oitcrawl.model.harvest import Record
from oitcrawl.model.scan import ScanWarning
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.rule import Rule, RuleSet
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.dates import title_years

MAX_ALIKE = 100  # warnings of one kind
_YEARLY = {YearRule.THIS_YEAR, YearRule.LAST_YEAR}


def year_alerts(
    copies: Copies, sightings: Mapping[str, Sequence[Sighting]], rules: RuleSet, context: JudgeContext
) -> tuple[ScanWarning, ...]:
    """Every warning about years once, at most a hundred of a kind."""
    by_slug = {rule.slug: rule for rule in rules.rules}
    told = {slug: [one for one in some if not one.sign.mere] for slug, some in sightings.items() if slug in by_slug}
    cases = [_Case(by_slug[slug], tuple(some), context, rules) for slug, some in told.items() if some]
    found = (
        list(_copied(copies, cases)),
        [warning for case in cases for warning in case.conflicts()],
        [warning for case in cases for warning in case.expiring()] + list(_waivers(context, rules)),
    )
    return tuple(warning for some in found for warning in list(dict.fromkeys(some))[:MAX_ALIKE])


def window_after(context: JudgeContext, rules: RuleSet, year: FiscalYear) -> date | None:
    """The day on which the window of ``year`` opens: the agency's own, else the edition's; None when not known.

    The agency's own window is that of one year; for another year it is taken to open on the same day.
    """
    own = context.agency.window
    if own is not None:
        opens, shift = own.opens, year.be - FiscalYear.of(own.opens).be
        return opens.replace(year=opens.year + shift, day=min(opens.day, 28) if shift else opens.day)
    return rules.window.of(year).opens if rules.window is not None else None


def _copied(copies: Copies, cases: Sequence["_Case"]) -> Iterator[ScanWarning]:
    rules: dict[str, set[YearRule]] = {}
    for case in cases:
        for one in case.some:
            rules.setdefault(one.record.url, set()).add(case.rule.year)
    for group in copies.groups:
        asked = {year for one in group for year in rules.get(one.record.url, ())}
        if asked != {YearRule.IN_FORCE} and (warning := _copy_of(group)) is not None:
            yield warning
    seen = {one.record.url: one.record for case in cases if case.rule.year in _YEARLY for one in case.some}
    for record in seen.values():
        if (warning := _shared(record)) is not None:
            yield warning


def _copy_of(group: Sequence[Placed]) -> ScanWarning | None:
    """The copy, named with where it was copied from; None when its own words cover every year that it lies under."""
    some = sorted((one for one in group if one.years), key=lambda one: max(one.years))
    first, last = some[0], some[-1]
    own = _own_years(last.record)
    if {max(first.years), max(last.years)} <= set(own):
        return None
    what = "หน้าเดียวกันทุกประการ" if last.record.media is Media.HTML else "ไฟล์เดียวกันทุกประการ"
    message = (
        f"{what}อยู่ภายใต้หลายปี: ปี {years_text(first.years)} ที่ {first.record.url} "
        f"และปี {years_text(last.years)} ที่ {last.record.url} ปีของโฟลเดอร์หรือของลิงก์จึงไม่ใช่ปีของเนื้อหา{_says(own)}"
    )
    return ScanWarning(kind="stale_year_copy", url=last.record.url, message=message)


def _shared(record: Record) -> ScanWarning | None:
    """One file that stands in the lists of several rounds, though the item asks for a new one each year.

    A page is no copy of itself: that of the news lives on, and belongs into the list of every round.
    """
    if record.media is Media.HTML:
        return None
    rounds = round_years(record)
    own = _own_years(record)
    if len(rounds) < 2 or set(rounds) <= set(own):  # noqa: PLR2004 - several
        return None
    places = " และ".join(f"ปี {year} ที่ {page}" for year, page in sorted(rounds.items()))
    message = f"ไฟล์เดียวกันใช้ในรายการของหลายปี: {places} ปีของรายการจึงไม่ใช่ปีของเนื้อหา{_says(own)}"
    return ScanWarning(kind="stale_year_copy", url=record.url, message=message)


def _own_years(record: Record) -> tuple[int, ...]:
    if record.media is Media.HTML:
        return ()
    return title_years("\n".join(title_lines(record.cover))[:300])


def _says(own: Sequence[int]) -> str:
    return f" (ในเอกสารเองระบุปี {years_text(own)})" if own else " (ในเนื้อหาเองไม่ระบุปีไว้ที่ชื่อเรื่อง)"


def _waivers(context: JudgeContext, rules: RuleSet) -> Iterator[ScanWarning]:
    """Waivers that count today and end before links are next entered."""
    for year in (context.fiscal_year, FiscalYear(context.fiscal_year.be + 1)):
        opens = window_after(context, rules, year)
        if opens is not None and not context.has_come(opens):
            break
    else:
        return
    for waiver in context.agency.waivers:
        if waiver.reason.strip() and not context.is_past(waiver.until) and waiver.until < opens:
            message = (
                f"การยกเว้น {waiver.item} สิ้นสุด {thai_date(waiver.until)} ก่อนเปิดรับข้อมูลการประเมินปี {year} "
                f"({thai_date(opens)}): ต่ออายุพร้อมเหตุผล หรือเผยแพร่ข้อมูลของข้อนี้ก่อนวันดังกล่าว"
            )
            yield ScanWarning(kind="expires_before_window", message=message)


@dataclass(frozen=True, slots=True)
class _Case:
    """One item and what speaks of it."""

    rule: Rule
    some: tuple[Sighting, ...]
    context: JudgeContext
    rules: RuleSet

    @property
    def name(self) -> str:
        """What people call the item."""
        return f"{self.rule.item} {short(self.rule.title, 40)}"

    def conflicts(self) -> Iterator[ScanWarning]:
        """Contents of which two clues of similar trust name different years."""
        for one in self.some:
            told = one.told[self.rule.year]
            if told.against is not None:
                against = told.against
                message = (
                    f"{self.name}: ปีของ «{short(one.name, 60)}» ขัดกันเอง {told.source}ระบุปี {years_text(told.years)} "
                    f"แต่{against.source}ระบุปี {years_text(against.years)}"
                )
                yield ScanWarning(kind="year_conflict", url=one.record.url, message=message)

    def expiring(self) -> Iterator[ScanWarning]:
        """What passes today and will pass no more when the next window opens, unless something else will."""
        coming = FiscalYear(self.context.fiscal_year.be + 1)
        opens = window_after(self.context, self.rules, coming)
        if opens is None or self.rule.year not in {YearRule.COVERS, YearRule.THIS_OR_LAST_YEAR}:
            return
        right = [one for one in self.some if one.fits[self.rule.year].counts and one.told[self.rule.year].years]
        passing = set(wanted_years(self.rule.year, coming))
        if right and not any(passing & set(one.told[self.rule.year].years) for one in self.some):
            last = max(right, key=lambda one: one.told[self.rule.year].years[-1])
            if (message := self._ends(last, coming, opens)) is not None:
                yield ScanWarning(kind="expires_before_window", url=last.record.url, message=message)

    def _ends(self, one: Sighting, coming: FiscalYear, opens: date) -> str | None:
        told = one.told[self.rule.year]
        before = f"ก่อนเปิดรับข้อมูลการประเมินปี {coming} ({thai_date(opens)})"
        if self.rule.year is YearRule.THIS_OR_LAST_YEAR:
            return (
                f"{self.name}: «{short(one.name, 60)}» เป็นข้อมูลปี {years_text(told.years)} ใช้ได้เพราะปีนี้ยังรับข้อมูลปีก่อน "
                f"แต่จะใช้ไม่ได้ในการประเมินปี {coming}: เผยแพร่ข้อมูลปี {self.context.fiscal_year} หรือ {coming} {before}"
            )
        if told.kind is not TimeKind.PLAN:
            return None  # the plan of one year is followed by another as a matter of course
        end = told.when.end if told.when is not None else self.context.fiscal_year.ends
        return (
            f"{self.name}: «{short(one.name, 60)}» (ปี {years_text(told.years)}) สิ้นสุด {thai_date(end)} {before}: "
            f"เผยแพร่แผนฉบับใหม่ที่ครอบคลุมปี {coming} ก่อนวันดังกล่าว"
        )
