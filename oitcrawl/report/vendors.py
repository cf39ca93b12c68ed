"""One fix for many sites: what most agencies of one template lack for the same cause. Calm."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from oitcrawl.model.snag import Snag, SnagKind
from oitcrawl.model.template import Template
from oitcrawl.report.fleet import Fleet, Member
from oitcrawl.report.kin import FEW, families
from oitcrawl.report.safe import clean

_MENUS: Final = 3  # names of menus that one fix tells
_ROUTES: Final = 3  # patterns of addresses that tell a template
_SEEN: Final = frozenset("FIO")  # letters of items that the site does show

Cause = tuple[str, str]  # kind and detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Something that the vendor changes once.

    Attributes:
        kind: what is in the way: a value of ``SnagKind``, or ``unopened``: other sites of the template show it.
        detail: the cause, or the pattern of addresses; may be empty.
        items: (slug, agencies) pairs, the item at the most agencies first.
        agencies: codes of those that it would help.
        menus: what the menu entries are called, the commonest first.
    """

    kind: str
    detail: str
    items: tuple[tuple[str, int], ...]
    agencies: tuple[str, ...]
    menus: tuple[str, ...] = ()

    @property
    def worth(self) -> int:
        """Items mended, over all agencies."""
        return sum(count for _, count in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """Agencies whose sites are of one template.

    Attributes:
        number: from 1, the largest first.
        generator, credit: what most of the home pages say of what and who made them; may be empty.
        routes: the commonest patterns of their addresses.
        agencies: their codes.
        fixes: what could be mended for most of them at once, the worthiest first.
    """

    number: int
    generator: str
    credit: str
    routes: tuple[str, ...]
    agencies: tuple[str, ...]
    fixes: tuple[Fix, ...]

    @property
    def worth(self) -> int:
        """Items that all fixes together mend, over all agencies."""
        return sum(fix.worth for fix in self.fixes)


def vendors(fleet: Fleet) -> tuple[Vendor, ...]:
    """Templates that several agencies share, the one that most agencies use first."""
    known = {code: one.template for code, one in fleet.members.items() if one.template is not None}
    shared = [family for family in families(known) if len(family) >= FEW]
    return tuple(
        _vendor(number, [fleet.members[code] for code in family], fleet) for number, family in enumerate(shared, 1)
    )


def _vendor(number: int, members: list[Member], fleet: Fleet) -> Vendor:
    templates = [one.template for one in members if one.template is not None]
    return Vendor(
        number=number,
        generator=_usual(one.generator for one in templates),
        credit=_usual(one.credit for one in templates),
        routes=_routes(templates),
        agencies=tuple(one.code for one in members),
        fixes=_fixes(members, fleet),
    )


def _usual(words: Iterable[str]) -> str:
    """What most say; nothing where most say nothing."""
    often = Counter(map(clean, words))
    word, count = often.most_common(1)[0]
    return word if count * 2 > often.total() else ""


def _routes(templates: Sequence[Template]) -> tuple[str, ...]:
    """The patterns that most of them have; of these the longest tell most."""
    often = Counter(route for one in templates for route in one.routes)
    usual = [route for route, count in often.items() if count * 2 > len(templates)]
    return tuple(clean(one) for one in sorted(usual, key=lambda one: (-often[one], -len(one), one))[:_ROUTES])


def _fixes(members: list[Member], fleet: Fleet) -> tuple[Fix, ...]:
    """What most of them lack for one cause, cause by cause."""
    shown = Counter(slug for one in members for slug in fleet.slugs(one, _SEEN))
    found: defaultdict[tuple[Cause, str], dict[str, str]] = defaultdict(dict)
    for one in members:
        for slug, snag in one.snags:
            found[_cause(snag, shown[slug]), slug][one.code] = snag.menu
    by_cause: defaultdict[Cause, dict[str, dict[str, str]]] = defaultdict(dict)
    for (cause, slug), who in found.items():
        if len(who) >= FEW and len(who) * 2 > len(members):
            by_cause[cause][slug] = who
    fixes = [_fix(cause, items) for cause, items in by_cause.items()]
    return tuple(sorted(fixes, key=lambda fix: (-fix.worth, fix.kind, fix.detail)))


def _cause(snag: Snag, shown: int) -> Cause:
    """Its kind and detail; a menu that other sites of the template have is not lacking in the template."""
    if snag.kind is SnagKind.NO_MENU and shown:
        return "unopened", ""
    return snag.kind.value, clean(snag.detail)


def _fix(cause: Cause, items: dict[str, dict[str, str]]) -> Fix:
    menus = Counter(clean(menu) for who in items.values() for menu in who.values() if menu.strip())
    return Fix(
        kind=cause[0],
        detail=cause[1],
        items=tuple(sorted(((slug, len(who)) for slug, who in items.items()), key=lambda pair: (-pair[1], pair[0]))),
        agencies=tuple(sorted({code for who in items.values() for code in who})),
        menus=tuple(menu for menu, _ in sorted(menus.items(), key=lambda pair: (-pair[1], pair[0]))[:_MENUS]),
    )
