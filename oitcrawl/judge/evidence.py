"""Chooses the few pieces of evidence that a person should look at, each with its words and its place."""

import re
from collections.abc import Sequence

from oitcrawl.judge.components import Part
from oitcrawl.judge.joining import Sign, reasons_of
from oitcrawl.judge.reading import NO_QUOTE, Quote
from oitcrawl.judge.sighting import Sighting
from oitcrawl.model.finding import ComponentFinding, Evidence
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.rule import Rule
from oitcrawl.thai.folded import Folded
from oitcrawl.thai.text import fold

MAX_EVIDENCE = 6
_TELLING = re.compile(r"«([^»]+)»")  # how a verdict on words tells which of them count, folded


def evidence_of(
    rule: Rule, parts: Sequence[Part], sightings: Sequence[Sighting]
) -> tuple[tuple[Evidence, ...], tuple[ComponentFinding, ...]]:
    """Evidence, best first, at least one for each component that is shown; and the components pointing into it."""
    pieces = [(part.by, part, _piece(rule, part.by, part)) for part in parts if part.by is not None]
    shown = {id(by) for by, _, _ in pieces}
    rest = [one for one in sightings if id(one) not in shown]
    room = max(1 if not pieces else 0, MAX_EVIDENCE - len(pieces))
    pieces.sort(key=lambda piece: -piece[2].strength)
    chosen = [piece for _, _, piece in pieces] + [_piece(rule, one, None) for one in rest[:room]]
    numbers = {part.component.key: number for number, (_, part, _) in enumerate(pieces)}
    return tuple(chosen), tuple(_finding(part, numbers.get(part.component.key)) for part in parts)


def _finding(part: Part, number: int | None) -> ComponentFinding:
    component = part.component
    return ComponentFinding(
        key=component.key,
        label=component.label,
        state=part.state,
        known=component.known.value,
        note=part.note,
        evidence=number,
    )


def _piece(rule: Rule, sighting: Sighting, part: Part | None) -> Evidence:
    record = sighting.record
    year = (part.component.year if part else None) or rule.year
    quote = part.shown.quote if part and part.shown else _own_quote(sighting, year)
    fit = sighting.fits[year]
    return Evidence(
        url=record.final_url or record.url,
        found_on=next(
            (label.found_on for label in record.labels if label.found_on), record.path[-1] if record.path else ""
        ),
        media=record.media,
        title=sighting.name,
        label=sighting.label,
        quote=quote.text,
        marked=quote.marked,
        described=quote.described,
        matched=_matched(quote, sighting.sign, part),
        leaf=quote.leaf,
        heading=quote.heading or (sighting.sign.text if sighting.sign.heading is not None else ""),
        component=part.component.key if part else None,
        dated=sighting.told[year].when,
        sha256=record.sha256,
        offsite=record.offsite,
        kept=record.kept,
        reach=record.reach if record.offsite else None,
        strength=round(sighting.sign.strength, 3),
        path=record.path,
        readable=sighting.readable,
        why=reasons_of(sighting.sign),
        right_year={"right": True, "older": False, "newer": False}.get(fit.value),
    )


def _own_quote(sighting: Sighting, year: YearRule) -> Quote:
    """What the content calls itself, with the words of the year marked."""
    if not sighting.readable:
        return NO_QUOTE
    when = sighting.told[year].when
    lines = [" ".join(line.split()) for line in sighting.record.cover.splitlines() if line.strip()]
    text = sighting.stated or " ".join(lines)[:160]
    return Quote(text=text[:200], marked=when.text if when and when.text in text else "")


def _matched(quote: Quote, sign: Sign, part: Part | None) -> tuple[str, ...]:
    """The words of the quote that matched, as they stand there: those of the component, or else of the topic too."""
    own = (quote.marked,) if quote.marked else ()
    if part is not None or not quote.text or not sign.spoken:
        return own
    whole = Folded(quote.text)
    found = [
        whole.original(start, start + len(term))
        for term in map(fold, _TELLING.findall(sign.spoken[0].because))
        if term and (start := whole.folded.find(term)) >= 0
    ]
    return tuple(dict.fromkeys((*own, *found)))
