"""Gathering opens few contents, each once, and only those that speak of an item."""

from collections import Counter

from oitcrawl.judge.candidates import MAX_CANDIDATES
from oitcrawl.judge.gather import gather, index_of
from tests.judge.ground import ANNUAL, FULL_REPORT, HOME, WordMatcher, context_of, home, rules


def opened(site):
    calls = Counter()

    def load(record):
        calls[record.url] += 1
        return site.load(record)

    gather(site.harvest, load, rules(), WordMatcher(), context_of(site))
    return calls


def test_only_candidates_are_opened_and_each_once():
    site = home()
    for number in range(50):
        site.page(f"p{number}", "เรื่องทั่วไป", title=f"เรื่องที่ {number}")
    site.file("a.pdf", FULL_REPORT, label=ANNUAL.title)
    title = "โครงสร้างหน่วยงาน สถิติเรื่องร้องเรียน"
    site.page("two", "เนื้อหา", title=title, headings=("โครงสร้างหน่วยงาน", "สถิติเรื่องร้องเรียน"))

    assert opened(site) == {HOME: 1, HOME + "a.pdf": 1, HOME + "two": 1}


def test_of_many_contents_the_likeliest_are_opened():
    site = home()
    for number in range(MAX_CANDIDATES + 40):
        site.file(f"old{number}.pdf", FULL_REPORT.replace("2567", "2555") + str(number), label=f"{ANNUAL.title} 2555")
    site.file("new.pdf", FULL_REPORT, label=f"{ANNUAL.title} 2567")

    calls = opened(site)

    assert HOME + "new.pdf" in calls
    assert len(calls) == MAX_CANDIDATES + 1


def test_the_same_bytes_at_two_addresses_are_opened_once():
    site = home()
    site.file("a.pdf", FULL_REPORT, label=ANNUAL.title, sha256="same")
    site.file("b.pdf", FULL_REPORT, label=ANNUAL.title, sha256="same")

    assert len([url for url in opened(site) if url.endswith("pdf")]) == 1


def test_the_automaton_of_an_edition_is_built_once():
    assert index_of(rules()) is index_of(rules())


def test_a_text_gone_from_the_store_is_not_held_against_anybody():
    site = home()
    site.file("a.pdf", FULL_REPORT, label=ANNUAL.title)
    site.contents.clear()

    found = gather(site.harvest, site.load, rules(), WordMatcher(), context_of(site))

    assert [one.readable for one in found.sightings["annual-report"]] == [False]
