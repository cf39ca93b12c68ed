"""Small webs of HTML and documents: pages read by the real reader, all of it judged by the real rules."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from urllib.parse import urldefrag, urljoin

from oitcrawl.judge.assignment import Assignment, judge
from oitcrawl.judge.signs import Topics
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.logbook import Logbook
from oitcrawl.model.content import Document, Leaf, Media, Page, Unread, UnreadCause
from oitcrawl.model.harvest import Harvest
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.model.visit import FailCause, Failed, Fetched
from oitcrawl.read.html import read_page
from oitcrawl.ruleset.load import load_edition
from oitcrawl.thai.calendar import FiscalYear

BASE = "https://www.agency.example/"
SCAN = object()  # a document that nobody can read


@cache
def edition():
    return load_edition("nacc-2568", cases=False)


@cache
def matcher():
    return TopicMatcher(edition())


@dataclass(frozen=True, slots=True)
class _Stop:
    url: str
    path: tuple[str, ...]


class Web:
    """Pages and documents by their path; ``""`` is the home page, and what no link leads to is never seen."""

    def __init__(self, **agency):
        self.parts = {}
        self.agency = agency

    def page(self, path, body, *, title=""):
        self.parts[path] = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
        return self

    def file(self, path, text):
        self.parts[path] = text
        return self

    def judged(self, *, year=2568, as_of=date(2025, 4, 20)):
        harvest, texts = self.walked()
        return judge(self.assignment(year, as_of), harvest, lambda one: texts.get(one.url), matcher())

    def items(self, **when):
        return {one.item: one for one in self.judged(**when).items}

    def signs(self):
        """All signs by path."""
        harvest, _ = self.walked()
        topics = Topics(matcher(), harvest.records)
        return {record.url.removeprefix(BASE): topics.signs(record) for record in harvest.records}

    def assignment(self, year, as_of):
        site = AgencySite(
            **{"code": "web", "name": "", "url": BASE, "kind": AgencyKind.LOCAL_GOVERNMENT, **self.agency}
        )
        return Assignment(site=site, rules=edition(), fiscal_year=FiscalYear(year), as_of=as_of, engine="0")

    def walked(self):
        log, labels, texts = Logbook(), {BASE: []}, {}
        waiting = [_Stop(BASE, ())]
        for stop in waiting:
            content = self._read(stop.url)
            if isinstance(content, Failed):
                log.blank(content)
                continue
            log.content(stop, Fetched(url=stop.url, final_url=stop.url, body=b""), content)
            texts[stop.url] = None if isinstance(content, Unread) else content
            for link in content.links if isinstance(content, Page) else ():
                if link.url not in labels:
                    waiting.append(_Stop(link.url, (*stop.path, stop.url)))
                labels.setdefault(link.url, []).append(link.label)
        known = lambda url: tuple(dict.fromkeys(labels.get(url, ())))[:8]  # noqa: E731
        harvest = Harvest(
            records=log.records(known),
            blanks=log.blanks(known),
            dead_labels=tuple(log.dead_labels),
            coverage=log.coverage(known),
        )
        return harvest, texts

    def _read(self, url):
        told = self.parts.get(url.removeprefix(BASE))
        if told is None:
            return Failed(url=url, cause=FailCause.NOT_FOUND, permanent=True)
        if told is SCAN:
            return Unread(url=url, media=Media.PDF, cause=UnreadCause.SCAN, leaf_count=3, sha256=url)
        digest = sha256(told.encode()).hexdigest()
        if told.startswith("<html>"):
            return read_page(told.encode(), url=url, resolve=_resolve, sha256=digest)
        leaves = tuple(Leaf(number=n, text=one) for n, one in enumerate(told.split("\f"), 1))
        return Document(url=url, media=Media.PDF, leaves=leaves, leaf_count=len(leaves), sha256=digest)


def _resolve(base, href):
    return urldefrag(urljoin(base, href)).url
