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
    ages: bool = True
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
        ages: whether one of an earlier year is out of date; a law is not.
        advice: what to do instead, in Thai.
    """

    key: str
    title: str
    words: tuple[str, ...]
    near: tuple[str, ...]
    ages: bool
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


def paper_of(title: str, papers: tuple[Paper, ...]) -> Paper | None:
    """The kind of paper that a title is of: by the first line that begins with one of its words, the longest first.

    None when there is none. A line may begin with a little else (``ประกาศรายชื่อ...``) or with ``เรื่อง``.
    """
    for line in title.splitlines():
        folded = fold(line)
        if folded in _BODY:
            return None
        places = [(folded.find(word), len(word), paper) for paper in papers for word in paper.words]
        found = [(length, paper) for place, length, paper in places if 0 <= place <= LEAD]
        if found:
            return max(found, key=lambda one: one[0])[1]
    return None


LEAD: Final = 20  # folded characters before the words
_BODY: Final = {fold(word) for word in ("คำนำ", "สารบัญ", "บทนำ", "หลักการและเหตุผล")}  # what follows is no title


def _paper(key: str, entry: PaperEntry) -> Paper:
    words, near = tuple(map(fold, entry.words)), tuple(entry.near)
    return Paper(key=key, title=entry.title, words=words, near=near, ages=entry.ages, advice=entry.advice)
