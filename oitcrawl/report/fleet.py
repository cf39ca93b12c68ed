"""All agencies counted together: one small record of each, and the items that they share. Calm."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from oitcrawl.model.estimate import Range
from oitcrawl.model.finding import Status
from oitcrawl.model.glance import Course, Dark, Glance, glance
from oitcrawl.model.scan import AgencyRef, AgencyScan
from oitcrawl.model.snag import Snag
from oitcrawl.model.template import Template
from oitcrawl.report.safe import file_name
from oitcrawl.report.steps import Steps, steps
from oitcrawl.thai.text import mend

LETTERS: Final = {
    Status.NOT_APPLICABLE: "A",
    Status.WAIVED: "W",
    Status.FOUND: "F",
    Status.NOT_DUE: "N",
    Status.UNVERIFIED: "U",
    Status.INCOMPLETE: "I",
    Status.OUTDATED: "O",
    Status.MISSING: "M",
}
"""Each status in one letter: a row then tells all its items in as many bytes."""
UNKNOWN: Final = "-"  # of an item that the agency's edition does not have
GAPS: Final = frozenset("IOM")

Place = Callable[[str], str]
"""Gives what to open of an agency's report, from the overview on, by its code; empty where it has none there."""

Frame = tuple[tuple[str, str], ...]  # (slug, code) of each item of an edition, in its order


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One agency.

    Attributes:
        code: names its report folder.
        frame: which of the fleet's frames its letters follow.
        letters: the status of each item.
        owed: (division, items it has to mend) pairs.
        steps: what changed since the scan before.
        snags: (slug, what is in the way) of items that whoever built the site could mend.
        template: how the site is built, where that is known.
        dark: nothing of the website could be read since.
        cut_off: when a later scan was cut off.
    """

    code: str
    agency: AgencyRef
    started: datetime
    as_of: date
    fiscal_year: int
    partial: bool
    estimate: Range
    window_opens: date | None
    window_closes: date | None
    frame: int
    letters: str
    owed: tuple[tuple[str, int], ...]
    steps: Steps
    snags: tuple[tuple[str, Snag], ...] = ()
    template: Template | None = None
    dark: Dark | None = None
    cut_off: datetime | None = None

    @property
    def gaps(self) -> int:
        """Items with something wrong."""
        return sum(letter in GAPS for letter in self.letters)

    @property
    def blind(self) -> int:
        """Items of which nothing could be told."""
        return self.letters.count("U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One item of the fleet, with its code in the edition that most agencies are judged by."""

    slug: str
    code: str
    title: str


@dataclass(slots=True)
class Fleet:
    """Agencies, each with its newest scan; filled one by one and then read."""

    members: dict[str, Member] = field(default_factory=dict)
    _frames: dict[Frame, int] = field(default_factory=dict)
    _slugs: list[tuple[str, ...]] = field(default_factory=list)  # of each frame
    _titles: dict[str, str] = field(default_factory=dict)

    def add(self, course: Course) -> None:
        """Take an agency in; of several scans of it the newest counts."""
        code = file_name(course.now.agency.code)
        known = self.members.get(code)
        if known is None or known.started <= course.now.started:
            self.members[code] = self._member(code, course)

    def columns(self) -> tuple[Column, ...]:
        """The items: those of the edition that most agencies are judged by, then those that only others have."""
        often = Counter(member.frame for member in self.members.values())
        frames = list(self._frames)
        columns: dict[str, Column] = {}
        taken: set[str] = set()
        for number, _ in often.most_common():
            for slug, code in frames[number]:
                if slug not in columns:
                    name = code if code not in taken else f"{code}*"
                    columns[slug] = Column(slug=slug, code=name, title=self._titles[slug])
                    taken.add(name)
        return tuple(columns.values())

    def along(self, columns: tuple[Column, ...]) -> dict[int, tuple[int, ...]]:
        """For each frame the place of every column in it, -1 where it has none."""
        return {
            number: tuple(
                next((at for at, (slug, _) in enumerate(frame) if slug == column.slug), -1) for column in columns
            )
            for frame, number in self._frames.items()
        }

    def slugs(self, member: Member, letters: frozenset[str]) -> tuple[str, ...]:
        """Items of a member whose letter is one of ``letters``."""
        frame = self._slugs[member.frame]
        return tuple(slug for slug, letter in zip(frame, member.letters, strict=True) if letter in letters)

    def _member(self, code: str, course: Course) -> Member:
        now = course.now
        return Member(
            code=code,
            agency=now.agency,
            started=now.started,
            as_of=now.as_of,
            fiscal_year=now.fiscal_year,
            partial=now.partial,
            estimate=now.estimate,
            window_opens=now.window_opens,
            window_closes=now.window_closes,
            frame=self._frame(now),
            letters="".join(LETTERS[item.status] for item in now.items),
            owed=tuple(
                sorted(Counter(mend(item.owner) for item in now.items if item.owner and item.status.is_gap).items())
            ),
            steps=steps(course),
            snags=tuple((item.slug, item.snag) for item in now.items if item.snag is not None),
            template=now.template,
            dark=course.dark,
            cut_off=course.cut_off,
        )

    def _frame(self, now: Glance) -> int:
        frame = tuple((item.slug, item.item) for item in now.items)
        if frame not in self._frames:
            self._frames[frame] = len(self._frames)
            self._slugs.append(tuple(slug for slug, _ in frame))
            for item in now.items:
                self._titles.setdefault(item.slug, item.title)
        return self._frames[frame]


def latest(code: str) -> str:
    """The page that leads to an agency's newest report."""
    return f"{code}/latest/index.html"


def fleet_of(agencies: Iterable[Course | AgencyScan]) -> Fleet:
    """All agencies, taken one by one: no more than one of them is held whole."""
    fleet = Fleet()
    for one in agencies:
        fleet.add(one if isinstance(one, Course) else Course(now=glance(one)))
    return fleet


def aligned(letters: str, places: tuple[int, ...]) -> str:
    """Letters of an agency in the order of the fleet's columns."""
    return "".join(letters[at] if at >= 0 else UNKNOWN for at in places)
