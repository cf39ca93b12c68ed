"""Sees which contents lay personal data open, and covers it in all that the judge says of them. Calm."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from oitcrawl.model.content import Document, Media, Page
from oitcrawl.model.exposed import KIND, MOST, Exposure, exposure_warning, exposures
from oitcrawl.model.finding import Evidence, ItemFinding
from oitcrawl.model.harvest import LoadContent, Record
from oitcrawl.model.masked import masked
from oitcrawl.model.scan import ScanWarning

_T = TypeVar("_T")


class Privacy:
    """Looks at every content on its way to the judge; is itself a ``LoadContent``."""

    def __init__(self, load: LoadContent) -> None:
        self._load = load
        self._by_digest: dict[str, tuple[Exposure, ...]] = {}
        self._seen: dict[str, tuple[Media, tuple[Exposure, ...]]] = {}  # by address
        self._known: set[str] = set()

    def __call__(self, record: Record) -> Page | Document | None:
        """The content of ``record``, which was looked at."""
        content = self._load(record)
        if content is not None:
            self._look(record, content)
        return content

    def warnings(self, before: Iterable[ScanWarning]) -> tuple[ScanWarning, ...]:
        """``before``, what the survey saw, with what is known now: recognised scans lay open more."""
        mine = [exposure_warning(url, media, found) for url, (media, found) in self._seen.items()]
        own = {one.url: one for one in mine if one is not None}
        told = [own.pop(url) if one.kind == KIND and (url := self.covered(one.url)) in own else one for one in before]
        room = MOST - sum(one.kind == KIND for one in told)
        return (*told, *[*own.values()][: max(0, room)])

    @property
    def known(self) -> frozenset[str]:
        """Digits of every number that was seen; to cover them by, never to be written down."""
        return frozenset(self._known)

    def covered(self, value: _T) -> _T:
        """``value`` without any number that was seen."""
        return masked(value, self._known)

    def items(self, items: Iterable[ItemFinding]) -> tuple[ItemFinding, ...]:
        """Findings without any number, each piece of evidence with how many stand on its page."""
        return tuple(self._item(one) for one in items)

    def _item(self, item: ItemFinding) -> ItemFinding:
        evidence = tuple(self._piece(piece) for piece in item.evidence)
        kinds = item.warnings
        if KIND not in kinds and any(self._of(piece) for piece in evidence):
            kinds = (*kinds, KIND)
        return self.covered(replace(item, evidence=evidence, warnings=kinds))

    def _piece(self, piece: Evidence) -> Evidence:
        leaf = piece.leaf or 1
        count = len(frozenset(_numbers(one for one in self._of(piece) if one.leaf == leaf)))
        return replace(piece, personal=count) if count else piece

    def _of(self, piece: Evidence) -> tuple[Exposure, ...]:
        return self._seen.get(piece.url, (piece.media, ()))[1]

    def _look(self, record: Record, content: Page | Document) -> None:
        url = record.final_url or record.url
        if url in self._seen:
            return
        found = self._by_digest.get(record.sha256) if record.sha256 else None
        if found is None:
            found = exposures(content)
            self._by_digest[record.sha256] = found
            self._known.update(_numbers(found))
        self._seen[url] = record.media, found


def _numbers(found: Iterable[Exposure]) -> Iterator[str]:
    for one in found:
        yield from one.numbers
