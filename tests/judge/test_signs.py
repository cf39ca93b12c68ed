"""What a document is, told by all that stands around it; pages are read by the real reader, judged by the real rules."""

import pytest

from oitcrawl.model.finding import Status
from oitcrawl.model.reason import Source
from tests.judge.web import SCAN, Web

HOME = '<h1>องค์การบริหารส่วนตำบลตัวอย่าง</h1><a href="ita">ITA 2568</a>'
BODY = """ก่อสร้างถนน ดำเนินการแล้วเสร็จ เบิกจ่าย 495,000 บาท
ปัญหาและอุปสรรค ฝนตกชุก
ข้อเสนอแนะ ควรเริ่มงานก่อนฤดูฝน
"""
REPORT = "รายงานผลการดำเนินงานประจำปี พ.ศ. 2567\n" + BODY
NAME = "รายงานผลการดำเนินงานประจำปี 2567"


def site(ita, *, title="ITA 2568"):
    return Web().page("", HOME, title="อบต.ตัวอย่าง").page("ita", ita, title=title)


def sources(sign):
    return [part.source for part in sign.spoken]


def only(web, path, slug):
    """The one sign of what lies at ``path``."""
    found = web.signs()[path].by_slug
    assert [slug] == list(found)
    return found[slug]


# --- where the words stand ---


def test_code_title_and_link_in_different_cells():
    rows = f"<tr><td>O7<td>{NAME}<td><a href=a.pdf>คลิก</a><tr><td>O8<td>คู่มือการปฏิบัติงาน<td><a href=b.pdf>คลิก</a>"
    web = site(f"<table>{rows}</table>").file("a.pdf", BODY).file("b.pdf", "เรื่องอื่น")

    assert [Source.ROW] == sources(only(web, "a.pdf", "annual-report"))
    assert [Source.ROW] == sources(only(web, "b.pdf", "staff-manual"))
    assert Status.FOUND is web.items()["O7"].status


def test_a_title_over_several_rows_of_links():
    spans = f"<tr><td rowspan=2>7<td rowspan=2>{NAME}<td>ส่วนที่ 1<td><a href=a.pdf>คลิก</a>"
    blank = f"<tr><td>7<td>{NAME}<td><tr><td><td>ส่วนที่ 1<td><a href=a.pdf>คลิก</a>"
    for first in (spans, blank):
        second = "<tr>" + ("<td><td>" if first is blank else "<td>") + "ส่วนที่ 2<td><a href=b.pdf>คลิก</a>"
        web = site(f"<table>{first}{second}</table>").file("a.pdf", BODY).file("b.pdf", BODY + "เล่มสอง")

        assert {"a.pdf", "b.pdf"} == {path for path, one in web.signs().items() if "annual-report" in one.by_slug}


def test_menus_of_three_levels():
    def menu(*levels):
        inner = '<li><a href="a.pdf">ดาวน์โหลด</a></li>'
        for level in reversed(levels):
            inner = f'<li><a href="#">{level}</a><ul>{inner}</ul></li>'
        return f"<ul>{inner}</ul>"

    for levels in (
        ("ข้อมูล", "การเงิน", NAME),
        ("รายงานผลการดำเนินงานประจำปี", "ปีงบประมาณ 2567"),
        (NAME, "ปี 2567", "ไฟล์"),
    ):
        web = Web().page("", menu(*levels), title="อบต.ตัวอย่าง").file("a.pdf", BODY)

        assert Status.FOUND is web.items()["O7"].status, levels


def test_a_page_of_headings_year_under_name():
    ita = "<h2>รายงานผลการดำเนินงานประจำปี</h2><h3>ปี 2567</h3><a href=a.pdf>ดาวน์โหลด</a><h3>ปี 2566</h3><a href=b.pdf>ดาวน์โหลด</a>"
    web = site(ita).file("a.pdf", BODY).file("b.pdf", BODY + "เก่า")
    item = web.items()["O7"]

    assert (Status.FOUND, (2567,)) == (item.status, item.year_found)
    assert item.evidence[0].url.endswith("a.pdf")


# --- a page that only holds attachments ---

ATTACHED = "<p>รายละเอียดตามไฟล์แนบ</p><a href=a.pdf>ไฟล์แนบ 1</a> <a href=20250101_1.pdf>ไฟล์แนบ 2</a>"


def attached(first, second, *, title="อบต.ตัวอย่าง", heading=""):
    page = Web().page("", HOME, title="อบต.ตัวอย่าง").page("ita", f'<a href="p">{NAME}</a>', title="ITA")
    page.page("p", (f"<h2>{heading}</h2>" if heading else "") + ATTACHED, title=title)
    return page.file("a.pdf", first).file("20250101_1.pdf", second)


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ({"heading": NAME}, Source.HEADING),
        ({"title": NAME}, Source.LINKING_TITLE),
        ({}, Source.LINKING_PAGE),
    ],
)
def test_attachments_are_what_their_page_is_about(head, source):
    web = attached(BODY, "ตารางแนบท้าย", **head)
    item = web.items()["O7"]

    assert {"a.pdf", "20250101_1.pdf"} <= {
        path for path, one in web.signs().items() if "annual-report" in one.by_slug
    }
    assert source is only(web, "a.pdf", "annual-report").source
    assert (Status.FOUND, (2567,)) == (item.status, item.year_found)


def test_two_attachments_that_together_show_all():
    lines = BODY.splitlines(keepends=True)
    item = attached(lines[0], "".join(lines[1:])).items()["O7"]

    assert Status.FOUND is item.status
    assert {"a.pdf", "20250101_1.pdf"} <= {one.url.rpartition("/")[2] for one in item.evidence}


def test_an_attachment_that_nobody_can_read_leaves_it_open_and_accuses_nobody():
    assert Status.UNVERIFIED is attached(SCAN, SCAN).items()["O7"].status
    assert Status.FOUND is attached(BODY, SCAN).items()["O7"].status


def test_a_silent_link_on_every_page_is_not_what_each_page_is_about():
    web = Web().page("", HOME + '<a href="form.pdf">ดาวน์โหลด</a>', title="อบต.ตัวอย่าง")
    web.page("ita", "".join(f'<a href="p{n}">{NAME} ส่วนที่ {n}</a>' for n in range(4)), title="ITA")
    for n in range(4):
        web.page(f"p{n}", '<p>ดูด้านล่าง</p><a href="form.pdf">ดาวน์โหลด</a>', title="อบต.ตัวอย่าง")
    web.file("form.pdf", "แบบคำร้องทั่วไป")

    assert {} == web.signs()["form.pdf"].by_slug


def test_an_attachment_with_a_name_of_its_own_is_only_touched_by_the_heading_above():
    web = site(f'<h2>{NAME}</h2><a href="x.pdf">แบบฟอร์มใบลาพักผ่อน</a>').file("x.pdf", "ใบลา")

    assert only(web, "x.pdf", "annual-report").mere


# --- joined ---


def test_what_agrees_adds_up_and_is_told():
    bare = only(site(f'<a href="a.pdf">{NAME}</a>').file("a.pdf", BODY), "a.pdf", "annual-report")
    more = only(
        site(f'<h2>รายงานผลการดำเนินงาน</h2><a href="annual-report.pdf">{NAME}</a>').file("annual-report.pdf", REPORT),
        "annual-report.pdf",
        "annual-report",
    )

    assert [Source.ANCHOR] == sources(bare)
    assert Source.COVER is sources(more)[0]
    assert {Source.ANCHOR, Source.HEADING} <= set(sources(more))
    assert bare.strength < more.strength < 1


def test_a_file_name_bears_out_a_silent_row_only_of_the_same_item():
    row = f"<table><tr><td>7<td>{NAME}<td><a href='{{}}'>คลิก</a><tr><td>8<td>ก<td>ข</table>"
    same = only(
        site(row.format("รายงานผลการดำเนินงาน-2567.pdf")).file("รายงานผลการดำเนินงาน-2567.pdf", BODY),
        "รายงานผลการดำเนินงาน-2567.pdf",
        "annual-report",
    )
    other = only(
        site(row.format("คู่มือการปฏิบัติงาน.pdf")).file("คู่มือการปฏิบัติงาน.pdf", BODY), "คู่มือการปฏิบัติงาน.pdf", "annual-report"
    )

    assert [Source.ROW, Source.FILE_NAME] == sources(same)
    assert [Source.ROW] == sources(other)
    assert same.strength > other.strength


def test_many_labels_of_one_kind_are_one_witness():
    one = f'<a href="a.pdf">{NAME}</a>'
    web = site(one).file("a.pdf", BODY)
    again = (
        site(one + '<a href="p">ข่าว</a>')
        .page("p", one + f'<a href="a.pdf">{NAME} (ฉบับเต็ม)</a>', title="ข่าว")
        .file("a.pdf", BODY)
    )

    assert only(web, "a.pdf", "annual-report").strength == only(again, "a.pdf", "annual-report").strength


def test_evidence_says_all_that_speaks_for_it_in_words_with_clause_and_weight():
    why = site(f'<h2>{NAME}</h2><a href="a.pdf">คลิก</a>').file("a.pdf", REPORT).items()["O7"].evidence[0].why

    assert [Source.COVER, Source.HEADING, Source.CONTENT] == [one.source for one in why]
    assert why[0].words.startswith("รายงานผลการดำเนินงานประจำปี")
    assert "annual-report" in why[0].clause
    assert all(0 < one.weight < 1 for one in why)


# --- against each other ---


def contradictions(web):
    return [one.url.rpartition("/")[2] for one in web.judged().warnings if one.kind == "label_contradicts_file"]


def test_a_document_that_says_something_else_than_its_label_wins():
    web = site('<a href="a.pdf">แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)</a>').file("a.pdf", REPORT)
    items = web.items()

    assert ["a.pdf"] == contradictions(web)
    assert (Status.FOUND, Status.MISSING) == (items["O7"].status, items["O5"].status)
    rival = items["O5"].next_best
    assert (rival.cause, rival.slug, rival.url.rpartition("/")[2]) == ("other_item", "annual-report", "a.pdf")
    assert "O7" in items["O5"].runner_up
    assert [Source.ANCHOR] == [one.source for one in rival.why]


def test_whom_a_letter_is_addressed_to_is_not_what_it_is():
    letter = "บันทึกข้อความ\nส่วนราชการ งานนิติการ\nเรียน นายกองค์การบริหารส่วนตำบลตัวอย่าง\n{}\f- 2 -\nเรียน ผู้บริหารทุกท่าน"
    web = site(f'<a href="a.pdf">{NAME}</a>').file("a.pdf", letter.format(BODY))

    assert [] == contradictions(web)
    assert Source.ANCHOR is only(web, "a.pdf", "annual-report").source


def test_a_page_that_says_something_else_than_its_label_wins():
    page = f"<h1>{NAME}</h1><p>{BODY}</p>"
    web = site('<a href="p">แผนพัฒนาท้องถิ่น</a><a href="q">อื่น ๆ</a>').page("p", page, title="อบต.ตัวอย่าง")

    assert ["p"] == contradictions(web.page("q", "ว่าง", title="อื่น ๆ"))
    assert Status.FOUND is web.items()["O7"].status


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("องค์การบริหารส่วนตำบลตัวอย่าง", "<p>แผนพัฒนา มีดังนี้</p>"),  # the name of the site
        (NAME, "<h1>แผนพัฒนาท้องถิ่น</h1><p>มีดังนี้</p>"),  # its heading agrees with the label
        (NAME, "<h2>คู่มือการปฏิบัติงาน</h2><h2>แผนพัฒนาท้องถิ่น</h2>"),  # it holds several things
    ],
)
def test_a_page_contradicts_no_label_that_it_may_agree_with(title, body):
    home = '<h1>องค์การบริหารส่วนตำบลตัวอย่าง</h1><a href="p">แผนพัฒนาท้องถิ่น</a>'
    web = Web().page("", home, title="องค์การบริหารส่วนตำบลตัวอย่าง").page("p", body, title=title)

    assert [] == contradictions(web)


def test_of_title_and_heading_that_differ_the_one_counts_that_links_bear_out():
    web = site('<a href="p">แผนพัฒนาท้องถิ่น</a>').page("p", "<h1>แผนพัฒนาท้องถิ่น</h1>ก", title=NAME)

    assert Source.PAGE_HEADING is web.signs()["p"].by_slug["strategic-plan"].source


# --- two documents, two items ---

PLAN = "แผนการดำเนินงานประจำปีงบประมาณ พ.ศ. 2568\nโครงการก่อสร้างถนน งบประมาณ 500,000 บาท ระยะเวลา ตุลาคม 2567 - กันยายน 2568 กองช่าง"
PROGRESS = "รายงานความก้าวหน้าการดำเนินงานตามแผน ปีงบประมาณ พ.ศ. 2568 รอบ 6 เดือน\nโครงการก่อสร้างถนน ความก้าวหน้า ร้อยละ 60 เบิกจ่าย 300,000 บาท"


def present(item):
    return {one.key for one in item.components if one.state == "present"}


def test_components_are_joined_over_all_documents_of_the_right_year():
    links = '<a href="a.pdf">แผนการดำเนินงานประจำปี 2568</a>{}'
    more = '<a href="b.pdf">รายงานความก้าวหน้าแผนการดำเนินงาน ปี 2568 รอบ 6 เดือน</a>'
    plan = site(links.format("")).file("a.pdf", PLAN).items()["O6"]
    both = site(links.format(more)).file("a.pdf", PLAN).file("b.pdf", PROGRESS).items()["O6"]
    old = site(links.format(more.replace("2568", "2566"))).file("a.pdf", PLAN)
    old.file("b.pdf", PROGRESS.replace("2568", "2566"))

    assert present(plan) < present(both)
    assert present(old.items()["O6"]) == present(plan)
    assert {"a.pdf", "b.pdf"} <= {one.url.rpartition("/")[2] for one in both.evidence}


def twofold(web):
    return [one.message for one in web.judged().warnings if one.kind == "same_file_two_items"]


def test_one_file_offered_for_two_items():
    at_one = site(f'<a href="a.pdf">{NAME}</a><a href="a.pdf">แผนพัฒนาท้องถิ่น 2566-2570</a>').file("a.pdf", REPORT)
    at_two = site(f'<a href="a.pdf">{NAME}</a><a href="b.pdf">แผนพัฒนาท้องถิ่น 2566-2570</a>')
    cells = f"<table><tr><td>{NAME}<td><a href=a.pdf>คลิก</a><tr><td>แผนพัฒนาท้องถิ่น<td><a href=b.pdf>คลิก</a></table>"

    for web in (
        at_one,
        at_two.file("a.pdf", REPORT).file("b.pdf", REPORT),
        site(cells).file("a.pdf", BODY).file("b.pdf", BODY),
    ):
        assert 1 == len(twofold(web))
        assert "O5" in twofold(web)[0]
        assert "O7" in twofold(web)[0]


def test_two_links_for_one_item_and_two_files_for_two_are_nothing_to_warn_of():
    same = site(f'<a href="a.pdf">{NAME}</a><a href="a.pdf">คลิก</a>').file("a.pdf", REPORT)
    two = site(f'<a href="a.pdf">{NAME}</a><a href="b.pdf">แผนพัฒนาท้องถิ่น 2566-2570</a>').file("a.pdf", REPORT)

    assert [] == twofold(same) + twofold(two.file("b.pdf", "แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570"))


def test_both_items_of_a_file_offered_for_two_are_told():
    web = site(f'<a href="a.pdf">{NAME}</a><a href="a.pdf">แผนพัฒนาท้องถิ่น 2566-2570</a>').file("a.pdf", REPORT)
    items = web.items()

    assert "same_file_two_items" in items["O7"].warnings
    assert "same_file_two_items" in items["O5"].warnings


# --- places left empty ---

CHANNEL = "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ของหน่วยงานตัวอย่างประจำตำบลตัวอย่าง"


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<a href="gone.html">แบบฟอร์มร้องเรียนการทุจริต</a>',
        '<a href="#">แบบฟอร์มร้องเรียนการทุจริต</a><img src="decoration.jpg" width="400" height="300">',
        '<p>ขออภัย อยู่ระหว่างปรับปรุงข้อมูล</p><img src="decoration.jpg" width="400" height="300">',
    ],
)
def test_a_heading_over_nothing_but_dead_links_is_no_evidence(inside):
    ita = f"<h2>ข้อมูลพื้นฐาน</h2><p>{'ก' * 200}</p><h2>{CHANNEL}</h2>{inside}<h2>คู่มือการปฏิบัติงาน</h2><p>งานทะเบียน</p>"

    assert Status.MISSING is site(ita).items()["O18"].status


def test_a_heading_over_a_link_that_opens_or_words_of_its_own_is_looked_at():
    form = '<a href="form">แบบฟอร์มร้องเรียนการทุจริต</a>'
    words = "<p>แจ้งได้ที่ศูนย์รับเรื่องร้องเรียน ชั้น 1 ข้อมูลของผู้แจ้งเก็บเป็นความลับ และได้รับความคุ้มครอง</p>"
    for inside in (form, words):
        ita = f"<h2>ข้อมูลพื้นฐาน</h2><h2>{CHANNEL}</h2>{inside}<h2>คู่มือการปฏิบัติงาน</h2><p>งานทะเบียน</p>"
        web = site(ita).page("form", "<form><textarea name=a></textarea></form>", title="แบบฟอร์มร้องเรียนการทุจริต")

        assert Status.FOUND is web.items()["O18"].status
