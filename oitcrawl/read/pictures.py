"""The one door to Pillow: bytes become a grey picture that stands upright and straight, or ``Unfit``."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Final

import pi_heif
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, UnidentifiedImageError

from oitcrawl.read.words import Box

FORMATS: Final = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "HEIF", "AVIF")  # no EPS: it starts a program
WHITE: Final = 255
SHORT_SIDE: Final = 1240  # pixels of A4's short side at 150 dpi: what recognition reads best
SLACK: Final = 1.15  # a picture that is larger by less is left as it is
TINY: Final = 700  # short side of a picture that is enlarged
ENLARGED: Final = 2.0  # times at most
SMALL: Final = 300  # width of the picture on which slants are measured
SLANTS: Final = range(-8, 9)  # degrees
SLIGHT: Final = 0.5  # degrees that recognition copes with by itself
CLEARLY: Final = 1.3  # times that lines must stand out better when turned, or the slant is chance
MARGIN: Final = 4  # pixels around a word that is looked at again; lines stand closer than words
CELL: Final = 16  # pixels
EDGE: Final = 0.03  # of the width: scanners leave shadows there
FEW: Final = 0.002  # of the squares may be specks
DIRT: Final = 100  # squares that look like letters on an empty page; a line of text has 70
INK: Final = 24  # grey levels between paper and a square with a pale letter
NOISY: Final = 3  # grey levels between neighbours on empty paper
GRAINY: Final = 8
DIM: Final = 17  # grey levels, as of ``SOFT``
SOFT: Final = 26  # grey levels between neighbours in letters; sharp ones have 40-70

# Limits are ours (``max_pixels``), checked before a pixel is unpacked; Pillow's own is a warning only.
Image.MAX_IMAGE_PIXELS = None
pi_heif.register_heif_opener()

Picture = Image.Image


class Unfit(ValueError):  # noqa: N818 - reads as what it is
    """Bytes that are no picture, a damaged one, or one larger than the limit."""


def open_picture(body: bytes, leaf: int, max_pixels: int) -> Picture:
    """Page ``leaf`` (from 1) of a picture file in grey, upright by its EXIF mark, in a size that can be read.

    Raises:
        Unfit: no picture, damaged, no such page, or more than ``max_pixels`` pixels.
    """
    try:
        with _opened(body) as picture:
            if leaf > 1:
                picture.seek(leaf - 1)
            _refuse_large(picture, max_pixels)
            scale = _scale(picture)
            if scale < 1:
                picture.draft("L", _size(picture, scale))  # a JPEG is unpacked at half or a quarter of its size
            upright = ImageOps.exif_transpose(picture)
            return resized(in_grey(upright), _scale(upright))
    except Unfit:
        raise
    except Exception as error:  # hostile bytes: struct.error, SyntaxError, OSError and what else decoders throw
        raise Unfit(f"{type(error).__name__}: {error}"[:200]) from error


def open_coloured(body: bytes, leaf: int, max_pixels: int) -> Picture:
    """Page ``leaf`` (from 1) of a picture file in colour on white, upright by its EXIF mark.

    Raises:
        Unfit: no picture, damaged, no such page, or more than ``max_pixels`` pixels.
    """
    try:
        with _opened(body) as picture:
            if leaf > 1:
                picture.seek(leaf - 1)
            _refuse_large(picture, max_pixels)
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
            paper = Image.new("RGB", upright.size, "white")
            paper.paste(upright, mask=upright)
            return paper
    except Unfit:
        raise
    except Exception as error:  # hostile bytes, see open_picture
        raise Unfit(f"{type(error).__name__}: {error}"[:200]) from error


def count_pictures(body: bytes) -> int:
    """Pages of a TIFF; 1 for every other picture, as frames of an animation are no pages; 0 for what is none."""
    try:
        with _opened(body) as picture:
            return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
    except Exception:  # noqa: BLE001 - hostile bytes, see open_picture
        return 0


def _opened(body: bytes) -> Picture:
    try:
        return Image.open(BytesIO(body), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Unfit("no picture") from error


def in_grey(picture: Picture) -> Picture:
    """``picture`` in 256 greys, on white where it is transparent."""
    if picture.mode == "L":
        return picture
    if picture.mode.startswith("I"):  # 16 bits a pixel
        return picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, (WHITE, WHITE, WHITE, WHITE))
        picture = Image.alpha_composite(paper, picture)
    return picture.convert("L")


def _refuse_large(picture: Picture, max_pixels: int) -> None:
    if picture.width * picture.height > max_pixels:
        raise Unfit(f"{picture.width} x {picture.height} pixels")


def _scale(picture: Picture) -> float:
    """Times by which a picture of unknown resolution is scaled, taking its short side for that of a page."""
    short = min(picture.size)
    if short > SHORT_SIDE * SLACK:
        return SHORT_SIDE / short
    return min(ENLARGED, SHORT_SIDE / short) if short < TINY else 1.0


def _size(picture: Picture, scale: float) -> tuple[int, int]:
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def resized(picture: Picture, scale: float) -> Picture:
    """``picture`` scaled; itself when ``scale`` is 1."""
    return picture if scale == 1 else picture.resize(_size(picture, scale), Image.Resampling.BICUBIC)


def top_of(picture: Picture, share: float) -> Picture:
    """The upper ``share`` (0-1) of a picture."""
    return picture if share >= 1 else picture.crop((0, 0, picture.width, max(1, round(picture.height * share))))


def cut(picture: Picture, box: Box) -> Picture:
    """What stands in a box, with a little of what is around it."""
    return picture.crop(
        (
            max(0, box.left - MARGIN),
            max(0, box.top - MARGIN // 2),
            min(picture.width, box.right + MARGIN),
            min(picture.height, box.bottom + MARGIN // 2),
        )
    )


def turned(picture: Picture, degrees: int) -> Picture:
    """``picture`` turned clockwise by 0, 90, 180 or 270 degrees."""
    ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return picture.transpose(ways[degrees]) if degrees else picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Texture:
    """Where a picture changes from left to right as it does where letters stand; rules and even grey do not.

    Attributes:
        cells: 255 where letters seem to stand, in squares of ``CELL`` pixels.
        count: number of such squares; a line of text has about 70.
        floor: the change on empty paper: more than ``NOISY`` is grain.
        peak: the change where most is: less than ``SOFT`` is blur.
        is_even: no spot as large as a letter differs from the paper, but at its edge.
    """

    cells: Picture
    count: int
    floor: int
    peak: int
    is_even: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there, not even pale letters in coarse grain."""
        return self.is_even and self.count < DIRT

    def covered(self, boxes: Iterable[Box]) -> float:
        """Share (0-1) of the squares that lie in ``boxes``: how much of what looks like text was seen as text."""
        rest = self.cells.copy()
        draw = ImageDraw.Draw(rest)
        for box in boxes:
            draw.rectangle([(edge // CELL) for edge in (box.left - 8, box.top - 8, box.right + 8, box.bottom + 8)], 0)
        return 1 - rest.histogram()[WHITE] / self.count if self.count else 1.0


def texture_of(picture: Picture) -> Texture:
    """The texture of a grey picture; takes a millisecond."""
    half = picture.reduce(2)
    changes = ImageChops.difference(half, ImageChops.offset(half, 1, 0)).reduce(CELL // 2)
    greys = changes.histogram()
    floor = _quantile(greys, 0.3)
    peak = _quantile([0] * (floor + 3) + greys[floor + 3 :], 0.8)
    limit = floor + max(3, round(0.3 * (peak - floor)))
    cells = changes.point([0] * (limit + 1) + [WHITE] * (WHITE - limit))
    count = cells.histogram()[WHITE]
    return Texture(cells=cells, count=count, floor=floor, peak=peak, is_even=_is_even(half))


def _is_even(half: Picture) -> bool:
    edge = round(half.width * EDGE)
    spots = half.crop((edge, min(edge, half.height // 4), half.width - edge, half.height)).reduce(CELL // 2)
    greys = spots.histogram()
    return _quantile(greys, 1 - FEW) - _quantile(greys, FEW) < INK


def _quantile(counts: list[int], share: float) -> int:
    sums = list(accumulate(counts))
    return next(grey for grey, count in enumerate(sums) if count >= share * sums[-1])


def tidied(picture: Picture, texture: Texture) -> Picture:
    """``picture`` smoothed a little where it is grainy, sharpened a little where it is blurred.

    Measured: at such grain errors fall from 2-10% to 1%, at such blur from 1-10% to 1-2%; others stay as they are.
    """
    if texture.floor > GRAINY:
        return picture.filter(ImageFilter.GaussianBlur(0.7))
    if texture.floor > NOISY or texture.peak >= SOFT:
        return picture
    return picture.filter(ImageFilter.UnsharpMask(3, 150 if texture.peak >= DIM else 300, 0))


def cleaned(picture: Picture, texture: Texture) -> Picture | None:
    """The original smoothed or sharpened more than that, for where lines were missed; None when it is neither.

    There it brings the errors from 70-100% down to 1-13%.
    """
    if texture.floor > NOISY:
        return picture.filter(ImageFilter.GaussianBlur(1))
    return picture.filter(ImageFilter.UnsharpMask(3, 300, 0)) if texture.peak < SOFT else None


def straightened(picture: Picture) -> Picture:
    """``picture`` with its lines level, when they slant by more than what recognition copes with."""
    angle = slant(picture)
    if abs(angle) <= SLIGHT:
        return picture
    return picture.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=_paper(picture))


def slant(picture: Picture) -> float:
    """Degrees by which the lines slant, anticlockwise, to an eighth; 0.0 when no angle makes them stand out clearly.

    Level lines make dark and white rows: the angle is sought that makes rows differ most from their neighbours.
    """
    small = ImageOps.invert(picture.reduce(max(1, picture.width // SMALL)))
    tiny = small.reduce(2)
    angle = max((float(angle) for angle in SLANTS), key=lambda angle: _contrast(tiny, angle))
    as_is, best = _contrast(small, 0.0), _contrast(small, angle)
    for step in (0.5, 0.25, 0.125):
        best, angle = max((best, angle), *((_contrast(small, one), one) for one in (angle - step, angle + step)))
    return -angle if best > CLEARLY * as_is else 0.0


def _contrast(picture: Picture, angle: float) -> float:
    level = picture.rotate(angle, Image.Resampling.BILINEAR) if angle else picture
    rows = level.reduce((level.width, 1)).tobytes()
    return float(sum((one - next_one) ** 2 for one, next_one in pairwise(rows)))


def _paper(picture: Picture) -> int:
    """The commonest grey."""
    counts = picture.histogram()
    return counts.index(max(counts))
