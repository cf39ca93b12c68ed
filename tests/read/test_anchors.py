"""Links and the words around them."""

import pytest

from oitcrawl.model.content import LinkKind


def only(page):
    assert 1 == len(page.links), page.links
    return page.links[0]


def test_the_label_is_the_text_of_the_link(page):
    assert "รายงาน ปี 2567" == only(page("<a href=a.pdf><span>รายงาน</span>\n ปี <b>2567</b></a>")).label.text


@pytest.mark.parametrize(
    "link",
    [
        '<a href=a.pdf><img src=x.png alt="แผนพัฒนา"></a>',
        '<a href=a.pdf><img src=x.png title="แผนพัฒนา"></a>',
        '<a href=a.pdf title="แผนพัฒนา"><i class="fa"></i></a>',
        '<a href=a.pdf aria-label="แผนพัฒนา"></a>',
    ],
)
def test_a_link_without_words_takes_those_of_its_picture_or_title(page, link):
    assert "แผนพัฒนา" == only(page(link)).label.text


def test_the_row_of_a_table_tells_what_click_here_means(page):
    read = page("<table><tr><td>O12</td><td>รายงานการกำกับติดตาม</td><td><a href=a.pdf>คลิก</a></td></tr></table>")

    assert "O12 | รายงานการกำกับติดตาม | คลิก" == only(read).label.row


def test_cells_that_span_rows_count_for_each_of_them(page):
    read = page(
        "<table><tr><td rowspan=2>O4</td><td rowspan=2>แผนยุทธศาสตร์</td><td><a href=a.pdf>ลิงก์ 1</a></td></tr>"
        "<tr><td><a href=b.pdf>ลิงก์ 2</a></td></tr><tr><td>O5</td><td>ติดต่อ</td><td><a href=c.pdf>ลิงก์</a></td></tr></table>"
    )

    assert ["O4 | แผนยุทธศาสตร์ | ลิงก์ 1", "O4 | แผนยุทธศาสตร์ | ลิงก์ 2", "O5 | ติดต่อ | ลิงก์"] == [
        link.label.row for link in read.links
    ]


def test_a_line_across_the_table_heads_the_rows_below_it(page):
    read = page(
        "<table><tr><td colspan=2>ตัวชี้วัดย่อยที่ 9.2</td></tr><tr><td>แผน</td><td><a href=a.pdf>ดู</a></td></tr></table><a href=b.pdf>ข</a>"
    )

    assert ["ตัวชี้วัดย่อยที่ 9.2", ""] == [link.label.heading for link in read.links]


def test_a_list_item_tells_what_its_link_means(page):
    assert (
        "แผนดำเนินงาน ปี 2568 ดาวน์โหลด"
        == only(page("<ul><li>แผนดำเนินงาน ปี 2568 <a href=a.pdf>ดาวน์โหลด</a></li></ul>")).label.row
    )


def test_a_small_block_tells_what_its_link_means(page):
    assert "1. คู่มือการปฏิบัติงาน เปิดไฟล์" == only(page("<p>1. คู่มือการปฏิบัติงาน <a href=a.pdf>เปิดไฟล์</a></p>")).label.row


def test_a_row_of_the_same_words_is_no_row(page):
    assert "" == only(page("<ul><li><a href=a.pdf>แผนดำเนินงาน</a></li></ul>")).label.row


def test_a_row_is_cut_at_three_hundred_characters(page):
    read = page(f"<table><tr><td>{'ยาว ' * 120}</td><td><a href=a.pdf>คลิก</a></td></tr></table>")

    assert 300 == len(only(read).label.row)


def test_the_entries_of_a_menu_are_not_each_others_row(page):
    read = page("<div><a href=a>แผน</a> <a href=b>รายงาน</a> <a href=c>ติดต่อ</a></div>")

    assert {""} == {link.label.row for link in read.links}


def test_the_nearest_heading_above_is_kept(page):
    read = page("<h2>แผนงาน</h2><a href=a>ก</a><h3>ปี 2568</h3><a href=b>ข</a><h2>อื่น</h2><a href=c>ค</a>")

    assert ["แผนงาน", "แผนงาน › ปี 2568", "อื่น"] == [link.label.heading for link in read.links]


def test_a_heading_inside_the_link_is_not_above_it(page):
    card = "<div class=card><a href={0}><h4>ข่าว {0}</h4></a><p>สรุป</p></div>"
    read = page(
        "<h2>ข่าวทั้งหมด</h2>"
        + card.format("a")
        + card.format("b")
        + "<table><tr><td>1<td><a href=c.pdf>ไฟล์</a></table>"
    )

    assert {"ข่าวทั้งหมด"} == {link.label.heading for link in read.links}


def test_headlines_that_are_links_are_not_above_each_other(page):
    for headline in ("<h4><a href={0}>ข่าว {0}</a></h4>", "<div class=news-title><a href={0}>ข่าว {0}</a></div>"):
        read = page("<h2>ข่าวทั้งหมด</h2>" + "".join(headline.format(name) for name in "abc"))

        assert ["ข่าวทั้งหมด"] * 3 == [link.label.heading for link in read.links]


def test_read_more_knows_its_headline_and_what_follows_the_list_does_not(page):
    item = "<div class=item><h4><a href={0}>ข่าว {0}</a></h4><p>สรุป</p><a href={0}2>อ่านต่อ</a></div>"
    read = page(
        "<h2>ข่าวทั้งหมด</h2>" + item.format("a") + item.format("b") + "<table><tr><td>1<td><a href=z>ไฟล์</a></table>"
    )

    assert ["ข่าวทั้งหมด", "ข่าว a", "ข่าวทั้งหมด", "ข่าว b", "ข่าวทั้งหมด"] == [link.label.heading for link in read.links]


def test_an_accordion_as_a_whole_is_no_heading(page):
    read = page(
        '<div class="accordion" id="accordionIta"><button class="accordion-button">O1</button><div><a href=a>ก</a></div></div>'
    )

    assert "O1" == only(read).label.heading
    assert () == read.headings


@pytest.mark.parametrize(
    "head",
    [
        '<button class="accordion">O7 รายงาน</button>',
        '<div class="card-header"><button data-toggle="collapse" data-target="#c7">O7 รายงาน</button></div>',
        "<summary>O7 รายงาน</summary>",
        '<div class="panel-heading"><a data-toggle="collapse" href="#c7">O7 รายงาน</a></div>',
        '<div class="accordion-title">O7 รายงาน</div>',
        '<a class="accordion-toggle" href="#c7">O7 รายงาน</a>',
        "<p><b>O7 รายงาน</b></p>",
    ],
)
def test_the_title_of_an_accordion_is_the_heading_of_its_links(page, head):
    assert "O7 รายงาน" == only(page(f'{head}<div id="c7"><p><a href="a.pdf">คลิก</a></p></div>')).label.heading


def test_the_words_of_a_tab_head_its_panel(page):
    read = page(
        '<ul><li><a href="#t1" data-toggle="tab">ปี 2568</a></li><li><a href="#t2" data-toggle="tab">ปี 2567</a></li></ul>'
        '<div id="t1"><a href="a.pdf">แผน</a></div><div id="t2"><a href="b.pdf">แผน</a></div>'
    )

    assert ["ปี 2568", "ปี 2567"] == [link.label.heading for link in read.links]
    assert () == read.dead_anchors


def test_a_list_of_contents_names_its_sections_and_a_skip_link_does_not(page):
    read = page(
        '<a href="#content">ข้ามไปยังเนื้อหา</a><a href="#o7">O7 รายงานผล</a>'
        '<div id="content"><a href="a.pdf">ก</a><div id="o7"><a href="b.pdf">ข</a></div></div>'
    )

    assert ["", "O7 รายงานผล"] == [link.label.heading for link in read.links]


def test_the_entry_above_a_submenu_heads_its_links(page):
    for menu in (
        "<nav><ul><li><a href='#'>แผนพัฒนาท้องถิ่น</a><ul><li><a href=a>2566-2570</a></li></ul></li></ul></nav>",
        "<nav><ul><li><a href='#'>แผนพัฒนาท้องถิ่น</a><div class='dropdown-menu'><a href=a>2566-2570</a></div></li></ul></nav>",
        "<div class=w3-dropdown-hover><button>แผนพัฒนาท้องถิ่น</button><div class='w3-dropdown-content'><a href=a>2566-2570</a></div></div>",
    ):
        read = page(menu)

        assert "แผนพัฒนาท้องถิ่น" == only(read).label.heading
        assert () == read.dead_anchors


@pytest.mark.parametrize("href", ["#", "#!", "", "javascript:void(0)", "javascript:;", "javascript:void(0);", " # "])
def test_rows_that_lead_nowhere_are_dead(page, href):
    read = page(f'<table><tr><td>O1</td><td><a href="{href}">โครงสร้าง</a></td></tr></table>')

    assert ("O1 | โครงสร้าง",) == read.dead_anchors
    assert () == read.links


def test_toggles_and_page_furniture_are_not_dead(page):
    read = page(
        '<a href="#" class="dropdown-toggle" data-toggle="dropdown">เมนู</a><a href="#">top</a><a href="#">1</a><a href="#">ก+</a>'
        '<a href="#" role="button">ค้นหา</a><a name="x"></a><a href="#main">ข้าม</a>'
    )

    assert () == read.dead_anchors


@pytest.mark.parametrize(
    ("attributes", "target"),
    [
        ('href="#" onclick="location=\'o7.php?id=1\'"', "o7.php?id=1"),
        ("href='#' onclick='window.location.href=\"o7.html\"; return false'", "o7.html"),
        ("href=\"javascript:window.open('o7.pdf','w','width=5')\"", "o7.pdf"),
        ('href="javascript:void(0)" onclick="showPdf(\'docs/o7.pdf\', 3)"', "docs/o7.pdf"),
        ('href="javascript:void(0)" data-href="o7.pdf"', "o7.pdf"),
        ('href="#" onclick="location.replace(\'o7.html\')"', "o7.html"),
    ],
)
def test_addresses_in_scripts_are_found(page, attributes, target):
    link = only(page(f"<a {attributes}>O7</a>"))

    assert (f"https://www.abt-tonmai.go.th/ita/{target}", LinkKind.SCRIPT, "O7") == (
        link.url,
        link.kind,
        link.label.text,
    )


def test_counters_called_by_scripts_are_not_links(page):
    assert () == page("<a href='#' onclick=\"count('Pages/increment_download_3')\">ไฟล์</a>").links


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>O3 อำนาจหน้าที่</td><td onClick=\"location='o3.html'\">ดู</td></tr></table>",
        "<table><tr><td>O3 อำนาจหน้าที่</td><td><button onclick=\"window.open('o3.html')\">ดู</button></td></tr></table>",
        "<table><tr><td>O3 อำนาจหน้าที่</td><td><span data-href='o3.html'>ดู</span></td></tr></table>",
    ],
)
def test_other_elements_may_be_links_too(page, html):
    label = only(page(html)).label

    assert "ดู" == label.text
    assert "O3 อำนาจหน้าที่ ดู" == label.row


def test_flipbooks_name_their_document(page):
    assert only(page('<div class="_df_book" source="/docs/plan.pdf"></div>')).url.endswith("/docs/plan.pdf")


def test_mail_and_telephone_are_contacts_not_links(page):
    read = page(
        '<a href="mailto:saraban@tonmai.go.th?subject=x">เมล</a><a href="tel:055-123456">โทร</a><a href="MAILTO:a@b.go.th">b</a>'
    )

    assert (("saraban@tonmai.go.th", "a@b.go.th"), ("055-123456",), ()) == (read.emails, read.phones, read.links)


def test_mail_hidden_from_robots_is_read(page):
    address, key = b"saraban@tonmai.go.th", 0x5A
    code = bytes([key, *(letter ^ key for letter in address)]).hex()

    assert ("saraban@tonmai.go.th",) == page(
        f'<span class="__cf_email__" data-cfemail="{code}">[email protected]</span>'
    ).emails


def test_an_image_map_is_a_menu(page):
    assert "แผนพัฒนา" == only(page('<map><area href="plan.html" alt="แผนพัฒนา"></map>')).label.text


def test_a_title_that_says_more_than_the_text_is_kept_as_row(page):
    assert "รายงานประจำปี 2567" == only(page('<a href=a.pdf title="รายงานประจำปี 2567">คลิก</a>')).label.row


def headings(read):
    return [link.label.heading for link in read.links]


def test_a_menu_of_three_levels_keeps_what_stands_above_a_mere_year(page):
    menu = "<ul><li>ข้อมูล<ul><li><a href=#>แผนงาน</a><ul>{}</ul></li><li>อื่น<ul><li><a href=c>ค</a></ul></li></ul></li></ul>"
    years = "".join(
        f"<li><a href=#>ปี {year}</a><ul><li><a href={year}>คลิก</a></li></ul></li>" for year in (2567, 2568)
    )

    assert ["แผนงาน › ปี 2567", "แผนงาน › ปี 2568", "อื่น"] == headings(page(menu.format(years)))


def test_panels_in_panels_keep_what_stands_above_a_mere_year(page):
    inner = "<a data-toggle=collapse href='#{0}'>ปี {0}</a><div id={0}><a href={0}>คลิก</a></div>"
    outer = "<a data-toggle=collapse href='#x'>แผนงาน</a><div id=x>{}</div><a href=z>ท้าย</a>"
    read = page("<body>" + outer.format(inner.format(2567) + inner.format(2568)))

    assert ["แผนงาน › ปี 2567", "แผนงาน › ปี 2568"] == headings(read)[:2]


def test_a_year_under_a_year_is_not_put_behind_it(page):
    assert ["ปี 2568", "ครั้งที่ 1"] == headings(page("<h2>ปี 2568</h2><a href=a>ก</a><h3>ครั้งที่ 1</h3><a href=b>ข</a>"))


def test_rows_that_leave_their_first_cell_empty_go_on_with_the_row_above(page):
    rows = ("<td>7<td>รายงานประจำปี<td>", "<td><td>ปี 2567<td><a href=a>คลิก</a>", "<td><td>ปี 2566<td><a href=b>คลิก</a>")
    more = ("<td>8<td>คู่มือ<td><a href=c>คลิก</a>", "<td><td>เล่ม 2<td><a href=d>คลิก</a>")
    read = page(f"<h2>ITA</h2><table>{''.join('<tr>' + row for row in (*rows, *more))}</table>")

    assert ["7 | รายงานประจำปี", "7 | รายงานประจำปี", "ITA", "8 | คู่มือ | คลิก"] == headings(read)
    assert "ปี 2567 | คลิก" == read.links[0].label.row
