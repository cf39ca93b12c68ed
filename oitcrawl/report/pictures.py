"""Pictures of evidence as a report shows them: a thumbnail that leads to the file beside the page. Calm."""

import base64
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from oitcrawl.model.content import Media
from oitcrawl.model.finding import Evidence
from oitcrawl.model.scan import AgencyScan, EvidencePicture
from oitcrawl.report.safe import clean, readable
from oitcrawl.report.words import Words

NO_THUMBS: Final[Mapping[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture of evidence: the address of its file, and its thumbnail as data, empty when it is only linked to."""

    file: str
    thumb: str
    alt: str
    caption: str


def picture_of(
    piece: Evidence, scan: AgencyScan, words: Words, thumbs: Mapping[str, bytes] = NO_THUMBS
) -> PictureView | None:
    """The picture of a piece of evidence; None when there is none or its file is not written."""
    found = _found(piece, scan)
    if found is None or found.file not in thumbs:
        return None
    thumb = thumbs[found.file]
    return PictureView(
        file=found.file,
        thumb=f"data:image/webp;base64,{base64.b64encode(thumb).decode()}" if thumb else "",
        alt=_alt(piece, found, words),
        caption=_caption(found, words),
    )


def appearances(scan: AgencyScan) -> Counter[str]:
    """How often a page shows each picture, by its file: several pieces may stand on one page of a document."""
    pieces = (piece for item in scan.items for piece in item.evidence)
    return Counter(found.file for piece in pieces if (found := _found(piece, scan)) is not None)


def _found(piece: Evidence, scan: AgencyScan) -> EvidencePicture | None:
    leaf = 0 if piece.media is Media.HTML else piece.leaf or 1
    return next((one for one in scan.pictures if (one.sha256, one.leaf) == (piece.sha256, leaf)), None)


def _alt(piece: Evidence, found: EvidencePicture, words: Words) -> str:
    """What the picture shows, for those who do not see it."""
    name = clean(piece.title).strip() or clean(piece.label).strip() or readable(piece.url)
    if found.leaf:
        return words("pic.alt_leaf", name=name, leaf=found.leaf)
    return words("pic.alt_page", name=name)


def _caption(found: EvidencePicture, words: Words) -> str:
    caption = words("pic.caption", moment=words.moment(found.seen))
    return f"{caption} · {words('pic.covered')}" if found.covered else caption


def pictured(scan: AgencyScan, words: Words) -> str:
    """How many pictures were kept, and of what; empty for a scan without any."""
    if not scan.pictured:
        return ""
    return words(f"pic.{scan.pictured}", count=f"{len(scan.pictures):,}")
