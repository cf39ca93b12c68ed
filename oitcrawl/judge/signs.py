"""Which items one record speaks of, and which of its words say so: its own title and cover, or the links to it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from oitcrawl.judge.chapters import Chapters, named
from oitcrawl.judge.joining import Sign, by_slug, joined, plain_sign, sign_of
from oitcrawl.judge.labels import is_event, own_row, says_nothing
from oitcrawl.judge.numbering import SiteNumbers
from oitcrawl.judge.remembered import Remembered
from oitcrawl.judge.titles import cover_windows, headline, is_recognised
from oitcrawl.judge.topic import TopicMatcher, TopicVerdict
from oitcrawl.model.content import Label, Media
from oitcrawl.model.harvest import Record
from oitcrawl.model.reason import Source

FURNITURE_PAGES = 5  # a title or heading on so many pages ...
FURNITURE_SHARE = 0.2  # ... and on this share of them belongs to the site, not to the page
CELL = " | "  # stands between the cells of a row
LINKS = 40_000  # links whose words are remembered
CONTENT_WINS = 0.6  # a cover that says so surely what it is overrules the label
MENU_PAGES = 2  # a silent link on more pages belongs to the site, not to what one of them is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """All signs of one record.

    Attributes:
        by_slug: of each item that it speaks of, all that says so joined.
        contradicts: what the content is, and what the label says that it contradicts.
        lost: what links call it and its content overrules.
    """

    by_slug: dict[str, Sign] = field(default_factory=dict)
    contradicts: tuple[Sign, Sign] | None = None
    lost: tuple[Sign, ...] = ()


class Topics:
    """Reads the signs of records; knows what is furniture on this site."""

    def __init__(
        self,
        matcher: TopicMatcher,
        records: Sequence[Record],
        *,
        declared: tuple[tuple[str, str], ...] = (),
        agency: str = "",
        numbers: SiteNumbers | None = None,
        chapters: Iterable[str] = (),
    ) -> None:
        titles: Counter[str] = Counter()
        headings: Counter[str] = Counter()
        for record in records:
            if record.media is Media.HTML:
                titles[record.title] += 1
                headings.update(set(record.headings))
        enough = max(FURNITURE_PAGES, FURNITURE_SHARE * titles.total())
        self._matcher = matcher
        self._agency = agency
        self._numbers = numbers
        self._site_titles = {title for title, times in titles.items() if times >= enough}
        self._site_headings = {heading for heading, times in headings.items() if times >= enough}
        self._home = records[0].url if len(records) > 1 and records[0].media is Media.HTML else ""
        if self._home:
            self._site_titles.add(records[0].title)
        self._declared = {url: slug for slug, url in declared}
        self._records = records
        self._chapters = Chapters(chapters)
        self._pages: dict[str, int] | None = None  # address of a page -> number of its record, once one is asked for
        self._about: dict[str, Sign | None] = {}
        self._heard: Remembered[tuple[Sign, ...]] = Remembered(LINKS)

    def _classify(self, text: str, *, href: str = "", recognised: bool = False) -> TopicVerdict:
        """What a text is about; the agency's own name in it tells nothing of its disclosures."""
        if self._agency and self._agency in text:
            text = text.replace(self._agency, " ").strip()
        return self._matcher.classify(text, href=href, recognised=recognised)

    def is_home(self, record: Record) -> bool:
        """Whether it is the home page of a site that has other pages too."""
        return bool(self._home) and record.url == self._home

    def named_after_agency(self, record: Record) -> Iterator[int]:
        """Numbers of the headings of a page that are the agency's name alone, but for those of the site."""
        return (one for one in named(record, self._agency) if record.headings[one] not in self._site_headings)

    def signs(self, record: Record) -> Signs:
        """The items that ``record`` speaks of: what says so joined, the content before what links call it."""
        told = by_slug(self._all_told(record))
        own = self._own(record, told)
        groups, lost = self._groups(own, told, by_slug(self._hints(record)))
        for one in self._sections(record, own):
            group = groups.setdefault(one.slug, [])
            # a section that says it better than the links to the page is what they mean
            group.insert(0 if not group or _rank(one) < _rank(group[0]) else len(group), one)
        event = record.media is Media.HTML and is_event(headline(record))
        signs = (joined(group) for group in groups.values())
        found = {one.slug: replace(one, mere=True) if event else one for one in sorted(signs, key=_rank)}
        return Signs(by_slug=found, contradicts=self._contradiction(record, own, told), lost=tuple(lost))

    def _groups(
        self, own: Sign | None, told: dict[str, list[Sign]], hints: dict[str, list[Sign]]
    ) -> tuple[dict[str, list[Sign]], list[Sign]]:
        """The signs of each item that are to be joined, those that tell best first; and those that count no more."""
        if own is None:
            # names of files and the like only bear out what links say, unless these say nothing
            heard = set(told) if any(not some[0].mere for some in told.values()) else {*told, *hints}
            return {
                slug: sorted([*told.get(slug, ()), *hints.get(slug, ())], key=_rank)
                for slug in (*told, *hints)
                if slug in heard
            }, []
        # what a content says of itself wins over what its links call it, unless it says it faintly or says both
        close = self._classify(own.text).runner_up
        groups = {own.slug: [own, *told.get(own.slug, ()), *hints.get(own.slug, ())]}
        lost = []
        for slug, some in told.items():
            if slug == own.slug:
                continue
            if own.strength < CONTENT_WINS or (close is not None and slug == close[0]):
                groups[slug] = [*some, *hints.get(slug, ())]
            else:
                lost.append(joined(some))
        return groups, lost

    def told(self, labels: Iterable[Label], url: str = "") -> Iterator[Sign]:
        """The items that the words around links to ``url`` name, or their numbers where no words do."""
        for label in labels:
            yield from self._told_by(label, url)

    def named(self, labels: Iterable[Label], url: str) -> tuple[set[str], bool]:
        """Every item that may be meant by the words around links, second guesses too; and whether they name a hub."""
        signs = list(self.told(labels, url))
        slugs = {one.slug for one in signs}
        verdicts = [self._classify(text) for label in labels for text in (label.text, label.row) if text]
        slugs |= {verdict.runner_up[0] for verdict in verdicts if verdict.slug in slugs and verdict.runner_up}
        slugs |= {slug for label in labels for slug in self._row_slugs(label)}
        hint = self._classify("", href=url).slug
        return slugs | ({hint} if hint else set()), any(verdict.hub for verdict in verdicts)

    def beside(self, labels: Iterable[Label]) -> frozenset[str]:
        """The neighbours of the items that links name in words that say more than these items."""
        texts = (label.text for label in labels if label.text)
        return frozenset(slug for text in texts for slug in self._matcher.beside(self._classify(text), text))

    def kin(self, labels: Iterable[Label]) -> frozenset[str]:
        """The items of whose subject the words around links speak: each link's nearest words that speak of any."""
        return frozenset(slug for label in labels for slug in self._kin_of(label))

    def _kin_of(self, label: Label) -> frozenset[str]:
        around = (one for one in label.headings if one not in self._site_headings)
        title = "" if label.page_title in self._site_titles else label.page_title
        for text in (label.text, label.row, *around, title):
            kin = self._matcher.kin(text) if text else frozenset()
            if kin:
                return kin
        about = self._page_about(label.found_on) if label.found_on else None
        return frozenset({about.slug}) if about is not None else frozenset()

    def _row_slugs(self, label: Label) -> Iterator[str]:
        """The items that the cells of a link's row name: "(part two)" in a row of two links may be any of them."""
        if CELL in label.row and not self._classify(label.text).slug:
            verdicts = (self._classify(cell) for cell in label.row.split(CELL))
            yield from (verdict.slug for verdict in verdicts if verdict.slug)

    def is_hub(self, labels: Iterable[Label]) -> bool:
        """Whether a link names its target a place where disclosures are listed (an ITA page, a year folder)."""
        return any(self._classify(label.text).hub for label in labels if label.text)

    # --- what links say ---

    def _all_told(self, record: Record) -> Iterator[Sign]:
        """What links to it say, and what bears it out."""
        if not self.is_home(record):
            for label in record.labels:
                for lead in self._told_by(label, record.url):
                    yield lead
                    yield from self._bearing_out(lead, label)
            yield from self._inherited(record)
        if slug := self._declared.get(record.url):
            yield plain_sign(slug, 0.9, Source.DECLARED, "", by_label=True)

    def _told_by(self, label: Label, url: str = "") -> tuple[Sign, ...]:
        """The item that a link names; signs, suspects and places ask for the same links."""
        key = hash((label, url))
        told = self._heard.get(key)
        return self._heard.put(key, tuple(self._hear(label, url))) if told is None else told

    def _hear(self, label: Label, url: str) -> Iterator[Sign]:
        """By its own words or, where these name none, its number or the nearest words."""
        verdict = self._classify(label.text) if label.text else None
        if verdict is not None and verdict.slug:
            yield sign_of(verdict, 0.8, Source.ANCHOR, label.text, by_label=True)
            return
        silent = says_nothing(label.text)
        numbered = list(self._numbered(label, url))
        yield from numbered
        if any(not one.mere for one in numbered):
            return  # a heading is of many links, a number of this one
        for text, source, strong, weak in self._around(label, silent=silent):
            verdict = self._classify(text)
            if verdict.slug:
                trust = strong if silent else weak
                yield sign_of(verdict, trust, source, text, mere=not silent, by_label=True)
                return

    def _numbered(self, label: Label, url: str) -> Iterator[Sign]:
        for one in self._numbers.signs(label, url) if self._numbers is not None else ():
            yield plain_sign(
                one.slug, one.strength, Source.NUMBER, one.text, clause=one.source, mere=one.mere, by_label=True
            )

    def _around(self, label: Label, *, silent: bool) -> Iterator[tuple[str, Source, float, float]]:
        """Words around a link, nearest first, and how far to trust them where it says nothing itself, and else."""
        title = label.page_title if silent and label.page_title not in self._site_titles else ""
        headings = (one for one in label.headings if one not in self._site_headings)
        places = (
            (own_row(label, silent=silent), Source.ROW, 0.75, 0.5),
            *((one, Source.HEADING, 0.65, 0.4) for one in headings),
            (title, Source.LINKING_TITLE, 0.5, 0.0),
        )
        return (place for place in places if place[0] and place[0] != label.text)

    def _bearing_out(self, lead: Sign, label: Label) -> Iterator[Sign]:
        """What around a link names the same item as the words that told it; the row holds the link's own words."""
        title = "" if label.page_title in self._site_titles else label.page_title
        headings = (one for one in label.headings if one not in self._site_headings)
        for text, source, trust in (
            *((one, Source.HEADING, 0.4) for one in headings),
            (title, Source.LINKING_TITLE, 0.3),
        ):
            if text and text != lead.text:
                verdict = self._classify(text)
                if verdict.slug == lead.slug:
                    yield sign_of(verdict, trust, source, text, mere=lead.mere, by_label=True)

    def _inherited(self, record: Record) -> Iterator[Sign]:
        """An attachment whose links say nothing (``ไฟล์แนบ 1``) is what the page is about that it hangs on."""
        silent = [one for one in record.labels if says_nothing(one.text) and says_nothing(one.row)]
        on = {one.found_on for one in silent if one.found_on}
        if record.media is Media.HTML or len(silent) < len(record.labels) or len(on) > MENU_PAGES:
            return
        for url in sorted(on):
            about = self._page_about(url)
            if about is not None:
                page = plain_sign(about.slug, 0.5 * about.strength, Source.LINKING_PAGE, about.text, by_label=True)
                yield replace(
                    page,
                    spoken=(page.spoken[0]._replace(clause=about.spoken[0].clause, because=about.spoken[0].because),),
                )

    def _page_about(self, url: str) -> Sign | None:
        """What a page is about, by itself or by the links to it; None for the home page and for lists."""
        if url not in self._about:
            if self._pages is None:
                html = ((at, one) for at, one in enumerate(self._records) if one.media is Media.HTML)
                self._pages = {name: at for at, one in html for name in (one.url, one.final_url) if name}
            at = self._pages.get(url)
            self._about[url] = None if at is None else self._about_page(self._records[at])
        return self._about[url]

    def _about_page(self, page: Record) -> Sign | None:
        if self.is_home(page) or self.is_hub(page.labels) or is_event(headline(page)):
            return None
        told = by_slug(one for one in self.told(page.labels) if not one.mere)
        own = self._of_page(page, told)
        if own is not None or len(told) != 1:
            return own
        return joined(next(iter(told.values())))

    # --- what the content says ---

    def _own(self, record: Record, told: dict[str, list[Sign]]) -> Sign | None:
        if record.media is Media.HTML:
            return None if self.is_home(record) else self._of_page(record, told)
        windows = cover_windows(record.cover)
        read = is_recognised(record)
        verdicts = ((self._classify(text, recognised=read), text) for text in windows)
        best = max(verdicts, key=lambda one: one[0].score, default=None)
        if best is not None and best[0].slug:
            return sign_of(best[0], 0.95, Source.COVER, best[1])
        return None

    def _of_page(self, record: Record, told: dict[str, list[Sign]]) -> Sign | None:
        """What a page calls itself; where its title and heading differ, what the links to it bear out."""
        headings = [h for h in record.headings[:3] if h not in self._site_headings]
        title = "" if record.title in self._site_titles else record.title
        places = ((title, 0.95, Source.PAGE_TITLE), *((h, 0.9, Source.PAGE_HEADING) for h in headings[:1]))
        named = [(self._classify(text), trust, source, text) for text, trust, source in places if text]
        groups: dict[str, list[Sign]] = {}
        for verdict, trust, source, text in named:
            if verdict.slug:
                groups.setdefault(verdict.slug, []).append(sign_of(verdict, trust, source, text))
        borne_out = [slug for slug in groups if slug in told and not told[slug][0].mere]
        chosen = next(iter(borne_out or groups), None)
        return joined(groups[chosen]) if chosen is not None else None

    def _hints(self, record: Record) -> Iterator[Sign]:
        """What bears out content and labels, and tells where these do not: breadcrumb, file name, properties."""
        crumbs = [(crumb, 0.6, Source.BREADCRUMB, False) for crumb in record.breadcrumb[-1:]]
        names = [
            (record.file_name, 0.6, Source.FILE_NAME, False),
            (record.title, 0.45, Source.PROPERTIES, True),
        ]
        for text, trust, source, mere in (*crumbs, *(names if record.media is not Media.HTML else names[:1])):
            verdict = self._classify(text, href=record.url) if text else None
            if verdict is not None and verdict.slug:
                yield sign_of(verdict, trust, source, text, mere=mere)

    def _sections(self, record: Record, own: Sign | None) -> Iterator[Sign]:
        """Items under headings of a page that holds many."""
        trust = 0.5 if own is not None else 0.85
        for number, heading in enumerate(record.headings):
            if heading in self._site_headings or (own is not None and heading == own.text):
                continue
            verdict = self._classify(heading)
            if verdict.slug and (own is None or verdict.slug != own.slug):
                yield replace(sign_of(verdict, trust, Source.SECTION, heading), heading=number)

    def section_slugs(self, record: Record) -> tuple[str | None, ...]:
        """For each heading of a page the item that it names, ``CHAPTER`` for the title of a group, or None."""
        return tuple(self._chapters.mark(one) or self._classify(one).slug for one in record.headings)

    def _contradiction(
        self, record: Record, own: Sign | None, told: dict[str, list[Sign]]
    ) -> tuple[Sign, Sign] | None:
        """What a content surely is, and the label that calls it something that it does not even touch upon."""
        if own is None or own.strength < CONTENT_WINS:
            return None
        page = record.media is Media.HTML
        said = [some[0] for some in told.values() if not some[0].mere and some[0].strength >= CONTENT_WINS / 2]
        close = self._classify(own.text).runner_up
        if not said or any(one.slug in {own.slug, close[0] if close else own.slug} for one in said):
            return None
        if page and (said[0].source is not Source.ANCHOR or not self._is_only(record, own.slug)):
            return None
        return own, said[0]

    def _is_only(self, page: Record, slug: str) -> bool:
        """Whether nothing that heads a page names another item than ``slug``: a list contradicts nobody."""
        heads = (page.title, *page.headings, *page.breadcrumb[-1:])
        told = (self._classify(text) for text in heads if text and text not in self._site_titles)
        return all(one.slug in {None, slug} and not one.hub for one in told)


def _rank(sign: Sign) -> tuple[bool, float]:
    return sign.mere, -sign.strength  # the strongest first, mere mentions last
