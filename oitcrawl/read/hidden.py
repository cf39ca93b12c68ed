"""Links inside HTML comments: somebody took them out of the page, so nobody can click them."""

import html
import re
from collections.abc import Iterator
from typing import Final

from oitcrawl.model.content import Label, Link, LinkKind
from oitcrawl.read.links import LABEL_LENGTH, Resolve, leads_nowhere
from oitcrawl.read.state import squash

MAX_HIDDEN: Final = 100
MAX_COMMENTS: Final = 500
MAX_INSIDE: Final = 20_000  # characters of one comment that are looked at
_ANCHOR: Final = re.compile(
    r"<a\b[^>]*?\bhref\s*=\s*(?:\"(?P<q>[^\"]*)\"|'(?P<a>[^']*)'|(?P<n>[^\s>]+))[^>]*>(?P<text>.*?)</a>",
    re.DOTALL | re.IGNORECASE,
)
_CLOSED: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_ROW_BEGINS: Final = re.compile(r".*<(?:tr|li|p|div|h[1-6])\b[^>]*>", re.DOTALL | re.IGNORECASE)
_BEFORE: Final = 1200  # characters before a comment in which its row begins


def hidden_links(source: str, *, base: str, url: str, title: str, resolve: Resolve) -> tuple[Link, ...]:
    """Links in the comments of a page, each address once, with the visible words of their row before them."""
    if "<!--" not in source:
        return ()
    found: dict[str, Link] = {}
    for href, text, row in _anchors(source):
        target = None if leads_nowhere(href) else resolve(base, href)
        if target and target != url and target not in found:
            label = Label(text=text[:LABEL_LENGTH], row=row, page_title=title, found_on=url)
            found[target] = Link(url=target, label=label, kind=LinkKind.ANCHOR)
        if len(found) >= MAX_HIDDEN:
            break
    return tuple(found.values())


def _anchors(source: str) -> Iterator[tuple[str, str, str]]:
    """(href, words, visible words before it in its row) of each link in a comment."""
    for start, end in _comments(source):
        inside = source[start + 4 : min(end, start + MAX_INSIDE)]
        if "href" not in inside.lower():
            continue
        row = _row_before(source, start)
        for anchor in _ANCHOR.finditer(inside):
            href = html.unescape(anchor["q"] or anchor["a"] or anchor["n"] or "")
            yield href, _words(anchor["text"]), row


def _comments(source: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each comment; one that no ``-->`` ends goes on to the end of the page and tells nothing."""
    end = 0
    for _ in range(MAX_COMMENTS):
        start = source.find("<!--", end)
        end = source.find("-->", start + 4) if start >= 0 else -1
        if end < 0:
            return
        if not source.startswith("[if", start + 4):
            yield start, end


def _row_before(source: str, at: int) -> str:
    before = source[max(0, at - _BEFORE) : at]
    return _words(_ROW_BEGINS.sub("", _CLOSED.sub("", before), count=1))[-LABEL_LENGTH:]


def _words(markup: str) -> str:
    return squash(html.unescape(_TAG.sub(" ", markup)))
