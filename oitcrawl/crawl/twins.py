"""Pages that say and link exactly what another one does, and families whose pages hardly differ. Calm."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from oitcrawl.crawl.traps import family, years_of
from oitcrawl.model.content import Page

MIN_TEXT = 120  # characters of main text that make a page one of its own; less may be a frame around a picture
MAX_TWINS = 100_000
ALIKE = 0.9  # share of lines that near-duplicates have in common
TIRED = 12  # near-duplicates in a row after which a family is left alone
MAX_FAMILIES = 5_000


class ExactTwins:
    """Knows pages by what they say and link; the first address of each stays.

    A page with pictures and few words is never a twin: what tells it from others may be in the pictures. Nor are
    pages whose addresses name different years: a year's folder that was copied whole is something to report.
    """

    def __init__(self) -> None:
        self._seen: dict[int, str] = {}

    def twin_of(self, page: Page) -> str:
        """The address of a page that says and links the same, or an empty string; remembers ``page`` otherwise."""
        text = page.leaf.text
        if len(text) < (4 * MIN_TEXT if page.images else MIN_TEXT) or page.needs_script:
            return ""
        links = frozenset([link.url for link in page.links])
        digest = hash((page.title, text, page.images, page.headings, links))
        first = self._seen.get(digest)
        if first is None:
            if len(self._seen) < MAX_TWINS:
                self._seen[digest] = page.url
            return ""
        return first if first != page.url and years_of(first) == years_of(page.url) else ""


@dataclass(slots=True)
class _Run:
    """The last pages of one family."""

    lines: frozenset[int] = frozenset()
    alike: int = 0
    strangers: set[str] = field(default_factory=set)


class Sameness:
    """Tells families of pages that hardly differ from one to the next, and lead to nothing new."""

    def __init__(self) -> None:
        self._runs: dict[str, _Run] = {}

    def tires(self, page: Page, strangers: Iterable[str], *, brought: bool) -> bool:
        """Take in one page; whether its family need not be followed any further.

        Args:
            page: as read.
            strangers: addresses on other sites that it links to.
            brought: it led to a new address of this site that is worth a visit.
        """
        text = page.leaf.text
        run = self._run(page.url)
        lines = frozenset(map(hash, text.split("\n")))
        new = not run.strangers.issuperset(strangers)
        if new:
            run.strangers.update(strangers)
        silent = page.images > 0 and len(text) < 4 * MIN_TEXT
        same = len(lines & run.lines) >= ALIKE * len(lines | run.lines)
        run.alike = run.alike + 1 if same and not (new or brought or silent) else 0
        run.lines = lines
        return run.alike >= TIRED

    def _run(self, url: str) -> _Run:
        if len(self._runs) >= MAX_FAMILIES:
            self._runs.clear()
        return self._runs.setdefault(family(url), _Run())
