"""The past of a scan as strips and lines, each told in words as well."""

from dataclasses import replace

from report.samples import after, all_in, scan, site_down, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.report.render import render_report
from oitcrawl.report.trail import ROWS, STRIP, trail
from oitcrawl.report.view import view
from oitcrawl.report.words import Words

TH, EN = Words("th"), Words("en")


def test_the_first_scan_has_no_past():
    assert trail(scan(), after(), TH) is None
    page = render_report(view(scan(), past=after(), words=TH))
    assert 'id="trail"' not in page
    assert 'class="strip"' not in page


def test_a_strip_has_the_last_scans_in_order_and_tells_them_in_words():
    found = with_statuses(scan(), O12=Status.FOUND)
    made = trail(scan(), after(*[found] * 15, scan()), EN)

    strip = made.strips["O12"]
    assert ["found"] * (STRIP - 2) + ["missing"] * 2 == [one.status for one in strip.cells]
    assert [False] * (STRIP - 2) + [True, False] == [one.waits for one in strip.cells]
    said = (
        "the last 12 scans: Missing 2 times since 9 Mar 2025, before that Found complete 10 times since 27 Feb 2025"
    )
    assert said == strip.said
    assert "was Found complete; the change is confirmed" == strip.stands


def test_a_strip_says_what_waits_what_is_blind_and_since_when_it_is_so():
    found = with_statuses(scan(), O12=Status.FOUND, O13=Status.FOUND)
    strips = trail(scan(), after(found, found), TH).strips

    assert "เดิมพบครบถ้วน พบต่างครั้งแรก รอการตรวจครั้งถัดไปยืนยัน" == strips["O12"].stands
    assert "มองไม่เห็น 1 ครั้งติดกัน ที่เห็นครั้งหลังสุด: พบครบถ้วน" == strips["O13"].stands
    assert "เป็นเช่นนี้ตั้งแต่ 8 มี.ค. 2568" == strips["O1"].stands


def test_other_rules_are_marked_where_they_began():
    made = trail(scan(), after(scan(), scan(), rules="sha256:old"), EN)

    assert (1000.0,) == made.turns
    assert [False, False, True] == [one.other_rules for one in made.strips["O1"].cells]
    assert ["other rules or version", "", ""] == [row.note for row in made.rows]


def test_the_lines_run_from_the_first_to_the_last_scan_by_time():
    line = after(all_in(Status.MISSING), all_in(Status.MISSING), now=scan())
    found, gaps, unseen = trail(scan(), line, EN).lines

    assert "0,200 500,200 1000,78.6" == found.points
    assert "0,0 500,0 1000,157.1" == gaps.points
    assert ("17", "6", "2") == (found.value, gaps.value, unseen.value)


def test_the_picture_is_told_in_words():
    made = trail(scan(), after(all_in(Status.MISSING)), EN)

    assert made.told.startswith(
        "2 scans from 9 March 2025 to 10 March 2025: found 0, now 17, to be mended 28, now 6,"
    )
    assert "cannot tell 0, now 2" in made.told


def test_an_estimate_that_says_nothing_is_not_drawn():
    down = replace(site_down(), partial=False)

    assert "" == trail(down, after(down, now=down), EN).band
    assert trail(scan(), after(scan()), EN).band


def test_of_a_year_of_nights_the_table_shows_the_last_and_counts_the_rest():
    made = trail(scan(), after(*[scan()] * 364), EN)

    assert ROWS == len(made.rows)
    assert "353" in made.cut
    assert 365 == len(made.lines[0].points.split())
    assert "10 March 2025" in made.rows[0].day


def test_the_page_shows_each_strip_as_a_picture_with_words_and_the_same_past_gives_the_same_bytes():
    line = after(with_statuses(scan(), O12=Status.FOUND))
    page = render_report(view(scan(), past=line, words=TH))

    assert 28 == page.count('class="strip-cells" role="img" aria-label="การตรวจ 2 ครั้งล่าสุด')
    assert 'aria-label="การตรวจ 2 ครั้งล่าสุด: ไม่พบ 1 ครั้ง ตั้งแต่ 10 มี.ค. 2568 ก่อนหน้านั้น พบครบถ้วน 1 ครั้ง' in page
    assert page == render_report(view(scan(), past=line, words=TH))
