"""Pages that were there at the last scan and are gone stand among what changed."""

from dataclasses import replace
from datetime import date

import pytest

from oitcrawl.model.scan import RemovedAddress, RemovedHow
from oitcrawl.report.changes import LISTED, changes
from oitcrawl.report.collected import method
from oitcrawl.report.render import render_report
from oitcrawl.report.view import view
from oitcrawl.report.words import Words
from tests.report.samples import after, reviewed, scan

URL = "https://www.example.go.th/plan"


def removed(count, how=RemovedHow.NOT_FOUND):
    return tuple(
        RemovedAddress(url=f"{URL}/{n}", how=how, label=f"แผน {n}", seen=date(2025, 3, 31)) for n in range(count)
    )


def scan_with(**more):
    base = scan()
    return replace(base, coverage=replace(base.coverage, **more))


@pytest.mark.parametrize("how", RemovedHow)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_page_that_is_gone_is_told_with_its_label_and_when_it_was_seen(how, lang):
    words = Words(lang)
    newer = scan_with(removed=removed(2, how))

    told = changes(newer, after(scan(), now=newer), words)
    html = render_report(view(newer, past=after(scan(), now=newer), words=words))

    assert ["แผน 0", "แผน 1"] == [one.label for one in told.gone]
    assert words(f"removed.{how.value}") in html
    assert words("changes.gone_seen", date=words.short_date(date(2025, 3, 31))) in html
    assert f'href="{URL}/1"' in html


def test_of_very_many_the_rest_is_counted():
    told = changes(scan_with(removed=removed(LISTED + 7)), after(scan()), Words("th"))

    assert LISTED == len(told.gone)
    assert "7" in told.gone_cut
    assert "107" in told.gone_title


def test_where_nothing_is_gone_nothing_is_said():
    told = changes(scan_with(removed=()), after(scan()), Words("th"))

    assert ((), "", "") == (told.gone, told.gone_title, told.gone_cut)


def test_the_method_tells_what_was_not_asked_and_since_when():
    words = Words("th")
    lines = dict(method(replace(scan_with(skipped=40, oldest=date(2025, 3, 28), resumed=12), judged_from=7), words))

    assert "40 แห่ง ตรวจครั้งล่าสุดตั้งแต่ 28 มี.ค. 2568" == lines[words("method.skipped")]
    assert "12" == lines[words("method.resumed")]
    assert "7" == lines[words("method.judged_from")]


def test_the_headline_tells_a_persons_word_apart_from_what_the_site_mended():
    now = reviewed()
    (part,) = (told := changes(now, after(scan(), now=now), Words("th")).last).parts

    assert told.totals == "ไม่มีการเปลี่ยนแปลงที่ยืนยันแล้ว · ผู้ตรวจบอกไว้ 3 ข้อ"
    assert {one.kind_word for one in part.changes} == {"ผู้ตรวจบอกไว้"}
