"""Numbers of private persons in pictures of pages are painted over, or there is no picture. All are invented."""

from collections import Counter
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from read.making import tiny_pdf

from oitcrawl.model.content import Media
from oitcrawl.read.render import draw, draw_covered
from oitcrawl.read.render_cover import paint_over
from oitcrawl.read.snapshot import snapshot
from oitcrawl.settings import Settings

CARD = "1-2345-67890-12-1"
WIDTH = 1000
INK = (90, 90, 90)


def turned(body, degrees):
    pdf = pypdfium2.PdfDocument(body)
    pdf[0].set_rotation(degrees)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def pixels(picture):
    body = picture.tobytes()
    return [tuple(body[at : at + 3]) for at in range(0, len(body), 3)]


def painted(picture):
    return [at for at, pixel in enumerate(pixels(picture)) if pixel == INK]


def test_the_place_of_a_number_is_painted_over_and_nothing_else():
    body = tiny_pdf(f"ประกาศ\nเลขประจำตัวประชาชน {CARD}\n\n\nเลขที่โครงการ 67019012345")

    picture, covered = draw_covered(body, 1, WIDTH, paint_over)

    lines = Counter(at // picture.width for at in painted(picture))
    rows = {row for row, count in lines.items() if count > 100}  # others are pale edges of letters
    assert covered == 1
    assert rows
    assert max(rows) - min(rows) < 35  # pixels: 20 points, one line
    scale = picture.width / 595
    assert min(rows) <= (842 - 800 + 14 + 2) * scale <= max(rows) + 10


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_turned_is_painted_where_the_number_then_stands(degrees):
    body = tiny_pdf(f"เลขประจำตัวประชาชน {CARD}")
    upright = draw_covered(body, 1, WIDTH, paint_over)[0]

    picture, covered = draw_covered(turned(body, degrees), 1, WIDTH, paint_over)

    back = picture.rotate(degrees, expand=True).resize(upright.size)
    same = set(painted(upright)) & {at for at, pixel in enumerate(pixels(back)) if max(pixel) < 140}
    assert covered == 1
    assert len(same) > len(painted(upright)) * 0.6


def test_a_page_without_any_is_as_it_was():
    body = tiny_pdf("ประกาศ เลขที่โครงการ 67019012345")

    assert draw_covered(body, 1, WIDTH, paint_over)[0].tobytes() == draw(body, 1, WIDTH).tobytes()


@pytest.mark.parametrize(("known", "there"), [(0, True), (1, True), (2, False)])
def test_a_page_of_which_not_every_number_can_be_covered_has_no_picture(tmp_path, known, there):
    file = tmp_path / "a.pdf"
    file.write_bytes(tiny_pdf(f"เลขประจำตัวประชาชน {CARD}"))

    assert (snapshot(str(file), "", Media.PDF, 1, Settings(), known) is not None) is there


def test_a_scanned_picture_that_holds_a_number_is_not_shown():
    out = BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")

    assert snapshot(out.getvalue(), "", Media.IMAGE, 1, Settings()) is not None
    assert snapshot(out.getvalue(), "", Media.IMAGE, 1, Settings(), 1) is None
