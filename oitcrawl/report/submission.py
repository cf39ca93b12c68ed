"""What somebody types into the form: links of items that passed, and apart from them what is not ready and why."""

from dataclasses import dataclass

from oitcrawl.model.declared import DeclaredFit
from oitcrawl.model.finding import Evidence, ItemFinding, PersonWord, Status
from oitcrawl.model.person import Word
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.book import Sheet, sheet, workbook
from oitcrawl.report.declared import DeclaredView, declared_rows
from oitcrawl.report.due import due_of
from oitcrawl.report.safe import clean, prose, safe_link
from oitcrawl.report.view import agency_name
from oitcrawl.report.words import Words, in_thailand

_MORE = 4  # further links of one item
_NOTHING_TO_ENTER = {
    Status.WAIVED: "sub.next_waived",
    Status.NOT_APPLICABLE: "sub.next_not_applicable",
    Status.NOT_DUE: "sub.next_not_due",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item that is ready.

    Attributes:
        url: the link to enter.
        shows: what it shows, one line.
        more: further links, each with what it shows.
        person: who confirmed it; None where the scan found it complete itself.
    """

    item: ItemFinding
    url: str
    shows: str
    more: tuple[tuple[str, str], ...]
    person: PersonWord | None
    remark: str


def submission_xlsx(scan: AgencyScan, words: Words) -> bytes:
    """The workbook: links that are ready, items that are not with why, and declared links beside the site."""
    sheets = (_ready(scan, words), _not_ready(scan, words), _declared(scan, words))
    return workbook(scan, words, sheets, title=words("sub.title", agency=agency_name(scan)))


def entries(scan: AgencyScan, words: Words) -> tuple[Entry, ...]:
    """The items whose link may be entered: found complete, or confirmed so by a person, with an address."""
    return tuple(entry for item in scan.items if (entry := _entry(item, scan, words)) is not None)


def _entry(item: ItemFinding, scan: AgencyScan, words: Words) -> Entry | None:
    if item.status is not Status.FOUND:
        return None
    person = next((word for word in item.persons if _confirms(word)), None)
    looked = safe_link(person.url) if person is not None else ""
    passed = _passed(item)
    url = looked or (safe_link(passed[0].url) if passed else "")
    if not url:
        return None
    first = next((piece for piece in passed if safe_link(piece.url) == url), None)
    return Entry(
        item=item,
        url=url,
        shows=_shows(first, words) if first else clean(item.title),
        more=_more(item, passed, url, words),
        person=person,
        remark=_remark(item, first, url, scan, words),
    )


def _confirms(word: PersonWord) -> bool:
    return word.word is Word.CONFIRM and not word.lapsed and not word.component and word.status is Status.FOUND


def _passed(item: ItemFinding) -> tuple[Evidence, ...]:
    """Evidence that may be entered: of a year that passes, readable, at an address that can be followed."""
    return tuple(
        piece for piece in item.evidence if piece.right_year is not False and piece.readable and safe_link(piece.url)
    )


def _more(item: ItemFinding, passed: tuple[Evidence, ...], url: str, words: Words) -> tuple[tuple[str, str], ...]:
    """Other contents that show a component which nothing else shows."""
    labels = {part.key: part.label for part in item.components}
    found: dict[str, str] = {}
    for piece in passed:
        if piece.component in labels and safe_link(piece.url) != url:
            found.setdefault(safe_link(piece.url), words("sub.more", label=clean(labels[piece.component])))
    return tuple(found.items())[:_MORE]


def _shows(piece: Evidence, words: Words) -> str:
    name = clean(piece.title).strip() or clean(piece.label).strip() or words("ev.untitled")
    kind = words(f"media.{piece.media.value}")
    leaf = words("ev.leaf", leaf=piece.leaf) if piece.leaf else ""
    return " · ".join(part for part in (name, kind, leaf) if part)


def _remark(item: ItemFinding, piece: Evidence | None, url: str, scan: AgencyScan, words: Words) -> str:
    """What may still count against the link, and a declared link that is another."""
    kinds = dict.fromkeys(item.warnings)
    notes = [words.maybe(f"warn.{kind}") for kind in kinds]
    if piece is not None and piece.offsite and "offsite_evidence" not in kinds:
        notes.append(words("ev.offsite"))
    other = [one for one in scan.declared if one.item == item.item and one.fit is not DeclaredFit.BEST]
    if any(url not in {one.url, one.answered} for one in other):
        notes.append(words("sub.differs"))
    return " • ".join(note for note in notes if note)


def _ready(scan: AgencyScan, words: Words) -> Sheet:
    day = in_thailand(scan.finished).date()
    return sheet(
        words("sub.ready"),
        entries(scan, words),
        ("col.item", 7, lambda one: one.item.item),
        ("col.title", 36, lambda one: one.item.title),
        ("col.enter", 56, lambda one: one.url),
        ("col.shows", 44, lambda one: one.shows),
        ("col.year_found", 12, lambda one: words.years(one.item.year_found)),
        ("col.seen_on", 14, lambda _: day),
        ("col.passed_by", 26, lambda one: _by(one.person, words)),
        ("col.also", 44, lambda one: " ".join(f"• {url} ({label})" for url, label in one.more)),
        ("col.remark", 34, lambda one: one.remark),
    )


def _not_ready(scan: AgencyScan, words: Words) -> Sheet:
    ready = {one.item.item for one in entries(scan, words)}
    return sheet(
        words("sub.not_ready"),
        [item for item in scan.items if item.item not in ready],
        ("col.item", 7, lambda item: item.item),
        ("col.title", 36, lambda item: item.title),
        ("col.status", 18, lambda item: item.status),
        ("col.because", 48, lambda item: _why_not(item, words)),
        ("col.next", 48, lambda item: _next(item, words)),
        ("col.owner", 20, lambda item: item.owner or words("div.nobody")),
        ("col.finish", 14, lambda item: due.finish if (due := due_of(item, scan)) else ""),
        ("col.so_far", 50, lambda item: next((piece.url for piece in item.evidence), "")),
    )


def _declared(scan: AgencyScan, words: Words) -> Sheet:
    return sheet(
        words("sub.declared"),
        declared_rows(scan, words),
        ("col.item", 7, lambda one: one.item),
        ("col.title", 34, lambda one: one.title),
        ("col.declared", 50, lambda one: one.url.href or one.url.text),
        ("col.decl_state", 26, _state),
        ("col.decl_taken", 14, lambda one: ", ".join(one.taken_for)),
        ("col.decl_same", 14, lambda one: one.same),
        ("col.decl_fit", 40, _told),
        ("col.decl_better", 50, lambda one: one.better.href or one.better.text if one.better else ""),
        ("col.next", 36, lambda one: one.todo),
    )


def _state(one: DeclaredView) -> str:
    """Whether it opens, and where it ends."""
    return f"{one.opens} → {one.answered.href or one.answered.text}" if one.answered else one.opens


def _told(one: DeclaredView) -> str:
    return f"{one.compared} ({one.because})" if one.because else one.compared


def _by(person: PersonWord | None, words: Words) -> str:
    return words("sub.by_person", by=clean(person.by).strip()) if person else words("sub.by_machine")


def _why_not(item: ItemFinding, words: Words) -> str:
    because = prose(item.because)
    return f"{words('sub.why_no_url')}: {because}" if item.status is Status.FOUND else because


def _next(item: ItemFinding, words: Words) -> str:
    if item.status in _NOTHING_TO_ENTER:
        told = words(_NOTHING_TO_ENTER[item.status])
        return f"{told} – {prose(item.advice)}" if item.status is Status.NOT_DUE and item.advice else told
    told = item.settles if item.status is Status.UNVERIFIED else item.advice
    return prose(told or item.advice or item.settles) or words("sub.next_default")
