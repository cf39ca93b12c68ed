"""The estimate: how the findings might sum up under the edition's weights. Never an official score.

Source: published item tables score an item 0 or 100, and OIT is the mean of its indicators; the official weights of
items are not known, so an edition without weights of its own counts each thematic group of an indicator alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import Range, Summary
from oitcrawl.ruleset.edition import Indicator
from oitcrawl.ruleset.rule import RuleSet

FULL = 100.0

# Score of an item in the worst and in the best case; None: it is left out of its group.
_SCORES: Mapping[Status, tuple[float, float] | None] = {
    Status.NOT_APPLICABLE: None,  # nobody asks for it
    Status.WAIVED: (FULL, FULL),  # a person answers for it
    Status.FOUND: (FULL, FULL),
    Status.NOT_DUE: (FULL, FULL),  # nothing owed is lacking on that day
    Status.UNVERIFIED: (0.0, FULL),
    Status.INCOMPLETE: (0.0, 0.0),
    Status.OUTDATED: (0.0, 0.0),
    Status.MISSING: (0.0, 0.0),
}


def summarise(items: Sequence[ItemFinding], rules: RuleSet) -> Summary:
    """Counts by status, and the range between the worst case (all unverified items lost) and the best (none).

    Where people's words stand in the place of verdicts, the range is with them; ``machine`` is the one without.
    """
    indicators = _indicators(items, rules)
    alone = [replace(item, status=item.machine.status) if item.machine else item for item in items]
    people = sum(item.machine is not None for item in items)
    machine = _whole(_indicators(alone, rules)) if people else None
    counts: dict[str, Any] = {status.value: sum(item.status is status for item in items) for status in Status}
    return Summary(
        **counts,
        estimate=_whole(indicators),
        indicators=indicators,
        basis=_basis(items, rules) + (_by_people(people, machine) if machine else ""),
        by_person=people,
        machine=machine,
    )


def _indicators(items: Sequence[ItemFinding], rules: RuleSet) -> tuple[tuple[str, Range], ...]:
    told = ((one.number, _indicator(one, items, rules)) for one in rules.indicators)
    return tuple((number, score) for number, score in told if score is not None)


def _whole(indicators: Sequence[tuple[str, Range]]) -> Range:
    return _mean([score for _, score in indicators]) or Range(low=0.0, high=0.0)


def _by_people(count: int, machine: Range) -> str:
    return f" · ในจำนวนนี้ {count} ข้อเป็นคำของคน (โปรแกรมอย่างเดียวได้ {machine.low:.1f}-{machine.high:.1f})"


def _indicator(indicator: Indicator, items: Sequence[ItemFinding], rules: RuleSet) -> Range | None:
    """Weighted mean of its items where the edition knows weights, else mean of the means of its groups."""
    weights = dict(rules.weights.items)
    if weights:
        own = [item for item in items if item.group in indicator.groups]
        return _weighted(
            [(score, weights.get(item.item, 0.0)) for item in own if (score := _score(item)) is not None]
        )
    groups = (_group(group, items) for group in indicator.groups)
    return _mean([score for score in groups if score is not None])


def _group(group: str, items: Sequence[ItemFinding]) -> Range | None:
    scores = [score for item in items if item.group == group and (score := _score(item)) is not None]
    return _weighted([(score, 1.0) for score in scores], digits=6)


def _score(item: ItemFinding) -> Range | None:
    pair = _SCORES[item.status]
    return None if pair is None else Range(low=pair[0], high=pair[1])


def _mean(scores: Sequence[Range]) -> Range | None:
    return _weighted([(score, 1.0) for score in scores])


def _weighted(scores: Sequence[tuple[Range, float]], *, digits: int = 2) -> Range | None:
    total = sum(weight for _, weight in scores)
    if not total:
        return None
    low = sum(score.low * weight for score, weight in scores) / total
    high = sum(score.high * weight for score, weight in scores) / total
    return Range(low=round(low, digits), high=round(high, digits))


def _basis(items: Sequence[ItemFinding], rules: RuleSet) -> str:
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
    return " · ".join(parts)
