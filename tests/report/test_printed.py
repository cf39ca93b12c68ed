"""The report on paper: what is left out of the page, what stands at its foot, and a print that is the same every time."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from report.samples import scan, shots

from oitcrawl.report import publish
from oitcrawl.report.printed import report_pdf
from oitcrawl.report.render import render_report
from oitcrawl.report.view import view
from oitcrawl.report.words import Words

MADE = datetime(2025, 3, 10, 8, 5, 6, tzinfo=timezone(timedelta(hours=7)))


def foot(name: str) -> str:
    agency = replace(scan().agency, name=name)
    page = render_report(view(replace(scan(), agency=agency), words=Words("th")))
    return re.search(r"@bottom-left \{ content: \"([^\"]*)\";", page).group(1)


def test_links_to_what_lies_beside_the_page_are_left_out_of_a_print():
    seen = []

    def printer(page):
        seen.append(page)
        return b"%PDF"

    page = b'<a href="evidence/ab-1.webp" class="p">x</a><a href="gaps.xlsx">s</a><a href="#o1">y</a><a href="https://a.go.th/evidence/">z</a>'

    assert report_pdf(page, printer, MADE) == b"%PDF"
    assert seen == [b'<a class="p">x</a><a>s</a><a href="#o1">y</a><a href="https://a.go.th/evidence/">z</a>']


def test_the_moment_of_the_scan_stands_in_place_of_the_clock_and_no_offset_moves():
    raw = b"1 0 obj <</CreationDate (D:20261121181624+00'00')\n/ModDate (D:20261121181624+00'00)>> D:20261121"

    made = report_pdf(b"", lambda _page: raw, MADE)

    assert (
        made == b"1 0 obj <</CreationDate (D:20250310010506+00'00')\n/ModDate (D:20250310010506+00'00)>> D:20261121"
    )
    assert report_pdf(b"", lambda _page: raw, datetime(2025, 3, 10, 1, 5, 6, tzinfo=UTC)) == made


def test_without_a_printer_all_other_files_are_written(tmp_path):
    folder = publish(scan(), tmp_path, formats=("html", "csv", "pdf"), shots=shots)

    assert {path.name for path in folder.iterdir()} == {"index.html", "items.csv", "evidence"}


def test_a_print_of_an_earlier_report_does_not_stay_beside_a_newer_page(tmp_path):
    folder = publish(scan(), tmp_path, formats=("html", "pdf"), printer=lambda _page: b"%PDF")
    assert (folder / "report.pdf").read_bytes() == b"%PDF"

    publish(scan(), tmp_path, formats=("html", "pdf"))

    assert not (folder / "report.pdf").exists()


def test_the_foot_of_each_page_names_agency_and_day():
    assert foot("อบต.สวนไผ่ (ทดสอบ)") == "อบต.สวนไผ่ (ทดสอบ) – รายงานช่องว่าง OIT ณ วันที่ 10 มีนาคม 2568"


def test_a_hostile_name_stays_a_text_at_the_foot():
    written = foot('x"; } </style><script>alert(1)</script> \\ \x00\n{ url(//evil)')

    assert not set(written) & set("\"'<>{};\n\x00/:")
    assert written.startswith(r"x\000022\00003b \00007d \00003c\00002fstyle")


def test_a_long_name_leaves_room_for_the_number_of_the_page():
    assert foot("ก" * 500) == "ก" * 119 + r"\002026"


def test_numbers_that_the_browser_gives_to_parts_of_the_page_do_not_differ_from_print_to_print():
    one, other = (
        report_pdf(b"", lambda _page, first=first: b"/ID (node%08d) /Names [(node%08d) 3 (node%08d) 4]" % first, MADE)
        for first in ((1008, 1006, 1008), (1015, 1013, 1015))
    )
    assert one == other == b"/ID (node00000002) /Names [(node00000001) 3 (node00000002) 4]"
