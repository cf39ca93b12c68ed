"""The best content that an item did not get: what spoke for it, and why it lost."""

from collections.abc import Mapping, Sequence

from oitcrawl.judge import explain
from oitcrawl.judge.freshness import Fit
from oitcrawl.judge.joining import reasons_of
from oitcrawl.judge.sighting import Lost, Sighting
from oitcrawl.judge.signs import Signs
from oitcrawl.judge.verdict import Verdict
from oitcrawl.model.finding import RunnerUp, Status
from oitcrawl.model.reason import Cause, Source
from oitcrawl.ruleset.rule import Rule, RuleSet


def next_best_of(
    rule: Rule, verdict: Verdict, everything: Sequence[Sighting], lost: Sequence[Lost]
) -> tuple[RunnerUp | None, str]:
    """The best content that did not pass, as data and as a Thai sentence; None and nothing when there is none."""
    if verdict.status in {Status.NOT_APPLICABLE, Status.WAIVED}:
        return None, ""
    shown = {id(one) for one in verdict.shown}
    others = [one for one in everything if id(one) not in shown]
    best = max(others, key=lambda one: (not one.sign.mere, one.sign.strength), default=None)
    if lost and (best is None or best.sign.mere):
        return _overruled(max(lost, key=lambda one: (not one.sign.mere, one.sign.strength)))
    return _passed_over(best, rule) if best is not None else (None, "")


def lost_of(signs: Mapping[str, Signs], rules: RuleSet) -> dict[str, tuple[Lost, ...]]:
    """Per item, the contents that links call so and that say themselves that they are another."""
    names = {rule.slug: f"{rule.item} {rule.title}" for rule in rules.rules}
    found: dict[str, list[Lost]] = {}
    for url, one in signs.items():
        own = next(iter(one.by_slug.values()), None)
        if own is None:
            continue
        for sign in one.lost:
            more = Lost(url=url, sign=sign, own=own, name=names.get(own.slug, own.slug))
            found.setdefault(sign.slug, []).append(more)
    return {slug: tuple(some) for slug, some in found.items()}


def _passed_over(one: Sighting, rule: Rule) -> tuple[RunnerUp, str]:
    cause, because = _why_not(one, rule)
    told = one.told[rule.year]
    data = RunnerUp(
        url=one.record.url, name=explain.short(one.name), cause=cause, because=because, why=reasons_of(one.sign)
    )
    return data, explain.runner_up(one, told.years, because)


def _overruled(lost: Lost) -> tuple[RunnerUp, str]:
    by_people = bool(lost.sign.spoken) and all(part.source is Source.DECLARED for part in lost.sign.spoken)
    name = explain.short(lost.sign.text or lost.own.text or lost.url)
    caller = "ท่านแจ้งไว้เป็นข้อนี้" if by_people else "ลิงก์เรียกว่าเป็นข้อนี้"
    because = f"{caller} แต่เนื้อหาระบุเองว่าเป็น {explain.short(lost.name)}"
    data = RunnerUp(
        url=lost.url,
        name=name,
        cause="other_item",
        slug=lost.own.slug,
        because=because,
        why=reasons_of(lost.sign),
    )
    return data, f"«{name}»: {because}"


def _why_not(one: Sighting, rule: Rule) -> tuple[Cause, str]:
    if one.fits[rule.year] in {Fit.OLDER, Fit.NEWER}:
        return "year", "ไม่ใช่ปีที่ต้องการ"
    if not one.readable:
        return "unreadable", one.cause
    if one.sign.mere:
        return "mention", "เพียงกล่าวถึงเรื่องนี้"
    if one.fits[rule.year].counts:
        return "weaker", "มีหลักฐานอื่นที่ชัดกว่า"
    return "no_year", "บอกปีไม่ได้"
