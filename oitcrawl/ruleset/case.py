"""A rule's own cases: labels that are or are not its item, and small sites with the verdict they deserve. Calm."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from oitcrawl.model.content import Media, TextLayer, UnreadCause
from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.model.site import AgencyKind
from oitcrawl.model.visit import FailCause
from oitcrawl.thai.calendar import FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCase:
    """A label (or address) and whether it names this item."""

    label: str
    item: bool
    href: str = ""

    @property
    def name(self) -> str:
        """What reports call the case."""
        return self.label or self.href


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContent:
    """One content of a judging case: what the site holds, and how a link names it.

    Attributes:
        label, row, heading: the words of the link to it, the row it stands in, the heading above.
        href: address or file name; invented when empty.
        title, headings, text, tables, links, images, emails, phones, map, form: what it holds when read.
        leaves: pages of the document; text is split among them at form feeds.
        unread, failed: it is there but gives no text, or the link exists and the fetch failed.
        offsite: kept elsewhere; known by its label only.
        dead: the label leads nowhere (``#``).
        needs_script: the page is built by a script and was not rendered.
        last_modified: date of the HTTP header.
    """

    label: str = ""
    row: str = ""
    heading: str = ""
    href: str = ""
    media: Media = Media.HTML
    title: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    links: tuple[str, ...] = ()
    leaves: int = 1
    images: int = 0
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    map: bool = False
    form: bool = False
    text_layer: TextLayer = TextLayer.GOOD
    unread: UnreadCause | None = None
    failed: FailCause | None = None
    offsite: bool = False
    dead: bool = False
    needs_script: bool = False
    last_modified: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a judging case demands; None means that the case does not look at it.

    Attributes:
        lacking: keys of the components found absent, in the rule's order.
        components: (key, state) pairs that must hold.
        year_found: Buddhist fiscal years of the best evidence.
    """

    status: Status
    lacking: tuple[str, ...] | None = None
    components: tuple[tuple[str, ComponentState], ...] = ()
    year_found: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingCase:
    """A small site, the day it is judged, and what to expect.

    Attributes:
        kind: kind of the agency.
        stopped_by: the budget that ended the crawl early, or None.
        unvisited: addresses left unvisited.
    """

    name: str
    as_of: date
    fiscal_year: FiscalYear
    contents: tuple[CaseContent, ...]
    expect: Expect
    kind: AgencyKind = AgencyKind.LOCAL_GOVERNMENT
    stopped_by: Literal["pages", "minutes", "bytes", "failures", "interrupted"] | None = None
    unvisited: int = 0


Case = LabelCase | JudgingCase
