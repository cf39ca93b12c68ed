"""Headings that name no item: titles of groups of items, and the name of the agency itself. Calm."""

from collections.abc import Iterable, Iterator
from typing import Final

from oitcrawl.model.content import Media
from oitcrawl.model.harvest import Record
from oitcrawl.thai.text import fold

CHAPTER: Final = "/"  # stands for a group of items where the slug of one does
NUMBERED: Final = 24  # folded characters before the title of a group: its number, and what it is a group of


class Chapters:
    """Knows the titles of the groups of an edition: what stands below one belongs to nothing above it."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = tuple(map(fold, titles))

    def mark(self, heading: str) -> str | None:
        """``CHAPTER`` for the title of a group, with its number or without it; None for all else."""
        folded = fold(heading)
        ends = (title for title in self._titles if folded.endswith(title))
        return CHAPTER if any(len(folded) - len(title) <= NUMBERED for title in ends) else None


def named(page: Record, agency: str) -> Iterator[int]:
    """Numbers of the headings of a page that are the name of the agency and nothing else."""
    name = fold(agency) if page.media is Media.HTML else ""
    return (number for number, one in enumerate(page.headings) if name and fold(one) == name)
