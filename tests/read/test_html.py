"""Pages as agencies really build them, habit by habit; every word here is invented."""

import time

from read.making import PAGE_URL

from oitcrawl.model.content import LinkKind, TextLayer


def labels(page):
    return {link.url.rpartition("/")[2]: link.label for link in page.links}


def test_title_headings_and_text_come_in_order(page):
    read = page(
        "<title> อบต.ต้นไม้ \n งาม</title><h1>ข้อมูล<br>พื้นฐาน</h1><p>บรรทัดหนึ่ง\n ต่อ</p>"
        "<div>บรรทัดสอง<br>บรรทัดสาม</div><h5>เล็ก</h5>"
    )

    assert "อบต.ต้นไม้ งาม" == read.title
    assert ("ข้อมูล พื้นฐาน",) == read.headings
    assert "ข้อมูล\nพื้นฐาน\nบรรทัดหนึ่ง ต่อ\nบรรทัดสอง\nบรรทัดสาม\nเล็ก" == read.leaf.text


def test_print_and_language_variants_of_a_page_are_no_links_of_it(page):
    read = page(f"<a href='index.html'>พิมพ์</a><a href='{PAGE_URL}'>English</a><a href=b>ข</a>")

    assert ["b"] == [link.url.rpartition("/")[2] for link in read.links]


def test_at_most_a_hundred_and_twenty_headings_are_kept(page):
    assert 120 == len(page("".join(f"<h2>{n}</h2>" for n in range(199))).headings)


def test_scripts_styles_comments_and_choices_are_no_text(page):
    read = page(
        "<style>a{}</style><script>var ก</script><!-- <a href='x.pdf'>ข</a> --><template>ค</template>"
        "<select><option>ง</option></select><p>เห็น</p>"
    )

    assert "เห็น" == read.leaf.text
    assert () == read.links


def test_links_in_comments_behind_a_dead_anchor_stay_unseen(page):
    read = page(
        '<table><tr><td>O7 รายงาน</td><td><a href="#!">ไฟล์</a><!-- <a href="o7.pdf">ไฟล์</a> --></td></tr></table>'
    )

    assert () == read.links
    assert ("O7 รายงาน | ไฟล์",) == read.dead_anchors


def test_navigation_header_and_footer_go_aside(page):
    read = page(
        "<header><a href='/'>หน้าแรก</a></header><nav><ul><li><a href='/a'>แผน</a></li></ul></nav>"
        "<main><h2>เรื่อง</h2>เนื้อความ</main><footer>เลขที่ 9 ต.ต้นไม้</footer>"
    )

    assert "เรื่อง\nเนื้อความ" == read.leaf.text
    assert "หน้าแรก\nแผน\nเลขที่ 9 ต.ต้นไม้" == read.chrome
    assert 2 == len(read.links)


def test_menus_told_by_their_class_go_aside(page):
    for name in ("navbar-nav", "main-menu", "sidebar", "footer-area", "menu_left", "side-menu-list", "pagination"):
        read = page(f'<div class="{name}"><a href="/a">เมนู</a></div><div id="content">เนื้อ</div>')

        assert ("เนื้อ", "เมนู") == (read.leaf.text, read.chrome), name


def test_a_part_that_only_its_class_calls_menu_stays_content_when_it_is_full_of_text(page):
    read = page(
        f'<div class="main-menu"><h2>โครงสร้าง</h2><p>{"ข้อความยาว " * 80}</p><table><tr><td>ก<td>ข<tr><td>ค<td>ง</table></div>'
    )

    assert "" == read.chrome
    assert ("โครงสร้าง",) == read.headings
    assert 1 == len(read.leaf.tables)


def test_the_header_of_an_article_is_content(page):
    read = page(
        "<article><header class='entry-header'><h1>นโยบาย</h1></header><p>ก</p></article><div class='page-header'><h2>ข</h2></div>"
    )

    assert ("นโยบาย", "ข") == read.headings


def test_breadcrumb_is_told_by_class_or_label(page):
    for part in (
        "<ol class='breadcrumb'><li><a href='/'>หน้าแรก</a></li><li>ITA</li><li>O7</li></ol>",
        "<nav aria-label='breadcrumb'><a href='/'>หน้าแรก</a> » <a href='/b'>ITA</a> » O7</nav>",
        "<div id='breadcrumbs'>หน้าแรก / ITA / O7</div>",
    ):
        assert ("หน้าแรก", "ITA", "O7") == page(f"{part}<p>ก</p>").breadcrumb


def test_a_page_without_headings_takes_its_titled_blocks(page):
    assert ("ข่าวเด่น",) == page('<div class="page-title">ข่าวเด่น</div><p>ก</p>').headings


def test_bold_paragraphs_are_the_headings_of_pages_saved_from_word(page):
    read = page(
        "<p class=MsoNormal align=center><b><span>โครงสร้าง</span></b><b><span> ส่วนราชการ</span></b></p>"
        "<p class=MsoNormal><span>ประกอบด้วย<b>สามกอง</b> ดังนี้</span></p>"
    )

    assert ("โครงสร้าง ส่วนราชการ",) == read.headings


def test_pages_of_word_with_entities_and_broken_bytes_are_read(page):
    thai = "".join(f"&#{ord(letter)};" for letter in "ประวัติความเป็นมา")
    body = (
        b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>\x93"
        + thai.encode()
        + b"\x94\x81</p>"
    )

    assert "“ประวัติความเป็นมา”" in page(body).leaf.text


def test_private_codes_of_pdf_converters_make_a_page_garbled(page):
    codes = "".join(f'<div class="t">{chr(0xE0A0 + n % 60)}{chr(0xE0B0 + n % 40)} x</div>' for n in range(200))

    assert TextLayer.GARBLED is page(codes).text_layer
    assert TextLayer.GOOD is page("<p>แผนพัฒนาท้องถิ่น</p>").text_layer


def test_text_of_a_scan_read_in_the_wrong_language_is_garbled(page):
    assert (
        TextLayer.GARBLED
        is page(
            "<p>tl':i:m1Ab'V1A'U1 1'U 'III1 b'el tl\\':i::\"!f1fl11W't.!fi utl':i::1J1W':i1l11ii1Jtl':i</p>"
        ).text_layer
    )
    assert (
        TextLayer.GOOD
        is page("<p>Our team is here to help you: call us, or write to info@example.com (9-17).</p>").text_layer
    )


def test_rows_of_tables_are_lines_and_tables(page):
    read = page(
        "<table><thead><tr><th>ลำดับ</th><th>โครงการ</th><th>งบประมาณ</th></tr></thead>"
        "<tr><td>1</td><td><p>ถนน</p><p>สายหนึ่ง</p></td><td>5,000</td></tr><tr><td>2</td><td></td><td>7</td></tr></table>"
    )

    assert "ลำดับ | โครงการ | งบประมาณ\n1 | ถนน สายหนึ่ง | 5,000\n2 | 7" == read.leaf.text
    assert ("ลำดับ", "โครงการ", "งบประมาณ") == read.leaf.tables[0].header
    assert (("1", "ถนน สายหนึ่ง", "5,000"), ("2", "", "7")) == read.leaf.tables[0].rows


def test_tables_that_lay_out_the_page_are_no_tables_but_those_inside_are(page):
    read = page(
        "<table><tr><td><a href='/a'>เมนู</a></td><td><h1>แผน</h1><table><tr><td>ที่</td><td>โครงการ</td></tr>"
        "<tr><td>1</td><td>ถนน <a href='f.pdf'>ไฟล์</a></td></tr></table></td></tr></table>"
    )

    assert [("ที่", "โครงการ")] == [table.header for table in read.leaf.tables]
    assert "1 | ถนน ไฟล์" == labels(read)["f.pdf"].row
    assert "" == labels(read)["a"].row


def test_addresses_are_resolved_against_the_base(page):
    read = page("<base href='/docs/'><a href='a.pdf#page=2'>ก</a>")

    assert ["https://www.abt-tonmai.go.th/docs/a.pdf"] == [link.url for link in read.links]


def test_a_label_knows_its_page(page):
    label = page("<title>หน้า ITA</title><a href='a.pdf'>ก</a>").links[0].label

    assert ("หน้า ITA", PAGE_URL) == (label.page_title, label.found_on)


def test_the_same_link_with_the_same_words_counts_once(page):
    read = page("<a href='a.pdf'>ก</a><a href='a.pdf'>ก</a><a href='a.pdf'>ข</a>")

    assert ["ก", "ข"] == [link.label.text for link in read.links]


def test_no_more_links_than_the_limit_are_read(page):
    assert 5 == len(page("".join(f"<a href='{n}'>{n}</a>" for n in range(50)), max_links=5).links)


def test_meta_refresh_is_followed_and_mere_reloading_is_not(page):
    assert (
        "https://www.abt-tonmai.go.th/main.php"
        == page("<meta http-equiv=Refresh content='0; URL=/main.php'>").refresh
    )
    assert "" == page("<meta http-equiv=refresh content='300'><p>ก</p>").refresh


def test_an_empty_place_for_a_script_needs_a_browser(page):
    for html in (
        '<div id="app"></div><script src="/app.js"></script>',
        '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script></script>',
        '<div class="preloader">กำลังโหลด</div><script>setTimeout(go, 500)</script>',
        "<app-root></app-root><script type=module src=main.js></script>",
        "<p>{{ item.title }}</p><p>{{ item.url }}</p><script src=vue.js></script>",
        "".join(f'<a href="javascript:void(0)" onclick="show({n})">O{n}</a>' for n in range(9)) + "<script></script>",
    ):
        assert page(html).needs_script, html


def test_a_table_of_codes_that_leads_nowhere_while_scripts_fetch_needs_a_browser(page):
    rows = "".join(f"<tr><td>O{n}</td><td>ข้อมูลข้อ {n}</td><td></td></tr>" for n in range(1, 29))

    assert page(f"<table>{rows}</table><script>fetch('/api/ita?year=2568')</script>").needs_script
    assert not page(f"<table>{rows}</table><script>var year = 2568</script>").needs_script


def test_ordinary_pages_need_no_browser(page):
    for html in (
        "<p>ก</p>",
        "<script>var a = 1</script><p>สั้น</p><a href='a.pdf'>ไฟล์</a>",
        "<noscript>โปรดเปิด JavaScript</noscript><script></script>" + "<p>เนื้อความของหน้านี้ยาวพอที่จะอ่านได้</p>" * 9,
        "<script></script><img src=a.jpg><img src=b.jpg>",
        "<meta http-equiv=refresh content='0;url=/main'><script></script>",
    ):
        assert not page(html).needs_script, html


def test_an_old_page_with_frames_leads_to_them(page):
    read = page(
        "<html><frameset cols='20%,80%'><frame src='menu.html' name='m'><frame src='main.html'></frameset></html>"
    )

    assert ["menu.html", "main.html"] == [link.url.rpartition("/")[2] for link in read.links]
    assert {LinkKind.FRAME} == {link.kind for link in read.links}


def test_deeply_nested_and_broken_pages_are_read_in_good_time(page):
    started = time.perf_counter()
    for html in (
        "<div>" * 30000 + "ก",
        "<table><tr><td>" * 3000 + "<a href=a.pdf>ก</a>",
        "<ul><li>ข " * 5000 + "<a href=a.pdf>ก</a>",
        "<b>" * 20000 + "ก",
        "<p>ก<a href='" + "x" * 200000,
        "<a href=a>" * 20000,
        '<div class="menu">' * 5000 + "ก",
        "\0\0\0<p>ก\0</p>",
        "<h1><a href=a.pdf>" * 4000,
    ):
        assert page(html) is not None

    assert time.perf_counter() - started < 15


def test_of_each_picture_it_is_known_under_which_heading_it_stands(page):
    frame = "<nav><h2>เมนู</h2><img src=/a.jpg></nav>"
    faces = "<h2>ผู้บริหาร</h2><img src=/b.jpg><img src=/c.jpg>"
    read = page(f"{frame}<img src=/top.jpg><h2>แผนพัฒนา</h2><p>ข้อความ</p>{faces}")

    assert read.headings == ("แผนพัฒนา", "ผู้บริหาร")
    assert read.pictures == (0, 2, 2)
    assert read.images == len(read.pictures)


def test_without_headings_it_is_not_known_where_pictures_belong(page):
    read = page("<p>ข้อความ</p><img src=/b.jpg>")

    assert (1, ()) == (read.images, read.pictures)
