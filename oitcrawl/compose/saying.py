"""A person's word as it is taken down: who, on what, what the machine said then, and until when it counts."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from oitcrawl.compose.doors import BANGKOK
from oitcrawl.crawl.urls import canonical
from oitcrawl.errors import UsageError
from oitcrawl.model.finding import ComponentFinding, Evidence, ItemFinding, Status
from oitcrawl.model.person import Looked, Review, Word
from oitcrawl.model.scan import AgencyScan
from oitcrawl.persons.effect import plain
from oitcrawl.persons.standing import Ground, verdict_of
from oitcrawl.persons.waiting import piece_of
from oitcrawl.thai.calendar import FiscalYear

EXAMPLES = frozenset({"ชื่อ ตำแหน่ง", "NAME POSITION", "เหตุผล", "REASON"})  # what stands in our own examples
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a person says, as typed.

    Attributes:
        target: O-code or slug of the item; for a withdrawal the number of the word.
        component: its key; empty for the item as a whole.
        status: what they make of the item; None leaves it to the word.
        until: last day on which it counts; None for the default.
        url: the evidence that they looked at; empty for the machine's own.
    """

    word: Word
    target: str
    component: str = ""
    status: Status | None = None
    by: str
    reason: str = ""
    until: date | None = None
    url: str = ""


def review_of(
    saying: Saying, scan: AgencyScan, kept: Iterable[Review], ground: Ground, *, now: datetime | None = None
) -> Review:
    """The word as it is kept.

    Args:
        saying: as typed.
        scan: the newest one of the agency, as the machine judged it.
        kept: words on the agency so far.
        ground: what is known of the site.
        now: the moment at which it is said; None is this one.

    Raises:
        UsageError: nobody said it, or it is about nothing, or a reason or a day is lacking.
    """
    _demand_somebody(saying)
    at = now or datetime.now(UTC)
    if saying.word is Word.WITHDRAW:
        return _withdrawal(saying, kept, at)
    item = plain(_item(saying.target, scan))
    part = _part(saying.component, item)
    status = None if part else _status(saying, item)
    return Review(
        uid=secrets.token_hex(16),
        agency=scan.agency.code,
        slug=item.slug,
        item=item.item,
        component=part.key if part else "",
        word=saying.word,
        status=status,
        by=saying.by.strip(),
        reason=saying.reason.strip(),
        at=at,
        until=_until(saying, item, scan, at.astimezone(BANGKOK).date()),
        about=_about(saying, item, part, status, ground),
        machine=verdict_of(item),
        machine_state=part.state if part else None,
        edition=scan.edition,
        fiscal_year=scan.fiscal_year,
    )


def _demand_somebody(saying: Saying) -> None:
    if not saying.by.strip() or saying.by.strip() in EXAMPLES:
        raise UsageError(
            "ต้องบอกว่าใครเป็นผู้ตรวจ",
            cure='เพิ่ม --by "ชื่อ ตำแหน่ง" ของผู้ที่เปิดดูจริง',
            en='who says so? — add --by "NAME POSITION" of the person who looked',
        )
    if saying.word is not Word.CONFIRM and (not saying.reason.strip() or saying.reason.strip() in EXAMPLES):
        raise UsageError(
            "ต้องบอกเหตุผล",
            cure='เพิ่ม --reason "เพราะอะไร"',
            en='a reason is needed — add --reason "..."',
        )


def _withdrawal(saying: Saying, kept: Iterable[Review], at: datetime) -> Review:
    some = tuple(kept)
    back = {one.withdraws for one in some}
    open_ones = {str(one.number): one for one in some if one.word is not Word.WITHDRAW and one.uid not in back}
    if (was := open_ones.get(saying.target.lstrip("#"))) is None:
        raise UsageError(
            f"ไม่มีคำเลขที่ {saying.target} ที่ถอนได้",
            cure=f"เลขที่ถอนได้: {', '.join(open_ones) or 'ไม่มี'} (ดูจาก oitcrawl review รหัส history)",
            en=f"there is no word {saying.target} to withdraw — known: {', '.join(open_ones) or 'none'}",
        )
    return Review(
        uid=secrets.token_hex(16),
        agency=was.agency,
        slug=was.slug,
        item=was.item,
        component=was.component,
        word=Word.WITHDRAW,
        by=saying.by.strip(),
        reason=saying.reason.strip(),
        at=at,
        until=was.until,
        machine=was.machine,
        edition=was.edition,
        fiscal_year=was.fiscal_year,
        withdraws=was.uid,
    )


def _item(name: str, scan: AgencyScan) -> ItemFinding:
    for item in scan.items:
        if name.lower() in {item.item.lower(), item.slug.lower()}:
            return item
    raise UsageError(
        f"ไม่มีข้อ {name!r} ในเกณฑ์ {scan.edition}",
        cure=f"ใช้เลขข้อ เช่น {scan.items[0].item}" if scan.items else "ตรวจเว็บไซต์ใหม่ด้วย oitcrawl scan",
        en=f"{scan.edition} has no item {name!r} — such as {scan.items[0].item if scan.items else 'none'}",
    )


def _part(key: str, item: ItemFinding) -> ComponentFinding | None:
    if not key:
        return None
    for part in item.components:
        if key.lower() == part.key.lower():
            return part
    known = ", ".join(f"{part.key} ({part.label})" for part in item.components)
    keys = ", ".join(part.key for part in item.components)
    raise UsageError(
        f"{item.item} ไม่มีองค์ประกอบ {key!r}",
        cure=f"องค์ประกอบ: {known}" if known else "ข้อนี้ไม่มีองค์ประกอบ ตัด --component ออก",
        en=f"{item.item} has no component {key!r} — {keys or 'it has none'}",
    )


def _status(saying: Saying, item: ItemFinding) -> Status:
    """What the word makes of the item.

    Raises:
        UsageError: it cannot be told whether a gap is confirmed or denied, or the status is none for people.
    """
    if saying.word is Word.WAIVE:
        return Status.WAIVED
    status, now = saying.status, verdict_of(item).status
    allowed = _GAPS if saying.word is Word.REJECT else (Status.FOUND, *_GAPS)
    if status is not None and status not in allowed:
        raise _choose(item, now, allowed)
    if status is not None:
        return status
    if now.is_gap:
        raise _choose(item, now, allowed)
    return Status.MISSING if saying.word is Word.REJECT else Status.FOUND


_GAPS = (Status.INCOMPLETE, Status.OUTDATED, Status.MISSING)


def _choose(item: ItemFinding, now: Status, allowed: Iterable[Status]) -> UsageError:
    words = ", ".join(f"{one.value} ({one.thai})" for one in allowed)
    return UsageError(
        f"{item.item}: โปรแกรมว่า «{now.thai}» ต้องบอกว่าท่านเห็นว่าเป็นอย่างไร",
        cure=f"เพิ่ม --status ตัวใดตัวหนึ่ง: {words}",
        en=f"{item.item}: the machine says {now.value} — add --status, one of {', '.join(allowed)}",
    )


def _until(saying: Saying, item: ItemFinding, scan: AgencyScan, today: date) -> date:
    """The day given, else the end of the fiscal year for what has a year, else a year from now.

    Raises:
        UsageError: a waiver without a day, or a day that is past: before the scan, or before today.
    """
    ends = FiscalYear(scan.fiscal_year).ends
    first = max(scan.as_of, today)
    if saying.until is not None:
        if saying.until < first:
            raise UsageError(
                f"--until {saying.until} ผ่านไปแล้ว",
                cure=f"ใช้วันที่ตั้งแต่ {first} เช่น {max(ends, first)}",
                en=f"--until {saying.until} is past — a day from {first} on",
            )
        return saying.until
    if saying.word is Word.WAIVE:
        raise UsageError(
            "การยกเว้นต้องมีวันหมดอายุ",
            cure=f"เพิ่ม --until เช่น --until {max(ends, first)}",
            en=f"a waiver needs a last day — add --until {max(ends, first)}",
        )
    return ends if item.year_wanted and ends >= scan.as_of else scan.as_of + _YEAR


def _about(
    saying: Saying, item: ItemFinding, part: ComponentFinding | None, status: Status | None, ground: Ground
) -> tuple[Looked, ...]:
    """What was looked at first, then what else the machine showed of the item.

    Raises:
        UsageError: it is said to be there, and nobody says where.
    """
    if saying.word is Word.WAIVE:
        return ()
    shown = [_looked(piece, ground) for piece in item.evidence]
    if saying.url:
        return (_at(_address(saying.url, item), item, ground), *shown)
    if (piece := piece_of(item, part)) is not None:
        return (_looked(piece, ground), *shown)
    if saying.word is Word.CONFIRM and status not in _GAPS:
        raise UsageError(
            f"โปรแกรมไม่มีหลักฐานของ {item.item} ให้ยืนยัน",
            cure='เพิ่ม --url "ที่อยู่ของหน้าหรือเอกสารที่ท่านเปิดดู"',
            en=f"there is no evidence of {item.item} to confirm — add --url of what you looked at",
        )
    return ()


def _address(text: str, item: ItemFinding) -> str:
    """The address that was typed, as the crawl writes it.

    Raises:
        UsageError: it is none of the web.
    """
    if any(piece.url == text for piece in item.evidence):  # also a file inside an archive, with its fragment
        return text
    try:
        return canonical(text.strip())
    except ValueError:
        raise UsageError(
            f"--url {text} ไม่ใช่ที่อยู่เว็บ",
            cure="เขียนแบบ https://www.example.go.th/...",
            en=f"--url {text} is no address of the web — write https://...",
        ) from None


def _at(url: str, item: ItemFinding, ground: Ground) -> Looked:
    """An address that a person names, as far as the machine knows it."""
    piece = next((piece for piece in item.evidence if piece.url == url), None)
    if piece is not None:
        return _looked(piece, ground)
    seen = ground.seen(url)
    sha256 = seen.sha256 if seen else ""
    return Looked(url=url, sha256=sha256, print=ground.print_of(sha256) if sha256 else "")


def _looked(piece: Evidence, ground: Ground) -> Looked:
    told = ground.print_of(piece.sha256) if piece.sha256 else ""
    return Looked(url=piece.url, sha256=piece.sha256, leaf=piece.leaf, print=told)
