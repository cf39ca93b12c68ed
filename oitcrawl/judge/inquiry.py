"""Why an address was, or was not, taken for an item: asked of the very steps that judged it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from oitcrawl.judge.assignment import Assignment, context_of
from oitcrawl.judge.decide import decide
from oitcrawl.judge.gather import gather, topics_of
from oitcrawl.judge.joining import reasons_of
from oitcrawl.judge.probing import Heard, heard_around, heard_in
from oitcrawl.judge.sighting import Gathered, Sighting
from oitcrawl.judge.signs import Signs
from oitcrawl.judge.suspects import unread_reason, why
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label, Media
from oitcrawl.model.finding import ComponentState, ItemFinding
from oitcrawl.model.harvest import Blank, Harvest, LoadContent, Record
from oitcrawl.model.reason import Reason, RunnerUp
from oitcrawl.ruleset.rule import Rule


class Fate(StrEnum):
    """What became of an address, as far as one item is concerned."""

    EVIDENCE = "evidence"  # the verdict rests on it, or it is shown with it
    WRONG_YEAR = "wrong_year"
    NO_YEAR = "no_year"
    UNREAD = "unread"  # fetched, but it gave no text
    MENTION = "mention"  # it only speaks of the thing
    WEAKER = "weaker"  # others show as much
    OVERRULED = "overruled"  # links call it so, its content says that it is another item
    OTHER_ITEM = "other_item"
    LISTS = "lists"  # it names the thing and shows none of it: it lists, its targets disclose
    TWIN = "twin"  # the same bytes were judged under another address
    NOT_ALLOWED = "not_allowed"  # the rule takes no pages, or nothing that is kept elsewhere
    VETOED = "vetoed"  # words of the item stand there beside one that says that it is something else
    SILENT = "silent"  # nothing in or around it names any item
    NOT_READ = "not_read"  # failed, refused or not visited


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherItem:
    """Another item that the address was taken for, and what spoke for it."""

    item: str
    title: str
    strength: float
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """Why an address was, or was not, taken for an item.

    Attributes:
        url: the address, as the scan knows it.
        item, slug, title: of the rule that was asked about.
        fate: what became of it.
        detail: what else there is to say of the fate: the cause of a failure, the address of the twin; may be empty.
        name: what people know it by.
        found_on: a page that links to it; may be empty.
        strength: 0-1, of all that speaks for it together.
        why: what speaks for the item.
        heard: what each text in and around it says of the item.
        others: what else it was taken for, strongest first.
        finding: the verdict of the item.
        years: Buddhist years that it states; ``year_source`` says where, ``year_wanted`` what would pass.
        shows: labels of the components that it shows.
        rival: the runner-up of the item.
    """

    url: str
    item: str
    slug: str
    title: str
    fate: Fate
    detail: str = ""
    name: str = ""
    found_on: str = ""
    strength: float = 0.0
    why: tuple[Reason, ...] = ()
    heard: tuple[Heard, ...] = ()
    others: tuple[OtherItem, ...] = ()
    finding: ItemFinding
    years: tuple[int, ...] = ()
    year_source: str = ""
    year_wanted: tuple[int, ...] = ()
    shows: tuple[str, ...] = ()
    rival: RunnerUp | None = None


def inquire(
    url: str, rule: Rule, assignment: Assignment, harvest: Harvest, load: LoadContent, matcher: TopicMatcher
) -> Inquiry | None:
    """Judge the harvest again and tell what became of ``url`` for ``rule``; None when the survey never met it."""
    known = seen_at(url, harvest)
    if known is None:
        return None
    context = context_of(assignment, harvest)
    gathered = gather(harvest, load, assignment.rules, matcher, context)
    finding = next(one for one in decide(gathered, assignment.rules, context) if one.slug == rule.slug)
    asker = _Asker(rule, assignment, gathered, matcher, finding)
    if isinstance(known, Blank):
        return asker.of_blank(known)
    return asker.of_record(known, topics_of(harvest, assignment.rules, matcher, context).signs(known))


def seen_at(url: str, harvest: Harvest) -> Record | Blank | None:
    """What the survey knows of an address, however it is written; None when it never met it."""
    wanted = _plain(url)
    for record in harvest.records:
        if wanted in {_plain(record.url), _plain(record.final_url)}:
            return record
    return next((one for one in harvest.blanks if _plain(one.url) == wanted), None)


@dataclass(frozen=True, slots=True)
class _Asker:
    rule: Rule
    assignment: Assignment
    gathered: Gathered
    matcher: TopicMatcher
    finding: ItemFinding

    def of_blank(self, blank: Blank) -> Inquiry:
        """An address that was not read: only the links to it speak."""
        heard = heard_around(blank.labels, self.rule, self.assignment.rules, self.matcher)
        return self._inquiry(blank.url, Fate.NOT_READ, blank.labels, detail=why(blank.reason), heard=heard)

    def of_record(self, record: Record, signs: Signs) -> Inquiry:
        """An address that was read."""
        sighting = self._sighting(record)
        sign = sighting.sign if sighting is not None else signs.by_slug.get(self.rule.slug)
        lost = next((one for one in signs.lost if one.slug == self.rule.slug), None)
        fate, detail = self._fate(record, sighting, signs)
        told = sighting.told[self.rule.year] if sighting is not None else None
        speaks = sign or lost
        heard = heard_in(record, self.rule, self.assignment.rules, self.matcher)
        if fate is Fate.SILENT and any(one.outcome == "vetoed" for one in heard):
            fate = Fate.VETOED
        return self._inquiry(
            record.url,
            fate,
            record.labels,
            detail=detail,
            name=sighting.name if sighting is not None else record.title or record.file_name,
            strength=round(speaks.strength, 2) if speaks is not None else 0.0,
            why=reasons_of(speaks) if speaks is not None else (),
            heard=heard,
            others=tuple(self._others(signs)),
            years=told.years if told is not None else (),
            year_source=told.source if told is not None else "",
            shows=tuple(self._shows(sighting)),
        )

    def _inquiry(self, url: str, fate: Fate, labels: tuple[Label, ...], **more: object) -> Inquiry:
        rule = self.rule
        return Inquiry(
            url=url,
            item=rule.item,
            slug=rule.slug,
            title=rule.title,
            fate=fate,
            found_on=next((one.found_on for one in labels if one.found_on), ""),
            finding=self.finding,
            year_wanted=self.finding.year_wanted,
            rival=self.finding.next_best,
            **more,  # type: ignore[arg-type]
        )

    def _sighting(self, record: Record) -> Sighting | None:
        some = (one for one in self.gathered.sightings.get(self.rule.slug, ()) if one.record.url == record.url)
        return min(some, key=lambda one: (one.sign.mere, -one.sign.strength), default=None)

    def _fate(self, record: Record, sighting: Sighting | None, signs: Signs) -> tuple[Fate, str]:
        if sighting is not None:
            return self._fate_of_sighting(sighting)
        if any(one.slug == self.rule.slug for one in signs.lost):
            return Fate.OVERRULED, ""
        if self.rule.slug in signs.by_slug:
            return self._fate_of_named(record)
        if reason := unread_reason(record):
            return Fate.UNREAD, why(reason)
        return (Fate.OTHER_ITEM, "") if signs.by_slug else (Fate.SILENT, "")

    def _fate_of_named(self, record: Record) -> tuple[Fate, str]:
        """What speaks of the item and was left aside all the same."""
        if (record.offsite and not self.rule.offsite) or (record.media is Media.HTML and not self.rule.pages):
            return Fate.NOT_ALLOWED, ""
        if twin := self._twin(record):
            return Fate.TWIN, twin
        return (Fate.LISTS, "") if record.media is Media.HTML else (Fate.WEAKER, "")

    def _fate_of_sighting(self, one: Sighting) -> tuple[Fate, str]:
        year = one.fits[self.rule.year]
        if any(piece.url in {one.record.url, one.record.final_url} for piece in self.finding.evidence):
            if not one.readable:
                return Fate.UNREAD, one.cause
            if year.counts:
                return Fate.EVIDENCE, ""
        if year.value in {"older", "newer"}:
            return Fate.WRONG_YEAR, ""
        if not one.readable:
            return Fate.UNREAD, one.cause
        if not year.counts:
            return Fate.NO_YEAR, ""
        return (Fate.MENTION, "") if one.sign.mere else (Fate.WEAKER, "")

    def _twin(self, record: Record) -> str:
        """The address under which the same bytes were judged."""
        same = (
            one.record.url
            for one in self.gathered.sightings.get(self.rule.slug, ())
            if record.sha256 and one.record.sha256 == record.sha256
        )
        return next(same, "")

    def _others(self, signs: Signs) -> Iterator[OtherItem]:
        names = {rule.slug: rule for rule in self.assignment.rules.rules}
        for slug, sign in signs.by_slug.items():
            if slug != self.rule.slug and slug in names:
                rule, strength = names[slug], round(sign.strength, 2)
                yield OtherItem(item=rule.item, title=rule.title, strength=strength, why=reasons_of(sign))

    def _shows(self, sighting: Sighting | None) -> Iterable[str]:
        states: Mapping[str, ComponentState] = {}
        if sighting is not None:
            states = {key: shown.state for key, shown in sighting.shown.items()}
        return (part.label for part in self.rule.components if states.get(part.key) is ComponentState.PRESENT)


def _plain(url: str) -> str:
    """An address without what people leave out or write in two ways: scheme, www, percent escapes, a last slash."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    place = f"#{parts.fragment}" if parts.fragment else ""
    return unquote(f"{host}:{parts.port or ''}{parts.path.rstrip('/')}{query}{place}")
