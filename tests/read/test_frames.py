"""What frames the pages of a site is read once, and every page comes out as if all of it had been walked."""

import itertools

import pytest
from read.making import PAGE_URL

from oitcrawl.crawl.urls import Addresses
from oitcrawl.read.frames import ROOM, Frames
from oitcrawl.read.html import read_page
from oitcrawl.read.walk import Walk

MENU = (
    "<nav><ul><li><a href='/a'>แผน</a><ul><li><a href='/b'>แผนพัฒนา</a></li></ul></li></ul>"
    "<button>ข้อมูล</button><div class='dropdown-content'><a href='/c'>อำนาจหน้าที่</a></div></nav>"
)
HEADER = (
    "<header><a href='/'><h1>อบต.ต้นไม้งาม</h1></a><img src=logo.png alt=ตรา><a href='#top'>เมนูหลัก</a>"
    "<a href='#p1'>แท็บ</a><a href=mailto:a@b.go.th>ส่ง</a><form><input><input></form></header>"
)
FOOTER = "<footer><p>เลขที่ 9 <b>ต.ต้นไม้</b></p><a href=tel:021>โทร</a><a href='#'>นโยบาย</a></footer>"
SOFT = (
    "<div class='sidebar'><h3>ข่าว</h3><table><tr><td>1<td>2<tr><td>3<td>4</table>"
    + "<p>เนื้อความยาว</p>" * 60
    + "</div>"
)
ONE = "<ul class='menu'><li><a href='/only'>ดู</a></li></ul>"
BREADCRUMB = "<nav><div class='breadcrumb'>หน้าแรก › แผน</div></nav>"
PARTS = (MENU, HEADER, FOOTER, SOFT, ONE, BREADCRUMB)
AROUND = (
    "{}<main><h2>เรื่อง</h2><p>เนื้อความ</p></main>",
    "<div><b>{}</b><a href=/x>ดู</a></div><div id=p1><a href=/y>ไฟล์</a></div>",
    "<form action=/all><input>{}<input></form><p>ก</p>",
    "<button>ปุ่ม</button>{}<div class=submenu><a href=/z>ต่อ</a></div>",
    "<ul><li>หัวข้อ {}<a href=/q>ย่อย</a></li></ul>",
    "<table><tr><td>{}<td><a href=/t>คลิก</a></table>",
    "<a href=/big><h3>หัว</h3>{}</a><p><a href=/n>หลัง</a></p>",
    "<article>{}<header><h2>ใน</h2></header></article>",
    "<div class=title>ชื่อ {}</div><p><a href=/m>หลัง</a></p>",
)


def read(html, frames=None):
    return read_page(html.encode(), url=PAGE_URL, resolve=Addresses(PAGE_URL).resolve, frames=frames)


@pytest.mark.parametrize("around", AROUND)
def test_a_page_comes_out_the_same_whatever_frames_it_and_however_often(around):
    frames = Frames()
    for parts in itertools.permutations(PARTS, 2):
        html = "<title>หน้า</title><script></script>" + around.format("".join(parts))
        assert [read(html)] * 3 == [read(html, frames), read(html, frames), read(html, frames)], html


def test_a_link_of_a_small_part_learns_its_row_from_each_page_anew():
    frames = Frames()
    read(f"<div>งบปี 2566 {ONE}</div>", frames)
    first = read(f"<div>งบปี 2567 {ONE}</div>", frames)
    second = read(f"<div>งบปี 2568 {ONE}</div>", frames)

    assert (first, second) == (read(f"<div>งบปี 2567 {ONE}</div>"), read(f"<div>งบปี 2568 {ONE}</div>"))


def test_a_part_that_was_seen_twice_is_not_walked_again(monkeypatch):
    frames, walked = Frames(), []
    through = Walk.through
    monkeypatch.setattr(Walk, "through", lambda walk, root: (walked.append(root.tag), through(walk, root))[1])
    for number in range(3):
        read(f"{MENU}<p>หน้า {number}</p>{FOOTER}", frames)

    assert (2, 2, 3) == (walked.count("nav"), walked.count("footer"), walked.count("html"))


def test_what_differs_in_one_letter_is_walked_anew():
    frames = Frames()
    for _ in range(2):
        read(f"{MENU}<p>ก</p>", frames)

    assert "แผนใหม่" in read(f"{MENU.replace('แผน', 'แผนใหม่')}<p>ก</p>", frames).chrome


def test_memory_is_bounded():
    frames = Frames()
    long = "เนื้อ " * 5000
    for number in range(300):
        for _ in range(2):
            read(f"<nav>{number} {long}</nav><p>ก</p>", frames)

    kept = sum(len(key[0]) for key in frames._parts)
    assert 0 < kept <= ROOM


def test_what_no_second_page_has_is_not_kept():
    frames = Frames()
    for number in range(300):
        read(f"<nav><a href=/{number}>หน้า {number}</a></nav><p>ก</p>", frames)

    assert {} == frames._parts


def test_every_field_of_a_walk_is_taken_in_or_left_on_purpose():
    taken = set(
        "chrome framed content headings titles tables alts pictures references link_chars dead panels emails phones linked_head "
        "inner_level last_button bold breadcrumb has_map has_form title base refresh scripts script_links loaders "
        "wants_script open_forms".split()
    )
    left = set(
        "frames is_menu empty_panels out in_anchor in_chrome heads panel open_tables open_items in_article published generator".split()
    )

    assert taken | left == set(vars(Walk())), "say in frames.take_in what becomes of it when a part is taken in"


def test_hostile_nesting_of_a_part_is_taken_in():
    html = "<nav>" + "<div>" * 8_000 + "<a href=/x>ลึก</a>" + "</div>" * 8_000 + "</nav><p>ก</p>"

    frames = Frames()
    assert [read(html)] * 3 == [read(html, frames), read(html, frames), read(html, frames)]
