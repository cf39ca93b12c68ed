"""Who is scanned: the agency and what its people have told us about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AgencyKind(StrEnum):
    """Kinds of agency under assessment; components may apply to one kind only."""

    LOCAL_GOVERNMENT = "local_government"
    CENTRAL = "central"
    PROVINCE = "province"
    UNIVERSITY = "university"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    STATE_ENTERPRISE = "state_enterprise"
    INDEPENDENT = "independent"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A person's word that an item need not be judged, with a reason and an expiry.

    Attributes:
        item: the slug, or the code of the edition in use, such as ``O10``.
        reason: why; a waiver without a reason does nothing but warn.
        by: who said so.
        until: last day on which it counts.
    """

    item: str
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days between which agencies enter their links for the assessment."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySite:
    """One agency and its main website.

    Attributes:
        code: short Latin name, unique in the agencies file; names the report folder.
        name: Thai name, empty when only a URL is known.
        kind: kind of agency.
        url: address of the home page.
        also: further addresses whose hosts count as the agency's own.
        seeds: addresses to visit first, besides the home page.
        declared: (slug or code, address) pairs that the agency has entered or will enter.
        owners: (slug or code, division) pairs: who is responsible for an item.
        waivers: items that a person has waived.
        window: when links are entered, where known.
        edition: the edition to judge by, whose codes are used above; None: codes are those of the edition in use.
    """

    code: str
    name: str = ""
    kind: AgencyKind = AgencyKind.OTHER
    url: str
    province: str = ""
    also: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    owners: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    window: Window | None = None
    rate: float | None = None
    edition: str | None = None
    group: str = ""

    def owner_of(self, item: str) -> str:
        """The division responsible for ``item``, or an empty string."""
        return dict(self.owners).get(item, "")
