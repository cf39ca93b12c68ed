"""When a page is shown to a browser, and how what it shows is joined with what its HTML says."""

from oitcrawl.crawl.rendering import SECOND_LOOK, Chooser, joined
from oitcrawl.model.content import Label, Leaf, Link, LinkKind, Page
from oitcrawl.model.visit import Fetched
from oitcrawl.settings import Settings

HOME = "https://www.example.go.th/"


def interest(_url, label):
    return 0.9 if "ITA" in label.text or "แผน" in label.text else 0.2


def chooser(**settings):
    return Chooser(Settings(**settings), interest)


def a_page(*signs, name="", **fields):
    return Page(url=HOME + name, leaf=Leaf(number=1, text=""), script_signs=signs, **fields)


def answer(page, size=10):
    return Fetched(url=page.url, final_url=page.url, body=b"x" * size)


def plain(desk, count):
    """``count`` plain pages went by."""
    for number in range(count):
        assert not desk.wants(a_page(name=str(number)), 0.9)


def test_strong_signs_suffice():
    desk = chooser()

    for sign in ("shell", "holes", "script_links", "table_without_links"):
        assert desk.wants(a_page(sign), 0.0)
    assert desk.wants(a_page(needs_script=True), 0.0)


def test_weak_signs_count_only_where_something_is_at_stake():
    assert not chooser().wants(a_page("empty_panels"), 0.2)
    assert chooser().wants(a_page("empty_panels"), 0.9)
    assert chooser().wants(a_page("onclick", title="ITA 2568"), 0.2)
    assert not chooser().wants(a_page("dead_links", dead_anchors=("ข่าว",)), 0.9)
    assert chooser().wants(a_page("dead_links", dead_anchors=("แผนพัฒนา",)), 0.2)


def test_a_dead_label_in_the_menu_of_every_page_is_looked_into_once():
    desk, page = chooser(), a_page("dead_links", dead_anchors=("แผนพัฒนา",))
    plain(desk, 100)

    assert desk.wants(page, 0.2)
    desk.learn(page, 0)
    assert not any(desk.wants(page, 0.2) for _ in range(50))


def test_at_most_a_tenth_of_plain_pages_is_rendered_whatever_they_show():
    desk = chooser()
    shown = 0
    for number in range(200):
        page = a_page("onclick", "loader", name=str(number), title="ITA")
        if desk.wants(page, 0.9):
            shown += 1
            desk.learn(page, 1)

    assert 15 <= shown <= 20


def test_signs_that_brought_nothing_twice_are_believed_no_more():
    desk = chooser()
    plain(desk, 200)
    shown = 0
    for number in range(50):
        page = a_page("loader", name=str(number), title="ITA")
        if desk.wants(page, 0.9):
            shown += 1
            desk.learn(page, 0)

    assert 2 == shown


def test_strong_signs_too_must_bring_something_unless_the_page_needs_a_browser():
    desk = chooser()
    tables = [a_page("table_without_links", name=str(number)) for number in range(30)]
    shells = [a_page("shell", name=str(number), needs_script=True) for number in range(30)]
    shown = []
    for page in (*tables, *shells):
        if desk.wants(page, 0.0):
            shown.append(page.script_signs)
            desk.learn(page, 0)

    assert [("table_without_links",)] * 5 + [("shell",)] * 30 == shown


def test_never_and_always_are_obeyed_and_the_budget_is_kept():
    assert not chooser(render="never").wants(a_page("shell"), 1.0)
    assert chooser(render="always").wants(a_page(), 0.0)
    desk = chooser(max_rendered=3)
    assert [True] * 3 + [False] * 2 == [desk.wants(a_page("shell"), 0.9) for _ in range(5)]


def test_the_second_look_takes_the_worthiest_of_what_was_passed_over():
    desk = chooser()
    plain(desk, 400)
    for number in range(40):
        page = a_page("onclick", name=str(number))
        desk.put_by(page, answer(page), 0.4 + number / 100)

    pages = [page.url for page, _ in desk.second_look()]

    assert [f"{HOME}{number}" for number in range(39, 39 - SECOND_LOOK, -1)] == pages
    assert [] == desk.second_look()


def test_plain_dull_and_huge_pages_get_no_second_look():
    desk = chooser()
    plain(desk, 100)
    for page, size, worth in (
        (a_page(name="plain"), 10, 0.9),
        (a_page("onclick", name="dull"), 10, 0.2),
        (a_page("onclick", name="huge"), 5_000_000, 0.9),
    ):
        desk.put_by(page, answer(page, size), worth)

    assert [] == desk.second_look()


def test_everything_is_opened_on_ita_pages_and_elsewhere_only_promising_routes():
    told = [("หมวดหนึ่ง", False), ("ข่าว", True), ("ITA 2568", True)]

    assert [0, 2] == chooser().opens(a_page(title="ITA"))([], told)
    assert [0, 2] == chooser().opens(a_page())(["การประเมิน ITA"], told)
    assert [2] == chooser().opens(a_page(title="กีฬา"))(["กีฬา"], told)
    panels = [("แผนพัฒนา", False), ("แผนจัดซื้อ", False), ("แผนกำลังคน", False), ("อื่นๆ", False)]
    assert [0, 1, 2, 3] == chooser().opens(a_page())([], panels)


def link(path, text="", heading="", kind=LinkKind.ANCHOR):
    return Link(url=HOME + path, label=Label(text=text, heading=heading), kind=kind)


def test_links_of_both_are_joined_and_what_was_opened_is_the_heading():
    static = a_page("shell", links=(link("old", "เก่า"), link("both", "ทั้งสอง")), needs_script=True)
    shown = a_page(links=(link("both", "ทั้งสอง"), link("late", "ไฟล์"), link("headed", "ไฟล์", "ก")), title="หลัง")
    opened = [link("late", "ไฟล์", "หมวด"), link("headed", "ไฟล์", "ข")]
    named = [link("late", "ซ้ำ", kind=LinkKind.SCRIPT), link("json", "จากข้อมูล", kind=LinkKind.SCRIPT)]

    page, gained = joined(static, [shown], opened, named, lambda url: url.startswith(HOME))

    told = {one.url.removeprefix(HOME): (one.label.text, one.label.heading) for one in page.links}
    assert {
        "both": ("ทั้งสอง", ""),
        "late": ("ไฟล์", "หมวด"),
        "headed": ("ไฟล์", "ข"),
        "old": ("เก่า", ""),
        "json": ("จากข้อมูล", ""),
    } == told
    assert 3 == gained
    assert ("หลัง", True, False, ("shell",)) == (page.title, page.rendered, page.needs_script, page.script_signs)
