"""Judges stored scans again: the same texts under other rules, another year or another day, without the web."""

from dataclasses import dataclass, replace
from datetime import date

from oitcrawl.errors import UsageError
from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Document, Page
from oitcrawl.model.harvest import Keepsake, Record
from oitcrawl.model.scan import AgencyScan
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.scan import judge_harvest
from oitcrawl.store.documents import StoredContents
from oitcrawl.store.keepsakes import Head
from oitcrawl.store.scans import Store
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """How a stored scan is to be judged again; None is as it was.

    Attributes:
        rules: the edition.
        fiscal_year: Buddhist year assessed.
        as_of: the day for which it is judged.
        matcher: the topic matcher of the rules, where several scans share one; None makes one.
    """

    rules: RuleSet
    fiscal_year: int | None = None
    as_of: date | None = None
    matcher: TopicMatcher | None = None


def judge_again(store: Store, number: int, scan: AgencyScan, how: Again) -> tuple[AgencyScan, Head]:
    """Judge a scan again from what is kept of it.

    Args:
        store: where it is.
        number: of the scan.
        scan: itself.
        how: by which rules, for which year and day.

    Returns:
        The new scan, and what the store needs to keep it.

    Raises:
        UsageError: too little of it is kept.
        StoreError: the database cannot be read.
    """
    head, keepsake = _kept(store, number, scan)
    assignment = Assignment(
        site=keepsake.site,
        rules=how.rules,
        fiscal_year=FiscalYear(how.fiscal_year or scan.fiscal_year),
        as_of=how.as_of or scan.as_of,
        engine=__version__,
    )
    texts = Texts(store.contents, keepsake)
    judged = judge_harvest(
        assignment,
        keepsake.harvest,
        texts.load,
        how.matcher or TopicMatcher(how.rules),
        started=scan.started,
        finished=lambda: scan.finished,
    )
    # the pictures show what was seen then, whatever is made of it now
    judged = replace(judged, judged_from=number, pictures=scan.pictures, pictured=scan.pictured)
    return judged, replace(head, judged_from=number)


def _kept(store: Store, number: int, scan: AgencyScan) -> tuple[Head, Keepsake]:
    kept = store.keepsakes.load(number)
    if kept is None:
        raise UsageError(
            f"การตรวจเลขที่ {number} ไม่ได้เก็บเนื้อหาไว้ ตัดสินใหม่ไม่ได้",
            cure=f"ตรวจใหม่ด้วย oitcrawl scan {scan.agency.url}",
            en=f"of scan {number} no contents were kept — scan {scan.agency.url} again",
        )
    if lost := store.keepsakes.lost(kept[1]):
        raise UsageError(
            f"เนื้อหา {lost} รายการของการตรวจเลขที่ {number} ไม่อยู่ในฐานข้อมูลแล้ว ตัดสินใหม่ไม่ได้",
            cure=f"ตรวจใหม่ด้วย oitcrawl scan {scan.agency.url}",
            en=f"{lost} texts of scan {number} are no longer stored — scan {scan.agency.url} again",
        )
    return kept


class Texts:
    """Texts as they were judged: with what was recognised of scans."""

    def __init__(self, contents: StoredContents, keepsake: Keepsake) -> None:
        self._contents, self._recognised = contents, dict(keepsake.recognised)

    def load(self, record: Record) -> Page | Document | None:
        """The text of a record, or None."""
        key = self._recognised.get(record.sha256)
        if key is None:
            return self._contents.load(record.sha256) if record.sha256 else None
        text = self._contents.load(key)
        return replace(text, sha256=record.sha256) if text else None
