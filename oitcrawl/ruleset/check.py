"""The closed vocabulary of checks as the engine sees it: frozen values, phrases resolved. Calm."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class YearRule(StrEnum):
    """What a disclosure must be about, relative to the fiscal year assessed."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    COVERS = "covers"  # a plan of several years whose span includes the fiscal year
    THIS_OR_LAST_YEAR = "this_or_last_year"  # this year is preferred
    IN_FORCE = "in_force"  # no year asked


class ContactKind(StrEnum):
    """Kinds of contact that a text can state."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Alternatives of which one suffices, with families expanded and misspellings added.

    Attributes:
        source: as written in the rule file, ``@family`` included.
        any: every phrase that counts, in the order of the file, without repeats.
        inside_not: an occurrence that lies inside an occurrence of one of these does not count.
    """

    source: tuple[str, ...]
    any: tuple[str, ...]
    inside_not: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """By what was written: families hold hundreds of words, and every check of every content looks them up."""
        return hash(self.source)

    def __iter__(self) -> Iterator[str]:
        return iter(self.any)

    def __len__(self) -> int:
        return len(self.any)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseCheck:
    """One of the phrases occurs, ``count`` times at least, each with one of ``near`` within 200 folded characters.

    The title of a document shows nothing of what it promises, unless ``title`` says that its words count too.
    """

    phrases: Phrases
    near: Phrases | None = None
    count: int = 1
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingCheck:
    """One of the phrases stands in a heading or title."""

    phrases: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsCheck:
    """A table has, for each entry, a column whose header holds one of its phrases."""

    columns: tuple[Phrases, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck:
    """One of the phrases stands in the label of a link on the page."""

    phrases: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """The document has at least so many pages."""

    leaves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCheck:
    """A telephone number, e-mail or postal address is stated."""

    kind: ContactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCheck:
    """At least so many persons are named with their title."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCheck:
    """A month, quarter, half-year, year or span is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsCheck:
    """Contents of the item, taken together, are about every month of the fiscal year that has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCheck:
    """A dated entry falls in the fiscal year that ``year`` names."""

    year: YearRule


class Measure(StrEnum):
    """What a number with its unit measures."""

    MONEY = "money"
    DURATION = "duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCheck:
    """The text holds at least so many sums of money, or lengths of time, whatever words stand around them."""

    measure: Measure
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsCheck:
    """A table has at least so many data rows."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageCheck:
    """At least so many content pictures."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCheck:
    """A map is embedded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCheck:
    """A form, or a link to an online form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanCheck:
    """A person must look: gives the state ``human``, never ``absent``.

    Attributes:
        images: asked only of contents with so many pictures, or hardly a word; where all is in words a machine tells.
    """

    question: str
    images: int = 0


Check = (
    PhraseCheck
    | HeadingCheck
    | ColumnsCheck
    | LinkCheck
    | FileCheck
    | ContactCheck
    | PersonCheck
    | PeriodCheck
    | MeasureCheck
    | MonthsCheck
    | DateCheck
    | RowsCheck
    | ImageCheck
    | MapCheck
    | FormCheck
    | HumanCheck
)


def phrases_of(check: Check) -> Iterator[Phrases]:
    """All phrases that a check looks for; none for one that knows its thing by other signs."""
    match check:
        case PhraseCheck():
            yield check.phrases
            if check.near is not None:
                yield check.near
        case HeadingCheck() | LinkCheck():
            yield check.phrases
        case ColumnsCheck():
            yield from check.columns
        case _:
            return
