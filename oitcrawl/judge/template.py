"""Tells how a site is built from what was brought home: patterns of addresses, and the bones of a few pages. Calm."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from oitcrawl.model.content import Media, Page
from oitcrawl.model.harvest import Harvest, LoadContent, Record
from oitcrawl.model.template import Template, packed, route, unpacked, varies

PAGES: Final = 12  # that are looked at: the home page, and the first of each kind of address
ROUTES: Final = 16
BONES: Final = 64
_OFTEN: Final = 2  # pages that share a bone; what one alone has is its content
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg|ico|partial)$", re.IGNORECASE)
_CREDIT: Final = re.compile(
    r"(?:พัฒนา(?:ระบบ|เว็บไซต์)?โดย|(?:จัดทำ|ออกแบบ)(?:และพัฒนา)?(?:เว็บไซต์)?โดย"
    r"|(?:powered|developed|designed?)\s+by)\s*:?\s*([^\n|©]{2,60})",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"[\s/;-]*v?\d[\d.]*.*$", re.DOTALL)


def template_of(harvest: Harvest, load: LoadContent) -> Template:
    """How the site is built, as far as what was brought home tells; also of scans that never asked.

    Args:
        harvest: what was brought home; its records, the home page first.
        load: texts that were read.
    """
    own = [one for one in harvest.records if not one.offsite and "#" not in one.url]
    pages = [page for record in _chosen(own) if isinstance(page := load(record), Page)]
    home = pages[0] if pages and pages[0].sha256 == own[0].sha256 else None
    return Template(
        generator=_VERSION.sub("", home.generator).strip()[:60] if home else "",
        credit=_credit(f"{home.leaf.text}\n{home.chrome}") if home else "",
        routes=_routes(one.url for one in own[1:]),
        bones=_bones([unpacked(page.skeleton) for page in pages]),
    )


def _routes(urls: Iterable[str]) -> tuple[str, ...]:
    """The commonest patterns; what stands for one address alone tells of the agency, not of its template."""
    often = Counter(route(url) for url in urls if not _PICTURE.search(urlsplit(url).path))
    some = [one for one, count in often.items() if count > 1 or varies(one)]
    return tuple(sorted(some, key=lambda one: (-often[one], one))[:ROUTES])


def _chosen(own: list[Record]) -> Iterator[Record]:
    """The home page, and of the commonest kinds of address the first page each."""
    pages = [one for one in own if one.media is Media.HTML and one.sha256 and one.unread is None]
    kinds: dict[str, list[Record]] = {}
    for one in sorted(pages[1:], key=lambda one: one.url):
        kinds.setdefault(route(one.url), []).append(one)
    yield from pages[:1]
    yield from (kinds[kind][0] for kind in sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))[: PAGES - 1])


def _bones(sketches: list[frozenset[int]]) -> str:
    """What several of the pages share; of one page alone, all of it."""
    often = Counter(one for sketch in sketches for one in sketch)
    enough = _OFTEN if sum(map(bool, sketches)) > 1 else 1
    return packed(sorted(one for one, count in often.items() if count >= enough)[:BONES])


def _credit(text: str) -> str:
    found = _CREDIT.search(text)
    return " ".join(found[1].split()).strip(" .-:") if found else ""
