"""What the header lines of an answer say. Calm."""

import re
from collections.abc import Mapping
from email.message import Message
from urllib.parse import unquote, urljoin

from oitcrawl.crawl.urls import spelled

_EIGHT_BIT = re.compile(rb"[\x80-\xff]")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BREAKS = re.compile(r"[\x00-\x1f\x7f]|[^\x00-\xff]")

Fields = Mapping[bytes, bytes]


def text_of(fields: Fields, name: bytes) -> str:
    """The value of a header, byte for byte, so that it can be sent back as it came; empty when there is none."""
    value = fields.get(name)
    return value.decode("latin-1") if value else ""


def line_of(name: str, value: str) -> bytes:
    """A header line; empty when ``value`` is, or holds what no header may hold."""
    return f"{name}: {value}\r\n".encode("latin-1") if value and not _BREAKS.search(value) else b""


def media_of(fields: Fields) -> tuple[str, str]:
    """Media type and charset of Content-Type, lower case, empty when not said."""
    media, gap, parameters = text_of(fields, b"content-type").partition(";")
    found = _CHARSET.search(parameters) if gap else None
    return media.strip().lower(), found.group(1).lower() if found else ""


def place_of(fields: Fields, here: str) -> str:
    """Where a redirect of ``here`` leads, absolute, as the server wants it spelled.

    Raises:
        ValueError: it does not say, or nothing that is an address.
    """
    raw = fields.get(b"location")
    if raw is None:
        raise ValueError("no Location")
    target = _EIGHT_BIT.sub(lambda byte: b"%%%02X" % ord(byte[0]), raw).decode("ascii").strip().replace("\\", "/")
    return spelled(urljoin(here, target))


def file_name(fields: Fields) -> str:
    """The name of Content-Disposition: RFC 5987, else raw bytes as UTF-8 or the Thai code page; empty without one."""
    raw = fields.get(b"content-disposition")
    if raw is None:
        return ""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp874", "replace")
    if found := re.search(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;]+)", text):
        try:
            return unquote(found.group(2).strip().strip('"'), encoding=found.group(1), errors="replace")
        except LookupError:
            pass
    message = Message()
    message["Content-Disposition"] = text if text.isascii() else ""
    plain = re.search(r'filename\s*=\s*"?([^";]+)', text)
    name = message.get_filename() or (plain.group(1) if plain else "")
    return unquote(name).replace("\\", "/").rpartition("/")[2]
