"""Asked why, the judge answers of each address what became of it, and by which words."""

from datetime import date

import pytest

from oitcrawl.judge.inquiry import Fate, inquire
from oitcrawl.model.reason import Source
from tests.judge.test_signs import BODY, NAME, REPORT, SCAN, site
from tests.judge.web import BASE, edition, matcher

AS_OF = date(2025, 4, 20)


def asked(web, path, item="O7"):
    harvest, texts = web.walked()
    rule = next(one for one in edition().rules if one.item == item)
    load = lambda one: texts.get(one.url)  # noqa: E731
    return inquire(BASE + path, rule, web.assignment(2568, AS_OF), harvest, load, matcher())


def linked(text, content, **more):
    return site(f'<a href="a.pdf">{text}</a>', **more).file("a.pdf", content)


def test_of_evidence_it_says_where_the_words_stand_and_which_clause_they_fulfil():
    found = asked(linked(NAME, REPORT), "a.pdf")

    assert (Fate.EVIDENCE, (2567,), (2567,)) == (found.fate, found.years, found.year_wanted)
    assert [Source.COVER, Source.ANCHOR, Source.CONTENT] == [one.source for one in found.why]
    assert "«รายงานผลการดำเนินงานประจำปี»" in found.why[0].because or "รายงานผลการดำเนินงาน" in found.why[0].because
    assert "@" in found.why[0].clause
    assert 0.9 < found.strength < 1
    assert "ผลการใช้จ่ายงบประมาณ" in found.shows
    assert BASE + "ita" == found.found_on


@pytest.mark.parametrize(
    ("web", "fate"),
    [
        (linked(NAME.replace("2567", "2564"), REPORT.replace("2567", "2564")), Fate.WRONG_YEAR),
        (linked("รายงานผลการดำเนินงานประจำปี", "รายงานผลการดำเนินงานประจำปี\n" + BODY, title="เอกสาร"), Fate.NO_YEAR),
        (linked(NAME, SCAN), Fate.UNREAD),
        (linked("ประกาศ", SCAN), Fate.UNREAD),
        (linked("คู่มือการปฏิบัติงาน", "คู่มือการปฏิบัติงาน งานทะเบียน"), Fate.OTHER_ITEM),
        (linked(NAME, "คู่มือการปฏิบัติงาน งานทะเบียน"), Fate.OVERRULED),
        (linked("รายงานผลการดำเนินงานกองทุนหลักประกันสุขภาพ", "สรุป"), Fate.VETOED),
        (linked("ประกาศวันหยุด", "สรุป"), Fate.SILENT),
    ],
)
def test_what_became_of_a_document(web, fate):
    found = asked(web, "a.pdf")

    assert fate is found.fate
    assert "O7" == found.finding.item


def test_of_an_overruled_label_it_names_the_item_that_won():
    found = asked(linked(NAME, "คู่มือการปฏิบัติงาน งานทะเบียน"), "a.pdf")

    assert ["O8"] == [one.item for one in found.others]
    assert [Source.ANCHOR] == [one.source for one in found.why]
    assert ("other_item", "staff-manual") == (found.rival.cause, found.rival.slug)


def test_of_a_veto_it_names_the_word():
    found = asked(linked("รายงานผลการดำเนินงานกองทุนหลักประกันสุขภาพ", "สรุป"), "a.pdf")

    assert [("vetoed", "กองทุน")] == [(one.outcome, one.word) for one in found.heard if one.source is Source.ANCHOR]


def test_of_a_broken_link_it_tells_the_cause():
    found = asked(site(f'<a href="gone.pdf">{NAME}</a>'), "gone.pdf")

    assert Fate.NOT_READ is found.fate
    assert "404" in found.detail
    assert ["names"] == [one.outcome for one in found.heard]


def test_of_a_twin_it_names_the_address_that_was_judged():
    web = (
        site(f'<a href="a.pdf">{NAME}</a><a href="b.pdf">{NAME} (สำเนา)</a>')
        .file("a.pdf", REPORT)
        .file("b.pdf", REPORT)
    )
    fates = {asked(web, path).fate for path in ("a.pdf", "b.pdf")}

    assert {Fate.EVIDENCE, Fate.TWIN} == fates


def test_a_page_that_only_lists_shows_nothing_itself():
    web = linked(NAME, REPORT, title="รายงานผลการดำเนินงานประจำปี")

    assert Fate.LISTS is asked(web, "ita").fate


def test_an_address_may_be_written_as_people_write_it_and_may_be_unknown():
    web = linked(NAME, REPORT)

    assert Fate.EVIDENCE is asked(web, "a.pdf/").fate
    assert asked(web, "b.pdf") is None
