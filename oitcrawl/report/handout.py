"""What is handed on beside the report: a page and a sheet for each division, the calendar, the links to enter."""

from collections.abc import Mapping
from dataclasses import replace

from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.agenda import calendar_ics
from oitcrawl.report.divisions import (
    Division,
    DivisionLink,
    HandoutView,
    division_view,
    divisions,
    page_name,
    part_of,
    sheet_name,
    shown_name,
)
from oitcrawl.report.history import Past
from oitcrawl.report.links import LinkView
from oitcrawl.report.render import render_division
from oitcrawl.report.sheets import division_xlsx
from oitcrawl.report.submission import submission_xlsx
from oitcrawl.report.view import agency_name, view
from oitcrawl.report.words import Words

CALENDAR = "calendar.ics"
SUBMISSION = "submission.xlsx"
PLAN = "plan.docx"


def division_files(
    scan: AgencyScan, words: Words, *, past: Past | None, thumbs: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The page and the sheet of every division; nothing where no item has an owner."""
    files: dict[str, bytes] = {}
    for division in divisions(scan):
        part = part_of(scan, division)
        files[page_name(division)] = _page(part, division, words, past, thumbs)
        files[sheet_name(division)] = division_xlsx(part, shown_name(division, words), words)
    return files


def calendar_files(scan: AgencyScan, words: Words) -> dict[str, bytes]:
    """The calendar; nothing where no date is known."""
    calendar = calendar_ics(scan, words)
    return {} if calendar is None else {CALENDAR: calendar}


def submission_files(scan: AgencyScan, words: Words) -> dict[str, bytes]:
    """The links to enter."""
    return {SUBMISSION: submission_xlsx(scan, words)}


def handout(scan: AgencyScan, words: Words, formats: tuple[str, ...]) -> HandoutView | None:
    """What of ``formats`` stands beside the page; None when nothing does."""
    some = divisions(scan) if "divisions" in formats else ()
    beside = (
        ("submission", SUBMISSION, "hand.submission", True),
        ("xlsx", "gaps.xlsx", "hand.gaps", True),
        ("docx", PLAN, "plan.open", True),
        ("docx", "plan.docx", "hand.plan", True),
        ("calendar", CALENDAR, "hand.calendar", calendar_ics(scan, words) is not None),
    )
    files = tuple(
        LinkView(href=file, text=words(key)) for name, file, key, made in beside if name in formats and made
    )
    if not some and not files:
        return None
    return HandoutView(divisions=tuple(_link(one, scan, words) for one in some), files=files)


def _link(division: Division, scan: AgencyScan, words: Words) -> DivisionLink:
    steps = division_view(part_of(scan, division), division, words).steps
    return DivisionLink(
        name=shown_name(division, words),
        named=bool(division.name),
        tally=words("hand.count", count=len(division.items), todo=len(steps)),
        page=page_name(division),
        sheet=sheet_name(division),
    )


def _page(
    part: AgencyScan, division: Division, words: Words, past: Past | None, thumbs: Mapping[str, bytes]
) -> bytes:
    title = words("div.title", division=shown_name(division, words), agency=agency_name(part))
    whole = replace(view(part, past=past, words=words, thumbs=thumbs), title=title)
    return render_division(whole, division_view(part, division, words)).encode("utf-8")
