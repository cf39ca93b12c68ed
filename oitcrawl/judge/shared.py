"""One file that a site offers for two items: what its content does not speak for is not therefore missing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from oitcrawl.judge.sighting import SHARED, Lost, Suspect
from oitcrawl.judge.signs import Signs, Topics
from oitcrawl.model.content import Label, Media
from oitcrawl.model.harvest import Record
from oitcrawl.model.reason import Source

NAME = 150  # characters; what is longer is no name of a file
WHY = "ไฟล์เดียวกันใช้กับสองข้อ"
_AND = re.compile(r"\s*(?:และ|[&/+,])\s*")


def shared_of(
    records: Sequence[Record],
    signs: Mapping[str, Signs],
    topics: Topics,
    lost: Mapping[str, tuple[Lost, ...]],
    twofold: AbstractSet[str],
) -> dict[str, tuple[Suspect, ...]]:
    """Per item, what links offer for it and for another, and what was taken for the other alone.

    ``twofold`` are addresses of files that links offer for several items, ``lost`` what their contents overrule.
    """
    labels = {one.url: one.labels for one in records}
    found: dict[str, dict[str, Suspect]] = {}
    for slug, some in lost.items():
        for one in some:
            if one.url in twofold:
                found.setdefault(slug, {})[one.url] = _suspect(one.url, one.sign.text, labels.get(one.url, ()))
    for record in records:
        url, around = record.url, record.labels
        if record.media is Media.HTML:
            continue  # a page may well hold both
        for label in around:
            for slug in _named_together(label, topics) - set(signs[url].by_slug):
                found.setdefault(slug, {}).setdefault(url, _suspect(url, label.text, around))
    return {slug: tuple(some.values()) for slug, some in found.items()}


def _named_together(label: Label, topics: Topics) -> set[str]:
    """The items that one link names side by side ("manual of the staff and guide for the public"), if two or more."""
    parts = _AND.split(label.text) if len(label.text) <= NAME else ()
    slugs = set(_slugs(parts, topics)) if len(parts) > 1 else set()
    return slugs if len(slugs) > 1 else set()


def _slugs(parts: Iterable[str], topics: Topics) -> Iterator[str]:
    """What each part names by its own words: what is around the link is the same for all of them."""
    for part in filter(None, parts):
        for sign in topics.told([Label(text=part)]):
            if sign.source is Source.ANCHOR and not sign.mere:
                yield sign.slug


def _suspect(url: str, words: str, labels: tuple[Label, ...]) -> Suspect:
    return Suspect(url=url, why=WHY, label=words, labels=labels, reason=SHARED)
