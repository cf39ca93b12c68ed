"""A table that keeps the numbers of an earlier edition, with documents of the right years, in groups of tables."""

from html import escape

from maker import noise
from maker.catalogue import Item, items
from maker.shelf import Shelf
from maker.styles.common import by_item, page, row_links, row_title

# What the earlier editions asked besides, so that the numbers run on; nothing of it is asked any more.
_GONE = {
    "2566": {"O6": "กฎหมายที่เกี่ยวข้อง", "O9": "Social Network", "O17": "รายงานผลการสำรวจความพึงพอใจการให้บริการ", "O37": "เจตจำนงสุจริตของผู้บริหาร"},
    "2567": {"O15": "ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้าง", "O29": "นโยบายคุ้มครองข้อมูลส่วนบุคคล"},
}  # fmt: skip


def build(shelf: Shelf) -> None:
    """Put the plan up."""
    numbering = shelf.chance.choice(("2566", "2567"))
    shelf.file_address = lambda name, number: f"/uploads/ita/{shelf.plan.this}/{number}/{name}"
    shelf.page_address = lambda _name, number: f"/content/detail/{number}"
    menu = noise.menu(
        shelf, ("หน้าหลัก", "/"), ("ข่าวประจำวัน", "/content/news"), ("ดาวน์โหลด", "/content/download"), ("ITA", "/ita")
    )
    bar = " | ".join(shelf.link(text, href) for text, href in menu)
    shelf.frame = lambda inner, title, body: page(inner, title, body, bar)
    rounds = f"<ul><li>{shelf.link(f'ITA ประจำปี {shelf.plan.this}', '/ita/now')}</li><li>{shelf.link('ITA ปีก่อนหน้า', '/ita/before')}</li></ul>"
    shelf.page("ITA", f"<h2>การประเมิน ITA</h2>{rounds}", href="/ita")
    shelf.page(f"ITA {shelf.plan.this}", _tables(shelf, numbering, beside=False), href="/ita/now")
    shelf.page("ITA ปีก่อนหน้า", _tables(shelf, numbering, beside=True), href="/ita/before")
    latest = "".join(f"<li>{shelf.link(title, href)} {escape(day)}</li>" for day, title, href in noise.news(shelf))
    if latest:
        shelf.page("ข่าวประจำวัน", f"<h2>ข่าวประจำวัน</h2><ul>{latest}</ul>", href="/content/news")
    friends = "".join(f"<tr><td>{shelf.link(text, href)}</td></tr>" for text, href in noise.false_friends(shelf))
    shelf.page("ดาวน์โหลด", f"<h2>ดาวน์โหลด</h2><table>{friends}</table>", href="/content/download")
    about = "".join(f"<p>{shelf.link(text, href)}</p>" for text, href in noise.plain_pages(shelf))
    shelf.page("หน้าหลัก", f"<h2>ยินดีต้อนรับ</h2>{about}", href="/")


def _tables(shelf: Shelf, numbering: str, *, beside: bool) -> str:
    rows: list[tuple[int, str, str, str]] = []
    for item in items().values():
        published = by_item(shelf, beside=beside).get(item.item)
        if published is None or (beside and not published):
            continue
        number = _number(item, numbering)
        links = row_links(shelf, [shelf.entry(one) for one in published])
        rows.append((number, f"O{number}" if number < 100 else "", row_title(shelf, item, published), links))
    if not beside:
        rows += [(int(code[1:]), code, title, "-") for code, title in _GONE[numbering].items()]
    told = "".join(
        f"<tr><td>{code}</td><td>{escape(title)}</td><td>{links}</td></tr>" for _, code, title, links in sorted(rows)
    )
    return f'<h2>แบบ OIT</h2><table border="1"><tr><th>ข้อ</th><th>ข้อมูล</th><th>URL</th></tr>{told}</table>'


def _number(item: Item, numbering: str) -> int:
    """The first number under which an edition had the item; 100 where it did not have it."""
    numbers = item.numbers[numbering]
    return int(numbers[0][1:]) if numbers else 100
