"""Who is to be told of which agencies, as the agencies file says; one digest for each address. Calm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from oitcrawl.agencies import AgenciesFile, AgencyEntry, SupervisorEntry
from oitcrawl.agencies.mailing import reference
from oitcrawl.model.site import AgencySite
from oitcrawl.notify.news import Occasion
from oitcrawl.report.words import Lang

ALL_OCCASIONS: Final = frozenset(Occasion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A part of what a recipient follows.

    Attributes:
        code: of the agency.
        divisions: whose items; None for all.
    """

    code: str
    divisions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who is told.

    Attributes:
        to: a mail address, or where an address is kept: ``mailto:``, ``env:``, ``file:``.
        scopes: what is followed, one for each agency, in the order of the file.
        lang: language of the messages; None for that of the settings.
        on: occasions on which something is said; of others it is told along with these.
        runs_it: follows all agencies, and so is told when announcements are held back.
    """

    to: str
    scopes: tuple[Scope, ...]
    lang: Lang | None = None
    on: frozenset[Occasion] = ALL_OCCASIONS
    runs_it: bool = False


def recipients(written: AgenciesFile, sites: Iterable[AgencySite]) -> tuple[Recipient, ...]:
    """Everybody whom the file names, supervisors first.

    An address that stands in several places gets one digest of all that concerns it, a whole agency before its
    divisions; occasions and language are those of the first place.

    Args:
        written: the file.
        sites: its agencies, as they are to be announced.
    """
    wanted = {site.code: site for site in sites}
    found: dict[str, Recipient] = {}
    for entry in written.supervisors:
        codes = [site.code for site in wanted.values() if _is_for(entry, site)]
        for address in entry.to:
            _join(found, _supervisor(entry, address, codes))
    for agency in written.agencies:
        if agency.code in wanted:
            for one in _of_agency(agency):
                _join(found, one)
    return tuple(found.values())


def _is_for(entry: SupervisorEntry, site: AgencySite) -> bool:
    return entry.group in {None, site.group} and entry.province in {None, site.province}


def _supervisor(entry: SupervisorEntry, address: str, codes: list[str]) -> Recipient:
    return Recipient(
        to=reference(address),
        scopes=tuple(Scope(code=code) for code in codes),
        lang=entry.lang,
        on=frozenset({Occasion.FIRST, *(Occasion(one) for one in entry.on)}),
        runs_it=entry.group is None and entry.province is None,
    )


def _of_agency(entry: AgencyEntry) -> Iterator[Recipient]:
    for address in entry.notify:
        yield Recipient(to=reference(address), scopes=(Scope(code=entry.code),))
    for division, addresses in entry.recipients.items():
        for address in addresses:
            yield Recipient(to=reference(address), scopes=(Scope(code=entry.code, divisions=frozenset({division})),))


def _join(found: dict[str, Recipient], one: Recipient) -> None:
    """Take in somebody who may be known already."""
    was = found.get(one.to)
    if was is None:
        found[one.to] = one
        return
    scopes = {scope.code: scope for scope in was.scopes}
    for scope in one.scopes:
        scopes[scope.code] = _both(scopes.get(scope.code, scope), scope)
    found[one.to] = Recipient(
        to=was.to,
        scopes=tuple(scopes.values()),
        lang=was.lang or one.lang,
        on=was.on,
        runs_it=was.runs_it or one.runs_it,
    )


def _both(one: Scope, other: Scope) -> Scope:
    if one.divisions is None or other.divisions is None:
        return Scope(code=one.code)
    return Scope(code=one.code, divisions=one.divisions | other.divisions)
