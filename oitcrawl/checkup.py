"""Judges documents before they are published: which item each is, which year, how well it reads, what it lacks."""

from dataclasses import dataclass, replace
from datetime import date

from oitcrawl.judge.assignment import Assignment, judge
from oitcrawl.judge.attachments import years_stated
from oitcrawl.judge.suspects import why
from oitcrawl.judge.titles import title_lines
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.logbook import Logbook
from oitcrawl.model.content import Content, Document, Media, Page, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.harvest import Harvest
from oitcrawl.model.visit import Fetched
from oitcrawl.thai.dates import title_years

LOW = 0.8  # quality below which a text is worth a look by a person
LARGE = 20_000_000  # bytes that take minutes on a telephone
COVER = 600


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
        years: Buddhist years its name and cover state.
        years_named: Buddhist years of its name alone.
        text: how well it reads.
        text_layer: how far its text can be trusted.
        title, author, made: what the properties of the file say; often wrong.
        unread: why it could not be read, with the cure, in Thai; empty when it was read.
        hints: what to mend before it is published, Thai lines.
        sha256: digest of its bytes.
    """

    name: str
    media: str
    finding: ItemFinding | None
    years: tuple[int, ...] = ()
    years_named: tuple[int, ...] = ()
    text: TextQuality
    text_layer: TextLayer = TextLayer.GOOD
    title: str = ""
    author: str = ""
    made: tuple[date, ...] = ()
    unread: str = ""
    hints: tuple[str, ...] = ()
    sha256: str = ""


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
    log = Logbook()
    log.content(_Place(own), Fetched(url=own, final_url=own, body=b"", disposition=own.rpartition("/")[2]), content)
    harvest = Harvest(records=log.records(lambda _url: ()), coverage=log.coverage(lambda _url: ()))
    readable = content if isinstance(content, Page | Document) else None
    findings = judge(assignment, harvest, lambda _record: readable, matcher).items
    document = content if isinstance(content, Document) else None
    checkup = Checkup(
        name=name,
        media=content.media.value,
        finding=None if _is_empty(content) else _the_finding(findings, item),
        years=_years(content, own),
        years_named=title_years(_stem(own)),
        text=text_quality(content),
        text_layer=TextLayer.NONE if isinstance(content, Unread) else content.text_layer,
        title=document.title if document else "",
        author=document.author if document else "",
        made=document.meta_dates if document else (),
        unread=_unread_line(content),
        sha256=content.sha256,
    )
    return _with_hints(checkup, content)


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


def _with_hints(checkup: Checkup, content: Content) -> Checkup:
    hints = []
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
    if not isinstance(content, Page | Document) or not content.leaves:
        return ""
    return "\n".join(title_lines(content.leaves[0].text))[:COVER]


def _years(content: Content, name: str) -> tuple[int, ...]:
    return title_years(_stem(name)) or title_years(_cover(content))


def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and len(ending) <= 5 else name  # noqa: PLR2004 - .docx, .jpeg


def _unread_line(content: Content) -> str:
    if not isinstance(content, Unread):
        return ""
    return f"อ่านไม่ได้: {why(content.cause.value)} — {content.cure}".rstrip(" —")
