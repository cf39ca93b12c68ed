"""Pictures told from their heads."""

from io import BytesIO

import pytest
from PIL import Image
from read.making import tiny_png

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.settings import Settings


def picture(size, kind, **more):
    out = BytesIO()
    Image.new("RGB" if kind != "GIF" else "L", size, 200).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_large_enough_for_text_is_a_scan(content, kind):
    read = content(picture((400, 300), kind))

    assert (Media.IMAGE, UnreadCause.SCAN, 1) == (read.media, read.cause, read.leaf_count)
    assert read.cure


def test_pages_of_a_tiff_are_counted(content):
    pages = [Image.new("L", (300, 400)) for _ in range(3)]

    assert 3 == content(picture((300, 400), "TIFF", save_all=True, append_images=pages[1:])).leaf_count


def test_icons_and_drawings_are_not_read(content):
    for body in (picture((64, 64), "PNG"), picture((1000, 40), "PNG"), tiny_png(), b"<svg xmlns='x'></svg>"):
        assert UnreadCause.UNSUPPORTED is content(body).cause


def test_pictures_of_too_many_pixels_are_left(content):
    assert UnreadCause.TOO_LARGE is content(picture((400, 300), "PNG"), settings=Settings(max_pixels=100_000)).cause
    huge = bytearray(tiny_png())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    assert content(bytes(huge)).cause in {UnreadCause.TOO_LARGE, UnreadCause.DAMAGED}


def test_a_broken_picture_is_damage(content):
    assert UnreadCause.DAMAGED is content(picture((400, 300), "PNG")[:20]).cause
