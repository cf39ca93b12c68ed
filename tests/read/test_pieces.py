"""Frames, viewers, pictures, forms and maps."""

import pytest

from oitcrawl.model.content import LinkKind


@pytest.mark.parametrize(
    "tag",
    [
        "<iframe src='a.pdf'></iframe>",
        "<embed src='a.pdf'>",
        "<object data='a.pdf'></object>",
        "<iframe data-src='a.pdf'></iframe>",
    ],
)
def test_what_is_shown_in_the_page_is_a_link(page, tag):
    link = page(f"<h2>แผน</h2>{tag}").links[0]

    assert ("https://www.abt-tonmai.go.th/ita/a.pdf", LinkKind.FRAME, "แผน") == (
        link.url,
        link.kind,
        link.label.heading,
    )


@pytest.mark.parametrize(
    "viewer",
    [
        "https://docs.google.com/viewer?url=https%3A%2F%2Fwww.abt-tonmai.go.th%2Fdocs%2Fo7.pdf&embedded=true",
        "https://docs.google.com/gview?embedded=true&amp;url=https://www.abt-tonmai.go.th/docs/o7.pdf",
        "/pdfjs/web/viewer.html?file=/docs/o7.pdf",
        "https://view.officeapps.live.com/op/embed.aspx?src=https://www.abt-tonmai.go.th/docs/o7.pdf",
    ],
)
def test_viewers_lead_to_the_document_they_show(page, viewer):
    for html in (f'<iframe src="{viewer}"></iframe>', f'<a href="{viewer}">เปิด</a>'):
        assert "https://www.abt-tonmai.go.th/docs/o7.pdf" in [link.url for link in page(html).links]


def test_empty_frames_are_nothing(page):
    assert (
        () == page('<iframe src="about:blank"></iframe><iframe></iframe><iframe src="javascript:x()"></iframe>').links
    )


def test_menus_that_jump_are_links(page):
    read = page(
        '<select onchange="location=this.value"><option value="">เลือกปี</option><option value="p67.html">ปี 2567</option></select>'
    )

    assert [("ปี 2567", LinkKind.SCRIPT)] == [(link.label.text, link.kind) for link in read.links]


def test_pictures_larger_than_icons_count_in_the_content(page):
    read = page(
        '<nav><img src=banner.jpg alt="ป้าย"></nav><img src=chart.jpg alt="แผนผังโครงสร้าง"><img src=icon-pdf.png>'
        '<img src=a.png width=16><img src=b.png width="300px"><img>'
    )

    assert 2 == read.images
    assert ("แผนผังโครงสร้าง",) == read.alts


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://www.google.com/maps/embed?pb=x"></iframe>',
        '<a href="https://goo.gl/maps/xyz">เปิดแผนที่</a>',
        '<a href="https://maps.app.goo.gl/xyz">ที่ตั้ง</a>',
        '<iframe src="https://map.longdo.com/snippet/x"></iframe>',
        '<img src="m.jpg" alt="แผนที่ อบต.">',
        "<h2>แผนที่ตั้งสำนักงาน</h2><img src=m.jpg>",
    ],
)
def test_maps_are_seen(page, html):
    assert page(html).has_map
    assert not page("<p>แผนที่ยุทธศาสตร์</p><a href=map.html>ก</a>").has_map


def test_forms_to_write_to_the_agency_are_seen(page):
    assert page("<form action=/send><input name=n><textarea></textarea><input type=submit></form>").has_form
    assert page("<form><input name=a><input name=b type=email><input type=hidden></form>").has_form


@pytest.mark.parametrize(
    "form",
    [
        "<form action=/search><input name=q><input name=y></form>",
        "<form><input name=q><input type=submit></form>",
        "<form><input name=user><input type=password><input name=c></form>",
        "<form id=aspnetForm><input type=hidden name=__VIEWSTATE><p>ทั้งหน้า</p></form>",
        "<input><textarea></textarea>",
    ],
)
def test_search_and_login_are_no_such_forms(page, form):
    assert not page(form).has_form
