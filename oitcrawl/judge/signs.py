"""Which items one record speaks of, and which of its words say so: its own title and cover, or the links to it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from oitcrawl.judge.labels import is_event, says_nothing
from oitcrawl.judge.topic import TopicMatcher, TopicVerdict
from oitcrawl.model.content import Label, Media, UnreadCause
from oitcrawl.model.harvest import Record
from oitcrawl.thai.text import fold

MAX_HEADINGS = 30
FURNITURE_PAGES = 5  # a title or heading on so many pages ...
FURNITURE_SHARE = 0.2  # ... and on this share of them belongs to the site, not to the page
COVER_LINES = 6
MEMO_HEAD = 250  # characters in which a memo calls itself one
COVER_LENGTH = 300
ROW_LIMIT = 60  # characters that a row has beside the link's own
CELL = " | "  # stands between the cells of a row
CONTENT_WINS = 0.6  # a cover that says so surely what it is overrules the label


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One reason to take a record for an item.

    Attributes:
        strength: 0-1.
        source: Thai words for where it stands.
        text: the words themselves.
        heading: number of the heading whose section it is; None for the whole content.
        mere: only mentioned, or only the surroundings of the link say so.
        by_label: the words are those of a link, not of the content.
    """

    slug: str
    strength: float
    source: str
    text: str
    heading: int | None = None
    mere: bool = False
    by_label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """All signs of one record, the best per item, and the label that its content contradicts."""

    by_slug: dict[str, Sign] = field(default_factory=dict)
    contradicts: tuple[Sign, Sign] | None = None


class Topics:
    """Reads the signs of records; knows what is furniture on this site."""

    def __init__(
        self,
        matcher: TopicMatcher,
        records: Sequence[Record],
        *,
        declared: tuple[tuple[str, str], ...] = (),
        agency: str = "",
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
        self._site_titles = {title for title, times in titles.items() if times >= enough}
        self._site_headings = {heading for heading, times in headings.items() if times >= enough}
        self._home = records[0].url if len(records) > 1 and records[0].media is Media.HTML else ""
        self._declared = {url: slug for slug, url in declared}

    def _classify(self, text: str, *, href: str = "", recognised: bool = False) -> TopicVerdict:
        """What a text is about; the agency's own name in it tells nothing of its disclosures."""
        if self._agency and self._agency in text:
            text = text.replace(self._agency, " ").strip()
        return self._matcher.classify(text, href=href, recognised=recognised)

    def is_home(self, record: Record) -> bool:
        """Whether it is the home page of a site that has other pages too."""
        return bool(self._home) and record.url == self._home

    def signs(self, record: Record) -> Signs:
        """The items that ``record`` speaks of."""
        own = self._own(record)
        told = [] if self.is_home(record) else list(self.told(record.labels))
        if record.url in self._declared:
            told.append(
                Sign(slug=self._declared[record.url], strength=0.9, source="ลิงก์ที่หน่วยงานแจ้ง", text="", by_label=True)
            )
        told = _best(told)
        contradicts = self._contradiction(record, own, told)
        if own is not None:
            told = [own, *self._agreeing(own, told)]
        elif not told:
            told = list(self._hints(record))
        told += self._sections(record, own)
        event = record.media is Media.HTML and is_event(_headline(record))
        signs = {one.slug: replace(one, mere=True) if event else one for one in reversed(_best(told))}
        return Signs(by_slug=signs, contradicts=contradicts)

    def told(self, labels: Iterable[Label]) -> Iterator[Sign]:
        """The items that the words around links name."""
        for label in labels:
            yield from self._told_by(label)

    def named(self, labels: Iterable[Label], url: str) -> tuple[set[str], bool]:
        """Every item that may be meant by the words around links, second guesses too; and whether they name a hub."""
        signs = list(self.told(labels))
        slugs = {one.slug for one in signs}
        verdicts = [self._classify(text) for label in labels for text in (label.text, label.row) if text]
        slugs |= {verdict.runner_up[0] for verdict in verdicts if verdict.slug in slugs and verdict.runner_up}
        slugs |= {slug for label in labels for slug in self._row_slugs(label)}
        hint = self._classify("", href=url).slug
        return slugs | ({hint} if hint else set()), any(verdict.hub for verdict in verdicts)

    def _row_slugs(self, label: Label) -> Iterator[str]:
        """The items that the cells of a link's row name: "(part two)" in a row of two links may be any of them."""
        if CELL in label.row and not self._classify(label.text).slug:
            verdicts = (self._classify(cell) for cell in label.row.split(CELL))
            yield from (verdict.slug for verdict in verdicts if verdict.slug)

    def is_hub(self, labels: Iterable[Label]) -> bool:
        """Whether a link names its target a place where disclosures are listed (an ITA page, a year folder)."""
        return any(self._classify(label.text).hub for label in labels if label.text)

    def _told_by(self, label: Label) -> Iterator[Sign]:
        verdict = self._classify(label.text) if label.text else None
        if verdict is not None and verdict.slug:
            yield _label_sign(verdict, 0.8, "ข้อความของลิงก์", label.text)
            return
        silent = says_nothing(label.text)
        around = (
            (_own_row(label, silent=silent), "แถวของลิงก์", 0.75, 0.5),
            ("" if label.heading in self._site_headings else label.heading, "หัวข้อเหนือลิงก์", 0.65, 0.4),
            ("" if label.page_title in self._site_titles or not silent else label.page_title, "ชื่อหน้าที่มีลิงก์", 0.5, 0.0),
        )
        for text, source, strong, weak in around:
            if not text or text == label.text:
                continue
            verdict = self._classify(text)
            if verdict.slug:
                yield _label_sign(verdict, strong if silent else weak, source, text, mere=not silent)
                return

    def _own(self, record: Record) -> Sign | None:
        if record.media is Media.HTML:
            return None if self.is_home(record) else self._of_page(record)
        windows = cover_windows(record.cover)
        read = is_recognised(record)
        verdicts = ((self._classify(text, recognised=read), text) for text in windows)
        best = max(verdicts, key=lambda one: one[0].score, default=None)
        if best is not None and best[0].slug:
            return _sign(best[0], 0.95, "ปกเอกสาร", best[1])
        return None

    def _of_page(self, record: Record) -> Sign | None:
        headings = [h for h in record.headings[:3] if h not in self._site_headings]
        title = "" if record.title in self._site_titles else record.title
        for text, trust, source in ((title, 0.95, "ชื่อหน้า"), *((h, 0.9, "หัวข้อของหน้า") for h in headings[:1])):
            verdict = self._classify(text) if text else None
            if verdict is not None and verdict.slug:
                return _sign(verdict, trust, source, text)
        return None

    def _hints(self, record: Record) -> Iterator[Sign]:
        """When neither the content nor a label says it: breadcrumb, file name, properties of the document."""
        crumbs = [(crumb, 0.6, "เส้นทางของหน้า", False) for crumb in record.breadcrumb[-1:]]
        names = [(record.file_name, 0.6, "ชื่อไฟล์", False), (record.title, 0.45, "คุณสมบัติของไฟล์", True)]
        for text, trust, source, mere in (*crumbs, *(names if record.media is not Media.HTML else names[:1])):
            verdict = self._classify(text, href=record.url) if text else None
            if verdict is not None and verdict.slug:
                yield replace(_sign(verdict, trust, source, text), mere=mere)

    def _sections(self, record: Record, own: Sign | None) -> Iterator[Sign]:
        """Items under headings of a page that holds many."""
        trust = 0.5 if own is not None else 0.85
        for number, heading in enumerate(record.headings[:MAX_HEADINGS]):
            if heading in self._site_headings or (own is not None and heading == own.text):
                continue
            verdict = self._classify(heading)
            if verdict.slug and (own is None or verdict.slug != own.slug):
                yield replace(_sign(verdict, trust, "หัวข้อในหน้า", heading), heading=number)

    def section_slugs(self, record: Record) -> tuple[str | None, ...]:
        """For each heading of a page the item that it names, or None."""
        return tuple(self._classify(heading).slug for heading in record.headings)

    def _agreeing(self, own: Sign, told: list[Sign]) -> Iterator[Sign]:
        """What a content says of itself wins over what its links call it, unless it says it faintly or says both."""
        close = self._classify(own.text).runner_up
        for one in told:
            if one.slug == own.slug and not one.mere:
                yield replace(own, strength=1.0)
            elif own.strength < CONTENT_WINS or (close is not None and one.slug == close[0]):
                yield one

    def _contradiction(self, record: Record, own: Sign | None, told: list[Sign]) -> tuple[Sign, Sign] | None:
        if own is None or record.media is Media.HTML or own.strength < CONTENT_WINS:
            return None
        said = [one for one in told if not one.mere and one.strength >= CONTENT_WINS / 2]
        close = self._classify(own.text).runner_up
        if not said or any(one.slug in {own.slug, close[0] if close else own.slug} for one in said):
            return None
        return own, said[0]


def _own_row(label: Label, *, silent: bool) -> str:
    """The row of a link, unless it is so much longer that it holds other links too, as items of nested menus do."""
    return label.row if silent or len(label.row) <= ROW_LIMIT + 2 * len(label.text) else ""


def _sign(verdict: TopicVerdict, trust: float, source: str, text: str) -> Sign:
    return Sign(slug=verdict.slug or "", strength=trust * verdict.score, source=source, text=text)


def _label_sign(verdict: TopicVerdict, trust: float, source: str, text: str, *, mere: bool = False) -> Sign:
    return replace(_sign(verdict, trust, source, text), by_label=True, mere=mere)


def _best(signs: list[Sign]) -> list[Sign]:
    """The strongest sign of each item, strongest first."""
    best: dict[str, Sign] = {}
    for one in sorted(signs, key=lambda sign: (sign.mere, -sign.strength)):
        best.setdefault(one.slug, one)
    return list(best.values())


def _headline(record: Record) -> str:
    return record.headings[0] if record.headings else record.title


def is_recognised(record: Record) -> bool:
    """Whether the cover was read off a picture."""
    return record.recognised > 0 or (record.unread is UnreadCause.SCAN and bool(record.cover))


def cover_windows(cover: str) -> list[str]:
    """What may be the title of a document: its first lines alone and joined, and what stands behind ``เรื่อง``.

    A title ends where numbered text begins.
    """
    lines, head = _lines(cover), title_lines(cover)
    windows = [" ".join(head[:count])[:COVER_LENGTH] for count in (1, 2, 3, 4, COVER_LINES)]
    subjects = (number for number, line in enumerate(lines[:12]) if line.startswith("เรื่อง"))
    windows += [" ".join(lines[number : number + 2])[len("เรื่อง") : COVER_LENGTH] for number in subjects]
    if is_memo(cover):
        behind = (title_lines(page) for page in cover.split("\f")[1:])
        windows += [" ".join(page[:count])[:COVER_LENGTH] for page in behind for count in (1, 2, 4)]
    return [window for window in dict.fromkeys(windows) if window]


def title_lines(cover: str) -> list[str]:
    """The lines of a cover in which its title stands: those before numbered text begins."""
    lines = _lines(cover)
    body = next((number for number, line in enumerate(lines) if number and _NUMBERED.match(line)), len(lines))
    return lines[: min(body, COVER_LINES)]


def is_memo(cover: str) -> bool:
    """Whether the first page is a covering memo, which says little of what lies behind it."""
    return _MEMO.search(fold(cover[:MEMO_HEAD])) is not None


def _lines(cover: str) -> list[str]:
    return [" ".join(line.split()) for line in cover.splitlines() if line.strip()]


_NUMBERED = re.compile(r"(?:[\d๐-๙▯]{1,2}\.(?:[\-\s]*[\d๐-๙▯]{1,2}\.?)*\s|บทที่|ส่วนที่|หมวดที่)")
_MEMO = re.compile("|".join(map(fold, ("บันทึกข้อความ", "ส่วนราชการ", "สิ่งที่ส่งมาด้วย"))))
