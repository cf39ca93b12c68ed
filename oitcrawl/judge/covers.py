"""What the cover of a scan tells, read a part at a time: enough to stop, or is more of the page needed."""

from dataclasses import dataclass

from oitcrawl.judge.titles import cover_windows
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.thai.dates import find_dates, title_years
from oitcrawl.thai.text import fold

SURE = 0.6  # score of a title that needs no more of the page
CLEAR = 0.7  # confidence of recognition at which its words can be trusted
ENOUGH = 160  # folded characters, clearly read, after which a page that named no item is about something else


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSays:
    """What the part of a cover that was read so far says.

    Attributes:
        slug: the item that it names, or None.
        score: how surely, 0-1.
        dated: whether it states a year.
        letters: folded characters read.
    """

    slug: str | None
    score: float
    dated: bool
    letters: int


def cover_says(matcher: TopicMatcher, text: str) -> CoverSays:
    """Title and year by the first lines of ``text``."""
    verdicts = (matcher.classify(window, recognised=True) for window in cover_windows(text))
    best = max((one for one in verdicts if one.slug), key=lambda one: one.score, default=None)
    return CoverSays(
        slug=best.slug if best else None,
        score=best.score if best else 0.0,
        dated=bool(title_years(text)) or bool(find_dates(text)),
        letters=len(fold(text)),
    )


def tells_enough(said: CoverSays, confidence: float) -> bool:
    """Whether the rest of the page could hardly change what the cover is taken for."""
    if confidence < CLEAR:
        return False
    # titles stand in the first lines: what comes after so many letters is read for the year alone
    settled = said.letters >= ENOUGH and (said.slug is None or said.dated)
    return settled or (said.score >= SURE and said.dated)
