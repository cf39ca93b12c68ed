"""Every fixed word exists in both languages, is used, and dates are written as officials write them."""

import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import oitcrawl.report
from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.model.site import AgencyKind
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.report.compare import ChangeKind
from oitcrawl.report.legibility import Grade, Nature, Remark
from oitcrawl.report.words import Words, strings

ROOM = Path(oitcrawl.report.__file__).parent
THAI, ENGLISH = Words("th"), Words("en")
CONTRACT_WARNINGS = (
    "gambling_spam same_file_two_items stale_year_copy label_contradicts_file image_only_document tls_problem soft_404 "
    "offsite_evidence far_from_home broken_link declared_url_dead blocked_scanner needs_javascript ocr_budget"
).split()


def test_both_languages_fill_in_the_same_values():
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    differing = [key for key, (thai, english) in strings().items() if fields(thai) != fields(english)]

    assert differing == []


def test_every_word_is_used_somewhere():
    sources = "".join(
        path.read_text(encoding="utf-8") for path in [*ROOM.glob("*.py"), *ROOM.glob("templates/**/*.j2")]
    )
    prefixes = tuple(set(re.findall(r"""f["'](\w+\.\w*)\{""", sources)))
    named = set(re.findall(r"[\"']([a-z_.]+)[\"']", sources))
    unused = [key for key in strings() if key not in named and not key.startswith(prefixes)]

    assert unused == []


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("cause", [*FailCause, *RefusedBy, *UnreadCause]),
        ("status", Status),
        ("state", ComponentState),
        ("media", Media),
        ("kind", AgencyKind),
        ("changes", ChangeKind),
        ("warn", CONTRACT_WARNINGS),
        ("nature", Nature),
        ("grade", set(Grade) - {Grade.NONE}),
        ("remark", set(Remark) - {Remark.UNREAD}),
        ("cure", set(Remark) - {Remark.UNREAD}),
        ("settle", UnreadCause),
        ("stop", ["pages", "minutes", "bytes", "failures", "interrupted", "none"]),
    ],
)
def test_every_value_that_can_occur_has_a_word(prefix, values):
    missing = [value for value in values if f"{prefix}.{value}" not in strings()]

    assert missing == []


def test_dates_are_thai_with_the_buddhist_year():
    assert THAI.date(date(2025, 4, 1)) == "1 เมษายน 2568"
    assert THAI.short_date(date(2024, 12, 31)) == "31 ธ.ค. 2567"
    assert ENGLISH.date(date(2025, 4, 1)) == "1 April 2025"


def test_a_span_names_its_month_once():
    assert THAI.span(date(2025, 4, 1), date(2025, 4, 30)) == "1–30 เมษายน 2568"
    assert THAI.span(date(2023, 10, 1), date(2024, 9, 30)) == "1 ตุลาคม 2566 – 30 กันยายน 2567"


def test_a_moment_is_told_by_the_clock_in_thailand():
    assert THAI.moment(datetime(2024, 12, 31, 18, 5, tzinfo=UTC)) == "1 มกราคม 2568 เวลา 01:05 น."


def test_runs_of_years_are_drawn_together():
    assert THAI.years((2570, 2566, 2567, 2568)) == "2566–2568, 2570"
    assert THAI.years(()) == ""


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 B"), (999, "999 B"), (12_400_000, "12.4 MB"), (3_000_000_000_000, "3,000.0 GB")]
)
def test_sizes_read_as_people_say_them(count, expected):
    assert THAI.size(count) == expected
