"""Packages of XML in a ZIP (Office Open XML, OpenDocument): bombs and entities do nothing here."""

import re
from io import BytesIO
from types import TracebackType
from typing import Any, Final, Self
from zipfile import BadZipFile, ZipFile

from lxml import etree

from oitcrawl.read.properties import Properties, make_properties
from oitcrawl.read.trouble import Locked, TooLarge, Trouble

MAX_PART: Final = 80_000_000  # bytes of one part of a package, unpacked
MAX_PACKAGE: Final = 250_000_000  # bytes of all parts that are read


class Package:
    """The parts of a zipped document, read by name within limits.

    Attributes:
        names: of all parts.
        torn: a part that was read by ``xml`` is broken, and not all of it could be told.
    """

    def __init__(self, body: bytes) -> None:
        self._archive = ZipFile(BytesIO(body))
        self._left = MAX_PACKAGE
        self.names = tuple(self._archive.namelist())
        self.torn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            TooLarge: it, or all parts together, unpack to more than we hold.
            KeyError: there is none of this name.
        """
        limit = min(MAX_PART, self._left)
        with self._archive.open(name) as part:
            data = part.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(name)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Any:
        """The root of a part of XML; no entity is ever resolved, no other file loaded.

        Raises:
            BadZipFile: no XML could be told in it.
        """
        root, is_whole = parse_xml(self.part(name))
        self.torn = self.torn or not is_whole
        return root

    def matching(self, pattern: str) -> list[str]:
        """Names of the parts that match a pattern in full, numbers in their order (``slide10`` after ``slide9``)."""
        names = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(names, key=lambda name: [int(run) if run.isdigit() else run for run in _RUNS.split(name)])

    def core_properties(self) -> Properties:
        """Properties of an Office Open XML package; empty ones when they are absent or broken."""
        return self.properties_of("docProps/core.xml")

    def properties_of(self, name: str) -> Properties:
        """Properties from Dublin Core elements of a part, wherever they stand in it."""
        try:
            root, _ = parse_xml(self.part(name))
        except (KeyError, etree.XMLSyntaxError, BadZipFile, TooLarge):
            return Properties()
        texts: dict[str, str] = {}
        for node in root.iter(tag=etree.Element):
            texts.setdefault(local_name(node), node.text or "")
        days = [texts.get(key, "") for key in ("created", "creation-date", "modified", "date")]
        author = texts.get("initial-creator") or texts.get("creator", "")
        return make_properties(title=texts.get("title", ""), author=author, days=tuple(days))

    def refuse_locks(self) -> None:
        """Raise for an OpenDocument file that is encrypted: its manifest says so, its parts look like noise.

        Raises:
            Locked: it is.
        """
        if "META-INF/manifest.xml" not in self.names:
            return
        if b"encryption-data" in self.part("META-INF/manifest.xml"):
            raise Locked("encryption-data")


def parse_xml(data: bytes) -> tuple[Any, bool]:
    """The root of an XML document, and whether it is whole; no entity is ever resolved, no other file loaded.

    Raises:
        BadZipFile: no XML could be told in it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise BadZipFile("no XML")
    return root, all(error.level < etree.ErrorLevels.FATAL for error in parser.error_log)


_RUNS: Final = re.compile(r"(\d+)")


def local_name(node: Any) -> str:
    """Name of an element without its namespace; empty for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(node: Any, name: str) -> str:
    """Value of an attribute by its name without namespace; empty when it is not set."""
    value = node.get(name)
    if value is None:
        end = "}" + name
        value = next((value for key, value in node.items() if key.endswith(end)), "")
    return str(value)


def number_of(node: Any, name: str, *, most: int) -> int:
    """Value of an attribute that counts, 1 to ``most``; 1 when it is not set or no number."""
    value = attribute(node, name)
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 10 else 1  # noqa: PLR2004


def require(name: str, names: tuple[str, ...]) -> str:
    """``name`` when it is among ``names``.

    Raises:
        Trouble: the part without which there is nothing to read is absent.
    """
    if name not in names:
        raise Trouble(f"no {name}")
    return name
