"""Why, what to do and what would settle it, in the language of the report. Calm.

The judge writes Thai, as officials read it. An English report says the same of the finding's own data, and keeps the
Thai sentence below, since that is what the people who mend the site work with.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from oitcrawl.model.finding import Evidence, ItemFinding, PlaceState, Status
from oitcrawl.report.safe import clean, prose
from oitcrawl.report.seen import place_word
from oitcrawl.report.words import Words

_MOST = 3  # things named in one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is said of an item.

    Attributes:
        name: what the item asks for, in English; empty in a Thai report, whose titles say it, and for unknown items.
        because, advice, settles: as of ``ItemFinding``, in the language of the report; advice step by step.
        thai: the judge's own sentence; empty in a Thai report.
        thai_next: what it says should be done, or would settle it; empty in a Thai report.
    """

    name: str = ""
    because: str
    advice: tuple[str, ...]
    settles: str
    thai: str = ""
    thai_next: str = ""


def telling(item: ItemFinding, words: Words) -> Telling:
    """What a report in the language of ``words`` says of ``item``."""
    advice = () if item.status is Status.FOUND else steps(item.advice)
    settles = prose(item.settles) if item.status is Status.UNVERIFIED else ""
    if words.lang == "th":
        return Telling(because=prose(item.because), advice=advice, settles=settles)
    return Telling(
        name=words.maybe(f"item.{item.slug}"),
        because=_because(item, words),
        advice=_advice(item, words) if advice else (),
        settles=_settles(item, words) if settles else "",
        thai=prose(item.because),
        thai_next=settles or " · ".join(advice),
    )


def steps(advice: str) -> tuple[str, ...]:
    """The separate things that an advice asks for; it joins them with a middle dot."""
    return tuple(step for part in advice.split(" · ") if (step := prose(part)))


def _because(item: ItemFinding, words: Words) -> str:
    best = item.evidence[0] if item.evidence else None
    years = {"wanted": words.years(item.year_wanted), "found": words.years(item.year_found)}
    if item.status in {Status.FOUND, Status.INCOMPLETE, Status.OUTDATED} and best is not None:
        dated = f"_{'dated' if years['found'] and years['wanted'] else 'plain'}"
        text = words(f"told.{item.status.value}{dated}", name=_name(best), **years)
        lacking = ", ".join(words.own(label) for label in item.lacking[:_MOST])
        return f"{text} {words('told.lacks', lacking=lacking)}" if lacking else text
    if item.status is Status.UNVERIFIED:
        return _unseen(item, words)
    if item.status is Status.MISSING:
        return " ".join((words("told.missing"), *_empty_links(item, words)))
    return words(f"told.{item.status.value}")


def _empty_links(item: ItemFinding, words: Words) -> Iterator[str]:
    """The links that call themselves the item and lead to nothing: what the site has in its place."""
    for state in (PlaceState.GONE, PlaceState.NOWHERE):
        names = dict.fromkeys(clean(one.name).strip() or one.url for one in item.places if one.state is state)
        if names:
            named = ", ".join(f"«{name}»" for name in list(names)[:_MOST])
            yield words(f"told.missing_{state.value}", names=named)


def _unseen(item: ItemFinding, words: Words) -> str:
    """Why an item could not be told: the places that nobody has seen, or the evidence that nobody could read."""
    doubts = [one for one in item.places if not one.state.is_settled]
    if doubts:
        where = "; ".join(
            f"«{clean(one.name).strip() or one.url}» – {place_word(one, words)}" for one in doubts[:_MOST]
        )
        return words("told.unverified_places", where=where)
    unread = [one for one in item.evidence if not one.readable]
    return words("told.unverified_unread", name=_name(unread[0])) if unread else words("told.unverified")


def _advice(item: ItemFinding, words: Words) -> tuple[str, ...]:
    wanted = words.years(item.year_wanted)
    match item.status:
        case Status.INCOMPLETE if item.lacking:
            return tuple(words("told.do_add", label=words.own(label)) for label in item.lacking)
        case Status.OUTDATED if wanted:
            return (words("told.do_edition", years=wanted), words("told.do_keep"))
        case Status.MISSING | Status.OUTDATED | Status.INCOMPLETE:
            return (words("told.do_publish_year", years=wanted) if wanted else words("told.do_publish"),)
        case Status.NOT_DUE:
            return (words("told.do_in_time"),)
        case _:
            return (words("told.do_look"),)


def _settles(item: ItemFinding, words: Words) -> str:
    causes = dict.fromkeys(one.cause for one in item.places if one.cause and not one.state.is_settled)
    cures = dict.fromkeys(filter(None, (words.maybe(f"settle.{cause}") for cause in causes)))
    return " · ".join(cures) or words("unchecked.settle_default")


def _name(piece: Evidence) -> str:
    return clean(piece.title).strip() or clean(piece.label).strip() or piece.url
