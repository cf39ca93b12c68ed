"""A table with the official numbers: ข้อ, รายการ, ลิงก์; older editions in the table of last year."""

from html import escape

from maker import noise
from maker.shelf import Shelf
from maker.styles.common import by_item, every_item, page, row_links, row_title


def build(shelf: Shelf) -> None:
    """Put the plan up."""
    this = shelf.plan.this
    menu = noise.menu(
        shelf, ("หน้าแรก", "/"), ("ข่าวสาร", "/news"), ("เอกสารเผยแพร่", "/documents"), ("แกลเลอรี", "/gallery")
    )
    menu += [(f"ITA {this}", f"/ita/{this}"), (f"ITA {this - 1}", f"/ita/{this - 1}")]
    dead = "".join(f'<li><a href="#">{name}</a></li>' for name in noise.DEAD_MENUS[:3])
    bar = "<ul>" + "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in menu) + dead + "</ul>"
    shelf.frame = lambda inner, title, body: page(inner, title, body, bar)
    about = noise.plain_pages(shelf)
    shelf.page(f"การเปิดเผยข้อมูลสาธารณะ (OIT) {this}", _table(shelf, this, beside=False), href=f"/ita/{this}")
    shelf.page(f"การเปิดเผยข้อมูลสาธารณะ (OIT) {this - 1}", _table(shelf, this - 1, beside=True), href=f"/ita/{this - 1}")  # fmt: skip
    latest = "".join(f"<li>{escape(day)} {shelf.link(title, href)}</li>" for day, title, href in noise.news(shelf))
    if latest:
        shelf.page("ข่าวสาร", f"<h2>ข่าวสาร</h2><ul>{latest}</ul>", href="/news")
    friends = "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in noise.false_friends(shelf))
    shelf.page("เอกสารเผยแพร่", f"<h2>เอกสารเผยแพร่</h2><ul>{friends}</ul>", href="/documents")
    shelf.put_page("/gallery", shelf.frame(shelf, "แกลเลอรี", shelf.link("แกลเลอรี", noise.gallery(shelf))))
    told = "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in about)
    shelf.page("หน้าแรก", f"<h2>ยินดีต้อนรับ</h2><ul>{told}</ul><ul>{latest}</ul>", href="/")


def _table(shelf: Shelf, year: int, *, beside: bool) -> str:
    rows = []
    for item in every_item():
        published = by_item(shelf, beside=beside).get(item.item)
        if published is None or (beside and not published):
            continue
        links = row_links(shelf, [shelf.entry(one) for one in published])
        rows.append(f"<tr><td>{item.item}</td><td>{escape(row_title(shelf, item, published))}</td><td>{links}</td></tr>")  # fmt: skip
    return (
        f"<h2>การประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {year}</h2>"
        '<table border="1"><thead><tr><th>ข้อ</th><th>รายการ</th><th>ลิงก์</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
