"""Lists whose rows are dated, newest first: from which page on nothing in them can be wanted any more. Calm."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.freshness import wanted_years
from oitcrawl.judge.labels import is_other_thing
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Link, Page
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.rule import Rule
from oitcrawl.thai.calendar import BE_OFFSET, FiscalYear
from oitcrawl.thai.dates import Precision, find_dates

MIN_ROWS = 5  # dates that make a list
FALLING = 0.9  # share of neighbours of which the later is not newer
PROMISING = 0.45  # interest from which a link names a disclosure
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar)(?:\?|$)", re.IGNORECASE)
_LASTING = frozenset({YearRule.IN_FORCE, YearRule.COVERS})  # made long ago, it may still be in force


class PastLists:
    """Knows the day before which nothing is wanted."""

    def __init__(self, assignment: Assignment, matcher: TopicMatcher) -> None:
        self._since = since(assignment)
        self._recent = _recent_years(self._since, assignment.as_of)
        self._lasting = {rule.slug for rule in assignment.rules.rules if _years(rule) & _LASTING}
        self._matcher = matcher

    def is_past(self, page: Page) -> bool:
        """Whether ``page`` is of a list, newest first, whose newest row is older than anything that is wanted.

        Undated lists and mixed ones are not; nor lists of what stays in force, or that name disclosures themselves.
        """
        if any(year in page.leaf.text for year in self._recent):
            return False  # all but a few lists end here: finding dates costs as much as reading the page
        days = [one.start for one in find_dates(page.leaf.text) if one.precision is Precision.DAY and not one.cited]
        return (
            len(days) >= MIN_ROWS
            and max(days) < self._since
            and _falls(days)
            and not self._may_last(page)
            and not any(self._matcher.interest(link.url, link.label) >= PROMISING for link in own_links(page))
        )

    def _may_last(self, page: Page) -> bool:
        """Whether the list is, by its name, of what stays in force, or may be: of documents and named nothing."""
        names = (page.title, *page.headings[:3], *page.breadcrumb[-1:])
        if any(_FILE.search(link.url) for link in own_links(page)) and not any(map(is_other_thing, names)):
            return True
        verdicts = [self._matcher.classify(name) for name in names if name]
        return any(one.hub or one.slug in self._lasting for one in verdicts)


def since(assignment: Assignment) -> date:
    """The first day of what can be wanted: of last fiscal year, or of an earlier one that a rule asks for."""
    years = [year for rule in assignment.rules.rules for kind in _years(rule) for year in _wanted(kind, assignment)]
    return FiscalYear(min([*years, assignment.fiscal_year.previous.be])).starts


def _recent_years(since: date, until: date) -> tuple[str, ...]:
    """The years after ``since`` as lists write them, Buddhist and Christian, in Arabic and in Thai digits."""
    years = [str(year + era) for year in range(since.year + 1, until.year + 2) for era in (0, BE_OFFSET)]
    return (*years, *(year.translate(_THAI_DIGITS) for year in years))


_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def own_links(page: Page) -> list[Link]:
    """Links of the content of ``page``: what stands in a row or under a heading that is the page's own."""
    headings = set(page.headings)
    return [link for link in page.links if link.label.row or (link.label.headings or ("",))[0] in headings]


def _wanted(kind: YearRule, assignment: Assignment) -> tuple[int, ...]:
    return wanted_years(kind, assignment.fiscal_year)


def _years(rule: Rule) -> set[YearRule]:
    return {rule.year, *(part.year for part in rule.components if part.year is not None)}


def _falls(days: Sequence[date]) -> bool:
    """Whether the list is newest first."""
    return sum(later <= earlier for earlier, later in pairwise(days)) >= FALLING * (len(days) - 1)
