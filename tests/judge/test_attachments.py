"""Every document of the site with what a publisher should know of it."""

import pytest

from oitcrawl.judge.attachments import attachments
from oitcrawl.model.content import Media, TextLayer, UnreadCause
from tests.judge.ground import FULL_REPORT, HOME, gathered, home


def of(site):
    found, edition, _ = gathered(site)
    return {one.url.removeprefix(HOME): one for one in attachments(site.harvest.records, found.sightings, edition)}


def test_documents_of_items_come_first_in_the_order_of_the_items():
    site = home()
    site.file("z.pdf", "ประกาศทั่วไป", label="ประกาศทั่วไป")
    site.file("r.pdf", FULL_REPORT, label="รายงานผลการดำเนินงานประจำปี 2567")
    site.file("p.pdf", "แผนพัฒนา (พ.ศ. 2566 - 2570)", label="แผนพัฒนา")

    found = of(site)

    assert ["p.pdf", "r.pdf", "z.pdf"] == list(found)
    assert [("O5",), ("O7",), ()] == [one.items for one in found.values()]


def test_pages_and_what_is_kept_elsewhere_are_no_attachments():
    site = home()
    site.page("a", "แผนพัฒนา", label="แผนพัฒนา")
    site.file("d.pdf", label="แผนพัฒนา", offsite=True)

    assert {} == of(site)


def test_the_year_inside_is_set_against_the_year_of_the_name():
    site = home()
    site.file("report-2568.pdf", FULL_REPORT, label="รายงานผลการดำเนินงานประจำปี")

    one = of(site)["report-2568.pdf"]

    assert ((2567,), (2568,), True) == (one.years_inside, one.years_named, one.contradicts_name)


def test_a_name_without_a_year_contradicts_nothing():
    site = home()
    site.file("report.pdf", FULL_REPORT, label="รายงานผลการดำเนินงานประจำปี")

    assert not of(site)["report.pdf"].contradicts_name


@pytest.mark.parametrize(
    ("cover", "name", "clash"),
    [
        ("จดหมายข่าว ประจำเดือนธันวาคม 2567", "news-2567.pdf", False),  # of fiscal year 2568
        ("จดหมายข่าว ประจำเดือนธันวาคม 2567", "news-2568.pdf", False),
        ("จดหมายข่าว ประจำเดือนธันวาคม 2567", "news-2566.pdf", True),
        ("แผนพัฒนา (พ.ศ. 2566 - 2570)", "plan-2568.pdf", False),
        ("แผนพัฒนา (พ.ศ. 2566 - 2570)", "plan-2561.pdf", True),
    ],
)
def test_a_month_belongs_to_its_own_year_and_to_its_fiscal_year(cover, name, clash):
    site = home()
    site.file(name, cover, label="คลิก")

    assert clash is of(site)[name].contradicts_name


def test_copies_name_each_other():
    site = home()
    for name in ("a.pdf", "b.pdf"):
        site.file(name, FULL_REPORT, label="รายงานผลการดำเนินงานประจำปี 2567", sha256="same")

    found = of(site)

    assert (HOME + "b.pdf",) == found["a.pdf"].same_as
    assert (HOME + "a.pdf",) == found["b.pdf"].same_as


def test_a_scan_is_one_whether_it_was_read_or_not():
    site = home()
    site.file("s.pdf", label="คลิก", leaves=2, unread=UnreadCause.SCAN, text_layer=TextLayer.NONE)
    site.file("o.pdf", FULL_REPORT, label="คลิก", recognised=1, quality=0.9)
    site.file("t.xlsx", "ตาราง", label="คลิก", media=Media.XLSX)
    site.file("p.pdf", label="คลิก", leaves=2, silent=2, unread=UnreadCause.PASSWORD, text_layer=TextLayer.NONE)
    site.file("e.xlsx", label="คลิก", media=Media.XLSX, silent=1)

    found = of(site)

    expected = {"s.pdf": True, "o.pdf": True, "t.xlsx": False, "p.pdf": False, "e.xlsx": False}
    assert expected == {name: one.is_scan for name, one in found.items()}
