"""What the last scan had read and this one finds no longer; what may only be out of sight is not told as removed."""

from collections.abc import Iterable
from datetime import timedelta

from oitcrawl.model.known import READ, Known
from oitcrawl.model.scan import Coverage, RemovedAddress, RemovedHow
from oitcrawl.revisit import SITEMAPS

_BANGKOK = timedelta(hours=7)


def removed(
    before: Iterable[Known], after: Iterable[Known], *, was: Coverage, now: Coverage
) -> tuple[RemovedAddress, ...]:
    """Addresses that were read and are gone: nothing is there, or no page leads there any more.

    Args:
        before: what the last scan knew.
        after: what this one knows.
        was: coverage of the last scan.
        now: of this one.
    """
    known, blind, gone = {one.url: one for one in after}, _is_blind(was, now), []
    for one in before:
        if one.came != READ or one.url == SITEMAPS:
            continue
        found = known.get(one.url)
        if found is not None and found.permanent:
            gone.append(_removal(one, RemovedHow.NOT_FOUND))
        elif found is None and not blind:
            gone.append(_removal(one, RemovedHow.UNLINKED))
    return tuple(gone)


def _is_blind(was: Coverage, now: Coverage) -> bool:
    """Whether something is newly out of sight that may lead to what seems to be gone."""
    failed = any(not one.permanent for one in now.failed)
    refused = {one.url for one in now.refused} - {one.url for one in was.refused}
    unread = {one.url for one in now.unread} - {one.url for one in was.unread}
    left = {(one.reason, one.pattern): one.left for one in was.traps}
    trapped = any(one.left > left.get((one.reason, one.pattern), 0) for one in now.traps)
    return bool(failed or refused or unread or trapped)


def _removal(one: Known, how: RemovedHow) -> RemovedAddress:
    seen = (one.last_seen + _BANGKOK).date() if one.last_seen else None
    return RemovedAddress(url=one.url, how=how, label=one.label, seen=seen)
