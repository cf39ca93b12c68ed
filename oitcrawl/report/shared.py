"""The section "one fix, many sites" of the overview: what to tell the vendor of a template, in words. Calm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from oitcrawl.report.fleet import Column, Fleet, Place, latest
from oitcrawl.report.safe import clean
from oitcrawl.report.vendors import Fix, Vendor
from oitcrawl.report.words import Words

SHOWN: Final = 12  # vendors that the page tells of
FIXES: Final = 5  # of one vendor
LISTED: Final = 24  # agencies that a vendor lists by name; the table shows all
ITEMS: Final = 6  # that the sentence in the head names
CHOOSABLE: Final = 200  # vendors that the table can be narrowed to


@dataclass(frozen=True, slots=True, kw_only=True)
class FixView:
    """One thing to change: ``title`` tells at how many sites it helps, ``items`` are (code, title) pairs."""

    title: str
    cause: str
    change: str
    items: tuple[tuple[str, str], ...]
    menus: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorView:
    """One template.

    Attributes:
        number: that rows of the table carry.
        facts: (name, value) pairs that tell it from others; ``routes`` are patterns of addresses.
        who: (name, href) of the first of its agencies; ``more`` says how many there are besides.
    """

    number: int
    name: str
    uses: str
    facts: tuple[tuple[str, str], ...]
    routes: tuple[str, ...]
    fixes: tuple[FixView, ...]
    who: tuple[tuple[str, str], ...]
    who_title: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """The section.

    Attributes:
        vendors: those with something to mend, the worthiest first.
        best: the worthiest fix in one sentence; empty where there is none.
        others: a sentence on those that are not shown; may be empty.
        choices: (number, name) of the templates that the table can be narrowed to.
    """

    vendors: tuple[VendorView, ...]
    best: str
    others: str
    choices: tuple[tuple[int, str], ...]


def shared(
    found: Sequence[Vendor], fleet: Fleet, columns: Sequence[Column], words: Words, place: Place = latest
) -> SharedView:
    """What can be mended once for many sites; ``place`` says where their reports are."""
    worthy = sorted((one for one in found if one.fixes), key=lambda one: (-one.worth, one.number))
    names = {column.slug: (column.code, column.title) for column in columns}
    left = len(worthy) - SHOWN
    return SharedView(
        vendors=tuple(_vendor(one, fleet, names, words, place) for one in worthy[:SHOWN]),
        best=_best(worthy, names, words),
        others=words("shared.others", count=f"{left:,}") if left > 0 else "",
        choices=tuple((one.number, f"{name_of(one, words)} ({len(one.agencies):,})") for one in found[:CHOOSABLE]),
    )


def _best(worthy: Sequence[Vendor], names: Mapping[str, tuple[str, str]], words: Words) -> str:
    if not worthy:
        return ""
    vendor, fix = max(((one, fix) for one in worthy for fix in one.fixes), key=lambda pair: pair[1].worth)
    told = [names[slug][0] for slug in names if slug in dict(fix.items)]
    items = ", ".join(told[:ITEMS]) + (" ..." if len(told) > ITEMS else "")
    sites = words("shared.sites", count=f"{len(fix.agencies):,}")
    return words("shared.best", sites=sites, name=name_of(vendor, words), cause=change_of(fix, words)[0], items=items)


def name_of(vendor: Vendor, words: Words) -> str:
    """What people call a template: by who made it or what it was made with, where most of its sites say so."""
    name = words("shared.system", number=vendor.number)
    told = vendor.credit or vendor.generator
    return f"{name} · {told}" if told else name


def change_of(fix: Fix, words: Words) -> tuple[str, str]:
    """The cause in words, and what the vendor should change."""
    cause, _, pattern = fix.detail.partition(" ")
    values = {"detail": fix.detail, "cause": words.maybe(f"cause.{cause}") or cause, "pattern": pattern}
    return words(f"shared.cause_{fix.kind}", **values), words(f"shared.do_{fix.kind}", **values)


def _vendor(
    vendor: Vendor, fleet: Fleet, names: Mapping[str, tuple[str, str]], words: Words, place: Place
) -> VendorView:
    members = [fleet.members[code] for code in vendor.agencies]
    listed = sorted((clean(one.agency.name).strip() or one.agency.code, one.code) for one in members)
    facts = ((words("shared.generator"), vendor.generator), (words("shared.credit"), vendor.credit))
    left = len(listed) - LISTED
    return VendorView(
        number=vendor.number,
        name=name_of(vendor, words),
        uses=words("shared.uses", count=f"{len(listed):,}"),
        facts=tuple(pair for pair in facts if pair[1]),
        routes=vendor.routes,
        fixes=tuple(_fix(one, names, words) for one in vendor.fixes[:FIXES]),
        who=tuple((name, place(code)) for name, code in listed[:LISTED]),
        who_title=words("shared.who", count=f"{len(listed):,}"),
        more=words("shared.more", count=f"{left:,}") if left > 0 else "",
    )


def _fix(fix: Fix, names: Mapping[str, tuple[str, str]], words: Words) -> FixView:
    cause, change = change_of(fix, words)
    menus = " · ".join(fix.menus)
    order = list(names)
    return FixView(
        title=words("shared.sites", count=f"{len(fix.agencies):,}"),
        cause=cause,
        change=change,
        items=tuple(names[slug] for slug, _ in sorted(fix.items, key=lambda pair: order.index(pair[0]))),
        menus=words("shared.menus", menus=menus) if menus else "",
    )
