"""How the markup of a page ends: as it should, or halfway, because a server or its program died while it wrote."""

import re
from typing import Final, NamedTuple

TAIL: Final = 64  # bytes at the end that tell one template from another
_NEAR: Final = 4096  # bytes at the end in which nearly all pages say that they end
_MAX_OPEN: Final = 10_000


class Ending(NamedTuple):
    """How a page ends.

    Attributes:
        cut: empty of a page that ends as it should; ``inside`` a tag, a comment, a script or a letter; ``open``: with
            blocks left open; ``unended``: with nothing open but itself. Whole templates are like the last two.
        tail: sketch of its last bytes, for those two; what a template ends with is alike on all its pages.
    """

    cut: str = ""
    tail: str = ""


def ending(markup: bytes, *, is_utf8: bool = True) -> Ending:
    """How ``markup`` ends. Of pages that say so near their end nothing more is looked at: it costs nothing.

    Args:
        markup: bytes of the page.
        is_utf8: whether they are meant as UTF-8, of which a letter may be cut.
    """
    if _says_so(markup):
        return SOUND
    cut = "inside" if is_utf8 and _BROKEN_LETTER.search(markup, max(0, len(markup) - 4)) else _left(markup)
    return Ending(cut, _tail(markup)) if cut else SOUND


SOUND: Final = Ending()
# in a script the end of another page may be written: 'document.write("</body></html>")'
_END: Final = re.compile(
    rb"</(?:html|body|frameset)\s*>(?!(?:\s*</html\s*>)?\s*(?:[\"'`\\]|</script))", re.IGNORECASE
)
_BROKEN_LETTER: Final = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
# what ends by itself where another begins (p, li, td ...) is left open by everybody
_BLOCKS: Final = frozenset(
    b"table ul ol dl div section main article aside header footer nav form select fieldset center".split()
)
_WHOLE: Final = frozenset({b"html", b"body"})
_RAW: Final = {
    name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.IGNORECASE)
    for name in (b"script", b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed")
}
# Possessive throughout: one way to read each byte. Quotes hold a value only behind an equals sign.
_TAG: Final = re.compile(
    rb"<(/?)([a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\s\"'])))*+(>?)", re.DOTALL
)
_OPENS: Final = re.compile(rb"<(?:[a-zA-Z/!?]|\Z)")


def _says_so(markup: bytes) -> bool:
    return _END.search(markup, max(0, len(markup) - _NEAR)) is not None


def _left(markup: bytes) -> str:
    """What is left open where ``markup`` ends, as of ``Ending.cut``; a ``</html>`` on the way closes all."""
    blocks: list[bytes] = []
    whole, at = False, 0
    while (hit := _OPENS.search(markup, at)) is not None:
        at = _skip(markup, hit.start())
        if at == hit.start() and (tag := _TAG.match(markup, at)) is not None:
            if not tag[3]:
                return "inside"
            at, name = tag.end(), tag[2].lower()
            if name in _WHOLE:
                whole = not tag[1]
                if tag[1]:
                    blocks.clear()
            elif name in _BLOCKS:
                _weigh(blocks, name, closes=bool(tag[1]))
            elif name in _RAW and not tag[1]:
                end = _RAW[name].search(markup, at)
                at = -1 if end is None else end.start()
        elif at == hit.start():
            at += 1
        if at < 0:
            return "inside"
    return "open" if blocks else ("unended" if whole else "")


def _skip(markup: bytes, start: int) -> int:
    """Where a comment or a declaration ends that begins at ``start``; -1 where it does not, ``start`` for a tag."""
    if markup.startswith(b"<!--", start):
        if markup.startswith((b"<!-->", b"<!--->"), start):
            return start + 5
        end = markup.find(b"-->", start + 4)
        return -1 if end < 0 else end + 3
    if markup.startswith((b"<!", b"<?"), start) or len(markup) == start + 1:
        end = markup.find(b">", start)
        return -1 if end < 0 else end + 1
    if markup.startswith(b"</", start) and not markup[start + 2 : start + 3].isalpha():
        return -1 if len(markup) == start + 2 else start + 2
    return start


def _weigh(blocks: list[bytes], name: bytes, *, closes: bool) -> None:
    """Open or close a block; one that closes closes all inside it, and one that closes nothing is passed over."""
    if not closes:
        if len(blocks) < _MAX_OPEN:
            blocks.append(name)
        return
    for depth in range(len(blocks) - 1, max(-1, len(blocks) - 65), -1):
        if blocks[depth] == name:
            del blocks[depth:]
            return


def _tail(markup: bytes) -> str:
    """The last bytes without what changes from page to page: figures, and blanks."""
    bare = re.sub(rb"\d+", b"0", b" ".join(markup[-4 * TAIL :].split()))
    return bare[-TAIL:].hex()
