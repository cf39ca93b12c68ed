"""Signs of script: an element that holds nothing is one where lists, tables, menus and panels stand."""

import pytest

SCRIPT = "<script>run()</script><p>เนื้อความ</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<div id='year-list'></div>",
        "<div class='row ITA-panel'>\n </div>",
        "<nav id=x class=menu></nav>",
        "<ul class=items></ul>",
        "<table><thead><tr><th>ก</thead><tbody>\n</tbody></table>",
        "<section data-x='>' id='oit'></section>",
    ],
)
def test_an_empty_panel_is_a_sign_where_scripts_run(page, html):
    assert "empty_panels" in page(SCRIPT + html).script_signs
    assert "empty_panels" not in page("<p>เนื้อความ</p>" + html).script_signs


@pytest.mark.parametrize(
    "html",
    [
        "<div class='clearfix'></div>",
        "<div id='year-list'>2568</div>",
        "<i class='menu-icon'></i>",
        "<script>document.write('<div id=\"list\"></div>')</script>",
        "<table><tbody><tr><td></table>",
    ],
)
def test_spacers_icons_and_code_are_no_empty_panels(page, html):
    assert "empty_panels" not in page(SCRIPT + html).script_signs
