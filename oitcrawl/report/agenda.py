"""The deadlines as a calendar file (RFC 5545): whole days, alarms, categories by division. Calm."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.divisions import owners_of
from oitcrawl.report.due import Due, due_of, goal_word
from oitcrawl.report.fixes import effort_word
from oitcrawl.report.lines import best_url
from oitcrawl.report.safe import clean, prose, safe_link
from oitcrawl.report.words import Words

_LINE = 75  # bytes of one line, without its end
_MORNING = 9  # o'clock, when alarms go off


def calendar_ics(scan: AgencyScan, words: Words) -> bytes | None:
    """The deadlines of a scan, and the days on which links are entered; None when no date is known.

    A whole day needs no time zone: it is that date wherever the calendar is read. Identifiers are those of agency,
    year and item, so that a newer file moves what an older one said; times are those of the scan, so that a file made
    again is byte-identical.
    """
    events = [*_window(scan, words), *_items(scan, words)]
    if not events:
        return None
    name = words("cal.name", agency=_agency(scan), year=scan.fiscal_year)
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//oitcrawl//OIT deadlines//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Bangkok",
    )
    lines = (*head, *(line for event in events for line in event), "END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode("utf-8")


def _window(scan: AgencyScan, words: Words) -> Iterator[list[str]]:
    for key, day in (("opens", scan.window_opens), ("closes", scan.window_closes)):
        if day is not None and day >= scan.as_of:
            yield _event(
                scan,
                key,
                day,
                summary=words(f"cal.{key}", agency=_agency(scan)),
                description=words(f"cal.{key}_text", year=scan.fiscal_year),
                categories=(words("cal.window"),),
                alarms=(day - timedelta(days=7), day - timedelta(days=1)),
            )


def _items(scan: AgencyScan, words: Words) -> Iterator[list[str]]:
    for item in scan.items:
        due = due_of(item, scan)
        if due is not None and due.finish >= scan.as_of:  # what is late has no day any more
            yield _event(
                scan,
                item.slug or item.item,
                due.finish,
                summary=words("cal.item", item=item.item, title=clean(item.title), status=words.status(item.status)),
                description=_description(item, due, scan, words),
                categories=owners_of(item) or (words("div.nobody"),),
                alarms=(due.since or due.start, due.start, due.finish - timedelta(days=1)),
                url=safe_link(best_url(item)),
            )


def _description(item: ItemFinding, due: Due, scan: AgencyScan, words: Words) -> str:
    owner = ", ".join(owners_of(item)) or words("div.nobody")
    work = effort_word(scan.summary.cost(item.item), words)
    lines = (
        prose(item.because),
        prose(item.advice or item.settles),
        f"{words('owner.label')}: {owner}",
        f"{words('fixes.effort')}: {work}" if work else "",
        words("cal.start", start=words.date(due.start), days=due.days),
        goal_word(due, words),
    )
    return "\n".join(line for line in lines if line)


def _event(
    scan: AgencyScan,
    key: str,
    day: date,
    *,
    summary: str,
    description: str,
    categories: tuple[str, ...],
    alarms: Iterable[date],
    url: str = "",
) -> list[str]:
    stamp = _stamp(scan.finished)
    later = sorted({at for at in alarms if scan.as_of < at <= day})
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(f'{scan.agency.code}-{scan.fiscal_year}-{key}')}@oitcrawl",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(description)}",
        f"CATEGORIES:{','.join(map(_text, categories))}",
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
    ]
    if url.isascii() and url:
        lines.append(f"URL:{url}")
    for at in later:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(summary)}",
            f"TRIGGER:{_trigger(at, day)}",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _trigger(at: date, day: date) -> str:
    """Nine o'clock of the day ``at``, told from the midnight with which ``day`` begins."""
    hours = (day - at).days * 24 - _MORNING
    if hours <= 0:
        return f"PT{-hours}H"
    days, rest = divmod(hours, 24)
    return "-P" + (f"{days}D" if days else "") + (f"T{rest}H" if rest else "")


def _agency(scan: AgencyScan) -> str:
    return clean(scan.agency.name).strip() or scan.agency.code


def _stamp(when: datetime) -> str:
    return f"{(when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A value of type TEXT: clean, with what has a meaning there escaped."""
    lines = (clean(line) for line in text.split("\n"))
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _folded(line: str) -> Iterator[str]:
    """One content line as lines of at most 75 bytes, none cut inside a letter."""
    room, part = _LINE, ""
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            yield part
            part, room = " ", _LINE - 1
        part, room = part + letter, room - size
    yield part
