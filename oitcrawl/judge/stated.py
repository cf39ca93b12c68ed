"""The year of the assessment that a page, or a section of it, says its list is of. Calm."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from oitcrawl.judge.labels import says_nothing
from oitcrawl.model.content import Label, Media
from oitcrawl.model.harvest import Record
from oitcrawl.thai.calendar import BE_OFFSET
from oitcrawl.thai.text import thai_digits_to_arabic

STEPS = 3  # pages that are asked on the way back to the home page

Names = Callable[[str], bool]
"""Whether a text names a disclosure, so that a year in it is that of a document."""


def stated_year(text: str, names: Names = lambda _text: False) -> int | None:
    """The one Buddhist year whose assessment ``text`` speaks of: ``ITA 2566``, ``ปีงบประมาณ ๒๕๖๖``, ``OIT68``.

    None when there is none or there are several, and when the year is plainly that of a document.
    """
    if not _TWO_DIGITS.search(text):
        return None
    digits = thai_digits_to_arabic(text)
    years = set(_years(digits))
    if len(years) != 1:
        return None
    told = _ASSESSMENT.search(digits) is not None or says_nothing(text)
    return years.pop() if told or (_FISCAL.search(digits) is not None and not names(text)) else None


class StatedYears:
    """Finds for the words around a link the year that their surroundings state, the nearest statement first."""

    def __init__(self, records: Iterable[Record], names: Names) -> None:
        self._pages: Mapping[str, Record] = {
            address: one
            for one in records
            if one.media is Media.HTML
            for address in (one.final_url, one.url)
            if address
        }
        self._names = names
        self._sections: dict[tuple[str, str], int | None] = {}
        self._told: dict[str, int | None] = {}
        self._headed: dict[str, Mapping[str, set[int | None]]] = {}
        self._whole: dict[tuple[str, int], int | None] = {}

    def of(self, label: Label) -> int | None:
        """The year stated above a link, in its page's title, trail or address, or on the way to the page."""
        key = label.found_on, label.heading
        if key not in self._sections:
            self._sections[key] = self._of_section(label)
        return self._sections[key]

    def of_page(self, url: str) -> int | None:
        """The year that a page as a whole states."""
        return self._page(url, STEPS)

    def _of_section(self, label: Label) -> int | None:
        for heading in label.headings:
            if year := self._year(heading):
                return year
        above = self._above(label.found_on)
        years = {year for heading in label.headings for year in above.get(heading, ())}
        if len(years) > 1:
            return None  # the same words head sections of several years
        return next(iter(years), None) or self._year(label.page_title) or self._page(label.found_on, STEPS)

    def _above(self, url: str) -> Mapping[str, set[int | None]]:
        """For every heading of a page the years stated by the nearest heading that states one, wherever it stands."""
        if url not in self._headed:
            above: dict[str, set[int | None]] = defaultdict(set)
            year = None
            for heading in self._pages[url].headings if url in self._pages else ():
                above[heading].add(year)
                year = self._year(heading) or year
            self._headed[url] = above
        return self._headed[url]

    def _page(self, url: str, steps: int) -> int | None:
        if not steps:
            return None
        if (url, steps) not in self._whole:
            self._whole[url, steps] = self._find(url, steps)
        return self._whole[url, steps]

    def _find(self, url: str, steps: int) -> int | None:
        page = self._pages.get(url)
        if page is None:
            return _year_of_address(url)
        headed = {self._year(one) for one in page.headings} - {None}
        if year := self._year(page.title) or (headed.pop() if len(headed) == 1 else None):
            return year
        if headed:
            return None
        called = {self._year(one.text) for one in page.labels} - {None}
        for text in reversed(page.breadcrumb):
            if year := self._year(text):
                return year
        if len(called) == 1:
            return called.pop()
        return _year_of_address(url) or self._on_the_way(page, steps)

    def _on_the_way(self, page: Record, steps: int) -> int | None:
        """What the pages say that lead here, if they agree."""
        years = {
            self._year(label.heading) or self._page(label.found_on, steps - 1)
            for label in page.labels
            if label.found_on and label.found_on != page.url
        }
        return years.pop() if len(years) == 1 else None

    def _year(self, text: str) -> int | None:
        if text not in self._told:
            self._told[text] = stated_year(text, self._names)
        return self._told[text]


def _years(digits: str) -> Iterator[int]:
    for match in _YEAR.finditer(digits):
        if match["be"]:
            yield int(match["be"])
        elif match["ce"]:
            yield int(match["ce"]) + BE_OFFSET
        else:
            yield int(match["short"]) + 2500


def _year_of_address(url: str) -> int | None:
    """``/ita2566/``, ``/ITA/2566/``, ``oit68.php``: only an address that speaks of the assessment."""
    path = unquote(url).partition("://")[2].partition("/")[2]
    years = set(_years(path))
    return years.pop() if len(years) == 1 and _IN_ADDRESS.search(path) else None


_TWO_DIGITS: Final = re.compile(r"\d\d")  # of any script
_YEAR: Final = re.compile(
    r"(?<!\d)(?:(?P<be>25[5-9]\d)|(?P<ce>20[1-4]\d))(?!\d)"
    r"|(?<![a-z])(?:ita|oit)[ _./-]{0,2}(?:ปี ?)?(?P<short>[5-9]\d)(?!\d)",
    re.IGNORECASE,
)
_ASSESSMENT: Final = re.compile(
    r"(?<![a-z])(?:ita|oit)(?![a-z])|คุณธรรมและความโปร่งใส|การเปิดเผยข้อมูลสาธารณะ|open data integrity", re.IGNORECASE
)
_FISCAL: Final = re.compile(r"ปี ?งบ")
_IN_ADDRESS: Final = re.compile(r"(?<![a-z])(?:ita|oit)(?![a-z])", re.IGNORECASE)
