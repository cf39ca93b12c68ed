"""Which words still count for a scan: not withdrawn, not past their day, and about what still stands there. Calm."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from oitcrawl.model.finding import Evidence, ItemFinding, MachineVerdict, Status
from oitcrawl.model.person import Looked, PersonWord, Review, Source, Word
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.status import ComponentState
from oitcrawl.persons.effect import plain
from oitcrawl.thai.calendar import thai_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an address came to when it was last asked.

    Attributes:
        sha256: digest of what is there; empty when that is not known.
        gone: nothing is there any more, or no page leads there.
    """

    sha256: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is known of the site beside a scan.

    Attributes:
        seen: what an address came to; None when it was not asked.
        print_of: digest of the text of a page without clocks and counters; empty for what is no page or not kept.
    """

    seen: Callable[[str], Seen | None] = lambda _url: None
    print_of: Callable[[str], str] = lambda _sha256: ""


def words_on(scan: AgencyScan, reviews: Iterable[Review], ground: Ground) -> dict[str, tuple[PersonWord, ...]]:
    """Words by slug, whole items first: of each item and component the newest that was not withdrawn.

    A word that no longer counts for this scan is among them, with the reason (``lapsed``).
    """
    items = {item.slug: plain(item) for item in scan.items}
    found: dict[str, list[PersonWord]] = {}
    for one in newest(reviews):
        if one.slug in items and not _is_of_a_later_year(one, items[one.slug], scan):
            word = shown(one, lapsed=why_lapsed(one, items[one.slug], scan, ground))
            found.setdefault(one.slug, []).append(word)
    return {slug: tuple(sorted(words, key=lambda word: word.component)) for slug, words in found.items()}


def newest(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The newest word on each item and component, withdrawn ones left out."""
    some = sorted(reviews, key=lambda one: (one.at, one.number))
    back = {one.withdraws for one in some if one.word is Word.WITHDRAW}
    last = {(one.slug, one.component): one for one in some if one.word is not Word.WITHDRAW and one.uid not in back}
    return tuple(last.values())


def shown(one: Review, *, lapsed: str = "") -> PersonWord:
    """A kept word as a scan shows it."""
    return PersonWord(
        number=one.number,
        source=Source.STORE,
        word=one.word,
        component=one.component,
        status=one.status,
        by=one.by,
        reason=one.reason,
        at=one.at,
        until=one.until,
        url=one.looked.url if one.looked else "",
        lapsed=lapsed,
    )


def why_lapsed(one: Review, item: ItemFinding, scan: AgencyScan, ground: Ground) -> str:
    """Why a word no longer counts for a scan, in Thai; empty while it does.

    What the machine could not see tonight never takes a word back: only what it saw differently does.
    """
    if one.until < scan.as_of:
        return f"หมดอายุเมื่อ {thai_date(one.until)}"
    if one.word is Word.WAIVE:
        return "" if one.reason.strip() else "ไม่มีเหตุผล"
    if item.year_wanted and one.fiscal_year != scan.fiscal_year:
        return f"เป็นคำสำหรับปีงบประมาณ {one.fiscal_year}"
    return _changed(one, scan, ground) or _other_verdict(one, item, ground)


def _is_of_a_later_year(one: Review, item: ItemFinding, scan: AgencyScan) -> bool:
    """Whether a scan of an earlier year has nothing to do with it."""
    return bool(item.year_wanted) and one.word is not Word.WAIVE and one.fiscal_year > scan.fiscal_year


def _changed(one: Review, scan: AgencyScan, ground: Ground) -> str:
    """What became of the evidence that was looked at."""
    looked = one.looked
    if looked is None or not looked.url:
        return ""
    now = _seen(looked.url, scan) or ground.seen(looked.url)
    if now is None:
        return ""
    if now.gone:
        return "หลักฐานที่คนดูไว้ไม่อยู่แล้ว (เปิดไม่พบ หรือไม่มีหน้าใดลิงก์ไป)"
    same = not looked.sha256 or not now.sha256 or _same(looked, now.sha256, ground)
    return "" if same else "หลักฐานที่คนดูไว้เปลี่ยนไปแล้ว"


def _seen(url: str, scan: AgencyScan) -> Seen | None:
    """What the scan itself says of an address."""
    lost = {one.url for one in scan.coverage.failed if one.permanent} | {one.url for one in scan.coverage.removed}
    if url in lost:
        return Seen(gone=True)
    pieces = [(piece.url, piece.sha256) for item in scan.items for piece in item.evidence]
    files = [(file.url, file.sha256) for file in scan.attachments]
    sha256 = next((digest for at, digest in (*pieces, *files) if at == url and digest), "")
    return Seen(sha256=sha256) if sha256 else None


def _same(looked: Looked, sha256: str, ground: Ground) -> bool:
    """Whether bytes are those that were looked at, or a page that says the same."""
    return looked.sha256 == sha256 or bool(looked.print and looked.print == ground.print_of(sha256))


def _other_verdict(one: Review, item: ItemFinding, ground: Ground) -> str:
    """How the machine's verdict differs from the one that the person knew."""
    if one.component:
        return _other_state(one, item)
    now, then = verdict_of(item), one.machine
    if now.status not in {then.status, one.status, Status.UNVERIFIED}:
        return f"เดิมโปรแกรมว่า «{then.status.thai}» ตอนนี้ว่า «{now.status.thai}»"
    more = sorted(set(now.lacking) - set(then.lacking)) if now.status is then.status is Status.INCOMPLETE else ()
    if more and one.status is not Status.INCOMPLETE:
        return f"โปรแกรมพบว่าขาดเพิ่ม: {', '.join(more)}"
    return _new_evidence(one, item.evidence, ground)


def _other_state(one: Review, item: ItemFinding) -> str:
    part = next((part for part in item.components if part.key == one.component), None)
    if part is None:
        return "" if not item.components else "เกณฑ์ไม่มีองค์ประกอบนี้แล้ว"
    said = ComponentState.ABSENT if one.word is Word.REJECT else ComponentState.PRESENT
    blind = {ComponentState.UNREADABLE, ComponentState.HUMAN}
    if part.state in {one.machine_state, said} | blind:
        return ""
    return f"เดิมโปรแกรมว่า «{one.machine_state.thai if one.machine_state else '-'}» ตอนนี้ว่า «{part.state.thai}»"


def _new_evidence(one: Review, evidence: Sequence[Evidence], ground: Ground) -> str:
    """A rejection is of what was there: something new must be looked at before anybody is accused."""
    if one.word is not Word.REJECT:
        return ""
    new = [piece for piece in evidence if piece.sha256 and not _was_there(piece, one.about, ground)]
    return f"มีหลักฐานใหม่ที่คนยังไม่ได้ดู: {new[0].url}" if new else ""


def _was_there(piece: Evidence, about: Sequence[Looked], ground: Ground) -> bool:
    return any(_same(one, piece.sha256, ground) for one in about)


def verdict_of(item: ItemFinding) -> MachineVerdict:
    """What the machine says of an item."""
    return item.machine or MachineVerdict(
        status=item.status,
        because=item.because,
        lacking=item.lacking,
        advice=item.advice,
        settles=item.settles,
        confidence=item.confidence,
    )
