"""The estimate: how the findings might sum up under the edition's weights. Never an official score.

Source: published item tables score an item 0 or 100, and OIT is the mean of its indicators; the official weights of
items are not known, so an edition without weights of its own counts each thematic group of an indicator alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from oitcrawl.judge.costs import SCORES, Share, asked, costs, shares, trials
from oitcrawl.model.estimate import Range, Trial
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import Summary
from oitcrawl.ruleset.rule import RuleSet


def summarise(items: Sequence[ItemFinding], rules: RuleSet, year: int | None = None) -> Summary:
    """Counts by status, the range from the worst case (all unverified items lost) to the best, and what items cost.

    Where people's words stand in the place of verdicts, all is with them; ``machine`` is the range without.

    Args:
        items: one finding per item.
        rules: the edition.
        year: the Buddhist fiscal year judged for, which tells when an item becomes due; None leaves that open.
    """
    indicators = _indicators(items, rules)
    alone = [replace(item, status=item.machine.status) if item.machine else item for item in items]
    people = sum(item.machine is not None for item in items)
    machine = _whole(_indicators(alone, rules)) if people else None
    counts: dict[str, Any] = {status.value: sum(item.status is status for item in items) for status in Status}
    tried = trials(rules)
    return Summary(
        **counts,
        estimate=_whole(indicators),
        indicators=indicators,
        basis=_basis(items, rules, tried) + (_by_people(people, machine) if machine else ""),
        by_person=people,
        machine=machine,
        own_weights=bool(rules.weights.items),
        costs=costs(items, rules, year),
        trials=tried,
    )


def _indicators(items: Sequence[ItemFinding], rules: RuleSet) -> tuple[tuple[str, Range], ...]:
    """The range of each indicator of which an item is asked, in the edition's order."""
    known = shares(asked(items), rules)
    counted = {share.indicator for share in known.values()}
    return tuple(
        (one.number, _indicator(one.number, items, known)) for one in rules.indicators if one.number in counted
    )


def _indicator(number: str, items: Sequence[ItemFinding], known: Mapping[str, Share]) -> Range:
    own = [item for item in items if item.item in known and known[item.item].indicator == number]
    low, high = (sum(known[item.item].of_indicator * SCORES[item.status][end] for item in own) for end in (0, 1))
    return Range(low=round(low, 2), high=round(high, 2))


def _whole(indicators: Sequence[tuple[str, Range]]) -> Range:
    """The OIT: the mean of its indicators."""
    if not indicators:
        return Range(low=0.0, high=0.0)
    low, high = (
        sum(ends) / len(indicators) for ends in zip(*((one.low, one.high) for _, one in indicators), strict=True)
    )
    return Range(low=round(low, 2), high=round(high, 2))


def _by_people(count: int, machine: Range) -> str:
    return f" · ในจำนวนนี้ {count} ข้อเป็นคำของคน (โปรแกรมอย่างเดียวได้ {machine.low:.1f}-{machine.high:.1f})"


def _basis(items: Sequence[ItemFinding], rules: RuleSet, tried: Sequence[Trial]) -> str:
    how = "น้ำหนักของฉบับนี้" if rules.weights.items else "ค่าเฉลี่ยของกลุ่มหัวข้อในแต่ละตัวชี้วัด เพราะไม่ทราบน้ำหนักทางการ"
    parts = [f"ค่าประมาณ ไม่ใช่คะแนนทางการ คิดจาก{how}", "ข้อที่พบครบได้ 100 ข้อที่ไม่ครบ ไม่เป็นปัจจุบัน หรือไม่พบได้ 0"]
    counts = {status: sum(item.status is status for item in items) for status in Status}
    if counts[Status.UNVERIFIED]:
        parts.append(f"ค่าต่ำสุดถือว่าข้อที่ตรวจไม่ได้ {counts[Status.UNVERIFIED]} ข้อไม่ได้คะแนน ค่าสูงสุดถือว่าได้")
    if counts[Status.NOT_DUE]:
        parts.append(f"ข้อที่ยังไม่ถึงกำหนด {counts[Status.NOT_DUE]} ข้อถือว่าได้")
    if counts[Status.WAIVED]:
        parts.append(f"ข้อที่ผู้ตรวจยกเว้น {counts[Status.WAIVED]} ข้อถือว่าได้")
    if counts[Status.NOT_APPLICABLE]:
        parts.append(f"ข้อที่ไม่เกี่ยวข้อง {counts[Status.NOT_APPLICABLE]} ข้อไม่นำมาคิด")
    if tried:
        parts.append(f"เทียบกับตารางคะแนนจริงแล้วตัวชี้วัดต่างไปได้ถึง {max(one.error for one in tried):.1f} คะแนน")
    return " · ".join(parts)
