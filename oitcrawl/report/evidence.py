"""One piece of evidence, so that a person can put a finger on it: words, place, way there, day and digest. Calm."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oitcrawl.model.content import Media
from oitcrawl.model.finding import Evidence, ItemFinding
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.model.scan import AgencyScan, Attachment
from oitcrawl.report.legibility import Nature, nature, percent
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.pictures import PictureView, picture_of
from oitcrawl.report.safe import clean
from oitcrawl.report.words import Words, in_thailand

SHOWN_MOST = 12  # pieces of one item
_DRAWN = {Media.PDF, Media.IMAGE, Media.HTML}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """One piece of evidence.

    Attributes:
        anchor: id in the page.
        kind: what it is and which page: ``PDF · หน้า 3``.
        quote: (text, whether it is a matched part) pieces.
        described: words before a quote that is none but says what is there; empty before words that stand there.
        tags: short remarks that weaken it.
        recognised: how its text was read off a picture; empty where the file gives it.
        facts: (name, text) lines.
        links: (name, address) lines.
        path: clicks from the home page: (page, words of the link clicked there, empty where not known) pairs.
        way: the same as words alone, home first; empty where a step is not known by words.
    """

    anchor: str
    number: int
    title: str
    url: LinkView
    kind: str
    quote: tuple[tuple[str, bool], ...]
    described: str
    tags: tuple[str, ...]
    recognised: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, LinkView], ...]
    path: tuple[tuple[LinkView, str], ...]
    way: tuple[str, ...]
    clicks: str
    picture: PictureView | None


def evidence_view(
    item: ItemFinding, index: int, scan: AgencyScan, words: Words, thumbs: Mapping[str, bytes]
) -> EvidenceView:
    """The piece of evidence at ``index`` of ``item.evidence``."""
    piece = item.evidence[index]
    picture = picture_of(piece, scan, words, thumbs)
    said = tuple(clean(one).strip() for one in piece.clicks) or ("",) * len(piece.path)
    return EvidenceView(
        anchor=evidence_anchor(item, index + 1),
        number=index + 1,
        title=clean(piece.title).strip() or clean(piece.label).strip() or words("ev.untitled"),
        url=link(piece.url),
        kind=_kind(piece, words),
        quote=quote_pieces(piece.quote, *(piece.matched or (piece.marked,))),
        described=words("ev.described") if piece.described else "",
        tags=(*_tags(piece, words), *_unpictured(piece, scan, picture, words)),
        recognised=_recognised(piece, scan, words),
        facts=_facts(piece, item, scan, words),
        links=((words("ev.found_on"), link(piece.found_on)),) if piece.found_on else (),
        path=tuple((link(url), text) for url, text in zip(piece.path, said, strict=False)),
        way=(words("page.home"), *said) if said and all(said) else (),
        clicks=words("page.click" if len(piece.path) == 1 else "ev.clicks", count=len(piece.path)),
        picture=picture,
    )


def evidence_anchor(item: ItemFinding, number: int) -> str:
    """The id of a piece of evidence; numbers count from 1."""
    return f"{anchor(item.item)}-e{number}"


def quote_pieces(quote: str, *marked: str) -> tuple[tuple[str, bool], ...]:
    """``quote`` cut wherever one of ``marked`` stands: ``("อ้าง", False), ("คำ", True)``; whole when none does."""
    quote = clean(quote).strip()
    if not quote:
        return ()
    terms = _longest_first(marked)
    if not terms:
        return ((quote, False),)
    parts = re.split(f"({'|'.join(map(re.escape, terms))})", quote)
    return tuple((part, part in terms) for part in parts if part)


def _longest_first(marked: Iterable[str]) -> list[str]:
    return sorted({term for one in marked if (term := clean(one).strip())}, key=lambda term: (-len(term), term))


def _kind(piece: Evidence, words: Words) -> str:
    kind = words(f"media.{piece.media.value}")
    return f"{kind} · {words('ev.leaf', leaf=piece.leaf)}" if piece.leaf else kind


def _tags(piece: Evidence, words: Words) -> tuple[str, ...]:
    tags = (
        (piece.right_year is False, "ev.wrong_year"),
        (not piece.readable, "ev.unreadable"),
        (piece.offsite and piece.kept is None, "ev.offsite"),
    )
    kept = (_kept(piece, words),) if piece.kept is not None else ()
    if piece.personal:
        kept = (*kept, words("ev.personal", count=f"{piece.personal:,}"))
    return (*(words(key) for holds, key in tags if holds), *kept)


def _unpictured(piece: Evidence, scan: AgencyScan, picture: PictureView | None, words: Words) -> tuple[str, ...]:
    """That there is no picture since what it lays open could not be covered."""
    if picture is not None or not (piece.personal and scan.pictured) or piece.media not in _DRAWN:
        return ()
    return (words("ev.personal_unpictured"),)


def _kept(piece: Evidence, words: Words) -> str:
    """Where else it is kept, and whether it could be opened there."""
    reach = (piece.reach or OffsiteState.UNOPENED).value
    where = words.maybe(f"kept.{piece.kept}") or words("kept.other")
    return words("ev.kept", where=where, reach=words(f"reach.{reach}"))


def _recognised(piece: Evidence, scan: AgencyScan, words: Words) -> str:
    """How its text was read off a picture; for a file with few such pages the confidence of this one is not known."""
    file = next((one for one in scan.attachments if _is_of(piece, one)), None)
    if file is None or not file.recognised or not piece.readable:
        return ""
    if nature(file) is Nature.MIXED:
        return words("ev.recognised_partly")
    return words("ev.recognised", percent=percent(file))


def _is_of(piece: Evidence, one: Attachment) -> bool:
    return one.sha256 == piece.sha256 if one.sha256 and piece.sha256 else one.url == piece.url


def _facts(piece: Evidence, item: ItemFinding, scan: AgencyScan, words: Words) -> tuple[tuple[str, str], ...]:
    labels = {one.key: one.label for one in item.components}
    facts = (
        ("ev.heading", clean(piece.heading).strip()),
        ("ev.label", clean(piece.label).strip()),
        ("ev.dated", _dated(piece, words)),
        ("ev.supports", labels.get(piece.component or "", "")),
        ("ev.seen", words.date(in_thailand(scan.finished).date())),
        ("ev.digest", clean(piece.sha256)),
    )
    return tuple((words(key), text) for key, text in facts if text)


def _dated(piece: Evidence, words: Words) -> str:
    if piece.dated is None:
        return ""
    span = words.span(piece.dated.start, piece.dated.end)
    said = clean(piece.dated.text).strip()
    return f"{said} ({span})" if said else span
