"""Addresses that cannot exist, beside one that is doubted: what the same script answers to nonsense. Calm."""

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlsplit

_IDENTITY = re.compile(
    r"(?:^|_|[a-z])(?:id|no|nid|code|key|slug|alias|p|page|name|title|url|view|detail)$", re.IGNORECASE
)
_ROUTING = frozenset("option task layout tmpl format lang itemid controller action mod module m c a".split())
_PAGED = re.compile(r"[?&](?:page|start|offset|limitstart|paged|pageno|pagenum)=\d+|/page/\d+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_HOMES = re.compile(
    r"/?(?:(?:index|default|home|main|welcome|start|intro|th|en|thai|english|web|www|site|lang|language|hom?epage|frontend"
    r"|หน้าแรก|หน้าหลัก|[a-z]{2}[-_][a-z]{2}|v\d|\d{4})"
    r"(?:\.(?:php\d?|html?|aspx?|jsp|do|cgi))?/?)*",
    re.IGNORECASE,
)
_HOME_WORDS = frozenset("0 1 home index main default frontpage featured homepage หน้าแรก หน้าหลัก th en thai".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """An address that cannot exist.

    Attributes:
        url: the address.
        handler: what it has in common with the doubted one and all its kin; equal for those that one probe decides.
        asked: the value that was taken out, as it stands in the doubted address.
        nonsense: the value that was put in.
    """

    url: str
    handler: str
    asked: str
    nonsense: str


def impossible(url: str) -> Impossible | None:
    """An address that cannot exist and that the same script answers; None for a home page.

    ``/x/detail/123`` gives ``/x/detail/9...``, ``index.php?page=a`` gives ``index.php?page=zq...``.
    """
    front, mark, query = url.partition("?")
    if mark and query:
        return _in_query(front, query)
    scheme, _, rest = front.partition("://")
    place, slash, path = rest.partition("/")
    folder, _, name = path.rstrip("/").rpartition("/")
    if not slash or not name:
        return None
    stem, dot, ending = name.rpartition(".")
    if not dot or not ending.isalnum():
        stem, dot, ending = name, "", ""
    told = _nonsense(stem, url)
    base = f"{scheme}://{place}/{folder}/" if folder else f"{scheme}://{place}/"
    tail = f"{dot}{ending}{'/' if path.endswith('/') else ''}"
    return Impossible(
        url=base + told + tail, handler=_NUMBER.sub("N", base) + _kind(stem) + tail, asked=stem, nonsense=told
    )


def is_home_like(url: str) -> bool:
    """Whether ``url`` is one of the many addresses of home pages: ``/``, ``index.php``, ``/th/``, ``?lang=th``."""
    parts = urlsplit(url)
    if not _HOMES.fullmatch(unquote(parts.path)):
        return False
    values = [value.lower() for key, value in parse_qsl(parts.query) if key.lower() not in _ROUTING]
    return all(value in _HOME_WORDS for value in values)


def is_home(url: str, home: str) -> bool:
    """Whether ``url`` is the home page itself, by any scheme and with or without www."""
    return _bare(url) == _bare(home)


def is_paged(url: str) -> bool:
    """Whether ``url`` is a further page of a list: that the last one is empty says nothing."""
    return _PAGED.search(url) is not None


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _in_query(front: str, query: str) -> Impossible | None:
    pairs = [pair.partition("=") for pair in query.split("&")]
    places = [at for at, (key, _, value) in enumerate(pairs) if value and key.lower() not in _ROUTING]
    if not places:
        return None
    named = [at for at in places if _IDENTITY.search(pairs[at][0])]
    # what says which record is shown stands last: ?menu=3&id=57
    chosen = (named or places)[-1]
    value = pairs[chosen][2]
    told = _nonsense(value, f"{front}?{query}")
    changed = "&".join(f"{k}={told if at == chosen else v}" for at, (k, _, v) in enumerate(pairs))
    handler = "&".join(
        f"{k}={_kind(v) if at == chosen else _NUMBER.sub('N', v)}" for at, (k, _, v) in enumerate(pairs)
    )
    return Impossible(
        url=f"{front}?{changed}", handler=f"{_NUMBER.sub('N', front)}?{handler}", asked=value, nonsense=told
    )


def _kind(value: str) -> str:
    return "9" if value.isdigit() else "*"


def _nonsense(value: str, seed: str) -> str:
    """A value of the same kind that nobody ever used, the same at every scan."""
    digest = sha256(seed.encode()).hexdigest()
    if value.isdigit():
        return f"9{int(digest[:12], 16) % 10**7:07d}"
    return "zq" + "".join(chr(ord("a") + int(letter, 16)) for letter in digest[:10])
