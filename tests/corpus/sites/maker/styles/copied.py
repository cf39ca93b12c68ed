"""The folder of last year copied whole: ITA of this year is byte for byte that of the year before."""

from html import escape

from maker import noise
from maker.shelf import Shelf
from maker.styles.common import by_item, every_item, page, row_links, row_title


def build(shelf: Shelf) -> None:
    """Put the plan up."""
    this = shelf.plan.this
    shelf.file_address = lambda name, _number: f"/ITA/{this}/{name}"
    shelf.page_address = lambda _name, number: f"/view.php?id={number}"
    menu = [
        ("หน้าแรก", "/"),
        (f"ITA {this}", f"/ITA/{this}/index.html"),
        (f"ITA {this - 1}", f"/ITA/{this - 1}/index.html"),
    ]
    menu += noise.menu(shelf, ("ข่าว", "/news.php"), ("เอกสาร", "/docs.php"))
    bar = "<ul>" + "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in menu) + "</ul>"
    shelf.frame = lambda inner, title, body: page(inner, title, body, bar)
    table = _table(shelf)
    shelf.page("ITA", table, href=f"/ITA/{this}/index.html")
    shelf.page("ITA", table.replace(f"/ITA/{this}/", f"/ITA/{this - 1}/"), href=f"/ITA/{this - 1}/index.html")
    for name in [name for name in shelf.files if name.startswith(f"ITA/{this}/")]:
        shelf.files[name.replace(f"ITA/{this}/", f"ITA/{this - 1}/")] = shelf.files[name]
    for href in [
        href for href in shelf.answers if href.startswith(f"/ITA/{this}/") and not href.endswith("index.html")
    ]:
        shelf.answers[href.replace(f"/ITA/{this}/", f"/ITA/{this - 1}/")] = shelf.answers[href]
    latest = "".join(f"<li>{shelf.link(title, href)} {day}</li>" for day, title, href in noise.news(shelf))
    if latest:
        shelf.page("ข่าว", f"<h2>ข่าว</h2><ul>{latest}</ul>", href="/news.php")
    friends = "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in noise.false_friends(shelf, 8))
    shelf.page("เอกสาร", f"<h2>เอกสาร</h2><ul>{friends}</ul>", href="/docs.php")
    about = "".join(f"<p>{shelf.link(text, href)}</p>" for text, href in noise.plain_pages(shelf))
    shelf.page("หน้าแรก", f"<h2>ยินดีต้อนรับ</h2>{about}", href="/")


def _table(shelf: Shelf) -> str:
    rows = []
    for item in every_item():
        published = by_item(shelf).get(item.item)
        if published is not None:
            links = row_links(shelf, [shelf.entry(one) for one in published])
            title = escape(row_title(shelf, item, published))
            rows.append(f"<tr><td>{item.item}</td><td>{title}</td><td>{links}</td></tr>")
    return f'<h2>ITA</h2><table border="1"><tr><th>ข้อ</th><th>รายการ</th><th>เอกสาร</th></tr>{"".join(rows)}</table>'
