"""Pages as scanners leave them: rendered, turned a little, blurred, noisy, greyed or made black and white."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

POINTS: Final = 72
PAPER_GREYS: Final = (255, 246, 236, 224)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wear:
    """What a scanner does to a page.

    Attributes:
        dpi: resolution of the picture.
        skew: degrees it is turned.
        blur: radius in pixels at 200 dpi.
        noise: standard deviation of the grey values.
        grey: value of the paper, 255 is white.
        bilevel: black and white only.
        quality: of JPEG and WebP.
        specks: black dots of dust.
    """

    dpi: int
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    grey: int = 255
    bilevel: bool = False
    quality: int = 45
    specks: int = 0


def some_wear(chance: random.Random, dpi: int) -> Wear:
    """Wear as offices' scanners give it; most pages are black and white."""
    bilevel = chance.random() < 0.6
    return Wear(
        dpi=dpi,
        skew=round(chance.uniform(-2, 2), 2) if chance.random() < 0.7 else 0.0,
        blur=round(chance.uniform(0, 0.9), 2),
        noise=chance.choice((0.0, 1.5, 3.0) if bilevel else (0.0, 1.0, 2.0, 3.0)),
        grey=255 if bilevel else chance.choice(PAPER_GREYS),
        bilevel=bilevel,
        quality=chance.choice((15, 20, 26)),
        specks=chance.choice((0, 0, 12, 40)),
    )


def rendered(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """Grey pictures of every page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=dpi / POINTS, grayscale=True).to_pil().convert("L")


def worn(picture: Image.Image, wear: Wear, seed: int) -> Image.Image:
    """The picture after the scanner; the same seed gives the same noise."""
    picture = picture.copy()
    if wear.skew:
        picture = picture.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if wear.grey < 255:
        picture = picture.point([round(30 + value * (wear.grey - 30) / 255) for value in range(256)])
    if wear.specks:
        _dust(picture, wear, seed)
    if wear.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(wear.blur * wear.dpi / 200))
    if wear.noise:
        picture = ImageChops.add(picture, _noise(picture.size, wear.noise, seed), scale=1.0, offset=-128)
    return picture.point([255 * (value > 150) for value in range(256)]).convert("1") if wear.bilevel else picture


def _dust(picture: Image.Image, wear: Wear, seed: int) -> None:
    chance, pen = random.Random(seed), ImageDraw.Draw(picture)
    for _ in range(wear.specks):
        x, y, edge = chance.randrange(picture.width), chance.randrange(picture.height), wear.dpi / 150
        pen.ellipse((x, y, x + edge, y + edge), fill=60)


def _noise(size: tuple[int, int], spread: float, seed: int) -> Image.Image:
    """Grey noise around 128: one tile of a seed, repeated, for Pillow's own noise takes no seed."""
    chance = random.Random(seed)
    edge = 256
    tile = Image.frombytes(
        "L", (edge, edge), bytes(min(255, max(0, round(chance.gauss(128, spread)))) for _ in range(edge * edge))
    )
    whole = Image.new("L", size)
    for left in range(0, size[0], edge):
        for top in range(0, size[1], edge):
            whole.paste(tile.rotate(90 * chance.randrange(4)), (left, top))
    return whole


def as_picture(picture: Image.Image, kind: str, wear: Wear) -> bytes:
    """The picture as a file of ``kind``: png, jpg, webp, gif or tif."""
    out = BytesIO()
    dpi = (wear.dpi, wear.dpi)
    match kind:
        case "jpg":
            picture.convert("L").save(out, "JPEG", quality=wear.quality, dpi=dpi)
        case "webp":
            picture.convert("L").save(out, "WEBP", quality=wear.quality)
        case "tif" if wear.bilevel:
            picture.save(out, "TIFF", compression="group4", dpi=dpi)
        case "tif":
            picture.save(out, "TIFF", compression="jpeg", quality=wear.quality, dpi=dpi)
        case "gif":
            picture.convert("L").quantize(8).save(out, "GIF")
        case _:
            few = picture if wear.bilevel else picture.quantize(8)
            few.save(out, "PNG", optimize=True, dpi=dpi)
    return out.getvalue()


def many_pages(pictures: Sequence[Image.Image], wear: Wear) -> bytes:
    """A TIFF of several pages, as fax machines and multi-page scanners write it."""
    out = BytesIO()
    first, *rest = [picture.convert("1") for picture in pictures]
    first.save(out, "TIFF", compression="group4", dpi=(wear.dpi, wear.dpi), save_all=True, append_images=rest)
    return out.getvalue()
