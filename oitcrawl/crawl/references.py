"""Links away from the site: document stores, mere references, and other sites that promise an item. Calm."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from oitcrawl.crawl.offsite import kind_of
from oitcrawl.model.content import Label, Link
from oitcrawl.model.harvest import Blank
from oitcrawl.model.offsite import OffsiteKind, OffsiteReference

PROMISE = 0.5  # interest of a label that names an item or a place where items are listed
MAX_REFERENCES = 60  # of one kind
MAX_PROMISES = 300
MAX_LABELS = 4
MAX_SEEN = 20_000
_SHARES = re.compile(r"/share(?:r|\b)|/intent/|/dialog/|/r/msg|lineit|plugins|[?&](?:u|url)=http", re.IGNORECASE)
SISTER = "sister_site"  # a further site of the same agency, by its name
OTHER = "other_site"
FORM = "offsite_form"  # a form to fill in, kept with a service of others: nobody can tell by its address what it asks


class References:
    """Collects links that lead away from the site ``home``.

    ``interest`` tells how likely a link leads to a disclosure, 0-1.
    """

    def __init__(self, home: str, interest: Callable[[str, Label], float]) -> None:
        self._host = (urlsplit(home).hostname or "").removeprefix("www.")
        self._interest = interest
        self._seen: set[tuple[str, str, str]] = set()
        self._listed: dict[OffsiteKind, dict[str, OffsiteReference]] = {}
        self._promised: dict[str, list[Label]] = {}

    def note(self, link: Link) -> OffsiteKind | None:
        """The kind of store at ``link`` when documents are kept there and these words are new; else None, noted."""
        key = (link.url, link.label.text, link.label.row)
        if key in self._seen:
            return None
        kind = kind_of(link.url)
        if kind.keeps_documents:
            self._seen.add(key)
            return kind
        if len(self._seen) < MAX_SEEN:  # links by which visitors share a page are new on every page
            self._seen.add(key)
            if kind in {OffsiteKind.OTHER, OffsiteKind.FORM}:
                self._weigh(link)
            if kind is OffsiteKind.OTHER:
                return None
            if not _SHARES.search(link.url):
                self._list(kind, link)
        return None

    def listed(self) -> tuple[OffsiteReference, ...]:
        """References that are no evidence, by kind."""
        return tuple(one for some in self._listed.values() for one in some.values())

    def promised(self) -> tuple[Blank, ...]:
        """Other sites and forms that the words of a link promise an item at: not read, so nothing may be missing."""
        return tuple(
            Blank(url=url, reason=self._reason(url), labels=tuple(labels)) for url, labels in self._promised.items()
        )

    def _weigh(self, link: Link) -> None:
        if self._interest(link.url, link.label) < PROMISE:
            return
        labels = self._promised.get(link.url)
        if labels is None:
            if len(self._promised) >= MAX_PROMISES:
                return
            labels = self._promised[link.url] = []
        if len(labels) < MAX_LABELS:
            labels.append(link.label)

    def _list(self, kind: OffsiteKind, link: Link) -> None:
        some = self._listed.setdefault(kind, {})
        if link.url not in some and len(some) < MAX_REFERENCES:
            label = link.label
            some[link.url] = OffsiteReference(
                kind=kind, url=link.url, label=label.text or label.row, found_on=label.found_on
            )

    def _reason(self, url: str) -> str:
        if kind_of(url) is OffsiteKind.FORM:
            return FORM
        return SISTER if self._is_sister(url) else OTHER

    def _is_sister(self, url: str) -> bool:
        return (urlsplit(url).hostname or "").endswith("." + self._host)
