"""Records of what was read: small, and made of what the content itself says. Calm."""

from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from oitcrawl.logbook.defaced import is_defaced
from oitcrawl.logbook.spam import is_overrun
from oitcrawl.model.content import Content, Document, Media, Page, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.model.harvest import Record
from oitcrawl.model.visit import Fetched

PAGE_COVER = 600
DOCUMENT_COVER = 1500
NEXT_COVER = 300  # of the second and third page


class Place(Protocol):
    """Where the walk stands: the address it went to and how it came there."""

    @property
    def url(self) -> str:
        """Canonical address."""

    @property
    def path(self) -> tuple[str, ...]:
        """Addresses clicked from the home page."""


def page_record(place: Place, answer: Fetched, page: Page) -> Record:
    """The record of a page."""
    unread = None
    if page.text_layer is TextLayer.GARBLED:
        unread = UnreadCause.GARBLED
    return Record(
        url=place.url,
        final_url=answer.final_url,
        media=Media.HTML,
        title=page.title,
        headings=page.headings,
        breadcrumb=page.breadcrumb,
        cover=page.leaf.text[:PAGE_COVER],
        path=place.path,
        sha256=page.sha256,
        text_layer=page.text_layer,
        size=page.size,
        unread=unread,
        needs_script=page.needs_script,
        barred=page.barred,
        overrun=is_overrun(page) or is_defaced(page),
        file_name=file_name(answer),
        last_modified=_modified(answer),
    )


def document_record(place: Place, answer: Fetched, document: Document) -> Record:
    """The record of a document."""
    unread = {TextLayer.GARBLED: UnreadCause.GARBLED, TextLayer.NONE: UnreadCause.SCAN}.get(document.text_layer)
    return Record(
        url=place.url,
        final_url=answer.final_url,
        media=document.media,
        title=document.title,
        path=place.path,
        sha256=document.sha256,
        size=document.size,
        unread=unread,
        **what_it_says(document),
        overrun=is_overrun(document),
        file_name=file_name(answer),
        last_modified=_modified(answer),
    )


def may_disclose(member: Content) -> bool:
    """Whether a file inside another could be a disclosure: programs, settings and the like are not even unread."""
    return not (
        isinstance(member, Unread) and member.media is Media.OTHER and member.cause is UnreadCause.UNSUPPORTED
    )


def what_it_says(document: Document) -> dict[str, Any]:
    """The fields of a record that come from the text of a document."""
    told = [leaf for leaf in document.leaves if leaf.text]
    return {
        "cover": _cover(document),
        "text_layer": document.text_layer,
        "leaf_count": document.leaf_count,
        "quality": round(sum(leaf.quality for leaf in told) / len(told), 3) if told else 0.0,
        "recognised": sum(leaf.source is TextSource.OCR for leaf in told),
        "silent": document.leaf_count - len(told),
        "torn": document.torn,
    }


def _cover(document: Document) -> str:
    """The beginning of the first pages, parted by form feeds: a title may stand behind a covering memo."""
    texts = [leaf.text for leaf in document.leaves[:3] if leaf.text]
    room = DOCUMENT_COVER - sum(min(len(text), NEXT_COVER) for text in texts[1:])
    return "\f".join([text[:room] if not number else text[:NEXT_COVER] for number, text in enumerate(texts)])


def unread_record(place: Place, answer: Fetched, unread: Unread) -> Record:
    """The record of bytes that nobody could read."""
    return Record(
        url=place.url,
        final_url=answer.final_url,
        media=unread.media,
        path=place.path,
        sha256=unread.sha256,
        text_layer=TextLayer.NONE,
        leaf_count=unread.leaf_count,
        size=unread.size,
        quality=0.0,
        silent=unread.leaf_count,
        unread=unread.cause,
        needs_script=unread.cause is UnreadCause.NEEDS_JAVASCRIPT,
        file_name=file_name(answer),
        last_modified=_modified(answer),
    )


def file_name(answer: Fetched) -> str:
    """The name a person would save the answer under, percent escapes decoded; empty for a folder."""
    return answer.disposition or unquote(PurePosixPath(urlsplit(answer.final_url).path).name)


def _modified(answer: Fetched) -> date | None:
    try:
        return parsedate_to_datetime(answer.last_modified).date() if answer.last_modified else None
    except ValueError:
        return None
