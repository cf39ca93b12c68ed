"""The closed vocabulary of checks as a rule file writes it: one small shape per word. Calm."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from oitcrawl.ruleset.check import ContactKind, Measure, YearRule

Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Terms = Annotated[list[Words], Field(min_length=1)]
Clauses = Annotated[list[Terms], Field(min_length=1)]
Count = Annotated[int, Field(ge=1, strict=True)]
Flag = Annotated[bool, Field(strict=True)]


class FileModel(BaseModel):
    """Unknown keys are an error, and nothing is guessed from a wrong type."""

    model_config = ConfigDict(extra="forbid", strict=False, frozen=True, str_strip_whitespace=False)


class PhraseEntry(FileModel):
    """Any of these phrases or @families occurs in the text of the evidence."""

    phrase: Terms
    near: Terms | None = Field(None, description="and one of these within 200 folded characters")
    count: Count = Field(1, description="at least that many occurrences")
    title: Flag = Field(False, description="words of the title count too")


class HeadingEntry(FileModel):
    """Any of these phrases stands in a heading or title."""

    heading: Terms


class ColumnsEntry(FileModel):
    """A table has, for each inner list, a column whose header holds one of its phrases."""

    columns: Clauses


class LinkEntry(FileModel):
    """Any of these phrases stands in the label of a link on the page."""

    link: Terms


class Leaves(FileModel):
    """How long a document must be."""

    leaves: Count


class FileEntry(FileModel):
    """The document has at least that many pages."""

    file: Leaves


class ContactEntry(FileModel):
    """A telephone number, e-mail or postal address is stated."""

    contact: ContactKind


class PersonEntry(FileModel):
    """At least that many persons with title and name."""

    person: Count


class PeriodEntry(FileModel):
    """States a month, quarter, half-year or year span."""

    period: Literal[True]


class MonthsEntry(FileModel):
    """Contents of the item, taken together, are about every month of the fiscal year that has ended."""

    months: Literal["elapsed"]


class DateEntry(FileModel):
    """Holds a dated entry in that fiscal year."""

    date: YearRule


class MeasureEntry(FileModel):
    """Sums of money or lengths of time: numbers with their unit, whatever words stand around them."""

    measure: Measure
    count: Count = Field(1, description="at least that many")


class RowsEntry(FileModel):
    """A table with at least that many data rows."""

    rows: Count


class ImageEntry(FileModel):
    """At least that many content pictures."""

    image: Count


class MapEntry(FileModel):
    """An embedded map."""

    map: Literal[True]


class FormEntry(FileModel):
    """A form or an online form link."""

    form: Literal[True]


class HumanEntry(FileModel):
    """A person must look; the words say at what."""

    human: Words
    images: int = Field(0, ge=0, description="only where there are that many pictures, or hardly a word, to look at")


ENTRIES: dict[str, type[FileModel]] = {
    "phrase": PhraseEntry,
    "heading": HeadingEntry,
    "columns": ColumnsEntry,
    "link": LinkEntry,
    "file": FileEntry,
    "contact": ContactEntry,
    "person": PersonEntry,
    "period": PeriodEntry,
    "measure": MeasureEntry,
    "months": MonthsEntry,
    "date": DateEntry,
    "rows": RowsEntry,
    "image": ImageEntry,
    "map": MapEntry,
    "form": FormEntry,
    "human": HumanEntry,
}


def _word_of(entry: Any) -> str | None:
    """The check word of an entry; None when it holds none of the closed vocabulary."""
    if isinstance(entry, FileModel):
        return next((word for word, model in ENTRIES.items() if type(entry) is model), None)
    return next((word for word in ENTRIES if isinstance(entry, dict) and word in entry), None)


CheckEntry = Annotated[
    Annotated[PhraseEntry, Tag("phrase")]
    | Annotated[HeadingEntry, Tag("heading")]
    | Annotated[ColumnsEntry, Tag("columns")]
    | Annotated[LinkEntry, Tag("link")]
    | Annotated[FileEntry, Tag("file")]
    | Annotated[ContactEntry, Tag("contact")]
    | Annotated[PersonEntry, Tag("person")]
    | Annotated[PeriodEntry, Tag("period")]
    | Annotated[MeasureEntry, Tag("measure")]
    | Annotated[MonthsEntry, Tag("months")]
    | Annotated[DateEntry, Tag("date")]
    | Annotated[RowsEntry, Tag("rows")]
    | Annotated[ImageEntry, Tag("image")]
    | Annotated[MapEntry, Tag("map")]
    | Annotated[FormEntry, Tag("form")]
    | Annotated[HumanEntry, Tag("human")],
    Discriminator(_word_of),
]


WordlessEntry = (
    FileEntry
    | ContactEntry
    | PersonEntry
    | PeriodEntry
    | MeasureEntry
    | MonthsEntry
    | DateEntry
    | RowsEntry
    | ImageEntry
    | MapEntry
    | FormEntry
    | HumanEntry
)
