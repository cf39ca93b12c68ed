"""Signs that a script builds a page: strong ones, and weak ones that plain pages show as well."""

import pytest


@pytest.mark.parametrize(
    ("sign", "html"),
    [
        ("shell", "<div id=app></div><script></script>"),
        ("holes", "<p>{{ a }}</p><p>{{ b }}</p><script></script>"),
        ("loader", "<div class=preloader></div><script></script><p>" + "ข้อความ" * 99),
        ("dead_links", "<a href='#'>แผนพัฒนา</a><script></script>"),
        ("onclick", "<a href='#' onclick='show(3)'>แผน</a><script></script>"),
        ("onclick", "<a href='javascript:show(3)'>แผน</a>"),
        ("empty_panels", "<table><tbody id=rows></tbody></table><script></script>"),
        ("empty_panels", '<div class="accordion-body"> </div><script></script>'),
        ("empty_panels", "<nav><ul id='main-menu'></ul></nav><script></script>"),
        (
            "table_without_links",
            "<table>"
            + "".join(f"<tr><td>O{n}<td>ข้อมูล<td></tr>" for n in range(1, 9))
            + "</table><script src=x.js></script>",
        ),
    ],
)
def test_signs_are_named(page, sign, html):
    assert sign in page(html).script_signs


def test_a_page_without_scripts_shows_no_sign():
    html = "<a href='#'>แผน</a><div class=loader></div><div id=list></div><p>{{ a }} {{ b }}</p>"

    assert () == page_signs(html)


def page_signs(html):
    from oitcrawl.read.html import read_page

    return read_page(html.encode(), url="https://x.go.th/", resolve=lambda _base, href: href).script_signs


def test_a_table_whose_rows_lead_somewhere_shows_none(page):
    rows = "".join(f"<tr><td>O{n}<td>ข้อมูล<td><a href=o{n}.pdf>ไฟล์</a></tr>" for n in range(1, 9))

    assert () == page(f"<table>{rows}</table><script></script>").script_signs
