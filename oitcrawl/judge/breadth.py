"""How much of the site was seen, by its sections as visitors know them: menus, breadcrumbs, families of addresses."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from oitcrawl.judge.labels import best_words, says_nothing
from oitcrawl.model.content import Label, Media
from oitcrawl.model.harvest import Blank, Harvest, Record
from oitcrawl.model.scan import Coverage, Section, UnseenPage
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.thai.text import fold

MOST = 40  # sections told apart
ENOUGH = 3  # addresses that make a section
EXAMPLES = 3
UNSEEN_PAGES = 200
HOME = "หน้าแรก"
_NAME = 90  # characters; a longer label is the headline of one thing
_UNSEEN_CAUSE = {"never": "never", "absent": "absent", "spent": "budget"}
_COUNTS = ("failed", "refused", "unvisited", "needs_browser", "unread")

# Parts of addresses that every system has, and that name no section.
_GENERIC = frozenset(
    "page pages index front site web th en thai main home content contents article articles node category "
    "categories menu archives archive view show detail details list default item items post posts data public".split()
)
_ENDING = re.compile(r"\.(?:php|aspx?|html?|jsp|cgi)\d?$", re.IGNORECASE)
_DETAIL = re.compile(r"[_-]?(?:details?|view|show|list|page|year|all)$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_STAMP = re.compile(r"^[\d._-]+|^[0-9a-f]{12,}$")

_ITA = re.compile(r"\b(?:ITA|OIT|MOIT)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s[-–|:·»]+\s")

Key = tuple[str, str]


def covered(harvest: Harvest) -> Coverage:
    """The coverage of a harvest with its sections, and with the pages that need a browser and had none.

    A link in a comment that a visible one leads to as well is not hidden.
    """
    coverage = harvest.coverage
    cause = _UNSEEN_CAUSE.get(coverage.browser, "failed")
    unseen = (record for record in harvest.records if record.needs_script)
    pages = tuple(
        UnseenPage(
            url=one.url, cause=one.barred or cause, found_on=_found_on(one.labels), label=best_words(one.labels)
        )
        for one in unseen
    )
    known = {*(one.url for one in harvest.records), *(one.url for one in _own(harvest.blanks))}
    hidden = tuple(one for one in coverage.hidden if one.url not in known)
    return replace(coverage, needs_browser=pages[:UNSEEN_PAGES], hidden=hidden, sections=sections(harvest))


def sections(harvest: Harvest) -> tuple[Section, ...]:
    """The sections of the site, those with the most unseen addresses first, the smallest summed up as the last."""
    site = _Site(harvest)
    found = [_section(key, members, site) for key, members in site.grouped().items()]
    found.sort(key=lambda one: (-one.unseen, -(one.read + one.gone), one.name))
    if len(found) <= MOST:
        return tuple(found)
    found.sort(key=lambda one: -(one.unseen + one.read + one.gone))
    kept = sorted(found[: MOST - 1], key=lambda one: (-one.unseen, -(one.read + one.gone), one.name))
    return (*kept, _summed(found[MOST - 1 :]))


@dataclass(frozen=True, slots=True)
class _Address:
    """One address of the site and what became of it: ``state`` is the name of a count of ``Section``."""

    url: str
    state: str
    cause: str
    labels: tuple[Label, ...]
    is_page: bool
    record: Record | None = None


class _Site:
    """The addresses of a harvest, and the section that each belongs to."""

    def __init__(self, harvest: Harvest) -> None:
        home = harvest.records[0] if harvest.records else None
        self.home = home.url if home else ""
        self.everywhere = set(_parts(home.title)) if home else set()
        read = (_of_record(record) for record in harvest.records)
        self.addresses = {one.url: one for one in (*map(_of_blank, _own(harvest.blanks)), *read)}
        # families with a page of their own, and not only one of many alike
        self.entered = {family_of(url) for url, one in self.addresses.items() if one.is_page and not _is_one_of(url)}
        self._keys: dict[str, tuple[Key, ...]] = {}

    def without_its_name(self, title: str) -> str:
        """A title without what the home page is called too: ``แผนงาน`` of ``แผนงาน - เทศบาลตำบลตัวอย่าง``."""
        return " - ".join(part for part in _parts(title) if part not in self.everywhere)

    def grouped(self) -> dict[Key, list[_Address]]:
        """Addresses by section; of the keys of an address the first one that enough others share counts."""
        counts = Counter(key for url in self.addresses for key in self.keys(url))
        groups: dict[Key, list[_Address]] = defaultdict(list)
        for url, address in self.addresses.items():
            keys = self.keys(url)
            groups[next((key for key in keys if counts[key] >= ENOUGH), keys[-1])].append(address)
        return groups

    def keys(self, url: str) -> tuple[Key, ...]:
        """What may be the section of an address, the most telling first."""
        known = self._keys.get(url)
        if known is None:
            self._keys[url] = (("click", url),)  # a page that is linked from itself ends here
            known = self._keys[url] = tuple(dict.fromkeys(self._reasons(self.addresses[url]))) or (("click", url),)
        return known

    def _reasons(self, address: _Address) -> Iterator[Key]:
        if address.url == self.home:
            yield "home", ""
            return
        outer = _found_on(address.labels)
        if not address.is_page and outer in self.addresses and outer != address.url:
            yield from self.keys(outer)  # a file belongs to the page that offers it
            return
        record = address.record
        crumbs = record.breadcrumb[1:2] if record else ()
        yield from (("crumb", crumb) for crumb in crumbs if fold(crumb) and not says_nothing(crumb))
        family = family_of(address.url)
        if family and family in self.entered:
            yield "path", family
        if record is None and outer in self.addresses:
            yield from self.keys(outer)
        else:
            yield "click", record.path[1] if record and len(record.path) > 1 else address.url
        if family:
            yield "path", family
        yield "click", address.url


def family_of(url: str) -> str:
    """The beginning of an address that names its family, ``/Pages/plan`` of ``/Pages/plan_detail/7``; else empty."""
    taken: list[str] = []
    for part in filter(None, unquote(urlsplit(url).path).split("/")):
        bare = _ENDING.sub("", part)
        if bare.lower() in _GENERIC or _STAMP.match(bare):
            taken.append(part)
            continue
        telling = _DETAIL.sub("", bare)
        taken.append(telling or bare)
        return "/" + "/".join(taken) if _LETTERS.search(telling) else ""
    return ""


def _of_record(record: Record) -> _Address:
    state, cause = _state(record)
    is_page = record.media is Media.HTML
    return _Address(record.url, state, cause, record.labels, is_page, record)


def _state(record: Record) -> tuple[str, str]:
    if record.is_away:
        return "refused", RefusedBy.OFFSITE.value
    if record.needs_script:
        return "needs_browser", "needs_javascript"
    return ("unread", record.unread.value) if record.unread is not None else ("read", "")


def _own(blanks: Iterable[Blank]) -> Iterator[Blank]:
    """Of blanks those that are of the site; ways out of it and the like are no part of it."""
    return (blank for blank in blanks if not blank.is_elsewhere and blank.reason != RefusedBy.UNSAFE)


def _of_blank(blank: Blank) -> _Address:
    failed = blank.reason in set(FailCause)
    state = "gone" if blank.permanent else "failed" if failed else "refused"
    state = "unvisited" if blank.reason == "unvisited" else state
    return _Address(blank.url, state, blank.reason, blank.labels, blank.is_page)


def _found_on(labels: Iterable[Label]) -> str:
    return next((label.found_on for label in labels if label.found_on), "")


def _section(key: Key, members: list[_Address], site: _Site) -> Section:
    counts = Counter(one.state for one in members)
    unseen = [one for one in members if one.state in _COUNTS]
    causes = Counter(one.cause for one in unseen)
    shown = [*unseen, *(one for one in members if one.state == "gone")][:EXAMPLES]
    head = _head(key, members, site)
    return Section(
        name=_name(key, members, head, site),
        url=head.url if head else "",
        cause=causes.most_common(1)[0][0] if causes else "",
        examples=tuple((one.url, one.cause) for one in shown),
        **counts,
    )


def _head(key: Key, members: list[_Address], site: _Site) -> _Address | None:
    """The page through which people enter the section: the one clicked first, or the nearest to the home page."""
    if key[0] == "click":
        return site.addresses.get(key[1])
    if key[0] == "home":
        return site.addresses.get(site.home)
    pages = [one for one in members if one.is_page and one.record is not None]
    return min(pages, key=lambda one: (len(one.record.path) if one.record else 0, len(one.url)), default=None)


def _name(key: Key, members: list[_Address], head: _Address | None, site: _Site) -> str:
    """What people call the section."""
    kind, word = key
    if kind == "home":
        return HOME
    if kind == "crumb":
        return word
    is_own = head is not None and not (kind == "path" and _is_one_of(head.url))
    names = _own_names(head) if head is not None and is_own else _shared_names(members, site)
    address = word if kind == "path" else unquote(urlsplit(word).path) or word
    return next((name for one in names if _is_name(name := site.without_its_name(one))), address)


def _own_names(head: _Address) -> Iterator[str]:
    yield from (label.text for label in head.labels)
    yield best_words(head.labels)
    if head.record is not None:
        yield from head.record.headings[:1]
        yield head.record.title


def _parts(title: str) -> list[str]:
    return [" ".join(part.split()) for part in _BETWEEN.split(title)]


def _is_name(name: str) -> bool:
    """Whether people can know a section by it: it tells something, and is no headline of one thing."""
    return 0 < len(name) <= _NAME and (not says_nothing(name) or _ITA.search(name) is not None)


def _is_one_of(url: str) -> bool:
    """Whether an address is one of many of its family, ``/news/detail/7``, and so not named like all of it."""
    parts = urlsplit(url)
    rest = unquote(parts.path).removeprefix(family_of(url))
    return any(part.isdigit() for part in re.split(r"[/_.-]", rest)) or bool(parts.query)


def _shared_names(members: list[_Address], site: _Site) -> Iterator[str]:
    """Headings and titles under which at least half of the links to the members stand."""
    first = [one.labels[0] for one in members if one.labels]
    titles = (label.page_title for label in first if label.found_on != site.home)
    for names in (Counter(label.heading for label in first), Counter(titles)):
        for name, times in names.most_common(1):
            if times * 2 >= len(members):
                yield name


def _summed(rest: list[Section]) -> Section:
    """All smaller sections as one."""
    causes = Counter({one.cause: 0 for one in rest if one.cause})
    for one in rest:
        if one.cause:
            causes[one.cause] += one.unseen
    totals = {name: sum(getattr(one, name) for one in rest) for name in ("read", "gone", *_COUNTS)}
    return Section(
        name="",
        others=len(rest),
        cause=causes.most_common(1)[0][0] if causes else "",
        examples=tuple(example for one in rest if one.unseen for example in one.examples)[:EXAMPLES],
        **totals,
    )
