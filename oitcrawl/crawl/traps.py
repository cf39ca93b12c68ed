"""Families of alike addresses, and addresses that lead nowhere but on. Calm."""

import re
from functools import lru_cache

_NUMBER = re.compile(r"\d+")
_ESCAPED_WORD = re.compile(r"(?:%[0-9A-F]{2})+")
_MAX_REPEATS = 2
_PAGED = re.compile(r"[?&](?:page|p|start|offset|limitstart|paged|pageno|pagenum)=\d+|/page/\d+", re.IGNORECASE)
_CALENDAR = re.compile(
    r"calendar|(?:[?&](?:year|month|day|date|mon|y|m|d)=[\d-]+){2}|/(?:19|20|25)\d\d/\d{1,2}(?:/\d{1,2})?(?:/|$)",
    re.IGNORECASE,
)
CALENDAR_CAP = 60
PAGED_CAP = 120


@lru_cache(maxsize=50_000)
def family(url: str) -> str:
    """The family of ``url``: numbers become N; the values of a query count only by their shape."""
    path, _, query = url.partition("?")
    if not query:
        return _NUMBER.sub("N", _ESCAPED_WORD.sub("T", path)) if _NUMBER.search(path) else path
    keys = "&".join(f"{key}={_shape(value)}" for key, _, value in (pair.partition("=") for pair in query.split("&")))
    return f"{_NUMBER.sub('N', path)}?{keys}"


def cap_of(url: str, general: int) -> int:
    """How many addresses of the family of ``url`` are visited, at most ``general``."""
    if _CALENDAR.search(url):
        return min(general, CALENDAR_CAP)
    if _PAGED.search(url):
        return min(general, PAGED_CAP)
    return general


def loops(url: str) -> bool:
    """Whether the path of ``url`` repeats a run of segments, as relative links on a wrong base make them do."""
    segments = [segment for segment in url.partition("?")[0].split("/")[3:] if segment]
    for size in range(1, len(segments) // (_MAX_REPEATS + 1) + 1):
        for start in range(len(segments) - size * (_MAX_REPEATS + 1) + 1):
            run = segments[start : start + size]
            if all(segments[start + size * k : start + size * (k + 1)] == run for k in range(1, _MAX_REPEATS + 1)):
                return True
    return False


def _shape(value: str) -> str:
    if value.isdigit():
        return "N"
    return "T" if len(value) > 8 or "%" in value else _NUMBER.sub("N", value)  # noqa: PLR2004 - opaque codes
