"""Signs that a content speaks of an item, and how several are joined: what agrees adds up, each source once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import NamedTuple

from oitcrawl.judge.topic import TopicVerdict
from oitcrawl.model.reason import Reason, Source
from oitcrawl.ruleset.rule import Clause
from oitcrawl.thai.text import fold_label

SUREST = 0.99  # nothing that is only read is certain
MOST_REASONS = 6  # shown of one piece of evidence


class Spoken(NamedTuple):
    """Words that speak for an item, as of ``Reason``."""

    source: Source
    words: str
    clause: Clause | str | None
    weight: float
    mere: bool
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Why a record is taken for an item.

    Attributes:
        strength: 0-1, of all that speaks for it together.
        source: where the words stand that say it best.
        text: these words.
        heading: number of the heading whose section it is; None for the whole content.
        mere: only mentioned, or only the surroundings of the link say so.
        by_label: the words are those of a link, not of the content.
        spoken: all that speaks for it, the telling words first.
    """

    slug: str
    strength: float
    source: Source
    text: str
    heading: int | None = None
    mere: bool = False
    by_label: bool = False
    spoken: tuple[Spoken, ...] = ()


def sign_of(
    verdict: TopicVerdict, trust: float, source: Source, text: str, *, mere: bool = False, by_label: bool = False
) -> Sign:
    """The sign that a verdict on ``text`` is, where words at that place are trusted so far (0-1)."""
    weight = trust * verdict.score
    spoken = (Spoken(source, text, verdict.clause, weight, mere, verdict.because),)
    slug = verdict.slug or ""
    return Sign(slug=slug, strength=weight, source=source, text=text, mere=mere, by_label=by_label, spoken=spoken)


def plain_sign(
    slug: str,
    strength: float,
    source: Source,
    text: str,
    *,
    clause: Clause | str | None = None,
    mere: bool = False,
    by_label: bool = False,
) -> Sign:
    """A sign that one thing alone gives."""
    spoken = (Spoken(source, text, clause, strength, mere),)
    return Sign(slug=slug, strength=strength, source=source, text=text, mere=mere, by_label=by_label, spoken=spoken)


def joined(signs: Sequence[Sign]) -> Sign:
    """Signs of one item as one, that says in the words of the first what all of them come to."""
    if len(signs) == 1:
        return signs[0]
    spoken = _once(part for sign in signs for part in sign.spoken)
    mere = all(sign.mere for sign in signs)
    return replace(signs[0], strength=strength_of(spoken), mere=mere, spoken=spoken)


def strength_of(spoken: Iterable[Spoken]) -> float:
    """What independent sources come to together: each takes its share of the doubt that the others leave."""
    return min(SUREST, 1.0 - prod(1.0 - part.weight for part in spoken))


def with_spoken(sign: Sign, part: Spoken) -> Sign:
    """The sign with one thing more that speaks for it."""
    spoken = _once((*sign.spoken, part))
    return replace(sign, strength=max(sign.strength, strength_of(spoken)), spoken=spoken)


def by_slug(signs: Iterable[Sign]) -> dict[str, list[Sign]]:
    """Signs by their item, the strongest first, mere mentions last."""
    sorted_ones: dict[str, list[Sign]] = {}
    for one in sorted(signs, key=lambda sign: (sign.mere, -sign.strength)):
        sorted_ones.setdefault(one.slug, []).append(one)
    return sorted_ones


def reasons_of(sign: Sign) -> tuple[Reason, ...]:
    """What speaks for it, as the report has it."""
    return tuple(
        Reason(
            source=part.source,
            words=" ".join(part.words.split())[:200],
            clause=str(part.clause) if part.clause is not None else "",
            because=part.because,
            weight=round(part.weight, 2),
            mere=part.mere,
        )
        for part in sign.spoken[:MOST_REASONS]
    )


def _once(parts: Iterable[Spoken]) -> tuple[Spoken, ...]:
    """Of each source the best; the same words at several places around links count once: one hand wrote them."""
    best: dict[Source, Spoken] = {}
    first: list[Source] = []
    for part in parts:
        known = best.get(part.source)
        if known is None:
            first.append(part.source)
        if known is None or (known.mere, -known.weight) > (part.mere, -part.weight):
            best[part.source] = part
    if len(first) == 1:
        return (best[first[0]],)
    kept: dict[tuple[bool, str], Spoken] = {}
    for source in first:
        words = fold_label(best[source].words)
        kept.setdefault((source in _OWN, words or source), best[source])
    return tuple(kept.values())


# what the content says of itself: that a link says the same in the same words tells that it leads where it should
_OWN = frozenset(
    {Source.COVER, Source.PAGE_TITLE, Source.PAGE_HEADING, Source.SECTION, Source.CONTENT, Source.BREADCRUMB}
)


CONTENT_TRUST = 0.5  # how surely a content that shows all that an item asks for is that item, without its name


def borne_out(sign: Sign, seen: Sequence[str], asked: int) -> Sign:
    """The sign, with the content itself for a witness as far as it shows what the item asks for."""
    if not seen:
        return sign
    return with_spoken(sign, Spoken(Source.CONTENT, ", ".join(seen), None, CONTENT_TRUST * len(seen) / asked, False))
