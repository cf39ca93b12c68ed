"""Recognition brings the text back, whatever office and scanner did to the page."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from rapidfuzz.distance import Levenshtein
from read.drawing import FONT, LINES, PAPER, TEXT, blurred, grainy, one_bit, page, saved, scanned, slanted

from oitcrawl.model.content import Media
from oitcrawl.read import digits, ocr, tesseract
from oitcrawl.read.pictures import Unfit
from oitcrawl.read.words import UNSURE_DIGIT, Region
from oitcrawl.settings import Settings

SETTINGS = Settings()

needs_tesseract = pytest.mark.skipif(not ocr.is_available(), reason="no Tesseract with a Thai model")
needs_font = pytest.mark.skipif(not FONT.is_file(), reason="no Thai font to draw with")


def error_rate(truth, said):
    truth, said = "".join(truth.split()), "".join(said.split())
    return Levenshtein.distance(truth, said) / len(truth)


def transcript(body, media=Media.PDF, *, leaf=1, region=Region.PAGE, settings=SETTINGS):
    return ocr.transcribe(body, media, leaf, region, settings)


@needs_tesseract
@needs_font
class TestPages:
    def test_a_clean_scan_comes_back_word_for_word(self):
        found = transcript(scanned(page()))

        assert error_rate(TEXT, found.text) < 0.02
        assert found.confidence > 0.85
        assert 0 == found.turned
        assert found.seconds > 0

    def test_lines_and_spaces_are_those_of_the_page(self):
        found = transcript(scanned(page()))

        assert "เรื่อง แผนการดำเนินงานและการใช้งบประมาณประจำปี" in found.text.splitlines()

    def test_sara_am_is_one_letter(self):
        found = transcript(scanned(page()))

        assert "ดำเนินงาน" in found.text
        assert "ํา" not in found.text

    @pytest.mark.parametrize(
        "worse",
        [
            lambda picture: slanted(picture, 2),
            lambda picture: slanted(picture, -5),
            lambda picture: grainy(picture, 70),
            lambda picture: blurred(picture, 2.5),
            lambda picture: picture.point(lambda grey: 190 + grey * 40 // 255),
        ],
        ids=["slanting", "slanting much", "grainy", "blurred", "pale"],
    )
    def test_a_bad_scan_comes_back_too(self, worse):
        assert error_rate(TEXT, transcript(scanned(worse(page()))).text) < 0.06

    def test_a_fax_at_300_dpi_comes_back(self):
        assert error_rate(TEXT, transcript(scanned(one_bit(page(scale=2.0)), dpi=300)).text) < 0.06

    @pytest.mark.parametrize("degrees", [90, 180, 270])
    def test_a_page_laid_down_wrongly_is_turned(self, degrees):
        found = transcript(scanned(page().rotate(degrees, expand=True)))

        assert degrees == found.turned  # turned clockwise what was turned anticlockwise
        assert error_rate(TEXT, found.text) < 0.03

    def test_the_top_of_a_page_costs_less_than_the_page(self):
        body = scanned(page(LINES * 4))
        top, upper, whole = (transcript(body, region=region) for region in Region)

        assert top.text.startswith("ประกาศองค์การบริหารส่วนตำบลต้นไม้งาม")
        assert top.words < upper.words < whole.words

    def test_the_top_of_a_page_upside_down_is_its_true_top(self):
        found = transcript(scanned(page(LINES * 5).rotate(180)), region=Region.TOP)

        assert found.text.startswith("ประกาศองค์การบริหารส่วนตำบลต้นไม้งาม")

    def test_each_page_is_itself(self):
        body = scanned(page(("รายงานการประชุม",)), page(("ภาคผนวก",)))

        assert 2 == ocr.count_leaves(body, Media.PDF)
        assert "ภาคผนวก" == transcript(body, leaf=2).text.strip()

    def test_a_page_set_in_pixels_for_points_is_read_like_any_other(self):
        """Phones and some scanners write one point per pixel: 1240 x 1754 points."""
        assert error_rate(TEXT, transcript(scanned(page(), dpi=72)).text) < 0.02

    def test_a_picture_in_the_wrong_size_is_read_like_any_other(self):
        small, large = page(size=20), page(scale=2.5)

        assert error_rate(TEXT, transcript(saved(small, "PNG"), Media.IMAGE).text) < 0.03
        assert error_rate(TEXT, transcript(saved(large, "JPEG", quality=80), Media.IMAGE).text) < 0.03


@needs_tesseract
@needs_font
class TestWords:
    def test_latin_words_among_thai_ones_are_read(self):
        body = scanned(page(("นโยบาย No Gift Policy ขององค์การบริหารส่วนตำบล", "ติดต่อ saraban@tonmai.go.th ได้ทุกวัน")))
        found = transcript(body)

        assert "No Gift Policy" in found.text
        assert "saraban@tonmai.go." in found.text

    def test_latin_words_stay_odd_thai_where_the_latin_model_is_missing(self, monkeypatch):
        monkeypatch.setattr("oitcrawl.read.latin.has_language", lambda _language: False)

        assert "Policy" not in transcript(scanned(page(("นโยบาย No Gift Policy ขององค์การบริหารส่วนตำบล",)))).text

    def test_arabic_years_are_read(self):
        assert "2568" in transcript(scanned(page(("ประจำปีงบประมาณ พ.ศ. 2568",)))).text

    def test_no_thai_digit_is_believed_without_our_own_model(self, monkeypatch):
        monkeypatch.setattr(ocr, "is_installed", lambda: False)
        found = transcript(scanned(page(("ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",))))

        assert UNSURE_DIGIT in found.text
        assert not set("๐๑๒๓๔๕๖๗๘๙") & set(found.text)

    @pytest.mark.skipif(not digits.is_installed(), reason="our own model of digits is not there")
    def test_a_year_in_thai_digits_is_right_or_open_never_wrong(self):
        line = transcript(scanned(page(("ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",)))).text.strip()
        year = line.split()[-1]

        assert 4 == len(year)
        assert all(seen in {true, UNSURE_DIGIT} for seen, true in zip(year, "๒๕๖๘", strict=True))


@needs_tesseract
class TestLimits:
    def test_an_empty_page_is_blank_for_sure(self):
        from PIL import Image

        found = transcript(scanned(grainy(Image.new("L", PAPER, 250), 6)))

        assert ("", 0, 1.0) == (found.text, found.words, found.confidence)

    @needs_font
    def test_a_page_nobody_could_read_is_not_taken_for_blank(self):
        found = transcript(scanned(blurred(page(), 9)))

        assert found.confidence < 0.5

    @needs_font
    def test_what_the_time_did_not_suffice_for_lowers_the_confidence(self):
        body = scanned(page(LINES * 4))
        found = transcript(body, settings=replace(SETTINGS, ocr_leaf_seconds=0.01))

        assert found.confidence < 0.5
        assert found.seconds < 1

    @needs_font
    def test_a_huge_picture_is_refused(self):
        with pytest.raises(Unfit, match="pixels"):
            transcript(saved(page(), "PNG"), Media.IMAGE, settings=replace(SETTINGS, max_pixels=1_000_000))

    @pytest.mark.parametrize(
        ("body", "media", "leaf"),
        [
            (b"%PDF-1.4 torn", Media.PDF, 1),
            (b"\x89PNG torn", Media.IMAGE, 1),
            (b"PK", Media.DOCX, 1),
            (b"", Media.PDF, 1),
        ],
    )
    def test_what_cannot_be_opened_is_a_value_error(self, body, media, leaf):
        with pytest.raises(Unfit):
            transcript(body, media, leaf=leaf)

    @needs_font
    def test_a_page_that_is_not_there_is_a_value_error(self):
        with pytest.raises(Unfit):
            transcript(scanned(page()), leaf=2)

    def test_what_is_no_picture_has_no_leaves(self):
        assert [0, 0, 0] == [ocr.count_leaves(b"torn", media) for media in (Media.PDF, Media.IMAGE, Media.DOCX)]

    def test_threads_of_tesseract_are_limited_before_it_is_loaded(self):
        code = (
            "import os; os.environ.pop('OMP_THREAD_LIMIT', None)\n"
            "from oitcrawl.read import tesseract\n"
            "tesseract.reader('tha'); print(os.environ['OMP_THREAD_LIMIT'])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

        assert "1" == done.stdout.strip()


class TestInstallation:
    @pytest.fixture(autouse=True)
    def _forget(self):
        yield
        tesseract.data_folder.cache_clear()

    def without_models(self, monkeypatch, tmp_path):
        monkeypatch.setattr(tesseract, "FOLDERS", (str(tmp_path),))
        monkeypatch.setattr(sys, "prefix", str(tmp_path))
        monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
        tesseract.data_folder.cache_clear()

    def test_without_a_thai_model_the_mending_command_is_named(self, monkeypatch, tmp_path):
        self.without_models(monkeypatch, tmp_path)

        assert not ocr.is_available()
        assert "apt install tesseract-ocr-tha" in ocr.why_not()
        assert "" == ocr.engine()
        with pytest.raises(RuntimeError, match="tesseract-ocr-tha"):
            transcript(b"")

    def test_without_the_library_the_mending_command_is_named(self, monkeypatch):
        monkeypatch.setattr(tesseract, "find_spec", lambda _name: None)

        assert "pip install tesserocr" in ocr.why_not()

    def test_the_folder_of_models_may_be_named_by_the_environment(self, monkeypatch, tmp_path):
        self.without_models(monkeypatch, tmp_path)
        (tmp_path / "mine" / "tessdata").mkdir(parents=True)
        (tmp_path / "mine" / "tessdata" / "tha.traineddata").touch()
        monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "mine"))
        tesseract.data_folder.cache_clear()

        assert tmp_path / "mine" / "tessdata" == tesseract.data_folder()

    @needs_tesseract
    def test_the_engine_names_every_model(self):
        assert "" == ocr.why_not()
        assert ocr.engine().startswith("tesseract ")
        assert " tha:" in ocr.engine()
        assert os.linesep not in ocr.engine()
