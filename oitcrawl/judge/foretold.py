"""Labels that promise a later year than anything in the document speaks of: last year's file under a new name."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from oitcrawl.judge.freshness import tell
from oitcrawl.judge.reading import MAX_DATED_TEXT, Reading
from oitcrawl.judge.statements import Clue, Told
from oitcrawl.model.content import Document
from oitcrawl.ruleset.check import YearRule
from oitcrawl.thai.calendar import FiscalYear

AHEAD: Final = timedelta(days=183)  # a plan is made up to half a year before the year that it is for
OF_LINKS: Final = frozenset({"ข้อความของลิงก์", "แถวของลิงก์", "หัวข้อเหนือลิงก์", "ชื่อหน้าที่มีลิงก์", "ชื่อไฟล์", "ที่อยู่ของไฟล์"})


def told_inside(told: Told, clues: Iterable[Clue], wanted: YearRule, year: FiscalYear, view: Reading | None) -> Told:
    """What is ``told``; where links alone say so and the document contradicts them, what it tells itself.

    Args:
        told: by all ``clues``.
        clues: of links and of the document.
        wanted: the rule that asks.
        year: under assessment.
        view: the document; a page names its own year or none.
    """
    if view is None or told.source not in OF_LINKS or not _is_ahead(told, view):
        return told
    own = tell([one for one in clues if one.source not in OF_LINKS], wanted, year)
    return replace(own, against=told) if own.years else own


def _is_ahead(told: Told, view: Reading) -> bool:
    """Whether the document names none of these years, and all in it is of more than half a year before the first."""
    if not isinstance(view.content, Document) or view.recognised or view.size > MAX_DATED_TEXT:
        return False
    if any(str(one) in part for one in told.years for part in view.folded):
        return False
    newest = max((one.end for one in view.dates), default=None)
    return newest is not None and newest + AHEAD < FiscalYear(min(told.years)).starts
