"""Scans that were made: saved whole or not at all, and found again by agency."""

import json
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self
from uuid import uuid4

import sqlalchemy as sa

from oitcrawl.errors import StoreError
from oitcrawl.model.finding import Status
from oitcrawl.model.harvest import Keepsake
from oitcrawl.model.scan import AgencyScan
from oitcrawl.settings import Settings
from oitcrawl.store.address import address_of
from oitcrawl.store.announcements import StoredAnnouncements
from oitcrawl.store.codec import pack, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.documents import StoredContents
from oitcrawl.store.glances import StoredGlances
from oitcrawl.store.journal import Journal, Wish, tidy
from oitcrawl.store.keepsakes import Head, StoredKeepsakes
from oitcrawl.store.locks import StoredLocks
from oitcrawl.store.newest import NEWEST
from oitcrawl.store.outlines import StoredOutlines
from oitcrawl.store.pictures import StoredPictures
from oitcrawl.store.reviews import StoredReviews
from oitcrawl.store.runs import StoredRuns
from oitcrawl.store.tables import harvests, scans
from oitcrawl.store.transcripts import StoredTranscripts
from oitcrawl.store.visits import Round, StoredVisits
from oitcrawl.thai.calendar import thai_date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRow:
    """One scan in the history of an agency.

    Attributes:
        id: number of the scan in this store.
        finished: when it ended (UTC).
        partial: it was interrupted.
        counts: (status, number of items) pairs, best status first, without zeros.
        judged_from: the scan whose contents were judged again; None for a scan of the website.
    """

    id: int
    agency: str
    finished: datetime
    fiscal_year: int
    edition: str
    partial: bool
    counts: tuple[tuple[Status, int], ...]
    judged_from: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON."""
        return {
            "id": self.id,
            "agency": self.agency,
            "finished": self.finished.isoformat(),
            "fiscal_year": self.fiscal_year,
            "edition": self.edition,
            "partial": self.partial,
            "counts": {status.value: count for status, count in self.counts},
            "judged_from": self.judged_from,
        }

    def line(self, lang: str = "th") -> str:
        """The row as one line for people, in Bangkok time."""
        local = self.finished.astimezone(_BANGKOK)
        if lang == "en":
            counts = " · ".join(f"{status.value} {count}" for status, count in self.counts)
            mark = self._mark("interrupted", "judged again from")
            return f"#{self.id}  {local:%Y-%m-%d %H:%M}  FY{self.fiscal_year}  {self.edition}  {counts}{mark}"
        counts = " · ".join(f"{status.thai} {count}" for status, count in self.counts)
        when = f"{thai_date(local.date())} {local:%H:%M} น."
        mark = self._mark("ตรวจยังไม่จบ", "ตัดสินใหม่จาก")
        return f"#{self.id}  {when}  ปีงบประมาณ {self.fiscal_year}  เกณฑ์ {self.edition}  {counts}{mark}"

    def _mark(self, partial: str, again: str) -> str:
        marks = [partial] if self.partial else []
        marks += [f"{again} #{self.judged_from}"] if self.judged_from is not None else []
        return f"  ({', '.join(marks)})" if marks else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is written together with a scan.

    Attributes:
        keepsake: what it brought home.
        shares: in place of it, the scan that had brought home the same.
        end: given the scan and its number, gives what the next scan builds upon; None leaves what there is.
        done: told once all is written.
    """

    keepsake: Keepsake | None = None
    shares: Head | None = None
    end: Callable[[AgencyScan, int], Round | None] = lambda _scan, _number: None
    done: Callable[[AgencyScan], None] = lambda _scan: None


class Store:
    """Scans and texts on disk. Use it in a ``with`` block, so that everything is written at its end.

    Attributes:
        where: path or address of the database, for people.
        database: the database itself, for what is done to all of it.
        contents: texts that were read (``keep``, ``load``, ``recall``).
        transcripts: pages that were recognised (``put``, ``get``).
        pictures: of evidence (``put``, ``get``).
        keepsakes: what scans brought home, for judging it again.
        visits: what addresses came to when they were last asked.
        reviews: what people said of items (``add``, ``of``).
        glances: scans at a glance (``newest``, ``of``).
        runs: scans begun without a person beside them, and what became of each.
        locks: what only one program may do at a time.
        announcements: what was told to whom.
    """

    def __init__(self, where: str | Path = "", *, folder: str | Path = "") -> None:
        """Open the store, and make it where there is none.

        Args:
            where: a folder, the address of a database, or empty for the user's data folder.
            folder: for files beside a database on a server; empty for the user's data folder.

        Raises:
            StoreError: it cannot be opened.
        """
        self._database = self.database = Database(where, folder=folder)
        self.where = self._database.where
        self.contents = StoredContents(self._database)
        self.transcripts = StoredTranscripts(self._database)
        self.pictures = StoredPictures(self._database)
        self.keepsakes = StoredKeepsakes(self._database)
        self.visits = StoredVisits(self._database)
        self.reviews = StoredReviews(self._database)
        self.outlines = StoredOutlines(self._database)
        self.glances = StoredGlances(self._database)
        self.runs = StoredRuns(self._database)
        self.locks = StoredLocks(self._database)
        self.announcements = StoredAnnouncements(self._database)
        self._journals: dict[str, Journal] = {}
        self._beside: dict[str, Beside] = {}

    def lay_beside(self, code: str, beside: Beside) -> None:
        """Let ``save_scan`` also write this, in one transaction with the next scan of that agency."""
        self._beside[code] = beside

    def save_scan(self, scan: AgencyScan, *, uid: str = "") -> int:
        """Keep ``scan``, the texts read for it and what was laid beside it; returns its number.

        A server that goes away meanwhile is waited for. Should it have kept the scan already, it is not kept twice.

        Args:
            scan: what is kept.
            uid: its name in every store, such as the token of a job that may be done twice; empty gives a new one.

        Raises:
            StoreError: the database cannot be written; then nothing of the scan is.
        """
        self.contents.flush()
        beside = self._beside.pop(scan.agency.code, Beside())
        row = {**_row(scan), "uid": uid or uuid4().hex}
        number = self._database.run(lambda connection: self._save(connection, scan, row, beside))
        beside.done(scan)
        return number

    def _save(self, connection: sa.Connection, scan: AgencyScan, row: dict[str, Any], beside: Beside) -> int:
        self._database.take_turns(connection, scan.agency.code)
        kept = connection.execute(sa.select(scans.c.id).where(scans.c.uid == row["uid"])).scalar()
        if kept is not None:
            return int(kept)
        key = connection.execute(scans.insert().values(row)).inserted_primary_key
        assert key is not None
        number = int(key[0])
        self.glances.save(connection, number, scan)
        if beside.keepsake is not None:
            self.keepsakes.save(connection, number, beside.keepsake)
        elif beside.shares is not None:
            self.keepsakes.share(connection, number, beside.shares)
        if (last := beside.end(scan, number)) is not None:
            self.visits.save(connection, scan.agency.code, last)
        return number

    def journal(self, code: str, terms: str, wish: Wish = Wish.AUTO, *, or_under: str = "") -> Journal:
        """The journal of a scan of that agency, opened: see Journal."""
        if (open_one := self._journals.pop(code, None)) is not None:
            open_one.close()
        name = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in code)[:60]
        file = f"{name}.{sha256(code.encode()).hexdigest()[:12]}.journal"
        tidy(self._database.folder / "journals")
        journal = Journal(self._database.folder / "journals" / file, terms, wish=wish, or_under=or_under)
        self._journals[code] = journal
        return journal

    def journal_done(self, code: str) -> None:
        """Remove the journal of an agency: its scan is kept."""
        if (journal := self._journals.pop(code, None)) is not None:
            journal.remove()

    def latest(self, code: str, *, before: datetime | None = None, good_only: bool = True) -> AgencyScan | None:
        """The newest scan of an agency, or None.

        Args:
            code: the agency's code.
            before: only scans that ended before this moment.
            good_only: pass over interrupted scans: they saw a part of the site and would look like a loss.

        Raises:
            StoreError: the database cannot be read, or the scan in it.
        """
        wanted = scans.c.agency == code
        if before is not None:
            wanted &= scans.c.finished < _moment(before)
        if good_only:
            wanted &= scans.c.partial.is_(False)
        return self._scan(wanted)

    def scan(self, number: int) -> AgencyScan | None:
        """The scan of that number, or None.

        Raises:
            StoreError: the database cannot be read, or the scan in it.
        """
        return self._scan(scans.c.id == number)

    def newest(self, code: str) -> int | None:
        """Number of the newest whole scan of an agency, else of the newest; None without any.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(scans.c.id).where(scans.c.agency == code).order_by(scans.c.partial, *NEWEST).limit(1)
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def history(self, code: str) -> tuple[ScanRow, ...]:
        """All scans of an agency, the newest first, interrupted ones too."""
        columns = [column for column in scans.c if column.name != "scan"]
        query = sa.select(*columns, harvests.c.judged_from).outerjoin(harvests, harvests.c.scan == scans.c.id)
        query = query.where(scans.c.agency == code).order_by(*NEWEST)
        with self._database.read() as connection:
            return tuple(_scan_row(row) for row in connection.execute(query).mappings())

    def codes(self) -> tuple[str, ...]:
        """Codes of the agencies that have a scan, in order."""
        with self._database.read() as connection:
            return tuple(connection.execute(sa.select(scans.c.agency).distinct().order_by(scans.c.agency)).scalars())

    def close(self) -> None:
        """Write what waits and give the database back.

        Raises:
            StoreError: the database cannot be written.
        """
        try:
            self.contents.flush()
        finally:
            for journal in self._journals.values():
                journal.close()
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """Close it; what is already on its way is what a person is told, and not that closing failed, too."""
        with suppress(StoreError) if kind is not None else nullcontext():
            self.close()

    def _scan(self, wanted: sa.ColumnElement[bool]) -> AgencyScan | None:
        query = sa.select(scans.c.id, scans.c.scan).where(wanted).order_by(*NEWEST).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        try:
            return AgencyScan.from_json(unpack(row.scan))
        except ValueError as error:
            raise StoreError(
                f"อ่านการตรวจเลขที่ {row.id} ใน {self.where} ไม่ได้", cure="ตรวจเว็บไซต์นั้นใหม่ด้วย oitcrawl scan"
            ) from error


def open_store(settings: Settings) -> Store:
    """The store that ``settings`` name.

    Raises:
        SettingsError: the file of the database's password cannot be read.
        StoreError: it cannot be opened.
    """
    return Store(address_of(settings), folder=settings.data_dir if "://" not in settings.data_dir else "")


_BANGKOK: Final = timezone(timedelta(hours=7))


def _row(scan: AgencyScan) -> dict[str, Any]:
    return {
        "agency": scan.agency.code,
        "started": _moment(scan.started),
        "finished": _moment(scan.finished),
        "fiscal_year": scan.fiscal_year,
        "edition": scan.edition,
        "rules_digest": scan.rules_digest,
        "engine": scan.engine,
        "partial": scan.partial,
        "counts": json.dumps(_counts(item.status for item in scan.items)),
        "scan": pack(scan.to_compact_json().encode("utf-8", "replace")),
    }


def _counts(statuses: Iterable[Status]) -> dict[str, int]:
    seen = list(statuses)
    return {status.value: seen.count(status) for status in Status if status in seen}


def _scan_row(row: sa.RowMapping) -> ScanRow:
    return ScanRow(
        id=row["id"],
        agency=row["agency"],
        finished=datetime.fromisoformat(row["finished"]),
        fiscal_year=row["fiscal_year"],
        edition=row["edition"],
        partial=row["partial"],
        counts=tuple((Status(status), count) for status, count in json.loads(row["counts"]).items()),
        judged_from=row["judged_from"],
    )


def _moment(when: datetime) -> str:
    """A moment as text that sorts by time; one without a zone is taken for UTC."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")
