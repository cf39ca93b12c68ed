"""The telling part of addresses and file names: without origin, extension and bare numbers, escapes decoded. Calm."""

import re
from urllib.parse import unquote


def is_path(text: str) -> bool:
    """Whether a text is an address or a file name rather than words for people."""
    return bool(_PATH.search(text))


def words_of_path(address: str) -> str:
    """The telling part of an address: its last part, or the Thai words of its query."""
    return _telling(path_of(address))[0]


def parts_of_path(address: str) -> tuple[str, ...]:
    """The parts of an address that may tell what it is, the last one first; at most two.

    Of the front page of a site with a name of its own (``eservice.agency.example``) this name tells.
    """
    parts = _telling(path_of(address))
    named = _HOST.match(address) if parts == ("",) else None
    return (named[1],) if named else parts


def path_of(address: str) -> str:
    """Path and query of an address, escapes decoded, without the extension of the file."""
    return _EXTENSION.sub("", _ORIGIN.sub("", unquote(address)))


def _telling(path: str) -> tuple[str, ...]:
    path, _, query = path.partition("?")
    thai = THAI.findall(query)
    if thai:
        return (" ".join(thai),)
    parts = [part for part in reversed(path.split("/")) if part.strip()]
    parts = parts[1:] if parts[1:] and parts[0].lower() in _EMPTY else parts
    named = _NAMED.findall(query)
    return (*named[:1], *parts)[:2] or ("",)


THAI = re.compile(r"[\u0e00-\u0e7f][\u0e00-\u0e7f \-_.]*")
_EXTENSIONS = r"\.(?:pdf|docx?|xlsx?|pptx?|html?|htmk\S*|php|aspx?|jpe?g|png|zip|rar)"
_PATH = re.compile(rf"^(?:https?:)?//|^/|{_EXTENSIONS}(?:\?\S*)?$|%E0%B[89]", re.IGNORECASE)
_EXTENSION = re.compile(rf"(?:{_EXTENSIONS})+$", re.IGNORECASE)
_ORIGIN = re.compile(r"^(?:https?:)?//[^/]*", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//(?!www\.)([^/.]+)\.[^/.]+\.[^/]+/?$", re.IGNORECASE)
_EMPTY = {"index", "default", "home", "main", "view", "download"}  # they end any address
_NAMED = re.compile(r"(?:^|&)(?:page|p|menu|view|name|title|file|cat|mod)=([^&]*[A-Za-z]{4}[^&]*)")

__all__ = ["THAI", "is_path", "parts_of_path", "path_of", "words_of_path"]
