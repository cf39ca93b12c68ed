"""Which pages of a site end halfway: some templates are written without an end, and that is no fault of a page."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from oitcrawl.model.content import Page
from oitcrawl.model.visit import FailCause, Failed, Fetched

MAX_PAGES: Final = 20_000  # further ones are held against those
ALIKE: Final = 3  # pages of other sizes with one tail: what their template ends with
_FEW: Final = 6  # pages of a site of which two are enough
STYLE: Final = 4  # pages without an end that may be the style of the site
_SHARE: Final = 3  # of all pages, one in so many is
_RARE: Final = 4  # cut anywhere, three of four pages end inside of something

DETAIL: Final = "ตอบว่าปกติ แต่หน้าขาดกลางคัน (HTML มาไม่ครบ) จึงอาจมีเนื้อหาหรือลิงก์อื่นที่ไม่ได้เห็น"


@dataclass(slots=True)
class Endings:
    """Remembers how the pages of one site end."""

    _halfway: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # asked -> how, tail, size
    _sizes: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # of pages with that tail
    _styles: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # of pages that end so
    _known: set[str] = field(default_factory=set)
    _waiting: set[str] = field(default_factory=set)  # that answered

    def cut(self, answer: Fetched, page: Page) -> Failed | None:
        """The failure that a page is which ends halfway, as far as is known by now; remembers it."""
        if len(self._known) < MAX_PAGES:
            self._known.add(answer.url)
        if not page.cut:
            self._halfway.pop(answer.url, None)  # the second time it came whole
            self._waiting.discard(answer.final_url)
            return None
        self._halfway[answer.url] = page.cut, page.tail, page.size
        self._waiting.add(answer.final_url)
        self._sizes[page.tail].add(page.size)
        self._styles[page.cut].add(page.size)
        return self._failure(answer.url) if self._is_cut(answer.url) else None

    def is_halfway(self, final_url: str) -> bool:
        """Whether what was read of the address that answered ends halfway, so that it is worth another look."""
        return final_url in self._waiting

    def all_cut(self) -> tuple[Failed, ...]:
        """Every page that ends halfway, held against all that were seen."""
        return tuple(self._failure(url) for url in self._halfway if self._is_cut(url))

    def _is_cut(self, url: str) -> bool:
        how, tail, _ = self._halfway[url]
        return how == "inside" or not (self._is_template(tail) or self._is_style(how))

    def _is_template(self, tail: str) -> bool:
        """Whether pages of several sizes end with the very same; cut at one size they may too, or by chance two."""
        return len(self._sizes[tail]) >= (2 if len(self._known) < _FEW else ALIKE)

    def _is_style(self, how: str) -> bool:
        """Whether much of the site ends so, and hardly a page inside of something, as what is cut mostly does."""
        alike = sum(kind == how for kind, _, _ in self._halfway.values())
        inside = sum(kind == "inside" for kind, _, _ in self._halfway.values())
        sizes = len(self._styles[how])
        is_much = sizes >= STYLE and 2 * sizes >= alike and alike * _SHARE >= len(self._known)
        return is_much and inside * _RARE <= alike

    @staticmethod
    def _failure(url: str) -> Failed:
        return Failed(url=url, cause=FailCause.CUT_OFF, status=200, detail=DETAIL)
