"""One scan of an agency among its others: goes on where one was cut off, asks what changed, tells the next."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from oitcrawl.compose.rejudge import Texts
from oitcrawl.compose.removed import removed
from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Content, Document, Label, Page
from oitcrawl.model.harvest import Harvest, Keepsake, Record
from oitcrawl.model.known import READ, Known, digest
from oitcrawl.model.scan import AgencyScan, Coverage, RemovedAddress
from oitcrawl.model.site import AgencySite
from oitcrawl.resume import WrittenBrowser, WrittenVisits
from oitcrawl.revisit import Past, RememberedDoubts, Revisits
from oitcrawl.scan import judge_harvest
from oitcrawl.settings import Settings
from oitcrawl.store.codec import READER
from oitcrawl.store.journal import Journal, Verdict, Wish
from oitcrawl.store.keepsakes import Head, recognised_key
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.visits import Round
from oitcrawl.survey import SurveyTools, Visits
from oitcrawl.version import __version__

Notice = Callable[[str, str], None]

# Settings that change how a site is asked, never what is found there.
_HOW: Final = frozenset(
    "contact max_minutes max_bytes concurrency rate timeout max_seconds retries max_failures reader_seconds readers "
    "reader_memory reader_files memory_total heavy_page "
    "render_seconds browser browser_memory full_sweep_days slow_seconds pictures warc "
    "data_dir reports_dir rules_dir lang database database_password_file keep_scans_days keep_evidence_days "
    "keep_bodies_days scan_every_days dense_days twice_days scan_at scan_spread_minutes quiet_hours sites_at_once "
    "misfire_hours fleet_takeover_seconds fleet_tries fleet_retry_seconds fleet_grace_seconds "
    "fleet_stale_days".split()
)
_LIST: Final = 5  # addresses first reached from a page, that make it a list
_PROMISING: Final = 0.3  # interest from which an address is asked every night: what is lacking may appear there
_BANGKOK: Final = timedelta(hours=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a scan is made under.

    Attributes:
        assignment: what is to be answered.
        settings: budgets and courtesy.
        helpers: programs at hand that change what can be read, such as a browser.
        wish: what to do about a scan that was cut off, and whether to build on the last one.
        notice: told once, in Thai and in English, what the scan builds upon.
    """

    assignment: Assignment
    settings: Settings
    helpers: tuple[str, ...] = ()
    wish: Wish = Wish.AUTO
    notice: Notice = lambda _thai, _english: None

    @property
    def terms(self) -> str:
        """A digest of all on which depends what is found."""
        settings = {one.name: getattr(self.settings, one.name) for one in fields(Settings) if one.name not in _HOW}
        told = [__version__, READER, settings, asdict(self.assignment.site), self.helpers]
        return digest(json.dumps(told, default=str).encode())

    def journal_terms(self, last: Round | None) -> str:
        """The same, with all on which depends what is asked and in which order."""
        rules, year = self.assignment.rules.digest, self.assignment.fiscal_year.be
        return f"{self.terms}:{rules}:{year}:{last.scan if last else 0}"


class Night:
    """One scan of one agency."""

    def __init__(self, store: Store, plan: Plan) -> None:
        """Look up the last scan, and take up one that was cut off.

        Args:
            store: where scans are kept.
            plan: what this one is made under.

        Raises:
            StoreError: the database cannot be read.
        """
        self._store, self._plan = store, plan
        self._code = plan.assignment.site.code
        last = None if plan.wish is Wish.FRESH else store.visits.load(self._code)
        self._last = last if last is not None and last.terms == plan.terms else None
        fresh = plan.journal_terms(None)
        self._journal = store.journal(self._code, plan.journal_terms(self._last), plan.wish, or_under=fresh)
        if self._journal.terms == fresh:  # what was cut off did not build on the last scan: neither does the rest
            self._last = None
        self._began = self._journal.began or datetime.now(UTC)
        self._recognised: dict[str, str] = {}
        self._written: WrittenVisits | None = None
        self._browser: WrittenBrowser | None = None
        self._revisits: Revisits
        self._interest: Callable[[str, Label], float]
        _tell(self._journal, plan)

    # --- doors ---

    def visits(self, visits: Visits) -> WrittenVisits:
        """``visits`` that are written down, and answered from what is written."""
        self._written = WrittenVisits(visits, self._journal)
        return self._written

    def equip(self, tools: SurveyTools, *, home: str, again: Callable[[Content, str], Content]) -> SurveyTools:
        """The doors of the survey, with what is known of the site.

        Args:
            tools: its doors, ``visits`` being those of this night.
            home: address of the home page.
            again: given what was read once and the address where it is met again; gives it as met there.
        """
        self._interest = tools.interest
        revisits = self._revisits = Revisits(tools.visits, self._past(home))
        if tools.browser is not None:
            self._browser = WrittenBrowser(tools.browser, self._journal, is_kept=revisits.gave)
        return replace(
            tools,
            visits=revisits,
            read=revisits.reader(tools.read, again),
            keep=revisits.keeper(tools.keep),
            doubts=RememberedDoubts(tools.doubts, revisits) if tools.doubts else None,
            browser=self._browser,
        )

    def _past(self, home: str) -> Past:
        return Past(
            known=self._last.known if self._last else (),
            home=home,
            recall=self._store.contents.known,
            now=self._began,
            most=self._plan.settings.full_sweep_days,
            sweep=self._is_sweep,
        )

    @property
    def _is_sweep(self) -> bool:
        days = timedelta(days=self._plan.settings.full_sweep_days)
        return self._last is None or self._began - self._last.swept >= days

    # --- a night without news ---

    async def as_before(
        self, matcher: TopicMatcher, tools: SurveyTools, now: Callable[[], datetime]
    ) -> AgencyScan | None:
        """The scan, when every address answers as at the last scan; None when something may have changed.

        Args:
            matcher: for judging again, where rules, year or day differ.
            tools: for progress and early stop.
            now: the time.
        """
        old = self._store.scan(self._last.scan) if self._last and not self._is_sweep else None
        head = self._store.keepsakes.head(self._last.scan) if old and self._last else None
        if old is None or head is None or not self._would_ask_the_same(old) or self._is_lossy(head):
            return None
        started = now()
        lanes = self._plan.settings.concurrency
        if not await self._revisits.all_as_before(lanes=lanes, stop=tools.stop, progress=tools.progress):
            return None
        head = replace(head, coverage=self._counted(head.coverage, started, now()), judged_from=None)
        scan = self._judged_before(old, head, started, now()) or self._judged_again(head, matcher, started, now)
        if scan is not None:
            self._lay_beside(Beside(shares=head))
        return scan

    def _is_lossy(self, head: Head) -> bool:
        """Whether texts of the last scan are no longer stored: they are read again, and so can be judged again."""
        kept = self._store.keepsakes.load(head.source)
        return kept is None or self._store.keepsakes.lost(kept[1]) > 0

    def _judged_before(self, old: AgencyScan, head: Head, started: datetime, finished: datetime) -> AgencyScan | None:
        """The verdicts of the last scan, while they hold."""
        day = self._plan.assignment.as_of
        if day != old.as_of and (old.holds_until is None or not old.as_of < day < old.holds_until):
            return None
        told = {name: getattr(head.coverage, name) for name in _COUNTS}
        coverage = replace(old.coverage, removed=(), **told)
        return replace(old, as_of=day, started=started, finished=finished, coverage=coverage)

    def _judged_again(
        self, head: Head, matcher: TopicMatcher, started: datetime, now: Callable[[], datetime]
    ) -> AgencyScan | None:
        """The same harvest, for another day."""
        kept = self._store.keepsakes.load(head.source)
        if kept is None or self._store.keepsakes.lost(kept[1]):
            return None
        _, keepsake = kept
        return judge_harvest(
            replace(self._plan.assignment, site=head.site),
            replace(keepsake.harvest, coverage=head.coverage),
            Texts(self._store.contents, keepsake).load,
            matcher,
            started=started,
            finished=now,
        )

    def _would_ask_the_same(self, old: AgencyScan) -> bool:
        """Whether this scan would visit and read just what the last one did, were nothing changed.

        What is visited first, and how far lists are followed, depends on the rules and the year. A scan that ran out
        of time for recognition would read on; what lies on other hosts tells of no change.
        """
        assignment = self._plan.assignment
        same = (assignment.rules.digest, assignment.fiscal_year.be) == (old.rules_digest, old.fiscal_year)
        unread = any(warning.kind == "ocr_budget" for warning in old.warnings)
        return same and not unread and not self._plan.settings.offsite_hosts

    # --- what is handed on ---

    def complete(self, harvest: Harvest) -> Harvest:
        """The harvest of a survey, with what the memory of the site adds to its coverage."""
        coverage = replace(
            self._counted(harvest.coverage),
            seconds=harvest.coverage.seconds,
            requests=harvest.coverage.requests,
            bytes=harvest.coverage.bytes + self._revisits.tally.bytes,
            removed=self._removed(harvest),
        )
        return replace(harvest, coverage=coverage)

    def keep_text(self, sha256: str, text: Page | Document) -> None:
        """Keep what a file says together with what was recognised of it, beside what its bytes say alone."""
        key = recognised_key(sha256, text)
        self._recognised[sha256] = key
        self._store.contents.keep(replace(text, sha256=key))

    def witness(self, site: AgencySite, harvest: Harvest) -> None:
        """Take what is about to be judged; it is written together with the scan."""
        recognised = tuple(self._recognised.items())
        self._lay_beside(Beside(keepsake=Keepsake(site=site, harvest=harvest, recognised=recognised)), harvest)

    def _lay_beside(self, beside: Beside, harvest: Harvest | None = None) -> None:
        def end(scan: AgencyScan, number: int) -> Round | None:
            return None if scan.coverage.stopped_by else self._round(scan, number, harvest)

        self._store.lay_beside(self._code, replace(beside, end=end, done=self._done))

    def _done(self, scan: AgencyScan) -> None:
        """The scan is kept: nothing of it need be resumed, unless it was stopped."""
        if not scan.partial:
            self._store.journal_done(self._code)

    def _round(self, scan: AgencyScan, number: int, harvest: Harvest | None) -> Round:
        known = self._revisits.known()
        if harvest is not None:
            showed = self._browser.showed if self._browser else set()
            known = _weighed(known, _vital(scan, harvest, self._interest), harvest, showed)
        swept = self._began if self._is_sweep or self._last is None else self._last.swept
        return Round(scan=number, terms=self._plan.terms, swept=swept, known=known)

    def _counted(
        self, coverage: Coverage, started: datetime | None = None, ended: datetime | None = None
    ) -> Coverage:
        tally, written = self._revisits.tally, self._written
        asked = [one.last_asked for one in self._revisits.known() if one.url in tally.skipped]
        return replace(
            coverage,
            not_modified=len(tally.unchanged),
            skipped=len(tally.skipped),
            oldest=(min(asked) + _BANGKOK).date() if asked else None,
            resumed=written.replayed if written else 0,
            seconds=(ended - started).total_seconds() if started and ended else coverage.seconds,
            requests=self._revisits.requests,
            bytes=tally.bytes,
            waited=round(self._revisits.pace.waited, 2),
            slowed=self._revisits.pace.slowed,
            lowest_rate=self._revisits.pace.lowest_rate,
        )

    def _removed(self, harvest: Harvest) -> tuple[RemovedAddress, ...]:
        """What the last scan had read and this one finds no longer."""
        if self._last is None or harvest.coverage.stopped_by:
            return ()
        old = self._store.keepsakes.head(self._last.scan)
        was = old.coverage if old is not None else Coverage()
        return removed(self._last.known, self._revisits.known(), was=was, now=harvest.coverage)


_COUNTS: Final = "not_modified skipped oldest resumed seconds requests bytes waited slowed lowest_rate".split()


def _vital(scan: AgencyScan, harvest: Harvest, interest: Callable[[str, Label], float]) -> set[str]:
    """Addresses that are asked every night: the home page, evidence and the ways to it, promises, and lists."""
    vital = {piece.url for item in scan.items for piece in item.evidence} | {scan.agency.url}
    leads: Counter[str] = Counter()
    for record in harvest.records:
        leads.update(record.path[-1:])
        if record.url in vital:
            vital.update(record.path)
        elif any(interest(record.url, label) >= _PROMISING for label in record.labels[:2]):
            vital.add(record.url)
    return vital | {url for url, count in leads.items() if count >= _LIST}


def _weighed(known: tuple[Known, ...], vital: set[str], harvest: Harvest, showed: set[str]) -> tuple[Known, ...]:
    """What is known, with what links call each address and whether it is asked every night."""
    names = {record.url: _name(record) for record in harvest.records}
    return tuple(
        replace(
            one,
            label=names.get(one.url, one.label),
            vital=bool({one.url, one.final_url} & vital) or one.came != READ,
            rendered=one.url in showed,
        )
        for one in known
    )


def _name(record: Record) -> str:
    told = (label.text or label.row for label in record.labels)
    return next(filter(None, told), record.title)[:200]


def _tell(journal: Journal, plan: Plan) -> None:
    """Say what becomes of a scan that was cut off, in one line."""
    match journal.verdict:
        case Verdict.RESUMED if journal.found and journal.began:
            when = f"{journal.began + _BANGKOK:%H:%M}"
            plan.notice(
                f"ทำต่อจากการตรวจที่ค้างไว้เมื่อ {when} น. (ได้คำตอบมาแล้ว {journal.found} ครั้ง) ถ้าต้องการเริ่มใหม่ใช้ --fresh",
                f"going on with the scan begun at {when} ({journal.found} answers are here) — --fresh begins anew",
            )
        case Verdict.TOO_OLD:
            plan.notice(
                "การตรวจที่ค้างไว้เก่ากว่า 6 ชั่วโมง จึงเริ่มใหม่ (ครั้งหน้าถ้าต้องการทำต่อใช้ --resume)",
                "the scan that was cut off is older than 6 hours: beginning anew (--resume would have gone on)",
            )
        case Verdict.OTHER_TERMS:
            plan.notice(
                "การตรวจที่ค้างไว้ใช้การตั้งค่า เกณฑ์ หรือรุ่นโปรแกรมอื่น จึงเริ่มใหม่",
                "the scan that was cut off had other settings, rules or version: beginning anew",
            )
        case Verdict.NONE if plan.wish is Wish.RESUME:
            plan.notice("ไม่มีการตรวจที่ค้างไว้ จึงเริ่มใหม่", "no scan was cut off: beginning anew")
        case _:
            pass
