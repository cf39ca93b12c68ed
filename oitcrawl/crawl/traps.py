"""Families of alike addresses, and addresses that lead nowhere but on. Calm."""

import re
from collections import Counter
from functools import lru_cache

from oitcrawl.model.scan import TrapReason
from oitcrawl.settings import Settings

DOCUMENTS = 3  # times as many attachments as pages of one family: they lead nowhere, so they cannot go on for ever
_MAX_REPEATS = 2
# Thai digits, an escape, an opaque identifier, digits: all but escapes are what differs within a family.
_VARYING = re.compile(r"(?:%E0%B9%9[0-9])+|(%[0-9A-F]{2})|\b[0-9a-fA-F]{13,}\b|\d+")
_NUMBER = re.compile(r"\d+")
_DECIMAL = re.compile(r"[\d.]+")
_WORD = re.compile(r"[A-Za-z]{2}|%[0-9A-F]{2}")  # what a segment has that is more than a number or a letter
_OFTEN = 3  # times that one word stands in the path of a loop
_WINDING = 6  # segments of a path in which two words that stand twice make a loop
_ROUTE = re.compile(r"[a-z_]{1,24}")  # a value that chooses what is shown: view=article, option=com_content
_FILTERS = 3  # values in a query that choose nothing by their name: so many may be combined without end
_YEAR = re.compile(r"(?<!\d)(?:25[5-9]\d|20[1-4]\d)(?!\d)")
_OPAQUE = 8  # characters of a value that is no such word
_PAGED = re.compile(r"[?&](?:page|start|offset|limitstart|paged|pageno|pagenum)=\d+|/page/\d+", re.IGNORECASE)
_FACETS = frozenset(
    "sort sortby sort_by order orderby order_by dir direction filter_order filter_order_dir limit tag".split()
)
_FACET = re.compile(rf"[?&](?:{'|'.join(_FACETS)})=", re.IGNORECASE)
_CALENDAR = re.compile(
    r"calendar|(?:[?&](?:year|month|day|date|mon|y|m|d)=[\d-]+){2}|/(?:19|20|25)\d\d/\d{1,2}(?:/\d{1,2})?/?(?:\?|$)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|csv|txt|zip|rar|7z|jpe?g|png|gif)(?:\?|$)", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def family(url: str) -> str:
    """The family of ``url``: numbers become N; the values of a query count only by their shape.

    Words, Latin or Thai, tell members of different families apart.
    """
    path, _, query = url.partition("?")
    path = _varying(path)
    if not query:
        return path
    if "=" not in query:
        return f"{path}?{'N' if _DECIMAL.fullmatch(query) else _VARYING.sub(_leave_escapes, query)}"
    pairs = (pair.partition("=") for pair in query.split("&"))
    keys = "&".join(
        sorted([f"{'N' if _DECIMAL.fullmatch(key) else key}={_shape(key, value)}" for key, _, value in pairs])
    )
    return f"{path}?{keys}"


def combination(url: str) -> str:
    """What all combinations of filters of one list have in common; empty for an address with fewer than three.

    Values that choose what is shown (``view=article``) tell different lists apart.
    """
    path, _, query = url.partition("?")
    pairs = [pair.partition("=") for pair in query.split("&")]
    routes = sorted(f"{key}={value}" for key, _, value in pairs if _ROUTE.fullmatch(value))
    if len(pairs) - len(routes) < _FILTERS:
        return ""
    return f"{_varying(path)}?{'&'.join([*routes, '*'])}"


def is_document(url: str) -> bool:
    """Whether the address is that of an attachment, by its ending."""
    return _DOCUMENT.search(url) is not None


def years_of(url: str) -> list[str]:
    """Years that an address names, Buddhist or not, as written."""
    return _YEAR.findall(url)


def nature(url: str) -> TrapReason:
    """What makes the family of ``url`` large."""
    if _DOCUMENT.search(url):
        return TrapReason.FAMILY
    if _CALENDAR.search(url):
        return TrapReason.CALENDAR
    if _FACET.search(url):
        return TrapReason.FACETS
    return TrapReason.PAGES if _PAGED.search(url) else TrapReason.FAMILY


def cap_of(url: str, settings: Settings) -> int:
    """How many addresses of the family of ``url`` are visited, by the caps of the settings."""
    general = settings.family_cap
    if _DOCUMENT.search(url):
        return general * DOCUMENTS
    match nature(url):
        case TrapReason.CALENDAR:
            return min(general, settings.calendar_cap)
        case TrapReason.FACETS | TrapReason.PAGES:
            return min(general, settings.paged_cap)
    return general


def loops(url: str, longest: int = 40) -> bool:
    """Whether the path of ``url`` goes round, as relative links on a wrong base make it do.

    Words that come again here and there tell as well as runs of segments do, but in the address of a document:
    folders are copied into one another, and a document leads no further. More than ``longest`` segments go round too.
    """
    segments = [segment for segment in url.partition("?")[0].split("/")[3:] if segment]
    if len(segments) > longest:
        return True
    if len(segments) - len(set(segments)) < _MAX_REPEATS:
        return False
    return _repeats_a_run(segments) or (not _DOCUMENT.search(url) and _winds(segments))


def place(url: str) -> str:
    """The host of ``url`` and the first segment of its path, for all that lies below."""
    end = _end_of_host(url)
    return f"{url[:end]}/{url[end + 1 :].partition('?')[0].partition('/')[0]}/…"


def _repeats_a_run(segments: list[str]) -> bool:
    """Whether a run of segments stands three times in a row."""
    for size in range(1, len(segments) // (_MAX_REPEATS + 1) + 1):
        for start in range(len(segments) - size * (_MAX_REPEATS + 1) + 1):
            run = segments[start : start + size]
            if all(segments[start + size * k : start + size * (k + 1)] == run for k in range(1, _MAX_REPEATS + 1)):
                return True
    return False


def _winds(segments: list[str]) -> bool:
    """Whether a word stands in the path three times, or two words twice each in a long one."""
    again = [
        count
        for segment, count in Counter(segments).items()
        if count > 1 and _WORD.search(_VARYING.sub(_leave_escapes, segment))
    ]
    return max(again, default=0) >= _OFTEN or (len(again) > 1 and len(segments) >= _WINDING)


def _varying(path: str) -> str:
    """``path`` with what differs within a family taken out; a host keeps its digits, as people know it by them."""
    end = _end_of_host(path)
    return path[:end] + _VARYING.sub(_leave_escapes, path[end:])


def _end_of_host(url: str) -> int:
    end = url.find("/", 8)
    return len(url) if end < 0 else end


def _leave_escapes(found: re.Match[str]) -> str:
    return found.group(1) or "N"


def _shape(key: str, value: str) -> str:
    if _DECIMAL.fullmatch(value):
        return "N"
    if key.lower() in _FACETS:
        return "T"
    if _ROUTE.fullmatch(value):
        return value
    return "T" if len(value) > _OPAQUE or "%" in value else _NUMBER.sub("N", value)
