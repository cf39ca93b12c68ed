"""Bytes in, value out: what a page or an attachment says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from oitcrawl.model.content import Document, Leaf, Media, Page, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.read.archive import Inside, read_archive, read_members
from oitcrawl.read.doc import read_doc
from oitcrawl.read.docx import read_docx
from oitcrawl.read.frames import Frames
from oitcrawl.read.html import read_page
from oitcrawl.read.image import read_image
from oitcrawl.read.inside import Bounds
from oitcrawl.read.mail import read_mail, saved_page
from oitcrawl.read.opendocument import read_open_document
from oitcrawl.read.pdf import read_pdf
from oitcrawl.read.rtf import read_rtf
from oitcrawl.read.slides import read_slides
from oitcrawl.read.sniff import (
    is_container,
    is_encrypted_office,
    is_markup,
    is_open_document,
    is_torn_container,
    sniff,
)
from oitcrawl.read.text import read_text
from oitcrawl.read.trouble import trouble_of
from oitcrawl.read.unread import unread
from oitcrawl.read.workbook import read_sheets
from oitcrawl.settings import Settings

__all__ = ["Frames", "is_markup", "read"]

Resolve = Callable[[str, str], str | None]


def read(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    charset: str = "",
    disposition: str = "",
    resolve: Callable[[str, str], str | None],
    settings: Settings,
    frames: Frames | None = None,
) -> Page | Document | Unread:
    """Read what an address answered. Never raises for what the bytes are: they become ``Unread`` with the cause.

    Args:
        body: the bytes, with transfer and content encodings taken off.
        url: canonical address that answered.
        content_type: media type of the header, lower case; believed only where the bytes do not tell.
        charset: charset parameter of the header; may be wrong.
        disposition: file name of Content-Disposition, or empty.
        resolve: (base, href) -> canonical absolute address, or None for what is no address to visit.
        settings: limits of reading.
        frames: what frames the pages of this site, to be read but once; None reads all of every page.
    """
    desk = _Desk(resolve=resolve, settings=settings, frames=frames)
    inside = Inside(url=url, bounds=Bounds(len(body), settings), settings=settings, read=desk.member)
    media = sniff(body, content_type=content_type, name=disposition or url)
    return desk.read(body, media, url=url, charset=charset, inside=inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where bytes are read, those of an address and those of the files inside them alike."""

    resolve: Resolve
    settings: Settings
    frames: Frames | None

    def member(self, body: bytes, url: str, inside: Inside) -> Page | Document | Unread:
        """Read a file that lies inside another."""
        return self.read(body, sniff(body, name=inside.path), url=url, charset="", inside=inside)

    def read(self, body: bytes, media: Media, *, url: str, charset: str, inside: Inside) -> Page | Document | Unread:
        """Read bytes whose media is known; trouble becomes ``Unread``."""
        digest, size = sha256(body).hexdigest(), len(body)
        cause = _refusal(body, self.settings)
        if cause is not None:
            return unread(url, media, cause, sha256=digest, size=size)
        try:
            if media is Media.HTML:
                return self._page(body, url=url, charset=charset, digest=digest)
            if media is Media.EMAIL and (saved := saved_page(body)) is not None:
                return replace(self._page(saved[0], url=url, charset=saved[1], digest=digest), size=size)
            if media is Media.ARCHIVE:
                return read_archive(body, sha256=digest, inside=inside)
            content = _document(media, body, url=url, charset=charset, settings=self.settings, digest=digest)
            return _with_members(content, body, inside)
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # noqa: BLE001 - hostile bytes find every hole; calamine's panics are no Exception
            known = trouble_of(error)
            return unread(
                url,
                media,
                known.cause,
                detail=known.detail,
                cure=known.cure,
                leaf_count=known.leaf_count,
                sha256=digest,
                size=size,
            )

    def _page(self, body: bytes, *, url: str, charset: str, digest: str) -> Page:
        return read_page(
            body,
            url=url,
            charset=charset,
            resolve=self.resolve,
            max_links=self.settings.max_links,
            max_depth=self.settings.max_html_depth,
            sha256=digest,
            frames=self.frames,
        )


def _with_members(content: Document | Unread, body: bytes, inside: Inside) -> Document | Unread:
    """A document with the files attached to it, as PDFs and mails have them; not for ever."""
    if content.media not in {Media.PDF, Media.EMAIL} or inside.depth > inside.settings.max_nesting:
        return content
    members = tuple(read_members(body, content.media, inside))
    if not members:
        return content
    if isinstance(content, Unread):  # a scan, or the empty cover sheet of a portfolio: what is attached still counts
        count = content.leaf_count if content.cause is UnreadCause.SCAN else 0
        return Document(
            url=content.url,
            media=content.media,
            leaves=tuple(
                Leaf(number=number, text="", source=TextSource.NONE, quality=0.0) for number in range(1, count + 1)
            ),
            text_layer=TextLayer.NONE,
            leaf_count=count,
            members=members,
            sha256=content.sha256,
            size=content.size,
        )
    return replace(content, members=members)


def _document(
    media: Media, body: bytes, *, url: str, charset: str, settings: Settings, digest: str
) -> Document | Unread:
    """Read bytes that are no page and no archive.

    Raises:
        Trouble: they cannot be read; other errors mean damage.
    """
    if media in {Media.TEXT, Media.CSV}:
        return read_text(body, url=url, media=media, settings=settings, charset=charset, sha256=digest)
    if media in _KINDRED and (media is not Media.PPTX or is_open_document(body)):
        return _KINDRED[media](body, url=url, media=media, settings=settings, sha256=digest)
    if media in _READERS and not (media is Media.EMAIL and is_container(body)):
        return _READERS[media](body, url=url, settings=settings, sha256=digest)
    return unread(url, media, UnreadCause.UNSUPPORTED, sha256=digest, size=len(body))


_READERS: Final[dict[Media, Callable[..., Document | Unread]]] = {
    Media.PDF: read_pdf,
    Media.DOCX: read_docx,
    Media.DOC: read_doc,
    Media.RTF: read_rtf,
    Media.PPTX: read_slides,
    Media.IMAGE: read_image,
    Media.EMAIL: read_mail,
}
# Readers of several kindred formats.
_KINDRED: Final[dict[Media, Callable[..., Document | Unread]]] = {
    Media.ODT: read_open_document,
    Media.PPTX: read_open_document,
    Media.XLSX: read_sheets,
    Media.XLS: read_sheets,
    Media.ODS: read_sheets,
}


def _refusal(body: bytes, settings: Settings) -> UnreadCause | None:
    """Why ``body`` is not even tried, or None."""
    if not body.strip():
        return UnreadCause.EMPTY
    if len(body) > settings.max_body:
        return UnreadCause.TOO_LARGE
    if is_encrypted_office(body):
        return UnreadCause.PASSWORD
    return UnreadCause.DAMAGED if is_torn_container(body) else None
