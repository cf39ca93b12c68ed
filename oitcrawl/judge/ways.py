"""The way from the home page to each piece of evidence, in the words of the links that are clicked. Calm."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from oitcrawl.judge.labels import best_words
from oitcrawl.model.finding import Evidence, ItemFinding
from oitcrawl.model.harvest import Record

MOST = 90  # characters of one link


def with_ways(findings: Iterable[ItemFinding], records: Sequence[Record]) -> tuple[ItemFinding, ...]:
    """The findings, each piece of evidence with the words that a visitor clicks on the way there."""
    findings = tuple(findings)
    pieces = [piece for item in findings for piece in item.evidence]
    wanted = {url for piece in pieces for url in (*piece.path, piece.url)}
    words = _words(records, wanted)
    return tuple(replace(item, evidence=tuple(_shown(piece, words) for piece in item.evidence)) for item in findings)


def _words(records: Iterable[Record], wanted: set[str]) -> dict[tuple[str, str], str]:
    """What a link is called, by the page on which it stands and the address that it leads to."""
    words: dict[tuple[str, str], str] = {}
    for record in records:
        here = wanted & {record.url, record.final_url}
        for label in record.labels if here else ():
            said = " ".join(best_words((label,)).split())[:MOST]
            for url in here if said else ():
                words.setdefault((label.found_on, url), said)
    return words


def _shown(piece: Evidence, words: dict[tuple[str, str], str]) -> Evidence:
    steps = zip(piece.path, (*piece.path[1:], piece.url), strict=True)
    return replace(piece, clicks=tuple(words.get(step, "") for step in steps)) if piece.path else piece
