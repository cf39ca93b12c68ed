"""What is visited next, and what never."""

import time

import pytest

from oitcrawl.crawl.frontier import Frontier
from oitcrawl.crawl.labels import MAX_LABELS
from oitcrawl.crawl.traps import cap_of, family, loops
from oitcrawl.model.content import Label, Link, LinkKind
from oitcrawl.model.visit import RefusedBy
from oitcrawl.settings import Settings

SITE = "https://x.go.th/"


def link(path, text="", kind=LinkKind.ANCHOR, **words):
    return Link(url=SITE + path, label=Label(text=text, **words), kind=kind)


def frontier(interest=lambda _url, label: {"แผน": 0.9, "ข่าว": 0.1}.get(label.text, 0.5), **settings):
    return Frontier(interest, Settings(**settings))


def drain(some):
    found = []
    while target := some.pop():
        found.append(target.url.removeprefix(SITE))
    return found


def test_links_that_lead_off_the_site_are_given_back():
    some = frontier()
    away = Link(url="https://drive.google.com/x", label=Label(text="แผน"))

    assert [away] == some.follow([link("a"), away], depth=1, path=(SITE,), own=lambda url: url.startswith(SITE))
    assert SITE + "a" == some.pop().url


def test_likely_links_come_first_then_shallow_then_in_order():
    some = frontier()
    for path, text, depth in [("n", "ข่าว", 1), ("deep", "อื่น", 3), ("a", "อื่น", 1), ("b", "อื่น", 1), ("p", "แผน", 5)]:
        some.add(link(path, text), depth=depth, path=())

    assert ["p", "a", "b", "deep", "n"] == drain(some)


def test_an_address_is_visited_once():
    some = frontier()

    assert some.add(link("a", "x"), depth=1, path=())
    assert not some.add(link("a", "x"), depth=1, path=())
    assert not some.add(link("a", "y"), depth=1, path=())
    assert ["a"] == drain(some)
    assert not some.add(link("a", "z"), depth=1, path=())
    assert [] == drain(some)


def test_a_better_label_puts_a_waiting_address_forward():
    some = frontier()
    some.add(link("later", "ข่าว"), depth=1, path=())
    some.add(link("other", "อื่น"), depth=1, path=())
    some.add(link("later", "แผน"), depth=2, path=())

    assert ["later", "other"] == drain(some)
    assert 0 == len(some)


def test_labels_are_collected_even_after_the_visit_best_first():
    some = frontier()
    some.add(link("a", "ข่าว"), depth=1, path=())
    some.pop()
    some.add(link("a", "แผน"), depth=1, path=())

    assert ["แผน", "ข่าว"] == [label.text for label in some.labels(SITE + "a")]


def test_labels_stay_few_and_the_richest_rows_are_kept():
    some = frontier()
    for number in range(40):
        some.add(link("a", f"คลิก {number}", row="ก" * number), depth=1, path=())

    labels = some.labels(SITE + "a")
    assert MAX_LABELS == len(labels)
    assert 39 == max(len(label.row) for label in labels)


def test_a_family_of_alike_addresses_is_capped_and_says_so():
    some = frontier(interest=lambda _url, _label: 0.2, family_cap=3)
    for number in range(10):
        some.add(link(f"detail/{number}", f"ข่าว {number}"), depth=1, path=())

    assert 3 == len(drain(some))
    assert {RefusedBy.TRAP} == {refused.by for refused in some.refused()}
    assert 7 == len(some.refused())


def test_what_may_change_something_is_refused():
    some = frontier()

    assert not some.add(link("logout.php", "ออกจากระบบ"), depth=1, path=())
    assert [RefusedBy.UNSAFE] == [refused.by for refused in some.refused()]


def test_too_deep_too_long_and_looping_addresses_are_refused():
    some = frontier(max_depth=3, max_url=100)
    some.add(link("deep"), depth=4, path=())
    some.add(link("x" * 100), depth=1, path=())
    some.add(link("a/b/a/b/a/b/c"), depth=1, path=())

    assert [] == drain(some)
    assert 3 == len(some.refused())


def test_what_is_left_is_told_once_each():
    some = frontier()
    some.add(link("a", "ข่าว"), depth=1, path=())
    some.add(link("a", "แผน"), depth=1, path=())
    some.add(link("b", "x"), depth=1, path=())

    assert ["a", "b"] == sorted(target.url.removeprefix(SITE) for target in some.left())


def test_a_redirect_target_is_not_visited_again():
    some = frontier()
    some.add(link("a"), depth=1, path=())
    some.mark(SITE + "a")
    some.mark(SITE + "b")

    assert [] == drain(some)
    assert not some.add(link("b"), depth=1, path=())


def test_what_was_met_by_a_long_way_is_visited_when_a_short_way_is_found():
    some = frontier(max_depth=2)
    some.add(link("a", "x"), depth=3, path=("1", "2", "3"))

    assert not some.seen(SITE + "a")

    some.add(link("a", "x"), depth=1, path=("1",))

    assert ["a"] == drain(some)
    assert () == some.refused()


def test_clicks_are_counted_anew_when_nothing_else_is_left():
    """d was met through b when b seemed far; the short way to b was found after b was read."""
    some = frontier(max_depth=3)
    some.add(link(""), depth=0, path=())
    some.add(link("b", "x"), depth=3, path=(SITE, "x", "y"))
    some.add(link("d", "x"), depth=4, path=(SITE, "x", "y", SITE + "b"))
    assert ["", "b"] == drain(some)

    some.add(link("b", "y"), depth=1, path=(SITE,))

    assert ["d"] == drain(some)


def test_the_way_is_the_shortest_one_known():
    some = frontier()
    some.add(link(""), depth=0, path=())
    some.add(link("b", "x"), depth=3, path=(SITE, SITE + "x", SITE + "y"))
    some.add(link("d", "x"), depth=4, path=(SITE, SITE + "x", SITE + "y", SITE + "b"))
    assert (SITE, SITE + "x", SITE + "y", SITE + "b") == some.way(SITE + "d")

    some.add(link("b", "x"), depth=1, path=(SITE,))

    assert (SITE, SITE + "b") == some.way(SITE + "d")
    assert () == some.way(SITE)
    assert () == some.way(SITE + "unknown")


def test_a_sitemap_is_no_way_that_people_click():
    some = frontier()
    some.add(link(""), depth=0, path=())
    some.add(link("a", "x"), depth=2, path=(SITE, SITE + "b"))
    some.add(link("a", kind=LinkKind.SITEMAP), depth=5, path=(SITE,))

    assert (SITE, SITE + "b") == some.way(SITE + "a")


def test_what_stays_too_deep_is_refused_and_not_left():
    some = frontier(max_depth=2)
    some.add(link(""), depth=0, path=())
    some.add(link("a"), depth=3, path=("1", "2", "3"))
    drain(some)

    assert [] == list(some.left())
    assert [(RefusedBy.TRAP, SITE + "a")] == [(one.by, one.url) for one in some.refused()]


def test_a_click_here_in_another_row_is_another_label():
    some = frontier()
    for row in ("แผนปฏิบัติการ", "รายงานประจำปี", "รายงานประจำปี"):
        some.add(link("a", "คลิก", row=row), depth=1, path=())

    assert ["แผนปฏิบัติการ", "รายงานประจำปี"] == [label.row for label in some.labels(SITE + "a")]


def test_the_label_that_promises_most_is_kept_among_many():
    some = frontier(interest=lambda _url, label: 0.9 if label.text == "แผน" else 0.1)
    for text in ("ข่าวประชาสัมพันธ์", "แผน"):
        some.add(link("a", text), depth=1, path=())
    for number in range(40):
        some.add(link("a", f"ข่าว {number}", row="ก" * number), depth=1, path=())

    labels = some.labels(SITE + "a")
    assert ("แผน", MAX_LABELS) == (labels[0].text, len(labels))


def test_memory_of_addresses_is_bounded(monkeypatch):
    monkeypatch.setattr("oitcrawl.crawl.frontier.MAX_KNOWN", 10)
    some = frontier()
    for number in range(30):
        some.add(link(f"{'x' * number}"), depth=1, path=())

    assert 10 == len(drain(some))
    assert {RefusedBy.BUDGET} == {refused.by for refused in some.refused()}


def test_two_thousand_pages_of_links_cost_little():
    """The house's budget: 0.4 ms a page of 87 links; the bound leaves room for a busy machine."""
    some = frontier(interest=lambda _url, _label: 0.5, family_cap=10**6)
    links = [link(f"p{number % 3000}", f"คำบรรยายของลิงก์ลำดับที่ {number % 9000}") for number in range(87 * 500)]
    started = time.process_time()
    for page in range(500):
        path = (SITE, SITE + f"p{page}")
        for one in links[87 * page : 87 * (page + 1)]:
            some.add(one, depth=2, path=path)

    assert time.process_time() - started < 500 * 0.002


def test_words_tell_families_apart_and_numbers_join_them():
    thai = "%E0%B8%81%E0%B8%82"

    assert family(SITE + "%E0%B8%81/") != family(SITE + "%E0%B8%82/")
    assert family(SITE + f"{thai}12.pdf") == family(SITE + f"{thai}345.pdf")
    assert family(SITE + "%E0%B9%91%E0%B9%92.html") == family(SITE + "7.html")
    assert family(SITE + "i.php?option=com_a&id=1") != family(SITE + "i.php?option=com_b&id=1")
    assert family(SITE + "list?sort=name&page=1") == family(SITE + "list?sort=date&page=9")
    assert family(SITE + "view/67b5c5db5595a0b1") == family(SITE + "view/a7b5c5db5595a0b2")


def test_attachments_are_no_calendar_and_have_a_larger_cap():
    upload = SITE + "wp-content/uploads/2024/05/0012.pdf"

    assert cap_of(upload, Settings(family_cap=400)) > 400
    assert cap_of(SITE + "2024/05/", Settings(family_cap=400)) < 400
    assert 400 == cap_of(SITE + "2024/05/12/a-post/", Settings(family_cap=400))
    assert 400 == cap_of(SITE + "?p=8825", Settings(family_cap=400))


def test_a_hostile_path_is_told_quickly():
    started = time.process_time()

    assert loops(SITE + "/".join(f"{n % 7}{n % 11}" for n in range(900)))
    assert time.process_time() - started < 0.01


def test_families_join_numbers_and_opaque_values():
    assert family(SITE + "detail/1") == family(SITE + "detail/22")
    assert family(SITE + "i.php?_mod=MW04TVY5abc&no=Z3o5TQ99x") == family(
        SITE + "i.php?_mod=QQQQQQQQQQ&no=AAAAAAAAAA"
    )
    assert family(SITE + "a.php?id=1") != family(SITE + "b.php?id=1")
    assert family(SITE + "plan") != family(SITE + "report")


def test_calendars_and_pagination_have_smaller_caps():
    assert (
        cap_of(SITE + "event/calendar?month=1", Settings(family_cap=400))
        < cap_of(SITE + "list?page=3", Settings(family_cap=400))
        < cap_of(SITE + "d/1", Settings(family_cap=400))
    )
    assert 5 == cap_of(SITE + "event/calendar", Settings(family_cap=5))


def test_loops_are_runs_of_segments_three_times_over():
    assert loops(SITE + "a/a/a")
    assert loops(SITE + "x/a/b/a/b/a/b/y")
    assert not loops(SITE + "2568/1/1/x")
    assert not loops(SITE + "a/b/c/a/b")


@pytest.mark.parametrize(
    "path",
    [
        "loop/rel/loop/x/rel/loop",
        "loop/rel/loop/x/rel/y",
        "th/news/1/th/news/2",
        "%E0%B8%81%E0%B8%82/a/%E0%B8%81%E0%B8%82/b/%E0%B8%81%E0%B8%82",
    ],
)
def test_words_that_come_again_and_again_are_a_loop(path):
    assert loops(SITE + path)


@pytest.mark.parametrize(
    "path",
    [
        "2568/01/2568",
        "a/2568/b/2568/c/2568",
        "%E0%B9%92%E0%B9%95/a/%E0%B9%92%E0%B9%95/b/%E0%B9%92%E0%B9%95",
        "th/news/th/x",
        "files/pdf/2568/files/pdf/plan.pdf",
        "wp-content/uploads/2025/01/uploads/x",
        "a/1/a/2/a/3",
    ],
)
def test_years_copied_folders_and_short_paths_are_no_loop(path):
    assert not loops(SITE + path)


def test_loops_are_summed_up_by_the_place_where_they_begin():
    some = Frontier(lambda _url, _label: 0.5, Settings())
    for number in range(30):
        url = f"http://127.0.0.1:7104/loop/{number}/rel/loop/x{number}/rel/y"
        some.add(Link(url=url, label=Label(text="ก"), kind=LinkKind.ANCHOR), depth=2, path=())

    assert 30 == len(some.refused())
    assert [("http://127.0.0.1:7104/loop/…", 30)] == [(note.pattern, note.left) for note in some.traps()]


def test_queries_that_only_defeat_caches_are_one_family():
    assert family(SITE + "b?1732181234567") == family(SITE + "b?1732181234999") == family(SITE + "b?0.8273")
    assert family(SITE + "b?1732181234567=") == family(SITE + "b?17=")
    assert family(SITE + "b?t=0.82731234567") == family(SITE + "b?t=0.1")
    assert family(SITE + "b?plan") != family(SITE + "b?news")


def test_a_host_keeps_its_digits():
    assert "http://10.0.0.1:81/news/N" == family("http://10.0.0.1:81/news/7")


def test_a_link_that_says_nothing_is_worth_what_its_page_was():
    some = Frontier(
        lambda _url, label: {"แผน": 0.9, "อื่น": 0.5}.get(label.text, 0.2),
        Settings(),
        is_vague=lambda label: label.text == "คลิก",
    )
    some.add(link("", kind=LinkKind.SEED), depth=0, path=())
    for path, text in (("plan", "แผน"), ("other", "อื่น")):
        some.add(link(path, text), depth=1, path=(SITE,))
    assert ["", "plan"] == [some.pop().url.removeprefix(SITE) for _ in range(2)]

    some.follow(
        [link("file", "คลิก"), link("more", "ข่าว")], depth=2, path=(SITE, SITE + "plan"), own=lambda _url: True
    )

    assert ["file", "other", "more"] == drain(some)


def test_what_the_home_page_does_not_name_is_not_worth_what_it_is():
    some = Frontier(lambda _url, _label: 0.2, Settings(), is_vague=lambda _label: True)
    some.add(link("", kind=LinkKind.SEED), depth=0, path=())
    some.pop()
    some.follow([link("a", "คลิก")], depth=1, path=(SITE,), own=lambda _url: True)

    assert 0.2 == some.pop().interest


def test_a_family_of_which_much_was_seen_waits_behind_what_is_new():
    some = frontier(interest=lambda _url, _label: 0.2)
    for number in range(30):
        some.add(link(f"news/{number}", "ข่าว"), depth=1, path=())
    some.add(link("welfare", "งานสวัสดิการ"), depth=2, path=())

    order = drain(some)

    assert 31 == len(order)
    assert order.index("welfare") < 5


def test_what_only_a_sitemap_names_comes_late():
    some = frontier(interest=lambda url, _label: 0.9 if "plan" in url else 0.2)
    some.add(link("hidden", kind=LinkKind.SITEMAP), depth=1, path=(SITE,))
    some.add(link("plan", kind=LinkKind.SITEMAP), depth=1, path=(SITE,))
    some.add(link("menu", "เมนู"), depth=3, path=(SITE,))

    assert ["plan", "menu", "hidden"] == drain(some)
