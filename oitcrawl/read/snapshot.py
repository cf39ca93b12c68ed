"""A small picture of evidence: a page of a PDF, a picture file or a screenshot, as WebP for the report folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from oitcrawl.model.content import Media
from oitcrawl.read.archive import member_bytes
from oitcrawl.read.pictures import Unfit, open_coloured
from oitcrawl.read.render import draw_covered
from oitcrawl.read.render_cover import paint_over
from oitcrawl.settings import Settings

WIDTH: Final = 1000  # pixels
HEIGHT: Final = 1500  # pixels; a longer page is cut
MOST: Final = 150_000  # bytes
THUMB: Final = 168  # pixels of the thumbnail's width
THUMB_HEIGHT: Final = 220
_QUALITIES: Final = (72, 55, 40, 25)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture and its thumbnail, both WebP."""

    full: bytes
    thumb: bytes


def snapshot(
    source: str | bytes, inside: str, media: Media, leaf: int, settings: Settings, personal: int = 0
) -> Snapshot | None:
    """A picture of a page, made in a reader process; None for what cannot be drawn.

    Args:
        source: path of the file, or the bytes of a picture.
        inside: path of the document inside it, when it is an archive; else empty.
        media: PDF or IMAGE; others cannot be drawn.
        leaf: the page, from 1.
        settings: limits.
        personal: numbers of private persons known to stand on it; where not all can be covered there is no picture.

    Raises:
        OSError: the file is gone.
        Trouble: the archive cannot be opened any more.
    """
    body = Path(source).read_bytes() if isinstance(source, str) else source
    if inside:
        body = member_bytes(body, inside, settings)
    try:
        picture = _drawn(body, media, leaf, settings, personal)
    except Unfit:
        return None
    return Snapshot(full=_small(picture), thumb=_thumb(picture)) if picture else None


def _drawn(body: bytes, media: Media, leaf: int, settings: Settings, personal: int) -> Image.Image | None:
    match media:
        case Media.PDF:
            picture, covered = draw_covered(body, leaf, WIDTH, paint_over)
            return picture if covered >= personal else None
        case Media.IMAGE if not personal:
            return open_coloured(body, leaf, settings.max_pixels)
        case _:
            return None


def _small(picture: Image.Image) -> bytes:
    """At most ``WIDTH`` wide and ``MOST`` bytes large: paler first, then smaller."""
    size = b""
    for size in _tries(_cut(_fitted(picture, WIDTH), HEIGHT)):
        if len(size) <= MOST:
            break
    return size


def _tries(picture: Image.Image) -> Iterator[bytes]:
    yield from (_webp(picture, quality) for quality in _QUALITIES)
    for share in (0.7, 0.5):
        yield _webp(_fitted(picture, int(picture.width * share)), _QUALITIES[-1])


def _thumb(picture: Image.Image) -> bytes:
    return _webp(_cut(_fitted(picture, THUMB), THUMB_HEIGHT), 50)


def _fitted(picture: Image.Image, width: int) -> Image.Image:
    """Not wider than ``width``."""
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _cut(picture: Image.Image, height: int) -> Image.Image:
    """Its upper part: titles stand there."""
    return picture.crop((0, 0, picture.width, min(picture.height, height)))


def _webp(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    ImageOps.exif_transpose(picture).save(out, "WEBP", quality=quality, method=3)
    return out.getvalue()
