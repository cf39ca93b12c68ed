"""The way to a piece of evidence is told by the words of the links, as a visitor clicks them."""

from oitcrawl.judge.ways import with_ways
from oitcrawl.model.content import Label, Media
from oitcrawl.model.finding import Evidence, ItemFinding, Status
from oitcrawl.model.harvest import Record

HOME = "https://www.thungtuayang.example.go.th/"
LIST = f"{HOME}oit"
FILE = f"{HOME}report67.pdf"


def record(url, *labels, final_url=""):
    return Record(url=url, final_url=final_url or url, media=Media.HTML, labels=labels)


def clicks(*records, path=(HOME, LIST), url=FILE):
    piece = Evidence(url=url, media=Media.PDF, path=path)
    item = ItemFinding(
        item="O7", slug="annual-report", title="", group="9.2", status=Status.FOUND, because="", evidence=(piece,)
    )
    return with_ways((item,), records)[0].evidence[0].clicks


def test_each_step_is_the_link_on_the_page_before():
    assert clicks(
        record(HOME),
        record(LIST, Label(text="การเปิดเผยข้อมูล", found_on=HOME), Label(text="OIT", found_on=FILE)),
        record(FILE, Label(text="รายงานประจำปี", found_on=HOME), Label(text="ดูรายงาน 2567", found_on=LIST)),
    ) == ("การเปิดเผยข้อมูล", "ดูรายงาน 2567")


def test_a_link_that_only_says_click_is_told_by_its_row():
    row = Label(text="คลิก", row="O7 | รายงานผลการดำเนินงานประจำปี | คลิก", found_on=LIST)

    assert clicks(record(LIST), record(FILE, row))[1] == "คลิก (รายงานผลการดำเนินงานประจำปี)"


def test_the_number_of_a_page_is_clicked_and_not_the_heading_of_the_list():
    second = Label(text="2", row="1 | 2 | 3 | 4", heading="ข่าวประชาสัมพันธ์", page_title="ข่าว", found_on=LIST)

    assert clicks(record(LIST), record(FILE, second))[1] == "2"


def test_a_link_without_words_of_its_own_is_not_told_by_the_heading_above_it():
    assert clicks(record(LIST), record(FILE, Label(text="", heading="ข่าวประชาสัมพันธ์", found_on=LIST)))[1] == ""


def test_a_step_whose_link_was_not_seen_has_no_words():
    assert clicks(record(LIST), record(FILE)) == ("", "")


def test_evidence_that_was_sent_on_is_found_by_its_last_address():
    moved = record(f"{HOME}go?id=7", Label(text="รายงาน", found_on=LIST), final_url=FILE)

    assert clicks(moved)[1] == "รายงาน"


def test_the_home_page_itself_needs_no_click():
    assert clicks(record(HOME), path=(), url=HOME) == ()


def test_a_page_that_sends_on_is_the_page_on_which_the_link_stands():
    sent = record(LIST, Label(text="OIT", found_on=HOME), final_url=f"{LIST}/2568")
    there = record(FILE, Label(text="รายงาน", found_on=f"{LIST}/2568"))

    assert clicks(record(HOME), sent, there) == ("OIT", "รายงาน")
    assert clicks(record(HOME), sent, there, path=(HOME, f"{LIST}/2568")) == ("OIT", "รายงาน")
