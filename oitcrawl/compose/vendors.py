"""Which agencies' sites are of one template, and what could be mended for most of them at once."""

from dataclasses import dataclass
from typing import Any

from oitcrawl.compose.courses import courses
from oitcrawl.compose.delivery import Delivery
from oitcrawl.report.fleet import Fleet, fleet_of
from oitcrawl.report.shared import change_of, name_of
from oitcrawl.report.vendors import Fix, Vendor, vendors
from oitcrawl.report.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Templates that several agencies share.

    Attributes:
        fleet: all agencies.
        vendors: the templates, the largest first.
        unknown: agencies of which it is not known how their sites are built: their scans are of earlier versions.
    """

    fleet: Fleet
    vendors: tuple[Vendor, ...]
    unknown: int

    @property
    def apart(self) -> int:
        """Agencies whose template fewer than three share."""
        return len(self.fleet.members) - self.unknown - sum(len(one.agencies) for one in self.vendors)

    def as_dict(self, words: Words) -> dict[str, Any]:
        """They for JSON, with sentences in the language of ``words``."""
        names = {column.slug: column.code for column in self.fleet.columns()}
        return {
            "agencies": len(self.fleet.members),
            "unknown": self.unknown,
            "apart": self.apart,
            "templates": [self._vendor(one, names, words) for one in self.vendors],
        }

    def _vendor(self, vendor: Vendor, names: dict[str, str], words: Words) -> dict[str, Any]:
        return {
            "number": vendor.number,
            "name": name_of(vendor, words),
            "generator": vendor.generator,
            "credit": vendor.credit,
            "routes": list(vendor.routes),
            "agencies": self.codes(vendor.agencies),
            "fixes": [self._fix(fix, names, words) for fix in vendor.fixes],
        }

    def _fix(self, fix: Fix, names: dict[str, str], words: Words) -> dict[str, Any]:
        cause, change = change_of(fix, words)
        return {
            "kind": fix.kind,
            "detail": fix.detail,
            "sites": len(fix.agencies),
            "items": [{"item": names[slug], "slug": slug, "agencies": count} for slug, count in fix.items],
            "menus": list(fix.menus),
            "because": cause,
            "change": change,
            "agencies": self.codes(fix.agencies),
        }

    def codes(self, members: tuple[str, ...]) -> list[str]:
        """The agencies' own codes."""
        return [self.fleet.members[code].agency.code for code in members]


def shared_templates(desk: Delivery) -> Templates:
    """Templates that the agencies of the store share, by the newest scan of each.

    Raises:
        StoreError: the database cannot be read.
    """
    fleet = fleet_of(courses(desk.store, desk.heard))
    unknown = sum(one.template is None for one in fleet.members.values())
    return Templates(fleet=fleet, vendors=vendors(fleet), unknown=unknown)
