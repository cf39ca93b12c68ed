"""The desk where orders come in: which agencies, which rules, which stored scans; `delivery` hands reports out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from oitcrawl.agencies import choose, load_agencies
from oitcrawl.compose.delivery import Delivery
from oitcrawl.compose.doors import Order, Watch, scan_site, site_from_url
from oitcrawl.compose.history import Difference, difference
from oitcrawl.compose.nothing_read import in_english, what_next, why_nothing
from oitcrawl.compose.rejudge import Again, judge_again
from oitcrawl.compose.reviews import ground
from oitcrawl.compose.saying import Saying, review_of
from oitcrawl.compose.several import Watchers, scan_sites
from oitcrawl.errors import SiteUnjudgeable, UsageError
from oitcrawl.model.formats import DEFAULT_FORMATS
from oitcrawl.model.person import Review
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import RefusedBy
from oitcrawl.ruleset.naming import by_slug
from oitcrawl.settings import Settings
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import Beside, open_store

DEFAULT_AGENCIES = Path("agencies.yaml")


class Desk(Delivery):
    """One command's worth of work on one store and one report folder."""

    def choose(
        self, targets: Sequence[str], *, agencies: Path | None, every: bool = False, group: str | None = None
    ) -> tuple[AgencySite, ...]:
        """The agencies meant by addresses, codes, --all or --group.

        Raises:
            UsageError: nothing was named, or something unknown was.
        """
        addresses = [target for target in targets if _is_address(target)]
        codes = [target for target in targets if not _is_address(target)]
        file = agencies or (DEFAULT_AGENCIES if DEFAULT_AGENCIES.is_file() else None)
        listed: tuple[AgencySite, ...] = ()
        if codes or every or group or agencies:
            if file is None:
                raise _not_an_address(codes)
            listed = choose(load_agencies(file), codes, every=every, group=group)
        chosen = (*(site_from_url(_checked(address)) for address in addresses), *listed)
        if not chosen:
            raise UsageError(
                "ยังไม่ได้บอกว่าจะตรวจเว็บไซต์ใด",
                cure="เช่น oitcrawl scan https://www.example.go.th/",
                en="which website? — oitcrawl scan https://www.example.go.th/",
            )
        return chosen

    def order(
        self,
        site: AgencySite,
        *,
        edition: str | None = None,
        as_of: date | None = None,
        fiscal_year: int | None = None,
    ) -> Order:
        """The order for one agency, with the edition loaded.

        Raises:
            RulesError: the edition is unknown or a rule file is wrong.
        """
        if site.edition and edition and edition != site.edition:  # its codes are those of its own edition
            site = by_slug(site, self.rules(site.edition))
        return Order(site=site, rules=self.rules(edition or site.edition), as_of=as_of, fiscal_year=fiscal_year)

    def scan(self, order: Order, watch: Watch | None = None) -> AgencyScan:
        """Scan one agency; texts are kept in the store."""
        return scan_site(order, self.settings, watch=watch, store=self.store)

    def scan_several(self, orders: Sequence[Order], watchers: Watchers, *, at_once: int) -> None:
        """Scan agencies, ``at_once`` of them at a time; texts are kept in the store."""
        scan_sites(orders, self.settings, watchers=watchers, at_once=at_once, store=self.store)

    def demand_judgeable(self, scan: AgencyScan, order: Order) -> None:
        """Refuse a scan in which nothing of the site could be read.

        Raises:
            UsageError: the address is private and --allow-private was not said.
            SiteUnjudgeable: the site gave nothing.
        """
        coverage = scan.coverage
        if coverage.pages or coverage.documents or scan.partial:
            return
        self.store.journal_done(scan.agency.code)  # the next scan asks all again
        if any(refused.by is RefusedBy.GATE for refused in coverage.refused):
            raise UsageError(
                f"{order.site.url} อยู่ในเครือข่ายภายในหรือเป็นที่อยู่สงวน ({coverage.refused[0].detail})",
                cure="ถ้าตั้งใจตรวจเครื่องในเครือข่ายนี้ ให้เพิ่ม --allow-private",
                en=f"{order.site.url} is a private or reserved address — add --allow-private if that is meant",
            )
        raise SiteUnjudgeable(
            f"ตรวจ {order.site.url} ไม่ได้เลย: {why_nothing(scan)}",
            cure=what_next(scan),
            en=f"nothing of {order.site.url} could be read: {in_english(scan)}",
        )

    def tried(self, order: Order, error: SiteUnjudgeable) -> None:
        """Write down that nothing of a site could be read, so that its last report is not taken for how it is now.

        Raises:
            StoreError: the database cannot be written.
        """
        run = Run(token=uuid4().hex, agency=order.site.code, started=datetime.now(UTC))
        self.store.runs.begin(run)
        self.store.runs.end(run.token, RunOutcome.UNREADABLE, error.message)

    def stored(self, agency: str | None, *, every: bool, scan: int | None) -> tuple[AgencyScan, ...]:
        """Stored scans that a report is wanted of.

        Raises:
            UsageError: nothing was named, or nothing is stored under that name.
        """
        if scan is not None:
            return (self._one(self.store.scan(scan), f"ไม่มีการตรวจเลขที่ {scan}"),)
        codes = self.store.codes() if every else (agency,) if agency else ()
        if not codes:
            raise UsageError(
                "ยังไม่มีผลการตรวจที่เก็บไว้" if every else "ยังไม่ได้บอกรหัสหน่วยงาน",
                cure="oitcrawl scan URL",
                en="nothing is stored, or no agency was named — oitcrawl scan URL",
            )
        return tuple(self._one(self._newest(code), f"ยังไม่เคยตรวจหน่วยงานรหัส {code!r}") for code in codes)

    def _newest(self, code: str) -> AgencyScan | None:
        return self.store.latest(code) or self.store.latest(code, good_only=False)

    def _one(self, scan: AgencyScan | None, complaint: str) -> AgencyScan:
        if scan is None:
            known = ", ".join(self.store.codes())
            cure = f"รหัสที่มี: {known}" if known else "เริ่มด้วย oitcrawl scan URL"
            raise UsageError(complaint, cure=cure, en=f"no such scan — known agencies: {known or 'none'}")
        return scan

    def numbers(self, agency: str | None, *, every: bool, scan: int | None) -> tuple[int, ...]:
        """Numbers of the scans that are to be judged again: that one, or the newest of an agency or of all.

        Raises:
            UsageError: nothing was named, or nothing is stored under that name.
        """
        if scan is not None:
            return (scan,)
        codes = dict.fromkeys(one.agency.code for one in self.stored(agency, every=every, scan=None))
        return tuple(number for code in codes if (number := self.store.newest(code)) is not None)

    def rejudge(
        self,
        number: int,
        *,
        edition: str | None = None,
        fiscal_year: int | None = None,
        as_of: date | None = None,
        formats: Sequence[str] = DEFAULT_FORMATS,
    ) -> tuple[AgencyScan, Path]:
        """Judge a stored scan again without the web, keep the result as a scan and write its report.

        Args:
            number: of the scan.
            edition: of the rules; None is that of the scan.
            fiscal_year: Buddhist year assessed; None is as it was.
            as_of: the day for which it is judged; None is as it was.
            formats: of the report.

        Raises:
            UsageError: there is no such scan, or too little of it is kept.
            RulesError, StoreError, PublishError: as for a scan.
        """
        stored = self._one(self.store.scan(number), f"ไม่มีการตรวจเลขที่ {number}")
        how = Again(rules=self.rules(edition or stored.edition), fiscal_year=fiscal_year, as_of=as_of)
        judged, head = judge_again(self.store, number, stored, how)
        self.store.lay_beside(judged.agency.code, Beside(shares=head))
        return judged, self.deliver(judged, formats=formats)

    def difference(self, agency: str, scans: Sequence[int]) -> Difference:
        """What changed between two scans of an agency: see ``history.difference``."""
        return difference(self.store, agency, scans, self.heard)

    def review(self, agency: str, saying: Saying) -> Review:
        """Keep a person's word on the newest scan of an agency.

        Raises:
            UsageError: nothing is stored of the agency, or the word lacks something.
        """
        (scan,) = self.stored(agency, every=False, scan=None)
        kept = self.store.reviews.of(scan.agency.code)
        return self.store.reviews.add(review_of(saying, scan, kept, ground(self.store, scan.agency.code)))


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """A desk whose store is closed at the end.

    Raises:
        StoreError: the database cannot be opened.
    """
    with open_store(settings) as store:
        yield Desk(settings, store)


def _is_address(target: str) -> bool:
    return "://" in target


def _checked(address: str) -> str:
    """``address`` when it can be the address of a website.

    Raises:
        UsageError: another scheme, no host, or credentials in it.
    """
    try:
        parts = urlsplit(address)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise UsageError(
            f"{address!r} ไม่ใช่ที่อยู่เว็บไซต์",
            cure="เขียนแบบ https://www.example.go.th/",
            en=f"{address!r} is no website address — write https://www.example.go.th/",
        )
    if parts.username or parts.password:
        raise UsageError(
            "ที่อยู่มีชื่อผู้ใช้หรือรหัสผ่าน",
            cure="ตัดส่วนก่อน @ ออก",
            en="the address holds a user name or password — cut what stands before @",
        )
    return address


def _not_an_address(codes: Sequence[str]) -> UsageError:
    if codes and "." in codes[0]:
        return UsageError(
            f"{codes[0]!r} ไม่ใช่ที่อยู่เว็บไซต์ที่ครบถ้วน",
            cure=f"ใส่ https:// นำหน้า เช่น https://{codes[0]}",
            en=f"{codes[0]!r} is no whole address — write https://{codes[0]}",
        )
    return UsageError(
        "ไม่มีไฟล์รายชื่อหน่วยงาน",
        cure="สร้าง agencies.yaml หรือบอกชื่อไฟล์ด้วย --agencies FILE",
        en="there is no agencies file — make agencies.yaml or name one with --agencies FILE",
    )
