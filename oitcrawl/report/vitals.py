"""Signs of a site's health that a supervisor asks first: reached, safe, fast, whole, near, clean. Calm."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Literal

from oitcrawl.model.finding import ItemFinding, PlaceState
from oitcrawl.model.scan import AgencyScan, Coverage, FailedAddress, Vitals
from oitcrawl.model.visit import TlsTrouble
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.words import Words

NEAR = 3  # clicks from the home page; contract: more are ``far_from_home``
# Seconds to the last byte of half of the pages: about where people begin to notice, and to leave.
QUICK, SLOW = 1.0, 3.0

Tone = Literal["ok", "warn", "bad", "doubt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalView:
    """One sign: what it is, how it stands in a word, what was seen, and what to do where that is not well."""

    name: str
    tone: Tone
    word: str
    told: str
    url: LinkView | None = None
    items: tuple[tuple[str, str], ...] = ()
    cure: str = ""


def vitals(scan: AgencyScan, words: Words) -> tuple[VitalView, ...]:
    """The six signs, always in this order; what the scan does not tell says so."""
    return (
        _reached(scan, words),
        _safe(scan, words),
        _fast(scan.coverage.vitals, words),
        _whole(scan, words),
        _near(scan, words),
        _clean(scan, words),
    )


def ita_pages(scan: AgencyScan) -> frozenset[str]:
    """Pages on which disclosures are listed: those that lead to evidence, and those that call themselves so."""
    listed = {
        place.url for item in scan.items for place in item.places if place.kind == "hub" and place.state in _THERE
    }
    leading = {piece.found_on for item in scan.items for piece in item.evidence}
    home = {scan.agency.url, scan.coverage.vitals.home if scan.coverage.vitals else ""}
    return frozenset((listed | leading) - home - {""})


_THERE = {PlaceState.SEEN, PlaceState.UNREAD}


def on_ita(dead: FailedAddress, pages: frozenset[str], scan: AgencyScan) -> bool:
    """Whether a dead link stands on such a page, or calls itself a disclosure wherever it stands."""
    return dead.found_on in pages or dead.url in {one.url for one in scan.warnings if one.kind == "broken_link"}


def _reached(scan: AgencyScan, words: Words) -> VitalView:
    name, seen = words("vital.reach"), scan.coverage.vitals
    if scan.coverage.pages and (seen is None or seen.home):
        moved = any(one.kind == "home_unreachable" for one in scan.warnings)
        home = seen.home if seen else scan.agency.url
        told, cure = (
            (words("vital.reach_moved"), words("vital.reach_moved_cure")) if moved else (words("vital.reach_ok"), "")
        )
        return _view(name, "warn" if moved else "ok", told, words, url=link(home), cure=cure)
    cause = seen.home_cause if seen else ""
    why = words.maybe(f"cause.{cause}") if cause else ""
    told = words("vital.reach_bad", cause=why) if why else words("vital.reach_none")
    return _view(name, "bad", told, words, cure=words.maybe(f"settle.{cause}") or words("vital.reach_cure"))


def _safe(scan: AgencyScan, words: Words) -> VitalView:
    name, seen = words("vital.tls"), scan.coverage.vitals
    tls = seen.tls if seen else ""
    others = sum(one.kind == "tls_problem" for one in scan.warnings)
    if tls in {one.value for one in TlsTrouble}:
        return _view(name, "bad", words(f"vital.tls_{tls}"), words, cure=words("vital.tls_cure"))
    if others:
        return _view(name, "bad", words("vital.tls_others", count=others), words, cure=words("vital.tls_cure"))
    if tls == "sound":
        return _view(name, "ok", words("vital.tls_ok"), words)
    if tls == "none":
        return _view(name, "warn", words("vital.tls_plain"), words, cure=words("vital.tls_plain_cure"))
    return _unknown(name, scan.coverage, words)


def _fast(seen: Vitals | None, words: Words) -> VitalView:
    name = words("vital.speed")
    if seen is None or not seen.timed:
        return _view(name, "doubt", words("vital.not_measured"), words)
    told = words("vital.speed_told", median=_seconds(seen.median), slow=_seconds(seen.slow), pages=f"{seen.timed:,}")
    if seen.home_seconds:
        told = f"{words('vital.speed_home', seconds=_seconds(seen.home_seconds))} · {told}"
    tone: Tone = "ok" if seen.median <= QUICK else "warn" if seen.median <= SLOW else "bad"
    return _view(name, tone, told, words, cure="" if tone == "ok" else words("vital.speed_cure"))


def _whole(scan: AgencyScan, words: Words) -> VitalView:
    name = words("vital.dead")
    if not scan.coverage.pages:
        return _unknown(name, scan.coverage, words)
    pages = ita_pages(scan)
    dead = [one for one in scan.coverage.failed if one.permanent]
    ours = sum(on_ita(one, pages, scan) for one in dead)
    told = words("vital.dead_told", ita=f"{ours:,}", total=f"{len(dead):,}") if dead else words("vital.dead_none")
    tone: Tone = "bad" if ours else "warn" if dead else "ok"
    return _view(name, tone, told, words, cure=words("vital.dead_cure") if dead else "")


def _near(scan: AgencyScan, words: Words) -> VitalView:
    name = words("vital.clicks")
    clicks = {item.item: found for item in scan.items if (found := _clicks(item)) is not None}
    if not clicks:
        return _unknown(name, scan.coverage, words)
    far = [item for item, count in clicks.items() if count > NEAR]
    told = words("vital.clicks_told", near=len(clicks) - len(far), total=len(clicks), most=NEAR)
    if not far:
        return _view(name, "ok", told, words)
    items = tuple((item, anchor(item)) for item in far)
    return _view(name, "warn", told, words, items=items, cure=words("vital.clicks_cure"))


def _clicks(item: ItemFinding) -> int | None:
    """Clicks to the nearest evidence, of the right year where there is some; None for an item without any."""
    of_year = [len(piece.path) for piece in item.evidence if piece.right_year is not False]
    return min(of_year or [len(piece.path) for piece in item.evidence], default=None)


def _clean(scan: AgencyScan, words: Words) -> VitalView:
    name = words("vital.spam")
    spam = [one for one in scan.warnings if one.kind == "gambling_spam"]
    if spam:
        told = words("vital.spam_found", count=f"{len(spam):,}")
        return _view(name, "bad", told, words, url=link(spam[0].url), cure=words("vital.spam_cure"))
    if scan.coverage.vitals is None or not scan.coverage.pages:
        return _unknown(name, scan.coverage, words)
    return _view(name, "ok", words("vital.spam_none", pages=f"{scan.coverage.pages:,}"), words)


def _unknown(name: str, cover: Coverage, words: Words) -> VitalView:
    return _view(name, "doubt", words("vital.not_kept" if cover.pages else "vital.not_seen"), words)


def _view(
    name: str,
    tone: Tone,
    told: str,
    words: Words,
    *,
    url: LinkView | None = None,
    items: Iterable[tuple[str, str]] = (),
    cure: str = "",
) -> VitalView:
    word = words(f"vital.{tone}")
    return VitalView(name=name, tone=tone, word=word, told=told, url=url, items=tuple(items), cure=cure)


def _seconds(value: float) -> str:
    """Two digits that tell something, rounded up: 0.04, 0.35, 1.2, 12."""
    digits = 2 if value < 1 else 1 if value < 10 else 0  # noqa: PLR2004
    step = 10**digits
    return f"{ceil(round(value * step, 6)) / step:.{digits}f}"
