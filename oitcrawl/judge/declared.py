"""Links that an agency declared, compared with what its site really holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from oitcrawl.judge.labels import best_words
from oitcrawl.judge.signs import Topics
from oitcrawl.judge.suspects import unread_reason
from oitcrawl.model.declared import DeclaredFit, DeclaredLink, DeclaredState
from oitcrawl.model.finding import Evidence, ItemFinding
from oitcrawl.model.harvest import Blank, Harvest, Record
from oitcrawl.model.reason import Source
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import FailCause

_FAILURES = frozenset(cause.value for cause in FailCause)


def led(site: AgencySite, harvest: Harvest) -> AgencySite:
    """The agency with every declared link as the address that the harvest has it under."""
    places = dict(harvest.led)
    return replace(site, declared=tuple((item, places.get(url, url)) for item, url in site.declared))


def is_dead(blank: Blank) -> bool:
    """Whether a link to it does not open: neither refused by us nor left for want of time."""
    return blank.permanent or blank.reason in _FAILURES


def declared_links(
    site: AgencySite, harvest: Harvest, items: Sequence[ItemFinding], topics: Topics
) -> tuple[DeclaredLink, ...]:
    """What became of each declared link of an item that the edition asks for, in the order in which they are written.

    Args:
        site: its declared links as written, under the codes of the edition.
        harvest: what was seen.
        items: what was decided.
        topics: tells of which items a record speaks.
    """
    known = {item.item: item for item in items}
    codes = {item.slug: item.item for item in items}
    places = dict(harvest.led)
    wanted = [(item, url, places.get(url, url)) for item, url in site.declared if item in known]
    home = harvest.records[0] if wanted and harvest.records else None
    records = _records(harvest.records, {_key(place) for _, _, place in wanted})
    blanks = {_key(blank.url): blank for blank in harvest.blanks} if wanted else {}
    return tuple(
        replace(
            _of_record(known[item], url, records[key], codes, topics), to_home=_is_sent_home(url, records[key], home)
        )
        if (key := _key(place)) in records
        else _of_blank(known[item], url, blanks.get(key))
        for item, url, place in wanted
    )


def _key(url: str) -> str:
    """One spelling of an address for looking it up: escapes read, no fragment."""
    return unquote(url.partition("#")[0])


def _records(records: Iterable[Record], keys: set[str]) -> dict[str, Record]:
    """The records at these addresses, those that were asked for before those that answered."""
    found: dict[str, Record] = {}
    for record in records if keys else ():
        for url in (record.url, record.final_url):
            if url and (key := _key(url)) in keys:
                found.setdefault(key, record)
    return found


def _is_sent_home(url: str, record: Record, home: Record | None) -> bool:
    """Whether an address that is not the home page's own led there."""
    if home is None or record.url != home.url:
        return False
    own = {_below(home.url), _below(home.final_url), ""}
    return _below(url) not in own


def _below(url: str) -> str:
    """What an address says below the name of its host, which may be written in several ways."""
    return _key(url).partition("://")[2].partition("/")[2].rstrip("/")


def _of_blank(item: ItemFinding, url: str, blank: Blank | None) -> DeclaredLink:
    state, cause = DeclaredState.OUTSIDE, ""
    if blank is not None:
        cause = blank.reason
        if blank.permanent:
            state = DeclaredState.DEAD
        elif is_dead(blank):
            state = DeclaredState.FAILED
        elif blank.reason == "unvisited":
            state = DeclaredState.UNVISITED
        elif blank.sent_to:
            state = DeclaredState.SENT_AWAY
        elif not blank.is_elsewhere:
            state = DeclaredState.REFUSED
    return DeclaredLink(
        item=item.item,
        url=url,
        answered=blank.sent_to if blank is not None else "",
        state=state,
        cause=cause,
        fit=DeclaredFit.UNKNOWN,
        better=_address(_best(item)),
    )


def _of_record(item: ItemFinding, url: str, record: Record, codes: Mapping[str, str], topics: Topics) -> DeclaredLink:
    piece = next((one for one in item.evidence if _is_of(one, record)), None)
    best, taken = _best(item), _taken_for(record, codes, topics)
    cause = unread_reason(record)
    fit = _fit(item, record, piece, best, taken)
    return DeclaredLink(
        item=item.item,
        url=url,
        answered=record.final_url or record.url,
        state=DeclaredState.UNREAD if cause else DeclaredState.READ,
        cause=cause,
        name=record.title or next(iter(record.headings), "") or best_words(record.labels) or record.file_name,
        sha256=record.sha256,
        offsite=record.offsite,
        fit=fit,
        taken_for=taken,
        right_year=piece.right_year if piece is not None else None,
        better="" if fit is DeclaredFit.BEST else _address(best),
        because=_because(item, record) if piece is None else "",
    )


def _fit(
    item: ItemFinding, record: Record, piece: Evidence | None, best: Evidence | None, taken: tuple[str, ...]
) -> DeclaredFit:
    if best is not None and _is_of(best, record):
        return DeclaredFit.BEST
    if piece is not None:
        return DeclaredFit.AMONG
    if record.is_away:
        return DeclaredFit.UNKNOWN
    return DeclaredFit.OTHER_ITEM if taken and item.item not in taken else DeclaredFit.NONE


def _taken_for(record: Record, codes: Mapping[str, str], topics: Topics) -> tuple[str, ...]:
    signs = sorted(topics.signs(record).by_slug.values(), key=lambda sign: -sign.strength)
    told = (
        sign.slug
        for sign in signs
        if not sign.mere and any(part.source is not Source.DECLARED for part in sign.spoken)
    )
    return tuple(codes[slug] for slug in told if slug in codes)


def _best(item: ItemFinding) -> Evidence | None:
    """The best evidence that may be entered: of a year that passes, and readable."""
    return next((one for one in item.evidence if one.right_year is not False and one.readable), None)


def _is_of(piece: Evidence, record: Record) -> bool:
    """Whether a piece of evidence is this record, or a copy of it."""
    if piece.sha256 and record.sha256:
        return piece.sha256 == record.sha256
    return piece.url in {record.url, record.final_url}


def _because(item: ItemFinding, record: Record) -> str:
    beside = item.next_best
    return beside.because if beside is not None and beside.url in {record.url, record.final_url} else ""


def _address(piece: Evidence | None) -> str:
    return piece.url if piece is not None else ""
