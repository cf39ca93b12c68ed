"""Letters in RTF: Thai in every way it is written, tables, pages; honest and hostile."""

import time
from datetime import date

import pytest
from read.making_letters import in_bytes, in_units, tiny_rtf

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.settings import Settings

WORDS = "รายงานผลการดำเนินงาน ประจำปี ๒๕๖๘"


@pytest.mark.parametrize("page", ["\\ansicpg874", "\\ansicpg1252", ""])
@pytest.mark.parametrize("charset", [222, 0, 1])
def test_thai_bytes_are_thai_whatever_the_file_calls_them(content, page, charset):
    assert WORDS == content(tiny_rtf(in_bytes(WORDS), page=page, charset=charset)).leaves[0].text


def test_thai_as_unicode_skips_what_stands_in_for_it(content):
    assert WORDS == content(tiny_rtf(in_units(WORDS))).leaves[0].text
    doubled = "".join(f"{{\\uc1\\u{ord(one)}\\'{one.encode('cp874')[0]:02x}}}" for one in "แผนงาน")
    assert "แผนงาน ok" == content(tiny_rtf(doubled + " ok")).leaves[0].text
    assert "ก😀ข" == content(tiny_rtf("\\u3585?\\u-10179?\\u-8704?\\u3586?")).leaves[0].text


def test_raw_bytes_of_thai_are_read(content):
    assert WORDS == content(tiny_rtf("@").replace(b"@", WORDS.encode("cp874"))).leaves[0].text


def test_western_letters_of_a_western_letter_stay(content):
    read = content(
        tiny_rtf("r\\'e9sum\\'e9 na\\'efve fa\\'e7ade", page="\\ansicpg1252", charset=0).replace(b"1054", b"1033")
    )

    assert "résumé naïve façade" == read.leaves[0].text


def test_paragraphs_lines_and_pages(content):
    read = content(
        tiny_rtf(f"{in_bytes('ปก')}\\par\\page {in_bytes('คำนำ')}\\line x\\tab y\\par\\sect z\\~\\{{1\\}}")
    )

    assert ["ปก", "คำนำ\nx y", "z {1}"] == [leaf.text for leaf in read.leaves]


def test_tables_are_rows_with_merged_cells(content):
    def row(*cells, marks=("", "")):
        defined = "".join(f"{mark}\\cellx{n}000" for n, mark in enumerate(marks, 1))
        return f"\\trowd{defined}\\pard\\intbl " + "".join(f"{in_units(cell)}\\cell " for cell in cells) + "\\row\n"

    table = (
        row("กอง", "ชื่อ\\par โครงการ") + row("คลัง", "ก", marks=("\\clvmgf", "")) + row("", "ข", marks=("\\clvmrg", ""))
    )
    read = content(tiny_rtf(f"{table}\\pard {in_units('จบ')}\\par"))

    assert "กอง | ชื่อ โครงการ\nคลัง | ก\nคลัง | ข\nจบ" == read.leaves[0].text
    assert ("คลัง", "ข") == read.leaves[0].tables[0].rows[-1]


def test_properties_are_told_and_not_shown(content):
    info = f"{{\\info{{\\title {in_units('แผน')}}}{{\\author {in_bytes('กองคลัง')}}}{{\\creatim\\yr2568\\mo1\\dy15\\hr8}}{{\\*\\company x}}}}"
    read = content(tiny_rtf("a", info=info))

    assert ("แผน", "กองคลัง", (date(2025, 1, 15),), "a", Media.RTF) == (
        read.title,
        read.author,
        read.meta_dates,
        read.leaves[0].text,
        read.media,
    )


def test_what_a_reader_does_not_see_is_left_out(content):
    hidden = '{\\*\\bkmkstart a}{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt link}}{\\v secret} {\\pict\\pngblip 8950}{\\header h}{\\*\\unknown u}{\\pict\\bin6 }}{{}}} end'
    shown = "{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 1}}{\\shptxt box\\par}}{\\shprslt box}}"

    assert "link end\nbox" == content(tiny_rtf(hidden + shown)).leaves[0].text


def test_a_letter_of_pictures_is_a_scan(content):
    assert UnreadCause.SCAN is content(tiny_rtf("{\\pict\\pngblip 89504e47}")).cause
    assert UnreadCause.EMPTY is content(tiny_rtf("")).cause


def test_groups_inside_groups_without_end_are_damage(content):
    assert UnreadCause.DAMAGED is content(b"{\\rtf1 " + b"{" * 1_000_000).cause
    assert "a" == content(b"{\\rtf1 " + b"{" * 900 + b"a" + b"}" * 900 + b"}").leaves[0].text


def test_a_letter_that_takes_too_long_is_left(content):
    body = b"{\\rtf1 " + b"{}" * 2_000_000 + b"}"
    start = time.perf_counter()

    assert UnreadCause.TOO_SLOW is content(body, settings=Settings(reader_seconds=0.1)).cause
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "junk",
    [b"\\", b"\\'", b"\\'z", b"\\u99999999 x", b"\\bin99999999 x", b"}}}}a", b"\\f\\fs\\uc\\u", b"\\row\\cell\\row"],
)
def test_broken_words_are_survived(content, junk):
    assert "ok" in content(b"{\\rtf1 ok " + junk).leaves[0].text


def test_two_million_hexes_take_their_time_in_proportion(content):
    body = b"{\\rtf1 ok{\\pict " + b"ab" * 2_000_000 + b"}}"
    start = time.perf_counter()

    assert "ok" == content(body).leaves[0].text
    assert time.perf_counter() - start < 2
