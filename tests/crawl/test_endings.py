"""Which pages of a site end halfway, held against the other pages of the site."""

from oitcrawl.crawl.endings import Endings
from oitcrawl.model.content import Leaf, Page
from oitcrawl.model.visit import FailCause, Fetched

HOME = "https://abt.example/"


def seen(endings, name, cut="", tail="", size=1000):
    url = f"{HOME}{name}"
    page = Page(url=url, leaf=Leaf(number=1, text="ก"), cut=cut, tail=tail, size=size)
    return endings.cut(Fetched(url=url, final_url=url, body=b""), page)


def names(endings):
    return [one.url.removeprefix(HOME) for one in endings.all_cut()]


def test_a_page_that_ends_halfway_among_sound_ones_is_cut():
    endings = Endings()
    for n in range(9):
        assert seen(endings, n) is None
    assert FailCause.CUT_OFF is seen(endings, "ita", "open", "aa").cause
    assert FailCause.CUT_OFF is seen(endings, "plan", "unended", "bb").cause
    assert names(endings) == ["ita", "plan"]


def test_it_is_sound_when_it_comes_whole_the_second_time():
    endings = Endings()
    assert seen(endings, "ita", "inside")
    assert endings.is_halfway(f"{HOME}ita")
    assert seen(endings, "ita") is None
    assert not names(endings)
    assert not endings.is_halfway(f"{HOME}ita")


def test_a_template_without_an_end_ends_alike_on_pages_of_all_sizes():
    endings = Endings()
    for n in range(30):
        seen(endings, n)
    for n in range(3):
        seen(endings, f"old{n}", "open", "footer", 1000 + n)
    assert not names(endings)


def test_pages_cut_at_one_size_end_alike_and_are_cut():
    endings = Endings()
    for n in range(30):
        seen(endings, n, "open", "menu", 8192)
    assert len(names(endings)) == 30


def test_a_site_that_never_ends_its_pages_is_not_cut_though_their_ends_differ():
    endings = Endings()
    for n in range(30):
        seen(endings, n, "open", f"visitor {n}", 1000 + n)
    assert not names(endings)


def test_a_site_whose_pages_are_all_cut_anywhere_is_cut():
    endings = Endings()
    for n in range(40):
        seen(endings, n, "inside" if n % 4 else "open", f"{n}", 1000 + n)
    assert len(names(endings)) == 40
