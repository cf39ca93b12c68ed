"""The shelf on which a site is put together: pages, files, what the server answers for them, and their addresses."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from demosite.paper import NewLeaf

from maker.agencies import EMAIL, PHONE
from maker.papers import ENDINGS, Anchor, Block, Printer, compose, html, person, thai_digits
from maker.plan import Course, Fate, Publication, SitePlan
from maker.wording import Words

REPAIR = "ขออภัย อยู่ระหว่างปรับปรุงข้อมูล"
SLOW_SECONDS = 5.0
COVERED = 0.3  # share of the files whose cover is a page of its own
_OPEN_SHARES = (
    "https://drive.google.com/file/d/{}/view?usp=sharing",
    "https://drive.google.com/open?id={}",
    "https://anyflip.com/{}/basic/",
    "https://online.fliphtml5.com/{}/",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link as it goes into a page: its words, its address, and of which publication."""

    text: str
    href: str
    of: Publication
    blocks: tuple[Block, ...] = ()


@dataclass(slots=True, kw_only=True)
class Shelf:
    """Files of a site by name, special answers by address; see ``oitcrawl.demo.bundle`` for their form.

    Attributes:
        file_address: address of a file by its wished name and running number.
        page_address: address of a page by its wished name and running number.
        frame: puts a page's title and body into the dress of the style.
        encoding: of the pages.
        digits: whether numbers are written in Thai digits.
        urls: addresses of the publications, by O-code.
    """

    plan: SitePlan
    printer: Printer
    file_address: Callable[[str, int], str] = lambda name, _number: f"/docs/file/{name}"
    page_address: Callable[[str, int], str] = lambda _name, number: f"/page/{number}"
    frame: Callable[["Shelf", str, str], str] = lambda _shelf, title, body: f"<title>{title}</title>{body}"
    encoding: str = "utf-8"
    digits: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, dict[str, object]] = field(default_factory=dict)
    urls: dict[str, list[str]] = field(default_factory=dict)
    count: int = 100

    @property
    def chance(self) -> random.Random:
        """The dice of the site."""
        return self.plan.chance

    def words(self, years_back: int = 0) -> Words:
        """What placeholders mean in a text that is so many years older than wanted."""
        agency, this = self.plan.agency, self.plan.this
        return Words(
            this=this - years_back,
            agency=agency.name,
            short=agency.short,
            head=agency.head,
            span_of=this if self.plan.years_kept else None,
        )

    def entry(self, one: Publication) -> Entry:
        """Put a publication on the shelf, and give the link to it."""
        blocks = compose(one.draft, self.words(one.years_back), without=one.without, nil=one.nil)
        text = self.words(one.label_years_back).fill(one.label)
        href = self._shelved(one, blocks)
        self.urls.setdefault(one.item, []).append(href)
        self.side_pages(blocks)
        return Entry(text=text, href=href, of=one, blocks=blocks)

    def _shelved(self, one: Publication, blocks: tuple[Block, ...]) -> str:
        match one.fate:
            case Fate.NOWHERE:
                return self.chance.choice(("#", "javascript:void(0)"))
            case Fate.OFFSITE:
                token = "".join(self.chance.choices("abcdefghjkmnpqrstuvwxyzABCDEFGH23456789", k=24))
                return self.chance.choice(_OPEN_SHARES).format(token)
            case Fate.DEAD:
                return self.address(one)
            case Fate.DOWN | Fate.SLOW:
                href = self.address(one)
                answer = {"status": 503} if one.fate is Fate.DOWN else {"body": "late", "delay": SLOW_SECONDS}
                self.answers[href] = {"body": "Service Unavailable", **answer}
                return href
            case Fate.EMPTY:
                return self.page(one.draft.menu.split(">")[-1].strip(), f"<p>{REPAIR}</p>")
            case _:
                return self.document(one, blocks)

    def document(self, one: Publication, blocks: tuple[Block, ...]) -> str:
        """Put a readable publication up; its address."""
        if one.media == "page":
            title = self.words(one.years_back).fill(one.draft.cover).splitlines()[0]
            return self.page(title, html(blocks, digits=self.digits))
        href = self.address(one)
        made = date(self.words(one.years_back).this - 543, 3, 17 if self.plan.as_of.month > 3 else 1)
        media = "locked" if one.fate is Fate.LOCKED else one.media
        if media in {"pdf", "docx"} and self.chance.random() < COVERED:
            many = len(one.draft.cover.strip().splitlines())
            blocks = (*blocks[:many], NewLeaf(), *blocks[many:])
        self.put_file(href, self.printer.file(blocks, media, name=href, made=made, thai_digits=self.digits), media)
        return href

    def address(self, one: Publication) -> str:
        """A free address for a publication."""
        self.count += 1
        if one.media == "page":
            return self.page_address(one.file_name, self.count)
        name = PurePosixPath(self.words(one.years_back).fill(one.file_name).replace("/", "-")).name
        ending = ENDINGS[one.media]
        name = name if name.lower().endswith(ending) else f"{name.rsplit('.', 1)[0]}{ending}"
        href = self.file_address(name, self.count)
        if href in self.answers or href.lstrip("/") in self.files:
            href = self.file_address(f"{self.count}_{name}", self.count)
        return href

    def put_file(self, href: str, body: bytes, media: str) -> None:
        """Put bytes at an address, with a query or without."""
        name = href.lstrip("/")
        if "?" in href or not name.endswith(ENDINGS[media]):
            name = f"kept/{len(self.files)}{ENDINGS[media]}"
            self.answers[href] = {"file": name}
        self.files[name] = body

    def page(self, title: str, body: str, *, href: str = "") -> str:
        """Put a page up in the dress of the site; its address."""
        self.count += 1
        href = href or self.page_address("", self.count)
        self.put_page(href, self.frame(self, self.shown(title), body))
        return href

    def put_page(self, href: str, text: str) -> None:
        """Put the text of a page at an address."""
        name = f"kept/{len(self.files)}.html"
        self.files[name] = text.encode(self.encoding, "xmlcharrefreplace")
        charset = "; charset=utf-8" if self.encoding == "utf-8" else ""
        self.answers[href] = {"file": name, "headers": {"Content-Type": f"text/html{charset}"}}

    def side_pages(self, blocks: tuple[Block, ...]) -> None:
        """Put up what the text of a publication links to on the agency's own site."""
        for block in blocks:
            if isinstance(block, Anchor) and block.href.startswith("/"):
                self.side_page(block.href, block.text)

    def side_page(self, href: str, title: str) -> None:
        """A plain page behind a link of a publication: a board or a form."""
        if href not in self.answers:
            form = '<form method="post" action="/send"><textarea name="t"></textarea><button>ส่ง</button></form>'
            self.put_page(href, self.frame(self, self.shown(title), f"<h2>{escape(title)}</h2>{form}"))

    def shown(self, text: str) -> str:
        """A text in the digits of the site."""
        return thai_digits(text) if self.digits else text

    def link(self, text: str, href: str) -> str:
        """A link as HTML."""
        return f'<a href="{escape(self.quoted(href))}">{escape(self.shown(text))}</a>'

    def quoted(self, href: str) -> str:
        """An address as it goes into a page."""
        return quote(href, safe="/:?=&#%()@+,;!~*")

    def foot(self) -> str:
        """What stands at the foot of every page: only what the agency's own contact page has."""
        shown = {key for one in self.plan.published.get("O3", ()) for key in one.shows if one.fate is Fate.FINE}
        agency, lines = self.plan.agency, [self.plan.agency.name]
        if self.plan.courses.get("O3") in {Course.WHOLE, Course.UNCONFIRMED, Course.PART}:
            lines += [agency.address] if "address" in shown else []
            lines += [f"โทรศัพท์ {PHONE}"] if "phone" in shown else []
            lines += [f"อีเมล {EMAIL}"] if "email" in shown else []
        return "<br>".join(map(escape, lines))

    def finish(self) -> None:
        """Put up what every site has: pictures."""
        for number in range(9):
            self.files[f"img/person{number}.png"] = person(number)


def unsilenced(one: Publication) -> Publication:
    """The same with a label that says something, where it has one."""
    from maker.wording import is_silent

    if not is_silent(one.label):
        return one
    speaking = [label for label in one.draft.labels if not is_silent(label)]
    return replace(one, label=speaking[0]) if speaking else one
