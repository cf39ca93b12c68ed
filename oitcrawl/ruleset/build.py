"""From file models to the frozen rules of the engine: phrases resolved, names checked, digest made. Calm."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from typing import Any, NoReturn, assert_never

from oitcrawl.ruleset import case as cases
from oitcrawl.ruleset import check as checks
from oitcrawl.ruleset import entries, schema
from oitcrawl.ruleset import rule as engine
from oitcrawl.ruleset.check import Phrases
from oitcrawl.ruleset.source import Loc, Source
from oitcrawl.ruleset.vocabulary import Vocabulary
from oitcrawl.thai.calendar import FiscalYear

# What people read and what only proves; none of it can change a verdict.
_TOLD_ONLY = frozenset(
    {"cases", "note", "path", "advice", "where", "label", "source", "question", "basis", "authority", "inherited"}
    | {"of_total", "real_scores"}  # the estimate is no verdict
)


def build_rule(item: str, file: schema.RuleFile, source: Source, words: Vocabulary) -> engine.Rule:
    """The rule of ``item``, with every phrase resolved.

    Raises:
        RulesError: an unknown family; names file and line.
    """
    maker = _Maker(source, words)
    keys = tuple(file.components)
    return engine.Rule(
        item=item,
        slug=file.slug,
        title=file.title,
        group=file.group,
        year=file.year,
        topic=maker.topic(file.topic),
        components=tuple(maker.component(key, part) for key, part in file.components.items()),
        pages=file.pages,
        offsite=file.offsite,
        only=tuple(file.only),
        due=file.due,
        advice=file.advice,
        where=tuple(file.where),
        note=file.note,
        cases=tuple(maker.case(index, case, keys) for index, case in enumerate(file.cases)),
        path=str(source.path),
        inherited=source.inherited,
    )


def digest_of(rules: Sequence[engine.Rule], asked: Sequence[tuple[str, Phrases]], **more: Any) -> str:
    """``sha256:...`` over everything that can change a verdict; texts for people and cases are left out.

    Args:
        rules: phrases resolved, so that a family counts where a rule mentions it.
        asked: families that the engine itself asks for by name.
        more: further values of the edition that count.
    """
    whole = _canonical({"rules": rules, "vocabulary": asked, **more})
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


class _Maker:
    """Turns the parts of one rule file into engine values; remembers where each part stands."""

    def __init__(self, source: Source, words: Vocabulary) -> None:
        self._source = source
        self._words = words

    def topic(self, file: schema.TopicFile) -> engine.Topic:
        """The topic, its terms resolved."""
        return engine.Topic(
            any=tuple(self._clause(terms, ("topic", "any", n)) for n, terms in enumerate(file.any)),
            none=tuple(self._phrases([term], ("topic", "none", n)) for n, term in enumerate(file.none)),
            hints=tuple(self._clause(terms, ("topic", "hints", n)) for n, terms in enumerate(file.hints)),
        )

    def component(self, key: str, file: schema.ComponentFile) -> engine.Component:
        """One component, its checks resolved."""
        loc: Loc = ("components", key, "any")
        return engine.Component(
            key=key,
            label=file.label,
            known=file.known,
            any=tuple(self._check(entry, (*loc, n)) for n, entry in enumerate(file.any)),
            only=tuple(file.only),
            year=file.year,
            due=file.due,
            unless_nil=file.unless_nil,
            advice=file.advice,
            note=file.note,
        )

    def case(self, index: int, file: schema.CaseFile, keys: Sequence[str]) -> cases.Case:
        """The case at ``index`` of the file; ``keys`` are the rule's components."""
        if file.item is not None:
            return cases.LabelCase(label=file.label, item=file.item, href=file.href)
        if file.as_of is None or file.fiscal_year is None or file.contents is None or file.expect is None:
            self._source.fail("กรณีทดสอบไม่ครบ", ("cases", index))
        for key in (*(file.expect.lacking or ()), *file.expect.components):
            if key not in keys:
                self._source.fail(f"ไม่มีองค์ประกอบ {key!r} ในกฎนี้", ("cases", index, "expect"))
        return cases.JudgingCase(
            name=file.name,
            as_of=date.fromisoformat(file.as_of),
            fiscal_year=FiscalYear(file.fiscal_year),
            contents=tuple(_content(content) for content in file.contents),
            expect=_expect(file.expect),
            kind=file.kind,
            stopped_by=file.stopped_by,
            unvisited=file.unvisited,
        )

    def _check(self, entry: entries.CheckEntry, loc: Loc) -> checks.Check:
        match entry:
            case entries.PhraseEntry():
                near = None if entry.near is None else self._phrases(entry.near, (*loc, "near"))
                found = self._phrases(entry.phrase, (*loc, "phrase"))
                return checks.PhraseCheck(phrases=found, near=near, count=entry.count, title=entry.title)
            case entries.HeadingEntry():
                return checks.HeadingCheck(phrases=self._phrases(entry.heading, (*loc, "heading")))
            case entries.LinkEntry():
                return checks.LinkCheck(phrases=self._phrases(entry.link, (*loc, "link")))
            case entries.ColumnsEntry():
                columns = (self._phrases(one, (*loc, "columns", n)) for n, one in enumerate(entry.columns))
                return checks.ColumnsCheck(columns=tuple(columns))
            case _:
                return _wordless(entry)

    def _clause(self, terms: Sequence[str], loc: Loc) -> engine.Clause:
        return engine.Clause(terms=tuple(self._phrases([term], (*loc, n)) for n, term in enumerate(terms)))

    def _phrases(self, terms: Sequence[str], loc: Loc) -> Phrases:
        return self._words.phrases(terms, partial(self._fail, loc=loc))

    def _fail(self, message: str, cure: str, *, loc: Loc) -> NoReturn:
        self._source.fail(message, loc, cure=cure)


def _wordless(  # noqa: C901, PLR0911, PLR0912 - one line for each word of the closed vocabulary
    entry: entries.WordlessEntry,
) -> checks.Check:
    match entry:
        case entries.FileEntry():
            return checks.FileCheck(leaves=entry.file.leaves)
        case entries.ContactEntry():
            return checks.ContactCheck(kind=entry.contact)
        case entries.PersonEntry():
            return checks.PersonCheck(count=entry.person)
        case entries.PeriodEntry():
            return checks.PeriodCheck()
        case entries.MeasureEntry():
            return checks.MeasureCheck(measure=entry.measure, count=entry.count)
        case entries.MonthsEntry():
            return checks.MonthsCheck()
        case entries.DateEntry():
            return checks.DateCheck(year=entry.date)
        case entries.RowsEntry():
            return checks.RowsCheck(count=entry.rows)
        case entries.ImageEntry():
            return checks.ImageCheck(count=entry.image)
        case entries.MapEntry():
            return checks.MapCheck()
        case entries.FormEntry():
            return checks.FormCheck()
        case entries.HumanEntry():
            return checks.HumanCheck(question=entry.human, images=entry.images)
        case _:
            assert_never(entry)


def _content(file: schema.ContentFile) -> cases.CaseContent:
    tables = [*([file.table] if file.table else []), *file.tables]
    plain: dict[str, Any] = file.model_dump(exclude={"table", "tables", "last_modified"})
    frozen: dict[str, Any] = {name: tuple(part) if isinstance(part, list) else part for name, part in plain.items()}
    return cases.CaseContent(
        tables=tuple(tuple(tuple(row) for row in table) for table in tables),
        last_modified=date.fromisoformat(file.last_modified) if file.last_modified else None,
        **frozen,
    )


def _expect(file: schema.ExpectFile) -> cases.Expect:
    return cases.Expect(
        status=file.status,
        lacking=None if file.lacking is None else tuple(file.lacking),
        components=tuple(file.components.items()),
        year_found=None if file.year_found is None else tuple(file.year_found),
    )


def _canonical(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _TOLD_ONLY}
        return {"is": type(value).__name__, **{name: _canonical(part) for name, part in parts.items()}}
    if isinstance(value, dict):
        return {str(key): _canonical(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(part) for part in value]
    return value
