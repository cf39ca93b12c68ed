"""Files inside files: archives, mails and PDFs with attachments, opened in memory within bounds, never on disk."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from oitcrawl.model.content import Content, Document, Media, Page, Unread, UnreadCause, member_url
from oitcrawl.read.inside import Bounds, Entry, is_junk
from oitcrawl.read.mail import mail_entries
from oitcrawl.read.pdf_attachments import pdf_entries
from oitcrawl.read.rar import rar_entries
from oitcrawl.read.sniff import sniff
from oitcrawl.read.tars import tar_entries
from oitcrawl.read.trouble import TooLarge, Trouble, trouble_of
from oitcrawl.read.unread import unread
from oitcrawl.read.zips import zip_entries
from oitcrawl.settings import Settings

REST: Final = "(ไฟล์ที่เหลือ)"  # stands for the members that were not opened


class ReadMember(Protocol):
    """Reads the bytes of a member as any bytes are read."""

    def __call__(self, body: bytes, url: str, inside: "Inside") -> Content:
        """The content at the address ``url``; containers open what they hold by ``inside``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Where in nested files we are.

    Attributes:
        url: address of the outermost file.
        path: path of the container inside it; empty for the outermost itself.
        depth: containers around this one.
        bounds: what is left of the limits.
        settings: the limits.
        read: reads a member.
    """

    url: str
    path: str = ""
    depth: int = 0
    bounds: Bounds
    settings: Settings
    read: ReadMember


def read_archive(body: bytes, *, sha256: str, inside: Inside) -> Document | Unread:
    """Read an archive: each file in it becomes a member with its path; archives in it are opened, but not for ever.

    Args:
        body: the bytes.
        sha256: their digest.
        inside: where we are, and the limits.

    Raises:
        Trouble: nothing in it could be reached; also when it lies deeper than ``max_nesting``.
    """
    if inside.depth > inside.settings.max_nesting:
        raise TooLarge("nesting")
    members = tuple(read_members(body, Media.ARCHIVE, inside))
    if not members:
        raise Trouble("no files", cause=UnreadCause.EMPTY)
    if all(isinstance(one, Unread) and one.cause is UnreadCause.PASSWORD for one in members):
        raise Trouble("members", cause=UnreadCause.PASSWORD)
    if len(members) == 1 and isinstance(members[0], Unread) and members[0].path == _joined(inside.path, REST):
        lost = members[0]
        raise Trouble(lost.detail, cause=lost.cause, cure=lost.cure)
    return Document(
        url=member_url(inside.url, inside.path) if inside.path else inside.url,
        media=Media.ARCHIVE,
        members=members,
        sha256=sha256,
        size=len(body),
    )


def read_members(body: bytes, media: Media, inside: Inside) -> Iterator[Content]:
    """What a container holds, one after another; trouble with one entry is that entry's, not the container's.

    Args:
        body: bytes of the container.
        media: what it is: ARCHIVE, EMAIL or PDF.
        inside: where we are, and the limits.
    """
    try:
        for entry in entries_of(body, media, inside.url, inside.bounds):
            if is_junk(entry.path):
                continue
            if not inside.bounds.count():
                raise TooLarge("entries")
            yield _member(entry, inside)
    except Trouble as trouble:
        yield _refused(REST, trouble, inside)
    except (RecursionError, MemoryError, ValueError, OSError) as error:
        yield _refused(REST, trouble_of(error), inside)


def _member(entry: Entry, inside: Inside) -> Content:
    try:
        body = entry.load()
    except Trouble as trouble:
        return _refused(entry.path, trouble, inside)
    path = _joined(inside.path, entry.path)
    url = member_url(inside.url, path)
    content = inside.read(body, url, replace(inside, path=path, depth=inside.depth + 1))
    return content if isinstance(content, Page) else replace(content, path=path)


def _refused(name: str, trouble: Trouble, inside: Inside) -> Unread:
    path = _joined(inside.path, name)
    media = _ENDINGS.get(name.rpartition(".")[2].lower(), Media.OTHER)
    url = member_url(inside.url, path)
    return replace(unread(url, media, trouble.cause, detail=trouble.detail, cure=trouble.cure), path=path)


# Only for what could not be opened: what can be opened is told by its bytes.
_ENDINGS: Final = {media.value: media for media in Media} | {
    "htm": Media.HTML,
    "docm": Media.DOCX,
    "xlsm": Media.XLSX,
    "xlsb": Media.XLSX,
    "odp": Media.PPTX,
    "txt": Media.TEXT,
    "eml": Media.EMAIL,
    **dict.fromkeys(("zip", "rar", "7z", "tar", "gz"), Media.ARCHIVE),
    **dict.fromkeys(("jpg", "jpeg", "png", "tif", "tiff", "gif", "webp", "heic"), Media.IMAGE),
}


def _joined(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def entries_of(body: bytes, media: Media, name: str, bounds: Bounds) -> Iterator[Entry]:
    """The files that a container holds, in its own order.

    Args:
        body: its bytes.
        media: what it is; anything but ARCHIVE, EMAIL and PDF holds nothing.
        name: its name or address.
        bounds: the limits.

    Raises:
        Trouble: it cannot be opened, or not further.
    """
    match media:
        case Media.EMAIL:
            return mail_entries(body, bounds)
        case Media.PDF:
            return pdf_entries(body, bounds)
        case Media.ARCHIVE if body.startswith(b"PK"):
            return zip_entries(body, bounds)
        case Media.ARCHIVE if body.startswith(_BY_LIBRARY):
            return rar_entries(body, bounds)
        case Media.ARCHIVE:
            return tar_entries(body, bounds, name)
        case _:
            return iter(())


_BY_LIBRARY: Final = (b"Rar!", b"7z\xbc\xaf")


def member_bytes(body: bytes, path: str, settings: Settings) -> bytes:
    """The bytes of one member, also of one that lies in containers inside the container.

    Args:
        body: bytes of the outermost file.
        path: ``Unread.path`` or ``Document.path`` of the member.
        settings: limits, the same as of reading.

    Raises:
        Trouble: a limit is reached, or the container is damaged or locked.
        KeyError: there is no member of this path.
    """
    return _find(body, path, Bounds(len(body), settings), settings.max_nesting)


def _find(body: bytes, path: str, bounds: Bounds, nesting: int) -> bytes:
    name = path.partition("/")[
        0
    ]  # the one file in a ``.gz`` is called after the outer one, whose name we are not told
    for entry in entries_of(body, sniff(body, name=name), name, bounds):
        if entry.path == path:
            return entry.load()
        if path.startswith(entry.path + "/") and nesting > 0:
            try:
                return _find(entry.load(), path[len(entry.path) + 1 :], bounds, nesting - 1)
            except KeyError:  # a folder of the same name as an archive
                continue
    raise KeyError(path)
