"""How likely a link leads to a disclosure that is wanted: what its words name, and of which year. Calm."""

import re

from oitcrawl.judge.labels import says_nothing
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.rule import RuleSet
from oitcrawl.thai.calendar import FiscalYear

OLD = 0.45  # share of its interest that a link keeps when it names a year before last fiscal year
OLDER = 0.04  # share less for each further year
FADED = 0.03  # less for each year of what stays in force
_MOST = 6  # years
_YEARS = re.compile(r"(?<![\d๐-๙])(?:25[5-9]\d|๒๕[๕-๙][๐-๙])(?![\d๐-๙])")
_LONG = 40  # characters; so much says something
_PAGE_NUMBER = 4  # characters; so short a number counts pages
_FORMER = "ก่อนหน้า ถัดไป หน้าแรก หน้าสุดท้าย next prev previous".split()


class Interest:
    """The interest of links on one site for one fiscal year; newer years come first, whatever else they say."""

    def __init__(self, matcher: TopicMatcher, rules: RuleSet, year: FiscalYear) -> None:
        self._matcher, self._last = matcher, year.previous.be
        self._lasting = {rule.slug for rule in rules.rules if rule.year is YearRule.IN_FORCE}

    def __call__(self, url: str, label: Label) -> float:
        """How likely the link leads to a disclosure that is wanted, 0-1."""
        interest = self._matcher.interest(url, label)
        year = year_told(label)
        if year is None or year > self._last:
            return interest
        gap = min(self._last - year, _MOST)
        if self._matcher.classify(label.text).slug in self._lasting:
            return interest - FADED * (gap + 1)
        return interest * (OLD - OLDER * gap) if gap else interest - FADED


def year_told(label: Label) -> int | None:
    """The newest Buddhist year that the words around a link name, those next to it first; None without any."""
    for text in (label.text, label.row, label.heading, label.page_title):
        # most words of a site hold no year, and a search for two digits tells that in no time
        if text and ("25" in text or "๒๕" in text) and (years := _YEARS.findall(text)):
            return max(map(int, years))
    return None


def is_vague(label: Label) -> bool:
    """Whether a link says nothing of its target, so that the page where it stands must: no pager, which says "on"."""
    text = label.text.strip()
    if len(text) > _LONG or not says_nothing(text) or not says_nothing(label.row):
        return False
    return not (text.isdigit() and len(text) < _PAGE_NUMBER) and text.lower() not in _FORMER
