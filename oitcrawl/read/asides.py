"""What a file says beside its pages - headers, notes, comments, hidden sheets, properties - to be looked at alone.

It is no evidence of anything, but numbers of persons lie open there as anywhere. Only what may hold one is kept.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from zipfile import BadZipFile

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from oitcrawl.model.content import Leaf
from oitcrawl.read.package import Package, local_name
from oitcrawl.read.trouble import TooLarge
from oitcrawl.thai.personal import may_hold_personal

PROPERTIES: Final = "คุณสมบัติของไฟล์"
HIDDEN_SHEET: Final = "แผ่นงานที่ซ่อนไว้"
MOST: Final = 200_000  # characters of one place
_PLACES: Final = (
    (r"word/(?:header|footer)\d*\.xml", "หัวหรือท้ายกระดาษ", "p"),
    (r"word/(?:foot|end)notes\d*\.xml", "เชิงอรรถ", "p"),
    (r"\w+/(?:threadedC|c)omments[^/]*(?:/[^/]+)?\.xml", "ความเห็นในไฟล์", "p comment threadedComment"),
    (r"ppt/notesSlides/[^/]+\.xml", "บันทึกของผู้บรรยาย", "p"),
)
_PARTS: Final = 200  # of one package
_TOLD: Final = frozenset("title subject creator keywords description lastModifiedBy category lpwstr Manager".split())
_PHONE: Final = re.compile(r"[689][0-9]{8}")
_MOMENT: Final = re.compile(r"(?<![0-9])1[5-9][0-9]{11}(?![0-9])")  # milliseconds, as telephones name their pictures


def aside(name: str, text: str, number: int = 0) -> tuple[Leaf, ...]:
    """A place beside the pages, if it may hold a number of a person."""
    text = text[:MOST]
    return (Leaf(number=number, name=name, text=text),) if may_be_personal(text) else ()


def may_be_personal(text: str) -> bool:
    """Whether a text may hold a number of a person, also a telephone without its zero."""
    return may_hold_personal(text) or _PHONE.search(text) is not None


def properties_aside(words: Iterable[str]) -> tuple[Leaf, ...]:
    """Of the properties of a document."""
    return aside(PROPERTIES, "\n".join(word if "บัตร" in word else _MOMENT.sub("", word) for word in words if word))


def package_asides(package: Package) -> tuple[Leaf, ...]:
    """Of a package of Office Open XML: what stands at the edges of its pages, and what was written about them."""
    said = [(name, _words_of(package, pattern, frozenset(ends.split()))) for pattern, name, ends in _PLACES]
    found = [one for name, text in said for one in aside(name, text)]
    told = [text for part in package.matching(r"docProps/\w+\.xml") for text in _told(package, part)]
    return (*found, *properties_aside(told))


def _words_of(package: Package, pattern: str, ends: frozenset[str]) -> str:
    texts: list[str] = []
    for part in package.matching(pattern)[:_PARTS]:
        root = _root(package, part)
        texts += () if root is None else _lines(root, ends)
    return "\n".join(texts)


def _lines(root: Any, ends: frozenset[str]) -> Iterator[str]:
    """Texts under ``root``, a line for each element of ``ends``; cells of a table are parted by bars."""
    words: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = local_name(node)
        if event == "start" and name in {"t", "text"} and node.text:
            words.append(node.text)
        elif event == "end" and name == "tc":
            words.append(" | ")
        elif event == "end" and name in (ends - {"p"} if _in_cell(node) else ends) | {"tr"} and words:
            yield "".join(words)
            words = []
    yield "".join(words)


def _in_cell(node: Any) -> bool:
    above = node.getparent()
    return above is not None and local_name(above) == "tc"


def _told(package: Package, part: str) -> Iterator[str]:
    root = _root(package, part)
    for node in () if root is None else root.iter(tag=etree.Element):
        if local_name(node) in _TOLD and node.text:
            yield node.text


def _root(package: Package, part: str) -> Any:
    """The root of a part; None where it is broken: nothing but this look would miss it."""
    torn = package.torn
    try:
        return package.xml(part)
    except (KeyError, etree.XMLSyntaxError, BadZipFile, TooLarge):
        return None
    finally:
        package.torn = torn


# Pages of the web

_INPUTS: Final = "input[value],textarea"
_NO_TEXT: Final = frozenset("hidden submit button checkbox radio image reset password range color file".split())
_FIELDS: Final = 2000


def field_aside(tree: LexborHTMLParser) -> tuple[Leaf, ...]:
    """Of the fields of a form that a page shows filled in; boxes of a letter each stand in one line."""
    values = []
    for node in tree.css(_INPUTS)[:_FIELDS]:
        attrs = node.attributes
        if (attrs.get("type") or "").lower() not in _NO_TEXT:
            values.append(" ".join((attrs.get("value") or node.text()).split()))
    lines = re.sub(r"(?<=^.)\n(?=.$)", " | ", "\n".join(values), flags=re.MULTILINE)
    return aside("", lines, number=1)
