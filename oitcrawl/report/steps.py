"""What changed at an agency since the scan before, in four numbers. Calm."""

from dataclasses import dataclass
from typing import Final

from oitcrawl.model.finding import Status
from oitcrawl.model.glance import Course, Glance
from oitcrawl.model.outline import Mark, Outline
from oitcrawl.report.compare import ChangeKind, change_kind
from oitcrawl.report.history import Stand, stands

_BETTER: Final = {ChangeKind.MENDED, ChangeKind.IMPROVED}
_WORSE: Final = {ChangeKind.NEW_GAP, ChangeKind.WORSENED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Items by what became of them.

    Attributes:
        better, worse: settled by two scans in a row, or by what one scan can tell for sure.
        waiting: said once; the next scan has to confirm it.
        blind: seen at the last scan and not at this one.
        first: nothing came before.
        other_question: the scan before asked for another edition or year, so that nothing can be compared.
        other_rules: the rules or the program changed since then.
    """

    better: int = 0
    worse: int = 0
    waiting: int = 0
    blind: int = 0
    first: bool = False
    other_question: bool = False
    other_rules: bool = False


def steps(course: Course) -> Steps:
    """What changed from the scan before to the newest one."""
    if not course.earlier:
        return Steps(first=True)
    now = course.now
    kin = [one for one in course.earlier if (one.edition, one.fiscal_year) == (now.edition, now.fiscal_year)]
    if not kin:
        return Steps(other_question=True)
    rules = (kin[0].rules_digest, kin[0].engine) != (now.rules_digest, now.engine)
    walked = _walked([*reversed(kin), now])
    told = [change_kind(stand.stepped, stand.settled) for _, stand in walked if stand.stepped and stand.settled]
    return Steps(
        better=sum(kind in _BETTER for kind in told),
        worse=sum(kind in _WORSE for kind in told),
        waiting=sum(stand.waiting is not None and not stand.blind for _, stand in walked),
        blind=sum(stand.blind == 1 and was.said is not None for was, stand in walked),
        other_rules=rules,
    )


def _walked(scans: list[Glance]) -> list[tuple[Stand, Stand]]:
    """The last two stands of each item that was not always the same."""
    seen: dict[str, set[Status]] = {}
    for one in scans:
        for item in one.items:
            seen.setdefault(item.slug, set()).add(item.status)
    moved = {slug for slug, statuses in seen.items() if len(statuses) > 1}
    if not moved:
        return []
    outlines = [_outline(one, moved) for one in scans]
    return [(stand[-2], stand[-1]) for stand in stands(outlines).values()]


def _outline(one: Glance, moved: set[str]) -> Outline:
    return Outline(
        number=0,
        as_of=one.as_of,
        finished=one.finished,
        edition=one.edition,
        fiscal_year=one.fiscal_year,
        terms=(one.rules_digest, one.engine),
        judged_from=one.judged_from,
        estimate=one.estimate,
        marks=tuple(
            Mark(slug=item.slug, item=item.item, status=item.status) for item in one.items if item.slug in moved
        ),
    )
