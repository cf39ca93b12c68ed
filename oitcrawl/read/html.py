"""An HTML page as a person takes it in: title, headings, text, tables, and every link with the words around it."""

import re
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from oitcrawl.model.content import Leaf, LinkKind, Page
from oitcrawl.read import links
from oitcrawl.read.charset import decode
from oitcrawl.read.links import Resolve, make_links
from oitcrawl.read.quality import has_codes, has_thai, layer_of, weigh
from oitcrawl.read.state import BREAK, squash
from oitcrawl.read.walk import Walk

MAX_HEADINGS: Final = 60
MAX_DEAD: Final = 300
MAX_ALTS: Final = 100
MAX_TABLES: Final = 200
NEARLY_NOTHING: Final = 200  # letters; a page that shows less and runs scripts is built by them


def read_page(
    body: bytes, *, url: str, charset: str = "", resolve: Resolve, max_links: int = 3000, sha256: str = ""
) -> Page:
    """Read one page. Whatever its state, a page comes out; at worst an empty one.

    Args:
        body: the bytes.
        url: its canonical address.
        charset: charset parameter of the HTTP header; may be wrong.
        resolve: (base, href) -> canonical absolute address, or None for what is no address to visit.
        max_links: further links are left out.
        sha256: digest of the bytes, for the value.
    """
    source, encoding = decode(body, charset=charset)
    raw = source.encode() if encoding.startswith("utf-16") else body
    tree = LexborHTMLParser(source)
    walk = Walk()
    if tree.root is not None:
        walk.through(tree.root)
    base = urljoin(url, walk.base) if walk.base else url
    _more_references(tree, walk)
    text, chrome = _lines(walk.content), _lines(walk.chrome)
    if not text and not walk.images:
        text, chrome = chrome, ""
    title = walk.title
    quality = _quality(text)
    return Page(
        url=url,
        title=title,
        headings=tuple((walk.headings or walk.titles)[:MAX_HEADINGS]),
        breadcrumb=walk.breadcrumb,
        leaf=Leaf(number=1, text=text, tables=tuple(walk.tables[:MAX_TABLES]), quality=quality),
        chrome=chrome,
        links=make_links(walk.references, base=base, url=url, title=title, resolve=resolve, limit=max_links),
        images=walk.images,
        alts=tuple(walk.alts[:MAX_ALTS]),
        emails=tuple(walk.emails),
        phones=tuple(walk.phones),
        has_map=walk.has_map or _shows_the_way(walk),
        has_form=walk.has_form,
        dead_anchors=tuple(walk.dead[:MAX_DEAD]),
        text_layer=layer_of(quality),
        needs_script=_needs_script(walk, text, chrome, raw),
        refresh=(resolve(base, walk.refresh) or "") if walk.refresh else "",
        sha256=sha256,
        size=len(body),
    )


def _lines(pieces: list[str]) -> str:
    """The text of pieces, a line for each block."""
    lines = [line.strip() for line in " ".join("".join(pieces).split()).split(BREAK)]
    text = "\n".join([line for line in lines if line and line != "|"])
    return text.translate(_ZERO_WIDTH) if any(mark in text for mark in _HIDDEN) else text


_HIDDEN: Final = "\u00ad\u200b\u200c\u200d\ufeff"  # soft hyphen and zero-width characters
_ZERO_WIDTH: Final = dict.fromkeys(map(ord, _HIDDEN))


def _quality(text: str) -> float:
    """Weighed only where codes stand or no Thai does. A page without text is no scan: sound."""
    return weigh(text) or 1.0 if has_codes(text) or not has_thai(text) else 1.0


def _shows_the_way(walk: Walk) -> bool:
    """Whether a picture stands on a page that a heading calls a map of the place."""
    return walk.images > 0 and any(_MAP.match(head) for head in (walk.title, *walk.headings, *walk.titles))


_MAP: Final = re.compile(r"แผนที่(?:ตั้ง|ที่|เดินทาง|การเดินทาง|แสดง|สำนักงาน|หน่วยงาน|เทศบาล|อบต|องค์การ|ตำบล|\s|\(|$)")

# References that do not stand in anchors and frames


def _more_references(tree: LexborHTMLParser, walk: Walk) -> None:
    """Elements that a script makes links, and mail addresses hidden from robots."""
    for node in tree.css(_SCRIPTED):
        attrs = node.attrs
        code = attrs.get("onclick")
        target = links.script_target(code) if code else links.data_target(attrs)
        if target:
            _note(walk, node, target)
        elif hidden := attrs.get("data-cfemail"):
            mail = links.unhidden_mail(hidden)
            walk.emails += [mail] if mail and mail not in walk.emails else []


_DATA: Final = (f"[{name}]:not(a)" for name in links.DATA_TARGETS if name != "source")
_SCRIPTED: Final = ",".join(["[onclick]:not(a)", "[data-cfemail]", "[class^=_df_][source]", *_DATA])


def _note(walk: Walk, node: LexborNode, target: str) -> None:
    attrs = node.attrs
    text = squash(node.text() or attrs.get("value") or attrs.get("title") or attrs.get("alt") or "")
    reference = links.Reference(target, text[: links.LABEL_LENGTH], "", LinkKind.SCRIPT)
    above = node.parent
    for _ in range(5):
        if above is None or above.tag in {"tr", "li"}:
            break
        above = above.parent
    if above is not None and above.tag in {"tr", "li"}:
        row = squash(above.text(separator=" "))
        reference.row = row if len(text) + 2 < len(row) <= LONG_ROW else ""
    walk.references.append(reference)


LONG_ROW: Final = 700

# Signs that a script builds the page

_CODED: Final = re.compile(r"(?:O|o|โอ|ข้อ)\s?\d{1,2}(?!\d)")
_LOADS: Final = re.compile(rb"fetch\s*\(|axios|\$\.(?:ajax|get|post|getJSON)|XMLHttpRequest|/api/")
_HOLES: Final = re.compile(r"\{\{[^{}\n]{1,80}\}\}")
_ROOT: Final = re.compile(
    rb"<(?:div|main)[^>]*\bid=[\"']?(?:app|root|__next|__nuxt|___gatsby|q-app)[\"']?[^>]*>\s*(?:<!--.*?-->\s*)?</"
)
MANY_CODES: Final = 5
MANY_SCRIPTED: Final = 5


def _needs_script(walk: Walk, text: str, chrome: str, raw: bytes) -> bool:
    if not walk.scripts:
        return False
    if _is_shell(walk, text, chrome, raw):
        return True
    if "{{" in text and len(_HOLES.findall(text)) > 1:
        return True
    if walk.script_links >= MANY_SCRIPTED and walk.script_links * 2 > len(walk.references):
        return True
    return _is_ita_table_without_links(walk, raw)


def _is_shell(walk: Walk, text: str, chrome: str, raw: bytes) -> bool:
    """Whether nearly nothing is there but an empty place for a script to fill."""
    if len(text) > NEARLY_NOTHING or walk.images > 1 or any(links.is_document(one.href) for one in walk.references):
        return False
    signs = walk.wants_script or walk.loaders or _ROOT.search(raw)
    if signs:
        return True
    return len(text) + len(chrome) < NEARLY_NOTHING and not walk.references and not walk.refresh


def _is_ita_table_without_links(walk: Walk, raw: bytes) -> bool:
    """Whether a table lists O-codes and nothing leads from its rows, while scripts fetch something."""
    rows = [row for table in walk.tables for row in table.rows]
    if sum(1 for row in rows if any(_CODED.match(cell) for cell in row[:2])) < MANY_CODES or walk.dead:
        return False
    linked = sum(1 for one in walk.references if one.firm and _CODED.match(one.row))
    return linked < MANY_CODES and _LOADS.search(raw) is not None
