"""Crawled text stays harmless in pages, links, cells and file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.report.safe import cell, clean, file_name, prose, readable, safe_link


def test_control_direction_and_broken_characters_are_dropped_and_thai_stays():
    actual = clean("แผน\x00\x1b[31m \u202eปี\u2066 ๒๕๖๘\ud800\ufffe\u200bจบ\tและ\nต่อ")

    assert actual == "แผน[31m ปี ๒๕๖๘\u200bจบ และ ต่อ"


@given(st.text(alphabet=st.characters()))
def test_clean_text_can_always_be_written_as_utf8_and_is_clean_already(text):
    cleaned = clean(text)

    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//evil.example/x",
        "mailto:a@b",
        "http://",
        "http://[::1",
        "",
    ],
)
def test_only_web_addresses_may_be_followed(url):
    assert safe_link(url) == ""


def test_web_addresses_are_followed_with_spaces_escaped():
    assert safe_link("https://a.go.th/แผน 2568.pdf\x00") == "https://a.go.th/แผน%202568.pdf"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", "https://a.go.th/แผน.pdf"),
        ("https://a.go.th/%C1%B9", "https://a.go.th/%C1%B9"),
        ("https://a.go.th/100%25", "https://a.go.th/100%25"),
        ("https://a.go.th/%E2%80%AEgpj", "https://a.go.th/gpj"),
    ],
)
def test_addresses_are_shown_as_people_read_them(url, expected):
    assert readable(url) == expected


def test_addresses_inside_a_sentence_are_readable_too():
    assert (
        prose("เปิดดู http://a.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf\x00 ด้วยตนเอง")
        == "เปิดดู http://a.go.th/แผน.pdf ด้วยตนเอง"
    )


def test_a_very_long_address_is_cut_in_the_middle():
    actual = readable("https://a.go.th/" + "x" * 2000 + "/end.pdf")

    assert len(actual) < 310
    assert actual.endswith("/end.pdf")


@pytest.mark.parametrize("text", ["=1+1", "+66", "-1", "@SUM(A1)", "\t=1", " =1", "\x00=1", "\r\n=1", "＝1"])
def test_a_cell_is_never_a_formula(text):
    assert cell(text).startswith("'")


@given(st.text())
def test_no_cell_starts_as_a_formula(text):
    assert not cell(text).lstrip().startswith(("=", "+", "-", "@"))


def test_plain_cells_stay_as_they_are():
    assert cell("รายงาน 2567 = ครบ") == "รายงาน 2567 = ครบ"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("abt-suanphai", "abt-suanphai"),
        ("../../etc/passwd", "etc-passwd"),
        ("WWW.Example.GO.TH:8080", "www.example.go.th-8080"),
        ("CON", "con-site"),
        ("nul.txt", "nul-site.txt"),
        ("a" * 300, "a" * 80),
    ],
)
def test_file_names_are_safe_on_every_system(code, expected):
    assert file_name(code) == expected


@pytest.mark.parametrize("code", ["", "..", "อบต", "///"])
def test_a_code_without_any_safe_letter_is_refused(code):
    with pytest.raises(ValueError, match="no safe file name"):
        file_name(code)
