"""Pages that say and link the same are one; families that only repeat themselves are left alone; evidence never is."""

import time

from oitcrawl.crawl.frontier import Frontier
from oitcrawl.crawl.twins import TIRED, ExactTwins, Sameness
from oitcrawl.model.content import Label, Leaf, Link, Page
from oitcrawl.model.scan import TrapReason
from oitcrawl.settings import Settings

SITE = "https://x.go.th/"
PLAN = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568 ขององค์การบริหารส่วนตำบล " * 3


def page(path, text=PLAN, links=("a",), **fields):
    made = tuple(Link(url=SITE + one, label=Label(text=one)) for one in links)
    return Page(url=SITE + path, leaf=Leaf(number=1, text=text), links=made, **fields)


def test_a_page_that_says_and_links_the_same_is_a_twin_of_the_first():
    twins = ExactTwins()

    assert "" == twins.twin_of(page("p?id=1"))
    assert SITE + "p?id=1" == twins.twin_of(page("p?ref=home&id=1"))
    assert SITE + "p?id=1" == twins.twin_of(page("p?ref=menu&id=1"))


def test_what_differs_in_words_links_title_or_pictures_is_no_twin():
    twins = ExactTwins()
    twins.twin_of(page("p?id=1"))

    assert "" == twins.twin_of(page("p?id=2", PLAN.replace("2568", "2569")))
    assert "" == twins.twin_of(page("p?id=3", links=("a", "plan.pdf")))
    assert "" == twins.twin_of(page("p?id=4", title="แผนอัตรากำลัง"))
    assert "" == twins.twin_of(page("p?id=5", images=2))


def test_pages_of_few_words_or_of_pictures_are_no_twins():
    twins = ExactTwins()

    assert ["", ""] == [twins.twin_of(page(f"p/{n}", "รายละเอียด")) for n in range(2)]
    assert ["", ""] == [twins.twin_of(page(f"q/{n}", PLAN, images=1)) for n in range(2)]
    assert ["", ""] == [twins.twin_of(page(f"r/{n}", needs_script=True)) for n in range(2)]


def test_a_copied_year_is_no_twin():
    twins = ExactTwins()

    assert ["", ""] == [twins.twin_of(page(f"ita/{year}")) for year in (2567, 2568)]


def month(number, text=PLAN, **fields):
    lines = [f"กำหนดการที่ {line} ของสำนักงาน" for line in range(40)]
    return page(f"calendar?m={number}", "\n".join([f"เดือนที่ {number}", *lines, text]), **fields)


def test_a_family_that_repeats_itself_and_leads_nowhere_tires():
    same = Sameness()

    told = [same.tires(month(number), (), brought=False) for number in range(TIRED + 1)]

    assert [*[False] * TIRED, True] == told


def test_news_a_way_on_or_pictures_keep_a_family_awake():
    for fresh in ({"brought": True}, {"strangers": True}, {"text": True}, {"images": 3}):
        same = Sameness()
        told = []
        for number in range(4 * TIRED):
            wakes = number % TIRED == TIRED - 1 or "images" in fresh
            one = month(number, text=f"{number}\n" * 90 if wakes and "text" in fresh else PLAN)
            if wakes and "images" in fresh:
                one = page(f"calendar?m={number}", "ภาพกิจกรรม", images=3)
            strangers = [f"https://drive.google.com/{number}"] if wakes and "strangers" in fresh else []
            told.append(same.tires(one, strangers, brought=wakes and "brought" in fresh))
        assert not any(told), fresh


def test_a_tired_family_is_closed_with_examples_but_what_promises_a_disclosure_is_still_visited():
    some = Frontier(lambda _url, label: 0.7 if "แผน" in label.text else 0.2, Settings())
    some.add(Link(url=SITE, label=Label(text="")), depth=0, path=())
    some.pop()
    months = [Link(url=f"{SITE}cal/{n}", label=Label(text=f"เดือน {n}")) for n in range(60)]
    some.follow(months, depth=1, path=(SITE,), own=lambda _url: True)
    visited = 0
    while target := some.pop():
        visited += 1
        number = target.url.rpartition("/")[2]
        one = Page(url=target.url, leaf=month(number).leaf)
        away = some.follow((), depth=2, path=(SITE, target.url), own=lambda _url: True)
        some.tire(one, away)
    some.add(Link(url=f"{SITE}cal/999", label=Label(text="แผน")), depth=1, path=(SITE,))

    assert SITE + "cal/999" == some.pop().url
    (note,) = some.traps()
    assert (TrapReason.ALIKE, SITE + "cal/N", TIRED + 2, 60 - TIRED - 1) == (
        note.reason,
        note.pattern,
        note.visited,
        note.left,
    )
    assert note.examples


def test_telling_pages_apart_costs_little():
    """30 microseconds a page; the bound leaves room for a busy machine."""
    twins, same = ExactTwins(), Sameness()
    pages = [month(number, links=[f"l{n}" for n in range(87)]) for number in range(500)]
    started = time.process_time()
    for one in pages:
        twins.twin_of(one)
        same.tires(one, (), brought=False)

    assert time.process_time() - started < 500 * 0.00003 * 6
