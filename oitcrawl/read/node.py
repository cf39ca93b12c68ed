"""The handful of properties that the walk needs of the parser's nodes; only ``html.py`` knows the parser."""

from typing import Protocol


class Attrs(Protocol):
    """Attributes of an element."""

    def get(self, key: str, /) -> str | None:
        """The value of one; None when it is absent or has none."""

    def __contains__(self, key: str, /) -> bool: ...


class Node(Protocol):
    """What the walk needs of a node of the parser."""

    @property
    def tag(self) -> str | None:
        """Name of the element, lower case; ``-text`` for text."""

    @property
    def attrs(self) -> Attrs:
        """Its attributes."""

    @property
    def child(self) -> "Node | None":
        """Its first child."""

    @property
    def next(self) -> "Node | None":
        """Its next sibling."""

    @property
    def text_content(self) -> str | None:
        """The characters of a text node."""
