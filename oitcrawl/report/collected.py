"""What could not be checked, what is broken on the site, and how the report was collected. Calm."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan, Coverage, ScanWarning
from oitcrawl.report.editions import edition_marks
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.pictures import pictured
from oitcrawl.report.safe import clean
from oitcrawl.report.seen import PlaceView, doubts
from oitcrawl.report.telling import Telling, telling
from oitcrawl.report.vitals import VitalView, ita_pages, on_ita, vitals
from oitcrawl.report.words import Words

_T = TypeVar("_T")
_LISTED = 100  # addresses of one cause that a report lists; the others are in scan.json
_DEAD_OPEN = 12
_DEAD_LISTED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An item without a verdict, and what would settle it."""

    item: str
    anchor: str
    title: str
    told: Telling
    doubts: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseView:
    """Addresses that were not read for one cause. ``more`` tells how many are not listed; empty when all are."""

    cause: str
    count: int
    settle: str
    list_title: str
    addresses: tuple[tuple[LinkView, str], ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedView:
    """All that could not be checked."""

    items: tuple[OpenItem, ...]
    causes: tuple[CauseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLink:
    """A link whose target is gone, and the page where it stands; ``on_ita``: disclosures are listed there."""

    label: str
    target: LinkView
    stands_on: LinkView | None
    answer: str
    on_ita: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignView:
    """What the survey noticed of one kind: (address or None, message) places."""

    title: str
    count: int
    list_title: str
    places: tuple[tuple[LinkView | None, str], ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthView:
    """What a supervisor asks first, then dead links, those on ITA pages first, and other signs of a site's health."""

    vitals: tuple[VitalView, ...]
    dead_title: str
    dead: tuple[DeadLink, ...]
    dead_more: tuple[DeadLink, ...]
    dead_more_title: str
    dead_cut: str
    signs: tuple[SignView, ...]


def unchecked(scan: AgencyScan, words: Words) -> UncheckedView:
    """Items without a verdict, and addresses not read grouped by cause, most first."""
    items = tuple(
        OpenItem(
            item=item.item,
            anchor=anchor(item.item),
            title=item.title,
            told=telling(item, words),
            doubts=doubts(item, words),
        )
        for item in scan.items
        if item.status is Status.UNVERIFIED
    )
    return UncheckedView(items=items, causes=_causes(scan.coverage, words))


def not_read(cover: Coverage) -> list[tuple[str, str, str]]:
    """(cause, address, words of its link) of all that was not read; dead links are the site's health."""
    scripted = {one.url for one in cover.needs_browser}
    return [
        *((one.cause.value, one.url, one.label) for one in cover.failed if not one.permanent),
        *((one.by.value, one.url, one.label) for one in cover.refused),
        *((one.cause.value, one.url, one.label) for one in cover.unread if one.url not in scripted),
        *((f"browser_{one.cause}", one.url, one.label) for one in cover.needs_browser),
    ]


def health(scan: AgencyScan, words: Words) -> HealthView:
    """Dead links with the page where they stand, and warnings by kind."""
    pages = ita_pages(scan)
    ours = {one.url: on_ita(one, pages, scan) for one in scan.coverage.failed if one.permanent}
    gone = sorted((one for one in scan.coverage.failed if one.permanent), key=lambda one: not ours[one.url])
    dead = tuple(
        DeadLink(
            label=clean(one.label).strip() or words("health.no_label"),
            target=link(one.url),
            stands_on=link(one.found_on) if one.found_on else None,
            answer=words(f"cause.{one.cause.value}"),
            on_ita=ours[one.url],
        )
        for one in gone[:_DEAD_LISTED]
    )
    return HealthView(
        vitals=vitals(scan, words),
        dead_title=words("health.dead", count=f"{len(gone):,}"),
        dead=dead[:_DEAD_OPEN],
        dead_more=dead[_DEAD_OPEN:],
        dead_more_title=words("health.dead_more", count=f"{len(dead) - _DEAD_OPEN:,}"),
        dead_cut=_cut(len(gone) - len(dead), words),
        signs=(*_signs(_beside(scan), words), *_hidden(scan.coverage, words)),
    )


def method(scan: AgencyScan, words: Words) -> tuple[tuple[str, str], ...]:
    """(name, text) lines that say how the report came about."""
    cover = scan.coverage
    counts = (
        ("method.pages", cover.pages),
        ("method.documents", cover.documents),
        ("method.rendered", cover.rendered),
        ("method.ocr", cover.ocr_pages),
        ("method.not_modified", cover.not_modified),
        ("method.requests", cover.requests),
        ("unchecked.unvisited", cover.unvisited),
    )
    named = f"{words.own(scan.edition_title)} ({scan.edition})" if scan.edition_title else scan.edition
    lines = (
        ("method.engine", f"oitcrawl {scan.engine}"),
        ("method.edition", named + edition_marks(scan, words)),
        ("method.rules", scan.rules_digest),
        ("method.started", words.moment(scan.started)),
        ("method.finished", words.moment(scan.finished)),
        ("method.seconds", words.duration(cover.seconds)),
        *((key, f"{count:,}") for key, count in counts),
        ("method.failed", _by_cause((one.cause.value for one in cover.failed), words)),
        ("method.refused", _by_cause((one.by.value for one in cover.refused), words)),
        ("method.unread", _by_cause((one.cause.value for one in cover.unread), words)),
        ("method.skipped", _skipped(cover, words)),
        ("method.resumed", f"{cover.resumed:,}" if cover.resumed else ""),
        ("method.judged_from", str(scan.judged_from) if scan.judged_from is not None else ""),
        ("method.pace", _pace(cover, words)),
        ("method.bytes", words.size(cover.bytes) if cover.bytes else ""),
        ("method.pictures", pictured(scan, words)),
        ("method.stopped", stopped(cover, words)),
        ("method.references", _references(cover, words)),
        ("method.basis", scan.summary.basis if words.lang == "th" else words("method.basis_text")),
    )
    return tuple((words(key), text) for key, text in lines if text)


def _skipped(cover: Coverage, words: Words) -> str:
    """How many addresses were not asked this time, and since when; empty when all were."""
    if not cover.skipped or cover.oldest is None:
        return ""
    return words("method.oldest", count=f"{cover.skipped:,}", date=words.short_date(cover.oldest))


def _pace(cover: Coverage, words: Words) -> str:
    """How far the site's own trouble slowed the collecting; empty when nothing did."""
    said = [words("method.slowed", times=f"{cover.slowed:,}", rate=f"{cover.lowest_rate:g}")] if cover.slowed else []
    if cover.waited:
        said.append(words("method.waited", time=words.duration(cover.waited)))
    return " · ".join(said)


def _by_cause(causes: Iterable[str], words: Words) -> str:
    """``9 (ไม่ตอบภายในเวลา 6 · หาชื่อเว็บไซต์ไม่พบ 3)``."""
    counts = Counter(causes)
    told = " · ".join(f"{words.maybe(f'cause.{cause}') or cause} {count:,}" for cause, count in counts.most_common())
    return f"{counts.total():,} ({told})" if told else "0"


def _references(cover: Coverage, words: Words) -> str:
    """How many links lead to services outside, by kind."""
    counts = Counter(one.kind.value for one in cover.references)
    return " · ".join(words(f"ref.{kind}") + f" {count:,}" for kind, count in counts.most_common())


def stopped(cover: Coverage, words: Words) -> str:
    """Why collecting ended, in words."""
    return words.maybe(f"stop.{cover.stopped_by or 'none'}") or clean(cover.stopped_by or "")


def _causes(cover: Coverage, words: Words) -> tuple[CauseView, ...]:
    grouped = _grouped(not_read(cover), lambda entry: entry[0])
    causes = [_cause(cause, [(url, label) for _, url, label in found], words) for cause, found in grouped]
    if cover.unvisited:
        causes.append(_unvisited(cover.unvisited, words))
    return tuple(sorted(causes, key=lambda cause: -cause.count))


def _cause(cause: str, found: list[tuple[str, str]], words: Words) -> CauseView:
    return CauseView(
        cause=words(f"cause.{cause}"),
        count=len(found),
        settle=words.maybe(f"settle.{cause}") or words("unchecked.settle_default"),
        list_title=words("unchecked.list", count=f"{len(found):,}"),
        addresses=tuple((link(url), clean(label).strip()) for url, label in found[:_LISTED]),
        more=_cut(len(found) - _LISTED, words),
    )


def _unvisited(count: int, words: Words) -> CauseView:
    return CauseView(
        cause=words("unchecked.unvisited"),
        count=count,
        settle=words("unchecked.unvisited_settle"),
        list_title="",
        addresses=(),
        more="",
    )


def _signs(warnings: Iterable[ScanWarning], words: Words) -> tuple[SignView, ...]:
    return tuple(
        SignView(
            title=words.maybe(f"warn.{kind}") or clean(kind),
            count=len(found),
            list_title=words("health.sign_list", count=f"{len(found):,}"),
            places=tuple((link(one.url) if one.url else None, clean(one.message).strip()) for one in found[:_LISTED]),
            more=_cut(len(found) - _LISTED, words),
        )
        for kind, found in _grouped(warnings, lambda warning: warning.kind)
    )


def _beside(scan: AgencyScan) -> tuple[ScanWarning, ...]:
    """The warnings; pages that need a browser are told with their cause among what was not read."""
    told = {"needs_javascript"} if scan.coverage.needs_browser else set()
    return tuple(one for one in scan.warnings if one.kind not in told)


def _hidden(cover: Coverage, words: Words) -> tuple[SignView, ...]:
    """Links in the code of pages that no visitor sees."""
    if not cover.hidden:
        return ()
    shown = cover.hidden[:_LISTED]
    return (
        SignView(
            title=words("warn.hidden_links"),
            count=len(cover.hidden),
            list_title=words("health.sign_list", count=f"{len(cover.hidden):,}"),
            places=tuple((link(one.url), clean(one.label).strip()) for one in shown),
            more=_cut(len(cover.hidden) - len(shown), words),
        ),
    )


def _cut(count: int, words: Words) -> str:
    return words("unchecked.more", count=f"{count:,}") if count > 0 else ""


def _grouped(entries: Iterable[_T], key: Callable[[_T], str]) -> list[tuple[str, list[_T]]]:
    groups: dict[str, list[_T]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
