"""Which scans are still worth reading: those whose pages can change the verdict of an item."""

from collections.abc import Iterator
from dataclasses import dataclass

from oitcrawl.judge.freshness import Fit
from oitcrawl.judge.sighting import Gathered, Sighting
from oitcrawl.model.content import Media, TextLayer, UnreadCause
from oitcrawl.model.finding import ComponentState, ItemFinding, Status
from oitcrawl.model.harvest import Record
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.rule import Rule, RuleSet

_SETTLED = {Status.NOT_APPLICABLE, Status.WAIVED, Status.FOUND}
_PICTURES = {UnreadCause.SCAN, UnreadCause.GARBLED, UnreadCause.UNCLEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A scan that may settle an item.

    Attributes:
        rank: the lower the sooner, within the item.
    """

    slug: str
    url: str
    rank: int


def is_scan(record: Record) -> bool:
    """Whether recognition could give text that the file does not."""
    if record.media is Media.HTML:
        # a page in font codes can be printed; of its print some leaves may have been read by now
        printed = record.recognised > 0 and record.text_layer is not TextLayer.GOOD
        return record.unread is UnreadCause.GARBLED or printed
    if record.is_away or record.media not in {Media.PDF, Media.IMAGE}:
        return False
    if record.unread is not None:
        return record.unread in _PICTURES
    return record.text_layer in {TextLayer.PARTIAL, TextLayer.GARBLED, TextLayer.NONE}


def wants(gathered: Gathered, findings: tuple[ItemFinding, ...], rules: RuleSet) -> tuple[Want, ...]:
    """For every item without a final verdict its scans, the likeliest first."""
    by_slug = {rule.slug: rule for rule in rules.rules}
    return tuple(
        want
        for finding in findings
        if finding.status not in _SETTLED
        for want in _of_item(by_slug[finding.slug], gathered)
    )


def _of_item(rule: Rule, gathered: Gathered) -> Iterator[Want]:
    years = {rule.year, *(part.year for part in rule.components if part.year is not None)}
    sightings = gathered.sightings.get(rule.slug, ())
    dark = [one for one in sightings if _is_dark(one) and _may_be_right(one, years)]
    dark.sort(key=lambda one: (one.sign.mere, not one.fits[rule.year].counts, -one.sign.strength))
    urls = [one.record.url for one in dark]
    of_other_years = {one.record.url for one in sightings if not _may_be_right(one, years)}
    urls += [one.url for one in gathered.suspects.get(rule.slug, ()) if one.url not in of_other_years]
    urls += [one.url for one in gathered.open]
    for rank, url in enumerate(dict.fromkeys(urls)):
        yield Want(slug=rule.slug, url=url, rank=rank)


def _is_dark(one: Sighting) -> bool:
    if not is_scan(one.record):
        return False
    return not one.readable or any(part.state is ComponentState.UNREADABLE for part in one.shown.values())


def _may_be_right(one: Sighting, years: set[YearRule]) -> bool:
    return any(one.fits[year] not in {Fit.OLDER, Fit.NEWER} for year in one.fits if year in years)
