"""Plain text and comma-separated tables."""

import csv
import re
from dataclasses import replace
from io import StringIO
from itertools import islice
from typing import Final

from oitcrawl.model.content import Document, Leaf, Media, TextSource, Unread, UnreadCause
from oitcrawl.read.charset import decode
from oitcrawl.read.mending import restore
from oitcrawl.read.quality import layer_of, weigh
from oitcrawl.read.tables import plain_table
from oitcrawl.read.unread import unread
from oitcrawl.settings import Settings

MAX_FIELD: Final = 100_000


def read_text(
    body: bytes, *, url: str, media: Media, settings: Settings, charset: str = "", sha256: str = ""
) -> Document | Unread:
    """Read plain text or CSV; form feeds part its pages.

    Args:
        body: the bytes.
        url: its canonical address.
        media: TEXT or CSV.
        settings: ``max_leaves`` pages and ``max_rows`` rows are read.
        charset: charset parameter of the HTTP header; may be wrong.
        sha256: digest of the bytes, for the value.
    """
    mended = restore(decode(body, charset=charset, is_markup=False).text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROLS.sub("", mended.text)
    if not text.strip():
        return unread(url, media, UnreadCause.EMPTY, sha256=sha256, size=len(body))
    if media is Media.CSV:
        leaves: tuple[Leaf, ...] = (_sheet(text, settings.max_rows),)
        count = 1
    else:
        parts = text.split("\f")
        count = len(parts)
        leaves = tuple(
            Leaf(number=number, text=part.strip()) for number, part in enumerate(parts[: settings.max_leaves], 1)
        )
    quality = weigh(text)
    source = TextSource.REPAIRED if mended.is_repaired else TextSource.TEXT
    return Document(
        url=url,
        media=media,
        leaves=tuple(replace(leaf, source=source, quality=quality) for leaf in leaves),
        text_layer=layer_of(quality),
        leaf_count=count,
        sha256=sha256,
        size=len(body),
    )


_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _sheet(text: str, max_rows: int) -> Leaf:
    separator = max(",;\t|", key=text[:5000].count)
    previous = csv.field_size_limit(MAX_FIELD)
    try:
        lines = islice(csv.reader(StringIO(text, newline=""), delimiter=separator), max_rows)
        rows = [[" ".join(cell.split()) for cell in row] for row in lines]
    except csv.Error:
        return Leaf(number=1, text=text)
    finally:
        csv.field_size_limit(previous)
    table = plain_table(rows)
    words = "\n".join(" | ".join(cell for cell in row if cell) for row in rows if any(row))
    return Leaf(number=1, text=words, tables=(table,) if table else ())
