"""Pages nested without end made flat: the parser takes time by the square of the depth, and nobody else's turn comes.

A page that nests no deeper than people write comes out as it went in, for the price of counting its tags. Calm.
"""

import re
from typing import Final

_FEW: Final = 6000  # tags in all that cannot nest so deep that it costs more than some hundredths of a second
_UNCLOSED: Final = 3000  # tags opened more than closed: pages that leave <br>, <li> and <td> open have some as well
_STRETCH: Final = 16_384  # bytes after which it is counted how many are open
_EFFORT: Final = 1_000_000  # elements looked at in vain, from which on the page is a trap

# Elements that never stand in one of their own kind: they hold nothing, or the next one closes them.
_EMPTY: Final = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
_CLOSED: Final = "html head body p li dt dd option optgroup tbody thead tfoot colgroup caption a select form button"
_CELLS: Final = "tr td th"
_RAW: Final = "script style textarea title xmp iframe noembed noframes"
_FORMATTING: Final = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
_BARRIERS: Final = frozenset(
    b"table template object applet marquee".split()
)  # what stands in them closes nothing outside


def _any_of(*names: str) -> bytes:
    return f"(?:{'|'.join(' '.join(names).split())})(?=[\\s/>])".encode()


_TAG: Final = re.compile(
    rb"<!--(?:-?>|.*?--!?>|.*)"
    rb"|<(?P<raw>" + _any_of(_RAW) + rb")(?:.*?</(?P=raw)|.*)"
    rb"|<(?P<end>/?)(?:(?P<cell>"
    + _any_of(_CELLS)
    + rb")|(?!"
    + _any_of(_EMPTY, _CLOSED)
    + rb")(?P<name>[a-z][^\s/>]*))[^>]*",
    re.IGNORECASE | re.DOTALL,
)
_TAGS_THAT_NEST: Final = re.compile(
    rb"</?(?!" + _any_of(_EMPTY, _CLOSED, _CELLS, _RAW, "h1 h2 h3 h4 h5 h6") + rb")[a-z][^>]*>?", re.IGNORECASE
)


def flattened(markup: bytes, depth: int = 500) -> bytes:
    """``markup`` (ASCII-compatible HTML) in which elements stand at most ``depth`` deep; people nest by the dozen.

    What precedes the first that stands deeper is as it was; behind it only links, cells, paragraphs and the like
    keep their tags, and all keeps its text.
    """
    if markup.count(b"<") < _FEW or not _seems_deep(markup):
        return markup
    cut = _too_deep(markup, depth)
    return markup if cut < 0 else markup[:cut] + _TAGS_THAT_NEST.sub(b"", markup[cut:])


def _seems_deep(markup: bytes) -> bool:
    """Whether many more tags are opened than closed at some place; most often of those that need no closing."""
    unclosed = 0
    for start in range(0, len(markup), _STRETCH):
        end = start + _STRETCH
        unclosed += markup.count(b"<", start, end) - 2 * markup.count(b"</", start, end)
        if unclosed > _UNCLOSED:
            return True
    return False


def _too_deep(markup: bytes, depth: int) -> int:
    """Where the first element stands that is too deep; negative for nowhere."""
    stack: list[bytes] = []
    effort = 0
    for found in _TAG.finditer(markup):
        name = found["name"]
        if name is None:
            if found["cell"]:
                effort += _back_to_table(stack)
            continue
        name = name.lower()
        if found["end"]:
            effort += _close(stack, name)
        else:
            stack.append(name)
        if len(stack) > depth or effort > _EFFORT:
            return found.start()
    return -1


def _back_to_table(stack: list[bytes]) -> int:
    """A cell begins or ends: what stands open in its table is closed; how many elements were looked at in vain."""
    for place in range(len(stack) - 1, -1, -1):
        if stack[place] in {b"table", b"template"}:
            del stack[place + 1 :]
            return 0
    return len(stack)


def _close(stack: list[bytes], name: bytes) -> int:
    """Close the last ``name`` with all that stands in it, if it is open; how many elements were looked at in vain."""
    for place in range(len(stack) - 1, -1, -1):
        if stack[place] == name:
            if name in _FORMATTING:  # closes itself alone
                del stack[place]
                return len(stack) - place
            del stack[place:]
            return 0
        if stack[place] in _BARRIERS and name not in _BARRIERS:
            return len(stack) - place
    return len(stack)
