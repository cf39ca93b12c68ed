"""What a rule asks for that decides where and how contents are looked at. Calm."""

from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.freshness import Told
from oitcrawl.judge.reading import Reading
from oitcrawl.model.finding import When
from oitcrawl.ruleset.check import ContactCheck, ContactKind, DateCheck, FormCheck, LinkCheck, Phrases
from oitcrawl.ruleset.rule import Rule
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.dates import Precision


def asks_for_address(rule: Rule) -> bool:
    """Whether it asks where the agency is, which the foot of a page may tell."""
    checks = (check for part in rule.components for check in part.any)
    return any(isinstance(check, ContactCheck) and check.kind is ContactKind.ADDRESS for check in checks)


def is_dated_entries(rule: Rule) -> bool:
    """Whether the item is a stream of dated entries, as news are."""
    return bool(rule.components) and all(
        any(isinstance(check, DateCheck) for check in part.any) for part in rule.components
    )


def takes_links_for_forms(rule: Rule) -> bool:
    """Whether a form or a link to one will do, so that a page that was opened shows by itself whether it is one."""
    kinds = ({type(check) for check in part.any} for part in rule.components)
    return any({FormCheck, LinkCheck} <= some for some in kinds)


def other_links(rule: Rule) -> tuple[Phrases, ...]:
    """The words of links that are asked for and stand for no form."""
    parts = (part for part in rule.components if not any(isinstance(check, FormCheck) for check in part.any))
    return tuple(check.phrases for part in parts for check in part.any if isinstance(check, LinkCheck))


def newest_entry(view: Reading, context: JudgeContext) -> Told:
    """A stream is as fresh as its newest entry up to the day of judgement that still lies in a year that passes."""
    days = [one for one in view.dates if one.precision in {Precision.DAY, Precision.MONTH} and not one.cited]
    past = [one for one in days if context.has_come(one.start)]
    if not past:
        return Told()
    newest = max(past, key=lambda one: (context.fiscal_year.holds(one.start), one.start))
    when = When(start=newest.start, end=newest.end, text=newest.text)
    return Told(years=(FiscalYear.of(newest.start).be,), trust=0.6, when=when, source="วันที่ของรายการ")
