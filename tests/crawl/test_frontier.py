"""What is visited next, and what never."""

from oitcrawl.crawl.frontier import MAX_LABELS, Frontier
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
    some = frontier(family_cap=3)
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


def test_families_join_numbers_and_opaque_values():
    assert family(SITE + "detail/1") == family(SITE + "detail/22")
    assert family(SITE + "i.php?_mod=MW04TVY5abc&no=Z3o5TQ99x") == family(
        SITE + "i.php?_mod=QQQQQQQQQQ&no=AAAAAAAAAA"
    )
    assert family(SITE + "a.php?id=1") != family(SITE + "b.php?id=1")
    assert family(SITE + "plan") != family(SITE + "report")


def test_calendars_and_pagination_have_smaller_caps():
    assert (
        cap_of(SITE + "event/calendar?month=1", 400) < cap_of(SITE + "list?page=3", 400) < cap_of(SITE + "d/1", 400)
    )
    assert 5 == cap_of(SITE + "event/calendar", 5)


def test_loops_are_runs_of_segments_three_times_over():
    assert loops(SITE + "a/a/a")
    assert loops(SITE + "x/a/b/a/b/a/b/y")
    assert not loops(SITE + "2568/1/1/x")
    assert not loops(SITE + "a/b/c/a/b")
