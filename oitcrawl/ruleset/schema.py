"""The shape of rule, vocabulary and edition files, and how one edition is laid over another. Calm."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from oitcrawl.model.content import Media, TextLayer, UnreadCause
from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.model.site import AgencyKind
from oitcrawl.model.visit import FailCause
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.entries import CheckEntry, Clauses, Count, FileModel, Flag, Terms, Words
from oitcrawl.ruleset.rule import Due

SCHEMA_ID = "oitcrawl.rule/1"

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
MonthDay = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]
ZeroUp = Annotated[int, Field(ge=0, strict=True)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
ItemCode = Annotated[str, Field(pattern=r"^[A-Z]{1,6}[ -]?\d{1,3}$")]


def merge(base: Any, leaf: Any) -> Any:
    """``leaf`` laid over ``base``: only mappings merge, the leaf wins, null removes, lists replace."""
    if not isinstance(leaf, dict):
        return leaf
    under = base if isinstance(base, dict) else {}
    laid = {key: merge(under.get(key), value) for key, value in leaf.items() if value is not None}
    kept = {key: value for key, value in under.items() if key not in leaf}
    return {key: (laid | kept)[key] for key in (*under, *leaf) if key in laid or key in kept}


def rule_schema() -> dict[str, Any]:
    """JSON Schema of a rule file, for editors and other programs."""
    schema = RuleFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
        "title": "A rule of oitcrawl: one disclosure item",
    }


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
    only: list[AgencyKind] = Field(default_factory=list)
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
    headings: list[str] = Field(default_factory=list)
    text: str = ""
    table: list[list[str]] | None = Field(None, description="rows of cells, the header first")
    tables: list[list[list[str]]] = Field(default_factory=list)
    links: list[str] = Field(default_factory=list)
    leaves: Count = 1
    images: ZeroUp = 0
    emails: list[str] = Field(default_factory=list)
    phones: list[str] = Field(default_factory=list)
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
    components: dict[Key, ComponentState] = Field(default_factory=dict)
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
        return text if text is None else date.fromisoformat(text).isoformat()


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
    only: list[AgencyKind] = Field(default_factory=list)
    due: Due | None = None
    components: Annotated[dict[Key, ComponentFile], Field(min_length=1)]
    advice: str = ""
    where: list[Words] = Field(default_factory=list)
    note: str = ""
    cases: list[CaseFile] = Field(default_factory=list)


class FamilyFile(FileModel):
    """A family that has exceptions."""

    any: Terms
    inside_not: list[Words] = Field([], description="an occurrence inside one of these does not count")


class IndicatorFile(FileModel):
    """An indicator of the assessment."""

    title: Words
    groups: Annotated[list[str], Field(min_length=1)]


class RealScoreFile(FileModel):
    """One indicator of a real score table: the items that scored 0, all others 100, and what it came to."""

    year: Annotated[int, Field(ge=2400, le=2700)]
    indicator: str
    lost: Annotated[list[Slug], Field(min_length=1)]
    score: Annotated[float, Field(ge=0, le=100)]


class WeightsFile(FileModel):
    """How items weigh in the estimate."""

    known: Known = Known.RECALLED
    basis: str = ""
    items: dict[ItemCode, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    of_total: Annotated[float, Field(gt=0, le=1)] | None = Field(
        None, description="share of the OIT in the total of the assessment"
    )
    real_scores: list[RealScoreFile] = Field(
        default_factory=list, description="real score tables that the estimate is tried on"
    )


class WindowFile(FileModel):
    """Days of the year as "MM-DD", so that they move along with the fiscal year."""

    opens: MonthDay
    closes: MonthDay
    known: Known = Known.RECALLED

    @field_validator("opens", "closes")
    @classmethod
    def _is_a_day(cls, text: str) -> str:
        return date.fromisoformat(f"2001-{text}").isoformat().removeprefix("2001-")


class EditionFile(FileModel):
    """An edition: which items it has, under which codes."""

    edition: Slug
    extends: Slug | None = None
    title: Words
    authority: str = ""
    note: str = ""
    provisional: Flag = False
    fiscal_year: Annotated[int, Field(ge=2400, le=2700)]
    indicators: dict[str, IndicatorFile] = Field(default_factory=dict)
    groups: dict[str, str]
    window: WindowFile | None = None
    weights: WeightsFile = WeightsFile()
    items: Annotated[dict[ItemCode, Words], Field(min_length=1)]
