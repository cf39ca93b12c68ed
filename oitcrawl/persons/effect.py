"""What people's words make of a scan: both verdicts side by side, and the estimate with them. Calm."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from oitcrawl.judge.waiver import by_person, told
from oitcrawl.model.finding import ComponentFinding, ItemFinding, Status
from oitcrawl.model.person import PersonWord, Source, Word
from oitcrawl.model.scan import AgencyScan, Range, ScanWarning, Summary
from oitcrawl.model.status import ComponentState

Summarise = Callable[[Sequence[ItemFinding]], Summary]
_SETTLED = {ComponentState.PRESENT, ComponentState.HUMAN, ComponentState.NOT_DUE}


def with_words(
    scan: AgencyScan, words: Mapping[str, tuple[PersonWord, ...]], summarise: Summarise | None
) -> AgencyScan:
    """The scan as people's words make it; itself when there are none. Saying them twice changes nothing.

    Args:
        scan: what the machine found.
        words: by slug, whole items before components.
        summarise: the counts and the estimate of findings, by the edition of the scan; None where that is not here.
    """
    own = tuple(plain(item) for item in scan.items)
    items = tuple(_heard(item, words[item.slug]) if item.slug in words else item for item in own)
    warnings = tuple(one for one in scan.warnings if one.kind != LAPSED)
    lapsed = tuple(_warning(item, word) for item in items for word in item.persons if word.lapsed)
    summary = _summed(scan.summary, own, items, summarise)
    return replace(scan, items=items, warnings=(*warnings, *lapsed), summary=summary)


LAPSED = "review_lapsed"


def plain(item: ItemFinding) -> ItemFinding:
    """The finding without the words of the store; a waiver of the agencies file is part of it."""
    if all(word.source is not Source.STORE for word in item.persons):
        return item
    own = tuple(word for word in item.persons if word.source is not Source.STORE)
    parts = tuple(replace(one, state=one.machine or one.state, machine=None) for one in item.components)
    bare = replace(_restored(item), components=parts, persons=(), machine=None)
    waiver = next((word for word in own if not word.lapsed), None)
    return by_person(bare, Status.WAIVED, told(waiver), own) if waiver else replace(bare, persons=own)


def _restored(item: ItemFinding) -> ItemFinding:
    """The machine's own verdict in its place."""
    if (was := item.machine) is None:
        return item
    return replace(
        item,
        status=was.status,
        because=was.because,
        lacking=was.lacking,
        advice=was.advice,
        settles=was.settles,
        confidence=was.confidence,
    )


def _heard(item: ItemFinding, words: tuple[PersonWord, ...]) -> ItemFinding:
    """One finding under what people said of it."""
    bare, persons = replace(_restored(item), machine=None), (*words, *item.persons)
    counting = [word for word in words if not word.lapsed]
    parts = tuple(_part(one, counting) for one in bare.components)
    whole = next((word for word in counting if not word.component), None)
    if whole is None or whole.status is None:
        if item.persons and item.machine is not None:  # the waiver of the agencies file stands
            return replace(item, components=parts, persons=persons)
        return _by_parts(replace(bare, components=parts), persons, counting)
    if whole.status is bare.status:
        return replace(bare, components=parts, persons=persons)
    lacking = bare.lacking if whole.status is Status.INCOMPLETE else ()
    return by_person(replace(bare, components=parts), whole.status, told(whole), persons, lacking=lacking)


def _part(part: ComponentFinding, words: Sequence[PersonWord]) -> ComponentFinding:
    word = next((word for word in words if word.component == part.key), None)
    if word is None:
        return part
    state = ComponentState.ABSENT if word.word is Word.REJECT else ComponentState.PRESENT
    return part if state is part.state else replace(part, state=state, machine=part.state)


def _by_parts(item: ItemFinding, persons: tuple[PersonWord, ...], counting: Sequence[PersonWord]) -> ItemFinding:
    """The finding when people spoke of components only: a component may open or close a gap, never tell a year."""
    keys = {word.component for word in counting}
    owed = [one for one in item.components if one.known != "recalled"]
    absent = [one.label for one in owed if one.state is ComponentState.ABSENT]
    named = [one.label for one in owed if one.key in keys and one.state is ComponentState.ABSENT and one.machine]
    status = item.status
    if named and status in {Status.FOUND, Status.UNVERIFIED, Status.NOT_DUE, Status.INCOMPLETE}:
        status = Status.INCOMPLETE
    elif status is Status.INCOMPLETE and not absent:
        status = Status.FOUND if all(one.state in _SETTLED for one in owed) else Status.UNVERIFIED
    elif status is Status.UNVERIFIED and _was_read_by_people(item, owed):
        status = Status.FOUND
    if (status is item.status and tuple(absent) == item.lacking) or status is item.status is not Status.INCOMPLETE:
        return replace(item, persons=persons)
    because = _because(item, [word for word in counting if word.component], absent)
    lacking = tuple(absent) if status is Status.INCOMPLETE else ()
    return by_person(item, status, because, persons, lacking=lacking)


def _was_read_by_people(item: ItemFinding, owed: Sequence[ComponentFinding]) -> bool:
    """Whether people saw what the machine could not read, all is there now, and the year is known to be right."""
    helped = any(one.machine is ComponentState.UNREADABLE for one in owed)
    right = not item.year_wanted or set(item.year_wanted) & set(item.year_found)
    return bool(helped and right and all(one.state in _SETTLED for one in owed))


def _because(item: ItemFinding, words: Sequence[PersonWord], absent: Sequence[str]) -> str:
    labels = {one.key: one.label for one in item.components}
    there = [labels[word.component] for word in words if word.word is Word.CONFIRM and word.component in labels]
    names = ", ".join(dict.fromkeys(word.by for word in words))
    seen = f"คนตรวจแล้วว่ามี {', '.join(there)}" if there else "คนตรวจแล้ว"
    lacking = f" ยังขาด: {', '.join(absent)}" if absent else ""
    reasons = "; ".join(word.reason for word in words if word.reason)
    return f"{seen}{lacking} โดย {names}" + (f": {reasons}" if reasons else "")


def _warning(item: ItemFinding, word: PersonWord) -> ScanWarning:
    label = next((f" ({one.label})" for one in item.components if one.key == word.component), "")
    said = "ยืนยัน" if word.word is Word.CONFIRM else "ปฏิเสธ" if word.word is Word.REJECT else "ยกเว้น"
    message = f"คำ{said} {item.item}{label} ของ {word.by} ไม่มีผลแล้ว: {word.lapsed}"
    return ScanWarning(kind=LAPSED, url=word.url, message=message)


def _summed(
    before: Summary, own: Sequence[ItemFinding], items: Sequence[ItemFinding], summarise: Summarise | None
) -> Summary:
    """The summary with people's words; counts always follow, the estimate only where it can be made alike.

    Where it cannot, what an item costs is kept only if people left its status as it was.
    """
    if summarise is not None and _alone(summarise(own)) == _alone(before):
        return summarise(items)
    people = sum(item.machine is not None for item in items)
    if not people:
        return before
    counts: dict[str, Any] = {status.value: sum(item.status is status for item in items) for status in Status}
    told = f"{before.basis} · ช่วงนี้ยังไม่รวมคำของคน {people} ข้อ เพราะเกณฑ์ที่ใช้ตรวจต่างจากที่มีอยู่"
    same = {(item.item, item.status) for item in items}
    costs = tuple(one for one in before.costs if (one.item, one.status) in same)
    return replace(before, **counts, basis=told, by_person=people, costs=costs)


def _alone(summary: Summary) -> Range:
    """The estimate by the machine's verdicts alone."""
    return summary.machine or summary.estimate
