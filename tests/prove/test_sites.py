"""A judging case becomes the harvest that a survey of such a site would have brought home."""

from datetime import date

from oitcrawl.model.content import Media, TextLayer, UnreadCause
from oitcrawl.model.finding import Status
from oitcrawl.model.site import AgencyKind
from oitcrawl.model.visit import FailCause
from oitcrawl.prove.sites import HOME, site_of
from oitcrawl.ruleset.case import CaseContent, Expect, JudgingCase
from oitcrawl.thai.calendar import FiscalYear

TABLE = (("โครงการ", "ผล"), ("ซ่อมถนน", "แล้วเสร็จ"))


def site(*contents, **more):
    case = JudgingCase(
        name="ก",
        as_of=date(2025, 4, 1),
        fiscal_year=FiscalYear(2568),
        contents=contents,
        expect=Expect(status=Status.FOUND),
        **more,
    )
    return site_of(case)


def only_record(made):
    home, record = made.harvest.records

    assert HOME == home.url
    return record


def test_the_home_page_comes_first_and_links_to_every_content():
    made = site(CaseContent(label="หนึ่ง"), CaseContent(label="สอง", media=Media.PDF))

    assert [HOME, f"{HOME}1", f"{HOME}2.pdf"] == [record.url for record in made.harvest.records]
    assert [f"{HOME}1", f"{HOME}2.pdf"] == [link.url for link in made.contents[HOME].links]


def test_a_label_stands_with_its_row_and_heading_on_the_home_page():
    record = only_record(site(CaseContent(label="คลิก", row="ข้อ 7 รายงาน", heading="ปี 2567")))

    (label,) = record.labels
    assert ("คลิก", "ข้อ 7 รายงาน", "ปี 2567", HOME) == (label.text, label.row, label.heading, label.found_on)
    assert (HOME,) == record.path


def test_a_page_can_be_loaded_again_with_all_that_it_holds():
    made = site(
        CaseContent(title="ติดต่อ", headings=("ที่ตั้ง",), text="ข้อความ", images=2, map=True, form=True, links=("แชต",))
    )
    page = made.load(only_record(made))

    assert ("ติดต่อ", ("ที่ตั้ง",), "ข้อความ") == (page.title, page.headings, page.leaf.text)
    assert (2, True, True, ["แชต"]) == (
        page.images,
        page.has_map,
        page.has_form,
        [one.label.text for one in page.links],
    )


def test_cells_of_a_table_are_known_in_a_sheet_and_only_words_in_a_pdf():
    sheet = site(CaseContent(media=Media.XLSX, text="หัวเรื่อง", tables=(TABLE,)))
    paper = site(CaseContent(media=Media.PDF, text="หัวเรื่อง", tables=(TABLE,)))

    first, second = (made.load(only_record(made)).leaves[0] for made in (sheet, paper))
    assert [("โครงการ", "ผล")] == [table.header for table in first.tables]
    assert () == second.tables
    assert first.text == second.text == "หัวเรื่อง\nโครงการ ผล\nซ่อมถนน แล้วเสร็จ\n"


def test_a_document_has_as_many_leaves_as_it_says():
    made = site(CaseContent(media=Media.PDF, text="ปก\fหน้าสอง", leaves=8))
    document = made.load(only_record(made))

    assert ["ปก", "หน้าสอง", *[""] * 6] == [leaf.text for leaf in document.leaves]
    assert (8, "ปก\fหน้าสอง") == (document.leaf_count, only_record(made).cover)


def test_a_content_that_gave_no_text_cannot_be_loaded():
    made = site(CaseContent(media=Media.PDF, unread=UnreadCause.SCAN, leaves=3))
    record = only_record(made)

    assert (UnreadCause.SCAN, 3) == (record.unread, record.leaf_count)
    assert made.load(record) is None
    assert [UnreadCause.SCAN] == [one.cause for one in made.harvest.coverage.unread]


def test_garbled_text_is_remembered_as_unread():
    record = only_record(site(CaseContent(text="\ue000\ue001", text_layer=TextLayer.GARBLED)))

    assert (TextLayer.GARBLED, UnreadCause.GARBLED) == (record.text_layer, record.unread)


def test_failures_are_blanks_and_a_404_is_permanent():
    made = site(
        CaseContent(label="หมดเวลา", failed=FailCause.TIMEOUT), CaseContent(label="หาย", failed=FailCause.NOT_FOUND)
    )

    assert [("timeout", False), ("not_found", True)] == [(one.reason, one.permanent) for one in made.harvest.blanks]
    assert ["หมดเวลา", "หาย"] == [one.labels[0].text for one in made.harvest.blanks]


def test_a_dead_label_leads_nowhere():
    made = site(CaseContent(label="เมนู", dead=True))

    assert (("เมนู", HOME),) == made.harvest.dead_labels
    assert (HOME,) == tuple(record.url for record in made.harvest.records)


def test_what_is_kept_elsewhere_is_known_by_its_label_only():
    record = only_record(site(CaseContent(label="แฟ้มรายงาน", offsite=True)))

    assert (True, "แฟ้มรายงาน", "") == (record.offsite, record.labels[0].text, record.cover)


def test_an_early_stop_leaves_addresses_unvisited():
    made = site(stopped_by="minutes", unvisited=2)

    assert ("minutes", 2) == (made.harvest.coverage.stopped_by, made.harvest.coverage.unvisited)
    assert ["unvisited", "unvisited"] == [one.reason for one in made.harvest.blanks]


def test_an_address_of_the_case_is_kept_and_names_the_file():
    record = only_record(site(CaseContent(href="docs/annual-report67.pdf", media=Media.PDF)))

    assert (f"{HOME}docs/annual-report67.pdf", "annual-report67.pdf") == (record.url, record.file_name)


def test_the_kind_of_agency_and_the_day_of_a_file_come_along():
    made = site(CaseContent(last_modified=date(2025, 1, 5)), kind=AgencyKind.HOSPITAL)

    assert AgencyKind.HOSPITAL is made.agency.kind
    assert date(2025, 1, 5) == only_record(made).last_modified
