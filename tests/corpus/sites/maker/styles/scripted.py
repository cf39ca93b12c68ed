"""A table that a script fills from JSON of the same host, half a second after the page; the rest is plain."""

import json

from maker import noise
from maker.catalogue import items
from maker.shelf import Shelf
from maker.styles.common import CLICKS, by_item, page, row_title

_SCRIPT = """<script>setTimeout(async () => {
  const rows = await (await fetch('/api/ita?year=YEAR')).json();
  const body = document.querySelector('#oit tbody');
  for (const row of rows) {
    const tr = document.createElement('tr');
    for (const text of [row.no, row.title]) { const td = document.createElement('td'); td.textContent = text; tr.append(td); }
    const td = document.createElement('td');
    for (const link of row.links) {
      const a = document.createElement('a'); a.textContent = link.text; a.href = link.url; td.append(a, ' ');
    }
    tr.append(td); body.append(tr);
  }
  document.querySelector('#loading').remove();
}, 300);</script>"""
_WAITING = (
    '<table id="oit"><thead><tr><th>ข้อ</th><th>รายการ</th><th>URL</th></tr></thead><tbody></tbody></table>'
    '<div id="loading" class="loader">กำลังโหลดข้อมูล...</div>'
)


def build(shelf: Shelf) -> None:
    """Put the plan up."""
    this = shelf.plan.this
    shelf.file_address = lambda name, number: f"/storage/{number}/{name}"
    shelf.page_address = lambda _name, number: f"/articles/{number}"
    menu = noise.menu(shelf, ("หน้าแรก", "/"), (f"OIT {this}", "/oit"), ("ข่าว", "/articles"), ("เอกสาร", "/files"))
    bar = "".join(f"<div>{shelf.link(text, href)}</div>" for text, href in menu)
    shelf.frame = lambda inner, title, body: page(inner, title, body, bar)
    body = json.dumps(_rows(shelf), ensure_ascii=False)
    shelf.answers[f"/api/ita?year={this}"] = {"body": body, "headers": {"Content-Type": "application/json"}}
    shelf.page(f"OIT {this}", _WAITING + _SCRIPT.replace("YEAR", str(this)), href="/oit")
    latest = "".join(f"<li>{shelf.link(title, href)} {day}</li>" for day, title, href in noise.news(shelf))
    if latest:
        shelf.page("ข่าว", f"<h2>ข่าว</h2><ul>{latest}</ul>", href="/articles")
    friends = "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in noise.false_friends(shelf, 8))
    shelf.page("เอกสาร", f"<h2>เอกสาร</h2><ul>{friends}</ul>", href="/files")
    about = "".join(f"<p>{shelf.link(text, href)}</p>" for text, href in noise.plain_pages(shelf))
    shelf.page("หน้าแรก", f"<h2>ยินดีต้อนรับ</h2>{about}", href="/")


def _rows(shelf: Shelf) -> list[dict[str, object]]:
    rows = []
    for item in items().values():
        published = by_item(shelf).get(item.item)
        if published is None:
            continue
        every = [*published, *by_item(shelf, beside=True)[item.item]]
        entries = [shelf.entry(one) for one in every]
        plain = shelf.chance.choice(CLICKS) if len(entries) == 1 and shelf.chance.random() < 0.6 else ""
        links = [{"text": plain or entry.text, "url": shelf.quoted(entry.href)} for entry in entries]
        rows.append({"no": item.item, "title": row_title(shelf, item, published), "links": links})
    return rows
