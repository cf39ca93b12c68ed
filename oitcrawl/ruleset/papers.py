"""Reads ``rules/papers/*.yaml``: papers that are no item by themselves, what comes near, and what to do instead."""

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, RootModel

from oitcrawl.ruleset.entries import FileModel, Words
from oitcrawl.ruleset.load import rules_root
from oitcrawl.ruleset.schema import Slug
from oitcrawl.ruleset.source import read_source, validated
from oitcrawl.thai.text import fold

FOLDER: Final = "papers"


class PaperEntry(FileModel):
    """One kind of paper as written."""

    title: Words
    words: Annotated[list[Words], Field(min_length=1)]
    near: list[Slug]
    advice: Words


class PapersFile(RootModel[dict[Slug, PaperEntry]]):
    """Kinds of papers by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A kind of paper that is no item.

    Attributes:
        title: what it is, in Thai.
        words: folded words of which one stands in its title.
        near: slugs of the items that it is taken for.
        advice: what to do instead, in Thai.
    """

    key: str
    title: str
    words: tuple[str, ...]
    near: tuple[str, ...]
    advice: str


@cache
def load_papers(root: Path | Traversable | None = None) -> tuple[Paper, ...]:
    """Every kind of paper known, in the order of the files.

    Raises:
        RulesError: one of the files is wrong; names file and line.
    """
    folder = (rules_root() if root is None else root).joinpath(FOLDER)
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml")) if folder.is_dir() else []
    files = (validated(PapersFile, read_source(folder.joinpath(name))) for name in names)
    return tuple(_paper(key, entry) for file in files for key, entry in file.root.items())


def paper_of(text: str, papers: tuple[Paper, ...]) -> Paper | None:
    """The kind of paper that a title or name is of: of the words that stand in it, the longest; None for none."""
    folded = fold(text)
    found = [(len(word), paper) for paper in papers for word in paper.words if word in folded]
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def _paper(key: str, entry: PaperEntry) -> Paper:
    words = tuple(map(fold, entry.words))
    return Paper(key=key, title=entry.title, words=words, near=tuple(entry.near), advice=entry.advice)
