"""Contents as compact bytes and back: one line of JSON for what was read, one for a page's links.

What could not be read starts with ``!``; what has others inside is a list, itself first. A Thai letter takes one
byte, as in windows-874, and what that lacks is escaped as JSON escapes it: less than half of the bytes of UTF-8, and
a quarter of the time that they take to be compressed.
"""

import codecs
import json
import zlib
from dataclasses import replace
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from oitcrawl.model.content import Content, Document, Label, Link, LinkKind, Page, Unread

READER: Final = 4  # raise it when what readers make of the same bytes changes
_LEVEL: Final = 1  # higher levels cost three times the time for a tenth of the size


def encode(content: Content) -> bytes:
    """``content`` as bytes: its fields, then for pages the links without what they share with the page."""
    return _THAI + _written(content).encode("cp874", _ESCAPED)


def _written(content: Content) -> str:
    if isinstance(content, Unread):
        return "!" + _dump(_unreads(), content)
    if isinstance(content, Document):
        own = _dump(_documents(), content, without={"members"})
        return _json([own, *map(_written, content.members)]) if content.members else own
    links = [
        (link.url, link.kind, link.label.text, link.label.row, link.label.heading, *_elsewhere(link, content))
        for link in content.links
    ]
    return f"{_dump(_pages(), content, without={'links'})}\n{_json(links)}"


def decode(data: bytes) -> Content:
    """The content that ``encode`` wrote, by now or when it still wrote UTF-8.

    Raises:
        ValueError: the bytes are no content of this version.
    """
    return _read(data[len(_THAI) :].decode("cp874") if data.startswith(_THAI) else data.decode())


def _read(text: str) -> Content:
    if text.startswith("!"):
        return _unreads().validate_json(text[1:])
    if text.startswith("["):
        own, *members = json.loads(text)
        return replace(_documents().validate_json(own), members=tuple(map(_read, members)))
    fields, found, rest = text.partition("\n")
    if not found:
        return _documents().validate_json(fields)
    page = json.loads(fields)
    return _pages().validate_python({**page, "links": tuple(_link(row, page) for row in json.loads(rest))})


_THAI: Final = b"\x01"  # first byte of what is not UTF-8
_ESCAPED: Final = "oitcrawl.json"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What windows-874 lacks, as JSON escapes it; half a surrogate pair, as broken fonts give, is no letter."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end].encode("utf-8", "replace").decode()
    return json.dumps(lacking)[1:-1], error.end


codecs.register_error(_ESCAPED, _escaped)


def pack(data: bytes, dictionary: bytes = b"") -> bytes:
    """``data`` compressed; ``dictionary`` holds bytes that it likely repeats."""
    squeeze = zlib.compressobj(_LEVEL, zdict=dictionary)
    return squeeze.compress(data) + squeeze.flush()


def unpack(data: bytes, dictionary: bytes = b"") -> bytes:
    """What ``pack`` compressed.

    Raises:
        ValueError: the bytes are damaged.
    """
    try:
        return zlib.decompressobj(zdict=dictionary).decompress(data)
    except zlib.error as error:
        raise ValueError(str(error)) from error


def _dump(adapter: TypeAdapter[Any], content: Content, *, without: set[str] | None = None) -> str:
    try:
        return adapter.dump_json(content, exclude=without).decode()
    except ValueError:  # half a surrogate pair, as broken fonts give; the fast way refuses it
        return _json(adapter.dump_python(content, mode="json", exclude=without))


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _elsewhere(link: Link, page: Page) -> tuple[str, ...]:
    """What a label says of its page, where that is not the page it stands in."""
    label = link.label
    return () if (label.found_on, label.page_title) == (page.url, page.title) else (label.found_on, label.page_title)


def _link(row: list[str], page: dict[str, Any]) -> Link:
    url, kind, text, words, heading, *elsewhere = row
    found_on, page_title = elsewhere or (page["url"], page["title"])
    label = Label(text=text, row=words, heading=heading, page_title=page_title, found_on=found_on)
    return Link(url=url, label=label, kind=LinkKind(kind))


@cache
def _pages() -> TypeAdapter[Page]:
    return TypeAdapter(Page)


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _unreads() -> TypeAdapter[Unread]:
    return TypeAdapter(Unread)
