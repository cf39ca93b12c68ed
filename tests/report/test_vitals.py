"""The health of a site at a glance: each sign says how it stands, what was seen and what to do, or that nobody knows."""

from dataclasses import replace

import pytest
from report.samples import SITE, coverage, scan, site_down

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import Coverage, FailedAddress, ScanWarning, Vitals
from oitcrawl.model.visit import FailCause
from oitcrawl.report.collected import health
from oitcrawl.report.vitals import ita_pages, vitals
from oitcrawl.report.words import Words

THAI = Words("th")
REACH, TLS, SPEED, DEAD, CLICKS, SPAM = range(6)


def signs(**fields):
    warnings = fields.pop("warnings", ())
    seen = replace(coverage().vitals, **fields)
    return vitals(scan(coverage=replace(coverage(), vitals=seen), warnings=warnings), THAI)


def test_six_signs_stand_in_one_order_whatever_was_seen():
    names = [one.name for one in vitals(scan(), THAI)]

    assert names == [one.name for one in vitals(site_down(), THAI)]
    assert len(names) == 6


def test_a_home_page_that_answers_is_told_with_its_address():
    sign = signs()[REACH]

    assert (sign.tone, sign.word, sign.url.text) == ("ok", "ปกติ", f"{SITE}/")


def test_a_home_page_under_another_address_is_to_be_mended():
    moved = ScanWarning(kind="home_unreachable", url=f"{SITE}/", message="")

    assert signs(warnings=(moved,))[REACH].tone == "warn"


def test_a_site_that_is_down_is_not_praised_for_what_nobody_saw():
    down = vitals(site_down(), THAI)

    assert down[REACH].told == "หน้าแรกเปิดไม่ได้: เชื่อมต่อไม่ได้"
    assert [one.tone for one in down] == ["bad", "doubt", "doubt", "doubt", "doubt", "doubt"]


@pytest.mark.parametrize(
    ("tls", "tone", "told"),
    [
        ("sound", "ok", "ใช้ HTTPS และใบรับรองใช้ได้"),
        ("none", "warn", "ยังไม่ใช้ HTTPS"),
        ("expired", "bad", "ใบรับรองหมดอายุ"),
        ("wrong_name", "bad", "ใบรับรองเป็นของชื่ออื่น"),
    ],
)
def test_the_connection_is_told_by_its_certificate(tls, tone, told):
    sign = signs(tls=tls)[TLS]

    assert (sign.tone, sign.told) == (tone, told)
    assert bool(sign.cure) is (tone != "ok")


def test_a_broken_certificate_of_another_host_is_not_overlooked():
    other = ScanWarning(kind="tls_problem", url="https://data.example.go.th/", message="")

    assert signs(warnings=(other,))[TLS].tone == "bad"


@pytest.mark.parametrize(("median", "tone"), [(0.4, "ok"), (1.0, "ok"), (1.01, "warn"), (3.0, "warn"), (3.1, "bad")])
def test_speed_is_judged_by_half_of_the_pages(median, tone):
    assert signs(median=median)[SPEED].tone == tone


def test_times_are_rounded_up_so_that_within_stays_true():
    told = signs(median=0.001, slow=1.21, home_seconds=0.0)[SPEED].told

    assert told.startswith("ครึ่งหนึ่งของหน้าได้ครบภายใน 0.01 วินาที และเก้าในสิบภายใน 1.3 วินาที")


def test_dead_links_on_ita_pages_come_first_and_are_marked():
    made = health(scan(), THAI)
    marks = [one.on_ita for one in (*made.dead, *made.dead_more)]

    assert marks == sorted(marks, reverse=True)
    assert any(marks)
    assert not all(marks)
    assert made.vitals[DEAD].tone == "bad"
    assert made.vitals[DEAD].told.startswith(f"{sum(marks)} รายการในหน้า ITA")


def test_the_home_page_is_no_ita_page_though_it_leads_to_evidence():
    found = next(item for item in scan().items if item.status is Status.FOUND)
    at_home = replace(found, evidence=tuple(replace(one, found_on=f"{SITE}/") for one in found.evidence), places=())

    assert ita_pages(scan(items=(at_home,))) == frozenset()


def test_a_dead_link_that_calls_itself_an_item_counts_wherever_it_stands():
    dead = FailedAddress(url=f"{SITE}/o12.pdf", cause=FailCause.NOT_FOUND, permanent=True, found_on=f"{SITE}/")
    named = ScanWarning(kind="broken_link", url=dead.url, message="")
    seen = Coverage(pages=3, failed=(dead,), vitals=Vitals(home=f"{SITE}/", tls="sound"))

    assert vitals(scan(coverage=seen, warnings=(named,)), THAI)[DEAD].tone == "bad"
    assert vitals(scan(coverage=seen, warnings=()), THAI)[DEAD].tone == "warn"


def test_items_too_many_clicks_away_are_named():
    items = tuple(
        replace(item, evidence=tuple(replace(one, path=(f"{SITE}/",) * 5) for one in item.evidence))
        if item.item == "O1"
        else item
        for item in scan().items
    )
    sign = vitals(scan(items=items), THAI)[CLICKS]

    assert (sign.tone, sign.items) == ("warn", (("O1", "O1"),))


def test_spam_is_told_with_a_page_and_its_absence_with_how_much_was_read():
    spam = ScanWarning(kind="gambling_spam", url=f"{SITE}/webboard/12", message="")

    assert signs(warnings=(spam,))[SPAM].url.text.endswith("/webboard/12")
    assert signs()[SPAM].told == "ไม่พบคำหรือลิงก์ชวนเล่นพนันใน 812 หน้าที่อ่าน"


def test_a_scan_of_an_earlier_version_says_what_it_did_not_keep():
    old = vitals(scan(coverage=replace(coverage(), vitals=None), warnings=()), THAI)

    assert [one.tone for one in (old[TLS], old[SPEED], old[SPAM])] == ["doubt"] * 3
    assert old[REACH].tone == "ok"


def test_every_sign_has_words_in_both_languages():
    english = vitals(scan(), Words("en"))

    assert not any(
        "\u0e01" <= char <= "\u0e5b" for one in english for char in one.name + one.word + one.told + one.cure
    )
