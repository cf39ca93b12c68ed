"""The overview puts what needs work first, and never makes an unseen site look good."""

import hashlib
import json
import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import html5lib
import pytest
from report.many import agencies
from report.samples import all_in, fleet, scan, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.model.glance import Course, glance
from oitcrawl.report.overview import FIRST, overview
from oitcrawl.report.render import render_overview
from oitcrawl.report.words import Words

THAI = Words("th")
GOLD = Path(__file__).parents[1] / "gold"
MANY = 8300


def placed(code, one=None, **values):
    """A scan of another agency."""
    one = one or scan()
    return replace(one, agency=replace(one.agency, code=code, name=code, **values))


def owned(one, **owners):
    """A scan whose items have owners."""
    return replace(one, items=tuple(replace(item, owner=owners.get(item.item, "")) for item in one.items))


def test_most_gaps_come_first_and_a_site_that_was_not_seen_before_one_that_is_complete():
    rows = overview(fleet(), words=THAI).rows

    assert [(row.href.partition("/")[0], row.gaps, row.unverified) for row in rows] == [
        ("abt-thungyai", 7, 2),
        ("evil-code", 6, 2),
        ("abt-suanphai", 6, 2),
        ("hospital-9", 0, 28),
        ("muang-nakhon", 0, 0),
    ]


def test_the_newest_scan_of_an_agency_counts_whatever_the_order():
    newer = replace(all_in(Status.FOUND), started=datetime(2025, 3, 11, tzinfo=UTC))

    for scans in ((scan(), newer), (newer, scan())):
        rows = overview(iter(scans), words=THAI).rows
        assert [row.gaps for row in rows] == [0]


def test_a_row_tells_counts_estimate_days_and_the_items_to_mend():
    row = overview([scan()], words=THAI).rows[0]

    assert row.counts == (1, 1, 4, 2, 1, 17)
    assert (row.estimate, row.as_of_text, row.window) == ("64.6–73.8", "10 มี.ค. 2568", "อีก 22 วัน")
    assert row.codes == "O2 O7 O9 O12 O16 O27"
    assert row.letters == "FIFFFNOFIWFMUFFIFFFAFFFUFFIF"
    assert row.change == (("", "ตรวจครั้งแรก"),)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2025, 3, 31), "อีก 1 วัน"),
        (date(2025, 4, 1), "เปิดอยู่ เหลือ 29 วัน"),
        (date(2025, 4, 30), "เปิดอยู่ เหลือ 0 วัน"),
        (date(2025, 5, 2), "ปิดแล้ว 2 วัน"),
    ],
)
def test_days_to_the_window_are_told_before_in_and_after_it(as_of, told):
    assert overview([scan(as_of=as_of)], words=THAI).rows[0].window == told


def test_windows_sort_open_ones_first_and_unknown_ones_last():
    days = [date(2025, 4, 2), date(2025, 3, 1), date(2025, 5, 9)]
    open_one, ahead, closed = (overview([scan(as_of=day)], words=THAI).rows[0].days for day in days)
    unknown = overview([scan(window_opens=None, window_closes=None)], words=THAI).rows[0].days

    assert open_one < ahead < closed < unknown


def test_a_row_tells_what_changed_and_what_still_waits_for_a_second_look():
    def glanced(day, **statuses):
        moment = datetime(2025, 3, day, 2, tzinfo=UTC)
        return glance(
            replace(with_statuses(scan(), **statuses), as_of=date(2025, 3, day), started=moment, finished=moment)
        )

    missing = {"O2": Status.MISSING, "O7": Status.OUTDATED, "O3": Status.FOUND}
    last = glanced(2, **missing | {"O2": Status.FOUND})
    now = glanced(3, **missing | {"O2": Status.FOUND, "O3": Status.UNVERIFIED, "O7": Status.MISSING})
    row = overview([Course(now=now, earlier=(last, glanced(1, **missing)))], words=THAI).rows[0]

    assert row.change == (("d-better", "ดีขึ้น 1"), ("d-waiting", "รอยืนยัน 1"), ("d-blind", "ตรวจไม่ได้เพิ่ม 1"))
    assert row.net == 1


def test_nothing_is_compared_across_editions_and_other_rules_are_told():
    now = glance(scan())
    other = replace(now, fiscal_year=2567, started=datetime(2025, 1, 1, tzinfo=UTC))
    rules = replace(now, rules_digest="sha256:0", started=datetime(2025, 1, 1, tzinfo=UTC))

    told = [overview([Course(now=now, earlier=(one,))], words=THAI).rows[0].change for one in (other, rules, now)]

    assert told == [
        (("", "ครั้งก่อนใช้เกณฑ์หรือปีอื่น"),),
        (("", "เท่าเดิม"), ("", "กติกาเปลี่ยน")),
        (("", "เท่าเดิม"),),
    ]


def test_the_item_that_most_agencies_lack_comes_first_with_those_that_lack_it():
    scans = [
        placed("a"),
        placed("b"),
        placed("c", all_in(Status.FOUND)),
        placed("d", with_statuses(scan(), O12=Status.FOUND)),
    ]
    view = overview(scans, words=THAI)
    first, last = view.items[0], view.items[-1]

    assert (first.code, first.gaps, first.asked, first.share) == ("O2", 3, 4, 75)
    assert [name for name, _ in first.who] == ["a", "b", "d"]
    assert [(one.code, one.gaps) for one in view.items if one.code == "O12"] == [("O12", 2)]
    assert last.gaps == 0
    assert last.who == ()


def test_an_item_that_is_not_asked_of_an_agency_counts_for_nothing():
    view = overview([placed("a", all_in(Status.NOT_APPLICABLE)), placed("b", all_in(Status.MISSING))], words=THAI)

    assert {(one.gaps, one.asked, one.share) for one in view.items} == {(1, 1, 100)}


def test_items_of_another_edition_are_joined_by_their_slug():
    other = replace(
        scan(),
        edition="other",
        items=tuple(replace(item, item=f"X{at}") for at, item in enumerate(reversed(scan().items[:5]))),
    )
    view = overview([placed("a"), placed("b"), placed("c", other)], words=THAI)
    third = next(row for row in view.rows if row.name == "c")

    assert [column.code for column in view.fleet_columns] == [item.item for item in scan().items]
    assert third.letters == "FIFFF" + "-" * 23
    assert third.codes == "O2"


def test_a_small_fleet_has_a_map_of_agencies_and_a_large_one_of_provinces():
    small = overview(fleet(), words=THAI).heat
    large = overview([placed(f"a{at}", province=("ตาก", "เลย")[at % 2]) for at in range(130)], words=THAI).heat
    alone = overview([placed(f"a{at}") for at in range(130)], words=THAI).heat

    assert (small.by, len(small.rows)) == ("agency", 5)
    assert (large.by, [(row.name, row.note) for row in large.rows]) == (
        "province",
        [("ตาก", "65 แห่ง"), ("เลย", "65 แห่ง")],
    )
    assert (alone.by, len(alone.rows)) == ("kind", 1)
    assert "O2 (100%)" in large.text


def test_a_province_that_could_not_be_seen_is_never_shown_as_good():
    blind, good = all_in(Status.UNVERIFIED), all_in(Status.FOUND)
    scans = [placed(f"a{at}", blind if at % 2 else good, province=("ตาก", "เลย")[at % 2]) for at in range(130)]
    rows = overview(scans, words=THAI).heat.rows

    assert {(row.name, cell) for row in rows for cell in row.cells} == {
        ("ตาก", ("h-0", "0")),
        ("เลย", ("h-blind", "?")),
    }


def test_divisions_are_offered_with_what_they_have_to_mend():
    one = owned(scan(), O2="กองคลัง", O7="กองคลัง", O9="สำนักปลัด", O1="กองช่าง")
    view = overview([one], words=THAI)

    assert view.owners == ("กองคลัง", "สำนักปลัด")  # the third one has nothing to mend
    assert view.rows[0].owed == "0.2 1.1"


def test_no_scans_make_an_empty_overview():
    view = overview([], words=THAI)

    assert view.rows == ()
    assert "oitcrawl scan" in render_overview(view)


def test_a_small_overview_is_as_reviewed():
    body = re.search("<header.*?</main>", render_overview(overview(fleet(), words=THAI)), re.DOTALL).group()
    gold = GOLD / "overview-small" / "body.html"
    if os.environ.get("GOLD") == "write":
        gold.parent.mkdir(exist_ok=True)
        gold.write_text(body + "\n", encoding="utf-8", newline="\n")

    assert [*body.splitlines()] == gold.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def many():
    courses = (Course(now=glance(now), earlier=(glance(before),)) for before, now in agencies(MANY))
    return render_overview(overview(courses, words=THAI))


def test_an_overview_of_8300_agencies_is_as_reviewed_and_stays_small(many):
    rows = re.findall(r"<tr data-s=.*", many)
    told = {
        "rows": len(rows),
        "rows_sha256": hashlib.sha256("\n".join(rows).encode()).hexdigest(),
        "map_sha256": hashlib.sha256(
            re.search('<table class="heat.*?</table>', many, re.DOTALL).group().encode()
        ).hexdigest(),
        "lead": re.search('over-lead">([^<]+)<', many).group(1),
        "most_lacking": re.findall(r'<span class="code">(O\d+)</span>', many)[:5],
    }
    gold = GOLD / "overview-8300" / "summary.json"
    if os.environ.get("GOLD") == "write":
        gold.parent.mkdir(exist_ok=True)
        gold.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")

    assert told == json.loads(gold.read_text(encoding="utf-8"))
    assert len(many.encode()) < 6_000_000


def test_the_plain_table_holds_every_agency_whether_a_script_runs_or_not(many):
    first, rest = re.findall(r"<tbody(?: id=\"rest\")?>\n(<tr data-s.*?)</tbody>", many, re.DOTALL)

    assert first.count("<tr") == FIRST
    assert rest.count("<tr") == MANY - FIRST
    assert len(set(re.findall(r'href="(agency-\d+)/latest/index.html"', many))) == MANY


def test_rows_without_closing_tags_are_what_a_strict_parser_expects():
    scans = (placed(f"a{at}", province=("ตาก", "เลย")[at % 2]) for at in range(130))
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        render_overview(overview(scans, words=THAI))
    )
    rows = page.findall(".//table[@id='table']/tbody/tr")

    assert len(rows) == 130
    assert {tuple(cell.tag for cell in row) for row in rows} == {("th", *["td"] * 12)}
    assert {len(row) for row in page.findall(".//table[@class='heat by-province']//tr")} == {29}


def test_an_agency_of_which_next_to_nothing_was_seen_has_no_estimate():
    items = tuple(
        replace(one, status=Status.UNVERIFIED if at else Status.NOT_DUE) for at, one in enumerate(scan().items)
    )
    (row,) = overview([replace(scan(), items=items)], words=THAI).rows

    assert (row.estimate, row.low) == ("ไม่ทราบ", "-1")
