"""Judges documents before they are published: which item each is, which year, how well it reads, what it lacks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from oitcrawl.judge import explain
from oitcrawl.judge.assignment import Assignment, judge
from oitcrawl.judge.attachments import years_stated
from oitcrawl.judge.clues import inside_clues, outside_clues
from oitcrawl.judge.freshness import SURE, Told, tell
from oitcrawl.judge.gather import index_of
from oitcrawl.judge.reading import Reading
from oitcrawl.judge.suspects import why
from oitcrawl.judge.titles import title_lines
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.logbook import Logbook
from oitcrawl.model.content import Content, Document, Media, Page, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.model.exposed import CURE, Exposure, exposures, told_exposures
from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.harvest import Harvest
from oitcrawl.model.masked import masked
from oitcrawl.model.visit import Fetched
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.papers import load_papers, paper_of
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.dates import title_years

LOW = 0.8  # quality below which a text is worth a look by a person
LARGE = 20_000_000  # bytes that take minutes on a telephone
COVER = 600
FIRM = 0.55  # trust in a year from which a document that nobody asks about is called out of date


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuality:
    """How well a document reads.

    Attributes:
        leaves: pages or sheets of the file.
        recognised: of these, read from pictures by character recognition.
        repaired: text layers that had to be mended.
        silent: pages that gave no text.
        quality: 0-1, mean over the leaves with text.
    """

    leaves: int
    recognised: int = 0
    repaired: int = 0
    silent: int = 0
    quality: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What a document would count as.

    Attributes:
        name: the file; ``archive.zip ▸ name`` for a file inside another.
        media: what its bytes are.
        finding: the verdict of the item it is about, as if it stood alone on the site; None when it is about none.
        years: Buddhist years its cover, text and name state, the most trustworthy of them.
        read_from: where these years were read, and what contradicts them, in Thai; may be empty.
        paper: what it is, of a document that is no item but of a known kind; empty otherwise.
        near: the items that such a document is taken for.
        years_named: Buddhist years of its name alone.
        text: how well it reads.
        text_layer: how far its text can be trusted.
        title, author, made: what the properties of the file say; often wrong.
        unread: why it could not be read, with the cure, in Thai; empty when it was read.
        hints: what to mend before it is published, Thai lines.
        sha256: digest of its bytes.
        personal: what it would lay open of private persons, and on which pages.
    """

    name: str
    media: str
    finding: ItemFinding | None
    years: tuple[int, ...] = ()
    read_from: str = ""
    paper: str = ""
    near: tuple[str, ...] = ()
    years_named: tuple[int, ...] = ()
    text: TextQuality
    text_layer: TextLayer = TextLayer.GOOD
    title: str = ""
    author: str = ""
    made: tuple[date, ...] = ()
    unread: str = ""
    hints: tuple[str, ...] = ()
    sha256: str = ""
    personal: tuple[Exposure, ...] = ()


def covered(checkup: Checkup) -> Checkup:
    """``checkup`` as it is shown: without any number of a person, in the name of the file neither."""
    return masked(checkup, frozenset[str]().union(*(one.numbers for one in checkup.personal)))


@dataclass(frozen=True, slots=True)
class _Place:
    url: str
    path: tuple[str, ...] = ()


def check_content(
    content: Content, name: str, assignment: Assignment, matcher: TopicMatcher, *, item: str | None = None
) -> Checkup:
    """Judge one document as read, by the rules of ``assignment``.

    Args:
        content: what its reader gave.
        name: its file name, or the path inside its archive after ``▸``.
        assignment: rules, fiscal year and day; its site names the kind of agency.
        matcher: topics of the same rules.
        item: judge it as this item, whatever it seems to be; None lets its words decide.
    """
    own = name.rpartition("▸")[2].strip()
    if isinstance(content, Document):  # what is inside is judged by itself
        content = replace(content, members=())
    harvest = harvest_of(content, own)
    readable = content if isinstance(content, Page | Document) else None
    findings = judge(_as_item(assignment, item, own), harvest, lambda _record: readable, matcher).items
    document = content if isinstance(content, Document) else None
    told = _told(harvest, content, assignment)
    checkup = Checkup(
        name=name,
        media=content.media.value,
        finding=None if _is_empty(content) else _the_finding(findings, item),
        years=told.years if told.trust >= SURE else (),
        read_from=explain.read_from(told),
        years_named=title_years(_stem(own)),
        text=text_quality(content),
        text_layer=TextLayer.NONE if isinstance(content, Unread) else content.text_layer,
        title=document.title if document else "",
        author=document.author if document else "",
        made=document.meta_dates if document else (),
        unread=_unread_line(content),
        sha256=content.sha256,
        personal=exposures(readable) if readable else (),
    )
    return _as_paper(_with_hints(checkup, content, _the_finding(findings, None)), content, told, assignment)


def harvest_of(content: Content, name: str) -> Harvest:
    """A file as if it stood alone on a site, with no link to it."""
    log = Logbook()
    answer = Fetched(url=name, final_url=name, body=b"", disposition=name.rpartition("/")[2])
    log.content(_Place(name), answer, content)
    return Harvest(records=log.records(lambda _url: ()), coverage=log.coverage(lambda _url: ()))


def text_quality(content: Content) -> TextQuality:
    """How well ``content`` reads, leaf by leaf."""
    if isinstance(content, Unread):
        return TextQuality(leaves=content.leaf_count, silent=content.leaf_count, quality=0.0)
    told = [leaf for leaf in content.leaves if leaf.text]
    count = content.leaf_count if isinstance(content, Document) else 1
    return TextQuality(
        leaves=count,
        recognised=sum(leaf.source is TextSource.OCR for leaf in told),
        repaired=sum(leaf.source is TextSource.REPAIRED for leaf in told),
        silent=max(0, count - len(told)),
        quality=sum(leaf.quality for leaf in told) / len(told) if told else 0.0,
    )


def _as_item(assignment: Assignment, item: str | None, url: str) -> Assignment:
    """The same with the file declared for the item that a person says it is."""
    if item is None:
        return assignment
    return replace(assignment, site=replace(assignment.site, declared=((item, url),)))


def _told(harvest: Harvest, content: Content, assignment: Assignment) -> Told:
    """The year of the document as a whole, whatever item it is of."""
    record = next(iter(harvest.records), None)
    if record is None:
        return Told()
    inside = (
        inside_clues(record, Reading(content, index_of(assignment.rules)))
        if isinstance(content, Document | Page)
        else ()
    )
    return tell([*outside_clues(record, None), *inside], YearRule.COVERS, assignment.fiscal_year)


def _as_paper(checkup: Checkup, content: Content, told: Told, assignment: Assignment) -> Checkup:
    """What a document is that is no item, what it is taken for, and what to do instead."""
    if checkup.finding is not None and checkup.finding.evidence:
        return checkup
    paper = paper_of(f"{_cover(content)}\n{_stem(checkup.name)}", load_papers())
    ages = told.trust >= FIRM if paper is None else paper.ages
    hints = (*(_ageing(told, assignment.fiscal_year) if ages else ()), *checkup.hints)
    if paper is None:
        return replace(checkup, hints=hints)
    near = tuple(rule.item for rule in assignment.rules.rules if rule.slug in paper.near)
    return replace(checkup, paper=paper.title, near=near, hints=(paper.advice, *hints))


def _ageing(told: Told, year: FiscalYear) -> Iterator[str]:
    """That a document is of a year long past, for one that no rule asks about."""
    if not told.years or told.years[-1] >= year.previous.be:
        return
    years = f"{explain.years_text(told.years)} (ปีที่ประเมิน {year})"
    if told.trust >= FIRM:
        yield f"ไม่เป็นปัจจุบัน: เป็นของปี {years}"
    else:
        yield f"น่าจะไม่เป็นปัจจุบัน: {told.source}ชี้ไปที่ปี {years}"


def _with_hints(checkup: Checkup, content: Content, seems: ItemFinding | None) -> Checkup:
    hints = (
        [f"ห้ามเผยแพร่ทั้งอย่างนี้: พบ{told} — {CURE}"] if (told := told_exposures(checkup.personal, content.media)) else []
    )
    if masked(checkup.name) != checkup.name:
        hints.append("ชื่อไฟล์มีเลขของบุคคล: ตั้งชื่อใหม่ก่อนเผยแพร่")
    if seems is not None and checkup.finding is not None and seems.item != checkup.finding.item:
        hints.append(f"เนื้อหาดูเป็น {seems.item} {seems.title} มากกว่า {checkup.finding.item}")
    if isinstance(content, Document) and content.torn:
        hints.append("ไฟล์เสียหาย อ่านได้ไม่ครบ: เปิดต้นฉบับ บันทึกเป็นไฟล์ใหม่ แล้วใช้ไฟล์ใหม่แทน")
    text = checkup.text
    if content.media is Media.PDF and text.recognised + text.silent >= max(text.leaves, 1):
        hints.append("เป็นภาพสแกน: เผยแพร่ไฟล์ PDF ที่มีข้อความ (บันทึกจากโปรแกรมพิมพ์เอกสาร) ควบคู่ด้วย")
    elif text.recognised:
        hints.append(f"มีหน้าที่เป็นภาพสแกน {text.recognised} หน้า: ถ้ามีต้นฉบับ ให้บันทึกทั้งเล่มเป็น PDF ที่มีข้อความ")
    if text.repaired * 2 > text.leaves:
        hints.append("ค้นหาหรือคัดลอกบางคำจากไฟล์นี้ได้ไม่ตรง: บันทึกใหม่เป็น PDF ด้วยแบบอักษร Unicode เช่น TH Sarabun New")
    if 0 < text.quality < LOW:
        hints.append("อ่านข้อความได้ไม่แน่นอน ให้คนเปิดตรวจอีกครั้ง หรือสแกนใหม่ที่ 300 dpi")
    inside = years_stated(_cover(content), checkup.years_named)
    if inside and checkup.years_named and not set(inside) & set(checkup.years_named):
        told, named = (", ".join(map(str, years)) for years in (inside, checkup.years_named))
        hints.append(f"ปีในไฟล์ ({told}) ไม่ตรงกับปีในชื่อไฟล์ ({named})")
    if content.size > LARGE:
        hints.append(f"ไฟล์ใหญ่ {content.size // 1_000_000} MB: ลดความละเอียดหรือแบ่งไฟล์")
    return replace(checkup, hints=tuple(hints))


def _the_finding(findings: tuple[ItemFinding, ...], item: str | None) -> ItemFinding | None:
    if item is not None:
        return next((finding for finding in findings if finding.item == item), None)
    seen = [finding for finding in findings if finding.evidence]
    return max(seen, key=lambda finding: finding.evidence[0].strength, default=None)


def _is_empty(content: Content) -> bool:
    return isinstance(content, Unread) and content.cause is UnreadCause.EMPTY


def _cover(content: Content) -> str:
    leaves = content.leaves if isinstance(content, Page | Document) else ()
    first = next((leaf.text for leaf in leaves if leaf.text.strip()), "")
    return "\n".join(title_lines(first))[:COVER]


def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and len(ending) <= 5 else name  # noqa: PLR2004 - .docx, .jpeg


def _unread_line(content: Content) -> str:
    if not isinstance(content, Unread):
        return ""
    return f"อ่านไม่ได้: {why(content.cause.value)} — {content.cure}".rstrip(" —")
