"""Everything behind an accordion of plain headings, a part of it on Drive or in a flipbook."""

from html import escape

from maker import noise
from maker.catalogue import GROUPS, items
from maker.shelf import Shelf
from maker.styles.common import by_item, page, without_number
from maker.wording import is_silent


def build(shelf: Shelf) -> None:
    """Put the plan up."""
    shelf.file_address = lambda name, number: (
        f"/wp-content/uploads/{shelf.plan.this - 543}/{number % 12 + 1:02d}/{name}"
    )
    shelf.page_address = lambda _name, number: f"/?p={number}"
    menu = [("หน้าแรก", "/"), ("ITA", "/ita/"), ("ประกาศ", "/category/notice/"), ("ภาพ", "/gallery/")]
    bar = "<ul>" + "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in menu) + "</ul>"
    shelf.frame = lambda inner, title, body: page(inner, title, body, bar)
    shelf.page(f"OIT {shelf.plan.this}", _accordion(shelf), href="/ita/")
    posts = [f"<li>{shelf.link(text, href)}</li>" for text, href in noise.false_friends(shelf)]
    posts += [f"<li>{shelf.link(title, href)} <time>{day}</time></li>" for day, title, href in noise.news(shelf)]
    shelf.page("ประกาศ", f"<h2>ประกาศ</h2><ul>{''.join(posts)}</ul>", href="/category/notice/")
    shelf.page("ภาพ", shelf.link("ภาพ", noise.gallery(shelf)), href="/gallery/")
    about = "".join(f"<p>{shelf.link(text, href)}</p>" for text, href in noise.plain_pages(shelf))
    shelf.page("หน้าแรก", f"<h2>ยินดีต้อนรับ</h2>{about}", href="/")


def _accordion(shelf: Shelf) -> str:
    """Items under the headings of their groups; each a heading with links below it."""
    told, group = [f"<h2>เปิดเผยข้อมูลสาธารณะ {shelf.plan.this}</h2>"], ""
    for item in items().values():
        published = shelf.plan.published.get(item.item)
        if published is None:
            continue
        if item.group != group:
            group = item.group
            told.append(f'<h3 class="accordion">ตัวชี้วัดย่อยที่ {group} {GROUPS[group]}</h3>')
        entries = [shelf.entry(one) for one in by_item(shelf)[item.item] + by_item(shelf, beside=True)[item.item]]
        official = shelf.chance.random() < 0.6 or any(is_silent(entry.text) for entry in entries) or not entries
        head = f"<h4>{item.item} {escape(item.title)}</h4>" if official else ""
        links = "".join(f"<li>{shelf.link(without_number(one.text) or one.text, one.href)}</li>" for one in entries)
        told.append(f'{head}<div class="panel"><ul>{links}</ul></div>')
    return "\n".join(told)
