"""How much of the site was seen: by section, by trap, and where each item was looked for. Calm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oitcrawl.model.finding import ItemFinding, Place, PlaceState, Status
from oitcrawl.model.scan import Coverage, RemovedAddress, Section, TrapNote
from oitcrawl.report.links import LinkView, link
from oitcrawl.report.safe import clean, readable
from oitcrawl.report.words import Words

_WIDTH = 1000.0  # of a bar
_OPEN = 12  # sections that stand open, where so many were not read in full
_CALM = 5  # that stand open where all were read
_LISTED = 100
_UNSEEN = ("failed", "refused", "unvisited", "needs_browser", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """How much of something was read: stretches of (kind, start, width) in thousandths, and the same in words."""

    stretches: tuple[tuple[str, float, float], ...]
    read: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RingView:
    """The same as a ring: (kind, start, length) in hundredths of its round, and all of it in words."""

    arcs: tuple[tuple[str, float, float], ...]
    percent: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section of the site.

    Attributes:
        name: what its menu calls it.
        bar: how much of it was read.
        cause: why most of the rest was not; empty when all was.
        examples: (address, cause in words) pairs.
    """

    name: str
    url: LinkView | None
    bar: BarView
    cause: str
    examples: tuple[tuple[LinkView, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapView:
    """A family of addresses that was not followed to its end."""

    pattern: str
    reason: str
    counts: str
    examples: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenView:
    """How far the scan came. ``more`` holds the sections that stand folded; ``more_whole`` is all that paper says of
    them where they were read in full, else empty.
    """

    whole: BarView
    ring: RingView
    sections: tuple[SectionView, ...]
    more: tuple[SectionView, ...]
    more_title: str
    more_whole: str
    traps: tuple[TrapView, ...]
    traps_cut: str
    removed: tuple[tuple[LinkView, str], ...]
    removed_title: str
    removed_cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place where an item is usually found; ``tone`` is ``seen``, ``none`` or ``doubt``."""

    tone: str
    word: str
    name: str
    quoted: str
    url: LinkView | None


def how_much(cover: Coverage, words: Words) -> SeenView | None:
    """How much of the site was read, by section; None for a scan that does not tell."""
    if not cover.sections:
        return None
    views = tuple(_section(one, words) for one in cover.sections)
    troubled = sum(one.unseen > 0 for one in cover.sections)
    shown = min(troubled, _OPEN) or _CALM
    rest = "seen.more_whole" if shown == troubled else "seen.more"
    return SeenView(
        whole=_bar(cover.sections, words),
        ring=_ring(cover.sections, words),
        sections=views[:shown],
        more=views[shown:],
        more_title=words(rest, count=len(views) - shown),
        more_whole=words("seen.paper_whole", count=len(views) - shown) if shown == troubled else "",
        traps=tuple(_trap(one, words) for one in cover.traps[:_LISTED]),
        traps_cut=_cut(len(cover.traps) - _LISTED, words),
        removed=tuple((link(one.url), _removed(one, words)) for one in cover.removed[:_LISTED]),
        removed_title=words("seen.removed", count=f"{len(cover.removed):,}"),
        removed_cut=_cut(len(cover.removed) - _LISTED, words),
    )


def places(item: ItemFinding, words: Words) -> tuple[PlaceView, ...]:
    """Where the item was looked for."""
    return tuple(
        PlaceView(
            tone=_tone(one.state),
            word=place_word(one, words),
            name=words(f"place.{one.kind}"),
            quoted=clean(one.name).strip(),
            url=link(one.url) if one.url else None,
        )
        for one in item.places
    )


def doubts(item: ItemFinding, words: Words) -> tuple[PlaceView, ...]:
    """Of an item without a verdict the places that nobody has seen: exact cause and address."""
    if item.status is not Status.UNVERIFIED:
        return ()
    return tuple(one for one in places(item, words) if one.tone == "doubt")


def place_word(place: Place, words: Words) -> str:
    """What became of a place, with its cause: ``ไม่ได้อ่าน: ไม่ตอบภายในเวลา``."""
    state = words(f"found.{place.state.value}")
    cause = words.maybe(f"cause.{place.cause}") if place.cause and place.state not in _TELLING else ""
    return f"{state}: {cause}" if cause else state


def cause_word(cause: str, words: Words) -> str:
    """Why something was not read, in words."""
    return words("unchecked.unvisited") if cause == "unvisited" else words.maybe(f"cause.{cause}") or clean(cause)


def places_text(item: ItemFinding, words: Words) -> str:
    """The same as one cell of a sheet."""
    lines = (
        f"{words(f'place.{one.kind}')} «{clean(one.name).strip()}» – {place_word(one, words)}"
        + (f" {readable(one.url)}" if one.url and one.state is not PlaceState.SEEN else "")
        for one in item.places
    )
    return " • ".join(lines)


# States that say their cause already.
_TELLING = {PlaceState.NEEDS_BROWSER, PlaceState.UNVISITED, PlaceState.OFFSITE, PlaceState.GONE}


def _tone(state: PlaceState) -> str:
    if state is PlaceState.SEEN:
        return "seen"
    return "none" if state.is_settled else "doubt"


def _section(one: Section, words: Words) -> SectionView:
    name = words("seen.others", count=one.others) if one.others else clean(one.name).strip() or readable(one.url)
    return SectionView(
        name=name,
        url=link(one.url) if one.url else None,
        bar=_bar((one,), words),
        cause=words("seen.cause", cause=cause_word(one.cause, words)) if one.cause else "",
        examples=tuple((link(url), cause_word(cause, words)) for url, cause in one.examples),
    )


def _bar(some: Sequence[Section], words: Words) -> BarView:
    read, gone = sum(one.read for one in some), sum(one.gone for one in some)
    counts = {name: sum(getattr(one, name) for one in some) for name in _UNSEEN}
    unseen = sum(counts.values())
    total = read + unseen
    said = [words(f"seen.{name}", count=f"{count:,}") for name, count in counts.items() if count]
    if gone:
        said.append(words("seen.gone", count=f"{gone:,}"))
    return BarView(
        stretches=_stretches((("read", read), ("unseen", unseen)) if total else (("gone", gone),)),
        read=words("seen.read", read=f"{read:,}", total=f"{total:,}") if total else "",
        words=" · ".join(said),
    )


def _ring(some: Sequence[Section], words: Words) -> RingView:
    """How much of all that is known was read, dead links beside: nothing could be read there."""
    counts = {"read": sum(one.read for one in some), "unseen": sum(one.unseen for one in some)}
    known = sum(counts.values())
    counts["gone"] = sum(one.gone for one in some)
    percent = f"{int(100 * counts['read'] / known)}" if known else "0"  # rounded down: 100 means all
    said = ", ".join(f"{words(f'seen.legend_{kind}')} {count:,}" for kind, count in counts.items() if count)
    return RingView(
        arcs=tuple(
            (kind, round(start / 10, 2), round(width / 10, 2)) for kind, start, width in _stretches(counts.items())
        ),
        percent=percent,
        words=words("seen.donut", percent=percent, total=f"{known:,}", words=said),
    )


def _stretches(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, float, float], ...]:
    counts = tuple(counts)
    total = sum(count for _, count in counts) or 1
    stretches, start = [], 0.0
    for kind, count in counts:
        if count:
            width = _WIDTH * count / total
            stretches.append((kind, round(start, 2), round(width, 2)))
            start += width
    return tuple(stretches)


def _trap(one: TrapNote, words: Words) -> TrapView:
    return TrapView(
        pattern=readable(one.pattern),
        reason=words(f"trap.{one.reason.value}"),
        counts=words("seen.trap", visited=f"{one.visited:,}", left=f"{one.left:,}"),
        examples=tuple(link(url) for url in one.examples),
    )


def _removed(one: RemovedAddress, words: Words) -> str:
    told = [clean(one.label).strip(), words(f"removed.{one.how.value}")]
    if one.seen:
        told.append(words("seen.last", date=words.short_date(one.seen)))
    return " · ".join(filter(None, told))


def _cut(count: int, words: Words) -> str:
    return words("unchecked.more", count=f"{count:,}") if count > 0 else ""
