"""Bytes in, value out: what a page or an attachment says."""

from collections.abc import Callable
from hashlib import sha256

from oitcrawl.model.content import Document, Media, Page, Unread, UnreadCause
from oitcrawl.read.html import read_page
from oitcrawl.read.office import read_docx, read_sheets
from oitcrawl.read.pdf import read_pdf
from oitcrawl.read.sniff import is_encrypted_office, is_markup, sniff
from oitcrawl.read.text import read_text
from oitcrawl.read.unread import unread
from oitcrawl.settings import Settings

__all__ = ["is_markup", "read"]


def read(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    charset: str = "",
    disposition: str = "",
    resolve: Callable[[str, str], str | None],
    settings: Settings,
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
    """
    digest = sha256(body).hexdigest()
    media = sniff(body, content_type=content_type, name=disposition or url)
    cause = _refusal(body, media, settings)
    if cause is not None:
        return unread(url, media, cause, sha256=digest, size=len(body))
    try:
        return _read_as(media, body, url=url, charset=charset, resolve=resolve, settings=settings, digest=digest)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - hostile bytes find every hole; calamine's panics are no Exception
        return unread(url, media, UnreadCause.DAMAGED, detail=type(error).__name__, sha256=digest, size=len(body))


def _read_as(
    media: Media,
    body: bytes,
    *,
    url: str,
    charset: str,
    resolve: Callable[[str, str], str | None],
    settings: Settings,
    digest: str,
) -> Page | Document | Unread:
    content: Page | Document | Unread
    match media:
        case Media.HTML:
            limit = settings.max_links
            content = read_page(body, url=url, charset=charset, resolve=resolve, max_links=limit, sha256=digest)
        case Media.PDF:
            content = read_pdf(body, url=url, settings=settings, sha256=digest)
        case Media.DOCX:
            content = read_docx(body, url=url, settings=settings, sha256=digest)
        case Media.XLSX | Media.XLS | Media.ODS:
            content = read_sheets(body, url=url, media=media, settings=settings, sha256=digest)
        case Media.TEXT | Media.CSV:
            content = read_text(body, url=url, media=media, settings=settings, charset=charset, sha256=digest)
        case _:
            content = unread(url, media, UnreadCause.UNSUPPORTED, sha256=digest, size=len(body))
    return content


def _refusal(body: bytes, media: Media, settings: Settings) -> UnreadCause | None:
    """Why ``body`` is not even tried, or None."""
    if not body.strip():
        return UnreadCause.EMPTY
    if len(body) > settings.max_body:
        return UnreadCause.TOO_LARGE
    if media is Media.OTHER and is_encrypted_office(body):
        return UnreadCause.PASSWORD
    return None
