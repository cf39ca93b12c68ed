"""Addresses that are linked to and show nothing: gone, without an answer, or promised for later. Calm."""

from collections import defaultdict

from oitcrawl.judge.sections import PROMISE, PROMISES
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Media
from oitcrawl.model.harvest import Harvest, Record
from oitcrawl.model.visit import FailCause
from oitcrawl.thai.text import fold

EXCUSE = 400  # characters; more of a page's text, its headings with it, is no mere excuse
_NO_ANSWER = {FailCause.SERVER_ERROR, FailCause.TIMEOUT, FailCause.CONNECT, FailCause.DNS, FailCause.MAINTENANCE}


def nothing_at(harvest: Harvest) -> frozenset[str]:
    """Addresses where there surely is nothing: dead links, and pages that say that their content is to come."""
    gone = (one.url for one in harvest.blanks if one.permanent)
    return frozenset((*gone, *(one.url for one in harvest.records if is_vacant(one))))


def closed_at(harvest: Harvest) -> frozenset[str]:
    """Addresses that prove nothing by being linked to: nobody saw what is there; files kept elsewhere among them."""
    dark = (one.url for one in harvest.blanks if one.reason in _NO_ANSWER or one.reason.startswith("offsite"))
    return frozenset((*dark, *(one.url for one in harvest.records if one.is_away)))


def is_vacant(page: Record) -> bool:
    """Whether a page says nothing but that its content is to come."""
    text = fold(page.cover) if page.media is Media.HTML and len(page.cover) <= EXCUSE else ""
    if not any(words in text for words in PROMISES):
        return False
    heads = {fold(words) for words in (page.title, *page.headings)}
    return len(text) - sum(len(words) for words in heads if words in text) < PROMISE


def dead_labels(harvest: Harvest, matcher: TopicMatcher) -> dict[str, tuple[tuple[str, str], ...]]:
    """Per item the words of links that lead nowhere, with the page that they stand on."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for label, page in harvest.dead_labels:
        slug = matcher.classify(label).slug
        if slug:
            found[slug].append((label, page))
    return {slug: tuple(dict.fromkeys(some)) for slug, some in found.items()}
