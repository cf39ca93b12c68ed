"""Reports go out: a scan is kept, people's words are heard, its folder and the overview are written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from oitcrawl import durable
from oitcrawl.compose.courses import courses
from oitcrawl.compose.cut_off import CutOff, cut_off, cut_off_since, visit_of
from oitcrawl.compose.history import Since, past_of
from oitcrawl.compose.pictures import shots
from oitcrawl.compose.press import Press
from oitcrawl.compose.reviews import heard
from oitcrawl.errors import PublishError, UsageError
from oitcrawl.model.formats import DEFAULT_FORMATS
from oitcrawl.model.masked import masked
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.folder import why
from oitcrawl.report.partial import take_partial_away
from oitcrawl.report.prune import prune
from oitcrawl.report.publish import Other, day_of, demand_our_overview, publish, publish_at, publish_overview
from oitcrawl.ruleset.load import RuleSet, load_edition
from oitcrawl.ruleset.own import own_folder
from oitcrawl.settings import Settings
from oitcrawl.store.scans import Store

DEFAULT_EDITION = "nacc-2568"


class Delivery:
    """The side of one command's work that faces its report folder."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.reports = Path(settings.reports_dir)
        self.pruned: list[str] = []  # old reports that went to make room for new ones
        self.press = Press(settings.browser)

    def rules(self, edition: str | None = None) -> RuleSet:
        """An edition of the rules, an office's own one before one that ships."""
        return load_edition(edition or DEFAULT_EDITION, own=own_folder(self.settings), cases=False)

    def deliver(self, scan: AgencyScan, *, formats: Sequence[str] = DEFAULT_FORMATS, uid: str = "") -> Path:
        """Keep the scan and write its report.

        Args:
            scan: what came of a visit.
            formats: of the report.
            uid: see ``Store.save_scan``.

        Returns:
            The folder of the report.

        Raises:
            StoreError, PublishError: a disk or database that cannot be written; nothing is half-written.
        """
        return self._publish(self.store.save_scan(scan, uid=uid), scan, formats)

    def deliver_at(self, scan: AgencyScan, folder: Path) -> Path:
        """Write the report into ``folder`` itself; the scan is not kept.

        Raises:
            PublishError: it cannot be written; nothing is half-written.
        """
        return publish_at(scan, folder, lang=self.settings.lang, shots=shots(self.store.pictures))

    def rewrite(self, number: int, *, formats: Sequence[str] = DEFAULT_FORMATS, since: Since | None = None) -> Path:
        """Write the report of the stored scan of that number again; the same bytes, whatever was scanned later.

        Args:
            number: of the scan.
            formats: of the report.
            since: an earlier scan; the report then also tells what changed since that one.

        Raises:
            UsageError: there is no such scan.
            StoreError, PublishError: a disk or database that cannot be written; nothing is half-written.
        """
        return self._publish(number, self.numbered(number), formats, since)

    def numbered(self, number: int) -> AgencyScan:
        """The stored scan of that number.

        Raises:
            UsageError: there is none.
        """
        if (scan := self.store.scan(number)) is None:
            raise UsageError(
                f"ไม่มีการตรวจเลขที่ {number}",
                cure="ดูเลขที่การตรวจจาก oitcrawl history CODE",
                en=f"there is no scan {number} — see oitcrawl history CODE",
            )
        return scan

    def heard(self, scan: AgencyScan) -> AgencyScan:
        """A scan with people's words in it, as reports show it; what is stored is the machine's own.

        Raises:
            StoreError: the database cannot be read.
        """
        return heard(self.store, scan, lambda: self.rules(scan.edition))

    def _publish(self, number: int, scan: AgencyScan, formats: Sequence[str], since: Since | None = None) -> Path:
        found, lang = shots(self.store.pictures), self.settings.lang
        past = replace(past_of(self.store, number, scan, since), confirm=self.settings.confirm_scans)
        told, apart = masked(self.heard(scan)), self._is_apart(scan)  # earlier versions kept what was read
        folder = publish(
            told,
            self.reports,
            formats=formats,
            past=past,
            lang=lang,
            shots=found,
            printer=self.press,
            apart=apart,
            lead=not scan.partial or self.store.latest(scan.agency.code) is None,
        )
        self.store.runs.reported(scan.agency.code, number)
        day = day_of(folder)
        if not scan.partial and cut_off_since(self.store, number, scan) is None:
            take_partial_away(day.parent)
        gone = prune(day.parent, keep=self.settings.keep_reports, spare=day.name)
        self.pruned += [f"{day.parent.name}/{name}" for name in gone]
        return folder

    def cut_off(self, scan: AgencyScan) -> CutOff:
        """What to tell of a scan that was cut off: its number, and where the report of the last finished one is.

        Raises:
            StoreError: the database cannot be read.
        """
        return cut_off(self.store, scan, self.reports)

    def _is_apart(self, scan: AgencyScan) -> bool:
        """Whether a scan judged again asks something else than the visit that it goes back to."""
        visit = visit_of(self.store, scan)
        return visit is None or (visit.edition, visit.fiscal_year) != (scan.edition, scan.fiscal_year)

    def publish_overview(self, *, notes: tuple[tuple[str, str], ...] = (), other: Other = "replace") -> Path | None:
        """Write the overview of all agencies that have a scan, ``notes`` among its facts; None when there is none.

        ``other`` says what becomes of one in another language: see ``publish_overview`` of the report room.
        """
        if not self.store.codes():
            return None
        known = courses(self.store, self.heard)
        return publish_overview(known, self.reports, lang=self.settings.lang, notes=notes, other=other)

    def check_writable(self, *, overview: bool = True) -> None:
        """Find out before an hour of crawling whether the report can be written at its end, and the overview.

        Raises:
            PublishError: the report folder cannot be written, or a page of somebody's own is where the overview goes.
        """
        if overview:
            demand_our_overview(self.reports)
        probe = self.reports / ".oitcrawl-probe"
        try:
            self.reports.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            reason, _ = why(error)
            raise PublishError(
                f"เขียนโฟลเดอร์รายงาน {self.reports} ไม่ได้ ({reason})",
                cure="แก้ที่โฟลเดอร์นั้น หรือเลือกโฟลเดอร์อื่นด้วย --out แล้วสั่งเดิมอีกครั้ง",
                en=f"cannot write the report folder {self.reports} ({error.strerror}) — choose another with --out",
            ) from error

    def write_text(self, path: Path, text: str) -> None:
        """Write a file for other programs, whole or not at all.

        Raises:
            PublishError: it cannot be written.
        """
        beside = path.with_name(path.name + ".part")
        try:
            durable.write(beside, text.encode())
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise PublishError(
                f"เขียน {path} ไม่ได้ ({error.strerror})",
                cure="ตรวจโฟลเดอร์และพื้นที่ว่าง",
                en=f"cannot write {path} ({error.strerror})",
            ) from error
