"""One long page with Thai digits: every disclosure in a section of its own, pages written out in place."""

from html import escape

from maker import noise
from maker.catalogue import GROUPS, Item, items
from maker.papers import html
from maker.plan import Fate, Publication
from maker.shelf import REPAIR, Shelf
from maker.styles.common import by_item, page, row_title


def build(shelf: Shelf) -> None:
    """Put the plan up."""
    shelf.digits = True
    shelf.file_address = lambda name, _number: f"/pdf/{name}"
    shelf.page_address = lambda _name, number: f"/p{number}.html"
    menu = noise.menu(
        shelf,
        ("หน้าแรก", "/"),
        ("เปิดเผยข้อมูลสาธารณะ", "/open.html"),
        ("ข่าว", "/news.html"),
        ("คลังเอกสาร", "/store.html"),
    )
    bar = "".join(f"<span>{shelf.link(text, href)}</span> " for text, href in menu)
    shelf.frame = lambda inner, title, body: page(inner, title, body, bar)
    shelf.page("เปิดเผยข้อมูลสาธารณะ", _sections(shelf), href="/open.html")
    latest = "".join(f"<p>{shelf.link(title, href)} {shelf.shown(day)}</p>" for day, title, href in noise.news(shelf))
    if latest:
        shelf.page("ข่าว", f"<h2>ข่าว</h2>{latest}", href="/news.html")
    older = "".join(
        f"<p>{shelf.link(entry.text, entry.href)}</p>"
        for published in by_item(shelf, beside=True).values()
        for entry in map(shelf.entry, published)
    )
    friends = "".join(f"<p>{shelf.link(text, href)}</p>" for text, href in noise.false_friends(shelf))
    shelf.page("คลังเอกสาร", f"<h2>คลังเอกสาร</h2>{friends}<h3>เอกสารปีก่อน ๆ</h3>{older}", href="/store.html")
    about = "".join(f"<p>{shelf.link(text, href)}</p>" for text, href in noise.plain_pages(shelf))
    shelf.page("หน้าแรก", f"<h2>ยินดีต้อนรับ</h2>{about}", href="/")


def _sections(shelf: Shelf) -> str:
    told = [f"<h2>การเปิดเผยข้อมูลสาธารณะ ปีงบประมาณ พ.ศ. {shelf.shown(str(shelf.plan.this))}</h2>"]
    numbered = shelf.chance.random() < 0.7
    group = ""
    for item in items().values():
        published = by_item(shelf).get(item.item)
        if published is None:
            continue
        if item.group != group:
            group = item.group
            told.append(f"<h2>{escape(GROUPS[group])}</h2>")
        title = row_title(shelf, item, published)
        told.append(f"<h3>{shelf.shown(f'ข้อ {item.place} ') if numbered else ''}{escape(shelf.shown(title))}</h3>")
        told.append("".join(_body(shelf, item, one) for one in published) or f"<p>{REPAIR}</p>")
    return "\n".join(told)


def _body(shelf: Shelf, item: Item, one: Publication) -> str:
    """A page stands in the section itself, a file behind a link."""
    if one.media == "page" and one.fate is Fate.FINE:
        from maker.papers import compose

        shelf.urls.setdefault(item.item, []).append("/open.html")
        blocks = compose(one.draft, shelf.words(one.years_back), without=one.without, nil=one.nil)
        shelf.side_pages(blocks)
        return html(blocks, level=4, digits=True)
    if one.fate is Fate.EMPTY:
        return f"<p>{REPAIR}</p>"
    entry = shelf.entry(one)
    return f"<p>{shelf.link(entry.text, entry.href)}</p>"
