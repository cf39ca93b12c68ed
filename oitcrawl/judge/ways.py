"""The way from the home page to each piece of evidence, in the words of the links that are clicked. Calm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from oitcrawl.judge.explain import short
from oitcrawl.judge.labels import says_nothing, telling_cell
from oitcrawl.model.content import Label
from oitcrawl.model.finding import Evidence, ItemFinding
from oitcrawl.model.harvest import Record

MOST = 90  # characters of one link, and of what stands beside it


def with_ways(findings: Iterable[ItemFinding], records: Sequence[Record]) -> tuple[ItemFinding, ...]:
    """The findings, each piece of evidence with the words that a visitor clicks on the way there."""
    findings = tuple(findings)
    pieces = [piece for item in findings for piece in item.evidence]
    ends = {one.url: one.final_url for one in records if one.final_url and one.final_url != one.url}
    wanted = {ends.get(url, url) for piece in pieces for url in (*piece.path, piece.url)}
    words = _words(records, wanted, ends)
    return tuple(
        replace(item, evidence=tuple(_shown(piece, words, ends) for piece in item.evidence)) for item in findings
    )


def _words(records: Iterable[Record], wanted: set[str], ends: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """What a link is called, by the page on which it stands and the address at which it ends."""
    words: dict[tuple[str, str], str] = {}
    for record in records:
        there = ends.get(record.url, record.url)
        for label in record.labels if there in wanted else ():
            if said := _said(label):
                words.setdefault((ends.get(label.found_on, label.found_on), there), said)
    return words


def _said(label: Label) -> str:
    """What stands on the link itself; of one that only says ``คลิก``, the telling cell of its row beside it.

    What stands above a link is nothing to click: the page numbers of a list have the heading of the list.
    """
    text = " ".join(label.text.split())
    row = telling_cell(label.row) if not text or says_nothing(text) else ""
    beside = "" if says_nothing(row) else " ".join(row.split())
    if not text or not beside or beside == text:
        return (text or beside)[:MOST]
    return f"{text[:MOST]} ({short(beside, MOST)})"


def _shown(piece: Evidence, words: Mapping[tuple[str, str], str], ends: Mapping[str, str]) -> Evidence:
    way = [ends.get(url, url) for url in (*piece.path, piece.url)]
    steps = pairwise(way)
    return replace(piece, clicks=tuple(words.get(step, "") for step in steps)) if piece.path else piece
