"""Judges one document before it is published: which item it is, which year, and what it still lacks."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from oitcrawl.errors import UsageError
from oitcrawl.judge.assignment import Assignment, judge
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.logbook import Logbook
from oitcrawl.model.content import Content, Document, Page, TextLayer, Unread
from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.harvest import Harvest
from oitcrawl.model.visit import Fetched
from oitcrawl.read import read
from oitcrawl.settings import Settings
from oitcrawl.thai.dates import title_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What a document would count as.

    Attributes:
        path: the file.
        media: what its bytes are.
        finding: the verdict of the item it is about, as if it stood alone on the site; None when it is about none.
        years: Buddhist years its name and cover state.
        leaves: number of pages or sheets.
        text_layer: how far its text can be trusted.
        unread: why it could not be read, with the cure, in Thai; empty when it was read.
    """

    path: Path
    media: str
    finding: ItemFinding | None
    years: tuple[int, ...] = ()
    leaves: int = 0
    text_layer: TextLayer = TextLayer.GOOD
    unread: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    url: str
    path: tuple[str, ...] = ()


def check_document(
    path: Path, assignment: Assignment, matcher: TopicMatcher, settings: Settings, *, item: str | None = None
) -> Checkup:
    """Read one file and judge it by the rules of ``assignment``, without any network.

    Args:
        path: the file.
        assignment: rules, fiscal year and day; its site names the kind of agency.
        matcher: topics of the same rules.
        settings: limits of reading.
        item: judge it as this item, whatever it seems to be; None lets its words decide.

    Raises:
        UsageError: the file cannot be opened.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"เปิดไฟล์ {path} ไม่ได้ ({error.strerror})",
            cure="ตรวจชื่อไฟล์และสิทธิ์การอ่าน",
            en=f"cannot open {path} ({error.strerror})",
        ) from error
    content = read(body, url=path.name, disposition=path.name, resolve=lambda _base, _href: None, settings=settings)
    log = Logbook()
    log.content(
        _Place(path.name), Fetched(url=path.name, final_url=path.name, body=body, disposition=path.name), content
    )
    harvest = Harvest(records=log.records(lambda _url: ()), coverage=log.coverage(lambda _url: ()))
    readable = content if isinstance(content, Page | Document) else None
    findings = judge(assignment, harvest, lambda _record: readable, matcher).items
    return Checkup(
        path=path,
        media=content.media.value,
        finding=_the_finding(findings, item),
        years=_years(content, path),
        leaves=content.leaf_count if isinstance(content, Document | Unread) else 1,
        text_layer=TextLayer.NONE if isinstance(content, Unread) else content.text_layer,
        unread=_unread_line(content),
    )


def digest(path: Path) -> str:
    """SHA-256 of a file, for telling copies apart."""
    return sha256(path.read_bytes()).hexdigest()


def _the_finding(findings: tuple[ItemFinding, ...], item: str | None) -> ItemFinding | None:
    if item is not None:
        return next((finding for finding in findings if finding.item == item), None)
    seen = [finding for finding in findings if finding.evidence]
    return max(seen, key=lambda finding: finding.evidence[0].strength, default=None)


def _years(content: Content, path: Path) -> tuple[int, ...]:
    cover = content.leaves[0].text[:600] if isinstance(content, Page | Document) and content.leaves else ""
    return title_years(path.stem) or title_years(cover)


def _unread_line(content: Content) -> str:
    if not isinstance(content, Unread):
        return ""
    return f"อ่านไม่ได้ ({content.cause.value}) {content.cure}".strip()
