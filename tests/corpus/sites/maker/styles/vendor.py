"""A small vendor's PHP in windows-874: nested menus without numbers, opaque addresses, lists behind each menu."""

import base64
from html import escape

from maker import noise
from maker.plan import Publication
from maker.shelf import Entry, Shelf, unsilenced
from maker.wording import is_silent

_HOME = "/index.php"


def build(shelf: Shelf) -> None:
    """Put the plan up."""
    shelf.encoding = "cp874"
    shelf.page_address = lambda _name, number: f"/index.php?_mod={_opaque(number)}"
    shelf.file_address = lambda name, number: f"/download.php?id={number}" if number % 3 else f"/upload/{_opaque(number)}.{name.rsplit('.', 1)[-1]}"  # fmt: skip
    tree = _tree(shelf.plan.published)
    addresses = {path: shelf.page_address("", 5000 + number) for number, path in enumerate(tree)}
    friends_at, news_at = shelf.page_address("", 7001), shelf.page_address("", 7002)
    others = noise.menu(shelf, ("ข่าว", news_at), ("เอกสารดาวน์โหลด", friends_at))
    bar = _menu(addresses, others)
    shelf.frame = lambda inner, title, body: _page(inner, title, body, bar)
    for path, published in tree.items():
        entries = [shelf.entry(unsilenced(one) if len(published) > 1 else one) for one in published]
        leaf = path.split(">")[-1].strip()
        shelf.page(leaf, _list(shelf, path, entries), href=addresses[path])
    friends = [f"<tr><td>{shelf.link(text, href)}</td></tr>" for text, href in noise.false_friends(shelf)]
    shelf.page("เอกสารดาวน์โหลด", f"<h3>เอกสารดาวน์โหลด</h3><table>{''.join(friends)}</table>", href=friends_at)
    latest = "".join(f"<p>{shelf.link(title, href)} ({day})</p>" for day, title, href in noise.news(shelf))
    if latest:
        shelf.page("ข่าว", f"<h3>ข่าว</h3>{latest}", href=news_at)
    plain = "".join(f"<li>{shelf.link(text, href)}</li>" for text, href in noise.plain_pages(shelf))
    pictures = shelf.link("แกลเลอรี", noise.gallery(shelf))
    shelf.page("หน้าหลัก", f"<h2>ยินดีต้อนรับ</h2><ul>{plain}</ul>{latest}{pictures}", href="/")


def _opaque(number: int) -> str:
    return base64.b64encode(f"M{number}W{number * 7}".encode()).decode().rstrip("=")


def _tree(published: dict[str, tuple[Publication, ...]]) -> dict[str, list[Publication]]:
    """The publications by their place in the menu."""
    tree: dict[str, list[Publication]] = {}
    for some in published.values():
        for one in some:
            tree.setdefault(" > ".join(step.strip() for step in one.draft.menu.split(">")), []).append(one)
    return tree


def _menu(addresses: dict[str, str], others: list[tuple[str, str]]) -> str:
    """Menus of up to three levels, as lists in lists."""
    tree: dict[str, dict] = {}
    for path, href in addresses.items():
        node = tree
        *above, leaf = path.split(" > ")
        for step in above:
            node = node.setdefault(step, {})
        node.setdefault(leaf, {})[""] = href
    told = '<li><a href="/">หน้าหลัก</a></li>' + _branch(tree)
    told += "".join(f'<li><a href="{href}">{words}</a></li>' for words, href in others)
    return "<ul>" + told + "".join(f'<li><a href="#">{name}</a></li>' for name in noise.DEAD_MENUS) + "</ul>"


def _branch(tree: dict[str, dict]) -> str:
    out = []
    for name, below in tree.items():
        href = below.get("", "#")
        deeper = {key: value for key, value in below.items() if key}
        inner = f"<ul>{_branch(deeper)}</ul>" if deeper else ""
        out.append(f'<li><a href="{escape(href)}">{escape(name)}</a>{inner}</li>')
    return "".join(out)


def _list(shelf: Shelf, path: str, entries: list[Entry]) -> str:
    """The list behind a menu; a page alone stands there itself."""
    rows = [
        f"<tr><td>{number}</td><td>{shelf.link(entry.text, entry.href)}</td><td>{_hits(shelf)}</td></tr>"
        for number, entry in enumerate(entries, 1)
    ]
    if len(entries) == 1 and is_silent(entries[0].text):
        return f"<h3>{escape(path.rsplit('>', maxsplit=1)[-1].strip())}</h3><p>รายละเอียดตามไฟล์แนบ {shelf.link(entries[0].text, entries[0].href)}</p>"  # fmt: skip
    return f"<h3>{escape(path)}</h3><table><tr><th>ลำดับ</th><th>เรื่อง</th><th>เปิดอ่าน</th></tr>{''.join(rows)}</table>"


def _hits(shelf: Shelf) -> int:
    return shelf.chance.randrange(20, 900)


def _page(shelf: Shelf, title: str, body: str, bar: str) -> str:
    agency = shelf.plan.agency
    return (
        f"<html><head><title>{escape(agency.name)}</title></head><body><table width=980><tr><td class=menu width=200>{bar}</td>"
        f"<td class=content>{body}</td></tr></table><div class=footer>{shelf.foot()}</div></body></html>"
    )
