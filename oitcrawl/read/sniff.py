"""What bytes are, told from the bytes: headers and file names of agencies' sites are often wrong."""

import re
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from oitcrawl.model.content import Media
from oitcrawl.read.charset import unmarked_utf16
from oitcrawl.read.tars import is_tar

HEAD: Final = 4096  # bytes looked at for marks of text formats


def sniff(body: bytes, *, content_type: str = "", name: str = "") -> Media:
    """The media of ``body``.

    Args:
        body: the bytes.
        content_type: media type of the HTTP header, lower case; only believed for kinds of plain text.
        name: file name or address; only believed for kinds of plain text.

    Returns:
        The media; OTHER when it is none that could hold a disclosure.
    """
    head = body[:HEAD]
    if _is_plain_page(head):
        return Media.HTML
    for magic, media in _MAGIC:
        if head.startswith(magic):
            return media
    return _container(head, body) or _texts(head, content_type, name)


def _is_plain_page(head: bytes) -> bool:
    """Whether ``head`` starts as nearly all pages do, and nothing else can be meant: told at once, as it is so often.

    Print programs and PHP put lines in front of a PDF; those of a page are no exception.
    """
    return _PAGE.match(head) is not None and b"\0" not in head and b"%PDF-" not in head and not is_tar(head)


_PAGE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)


def _container(head: bytes, body: bytes) -> Media | None:
    """Media of formats that hold others, or that something may stand in front of."""
    if head.startswith(_ZIP):
        return _zipped(body)
    if head.startswith(_OLE):
        return _ole(body)
    if _PDF.search(head[:1024]) and b"obj" in body:
        return Media.PDF
    if head[4:8] == b"ftyp" or head.startswith(b"RIFF"):
        return Media.IMAGE if head[8:12] in _PICTURES else Media.OTHER
    signs = ((_BITMAP.match(head), Media.IMAGE), (is_tar(head), Media.ARCHIVE), (is_mail(head), Media.EMAIL))
    return next((media for found, media in signs if found), None)


_PICTURES: Final = frozenset({b"heic", b"heix", b"mif1", b"avif", b"WEBP"})
_HEADER: Final = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[^\r\n]*$", re.MULTILINE)
_OF_MAILS: Final = frozenset(
    b"received return-path mime-version message-id delivered-to from to subject date content-type x-mailer "
    b"dkim-signature reply-to content-transfer-encoding".split()
)
_SURE: Final = frozenset({b"mime-version", b"received", b"message-id", b"return-path", b"delivered-to"})


def is_mail(head: bytes) -> bool:
    """Whether ``head`` starts a mail or a page saved as one file: headers from the first line on, three of mails."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"From "):  # a mail box file
        start = start.partition(b"\n")[2]
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0].replace(b"\r", b"")
    first = _HEADER.match(block)
    if first is None:
        return False
    names = {name.lower() for name in _HEADER.findall(block)}
    return len(names & _OF_MAILS) > 2 and bool(names & _SURE)  # noqa: PLR2004 - a letter may say "Date:" and "To:"


def is_markup(body: bytes, content_type: str = "") -> bool:
    """Whether ``body`` is an HTML page: cheap, for choosing between reading at once and in a worker."""
    return sniff(body, content_type=content_type) is Media.HTML


def is_encrypted_office(body: bytes) -> bool:
    """Whether ``body`` is a Word or Excel file locked with a password: its package lies encrypted in OLE."""
    return body.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in body


def is_container(body: bytes) -> bool:
    """Whether ``body`` is an OLE container, as files of old Office programs and of Outlook are."""
    return body.startswith(_OLE)


def is_torn_container(body: bytes) -> bool:
    """Whether an OLE container ends before the list of its streams."""
    sector = int.from_bytes(body[48:52], "little")
    return body.startswith(_OLE) and (sector + 1) * 512 >= len(body)


def is_open_document(body: bytes) -> bool:
    """Whether a zipped file is OpenDocument, told by its first entry or by the part that holds its text."""
    return b"mimetypeapplication/vnd.oasis.opendocument" in body[:200]


_ZIP: Final = (b"PK\3\4", b"PK\5\6", b"PK00PK\3\4")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: Final = (
    (b"%PDF-", Media.PDF),
    (b"{\\rtf", Media.RTF),
    (b"\xff\xd8\xff", Media.IMAGE),
    (b"\x89PNG", Media.IMAGE),
    (b"GIF8", Media.IMAGE),
    (b"II*\0", Media.IMAGE),
    (b"MM\0*", Media.IMAGE),
    (b"\0\0\1\0", Media.IMAGE),
    (b"Rar!\x1a\x07", Media.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Media.ARCHIVE),
    (b"\x1f\x8b", Media.ARCHIVE),
    (b"BZh", Media.ARCHIVE),
    (b"\xfd7zXZ\0", Media.ARCHIVE),
    (b"\xdb\xa5\x2d\0", Media.DOC),  # Word 2
    (b"\x09\x08", Media.XLS),  # Excel 5 and earlier without a container
    (b"\x09\x04\6\0", Media.XLS),
    (b"\x09\x02\6\0", Media.XLS),
    (b"ID3", Media.OTHER),
    (b"OggS", Media.OTHER),
    (b"\0\0\1\xba", Media.OTHER),
    (b"wOF", Media.OTHER),
)
_PDF: Final = re.compile(rb"%PDF-\d\.\d")  # print programs put lines, and PHP its notices, in front of it
_BITMAP: Final = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
_PART_NAME: Final = re.compile(rb"PK\x03\x04.{26}([ -~]{1,80})", re.DOTALL)
_PARTS: Final = (
    ("word/document", Media.DOCX),
    ("xl/workbook", Media.XLSX),
    ("ppt/presentation", Media.PPTX),
)
_OPEN_DOCUMENT: Final = {"text": Media.ODT, "spreadsheet": Media.ODS, "presentation": Media.PPTX}


def _zipped(body: bytes) -> Media:
    try:
        with ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, IndexError):
        # A damaged archive still names its parts in front of each.
        names = [name.decode("ascii", "replace") for name in _PART_NAME.findall(body[:65536])]
    for part, media in _PARTS:
        if any(name.startswith(part) for name in names):
            return media
    kind = re.search(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)", body[:200])
    if kind:
        return _OPEN_DOCUMENT.get(kind.group(1).decode(), Media.OTHER)
    # A workbook or letter torn off before its main part still names the folder of its parts.
    folders = {name.partition("/")[0] for name in names}
    torn = {"word": Media.DOCX, "xl": Media.XLSX, "ppt": Media.PPTX}
    other = Media.OTHER if "[Content_Types].xml" in names else Media.ARCHIVE  # an Office file of another kind
    return next((media for folder, media in torn.items() if folder in folders), other)


def _ole(body: bytes) -> Media:
    streams = (
        ("WordDocument", Media.DOC),
        ("Workbook", Media.XLS),
        ("Book", Media.XLS),
        ("PowerPoint Document", Media.PPT),
        ("__substg1.0_1000001F", Media.EMAIL),  # a message of Outlook
        ("__properties_version1.0", Media.EMAIL),
    )
    return next((media for name, media in streams if f"\0{name}\0".encode("utf-16-le")[1:] in body), Media.OTHER)


_TAG: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|frameset|frame|iframe|table|div|span|center|form|"
    rb"h[1-6]|p|br|a|b|i|u|ul|ol|li|font|img|base|section|article|main|nav|header|footer)\b[^<]{0,2000}[>\s/]",
    re.IGNORECASE,
)
_XML: Final = re.compile(rb"<(?:\?xml|urlset|sitemapindex|rss|feed|svg|w:wordDocument|Workbook)\b")
_LEAD: Final = re.compile(rb"\A(?:\xef\xbb\xbf|\s|<!--.*?-->)+", re.DOTALL)
_TEXT_CONTROLS: Final = b"\t\n\r\f\x1b\x1a"
_CODE_TYPES: Final = ("javascript", "json", "css", "xml", "font", "audio", "video")


def _texts(head: bytes, content_type: str, name: str) -> Media:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    elif b"\0" in head and (wide := unmarked_utf16(head)):
        head = head.decode(wide, "replace").encode()
    start = _LEAD.sub(b"", head)
    if start.startswith(b"<"):
        return _markup(start)
    if not _is_text(head):
        return Media.OTHER
    tail = name.lower().partition("?")[0]
    if tail.endswith(".csv") or content_type == "text/csv":
        return Media.CSV
    if any(kind in content_type for kind in _CODE_TYPES) or tail.endswith((".js", ".css", ".json", ".xml")):
        return Media.OTHER
    is_page = _TAG.search(head) is not None or "html" in content_type
    return Media.HTML if is_page else Media.TEXT


def _markup(start: bytes) -> Media:
    xml = _XML.match(start)
    if xml is None:
        return Media.HTML
    if b"<w:wordDocument" in start or b"<pkg:package" in start:
        return Media.DOC
    if re.search(rb"<html|<!doctype\s+html", start, re.IGNORECASE):
        return Media.HTML
    return Media.IMAGE if b"<svg" in start else Media.OTHER


def _is_text(head: bytes) -> bool:
    controls = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)  # noqa: PLR2004 - below the space
    return controls <= len(head) // 200
