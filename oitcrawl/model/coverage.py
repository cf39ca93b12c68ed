"""What of a site was visited, what was not, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oitcrawl.model.content import UnreadCause
from oitcrawl.model.offsite import OffsiteReference
from oitcrawl.model.visit import FailCause, RefusedBy


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
            that may be rendered are spent), ``failed`` (the browser could not show it, or it stayed empty), ``post``
            (its data is asked for by another method than GET, which is never sent), ``closed`` (robots.txt or
            caution kept its data from being asked for) or ``silent`` (the server of its data did not answer).
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
class Vitals:
    """How the site itself did while it was visited.

    Attributes:
        home: address that answered as the home page, after redirects; empty when none did.
        home_cause: why the home page gave nothing: a value of FailCause or RefusedBy; empty when it answered.
        home_seconds: seconds from asking for it to its last byte; 0 when that was not measured.
        tls: ``sound``, ``none`` (plain http) or a value of TlsTrouble; empty when that could not be seen.
        timed: pages of the web whose time was measured.
        median: seconds to the last byte within which half of them were there; 0 without any.
        slow: seconds within which nine of ten were.
    """

    home: str = ""
    home_cause: str = ""
    home_seconds: float = 0.0
    tls: str = ""
    timed: int = 0
    median: float = 0.0
    slow: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was visited, what was not, and why.

    Attributes:
        pages, documents: contents read.
        rendered, ocr_pages: counts of such work.
        not_modified: addresses that were asked for and had not changed since the last scan.
        skipped: addresses that were not asked for, because they change so seldom; what is said of them was seen at
            the last scan that asked.
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
        vitals: whether the site could be reached, how safely and how fast, with every page looked through for
            gambling spam; None in scans of earlier versions.
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
    vitals: Vitals | None = None
