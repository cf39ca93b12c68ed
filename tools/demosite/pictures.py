"""Small pictures: a crest, banners, people as silhouettes. Drawn, so that nobody's face is in the repository."""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from demosite.fonts import merged_font

GREEN, PALE, DARK = (20, 96, 59), (207, 232, 214), (13, 71, 43)


def pictures(fonts: Path) -> dict[str, bytes]:
    """PNG bytes by name; ``fonts`` is the folder of the web fonts."""
    bold = merged_font(fonts, 700)
    people = {f"img/person{number:02d}.png": _person(number) for number in range(1, 11)}
    return {
        "img/logo.png": _crest(),
        "img/banner.png": _fields(900, 220),
        "img/news.png": _fields(480, 270),
        "img/ita.png": _banner("ITA 2568", bold),
        "img/eservice.png": _banner("E-Service", bold),
        "img/structure.png": _chart(),
        **people,
    }


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def _banner(words: str, font: bytes) -> bytes:
    picture = Image.new("RGB", (240, 90), PALE)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((4, 4, 235, 85), outline=GREEN, width=3)
    draw.text((120, 44), words, fill=DARK, font=ImageFont.truetype(io.BytesIO(font), 36), anchor="mm")
    return _png(picture)


def _crest() -> bytes:
    picture = Image.new("RGB", (120, 120), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((4, 4, 115, 115), outline=GREEN, width=6)
    draw.polygon(((60, 24), (92, 92), (28, 92)), fill=GREEN)
    return _png(picture)


def _fields(width: int, height: int) -> bytes:
    picture = Image.new("RGB", (width, height), (190, 222, 240))
    draw = ImageDraw.Draw(picture)
    for row, tint in enumerate(((132, 178, 96), (104, 158, 72), (78, 136, 54))):
        top = height * (5 + 2 * row) // 11
        draw.polygon(((0, top + 20), (width // 3, top), (width, top + 30), (width, height), (0, height)), fill=tint)
    return _png(picture)


def _person(number: int) -> bytes:
    picture = Image.new("RGB", (160, 190), (225, 230 - number * 3, 235))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((50, 30, 110, 100), fill=(120, 110 + number * 4, 110))
    draw.pieslice((20, 105, 140, 275), 180, 360, fill=DARK)
    return _png(picture)


def _chart() -> bytes:
    picture = Image.new("RGB", (760, 420), "white")
    draw = ImageDraw.Draw(picture)
    boxes = [(310, 20), (150, 120), (470, 120), (20, 260), (210, 260), (400, 260), (590, 260)]
    for left, top in boxes:
        draw.rectangle((left, top, left + 150, top + 60), outline=GREEN, width=3, fill=PALE)
    for left, top in boxes[1:]:
        draw.line((left + 75, top, 385, 80), fill=GREEN, width=2)
    return _png(picture)
