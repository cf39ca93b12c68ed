"""People's words at the desk: heard whenever a scan is shown, and what is known of the site to weigh them by."""

from collections.abc import Callable, Sequence
from functools import cache

from oitcrawl.errors import RulesError
from oitcrawl.judge.score import summarise
from oitcrawl.model.content import Page
from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.known import READ
from oitcrawl.model.scan import AgencyScan, Summary
from oitcrawl.persons.effect import Summarise, with_words
from oitcrawl.persons.pages import print_of
from oitcrawl.persons.standing import Ground, Seen, words_on
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.store.scans import Store


def heard(store: Store, scan: AgencyScan, rules: Callable[[], RuleSet]) -> AgencyScan:
    """A scan with people's words in it; what is stored stays the machine's own.

    Args:
        store: where the words are.
        scan: as the machine judged it.
        rules: gives the edition of the scan, for the estimate.

    Raises:
        StoreError: the database cannot be read.
    """
    kept = store.reviews.of(scan.agency.code)
    if not kept:
        return scan
    words = words_on(scan, kept, ground(store, scan.agency.code))
    return with_words(scan, words, _summarise(rules, scan.fiscal_year)) if words else scan


def ground(store: Store, code: str) -> Ground:
    """What the store knows of a site beside a scan: what its addresses came to, and what pages said."""

    @cache
    def known() -> dict[str, Seen]:
        last = store.visits.load(code)
        return {one.url: _seen(one.sha256, one.came, gone=one.permanent) for one in last.known} if last else {}

    @cache
    def told(sha256: str) -> str:
        text = store.contents.load(sha256)
        return print_of(text) if isinstance(text, Page) else ""

    return Ground(seen=lambda url: known().get(url), print_of=told)


def _seen(sha256: str, came: str, *, gone: bool) -> Seen:
    return Seen(sha256=sha256 if came == READ else "", gone=gone)


def _summarise(rules: Callable[[], RuleSet], year: int) -> Summarise | None:
    """How the edition sums up; None where it is not here any more, as for an old scan."""
    try:
        edition = rules()
    except RulesError:
        return None

    def summed(items: Sequence[ItemFinding]) -> Summary:
        return summarise(items, edition, year)

    return summed
