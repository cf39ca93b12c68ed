"""An HTML page as a person takes it in: title, headings, text, tables, and every link with the words around it."""

import re
from datetime import date
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from oitcrawl.model.content import Leaf, LinkKind, Page
from oitcrawl.read import links
from oitcrawl.read.asides import field_aside
from oitcrawl.read.charset import decode
from oitcrawl.read.ending import ending
from oitcrawl.read.frames import Frames
from oitcrawl.read.hidden import hidden_links
from oitcrawl.read.lines import joined, lines_of, visible
from oitcrawl.read.links import Resolve, make_links
from oitcrawl.read.nesting import flattened
from oitcrawl.read.quality import has_codes, has_thai, layer_of, weigh
from oitcrawl.read.script_signs import HOLLOW, is_empty_panel, needs_script, script_signs
from oitcrawl.read.skeleton import skeleton
from oitcrawl.read.state import squash
from oitcrawl.read.veiled import veiled_links
from oitcrawl.read.walk import Walk
from oitcrawl.thai.dates import Precision, find_dates

MAX_HEADINGS: Final = 120  # one long page may hold every item, each with headings of its own
MAX_DEAD: Final = 300
MAX_ALTS: Final = 100
MAX_TABLES: Final = 200


def read_page(
    body: bytes,
    *,
    url: str,
    charset: str = "",
    resolve: Resolve,
    max_links: int = 3000,
    max_depth: int = 500,
    sha256: str = "",
    frames: Frames | None = None,
) -> Page:
    """Read one page. Whatever its state, a page comes out; at worst an empty one.

    Args:
        body: the bytes.
        url: its canonical address.
        charset: charset parameter of the HTTP header; may be wrong.
        resolve: (base, href) -> canonical absolute address, or None for what is no address to visit.
        max_links: further links are left out.
        max_depth: elements inside elements; deeper ones are laid flat.
        sha256: digest of the bytes, for the value.
        frames: what frames the pages of this site, to be read but once; None reads all of every page.
    """
    source, encoding, raw, markup = _decoded(body, charset)
    tree, walk, base = _walked(markup, url, max_depth, frames)
    text, chrome = _texts(walk)
    title, quality = walk.title, _quality(text)
    signs, end = script_signs(walk, text, chrome, raw), ending(raw, is_utf8=encoding.startswith("utf"))
    return Page(
        url=url,
        title=title,
        headings=tuple((walk.headings or walk.titles)[:MAX_HEADINGS]),
        breadcrumb=walk.breadcrumb,
        leaf=Leaf(number=1, text=text, tables=tuple(walk.tables[:MAX_TABLES]), quality=quality),
        chrome=chrome,
        links=make_links(walk.references, base=base, url=url, title=title, resolve=resolve, limit=max_links),
        images=len(walk.pictures),
        pictures=tuple(walk.pictures) if walk.headings else (),
        alts=tuple(walk.alts[:MAX_ALTS]),
        emails=tuple(walk.emails),
        phones=tuple(walk.phones),
        has_map=walk.has_map or _shows_the_way(walk),
        has_form=walk.has_form,
        dead_anchors=tuple(walk.dead[:MAX_DEAD]),
        text_layer=layer_of(quality),
        needs_script=needs_script(signs, walk, raw),
        script_signs=signs,
        hidden=hidden_links(source, base=base, url=url, title=title, resolve=resolve),
        veiled=veiled_links(tree, base=base, url=url, title=title, resolve=resolve),
        published=_day(walk.published),
        generator=walk.generator[:100],
        asides=field_aside(tree),
        skeleton=skeleton(raw),
        cut=end.cut,
        tail=end.tail,
        refresh=(resolve(base, walk.refresh) or "") if walk.refresh else "",
        sha256=sha256,
        size=len(body),
    )


def _decoded(body: bytes, charset: str) -> tuple[str, str, bytes, bytes]:
    """The source, its encoding, and its bytes in which ASCII letters are ASCII: as they came, and for the parser."""
    source, encoding, as_is = decode(body, charset=charset)
    raw = source.encode() if encoding.startswith("utf-16") else body
    return source, encoding, raw, body if as_is else source.encode("utf-8", "replace")


def _walked(markup: bytes, url: str, max_depth: int, frames: Frames | None) -> tuple[LexborHTMLParser, Walk, str]:
    """The page as a tree, what was met in it, and the address from which its links start."""
    tree, walk = LexborHTMLParser(flattened(markup, max_depth)), Walk(frames)
    if tree.root is not None:
        walk.through(tree.root)
    _more_references(tree, walk)
    return tree, walk, _base(url, walk.base)


def _texts(walk: Walk) -> tuple[str, str]:
    """The text of the content and that of its frame; of a page that has nothing else, the frame is the content."""
    text, chrome = visible(lines_of(walk.content)), visible(joined(walk.chrome, walk.framed))
    return (text, chrome) if text or walk.pictures else (chrome, "")


def _base(url: str, said: str) -> str:
    """The address from which a page's links start: what its base element says, unless that is none."""
    try:
        return urljoin(url, said)
    except ValueError:
        return url


def _quality(text: str) -> float:
    """Weighed only where codes stand or no Thai does. A page without text is no scan: sound."""
    return weigh(text) or 1.0 if has_codes(text) or not has_thai(text) else 1.0


def _day(text: str) -> date | None:
    """The day of an ISO date in either era; None when it is none."""
    found = next(iter(find_dates(text)), None)
    return found.start if found is not None and found.precision is Precision.DAY else None


def _shows_the_way(walk: Walk) -> bool:
    """Whether a picture stands on a page that a heading calls a map of the place."""
    return bool(walk.pictures) and any(_MAP.match(head) for head in (walk.title, *walk.headings, *walk.titles))


_MAP: Final = re.compile(r"แผนที่(?:ตั้ง|ที่|เดินทาง|การเดินทาง|แสดง|สำนักงาน|หน่วยงาน|เทศบาล|อบต|องค์การ|ตำบล|\s|\(|$)")

# References that do not stand in anchors and frames


def _more_references(tree: LexborHTMLParser, walk: Walk) -> None:
    """Elements that a script makes links or will fill, and mail addresses hidden from robots."""
    for node in tree.css(_SCRIPTED):
        attrs = node.attributes
        code = attrs.get("onclick")
        target = links.script_target(code) if code else links.data_target(attrs)
        if target:
            _note(walk, node, target)
        elif hidden := attrs.get("data-cfemail"):
            mail = links.unhidden_mail(hidden)
            walk.emails += [mail] if mail and mail not in walk.emails else []
    if walk.scripts:
        walk.empty_panels = any(is_empty_panel(node.tag or "", node.attributes) for node in tree.css(HOLLOW))


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
