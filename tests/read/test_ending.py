"""How the markup of a page ends: pages that end halfway are told, and pages as people write them are not."""

import pytest

from oitcrawl.read.ending import SOUND, ending

ROWS = "".join(f'<tr><td>{n}</td><td><a href="/o/{n}">แผนการจัดซื้อจัดจ้าง {n}</a></td></tr>\n' for n in range(40))
HEAD = '<!doctype html><html lang="th"><head><title>ITA</title><script>if (a < b) go("x");</script></head><body>'
PAGE = (
    f'{HEAD}<div class="wrap"><ul><li><a href="/">หน้าแรก</a></ul><table>{ROWS}</table></div></body></html>\n'.encode()
)


def test_a_page_is_told_wherever_it_is_cut():
    silent = [at for at in range(len(b"<!doctype html>") + 6, len(PAGE) - 8) if ending(PAGE[:at]) == SOUND]
    assert [at for at in silent if b"</body>" not in PAGE[:at]] == []
    assert ending(PAGE) == SOUND


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ('<a href="/o1', "inside"),
        ("<a href='/o1'", "inside"),
        ("<", "inside"),
        ("</", "inside"),
        ("<!-- ท้ายหน้า", "inside"),
        ("<script>var a = '</body></html>';", "inside"),
        ("<script>document.write('</table></body></html>');\nvar n = 1;", "inside"),
        ("<style>td {", "inside"),
        ("<title>อบต.", "inside"),
        ("<table><tr><td>ข้อความ", "open"),
        ("<p>ข้อความ", "unended"),
    ],
)
def test_it_ends_inside_of_something_or_with_something_open(end, cut):
    assert cut == ending(f"{HEAD}{end}".encode()).cut


def test_a_letter_may_be_cut():
    assert ending(HEAD.encode() + "ก".encode()[:2]).cut == "inside"
    assert ending(f"{HEAD}เ".encode("cp874"), is_utf8=False).cut == "unended"


@pytest.mark.parametrize(
    "page",
    [
        "<p>สวัสดี <b>ครับ",
        "<ul><li>ก<li>ข</ul>",
        f"{HEAD}<table><tr><td>ก<tr><td>ข</table></body>",
        f"{HEAD}<div><div>ก</body></html><!-- 0.2 s --><script src=/hit.js></script><div>ผู้เข้าชม 5</div>",
        f"{HEAD}<div>ก</HTML >{'<p>โฆษณา</p>' * 900}",
        f"{HEAD}</html>{HEAD}ก</body>",
        '<div title="ก"">ก</div> 1 < 2 และ 3<4',
        "<frameset><frame src=/a></frameset>",
        "<!DOCTYPE html><textarea><div></textarea>",
        "",
    ],
)
def test_pages_as_people_write_them_are_whole(page):
    assert ending(page.encode()) == SOUND


def test_hostile_markup_costs_no_time():
    for piece in (b"<a ", b"<!--", b'<a b="', b"<div>", b"</div>", b"<script>", b"=", b"<a b='<a b=\"", b"</ "):
        assert ending(piece * 400_000).cut in {"inside", "open", "unended", ""}
