"""Items as an agency's people name them: by the code of an edition or by the permanent slug. Calm."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.rule import RuleSet


def by_slug(site: AgencySite, rules: RuleSet) -> AgencySite:
    """The agency with every code of ``rules`` as the slug that it means; what they do not know stays."""
    slugs = {rule.item: rule.slug for rule in rules.rules}
    return _renamed(site, lambda name: slugs.get(name, name))


def by_code(site: AgencySite, rules: RuleSet) -> AgencySite:
    """The agency with every slug of ``rules`` as its code there; what they do not know stays, and names nothing."""
    codes = {rule.slug: rule.item for rule in rules.rules}
    return _renamed(site, lambda name: codes.get(name, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that an agency's file uses, and what it means.

    Attributes:
        name: as written.
        where: the key it stands under: ``owners``, ``declared`` or ``waivers``.
        slug: the disclosure that it names in the edition in use; None when it names none there.
        others: (edition, slug) pairs of editions in which the same code means another disclosure.
    """

    name: str
    where: str
    slug: str | None
    others: tuple[tuple[str, str], ...] = ()


def names_of(site: AgencySite, rules: RuleSet, others: tuple[RuleSet, ...] = ()) -> Iterator[Named]:
    """Every name of an item in the entry of an agency, once for each key it stands under.

    Args:
        site: as its file has it.
        rules: the edition in use.
        others: further editions, for codes that mean another disclosure there.
    """
    written = {
        "owners": [name for name, _ in site.owners],
        "declared": [name for name, _ in site.declared],
        "waivers": [waiver.item for waiver in site.waivers],
    }
    known = _known(rules)
    for where, names in written.items():
        for name in dict.fromkeys(names):
            slug = known.get(name)
            elsewhere = ((one.edition, _known(one).get(name)) for one in others if one.edition != rules.edition)
            differing = tuple((edition, other) for edition, other in elsewhere if other and other != slug)
            yield Named(name=name, where=where, slug=slug, others=differing)


def _known(rules: RuleSet) -> dict[str, str]:
    return {name: rule.slug for rule in rules.rules for name in (rule.item, rule.slug)}


def _renamed(site: AgencySite, told: Callable[[str], str]) -> AgencySite:
    return replace(
        site,
        declared=tuple((told(name), url) for name, url in site.declared),
        owners=tuple((told(name), owner) for name, owner in site.owners),
        waivers=tuple(replace(waiver, item=told(waiver.item)) for waiver in site.waivers),
    )
