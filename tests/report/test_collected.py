"""What was not seen is told with its cause and cure; dead links with the page where they stand."""

from dataclasses import replace

from report.samples import all_in, coverage, scan

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import Coverage
from oitcrawl.report.collected import health, method, not_read, unchecked
from oitcrawl.report.words import Words

THAI = Words("th")


def test_addresses_are_grouped_by_cause_most_first_with_what_settles_them():
    causes = unchecked(scan(), THAI).causes

    assert [(one.cause, one.count) for one in causes[:2]] == [
        ("ที่อยู่ซ้ำแบบเดียวกันเกินเพดาน", 140),
        ("ไม่ตอบภายในเวลา", 6),
    ]
    assert all(one.settle for one in causes)


def test_a_long_list_is_capped_and_says_so():
    trap = unchecked(scan(), THAI).causes[0]

    assert len(trap.addresses) == 100
    assert trap.more == "และอีก 40 ที่อยู่ ดูทั้งหมดได้ใน scan.json"


def test_dead_links_are_health_and_not_among_the_unchecked():
    causes = {cause for cause, _, _ in not_read(coverage())}
    made = health(scan(), THAI)

    assert "not_found" not in causes
    assert made.dead_title == "ลิงก์เสีย 30 รายการ"
    assert len(made.dead) + len(made.dead_more) == 30
    assert made.dead[0].stands_on.text.endswith("/Pages/ita_year_detail/7")
    assert None in {one.stands_on for one in made.dead}


def test_addresses_left_unvisited_are_a_cause_of_their_own():
    causes = unchecked(scan(coverage=Coverage(unvisited=1_234)), THAI).causes

    assert [(one.cause, one.count) for one in causes] == [("รู้จักแต่ยังไม่ได้เข้า", 1_234)]


def test_items_without_a_verdict_are_listed_with_what_would_settle_them():
    assert [one.item for one in unchecked(scan(), THAI).items] == ["O13", "O24"]
    assert unchecked(all_in(Status.FOUND), THAI).items == ()


def test_warnings_are_gathered_by_kind_and_an_unknown_kind_keeps_its_name():
    warnings = (replace(scan().warnings[0], kind="brand_new"), *scan().warnings[2:])
    signs = health(scan(warnings=warnings, coverage=Coverage()), THAI).signs

    assert [(sign.title, sign.count) for sign in signs] == [("เมนูหรือลิงก์ที่ไม่พาไปไหน", 2), ("brand_new", 1)]


def test_the_method_tells_what_slowed_the_collecting_and_nothing_when_nothing_did():
    name, calm = "ลดความเร็วตามกำลังของเว็บไซต์", scan()
    strained = replace(calm, coverage=replace(calm.coverage, slowed=3, lowest_rate=0.25, waited=90.0))
    slow = replace(calm, coverage=replace(calm.coverage, slowed=1, lowest_rate=2.0))

    assert name not in dict(method(calm, THAI))
    assert "1 ครั้ง ช้าที่สุด 2 คำขอต่อวินาที" == dict(method(slow, THAI))[name]
    assert dict(method(strained, THAI))[name].startswith("3 ครั้ง ช้าที่สุด 0.25 คำขอต่อวินาที · ")
    assert "1 นาที 30 วินาที" in dict(method(strained, THAI))[name]


def test_the_method_tells_engine_rules_counts_and_why_it_ended():
    lines = dict(method(scan(), THAI))

    assert lines["เครื่องมือ"] == "oitcrawl 0.1.0"
    assert lines["รหัสชุดกติกา"].startswith("sha256:")
    assert (lines["หน้าเว็บที่อ่าน"], lines["คำขอที่ส่ง"], lines["เวลาที่ใช้"]) == ("812", "1,288", "3 นาที 23 วินาที")
    assert lines["จบการเก็บเพราะ"] == "เข้าครบทุกที่อยู่ที่พบ"
