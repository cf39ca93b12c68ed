"""Scans are read in stages: covers first, then only what can change a verdict, within the budget."""

import asyncio
from dataclasses import replace

import pytest

from oitcrawl.judge.assignment import Assignment, judge, worth_reading
from oitcrawl.model.content import Media, TextLayer, UnreadCause
from oitcrawl.model.finding import Status
from oitcrawl.model.site import AgencySite
from oitcrawl.read.words import Region, Transcript
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.transcribe import Scribe, read_scans
from tests.judge.ground import AS_OF, FULL_REPORT, HOME, WordMatcher, home, rules

FILLER = "บัดนี้ได้จัดทำขึ้นเพื่อให้ประชาชนทั่วไปได้รับทราบ " * 6
COVER, *PARTS = FULL_REPORT.split("บทที่ ")
REPORT = [COVER + FILLER, *(f"บทที่ {part}{FILLER}" for part in PARTS)]
NOTICE = [f"ประกาศรับสมัครงาน เรื่องคนสวน\n{FILLER}"] * 5


class Shelf:
    """Scans as what recognition would read of each page, and a record of what was looked at."""

    def __init__(self, **scans):
        self.scans = scans
        self.looked = []
        self.seconds = 1.0
        self.confidence = 0.9

    async def unfold(self, digest):
        await asyncio.sleep(0)
        return len(self.scans.get(digest.removeprefix("sha-"), ()))

    async def look(self, digest, media, leaf, region):
        await asyncio.sleep(0)
        self.looked.append((digest.removeprefix("sha-").removesuffix(".pdf"), leaf, region))
        pages = self.scans.get(digest.removeprefix("sha-").removesuffix(".pdf"))
        if pages is None:
            return None
        text = pages[leaf - 1]
        size = {Region.TOP: 60, Region.UPPER: 200, Region.PAGE: len(text)}[region]
        return Transcript(
            text=text[:size], confidence=self.confidence, words=len(text[:size].split()), seconds=self.seconds
        )


def site(**scans):
    """A site with a menu page and these scans: name -> (label, pages)."""
    some = home()
    for name, (label, pages) in scans.items():
        some.file(f"{name}.pdf", label=label, leaves=len(pages), unread=UnreadCause.SCAN, text_layer=TextLayer.NONE)
    return some


def read_and_judge(some, shelf, *, seconds=600.0, **limits):
    edition = rules()
    agency = AgencySite(code="toy", name="หน่วยงานตัวอย่าง", url=HOME)
    matcher = WordMatcher(edition.rules)
    assignment = Assignment(site=agency, rules=edition, fiscal_year=FiscalYear(2568), as_of=AS_OF, engine="0")

    async def go():
        scribe = Scribe(
            look=shelf.look,
            unfold=shelf.unfold,
            seconds=seconds,
            leaves=limits.get("leaves", 60),
            interest=lambda _url, _label: 0.5,
        )
        return await read_scans(
            some.harvest, some.load, scribe, matcher, lambda h, load: worth_reading(assignment, matcher, h, load)
        )

    harvest, load = asyncio.run(go())
    judgement = judge(assignment, harvest, load, matcher)
    return harvest, {one.item: one for one in judgement.items}


def pages_read(shelf, name):
    return sorted(leaf for digest, leaf, region in shelf.looked if digest == name and region is Region.PAGE)


def test_a_scan_is_found_complete_once_its_pages_are_read():
    shelf = Shelf(r=REPORT)

    _, found = read_and_judge(site(r=("รายงานผลการดำเนินงานประจำปี 2567", REPORT)), shelf)

    assert Status.FOUND is found["O7"].status
    assert [2567] == list(found["O7"].year_found)


def test_a_cover_that_tells_enough_is_not_read_further_when_nothing_depends_on_it():
    old = [page.replace("2567", "2560") for page in REPORT]
    shelf = Shelf(a=REPORT, b=old)

    _, found = read_and_judge(site(a=("คลิก", REPORT), b=("ดาวน์โหลด", old)), shelf)

    assert Status.FOUND is found["O7"].status
    assert [] == pages_read(shelf, "b")


def test_a_document_about_nothing_that_is_asked_costs_a_part_of_its_cover():
    shelf = Shelf(n=NOTICE)

    read_and_judge(site(n=("ประกาศ", NOTICE)), shelf)

    assert {1} == {leaf for _, leaf, _ in shelf.looked}
    assert Region.PAGE not in {region for _, _, region in shelf.looked}


def test_no_verdict_is_lost_against_reading_everything():
    plan = ["แผนพัฒนา (พ.ศ. 2566 - 2570)\n" + FILLER, "ยุทธศาสตร์ที่ 1\n" + FILLER, "ตัวชี้วัดของยุทธศาสตร์\n" + FILLER]
    pages = {"a": REPORT, "n": NOTICE, "p": plan, "q": [one.replace("2566 - 2570", "2561 - 2564") for one in plan]}
    labels = {"a": "รายงาน", "n": "คลิก", "p": "แผน", "q": "แผนพัฒนา"}
    scanned = site(**{name: (labels[name], pages[name]) for name in pages})
    typed = home()
    for name, leaves in pages.items():
        typed.file(f"{name}.pdf", "\f".join(leaves), label=labels[name])

    _, staged = read_and_judge(scanned, Shelf(**pages))
    _, whole = read_and_judge(typed, Shelf())

    assert {item: one.status for item, one in whole.items()} == {item: one.status for item, one in staged.items()}


def test_when_the_budget_is_spent_what_was_not_read_is_not_called_missing():
    shelf = Shelf(r=REPORT)

    harvest, found = read_and_judge(site(r=("รายงานผลการดำเนินงานประจำปี 2567", REPORT)), shelf, seconds=1.0)

    assert Status.UNVERIFIED is found["O7"].status
    assert len(shelf.looked) < len(REPORT)
    assert harvest.coverage.ocr_pages <= 1


def test_a_budget_that_ends_before_all_covers_were_seen_is_told():
    pages = {f"s{number}": REPORT for number in range(6)}

    harvest, _ = read_and_judge(site(**dict.fromkeys(pages, ("คลิก", REPORT))), Shelf(**pages), seconds=2.0)

    assert ["ocr_budget"] == [one.kind for one in harvest.warnings]


def test_low_confidence_never_makes_a_component_absent():
    shelf = Shelf(r=REPORT[:3])
    shelf.confidence = 0.45

    _, found = read_and_judge(site(r=("รายงานผลการดำเนินงานประจำปี 2567", REPORT[:3])), shelf)

    assert Status.UNVERIFIED is found["O7"].status
    assert "absent" not in {one.state.value for one in found["O7"].components}


def test_a_scan_read_to_the_end_can_be_called_incomplete():
    shelf = Shelf(r=REPORT[:3])

    _, found = read_and_judge(site(r=("รายงานผลการดำเนินงานประจำปี 2567", REPORT[:3])), shelf)

    assert Status.INCOMPLETE is found["O7"].status


def test_a_reader_that_fails_is_written_down_and_stops_nothing():
    shelf = Shelf(r=REPORT)
    some = site(broken=("รายงานผลการดำเนินงานประจำปี 2567", REPORT), r=("รายงานผลการดำเนินงานประจำปี 2567", REPORT))

    harvest, found = read_and_judge(some, shelf)

    causes = {record.url.rpartition("/")[2]: record.unread for record in harvest.records}
    assert (UnreadCause.CRASHED, None) == (causes["broken.pdf"], causes["r.pdf"])
    assert Status.FOUND is found["O7"].status


def test_one_file_under_two_addresses_is_read_once():
    shelf = Shelf(same=REPORT)
    some = home()
    for name in ("a.pdf", "b.pdf"):
        some.file(name, label="รายงานผลการดำเนินงานประจำปี", leaves=5, unread=UnreadCause.SCAN, sha256="sha-same.pdf")

    harvest, _ = read_and_judge(some, shelf)

    assert len(shelf.looked) == len(set(shelf.looked))
    assert {None} == {record.unread for record in harvest.records if record.media is Media.PDF}


def test_no_more_pages_of_a_document_are_read_than_is_allowed():
    shelf = Shelf(r=REPORT)

    _, found = read_and_judge(site(r=("รายงานผลการดำเนินงานประจำปี 2567", REPORT)), shelf, leaves=2)

    assert [1, 2] == pages_read(shelf, "r")
    assert Status.UNVERIFIED is found["O7"].status


def test_a_picture_that_nothing_names_is_left_alone():
    some = home()
    some.file("IMG_1.jpg", label="", media=Media.IMAGE, unread=UnreadCause.SCAN)
    shelf = Shelf()
    matcher = WordMatcher(rules().rules)

    async def go():
        scribe = Scribe(
            look=shelf.look, unfold=shelf.unfold, seconds=60.0, leaves=9, interest=lambda _url, _label: 0.1
        )
        return await read_scans(some.harvest, some.load, scribe, matcher, lambda _h, _load: ())

    asyncio.run(go())

    assert [] == shelf.looked


def test_stopping_ends_the_reading():
    shelf = Shelf(r=REPORT)
    some = site(r=("คลิก", REPORT))
    matcher = WordMatcher(rules().rules)

    async def go():
        scribe = Scribe(
            look=shelf.look, unfold=shelf.unfold, seconds=60.0, leaves=9, interest=lambda _url, _label: 0.5
        )
        scribe.stop.set()
        return await read_scans(some.harvest, some.load, scribe, matcher, lambda _h, _load: ())

    asyncio.run(go())

    assert [] == shelf.looked


def test_a_page_in_font_codes_is_printed_and_read():
    some = home()
    some.page(
        "r",
        "\ue001\ue002",
        label="รายงานผลการดำเนินงานประจำปี 2567",
        text_layer=TextLayer.GARBLED,
        unread=UnreadCause.GARBLED,
    )

    harvest, found = read_and_judge(some, Shelf(r=REPORT))

    assert Status.FOUND is found["O7"].status
    assert len(REPORT) == harvest.coverage.ocr_pages


def test_a_page_that_cannot_be_printed_stays_unread():
    some = home()
    some.page(
        "r",
        "\ue001\ue002",
        label="รายงานผลการดำเนินงานประจำปี 2567",
        text_layer=TextLayer.GARBLED,
        unread=UnreadCause.GARBLED,
    )

    harvest, found = read_and_judge(some, Shelf())

    assert Status.UNVERIFIED is found["O7"].status
    assert UnreadCause.GARBLED is harvest.records[1].unread


HEADING = "องค์การบริหารส่วนตำบลตัวอย่าง"


def offered(name, media, **more):
    """A site that offers one scan by words that tell nothing, under the agency's own name."""
    some = home()
    fields = {"unread": UnreadCause.SCAN, "text_layer": TextLayer.NONE} | more
    some.file(name, label="ดาวน์โหลด", heading=HEADING, media=media, **fields)
    return some


@pytest.mark.parametrize(("name", "media"), [("99.pdf", Media.PDF), ("12345.png", Media.IMAGE)])
def test_a_scan_that_nothing_names_is_read(name, media):
    shelf = Shelf(**{"99": REPORT, "12345.png": REPORT[:1]})

    read_and_judge(offered(name, media), shelf)

    assert shelf.looked


@pytest.mark.parametrize(("name", "media"), [("99.pdf", Media.PDF), ("12345.png", Media.IMAGE)])
def test_nothing_is_missing_while_a_scan_that_nothing_names_is_unread(name, media):
    edition = rules()
    agency = AgencySite(code="toy", name=HEADING, url=HOME)
    assignment = Assignment(site=agency, rules=edition, fiscal_year=FiscalYear(2568), as_of=AS_OF, engine="0")
    some = offered(name, media)

    judgement = judge(assignment, some.harvest, some.load, WordMatcher(edition.rules))

    assert Status.MISSING not in {one.status for one in judgement.items}


def test_what_lies_behind_a_covering_memo_is_read():
    memo = f"บันทึกข้อความ\nส่วนราชการ สำนักปลัด\nเรื่อง ขอส่งเอกสาร\n{FILLER}"
    some = offered("99.pdf", Media.PDF, leaves=6)

    _, found = read_and_judge(some, Shelf(**{"99": [memo, *REPORT]}))

    assert Status.MISSING is not found["O7"].status


def test_a_worse_reading_of_more_of_the_page_does_not_displace_a_better_one():
    class Worse(Shelf):
        async def look(self, digest, media, leaf, region):
            found = await super().look(digest, media, leaf, region)
            if region is Region.TOP or leaf > 1:
                return replace(found, confidence=0.9)
            return replace(found, text="รายงน ▯▯▯ ประจ ▯ " * 9, confidence=0.6)

    pages = ["รายงานผลการดำเนินงานประจำปี\nยังไม่บอกปี", *REPORT[1:]]

    harvest, found = read_and_judge(site(r=("คลิก", pages)), Worse(r=pages))

    assert "รายงานผลการดำเนินงานประจำปี" in harvest.records[1].cover
    assert Status.UNVERIFIED is found["O7"].status


def test_a_scan_stopped_while_scans_were_read_is_no_whole_one():
    class Stopping(Shelf):
        async def look(self, digest, media, leaf, region):
            scribe.stop.set()
            return await super().look(digest, media, leaf, region)

    shelf = Stopping(r=REPORT)
    some = site(r=("คลิก", REPORT))
    matcher = WordMatcher(rules().rules)
    scribe = Scribe(look=shelf.look, unfold=shelf.unfold, seconds=60.0, leaves=9, interest=lambda _url, _label: 0.5)

    harvest, _ = asyncio.run(read_scans(some.harvest, some.load, scribe, matcher, lambda _h, _load: ()))

    assert "interrupted" == harvest.coverage.stopped_by
