"""Letters: the worst first, short enough, a link for the rest, both languages whole."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oitcrawl.model.finding import Status
from oitcrawl.model.outline import Cause
from oitcrawl.notify.letter import letter
from oitcrawl.notify.news import Calendar, Known, digest, news
from oitcrawl.notify.phrases import Phrases, templates
from oitcrawl.notify.situation import ItemNow, Situation, Step

F, M = Status.FOUND, Status.MISSING
TODAY = Calendar(today=date(2026, 3, 3), weekday=None)


def now(code="abt", *statuses, cause=Cause.SITE, name="อบต. ตัวอย่าง"):
    items = tuple(
        ItemNow(
            slug=f"s{n}", item=f"O{n}", title=f"เรื่องที่ {n}", owners=(), status=one, seen=one, steps=(Step(2, cause),)
        )
        for n, one in enumerate(statuses, 1)
    )
    return Situation(
        code=code, name=name, province="แพร่", group="", number=2, as_of=date(2026, 3, 3),
        finished=datetime(2026, 3, 2, 20, tzinfo=UTC), fiscal_year=2569, estimate=None, opens=None, items=items,
    )  # fmt: skip


def told(here, before=F):
    return news(here, Known(number=1, statuses={item.slug: before.value for item in here.items}), TODAY)


@pytest.mark.parametrize("limit", [200, 500, 1000, 5000])
@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_letter_is_never_longer_than_it_may_be_and_ends_with_the_link(limit, count, lang):
    several = [told(now(f"a{n}", *[M] * 28)) for n in range(count)]
    text = letter(several, Phrases(lang), base="https://oit.example.go.th/reports/", alone=False).text(limit)

    assert len(text) <= limit
    assert text.endswith("/index.html")
    assert "//a" not in text.replace("https://", "")
    if limit <= 500:
        assert re.search(r"… .*\d+", text)


def test_of_several_agencies_the_worst_comes_first_and_the_scanners_doing_in_one_line():
    several = [
        told(now("a", M, F)),
        told(now("b", M, M)),
        *(told(now(f"r{n}", M, cause=Cause.RULES)) for n in range(30)),
    ]
    lines = letter(several, Phrases("th"), alone=False).lines

    assert "30 หน่วยงาน: O1 (30)" in lines[0]
    assert ["แย่ลง 2 ข้อ (O1, O2)", "แย่ลง 1 ข้อ (O1)"] == [line.partition("แพร่: ")[2] for line in lines[1:]]


def test_names_from_websites_and_files_carry_no_control_characters():
    here = now("abt", M, name="อบต.\u202e\x1b[31m\nตัวอย่าง")
    text = letter([told(here)], Phrases("th")).text(3000)

    assert not re.search("[\u202e\x1b]", text)


def test_the_digest_is_of_facts_not_of_words_nor_of_their_order():
    one, other = told(now("a", M)), told(now("b", M))
    assert digest([one, other]) == digest([other, one])
    assert digest([one]) != digest([told(now("a", M, M))])
    assert digest([one]) != digest([replace(one, light=True)])


def test_every_template_is_whole_in_both_languages():
    for key, (thai, english) in templates().items():
        assert set(re.findall(r"{\w+}", thai)) == set(re.findall(r"{\w+}", english)), key
        assert thai, key
        assert english, key


def test_an_agency_that_was_never_read_is_counted_and_named_and_is_not_done():
    several = [news(now("a", M), None, TODAY), news(now("b", F), None, TODAY)]

    assert letter(several, Phrases("th"), alone=False, unknown=["shut"]).lines[0] == (
        "ติดตาม 3 หน่วยงาน: ครบแล้ว 1 แห่ง · ยังต้องแก้ 1 แห่ง · ยังไม่มีผลตรวจ 1 แห่ง (shut)"
    )
    dark = replace(now("d"), items=(), dark=date(2026, 3, 1))
    line = letter([*several, news(dark, None, TODAY)], Phrases("en"), alone=False).lines[0]
    assert line == "3 agencies: 1 with nothing to mend, 1 with something, 1 without a result (d)"
