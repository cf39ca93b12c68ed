"""One scan of one agency, whole: all that a store, a report or another machine needs (``oitcrawl.scan/1``)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.offsite import OffsiteReference
from oitcrawl.model.visit import FailCause, RefusedBy

FORMAT = "oitcrawl.scan/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedAddress:
    """An address that gave no usable answer, in the coverage."""

    url: str
    cause: FailCause
    permanent: bool
    status: int = 0
    found_on: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedAddress:
    """An address that we chose not to fetch, in the coverage."""

    url: str
    by: RefusedBy
    detail: str = ""
    found_on: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadAddress:
    """A content that gave no text, in the coverage."""

    url: str
    cause: UnreadCause
    detail: str = ""
    cure: str = ""
    found_on: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenPage:
    """A page that scripts build and no browser has shown.

    Attributes:
        cause: ``never`` (the settings want no browser), ``absent`` (this machine has none), ``budget`` (the pages
            that may be rendered are spent) or ``failed`` (the browser could not show it, or it stayed empty).
    """

    url: str
    cause: str
    found_on: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenLink:
    """A link inside a comment of a page's code: no visitor sees it, so it is no evidence."""

    url: str
    found_on: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the site as its visitors know it, and how much of it was read.

    Attributes:
        name: what menus call it; a path where nothing does; empty for all smaller sections together.
        url: its first page, where known.
        read: addresses read.
        gone: dead links, of which nothing could be read.
        failed: addresses that gave no usable answer this time.
        refused: addresses that we chose not to fetch.
        unvisited: addresses left because a budget was spent.
        needs_browser: pages that scripts build and no browser has shown.
        unread: documents that gave no text.
        cause: why most of what was not read was not: a value of FailCause, RefusedBy, UnreadCause or ``unvisited``.
        examples: up to three (address, cause) pairs of what was not read, dead links last.
        others: how many sections are summed up here; 0 for a section of its own.
    """

    name: str
    url: str = ""
    read: int = 0
    gone: int = 0
    failed: int = 0
    refused: int = 0
    unvisited: int = 0
    needs_browser: int = 0
    unread: int = 0
    cause: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    others: int = 0

    @property
    def unseen(self) -> int:
        """Addresses that may hold something and were not read."""
        return self.failed + self.refused + self.unvisited + self.needs_browser + self.unread


class TrapReason(StrEnum):
    """Why addresses of one family were not visited any further."""

    FAMILY = "family"  # more alike addresses than the cap allows
    CALENDAR = "calendar"
    PAGES = "pages"  # page after page of a list
    FACETS = "facets"  # one list, sorted or filtered in other ways
    ALIKE = "alike"  # the last pages of the family said nearly the same and led to nothing new
    OLDER = "older"  # next pages of a list whose rows are older than anything that is wanted
    LOOP = "loop"  # relative links on a wrong base
    DEEP = "deep"
    LONG = "long"
    TOO_MANY = "too_many"  # more addresses than a scan remembers


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapNote:
    """Alike addresses of which not all were visited, summed up.

    Attributes:
        reason: why.
        pattern: what the addresses have in common; N stands for a number, T for other varying text.
        visited: how many of them were visited.
        left: how many that were linked to were not.
        examples: a few of those.
    """

    reason: TrapReason
    pattern: str
    visited: int = 0
    left: int = 0
    examples: tuple[str, ...] = ()


class RemovedHow(StrEnum):
    """How something went that was there at the last scan."""

    NOT_FOUND = "not_found"  # the address answers that nothing is there
    UNLINKED = "unlinked"  # no page that was read leads there any more


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedAddress:
    """An address that was read at the last scan and is no longer there.

    Attributes:
        label: the words of the link that led there, or its title.
        seen: day on which it was read last.
    """

    url: str
    how: RemovedHow
    label: str = ""
    seen: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was visited, what was not, and why.

    Attributes:
        pages, documents: contents read.
        rendered, ocr_pages: counts of such work.
        not_modified: addresses that were asked for and had not changed since the last scan.
        skipped: addresses that were not asked for, because they change so seldom; what is said of them was seen at the
            last scan that asked.
        oldest: the day on which the first of these was asked for last; None without any.
        resumed: addresses of which a scan that was cut off had already brought the answer.
        removed: what the last scan had read and is no longer there.
        unvisited: addresses known but left unvisited because a budget was spent.
        stopped_by: None when the frontier ran empty, else ``pages``, ``minutes``, ``bytes``, ``failures`` or
            ``interrupted``.
        seconds: wall time of the crawl.
        bytes: bytes fetched.
        requests: requests sent.
        references: links away from the site that are no evidence: social media, maps, forms, other systems.
        traps: families of addresses that were not followed to their end.
        slowed: how many times the site struggled and was asked more slowly.
        lowest_rate: requests per second at the slowest; 0 when it never was slowed down.
        waited: seconds that the site itself asked to be left alone, by Retry-After.
        browser: whether a browser showed pages: ``used``, ``absent`` on this machine, or ``never`` wanted.
        needs_browser: pages that need one and were not rendered.
        hidden: links in comments of pages.
        sections: the same by section of the site, most addresses first, at most forty and the others summed up.
    """

    pages: int = 0
    documents: int = 0
    rendered: int = 0
    ocr_pages: int = 0
    not_modified: int = 0
    skipped: int = 0
    oldest: date | None = None
    resumed: int = 0
    removed: tuple[RemovedAddress, ...] = ()
    failed: tuple[FailedAddress, ...] = ()
    refused: tuple[RefusedAddress, ...] = ()
    unread: tuple[UnreadAddress, ...] = ()
    unvisited: int = 0
    stopped_by: str | None = None
    seconds: float = 0.0
    bytes: int = 0
    requests: int = 0
    references: tuple[OffsiteReference, ...] = ()
    traps: tuple[TrapNote, ...] = ()
    slowed: int = 0
    lowest_rate: float = 0.0
    waited: float = 0.0
    browser: str = ""
    needs_browser: tuple[UnseenPage, ...] = ()
    hidden: tuple[HiddenLink, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One document of the site, and how well it can be read.

    Attributes:
        url: where it is; a file inside an archive has a fragment that names it.
        found_on: page whose link led there.
        name: what it calls itself, or what its link or file is called.
        file_name: name a person would save it under.
        size: bytes.
        leaves: pages or sheets.
        recognised: pages read by character recognition.
        silent: pages that gave no text.
        quality: 0-1, how far its text can be trusted; 0 when nothing was read.
        cause: why it could not be read, or None.
        years_inside: Buddhist years that its cover states.
        years_named: Buddhist years that its file name or the words of its link state.
        items: O-codes of the items that it is taken for.
        same_as: other addresses with the very same bytes.
        sha256: digest of the bytes, that evidence from it carries too.
    """

    url: str
    found_on: str = ""
    name: str = ""
    file_name: str = ""
    media: Media
    size: int = 0
    leaves: int = 0
    recognised: int = 0
    silent: int = 0
    quality: float = 1.0
    cause: UnreadCause | None = None
    years_inside: tuple[int, ...] = ()
    years_named: tuple[int, ...] = ()
    items: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def is_scan(self) -> bool:
        """Whether nothing of it can be searched or copied: every page is a picture.

        A file that was not read for another cause (a password, damage) is none: nobody saw its pages.
        """
        if self.cause is not None:
            return self.cause in {UnreadCause.SCAN, UnreadCause.UNCLEAR}
        return self.recognised > 0 and self.recognised + self.silent >= self.leaves

    @property
    def contradicts_name(self) -> bool:
        """Whether the cover names other years than the file name or the link."""
        return bool(self.years_inside and self.years_named) and not set(self.years_inside) & set(self.years_named)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanWarning:
    """Something that a person should know, beside the verdicts. Kinds are those of the contract."""

    kind: str
    url: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """An estimated score, worst and best case, 0-100. Never an official score."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts by status and the estimate.

    Attributes:
        estimate: range for the OIT, the mean of the indicators.
        indicators: (indicator number, range) pairs.
        basis: one Thai sentence that says how the estimate was made and that it is not official.
    """

    not_applicable: int = 0
    waived: int = 0
    found: int = 0
    not_due: int = 0
    unverified: int = 0
    incomplete: int = 0
    outdated: int = 0
    missing: int = 0
    estimate: Range
    indicators: tuple[tuple[str, Range], ...] = ()
    basis: str = ""

    def count(self, status: Status) -> int:
        """Number of items in ``status``."""
        return int(getattr(self, status.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRef:
    """Who was scanned, as the scan remembers it."""

    code: str
    name: str
    kind: str
    url: str
    province: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyScan:
    """The result of one scan; its field names are the JSON of the contract.

    Attributes:
        engine: version of oitcrawl.
        rules_digest: ``sha256:...`` of the edition as loaded.
        edition_note: for an edition applied to another year or a provisional one, the Thai sentence that says so.
        as_of: the day for which it was judged.
        items: one finding per item of the edition, in its order.
        attachments: documents of the site and how well each can be read, those taken for an item first.
        window_opens, window_closes: assessment window, where known.
        judged_from: number of the scan whose contents were judged again, without a visit; None for a scan.
    """

    format: str = FORMAT
    engine: str
    edition: str
    edition_title: str = ""
    edition_note: str = ""
    rules_digest: str
    agency: AgencyRef
    fiscal_year: int
    as_of: date
    started: datetime
    finished: datetime
    coverage: Coverage
    items: tuple[ItemFinding, ...]
    summary: Summary
    warnings: tuple[ScanWarning, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    window_opens: date | None = None
    window_closes: date | None = None
    partial: bool = False
    judged_from: int | None = None

    def to_json(self) -> str:
        """The scan as indented JSON text (UTF-8, Thai unescaped, one newline at the end)."""
        data = _adapter().dump_python(self, mode="json")
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> "AgencyScan":
        """The scan that ``to_json`` wrote.

        Raises:
            ValueError: the text is not a scan of this format.
        """
        return _adapter().validate_json(text)


def json_schema() -> dict[str, Any]:
    """JSON Schema of ``scan.json``, for other programs."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$id": FORMAT, **schema}


@cache
def _adapter() -> TypeAdapter[AgencyScan]:
    return TypeAdapter(AgencyScan)
