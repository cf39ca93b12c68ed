"""What the styles share: rows of the table of disclosures, and the frame of a page."""

import re
from html import escape

from maker.catalogue import Item, items
from maker.plan import Publication
from maker.shelf import Entry, Shelf
from maker.wording import is_silent

CLICKS = ("คลิก", "คลิกที่นี่", "เปิดไฟล์", "ดูไฟล์แนบ", "ดูรายละเอียด", "ดาวน์โหลด", "ดูเพิ่มเติม")
_NUMBERED = re.compile(r"^([Oo]\s?\d+|[0๐][0-9๐-๙]{2}(?=\s)|ข้อ(ที่)?\s?\d+)[\s.:)]*")


def by_item(shelf: Shelf, *, beside: bool = False) -> dict[str, list[Publication]]:
    """The publications of each item that stand beside the wanted ones, or the wanted ones."""
    return {
        code: [one for one in published if one.beside is beside] for code, published in shelf.plan.published.items()
    }


def without_number(label: str) -> str:
    """A label without the O-number that its writer gave it."""
    return _NUMBERED.sub("", label)


def row_title(shelf: Shelf, item: Item, published: list[Publication]) -> str:
    """What the row of an item is called: its official title, or the agency's own words."""
    speaking = [label for one in published for label in one.draft.labels if not is_silent(label)]
    if not speaking or shelf.chance.random() < 0.5:
        return item.title
    back = published[0].label_years_back
    return without_number(shelf.words(back).fill(speaking[0]))


def row_links(shelf: Shelf, entries: list[Entry]) -> str:
    """The links of a row: mostly words that say nothing."""
    if not entries:
        return shelf.chance.choice(("", "-", "อยู่ระหว่างจัดทำ"))
    plain = shelf.chance.random() < 0.6
    words = shelf.chance.choice(CLICKS)
    own = shelf.plan.style != "older"  # there the numbers of this edition would stand beside those of another
    texts = [words if plain else entry.text if own else without_number(entry.text) or words for entry in entries]
    if plain and len(entries) > 1:
        texts = [f"{words} ({number})" for number, _ in enumerate(entries, 1)]
    return "<br>".join(shelf.link(text, entry.href) for text, entry in zip(texts, entries, strict=True))


def every_item() -> list[Item]:
    """All items in order."""
    return list(items().values())


def page(shelf: Shelf, title: str, body: str, menu: str, *, head: str = "") -> str:
    """A whole HTML page."""
    agency = shelf.plan.agency
    return (
        f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{escape(title)} - {escape(agency.name)}</title>{head}</head>'
        f'<body><header><h1>{escape(agency.name)}</h1></header><nav>{menu}</nav><main>{body}</main>'
        f"<footer>{shelf.shown(shelf.foot())}</footer></body></html>"
    )  # fmt: skip
