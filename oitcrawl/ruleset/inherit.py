"""One rule or edition file laid over that of its base; a mistake still shows the line that it stands in. Calm."""

from collections.abc import Iterator, Mapping
from typing import Any

from oitcrawl.ruleset.schema import merge
from oitcrawl.ruleset.source import Loc, Place, Source


def laid(base: Source, leaf: Source) -> Source:
    """``leaf`` over ``base``: mappings merge, the leaf wins, null removes, lists replace."""
    data = merge({key: value for key, value in base.data.items() if key != "extends"}, leaf.data)
    return Source(data, leaf.path, _Laid(leaf.places, base.places), _inherited(base, leaf))


def _inherited(base: Source, leaf: Source) -> frozenset[str]:
    """Clauses written, and proved, elsewhere: the leaf has cases of its own, but not for these."""
    known = _clauses(base.data) if "cases" in leaf.data else base.inherited
    return known - _clauses(leaf.data)


def _clauses(data: Mapping[str, Any]) -> frozenset[str]:
    """The groups of clauses that a rule file writes: ``pages``, ``topic.any``, ``components.results``."""
    topic, components = data.get("topic") or {}, data.get("components") or {}
    return frozenset(
        {key for key in _OF_ITEM if key in data}
        | {f"topic.{key}" for key in topic}
        | {f"components.{key}" for key, part in components.items() if part is None or part.keys() & _OF_COMPONENT}
    )


_OF_ITEM = ("only", "due", "pages", "offsite")
_OF_COMPONENT = {"any", "only", "year", "due", "unless_nil"}


class _Laid(Mapping[Loc, Place]):
    """Where values stand that come from two files; looked up only when somebody asks, for that reads both again."""

    def __init__(self, leaf: Mapping[Loc, Place], base: Mapping[Loc, Place]) -> None:
        self._leaf, self._base = leaf, base

    def __getitem__(self, loc: Loc) -> Place:
        return self._leaf[loc] if loc in self._leaf else self._base[loc]

    def __iter__(self) -> Iterator[Loc]:
        return iter({**self._base, **self._leaf})

    def __len__(self) -> int:
        return len({**self._base, **self._leaf})
