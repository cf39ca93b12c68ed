"""One rule or edition file laid over that of its base; a mistake still shows the line that it stands in. Calm."""

from collections.abc import Iterator, Mapping

from oitcrawl.ruleset.schema import merge
from oitcrawl.ruleset.source import Loc, Place, Source


def laid(base: Source, leaf: Source) -> Source:
    """``leaf`` over ``base``: mappings merge, the leaf wins, null removes, lists replace."""
    data = merge({key: value for key, value in base.data.items() if key != "extends"}, leaf.data)
    return Source(data, leaf.path, _Laid(leaf.places, base.places))


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
