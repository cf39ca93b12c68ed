"""The calendar keeps to RFC 5545, names divisions, rings in time, and is the same bytes for the same scan."""

import re
from dataclasses import replace
from datetime import date

import pytest
from report.samples import HOSTILE, all_in, hostile, scan

from oitcrawl.model.finding import Status
from oitcrawl.report.agenda import calendar_ics
from oitcrawl.report.words import Words

THAI = Words("th")


def lines(content: bytes) -> list[str]:
    """Content lines, unfolded."""
    return content.decode("utf-8").replace("\r\n ", "").split("\r\n")


def events(content: bytes) -> dict[str, dict[str, str]]:
    """Properties of each event by what its identifier ends with."""
    found = {}
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", "\n".join(lines(content)), re.DOTALL):
        own = re.sub(r"BEGIN:VALARM.*?END:VALARM\n", "", block, flags=re.DOTALL)
        fields = dict(line.split(":", 1) for line in own.splitlines())
        fields["alarms"] = re.findall(r"TRIGGER:(\S+)", block)
        found[fields["UID"].partition("@")[0].removeprefix("abt-suanphai-2568-")] = fields
    return found


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_says():
    content = calendar_ics(scan(), THAI)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert lines(content)[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//oitcrawl//OIT deadlines//TH"]


def test_every_event_is_a_whole_day_with_an_identifier_of_its_own():
    content = calendar_ics(scan(), THAI)
    made = events(content)

    assert len(made) == content.count(b"BEGIN:VEVENT")
    assert made["opens"]["DTSTART;VALUE=DATE"] == "20250401"
    assert made["opens"]["DTEND;VALUE=DATE"] == "20250402"
    assert made["closes"]["DTSTART;VALUE=DATE"] == "20250430"
    assert made["annual-report"]["DTSTART;VALUE=DATE"] == "20250331"
    assert {one["DTSTAMP"] for one in made.values()} == {"20250310T020329Z"}


def test_an_event_is_of_its_division_and_says_what_to_do():
    one = events(calendar_ics(scan(), THAI))["annual-report"]

    assert one["CATEGORIES"] == "สำนักปลัด"
    assert one["SUMMARY"] == "O7 รายงานผลการดำเนินงานประจำปี (ไม่เป็นปัจจุบัน)"
    assert "ผู้รับผิดชอบ: สำนักปลัด" in one["DESCRIPTION"]
    assert "เผยแพร่รายงานผลการดำเนินงาน" in one["DESCRIPTION"]


def test_alarms_ring_when_work_must_begin_and_the_day_before_at_nine():
    made = events(calendar_ics(scan(), THAI))

    assert made["opens"]["alarms"] == ["-P6DT15H", "-PT15H"]
    assert made["annual-report"]["alarms"] == [
        "-P12DT15H",
        "-PT15H",
    ]  # nine o'clock of 18 March, and of the day before


def test_what_begins_on_its_last_day_rings_that_morning():
    assert "PT9H" in events(calendar_ics(scan(), THAI))["procurement-list-and-progress"]["alarms"]


def test_an_event_leads_to_its_evidence():
    assert events(calendar_ics(scan(), THAI))["annual-report"]["URL"].startswith(
        "https://www.suanphai.example.go.th/"
    )


def test_what_is_over_is_no_event():
    made = events(calendar_ics(scan(as_of=date(2025, 4, 10)), THAI))

    assert "opens" not in made
    assert made["annual-report"]["DTSTART;VALUE=DATE"] == "20250430"


def test_identifiers_stay_when_a_later_scan_moves_the_day():
    first = events(calendar_ics(scan(), THAI))
    later = events(calendar_ics(scan(as_of=date(2025, 4, 10)), THAI))

    assert first["annual-report"]["UID"] == later["annual-report"]["UID"]


def test_without_any_date_there_is_no_calendar():
    assert calendar_ics(replace(all_in(Status.FOUND), window_opens=None, window_closes=None), THAI) is None


def test_the_same_scan_gives_the_same_bytes():
    assert calendar_ics(scan(), THAI) == calendar_ics(scan(), THAI)


def test_hostile_words_stay_inside_their_value():
    evil = f"{HOSTILE}\r\nBEGIN:VALARM\r\nX;Y,Z\\n"
    items = tuple(
        replace(one, because=evil, owner="กอง;a\r\nURL:javascript:x", title=evil) for one in hostile().items
    )
    content = calendar_ics(replace(hostile(), items=items), THAI)
    names = {re.split("[;:]", line)[0] for line in lines(content) if line}

    assert names == {
        *(
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "CALSCALE",
            "METHOD",
            "X-WR-CALNAME",
            "X-WR-TIMEZONE",
            "UID",
            "DTSTAMP",
        ),
        *("LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP", "STATUS"),
        *("ACTION", "TRIGGER"),
    }
    assert content.count(b"\r\nBEGIN:VALARM\r\n") == content.count(b"\r\nEND:VALARM\r\n")
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_both_languages_make_a_calendar(lang):
    assert calendar_ics(scan(), Words(lang)).count(b"BEGIN:VEVENT") > 8
