"""What a browser showed of a page, and the links in it that are no part of its HTML. Calm."""

from dataclasses import dataclass

from oitcrawl.crawl.loaded import links_in
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Label, Link, LinkKind, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page as the browser shows it.

    Attributes:
        html: of the page after its scripts, and after all was opened.
        before: of the page before anything was opened, as tabs may put a part away; empty when nothing was.
        base: what its links are relative to, when that is not its address and the HTML does not say so.
        answers: address and text of JSON that it loaded.
        went: address that a script wanted to go to, and the text and row of what had been opened, both empty when the
            script went by itself.
        opened: href, text, row and heading of links that came to light when something was opened.
        is_quiet: it had fallen quiet when it was read.
        requests: that its scripts sent to its own host, beside those answered from the browser's memory.
    """

    html: str
    before: str = ""
    base: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    went: tuple[tuple[str, str, str], ...] = ()
    opened: tuple[tuple[str, str, str, str], ...] = ()
    is_quiet: bool = True
    requests: int = 0

    def documents(self) -> list[str]:
        """The HTML at the end, and before; with what links are relative to, where scripts changed the address."""
        some = [html for html in (self.html, self.before) if html]
        if not self.base.startswith("http"):
            return some
        base = self.base.replace('"', "%22")
        return [html.replace("<head>", f'<head><base href="{base}">', 1) for html in some]


def opened_links(page: Page, shown: Shown, addresses: Addresses) -> list[Link]:
    """Links that came to light, and where scripts wanted to go, when something on ``page`` was opened."""
    tried = [(href, text, row, heading, LinkKind.ANCHOR) for href, text, row, heading in shown.opened]
    tried += [(href, text, row, "", LinkKind.SCRIPT) for href, text, row in shown.went if text]
    links = []
    for href, text, row, heading, kind in tried:
        if (url := addresses.resolve(page.url, href)) and url != page.url:
            more = row if len(row) > len(text) + 2 else ""
            label = Label(text=text, row=more, heading=heading, page_title=page.title, found_on=page.url)
            links.append(Link(url=url, label=label, kind=kind))
    return links


def named_links(page: Page, shown: Shown, addresses: Addresses) -> list[Link]:
    """Links in JSON from the site's own hosts, and where scripts of ``page`` went by themselves."""
    links = []
    for href, text, _ in shown.went:
        url = None if text else addresses.resolve(page.url, href)
        if url and url != page.url:
            label = Label(text="", page_title=page.title, found_on=page.url)
            links.append(Link(url=url, label=label, kind=LinkKind.REFRESH))
    for where, text in shown.answers:
        source = addresses.resolve(page.url, where)
        if source and addresses.is_own(source):
            links += links_in(text, where=source, page=page.url, title=page.title, resolve=addresses.resolve)
    return links
