"""Which links lead on through a list, and that a list is left where nothing in it is recent enough."""

import pytest

from oitcrawl.crawl.frontier import Frontier
from oitcrawl.crawl.pager import next_pages, older_pages
from oitcrawl.model.content import Label, Leaf, Link, Page
from oitcrawl.model.scan import TrapReason
from oitcrawl.settings import Settings

SITE = "https://x.go.th/"


def links(*pairs):
    return [Link(url=SITE + path, label=Label(text=text)) for path, text in pairs]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("news?page=2", "news?page={}"),
        ("news?cat=4&start=20", "news?cat=4&start={}0"),
        ("category/news/page/2/", "category/news/page/{}/"),
        ("Pages/news/2", "Pages/news/{}"),
    ],
)
def test_later_pages_are_told_from_earlier_ones_and_from_other_links(here, there):
    some = links(
        (there.format(1), "1"),
        (there.format(3), "3"),
        (there.format(9), "สุดท้าย »"),
        (there.format(3), "ถัดไป"),
        (there.format(4), "แผนพัฒนาสามปี"),
        ("detail/77", "77"),
    )

    assert (SITE + there.format(3), SITE + there.format(9)) == next_pages(SITE + here, some)


@pytest.mark.parametrize(("here", "there"), [("news", "news?page=2"), ("category/news/", "category/news/page/2/")])
def test_the_first_page_of_a_list_names_no_number(here, there):
    assert (SITE + there,) == next_pages(SITE + here, links((there, "2"), ("other?page=2", "2")))


def test_only_a_past_list_gives_its_further_pages():
    page = Page(url=SITE + "news?page=2", leaf=Leaf(number=1, text=""), links=tuple(links(("news?page=3", "3"))))

    assert () == older_pages(page, lambda _page: False)
    assert (SITE + "news?page=3",) == older_pages(page, lambda _page: True)


def test_older_pages_that_wait_already_are_taken_out_and_counted():
    some = Frontier(lambda _url, _label: 0.2, Settings())
    for link in links(*((f"news?page={n}", str(n)) for n in range(1, 30))):
        some.add(link, depth=1, path=())
    assert SITE + "news?page=1" == some.pop().url

    some.pass_over([f"{SITE}news?page={n}" for n in range(1, 40)], TrapReason.OLDER)

    assert some.pop() is None
    (note,) = some.traps()
    assert (TrapReason.OLDER, 1, 38) == (note.reason, note.visited, note.left)
    assert f"{SITE}news?page=2" == note.examples[0]
