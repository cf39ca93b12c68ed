"""Mails and pages saved as one file (EML, MHT): the text of a mail, its attachments, the page of an MHT."""

import email
import email.errors
from collections.abc import Iterator
from datetime import date
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final

from oitcrawl.model.content import Document, Leaf, Media, Unread
from oitcrawl.read.charset import decode
from oitcrawl.read.flow import CONTROLS, document_of, one_line
from oitcrawl.read.html import read_page
from oitcrawl.read.inside import Bounds, Entry, Labels
from oitcrawl.read.properties import Properties, clean_author, clean_title
from oitcrawl.read.quality import repair
from oitcrawl.read.trouble import Trouble
from oitcrawl.settings import Settings

MAX_DEPTH: Final = 60  # parts inside parts; hostile mails nest them by the thousand


def read_mail(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a mail as one leaf: subject, sender, date and text; its attachments are read as members elsewhere.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: limits.
        sha256: digest of the bytes, for the value.
    """
    mail = _parsed(body)
    parts = list(_parts(mail))
    plain = next((part for part in parts if _is_text(part, "text/plain")), None)
    page = next((part for part in parts if _is_text(part, "text/html")), None)
    chosen = plain if plain is not None else page
    words = _words(chosen) if chosen is not None else ""
    subject, sender = header(mail, "Subject"), header(mail, "From")
    told = {"เรื่อง": subject, "จาก": sender, "วันที่": header(mail, "Date")}
    head = [f"{name}: {text}" for name, text in told.items() if text]
    text = "\n".join([*head, *(line for line in words.split("\n") if line)])
    properties = Properties(title=clean_title(subject), author=clean_author(sender), dates=_days(mail))
    leaf = Leaf(number=1, text=text)
    return document_of(
        [leaf],
        body,
        url=url,
        media=Media.EMAIL,
        settings=settings,
        properties=properties,
        sha256=sha256,
        torn=_is_torn(mail),
    )


def mail_entries(body: bytes, bounds: Bounds) -> Iterator[Entry]:
    """The attachments of a mail."""
    labels = Labels()
    for part in _parts(_parsed(body)):
        name = _file_name(part)
        if name or _is_carried(part):
            yield Entry(path=labels.give(name or "message.eml"), load=partial(_bytes, part, bounds))


def saved_page(body: bytes) -> tuple[bytes, str] | None:
    """The page of an MHT and its charset; None when ``body`` is a mail and no page saved as one file."""
    mail = _parsed(body)
    if mail.get_content_type() not in {"multipart/related", "text/html"} or mail["Received"] or mail["To"]:
        return None
    for part in _parts(mail):
        if part.get_content_type() == "text/html":
            return _payload(part), part.get_content_charset("")
    return None


def header(mail: Message, name: str) -> str:
    """A header in one line, decoded; raw Thai bytes as well."""
    words = []
    found = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    try:
        pieces = decode_header(str(found))
    except (ValueError, email.errors.HeaderParseError):
        return ""
    for raw, charset in pieces:
        data = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else raw
        words.append(decode(data, charset=charset or "", is_markup=False).text)
    return one_line("".join(words))


def _parsed(body: bytes) -> Message:
    return email.message_from_bytes(body)


def _parts(mail: Message) -> Iterator[Message]:
    """The parts that hold no others, in order; a mail inside is one part.

    Raises:
        Trouble: parts are nested beyond reason.
    """
    stack: list[tuple[Message, int]] = [(mail, 0)]
    while stack:
        part, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise Trouble("nesting")
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            stack.extend((one, depth + 1) for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _is_torn(mail: Message) -> bool:
    """Whether parts of it were lost on the way."""
    return any(isinstance(defect, _LOSSES) for part in mail.walk() for defect in part.defects)


_LOSSES: Final = (
    email.errors.CloseBoundaryNotFoundDefect,
    email.errors.StartBoundaryNotFoundDefect,
    email.errors.MultipartInvariantViolationDefect,
    email.errors.InvalidBase64LengthDefect,
    email.errors.MissingHeaderBodySeparatorDefect,
)


def _is_carried(part: Message) -> bool:
    return part.get_content_type() == "message/rfc822"


def _is_text(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and not _file_name(part)


def _file_name(part: Message) -> str:
    """Name of an attachment; empty for the text of the mail and for what its page shows."""
    shown = part.get("Content-ID") and part.get_content_maintype() == "image"
    name = part.get_filename() or ""
    if shown or not name:
        return ""
    holder = Message()
    holder["Subject"] = name
    return header(holder, "Subject")


def _payload(part: Message) -> bytes:
    if _is_carried(part):
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _bytes(part: Message, bounds: Bounds) -> bytes:
    return bounds.gather(iter((_payload(part),)))


def _words(part: Message) -> str:
    data, charset = _payload(part), part.get_content_charset("")
    if part.get_content_type() == "text/html":
        return read_page(data, url="", charset=charset, resolve=lambda _base, _link: None).leaf.text
    text = repair(CONTROLS.sub("", decode(data, charset=charset, is_markup=False).text)).replace("\r", "\n")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _days(mail: Message) -> tuple[date, ...]:
    try:
        return (parsedate_to_datetime(str(mail["Date"])).date(),)
    except (TypeError, ValueError, OverflowError):
        return ()
