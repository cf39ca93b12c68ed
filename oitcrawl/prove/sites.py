"""From a judging case to the harvest that a survey of such a site would have brought home."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import Final
from urllib.parse import urljoin

from oitcrawl.logbook import Logbook
from oitcrawl.model.content import Content, Document, Label, Leaf, Link, Media, Page, Table, Unread
from oitcrawl.model.harvest import Blank, Harvest, LoadContent, Record
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import PERMANENT, Failed, Fetched
from oitcrawl.ruleset.case import CaseContent, JudgingCase

HOME: Final = "https://www.agency.example/"
_HOME_TITLE = "หน้าแรก"
# What readers can tell the cells of; in a PDF a table is only its words.
_WITH_CELLS = frozenset({Media.HTML, Media.DOCX, Media.XLSX, Media.XLS, Media.ODT, Media.ODS, Media.CSV})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSite:
    """A judging case as the judge meets it.

    Attributes:
        harvest: what the survey of such a site gives.
        contents: the contents that can be loaded again, by address.
    """

    agency: AgencySite
    harvest: Harvest
    contents: Mapping[str, Page | Document]

    @property
    def load(self) -> LoadContent:
        """Fetches a content again, as the store does."""
        return self._load

    def _load(self, record: Record) -> Page | Document | None:
        return self.contents.get(record.url)


def site_of(case: JudgingCase) -> CaseSite:
    """The small site that a case describes: a home page whose links lead to its contents."""
    placed = {_address(number, one): one for number, one in enumerate(case.contents, 1)}
    home = _home(placed)
    read = {url: _content(url, one) for url, one in placed.items() if _answers(one)}
    harvest = _harvest(case, placed, home, read)
    kept = {url: one for url, one in {HOME: home, **read}.items() if isinstance(one, Page | Document)}
    agency = AgencySite(code="case", name="หน่วยงานตัวอย่าง", kind=case.kind, url=HOME)
    return CaseSite(agency=agency, harvest=harvest, contents=kept)


@dataclass(frozen=True, slots=True)
class _Place:
    url: str
    path: tuple[str, ...] = ()


def _harvest(
    case: JudgingCase, placed: Mapping[str, CaseContent], home: Page, read: Mapping[str, Content]
) -> Harvest:
    """Written down by the logbook that real surveys use, so that records are what they would be."""
    log = Logbook()
    log.content(_Place(HOME), _answer(HOME, None), home)
    for url, one in placed.items():
        if one.failed is not None:
            log.blank(Failed(url=url, cause=one.failed, permanent=one.failed in PERMANENT))
        elif one.offsite:
            log.offsite(url, (_label(one),), (HOME,))
        elif url in read:
            log.content(_Place(url, (HOME,)), _answer(url, one), read[url])
    labels = {url: (_label(one),) for url, one in placed.items()}

    def around(url: str) -> tuple[Label, ...]:
        return labels.get(url, ())

    left = tuple(Blank(url=f"{HOME}left/{n}", reason="unvisited") for n in range(case.unvisited))
    return Harvest(
        records=log.records(around),
        blanks=(*log.blanks(around), *left),
        dead_labels=tuple(log.dead_labels),
        coverage=replace(log.coverage(around), stopped_by=case.stopped_by, unvisited=case.unvisited),
        warnings=tuple(log.warnings),
    )


def _answers(one: CaseContent) -> bool:
    return not (one.dead or one.offsite or one.failed is not None)


def _address(number: int, one: CaseContent) -> str:
    """The address of the case, or one whose words say nothing."""
    if one.href:
        return urljoin(HOME, one.href)
    if one.offsite:
        return f"https://drive.google.com/file/d/{number:08d}/view"
    return f"{HOME}{number}" if one.media is Media.HTML else f"{HOME}{number}.{one.media.value}"


def _label(one: CaseContent) -> Label:
    return Label(text=one.label, row=one.row, heading=one.heading, page_title=_HOME_TITLE, found_on=HOME)


def _home(placed: Mapping[str, CaseContent]) -> Page:
    alive = {url: one for url, one in placed.items() if not one.dead}
    return Page(
        url=HOME,
        title=_HOME_TITLE,
        leaf=Leaf(number=1, text=""),
        links=tuple(Link(url=url, label=_label(one)) for url, one in alive.items()),
        dead_anchors=tuple(one.label for one in placed.values() if one.dead),
        sha256=HOME,
    )


def _answer(url: str, one: CaseContent | None) -> Fetched:
    day = one.last_modified if one else None
    stamp = format_datetime(datetime.combine(day, time(), UTC), usegmt=True) if day else ""
    return Fetched(url=url, final_url=url, body=b"", last_modified=stamp)


def _content(url: str, one: CaseContent) -> Content:
    if one.unread is not None:
        return Unread(url=url, media=one.media, cause=one.unread, leaf_count=one.leaves, sha256=url)
    return _page(url, one) if one.media is Media.HTML else _document(url, one)


def _page(url: str, one: CaseContent) -> Page:
    return Page(
        url=url,
        title=one.title,
        headings=one.headings,
        leaf=Leaf(number=1, text=_with_tables(one.text, one), tables=_tables(one)),
        links=tuple(Link(url=f"{url}/{n}", label=Label(text=text)) for n, text in enumerate(one.links, 1)),
        images=one.images,
        emails=one.emails,
        phones=one.phones,
        has_map=one.map,
        has_form=one.form,
        text_layer=one.text_layer,
        needs_script=one.needs_script,
        sha256=url,
    )


def _document(url: str, one: CaseContent) -> Document:
    first, *others = one.text.split("\f")
    texts = [_with_tables(first, one), *others, *[""] * (one.leaves - 1 - len(others))]
    leaves = tuple(
        Leaf(number=number, text=text, tables=_tables(one) if number == 1 else ())
        for number, text in enumerate(texts, 1)
    )
    return Document(
        url=url,
        media=one.media,
        title=one.title,
        leaves=leaves,
        text_layer=one.text_layer,
        leaf_count=len(leaves),
        images=one.images,
        sha256=url,
    )


def _tables(one: CaseContent) -> tuple[Table, ...]:
    tables = one.tables if one.media in _WITH_CELLS else ()
    return tuple(Table(header=rows[0], rows=rows[1:]) for rows in tables if rows)


def _with_tables(text: str, one: CaseContent) -> str:
    """Readers give the words of a table twice: as rows, and in the running text."""
    rows = [" ".join(row) for table in one.tables for row in table]
    return "\n".join([text.rstrip("\n"), *rows, ""]) if rows else text
