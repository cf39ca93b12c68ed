"""Thai digits read by our own model, in fonts that it was not trained on."""

import random
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from oitcrawl.read import tesseract
from oitcrawl.read.words import UNSURE_DIGIT, Box, Word

pytestmark = pytest.mark.skipif(
    find_spec("tesserocr") is None or tesseract.data_folder() is None, reason="Tesseract with Thai is not installed"
)
TLWG = Path("/usr/share/fonts/truetype/tlwg")
HELD_OUT = ("Norasi", "Norasi-Bold", "TlwgTypewriter", "TlwgTypewriter-Bold")  # as in tools/train_digits/faces.py
LINES = (
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
    "แผนพัฒนา (พ.ศ. ๒๕๖๖-๒๕๗๐)",
    "วันที่ ๑๕ มกราคม ๒๕๖๗",
    "รายงานผลการดำเนินงาน ปี ๒๕๖๔",
    "ประกาศ ณ วันที่ ๙ กันยายน ๒๕๖๙",
)
YEAR = re.compile(f"[๐-๙{UNSURE_DIGIT}]{{4}}")


def drawn(text, font="Norasi", *, size=40, blur=0.0, noise=0, seed=1):
    path = TLWG / f"{font}.ttf"
    if not path.is_file():
        pytest.skip(f"font {font} is not installed")
    face = ImageFont.truetype(str(path), size)
    image = Image.new("L", (round(face.getlength(text)) + 4 * size, 3 * size), 255)
    ImageDraw.Draw(image).text((2 * size, 2 * size), text, font=face, fill=0, anchor="ls")
    image = image.filter(ImageFilter.GaussianBlur(blur)) if blur else image
    if noise:
        grain = random.Random(seed).randbytes(image.width * image.height)
        speckled = Image.frombytes("L", image.size, grain).point(lambda value: 255 - value * noise // 255)
        image = Image.composite(image, speckled, speckled.point(lambda value: 255 if value > 127 else 0))
    return image


def first_look(image):
    return tesseract.recognise(image, language=tesseract.THAI, dpi=200, seconds=20).words


def looked(image):
    from oitcrawl.read.digits import digit_model, second_look

    return second_look(first_look(image), image, digit_model())


def said(words):
    return " ".join(word.text for word in words)


@pytest.mark.parametrize("font", HELD_OUT)
def test_years_in_fonts_that_were_kept_out_of_training_are_read(font):
    read = [said(looked(drawn(line, font))) for line in LINES]

    right = sum(year in text for line, text in zip(LINES, read, strict=True) for year in YEAR.findall(line))
    assert right >= 5, read  # of 6


@pytest.mark.parametrize("font", HELD_OUT)
def test_the_stock_model_alone_reads_them_wrong(font):
    read = [said(first_look(drawn(line, font))) for line in LINES]

    assert not any(year in text for line, text in zip(LINES, read, strict=True) for year in YEAR.findall(line))


@pytest.mark.parametrize("font", HELD_OUT)
def test_a_wrong_year_never_comes_out_unmarked(font):
    rng = random.Random(font)
    for _ in range(12):
        year = "".join("๐๑๒๓๔๕๖๗๘๙"[int(digit)] for digit in str(rng.randint(2540, 2580)))
        image = drawn(
            f"พ.ศ. {year}", font, size=rng.randint(22, 44), blur=rng.uniform(0, 1.6), noise=rng.randint(0, 120)
        )

        unmarked = [found for found in YEAR.findall(said(looked(image))) if UNSURE_DIGIT not in found]

        assert set(unmarked) <= {year}


def test_numbers_in_arabic_digits_stay_as_they_are():
    image = drawn("รายงาน ประจำปี พ.ศ. 2567 หน้า 48")
    words = first_look(image)

    assert "2567" in said(words)
    assert list(words) == looked(image)


def test_letters_stay_as_they_are():
    image = drawn("แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ")

    assert list(first_look(image)) == looked(image)


def test_no_words_give_no_words():
    from oitcrawl.read.digits import digit_model, second_look

    assert second_look([], Image.new("L", (100, 40), 255), digit_model()) == []


def test_digits_of_which_nothing_is_to_be_seen_become_unsure():
    """The picture is blank: whatever the first pass dreamt, no year may come of it."""
    from oitcrawl.read.digits import digit_model, second_look

    word = Word(text="พ.ศ.๒๕๕๒)", confidence=0.9, box=Box(left=10, top=10, right=190, bottom=30))

    (seen,) = second_look([word], Image.new("L", (200, 40), 255), digit_model())

    assert seen.text == f"พ.ศ.{UNSURE_DIGIT * 4})"


def test_a_year_that_cannot_be_is_not_believed():
    assert "๒๕๙๙" not in said(looked(drawn("ประจำปี พ.ศ. ๒๕๙๙")))


def test_no_date_can_be_taken_out_of_a_number_that_is_not_sure():
    from oitcrawl.read.digits import _sealed

    box = Box(left=0, top=0, right=9, bottom=9)

    def sealed(text):
        return "".join(part for part, _, _ in _sealed([(letter, 0.9, box) for letter in text]))

    assert sealed("๒๕๗๐▯") == "๒๕▯▯▯"
    assert sealed("▯๒๕๗๐)") == "▯▯▯▯▯)"
    assert sealed("▯๑") == "▯▯"
    assert sealed("พ.ศ.๒๕▯๘-๒๕๖๙") == "พ.ศ.๒๕▯๘-๒๕๖๙"


def test_a_word_that_holds_letters_and_a_year_keeps_its_letters():
    words = looked(drawn("ประจำปี พ.ศ.๒๕๖๘"))

    assert said(words).endswith("พ.ศ.๒๕๖๘")
    assert all("".join(text for text, _, _ in word.symbols) == word.text for word in words)
