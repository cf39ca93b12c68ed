"""The map of judging: every content that speaks of an item is opened once and asked what it shows."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from oitcrawl.judge.alerts import Alerts
from oitcrawl.judge.candidates import Candidate, candidates
from oitcrawl.judge.checks import Shown, examine
from oitcrawl.judge.clues import inside_clues, near_years, outside_clues, words_about
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.copies import Copies
from oitcrawl.judge.demands import (
    asks_for_address,
    is_dated_entries,
    newest_entry,
    other_links,
    takes_links_for_forms,
)
from oitcrawl.judge.foretold import told_inside
from oitcrawl.judge.freshness import Clue, Fit, Told, fit, tell, wanted_years
from oitcrawl.judge.joining import Sign, borne_out, plain_sign
from oitcrawl.judge.menus import begun_by_menu, menu_end
from oitcrawl.judge.months import months_told
from oitcrawl.judge.next_best import lost_of
from oitcrawl.judge.numbering import SiteNumbers
from oitcrawl.judge.reading import CheckIndex, Reading
from oitcrawl.judge.sections import is_hollow, is_landing, window_of
from oitcrawl.judge.shared import shared_of
from oitcrawl.judge.sighting import Gathered, Sighting
from oitcrawl.judge.signs import Topics
from oitcrawl.judge.suspects import Suspects, unread_reason, why
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.judge.understood import unclaimed
from oitcrawl.judge.unnamed import unnamed_of
from oitcrawl.judge.vacancies import closed_at, dead_labels, nothing_at
from oitcrawl.judge.year_alerts import year_alerts
from oitcrawl.model.content import Document, Label, Media, Page, TextLayer
from oitcrawl.model.finding import ComponentState
from oitcrawl.model.harvest import Harvest, LoadContent, Record
from oitcrawl.model.reason import Source
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.rule import Component, Rule, RuleSet, asks_for_months

TITLES = {Source.COVER, Source.PAGE_TITLE, Source.PAGE_HEADING}
SECTION = 80  # folded characters; a shorter section says nothing
CHROME_TRUST = 0.5
PRESENT = ComponentState.PRESENT


def gather(
    harvest: Harvest,
    load: LoadContent,
    rules: RuleSet,
    matcher: TopicMatcher,
    context: JudgeContext,
    *,
    topics: Topics | None = None,
    index: CheckIndex | None = None,
) -> Gathered:
    """What the site shows of every item, and what of it was not seen.

    ``load`` is called for candidates only, once each; ``matcher`` knows the topics of the same ``rules``. What is at
    hand need not be made again: ``topics`` is what ``topics_of`` gives for them, ``index`` knows all their phrases.
    """
    topics = topics or topics_of(harvest, rules, matcher, context)
    signs = {record.url: topics.signs(record) for record in harvest.records}
    suspects = Suspects(harvest, topics, at_home=(rule.slug for rule in rules.rules if asks_for_address(rule)))
    copies = Copies(harvest.records)
    nothing_there = nothing_at(harvest)
    menus = begun_by_menu(harvest.records)
    index = index or index_of(rules)
    opener = _Opener(
        load, rules, topics, context, copies, nothing_there, closed_at(harvest) | nothing_there, index, menus
    )
    sightings = opener.sightings(
        candidates(harvest.records, {url: one.by_slug for url, one in signs.items()}, opener)
    )
    alerts = Alerts(harvest, sightings, suspects, topics, context)
    of_years = year_alerts(copies, sightings, rules, context)
    warnings, lost = (*alerts.all(signs, rules), *of_years), lost_of(signs, rules)
    for slug, some in shared_of(harvest.records, signs, topics, lost, alerts.twofold).items():
        suspects.by_slug[slug].extend(some)
    hungry = opener.hungry(sightings) if not suspects.open and not context.coverage.stopped_by else {}
    for slug, some in unnamed_of(harvest.records, signs, hungry, opener, topics, matcher.about).items():
        suspects.by_slug[slug].extend(some)
    return Gathered(
        sightings=sightings,
        suspects={slug: tuple(some) for slug, some in suspects.by_slug.items()},
        open=tuple(suspects.open),
        dead={slug: tuple(some) for slug, some in suspects.dead.items()},
        dead_labels=dead_labels(harvest, matcher),
        lost=lost,
        warnings=warnings,
        twofold=frozenset(alerts.twofold),
        copied=copies.beside(one.url for one in of_years if one.kind == "stale_year_copy"),
    )


def topics_of(harvest: Harvest, rules: RuleSet, matcher: TopicMatcher, context: JudgeContext) -> Topics:
    """What tells of which items the words of this site speak."""
    slugs = {rule.item: rule.slug for rule in rules.rules}
    declared = tuple((slugs[item], url) for item, url in context.agency.declared if item in slugs)
    name = context.agency.name
    numbers, chapters = SiteNumbers(harvest, rules, matcher, agency=name), (title for _, title in rules.groups)
    return Topics(matcher, harvest.records, declared=declared, agency=name, numbers=numbers, chapters=chapters)


class _Opener:
    """Opens candidates and writes down what they show."""

    def __init__(
        self,
        load: LoadContent,
        rules: RuleSet,
        topics: Topics,
        context: JudgeContext,
        copies: Copies,
        dead: frozenset[str],
        closed: frozenset[str],
        index: CheckIndex,
        menus: frozenset[str],
    ) -> None:
        self.copies, self.dead, self.closed, self.menus = copies, dead, closed, menus
        self.load, self.topics, self.context = load, topics, context
        self.rules = {rule.slug: rule for rule in rules.rules if rule.asked_of(context.agency.kind)}
        self.index = index
        self._near_years = near_years(context.fiscal_year)
        self._near: dict[str, bool] = {}  # of each address, whether the words about it name such a year
        self.chrome_slugs = {slug for slug, rule in self.rules.items() if asks_for_address(rule)}
        self.link_slugs = {slug for slug, rule in self.rules.items() if takes_links_for_forms(rule)}
        self.asked: dict[str, frozenset[str]] = {}  # pages that are opened for such an item

    def hungry(self, sightings: Mapping[str, Sequence[Sighting]]) -> dict[str, Rule]:
        """The rules of items of which nothing was found: what else may be theirs is looked for only then."""
        fed = {slug for slug, some in sightings.items() if any(not one.sign.mere for one in some)}
        return {slug: rule for slug, rule in self.rules.items() if slug not in fed}

    def standing(self, record: Record) -> Iterator[Sign]:
        """The home page speaks of where the agency is, whatever it is called; so does what bears its name only."""
        if self.topics.is_home(record):
            for slug in self.chrome_slugs:
                yield plain_sign(slug, CHROME_TRUST, Source.HOME, record.title)
            return
        for number in self.topics.named_after_agency(record):
            for slug in self.chrome_slugs:
                one = plain_sign(slug, CHROME_TRUST, Source.HOME, record.headings[number])
                yield replace(one, heading=number)

    def admits(self, sign: Sign, record: Record) -> bool:
        """Whether the rule lets such a content be evidence."""
        rule = self.rules.get(sign.slug)
        if rule is None or (record.offsite and not rule.offsite):
            return False
        return rule.pages or record.media is not Media.HTML

    def hopeful(self, sign: Sign, record: Record) -> bool:
        """Whether title or label already name a year that passes."""
        rule = self.rules[sign.slug]
        year = self.context.fiscal_year
        if not wanted_years(rule.year, year):
            return True
        if not self._speaks_of_near_years(record) and not self._near_years.search(sign.text):
            return False  # most speak of no year near it, which a look at the digits tells
        return fit(tell(self._outside(record, sign), rule.year, year, alone=True), rule.year, year).counts

    def _speaks_of_near_years(self, record: Record) -> bool:
        known = self._near.get(record.url)
        if known is None:
            known = self._near_years.search("\n".join(words_about(record))) is not None
            self._near[record.url] = known
        return known

    def _outside(self, record: Record, sign: Sign) -> Iterator[Clue]:
        return outside_clues(record, sign, copied=record.url in self.copies)

    def sightings(self, candidates: Mapping[str, list[Candidate]]) -> dict[str, tuple[Sighting, ...]]:
        """Per item the sightings, the surest first."""
        found: dict[str, list[Sighting]] = defaultdict(list)
        self.asked = {slug: frozenset(_pages_of(candidates, slug)) for slug in self.link_slugs}
        for some in candidates.values():
            for one in self._open(some):
                found[one.sign.slug].append(one)
        return {slug: tuple(sorted(some, key=lambda one: -one.sign.strength)) for slug, some in found.items()}

    def _open(self, some: list[Candidate]) -> Iterator[Sighting]:
        record = some[0].record
        closed = record.is_away or record.unread is not None
        content = None if closed else self.load(record)
        if content is None or content.text_layer in {TextLayer.GARBLED, TextLayer.NONE}:
            # read at the visit but gone from the store counts as not read: nothing may be concluded from it
            reason = unread_reason(record) or ("garbled" if content is not None else "unvisited")
            yield from (self._unreadable(one, reason) for one in some)
            return
        titled = any(part.source in TITLES for one in some for part in one.sign.spoken)
        reading = Reading(content, self.index, closed=self.closed, titled=titled)
        reading.torn = record.torn
        if record.url in self.menus and not self.topics.is_home(record):
            reading.menu_end = menu_end(reading)
        for one in some:
            sighting = self._read(one, reading)
            if sighting is not None:
                yield sighting

    def _unreadable(self, one: Candidate, reason: str) -> Sighting:
        told, fits = self._years(one, None)
        months = self._months(one, None)
        return Sighting(
            record=one.record, sign=one.sign, told=told, fits=fits, readable=False, cause=why(reason), months=months
        )

    def _read(self, one: Candidate, whole: Reading) -> Sighting | None:
        rule = self.rules[one.sign.slug]
        view = self._view(one, whole)
        if view is None:
            return None
        self._close(one, view)
        told, fits = self._years(one, view)
        asked = [part for part in rule.components if part.asked_of(self.context.agency.kind)]
        shown = {part.key: examine(part, view, self.context) for part in asked}
        present = any(state.state is ComponentState.PRESENT for state in shown.values())
        if (view.landing or self.topics.is_home(one.record)) and not present:
            return None  # it lists or mentions, it does not disclose
        if one.sign.source is Source.HOME and one.sign.heading is not None and not _is_most(shown.values()):
            return None  # many things are headed by the name of the agency
        return Sighting(
            record=one.record,
            sign=borne_out(one.sign, [one.label for one in asked if shown[one.key].state is PRESENT], len(asked)),
            told=told,
            fits=fits,
            shown=shown,
            landing=view.landing,
            unclaimed=_unclaimed(view, asked, shown),
            months=self._months(one, whole.content),
        )

    def _close(self, one: Candidate, view: Reading) -> None:
        """Links that prove nothing: behind them is another item, or a page that is itself asked what it shows."""
        slug = one.sign.slug
        if slug not in self.link_slugs or not isinstance(view.content, Page):
            return
        kept = other_links(self.rules[slug])  # a manual may be linked to for its own sake
        links = (one for one in view.content.links if not any(self.index.holds(kin, one.label.text) for kin in kept))
        away = {link.url for link in links if self._names_another(link.label, slug)}
        view.closed = frozenset((*self.closed, *away, *self.asked.get(slug, ())))

    def _names_another(self, label: Label, slug: str) -> bool:
        told = {sign.slug for sign in self.topics.told([Label(text=label.text)]) if sign.source is Source.ANCHOR}
        return bool(told) and slug not in told

    def _months(self, one: Candidate, content: Page | Document | None) -> frozenset[date]:
        """The months it is about, of an item that asks for every month."""
        if not asks_for_months(self.rules[one.sign.slug]):
            return frozenset()
        return months_told(one.record, content, self.context.fiscal_year)

    def _view(self, one: Candidate, whole: Reading) -> Reading | None:
        """The part of the content that speaks of the item; None when there is nothing to it."""
        chrome = one.sign.slug in self.chrome_slugs
        if not isinstance(whole.content, Page):
            return whole
        if one.sign.heading is None:
            return self._page(one, whole, chrome=chrome)
        window = window_of(whole, one.sign, self.topics.section_slugs(one.record))
        if window is None or window[1] - window[0] < SECTION:
            return None
        section = whole.section(window, landing=False)
        if is_hollow(section, one.sign.text, self.dead):
            return None
        return whole.section(window, landing=is_landing(section, one.sign.text))

    def _page(self, one: Candidate, whole: Reading, *, chrome: bool) -> Reading | None:
        """A page without the menu that it begins with; None where nothing else is in it, or it is yet to come."""
        url = one.record.url
        window = (whole.menu_end, len(whole.folded[0])) if whole.menu_end else None
        own = whole.section(window, landing=False)
        if url in self.dead or (window is not None and is_hollow(own, "", self.dead)):
            return None
        return whole.section(window, landing=is_landing(own), chrome=chrome)

    def _years(self, one: Candidate, view: Reading | None) -> tuple[dict[YearRule, Told], dict[YearRule, Fit]]:
        rule = self.rules[one.sign.slug]
        wanted = {rule.year, *(part.year for part in rule.components if part.year is not None)}
        inside = inside_clues(one.record, view) if view else ()
        clues = [*self._outside(one.record, one.sign), *inside]
        of = self.context.fiscal_year
        told = {year: told_inside(tell(clues, year, of), clues, year, of, view) for year in wanted}
        if view is not None and is_dated_entries(rule):
            entries = newest_entry(view, self.context)
            told = {year: entries if entries.years else one for year, one in told.items()}
        return told, {year: fit(one, year, self.context.fiscal_year) for year, one in told.items()}


def _unclaimed(view: Reading, asked: Sequence[Component], shown: Mapping[str, Shown]) -> tuple[str, ...]:
    """What else it says, where it shows so little of what the item asks for that it may not have been understood."""
    absent = sum(shown[part.key].state is ComponentState.ABSENT for part in asked)
    return unclaimed(view, asked) if 2 * absent >= len(asked) and not view.landing else ()


@lru_cache(maxsize=8)
def index_of(rules: RuleSet) -> CheckIndex:
    """The automaton of these rules, built once."""
    return CheckIndex(rules)


def _pages_of(candidates: Mapping[str, Sequence[Candidate]], slug: str) -> Iterator[str]:
    """Addresses of pages that were read and are opened for an item as a whole."""
    for url, some in candidates.items():
        page, signs = some[0].record, [one.sign for one in some if one.sign.slug == slug]
        is_read = page.media is Media.HTML and page.unread is None and not page.is_away and not page.needs_script
        if is_read and any(one.heading is None and not one.mere for one in signs):
            yield from {url, page.final_url or url}


def _is_most(shown: Collection[Shown]) -> bool:
    return 2 * sum(one.state is ComponentState.PRESENT for one in shown) > len(shown)
