"""A picture of evidence is small enough for a report, whatever the page; what cannot be drawn gives none."""

import random
from io import BytesIO

import pytest
from PIL import Image

from oitcrawl.model.content import Media
from oitcrawl.read.snapshot import HEIGHT, MOST, THUMB, WIDTH, snapshot
from oitcrawl.settings import Settings

SETTINGS = Settings()


def saved(picture, kind="PNG", **how):
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def opened(data):
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def taken(source, media=Media.IMAGE, leaf=1):
    return snapshot(source, "", media, leaf, SETTINGS)


def noise(width, height):
    return Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))


def test_a_page_of_a_pdf_is_drawn_in_colour_at_the_width_of_a_report(tmp_path):
    file = tmp_path / "a.pdf"
    pages = [Image.new("RGB", (600, 800), colour) for colour in ("red", "blue")]
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:])

    found = taken(str(file), Media.PDF, 2)

    full = opened(found.full)
    assert (full.format, full.width) == ("WEBP", WIDTH)
    assert full.convert("RGB").getpixel((500, 500))[2] > 200
    assert opened(found.thumb).width == THUMB


def test_the_noisiest_picture_is_at_most_150_kilobytes():
    found = taken(saved(noise(1600, 2200)))

    assert len(found.full) <= MOST
    assert len(found.thumb) < 12_000


def test_a_long_page_is_cut_where_a_report_ends_it():
    full = opened(taken(saved(Image.new("RGB", (1000, 9000), "white"))).full)

    assert full.size == (WIDTH, HEIGHT)


def test_a_small_picture_is_not_blown_up_and_what_is_transparent_is_paper():
    full = opened(taken(saved(Image.new("RGBA", (300, 200), (0, 0, 0, 0)))).full).convert("RGB")

    assert full.size == (300, 200)
    assert min(full.getpixel((150, 100))) > 250


@pytest.mark.parametrize(
    ("body", "media", "leaf"),
    [(b"%PDF-1.4 broken", Media.PDF, 1), (b"no picture", Media.IMAGE, 1), (b"PK", Media.DOCX, 1)],
)
def test_what_cannot_be_drawn_gives_no_picture(body, media, leaf):
    assert taken(body, media, leaf) is None


def test_a_page_that_is_not_there_gives_no_picture(tmp_path):
    file = tmp_path / "a.pdf"
    Image.new("RGB", (60, 80)).save(file, "PDF")

    assert taken(str(file), Media.PDF, 9) is None
