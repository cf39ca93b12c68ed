"""The press prints a report with the Chromium of this machine: A4, numbered pages, no card cut, the same bytes again."""

import re
import socket
import time

import pypdfium2 as pdfium
import pytest
from report.samples import hostile, scan, shots

from oitcrawl.compose.press import Press
from oitcrawl.crawl.browser_program import programs
from oitcrawl.report import publish

A4 = (595.28, 841.89)  # points
needs_browser = pytest.mark.skipif(not next(programs(), ""), reason="no Chromium here")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    press = Press()
    began = time.monotonic()
    folder = publish(scan(), tmp_path_factory.mktemp("p"), formats=("html", "pdf"), shots=shots, printer=press)
    assert press.trouble is None
    assert time.monotonic() - began < 15
    return folder / "report.pdf"


@pytest.fixture
def pages(printed):
    with pdfium.PdfDocument(printed) as document:
        yield [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.browser
@needs_browser
def test_every_page_is_a4(printed):
    with pdfium.PdfDocument(printed) as document:
        assert all(page.get_size() == pytest.approx(A4, abs=1) for page in document)


@pytest.mark.browser
@needs_browser
def test_every_page_has_its_number_and_says_whose_it_is(pages):
    assert len(pages) > 5
    for number, text in enumerate(pages, 1):
        assert re.search(rf"\b{number} / {len(pages)}\b", text), number
        assert "10 มีนาคม 2568" in text, number


@pytest.mark.browser
@needs_browser
def test_thai_can_be_searched_and_copied(pages):
    text = re.sub(r"\s+", "", "".join(pages))  # readers of PDF put a space behind sara am

    assert "องค์การบริหารส่วนตำบลสวนไผ่" in text
    assert "สิ่งที่ต้องแก้ไข" in text
    for item in scan().items:
        assert item.item in text


@pytest.mark.browser
@needs_browser
def test_no_card_is_cut_and_no_heading_ends_a_page(pages):
    for item in scan().items:
        where = [
            text
            for text in pages
            if re.search(rf"(?m)^\s*{item.item}\s+{re.escape(item.title[:12])}", text) and "องค์ประกอบที่ต้องมี" in text
        ]
        assert where, item.item
    foot = re.compile(r"รายงานช่องว่าง OIT ณ|^\s*\d+ / \d+\s*$")
    heads = {f"{one.item} {one.title}" for one in scan().items} | {f"{code} {title}" for code, title in scan().groups}
    for text in pages:
        lines = [line.strip() for line in text.splitlines() if line.strip() and not foot.search(line)]
        assert not any(lines[-1].startswith(head) for head in heads), lines[-1]


@pytest.mark.browser
@needs_browser
def test_headings_are_an_outline_and_the_file_is_tagged(printed):
    with pdfium.PdfDocument(printed) as document:
        titles = [bookmark.get_title() for bookmark in document.get_toc()]

    assert any("สิ่งที่ต้องแก้ไข" in title for title in titles)
    assert b"/MarkInfo" in printed.read_bytes()


@pytest.mark.browser
@needs_browser
def test_a_print_made_again_is_byte_identical_and_leads_to_no_file_of_this_machine(printed, tmp_path):
    again = publish(scan(), tmp_path, formats=("pdf",), shots=shots, printer=Press()) / "report.pdf"

    assert again.read_bytes() == printed.read_bytes()
    assert b"file:" not in again.read_bytes()


@pytest.mark.browser
@needs_browser
def test_hostile_texts_are_printed_as_texts(tmp_path):
    press = Press()

    folder = publish(hostile(), tmp_path, formats=("pdf",), printer=press)

    with pdfium.PdfDocument(folder / "report.pdf") as document:
        assert "<script>alert(1)</script>" in "".join(page.get_textpage().get_text_bounded() for page in document)
    assert b"/JavaScript" not in (folder / "report.pdf").read_bytes()


@pytest.mark.browser
@needs_browser
def test_nothing_is_asked_of_the_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        host = f"http://127.0.0.1:{server.getsockname()[1]}"
        page = (
            f'<link rel="stylesheet" href="{host}/a.css"><img src="{host}/b.png"><script src="{host}/c.js"></script>x'
        )

        assert Press()(page.encode()) is not None
        with pytest.raises(TimeoutError):
            server.accept()


def test_without_a_browser_one_line_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    press = Press(str(tmp_path / "nowhere"))

    folder = publish(scan(), tmp_path / "out", formats=("html", "json", "pdf"), printer=press)

    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "scan.json"]
    assert press.trouble is not None
    assert press.trouble.exit_code == 4
    assert "ไม่มี Chromium" in str(press.trouble)
    assert "oitcrawl doctor" in str(press.trouble)
    assert "\n" not in str(press.trouble)


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_browser_that_fails_is_told_from_none(tmp_path):
    program = tmp_path / "broken"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    press = Press(str(program))

    assert press(b"<p>x") is None
    assert "พิมพ์ไม่สำเร็จ" in str(press.trouble)
