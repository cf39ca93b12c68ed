"""Declared links beside what the site really holds: on the card of their item, in a table, in a sheet. Calm."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from oitcrawl.model.declared import DeclaredFit, DeclaredLink, DeclaredState
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.safe import prose, readable
from oitcrawl.report.seen import cause_word
from oitcrawl.report.words import Words


class Tone(StrEnum):
    """How a declared link stands; the style sheet and the icons go by it."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    BLIND = "blind"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredView:
    """One declared link.

    Attributes:
        icon: name of its icon.
        opens: whether it opens.
        compared: how it stands to what was found for its item; empty where it did not open.
        because: why it is no evidence, where that is known.
        taken_for: items that its content is of, as codes.
        same: whether it is the best evidence of the item; empty where nobody could look.
        answered: where it leads, when that is another address; None else.
        better: a better link; None where there is none.
        todo: what to do.
    """

    item: str
    anchor: str
    title: str
    url: LinkView
    tone: str
    icon: str
    opens: str
    compared: str
    because: str
    taken_for: tuple[str, ...]
    same: str
    answered: LinkView | None
    better: LinkView | None
    todo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredTable:
    """All declared links, and how many of them are good."""

    lead: str
    rows: tuple[DeclaredView, ...]


_ICONS = {Tone.GOOD: "found", Tone.WARN: "incomplete", Tone.BAD: "missing", Tone.BLIND: "unverified"}
_UNOPENED = {
    DeclaredState.DEAD: "do_mend",
    DeclaredState.FAILED: "do_again",
    DeclaredState.UNVISITED: "do_again",
    DeclaredState.REFUSED: "do_look",
    DeclaredState.OUTSIDE: "do_look",
    DeclaredState.SENT_AWAY: "do_look",
}


def declared_table(scan: AgencyScan, words: Words) -> DeclaredTable | None:
    """The declared links of a scan; None when none is declared."""
    rows = tuple(view for item in scan.items for view in declared_of(item, scan, words))
    if not rows:
        return None
    tones = Counter(row.tone for row in rows)
    good = tones[Tone.GOOD]
    return DeclaredTable(lead=words("decl.lead", count=len(rows), good=good, bad=len(rows) - good), rows=rows)


def declared_of(item: ItemFinding, scan: AgencyScan, words: Words) -> tuple[DeclaredView, ...]:
    """The declared links of one item."""
    return tuple(_view(one, item, words) for one in scan.declared if one.item == item.item)


def is_good(one: DeclaredLink, item: ItemFinding) -> bool:
    """Whether a declared link may be entered as it is."""
    return one.state.opened and one.fit is DeclaredFit.BEST and item.status is Status.FOUND


def _view(one: DeclaredLink, item: ItemFinding, words: Words) -> DeclaredView:
    tone = _tone(one, item)
    moved = one.answered and _bare(one.answered) != _bare(one.url)
    cause = cause_word(one.cause, words) if one.cause else ""
    return DeclaredView(
        item=item.item,
        anchor=anchor(item.item),
        title=item.title,
        url=link(one.url),
        tone=tone.value,
        icon=_ICONS[tone],
        opens=_opens(one, words, cause, moved=bool(moved)),
        compared=_compared(one, item, words),
        because=prose(one.because),
        taken_for=one.taken_for,
        same=_same(one, words),
        answered=link(one.answered) if moved else None,
        better=link(better) if (better := _better(one)) else None,
        todo=words(f"decl.{_todo(one, item)}"),
    )


def _opens(one: DeclaredLink, words: Words, cause: str, *, moved: bool) -> str:
    """Whether it opens, and that something else opens in its place."""
    if one.to_home and one.fit not in {DeclaredFit.BEST, DeclaredFit.AMONG}:
        return words("decl.state_home")
    if moved and one.state is DeclaredState.READ:
        return words("decl.state_moved")
    return words(f"decl.state_{one.state.value}", cause=cause)


def _bare(url: str) -> str:
    """One spelling of an address: no fragment, and no slash at its end."""
    return readable(url.partition("#")[0]).rstrip("/")


def _better(one: DeclaredLink) -> str:
    """A better link, where there is another."""
    return "" if one.better in {one.url, one.answered} else one.better


def _tone(one: DeclaredLink, item: ItemFinding) -> Tone:
    if one.state in {DeclaredState.DEAD, DeclaredState.FAILED}:
        return Tone.BAD
    if one.fit is DeclaredFit.UNKNOWN or not one.state.opened:
        return Tone.BLIND
    if one.fit is DeclaredFit.OTHER_ITEM:
        return Tone.BAD
    return Tone.GOOD if is_good(one, item) else Tone.WARN


def _same(one: DeclaredLink, words: Words) -> str:
    if one.fit is DeclaredFit.UNKNOWN:
        return words("decl.unknown")
    return words("decl.yes" if one.fit is DeclaredFit.BEST else "decl.no")


def _compared(one: DeclaredLink, item: ItemFinding, words: Words) -> str:
    if one.right_year is False:
        return words("decl.wrong_year")
    match one.fit:
        case DeclaredFit.BEST:
            return words("decl.good" if item.status is Status.FOUND else "decl.best_lacking")
        case DeclaredFit.AMONG:
            return words("decl.among" if _better(one) else "decl.among_alone")
        case DeclaredFit.OTHER_ITEM:
            return words("decl.other_item", items=", ".join(one.taken_for))
        case DeclaredFit.NONE:
            return words("decl.wrong_year" if item.item in one.taken_for and one.because else "decl.none")
        case DeclaredFit.UNKNOWN:
            return words("decl.unknown_fit") if one.state.opened else ""


def _todo(one: DeclaredLink, item: ItemFinding) -> str:
    if is_good(one, item):
        return "do_keep"
    if _better(one) and one.fit is not DeclaredFit.BEST:
        return "do_replace"
    if one.state in _UNOPENED:
        return _UNOPENED[one.state]
    if one.fit is DeclaredFit.UNKNOWN or (one.fit is DeclaredFit.BEST and item.status is Status.UNVERIFIED):
        return "do_look"
    return "do_item" if one.fit is DeclaredFit.BEST and one.right_year is not False else "do_publish"


def declared_rows(scan: AgencyScan, words: Words) -> Sequence[DeclaredView]:
    """The same as rows of a sheet, in the order of the items."""
    table = declared_table(scan, words)
    return table.rows if table is not None else ()
