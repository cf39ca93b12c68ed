"""The handful of properties that the walk needs of the parser's nodes; only ``html.py`` knows the parser."""

from typing import Any, Protocol


class Attrs(Protocol):
    """Attributes of an element."""

    def get(self, key: str, /) -> str | None:
        """The value of one; None when it is absent or has none."""

    def __contains__(self, key: str, /) -> bool: ...


class Node(Protocol):
    """What the walk needs of a node of the parser."""

    @property
    def tag(self) -> Any:
        """Name of the element, lower case; ``-text`` for text; always a string."""

    @property
    def attributes(self) -> Attrs:
        """Its attributes, all at once: asking for them one by one costs four times as much where one is absent."""

    @property
    def child(self) -> "Node | None":
        """Its first child."""

    @property
    def next(self) -> "Node | None":
        """Its next sibling."""

    @property
    def html(self) -> Any:
        """Its HTML with all inside it, spelt in the one way of the parser: a string."""

    @property
    def text_content(self) -> Any:
        """The characters of a text node: a string; None for others."""
