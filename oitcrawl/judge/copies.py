"""The very same bytes under folders or labels of several years: a year folder that was copied whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from oitcrawl.judge.labels import says_nothing
from oitcrawl.model.content import Media
from oitcrawl.model.harvest import Record
from oitcrawl.thai.calendar import BE_OFFSET
from oitcrawl.thai.dates import title_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One address, and the Buddhist years that its folders and the words of its links put it under."""

    record: Record
    years: frozenset[int]


class Copies:
    """Finds what lies under several years with the very same bytes."""

    def __init__(self, records: Iterable[Record]) -> None:
        by_digest: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            if record.sha256:
                by_digest[record.sha256].append(record)
        placed = ([_placed(one) for one in same] for same in by_digest.values() if len(same) > 1)
        self.groups = tuple(tuple(group) for group in placed if _disagree(group))
        self._urls = frozenset(one.record.url for group in self.groups for one in group)

    def __contains__(self, url: str) -> bool:
        """Whether the bytes at ``url`` lie under other years too, so that its place tells nothing of its year."""
        return url in self._urls

    def beside(self, urls: Iterable[str]) -> frozenset[str]:
        """``urls`` and all addresses with the very same bytes as one of them."""
        wanted = set(urls)
        groups = ([one.record.url for one in group] for group in self.groups)
        return frozenset(wanted.union(*(some for some in groups if not wanted.isdisjoint(some))))


def folder_years(url: str) -> frozenset[int]:
    """Buddhist years that the folders of an address name: ``/ita2567/``, ``/uploads/2024/10/``, ``/ITA67/``."""
    folders = unquote(url.rpartition("/")[0])
    years = {int(year) for year in _YEAR_FOLDER.findall(folders)}
    long = {year if year >= _FIRST_BE else year + BE_OFFSET for year in years}
    return frozenset(long | {2500 + int(year) for year in _SHORT_FOLDER.findall(folders)})


def round_years(record: Record) -> dict[int, str]:
    """Buddhist year -> page, for the rounds of assessment or year headings under which links to ``record`` stand."""
    found: dict[int, str] = {}
    for label in record.labels:
        for text in (label.heading, label.page_title):
            years = title_years(text) if text and (says_nothing(text) or _ROUND.search(text)) else ()
            if len(years) == 1:
                found.setdefault(years[0], label.found_on)
    return found


def _placed(record: Record) -> Placed:
    """What says most plainly under which year it lies: its folder, else the list that names it, else its link."""
    years = folder_years(record.url) or frozenset(round_years(record))
    if not years and record.media is not Media.HTML:
        years = frozenset(year for label in record.labels for year in _one(title_years(label.text)))
    return Placed(record=record, years=years)


def _one(years: tuple[int, ...]) -> Iterator[int]:
    """The year, if there is but one: the span of a plan is no place."""
    if len(years) == 1:
        yield years[0]


def _disagree(group: list[Placed]) -> bool:
    told = [one.years for one in group if one.years]
    return len(told) > 1 and any(not one & told[0] for one in told[1:])


_FIRST_BE = 2400
_YEAR_FOLDER = re.compile(r"(?<!\d)(25[4-9]\d|20[0-4]\d)(?!\d)")
_SHORT_FOLDER = re.compile(r"(?:/|ita|oit|ปี|year|fy)[-_]?([67]\d)(?=/|$)", re.IGNORECASE)
_ROUND = re.compile(r"(?<![a-z])(?:ITAS?|OIT)(?![a-z])|ข้อมูลสาธารณะ|การประเมินคุณธรรม", re.IGNORECASE)
