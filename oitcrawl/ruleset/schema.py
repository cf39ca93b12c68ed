"""The shape of rule, vocabulary and edition files, and how one edition is laid over another. Calm."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from oitcrawl.model.content import Media, TextLayer, UnreadCause
from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.model.site import AgencyKind
from oitcrawl.model.visit import FailCause
from oitcrawl.ruleset.rule import ContactKind, Due, Known, YearRule

SCHEMA_ID = "oitcrawl.rule/1"


def merge(base: Any, leaf: Any) -> Any:
    """``leaf`` laid over ``base``: only mappings merge, the leaf wins, null removes, lists replace."""
    if not (isinstance(base, dict) and isinstance(leaf, dict)):
        return leaf
    merged = {key: value for key, value in base.items() if key not in leaf}
    laid = {key: merge(base.get(key), value) for key, value in leaf.items() if value is not None}
    order = [key for key in (*base, *leaf) if key in merged or key in laid]
    return {key: laid[key] if key in laid else merged[key] for key in dict.fromkeys(order)}


def rule_schema() -> dict[str, Any]:
    """JSON Schema of a rule file, for editors and other programs."""
    schema = RuleFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
        "title": "A rule of oitcrawl: one disclosure item",
    }


def _iso_day(text: str) -> str:
    date.fromisoformat(text)
    return text


Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Terms = Annotated[list[Words], Field(min_length=1)]
Clauses = Annotated[list[Terms], Field(min_length=1)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Count = Annotated[int, Field(ge=1, strict=True)]
ZeroUp = Annotated[int, Field(ge=0, strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
ItemCode = Annotated[str, Field(pattern=r"^[A-Z]{1,6}[ -]?\d{1,3}$")]
MonthDay = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]


class FileModel(BaseModel):
    """Unknown keys are an error, and nothing is guessed from a wrong type."""

    model_config = ConfigDict(extra="forbid", strict=False, frozen=True, str_strip_whitespace=False)


class PhraseEntry(FileModel):
    """Any of these phrases or @families occurs in the text of the evidence."""

    phrase: Terms
    near: Terms | None = Field(None, description="and one of these within 200 folded characters")
    count: Count = Field(1, description="at least that many occurrences")


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


class DateEntry(FileModel):
    """Holds a dated entry in that fiscal year."""

    date: YearRule


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


ENTRIES: dict[str, type[FileModel]] = {
    "phrase": PhraseEntry,
    "heading": HeadingEntry,
    "columns": ColumnsEntry,
    "link": LinkEntry,
    "file": FileEntry,
    "contact": ContactEntry,
    "person": PersonEntry,
    "period": PeriodEntry,
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
    | DateEntry
    | RowsEntry
    | ImageEntry
    | MapEntry
    | FormEntry
    | HumanEntry
)


class TopicFile(FileModel):
    """What a label, title, heading, file name or cover must say to be about this item."""

    any: Clauses = Field(description="one clause suffices; a clause is a list of terms that must all occur")
    none: list[Words] = Field([], description="vetoes: any of these and it is not this item")
    hints: list[Terms] = Field([], description="clauses for addresses and file names; weaker")


class ComponentFile(FileModel):
    """One thing that the evidence must hold."""

    label: Words
    known: Known
    any: Annotated[list[CheckEntry], Field(min_length=1)]
    only: list[AgencyKind] = []
    year: YearRule | None = None
    due: Due | None = None
    unless_nil: Flag = False
    advice: str = ""
    note: str = ""


class ContentFile(FileModel):
    """One content of a judging case."""

    label: str = ""
    row: str = ""
    heading: str = ""
    href: str = ""
    media: Media = Media.HTML
    title: str = ""
    headings: list[str] = []
    text: str = ""
    table: list[list[str]] | None = Field(None, description="rows of cells, the header first")
    tables: list[list[list[str]]] = []
    links: list[str] = []
    leaves: Count = 1
    images: ZeroUp = 0
    emails: list[str] = []
    phones: list[str] = []
    map: Flag = False
    form: Flag = False
    text_layer: TextLayer = TextLayer.GOOD
    unread: UnreadCause | None = None
    failed: FailCause | None = None
    offsite: Flag = False
    dead: Flag = False
    needs_script: Flag = False
    last_modified: Day | None = None


class ExpectFile(FileModel):
    """What a judging case demands."""

    status: Status
    lacking: list[Key] | None = Field(None, description="keys of the absent components; left out means not looked at")
    components: dict[Key, ComponentState] = {}
    year_found: list[int] | None = None


class CaseFile(FileModel):
    """A topic case (``label`` and ``item``) or a judging case (``name``, ``as_of``, ``contents``, ``expect``)."""

    label: str = ""
    href: str = ""
    item: Flag | None = None
    name: str = ""
    as_of: Day | None = None
    fiscal_year: int | None = Field(None, ge=2400, le=2700)
    kind: AgencyKind = AgencyKind.LOCAL_GOVERNMENT
    stopped_by: Literal["pages", "minutes", "bytes", "failures", "interrupted"] | None = None
    unvisited: ZeroUp = 0
    contents: list[ContentFile] | None = None
    expect: ExpectFile | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> "CaseFile":
        """Refuse a case that is neither or both."""
        judging = (self.as_of, self.fiscal_year, self.contents, self.expect)
        if self.item is not None:
            if any(value is not None for value in judging) or not (self.label or self.href):
                raise ValueError("กรณีทดสอบป้ายชื่อต้องมี label (หรือ href) กับ item เท่านั้น")
            return self
        if any(value is None for value in judging) or not self.name:
            raise ValueError("กรณีทดสอบการตัดสินต้องมี name, as_of, fiscal_year, contents และ expect ครบ")
        return self

    @field_validator("as_of")
    @classmethod
    def _is_a_day(cls, text: str | None) -> str | None:
        return text if text is None else _iso_day(text)


class RuleFile(FileModel):
    """One disclosure item."""

    extends: Slug | None = Field(None, description="slug of the rule of the base edition that this file changes")
    slug: Slug
    title: Words
    group: Words
    year: YearRule
    topic: TopicFile
    pages: Flag = True
    offsite: Flag = True
    only: list[AgencyKind] = []
    due: Due | None = None
    components: Annotated[dict[Key, ComponentFile], Field(min_length=1)]
    advice: str = ""
    where: list[Words] = []
    note: str = ""
    cases: list[CaseFile] = []


class FamilyFile(FileModel):
    """A family that has exceptions."""

    any: Terms
    inside_not: list[Words] = Field([], description="an occurrence inside one of these does not count")


class IndicatorFile(FileModel):
    """An indicator of the assessment."""

    title: Words
    groups: Annotated[list[str], Field(min_length=1)]


class WeightsFile(FileModel):
    """How items weigh in the estimate."""

    known: Known = Known.RECALLED
    basis: str = ""
    items: dict[ItemCode, Annotated[float, Field(gt=0)]] = {}


class WindowFile(FileModel):
    """Days of the year as "MM-DD", so that they move along with the fiscal year."""

    opens: MonthDay
    closes: MonthDay
    known: Known = Known.RECALLED

    @field_validator("opens", "closes")
    @classmethod
    def _is_a_day(cls, text: str) -> str:
        _iso_day(f"2001-{text}")
        return text


class EditionFile(FileModel):
    """An edition: which items it has, under which codes."""

    edition: Slug
    extends: Slug | None = None
    title: Words
    authority: str = ""
    note: str = ""
    provisional: Flag = False
    fiscal_year: Annotated[int, Field(ge=2400, le=2700)]
    indicators: dict[str, IndicatorFile] = {}
    groups: dict[str, str]
    window: WindowFile | None = None
    weights: WeightsFile = WeightsFile()
    items: Annotated[dict[ItemCode, Words], Field(min_length=1)]
