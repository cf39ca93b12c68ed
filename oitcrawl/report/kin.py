"""Agencies whose sites are of one template, found among thousands without comparing each with each. Calm."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Final

from oitcrawl.model.template import ALIKE, Template, Traits, likeness, traits

FEW: Final = 3  # agencies of one template that are worth a word with their vendor
_NEAR: Final = 12  # families that an agency is compared with: those that share most with it
_COMMON: Final = 60  # families that may be found by one trait; what more of them have tells none from another
_CORE: Final = 0.5  # share of a family that has what counts as the template's own

Family = tuple[str, ...]  # codes of its agencies


def families(templates: Mapping[str, Template]) -> tuple[Family, ...]:
    """Agencies by template, the largest family first; one alone is a family too.

    Each agency joins the family whose first one it is most like. Then what most of a family have in common stands for
    it, and families that are alike by that are one: so neither an agency's own changes nor the order matters much.

    Args:
        templates: how each agency's site is built, by its code.
    """
    known = {code: traits(templates[code]) for code in sorted(templates)}
    first = _joined([((code,), one) for code, one in known.items()])
    cores = [(family, _core([known[code] for code in family])) for family in first]
    cores.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    merged = (tuple(sorted(family)) for family in _joined(cores))
    return tuple(sorted(merged, key=lambda family: (-len(family), family)))


def _joined(groups: Iterable[tuple[Family, Traits]]) -> list[Family]:
    """Each group with the first that it is most like, or by itself."""
    heads: list[Traits] = []
    members: list[list[str]] = []
    by_trait: defaultdict[Hashable, list[int]] = defaultdict(list)
    for family, own in groups:
        at = _nearest(own, heads, by_trait)
        if at is None:
            at = len(heads)
            heads.append(own)
            members.append([])
            for trait in (*own.routes, *own.bones):
                by_trait[trait].append(at)
        members[at].extend(family)
    return [tuple(some) for some in members]


def _nearest(own: Traits, heads: list[Traits], by_trait: Mapping[Hashable, list[int]]) -> int | None:
    """Number of the head that is most alike; None where none is alike enough."""
    shared: Counter[int] = Counter()
    for trait in (*own.routes, *own.bones):
        places = by_trait.get(trait, ())
        if len(places) <= _COMMON:
            shared.update(places)
    near = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:_NEAR]
    best = max(((likeness(own, heads[at]), -at) for at, _ in near), default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def _core(some: list[Traits]) -> Traits:
    """What most of them have in common."""
    if len(some) == 1:
        return some[0]
    least = len(some) * _CORE
    routes = Counter(route for one in some for route in one.routes)
    bones = Counter(bone for one in some for bone in one.bones)
    return Traits(
        frozenset(route for route, count in routes.items() if count >= least),
        frozenset(bone for bone, count in bones.items() if count >= least),
    )
