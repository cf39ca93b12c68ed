"""Numbers in lists: read by the edition that the list states or that its rows fit, and never without one."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from oitcrawl.judge.assignment import judge
from oitcrawl.judge.numbering import SiteNumbers
from oitcrawl.model.finding import Status
from oitcrawl.model.harvest import Harvest, Record
from oitcrawl.model.scan import Coverage
from oitcrawl.read.html import read_page
from tests.judge.web import BASE, SCAN, Web, edition, matcher

SHARED = Path(__file__).parents[3] / "shared"
HOME = '<h1>หน่วยงานตัวอย่าง</h1><a href="ita">ITA</a>'
TITLES = {  # of FY2566, as agencies retype them
    "O1": "โครงสร้าง",
    "O2": "ข้อมูลผู้บริหาร",
    "O4": "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน",
    "O13": "รายงานผลการดำเนินงานประจำปี",
    "O14": "คู่มือหรือมาตรฐานการปฏิบัติงาน",
    "O15": "คู่มือหรือมาตรฐานการให้บริการ",
    "O18": "E-Service",
    "O27": "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต",
    "O36": "แผนปฏิบัติการป้องกันการทุจริต",
}


def row(number, words="", href="", text="คลิก"):
    href = href or f"{number.lower().replace(' ', '')}.pdf"
    return f'<tr><td>{number}</td><td>{words}</td><td><a href="{href}">{text}</a></td></tr>'


def table(*rows):
    return f"<table><tr><th>ข้อ</th><th>รายการ</th><th>ลิงก์</th></tr>{''.join(rows)}</table>"


def listed(body, *, title="ITA", path="ita", **agency):
    """What each address is taken for because of its number: slugs by file name."""
    web = Web(**agency).page("", HOME.replace("ita", path), title="หน้าแรก").page(path, body, title=title)
    harvest, _ = web.walked()
    numbers = SiteNumbers(harvest, edition(), matcher(), agency=agency.get("name", ""))
    meant = {}
    for one in (*harvest.records, *harvest.blanks):
        slugs = [sign.slug for label in one.labels for sign in numbers.signs(label, one.url)]
        if slugs:
            meant[one.url.removeprefix(BASE)] = tuple(slugs)
    return meant


def judged_from(web, harvest):
    return judge(web.assignment(2568, date(2025, 4, 20)), harvest, lambda _one: None, matcher()).items


def signs(body, **more):
    web = Web().page("", HOME, title="หน้าแรก").page("ita", body, **more)
    harvest, _ = web.walked()
    numbers = SiteNumbers(harvest, edition(), matcher())
    some = (*harvest.records, *harvest.blanks)
    return [sign for one in some for label in one.labels for sign in numbers.signs(label, one.url)]


# --- which numbering ---


@pytest.mark.parametrize(
    ("year", "slug"),
    [
        (2565, "service-manual"),
        (2566, "staff-manual"),
        (2567, "procurement-list-and-progress"),
        (2568, "hr-plan"),
        (2569, "hr-report"),
    ],
)
def test_a_table_that_states_its_year_is_read_by_that_year(year, slug):
    body = f"<h2>การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. {year}</h2>" + table(row("O14"))

    assert {"o14.pdf": (slug,)} == listed(body)


@pytest.mark.parametrize("number", ["O14", "o 14", "O๑๔", "๐๑๔", "014", "OIT 14", "O – 14", "ตัวชี้วัดที่ O14"])
def test_the_number_may_be_written_in_any_way(number):
    body = "<h2>ITA 2568</h2>" + table(row(number, href="x.pdf"))

    assert {"x.pdf": ("hr-plan",)} == listed(body)


@pytest.mark.parametrize(
    "body",
    [
        '<h2>ITA 2568</h2><p><a href="x.pdf">O14</a></p>',
        '<h2>ITA 2568</h2><ul><li>O14 <a href="x.pdf">ดาวน์โหลด</a></li></ul>',
        '<h2>ITA 2568</h2><h3>O14</h3><p><a href="x.pdf">ดาวน์โหลด</a></p>',
        "<h2>ITA 2568</h2>" + table(row("O14", text="เปิดไฟล์", href="x.pdf")),
    ],
)
def test_the_number_may_stand_in_link_list_heading_or_cell(body):
    assert {"x.pdf": ("hr-plan",)} == listed(body)


def test_the_number_may_stand_in_the_file_name_alone():
    body = '<h2>ITA 2568</h2><p><a href="docs/o14-1.pdf">คลิก</a></p><p><a href="docs/017-งานสำนักปลัด.pdf">คลิก</a></p>'

    plain, beside_words = signs(body)

    assert ("hr-plan", "complaint-procedure") == (plain.slug, beside_words.slug)
    assert beside_words.mere
    assert not plain.mere


def test_an_edition_that_nobody_states_is_recognised_by_the_rows_that_fit():
    rows = [row(number, words) for number, words in TITLES.items()]

    assert {"o34.pdf": ("bribery-risk-assessment",)} == listed(table(*rows, row("O34")))


def test_too_few_rows_recognise_no_edition():
    rows = [row(number, TITLES[number]) for number in ("O13", "O14", "O15")]

    assert {} == listed(table(*rows, row("O34")))


def test_a_number_without_an_edition_counts_for_nothing():
    assert {} == listed(table(row("O14"), row("O27")))
    assert {} == listed('<a href="o14.pdf">O14 คลิก</a>')


def test_editions_that_the_rows_cannot_tell_apart_are_read_as_far_as_they_agree():
    same = {"O2": "ข้อมูลผู้บริหาร", "O5": "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "O7": "รายงานผลการดำเนินงานประจำปี"}
    same |= {"O8": "คู่มือการปฏิบัติงาน", "O9": "คู่มือการให้บริการ"}
    body = table(*(row(number, words) for number, words in same.items()), row("O10"), row("O14"))

    assert {"o10.pdf": ("e-service",)} == listed(body)


def test_rows_that_plainly_contradict_the_stated_year_win_over_it():
    rows = [row(number, words) for number, words in TITLES.items()]
    body = "<h2>ITA 2568</h2>" + table(*rows, row("O34"))

    assert {"o34.pdf": ("bribery-risk-assessment",)} == listed(body)


def test_one_slip_of_the_hand_does_not_unsay_the_stated_year():
    body = "<h2>ITA 2568</h2>" + table(row("O13", "แผนการบริหารและพัฒนาทรัพยากรบุคคล"), row("O17"))

    assert {"o17.pdf": ("complaint-procedure",)} == listed(body)


def test_a_number_beyond_the_last_of_the_stated_year_speaks_against_it():
    body = "<h2>ITA 2568</h2>" + table(row("O14"), row("O42"), row("O43"))

    assert {} == listed(body)


def test_two_years_in_one_accordion_are_read_each_by_its_own():
    def panel(year, number):
        return (
            f'<h2 class="accordion-header"><button>ปีงบประมาณ {year}</button></h2><div class="accordion-body">'
            + table(row("O14", href=f"{number}.pdf"))
            + "</div>"
        )

    body = "<h1>ITA</h1>" + panel(2566, "a") + panel(2569, "b")

    assert {"a.pdf": ("staff-manual",), "b.pdf": ("hr-report",)} == listed(body)


def test_the_year_of_the_page_that_leads_there_is_heard():
    web = Web().page("", '<a href="y">การประเมิน ITA ปี 2566</a>', title="หน้าแรก")
    web.page("y", '<a href="g">ข้อมูลพื้นฐาน</a>', title="รายการ").page("g", table(row("O14")), title="รายการ")
    harvest, _ = web.walked()
    numbers = SiteNumbers(harvest, edition(), matcher())

    (sign,) = [sign for one in harvest.blanks for label in one.labels for sign in numbers.signs(label, one.url)]

    assert "staff-manual" == sign.slug


# --- numbers without letters ---


def test_bare_numbers_count_in_a_table_whose_rows_follow_the_stated_edition():
    words = {"7": "รายงานผลการดำเนินงานประจำปี", "8": "คู่มือการปฏิบัติงาน", "17": "แนวปฏิบัติการจัดการเรื่องร้องเรียน"}
    rows = [row(number, text) for number, text in words.items()]
    body = "<h2>ITA 2568</h2>" + table(*rows, row("ข้อ 14", href="x.pdf"), row("๑๕", href="y.pdf"))

    assert {"x.pdf": ("hr-plan",), "y.pdf": ("hr-report",)} == listed(body)


def test_bare_numbers_count_for_nothing_where_the_edition_is_only_stated():
    body = "<h2>ITA 2568</h2>" + table(row("14"), row("ข้อ 15", href="y.pdf"), row("2", "ข้อมูลผู้บริหาร"))

    assert {} == listed(body)


def test_a_numbered_list_of_documents_is_no_list_of_items():
    titles = [
        "รายงานผลการดำเนินงานประจำปี",
        "คู่มือการปฏิบัติงาน",
        "แผนการบริหารทรัพยากรบุคคล",
        "ประมวลจริยธรรม",
        "สถิติการให้บริการ",
    ]
    rows = [row(str(number), words) for number, words in enumerate(titles, 1)]
    body = "<h2>ITA 2568</h2>" + table(*rows, row("6", href="x.pdf"))

    assert {} == listed(body)


# --- look-alikes ---


def test_a_school_list_is_not_read_as_ours():
    body = "<h2>OIT สถานศึกษา ปีงบประมาณ 2568</h2>" + table(*(row(f"O{number}") for number in range(1, 29)))

    assert {} == listed(body, name="โรงเรียนตัวอย่างวิทยา")
    assert {} == listed(body, title="ITA Online สถานศึกษา 2568")


def test_a_college_list_is_recognised_and_read_by_its_own_numbers():
    rows = [
        row("O10", "แผนดำเนินงานประจำปี"),
        row("O11", "รายงานผลการดำเนินงานประจำปี"),
        row("O26", "การจัดการเรื่องร้องเรียนการทุจริต"),
        row("O30", "นโยบาย No Gift Policy"),
        row("O36", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในสถานศึกษา"),
    ]
    body = "<h2>ITA 2568</h2>" + table(*rows, row("O14"), row("O33"))

    assert {"o14.pdf": ("service-statistics",)} == listed(body)
    assert {"o14.pdf": ("service-statistics",)} == listed(body, name="วิทยาลัยเทคนิคตัวอย่าง")


def test_numbers_of_the_health_list_are_not_ours():
    body = "<h2>ITA 2566</h2>" + table(
        row("MOIT 14", href="a.pdf"), row("EB5", href="b.pdf"), row("MOIT17", href="c.pdf")
    )

    assert {} == {path: slugs for path, slugs in listed(body).items() if path != "c.pdf"}


# --- what a number is worth ---


def test_words_win_over_the_number():
    body = "<h2>ITA 2568</h2>" + table(row("O14", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต"))

    assert {} == listed(body)


def test_the_words_of_a_heading_win_over_the_number_in_it():
    body = '<h2>ITA 2568</h2><h3>O14 ช่องทางแจ้งเรื่องร้องเรียนการทุจริต</h3><p><a href="x.pdf">คลิก</a></p>'

    assert {} == listed(body)


def test_a_number_says_by_which_edition_it_is_read_and_weighs_less_than_words():
    (sign,) = signs("<h2>ITA 2567</h2>" + table(row("O30")))

    assert "เลขข้อ O30 ตามลำดับข้อของปี 2567" == sign.source
    assert 0.2 < sign.strength < 0.5
    assert not sign.mere


def test_a_recalled_meaning_weighs_less_than_one_that_was_seen():
    (seen,), (recalled,) = (signs("<h2>ITA 2567</h2>" + table(row(number))) for number in ("O30", "O18"))

    assert recalled.strength < seen.strength


def test_beside_words_that_name_nothing_a_number_only_mentions():
    (sign,) = signs("<h2>ITA 2568</h2>" + table(row("O14", "เอกสารของสำนักปลัด")))

    assert sign.mere


def test_merged_items_name_one_disclosure_by_several_numbers_and_split_ones_several():
    merged = "<h2>ITA 2566</h2>" + table(row("O31, O32", href="x.pdf"))
    apart = "<h2>ITA 2566</h2>" + table(row("O14, O15", href="x.pdf"))
    split = "<h2>ITA 2569</h2>" + table(row("O20", href="x.pdf"))

    assert {"x.pdf": ("no-gift-policy",)} == listed(merged)
    assert {} == listed(apart)
    assert {"x.pdf": ("no-gift-policy", "gift-report")} == listed(split)


def proven(*rows):
    """The signs in a list of which the rows show that it follows FY2566."""
    found = signs(table(*(row(number, words) for number, words in TITLES.items()), *rows))
    return [(one.slug, one.mere) for one in found]


def test_words_that_nobody_foresaw_are_read_by_their_number_where_the_rows_show_what_it_means():
    assert [("integrity-measures", False)] == proven(row("O42", "ยกระดับหน่วยงานของเรา"))


def test_words_that_name_another_item_leave_a_mention_of_that_of_the_number():
    assert [("integrity-measures", True)] == proven(row("O42", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"))


def test_a_look_alike_is_not_what_its_number_says():
    assert matcher().classify("สรุปผลการจัดซื้อจัดจ้างรายเดือน").slug is None
    assert "procurement-report" not in dict(proven(row("O22", "รายงานสรุปผลการจัดซื้อจัดจ้างรายเดือน")))


def test_a_number_that_the_edition_uses_for_another_thing_names_nothing():
    assert [] == proven(row("O17", "รายงานผลการสำรวจความพึงพอใจการให้บริการ"), row("O6"))


# --- what comes of it ---

STATISTICS = """สรุปจำนวนเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่ ประจำปีงบประมาณ พ.ศ. 2568
ไม่มีเรื่องร้องเรียน จำนวน 0 เรื่อง"""


def test_a_dead_link_under_a_number_is_the_cause_of_what_is_missing():
    web = Web().page("", HOME, title="หน้าแรก").page("ita", "<h2>ITA 2568</h2>" + table(row("O14")), title="ITA 2568")

    harvest, _ = web.walked()
    gone = tuple(replace(one, permanent=True) for one in harvest.blanks)

    item = {one.item: one for one in judged_from(web, replace(harvest, blanks=gone))}["O14"]

    assert item.status is Status.MISSING
    assert "404" in item.because
    assert "O14" in item.because


def test_a_timeout_under_a_number_leaves_that_item_open_and_no_other():
    web = Web().page("", HOME, title="หน้าแรก").page("ita", "<h2>ITA 2568</h2>" + table(row("O14")), title="ITA 2568")
    harvest, _ = web.walked()
    late = tuple(replace(one, reason="timeout", permanent=False) for one in harvest.blanks)

    items = {one.item: one for one in judged_from(web, replace(harvest, blanks=late))}

    assert items["O14"].status is Status.UNVERIFIED
    assert items["O15"].status is Status.MISSING


def test_a_scan_under_a_number_is_not_called_missing():
    web = Web().page("", HOME, title="หน้าแรก").page("ita", "<h2>ITA 2568</h2>" + table(row("O14")), title="ITA 2568")
    web.file("o14.pdf", SCAN)

    item = web.items()["O14"]

    assert item.status is Status.UNVERIFIED
    assert "o14.pdf" in item.evidence[0].url


def test_a_document_under_a_number_is_opened_and_judged_by_what_it_holds():
    web = Web().page("", HOME, title="หน้าแรก").page("ita", "<h2>ITA 2568</h2>" + table(row("O19")), title="ITA 2568")
    web.file("o19.pdf", STATISTICS)

    item = web.items()["O19"]

    assert item.evidence
    assert item.status in {Status.FOUND, Status.INCOMPLETE}


def test_a_document_that_is_another_item_is_not_taken_for_that_of_its_number():
    web = Web().page("", HOME, title="หน้าแรก").page("ita", "<h2>ITA 2568</h2>" + table(row("O14")), title="ITA 2568")
    web.file("o14.pdf", "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลตัวอย่าง")

    items = web.items()

    assert items["O14"].status is Status.MISSING
    assert ["o14.pdf"] == [one.url.removeprefix(BASE) for one in items["O7"].evidence[:1]]


# --- real pages ---


def test_the_small_site_with_older_numbers_is_recognised_though_it_states_no_year():
    ours = Path(__file__).parents[1] / "sites" / "older-numbers" / "www"
    web = Web()
    for file in ours.glob("*.html"):
        web.parts["" if file.name == "index.html" else file.name] = file.read_text(encoding="utf-8")
    harvest, _ = web.walked()
    numbers = SiteNumbers(harvest, edition(), matcher())

    (label,) = next(one.labels for one in harvest.records if one.url.endswith("d1.html"))

    assert ["nacc-2566"] == [one.name for one in numbers.followed(label)]


@pytest.mark.skipif(not (SHARED / "sites" / "phon-sung").is_dir(), reason="../shared is not here")
def test_a_real_table_of_dead_links_is_recognised_by_what_it_states():
    body = (SHARED / "sites" / "phon-sung" / "ITA.html").read_bytes()
    page = read_page(body, url=f"{BASE}ITA.html", resolve=lambda _base, href: href)
    record = Record(url=page.url, media=page.media, title=page.title, headings=page.headings)
    dead = tuple((text, page.url) for text in page.dead_anchors)
    numbers = SiteNumbers(Harvest(records=(record,), dead_labels=dead, coverage=Coverage()), edition(), matcher())

    followed = {one.name for section in numbers._rows for one in numbers._find(section)}

    assert {"nacc-2566"} == followed


@pytest.mark.skipif(not (SHARED / "domain" / "crosswalk.csv").is_file(), reason="../shared is not here")
def test_every_number_of_every_year_is_read_where_its_year_is_stated():
    with (SHARED / "domain" / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for year in ("2565", "2566", "2568"):
        codes = {code: one["slug"] for one in rows for code in one[year].split(";") if code}
        meant = listed(f"<h2>ITA {year}</h2>" + table(*map(row, codes)))
        wrong += [(year, code) for code, slug in codes.items() if meant.get(f"{code.lower()}.pdf") != (slug,)]

    assert [] == wrong
