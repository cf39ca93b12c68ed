"""Pictures of every kind become grey, upright and straight, or are refused."""

import pytest
from PIL import Image
from read.drawing import FONT, LINES, blurred, grainy, page, saved, slanted

from oitcrawl.read.pictures import (
    SHORT_SIDE,
    Unfit,
    count_pictures,
    cut,
    in_grey,
    open_picture,
    slant,
    straightened,
    texture_of,
    tidied,
    turned,
)
from oitcrawl.read.words import Box

LIMIT = 40_000_000

needs_font = pytest.mark.skipif(not FONT.is_file(), reason="no Thai font to draw with")


def dotted(size=(800, 1000)):
    """A picture that is dark in its upper left quarter."""
    picture = Image.new("RGB", size, "white")
    picture.paste((10, 10, 10), (0, 0, size[0] // 2, size[1] // 2))
    return picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"])
def test_pictures_of_every_kind_are_opened_in_grey(kind):
    picture = open_picture(saved(dotted(), kind), 1, LIMIT)

    assert ("L", (800, 1000)) == (picture.mode, picture.size)
    assert picture.getpixel((100, 100)) < 30
    assert picture.getpixel((700, 900)) > 220


def test_photographs_of_phones_are_opened():
    """HEIC, written by another library where it is installed."""
    writer = pytest.importorskip("pillow_heif")
    body = saved(writer.from_pillow(dotted()), "HEIF")

    assert (800, 1000) == open_picture(body, 1, LIMIT).size


def test_each_page_of_a_tiff_is_opened():
    pages = [Image.new("L", (900, 900), grey) for grey in (0, 120, 240)]
    body = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    assert 3 == count_pictures(body)
    assert [0, 120, 240] == [open_picture(body, leaf, LIMIT).getpixel((5, 5)) for leaf in (1, 2, 3)]
    with pytest.raises(Unfit):
        open_picture(body, 4, LIMIT)


def test_frames_of_an_animation_are_no_pages():
    frames = [Image.new("L", (50, 50), grey) for grey in (0, 120, 240)]

    assert 1 == count_pictures(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))


def test_a_photograph_is_upright_by_its_mark():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the picture has to be turned clockwise by 90 degrees
    picture = open_picture(saved(dotted(), "JPEG", exif=exif), 1, LIMIT)

    assert (1000, 800) == picture.size
    assert picture.getpixel((900, 100)) < 30


def test_transparent_paper_is_white():
    picture = in_grey(Image.new("RGBA", (10, 10), (0, 0, 0, 0)))

    assert 255 == picture.getpixel((5, 5))


def test_sixteen_bits_a_pixel_become_eight():
    assert 128 == in_grey(Image.new("I", (4, 4), 32768)).getpixel((1, 1))


@pytest.mark.parametrize(("size", "short"), [((4000, 3000), SHORT_SIDE), ((1300, 1800), 1300), ((500, 900), 1000)])
def test_pictures_get_about_the_size_of_a_page(size, short):
    assert short == min(open_picture(saved(Image.new("L", size, 255), "PNG"), 1, LIMIT).size)


def test_a_bomb_is_refused_before_it_is_unpacked():
    body = saved(Image.new("1", (20_000, 20_000)), "PNG")

    assert len(body) < 100_000
    with pytest.raises(Unfit, match="20000 x 20000"):
        open_picture(body, 1, LIMIT)


@pytest.mark.parametrize("body", [b"", b"GIF8 torn", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"])
def test_what_is_no_picture_is_refused(body):
    assert 0 == count_pictures(body)
    with pytest.raises(Unfit):
        open_picture(body, 1, LIMIT)


def test_a_torn_picture_is_refused():
    body = saved(grainy(Image.new("L", (900, 900), 128), 60), "JPEG")

    with pytest.raises(Unfit):
        open_picture(body[: len(body) // 2], 1, LIMIT)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pictures_are_turned_clockwise(degrees):
    corner = {90: (790, 5), 180: (790, 790), 270: (5, 790)}[degrees]

    assert turned(in_grey(dotted((800, 800))), degrees).getpixel(corner) < 30


@needs_font
@pytest.mark.parametrize("degrees", [-6, -2, -1, 1, 2, 3, 6])
def test_a_slant_is_measured_and_taken_away(degrees):
    slanting = slanted(page(LINES * 3), degrees)

    assert abs(slant(slanting) - degrees) <= 0.5
    assert abs(slant(straightened(slanting))) <= 0.25


@needs_font
def test_a_straight_page_stays_as_it_is():
    straight = page(LINES * 3)

    assert straight is straightened(straight)
    assert straight is tidied(straight, texture_of(straight))


@needs_font
def test_words_cover_what_looks_like_text():
    texture = texture_of(page())
    everything = Box(left=0, top=0, right=1240, bottom=1754)
    first_lines = Box(left=100, top=100, right=1240, bottom=290)

    assert 1.0 == texture.covered([everything])
    assert 0.0 == texture.covered([])
    assert 0.3 < texture.covered([first_lines]) < 0.7


@needs_font
def test_grain_and_blur_are_told_apart():
    sound, grain, blur = (texture_of(one) for one in (page(), grainy(page(), 50), blurred(page(), 2)))

    assert sound.floor < grain.floor
    assert blur.peak < sound.peak


def test_empty_paper_has_no_text():
    assert texture_of(Image.new("L", (1240, 1754), 250)).is_empty
    assert texture_of(grainy(Image.new("L", (1240, 1754), 245), 12)).is_empty


@needs_font
def test_pale_text_in_coarse_grain_and_text_blurred_away_are_not_empty():
    pale = grainy(page(LINES * 4).point(lambda grey: 200 + grey * 30 // 255), 10)

    assert not texture_of(pale).is_empty
    assert not texture_of(blurred(page(), 9)).is_empty


def test_a_cut_keeps_within_the_picture():
    assert (54, 30) == cut(Image.new("L", (100, 30)), Box(left=2, top=1, right=50, bottom=29)).size
