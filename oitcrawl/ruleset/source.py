"""YAML in, plain values out, with the line of every value remembered. The one door to ruamel.yaml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, DuplicateKeyError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.memo import remembered
from oitcrawl.ruleset.vocabulary import did_you_mean

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; ``words`` is the line itself."""

    path: Path
    line: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Plain values as read from YAML, and where each of them stands.

    Attributes:
        data: mappings, lists, strings, numbers, booleans, None.
        places: from the steps that lead to a value (keys and indices) to its line.
        inherited: groups of clauses of a rule that were written, and are proved, in the rule that it extends.
        manual: the paper that shows how it is written.
    """

    data: Any
    path: Path
    places: Mapping[Loc, Place] = field(default_factory=dict)
    inherited: frozenset[str] = frozenset()
    manual: str = "rules/README.md"

    def place(self, loc: Loc) -> Place:
        """The line of the value at ``loc``, or of the nearest value around it."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Place(self.path, 1))

    def part(self, key: str) -> "Source":
        """The value under one key of the top, as a source of its own."""
        return Source(self.data[key], self.path, _Inner(self.places, key))

    def fail(self, message: str, loc: Loc = (), *, cure: str = "") -> NoReturn:
        """Raise RulesError for the value at ``loc``, showing its line."""
        place = self.place(loc)
        shown = f"{message} ในบรรทัด «{place.words}»" if place.words else message
        raise RulesError(shown, path=place.path, line=place.line, cure=cure)


def read_source(file: Traversable, *, before: str = "", manual: str = "rules/README.md") -> Source:
    """The values of one YAML file; with ``before`` only what stands above that key. ``manual`` shows how.

    Raises:
        RulesError: it cannot be read, is not YAML, repeats a key or is not a mapping.
    """
    path = Path(str(file))
    text = _text_of(file, path)
    if before:
        text = re.split(rf"^{before}:", text, maxsplit=1, flags=re.MULTILINE)[0]
    try:
        values = remembered(text, _values)
    except YAMLError as error:
        raise _unreadable(error, path, text) from error
    except RecursionError:
        raise RulesError("วงเล็บหรือรายการซ้อนกันลึกเกินไป", path=path, cure="ตรวจว่าเป็นไฟล์ที่ตั้งใจใช้") from None
    except _STRAY as error:
        raise RulesError(f"รูปแบบ YAML ผิด: {error}", path=path, cure="ตรวจว่าเป็นไฟล์ที่ตั้งใจใช้") from error
    source = Source(values, path, _Places(text, path), manual=manual)
    if not isinstance(source.data, dict):
        source.fail("ต้องเป็นรายการแบบ คีย์: ค่า", cure=f"ดูตัวอย่างใน {manual}")
    return source


def _values(text: str) -> Any:
    if _ALIAS.search(text):
        _demand_small(_yaml().compose(text))
    return _plain(_yaml().load(text))


_STRAY: Final = (ValueError, KeyError, TypeError, AttributeError)  # what the library lets out: %YAML 9.9, !!bool x


def _yaml(kind: str = "safe") -> YAML:
    yaml = YAML(typ=kind, pure=True)
    if kind == "safe":
        yaml.Constructor = _Telling
    yaml.composer.warn_double_anchors = False  # the warning would quote the file
    return yaml


class _Telling(SafeConstructor):
    """Says by its line what value is none of its kind (``2027-13-01``, ``!!int x``)."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """The value of ``node``.

        Raises:
            ConstructorError: it is none of its kind, or anything else that the library finds wrong.
        """
        try:
            return super().construct_object(node, deep)
        except _STRAY as error:
            raise ConstructorError(problem=f"no such value: {error}", problem_mark=node.start_mark) from error


_ALIAS: Final = re.compile(r"(?:^|[\s\[{,:])\*\S", re.MULTILINE)
_MOST: Final = 1_000_000  # values that a file may stand for


def _demand_small(root: Any) -> None:
    """Refuse a file that says little and stands for much: lists of aliases of lists of aliases.

    Raises:
        MarkedYAMLError: it stands for more values than any file needs.
        RecursionError: an alias stands inside what it stands for.
    """
    known: dict[int, int] = {}

    def size(node: Any) -> int:
        if id(node) not in known:
            inside = node.value if isinstance(node.value, list) else ()
            parts = (part for one in inside for part in (one if isinstance(one, tuple) else (one,)))
            known[id(node)] = 1 + sum(map(size, parts))
        if known[id(node)] > _MOST:
            raise MarkedYAMLError(problem="too many aliases", problem_mark=node.start_mark)
        return known[id(node)]

    if root is not None:
        size(root)


class _Places(Mapping[Loc, Place]):
    """Where each value stands, found out when somebody asks: only mistakes need it, and it doubles the reading."""

    def __init__(self, text: str, path: Path) -> None:
        self._text, self._path = text, path

    @cached_property
    def _known(self) -> dict[Loc, Place]:
        lines = self._text.splitlines()
        try:
            tree = _yaml("rt").load(self._text)
        except (RecursionError, YAMLError, *_STRAY):  # it takes more room than the values alone, and knows less
            return {}
        return {loc: _place(self._path, line, lines) for loc, line in _lines(tree, ())}

    def __getitem__(self, loc: Loc) -> Place:
        return self._known[loc]

    def __iter__(self) -> Iterator[Loc]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Inner(Mapping[Loc, Place]):
    """Where the values under one key of the top stand."""

    def __init__(self, places: Mapping[Loc, Place], key: str) -> None:
        self._places, self._key = places, key

    def __getitem__(self, loc: Loc) -> Place:
        return self._places[self._key, *loc]

    def __iter__(self) -> Iterator[Loc]:
        return (loc[1:] for loc in self._places if loc[:1] == (self._key,))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def validated(model: type[Model], source: Source) -> Model:
    """The values of ``source`` as ``model``.

    Raises:
        RulesError: the first mistake, with its line and, where one is close, the word that was meant.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
    # A key that is not known comes first: the key that is missing is most often the same one, misspelt.
    mistakes.sort(key=lambda one: one["type"] != "extra_forbidden")
    message, cure = _told(mistakes[0], source.manual)
    others = sum(
        1 for one in mistakes[1:] if not (one["type"] == "missing" and one["loc"][:-1] == mistakes[0]["loc"][:-1])
    )
    more = f" (และอีก {others} แห่ง)" if others else ""
    return source.fail(
        message + more, _real(mistakes[0]["loc"], source.data), cure=cure or _meant(mistakes[0], model)
    )


def _text_of(file: Traversable, path: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulesError("ไม่ใช่ข้อความ UTF-8", path=path, cure="บันทึกไฟล์เป็น UTF-8") from error
    except OSError as error:
        reason = error.strerror or "ไม่มีไฟล์"
        raise RulesError(f"เปิดไฟล์ไม่ได้ ({reason})", path=path, cure="ตรวจชื่อไฟล์") from error


def _unreadable(error: YAMLError, path: Path, text: str) -> RulesError:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark else None
    lines = text.splitlines()
    words = f" ในบรรทัด «{lines[line - 1].strip()}»" if line and line <= len(lines) else ""
    if isinstance(error, DuplicateKeyError):
        return RulesError(f"คีย์ซ้ำ (duplicate key){words}", path=path, line=line, cure="ลบออกหนึ่งแห่ง")
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return RulesError(f"รูปแบบ YAML ผิด: {problem}{words}", path=path, line=line, cure="ตรวจการย่อหน้าและเครื่องหมาย")


def _place(path: Path, line: int, lines: list[str]) -> Place:
    return Place(path, line + 1, lines[line].strip() if line < len(lines) else "")


def _lines(tree: Any, loc: Loc) -> Iterator[tuple[Loc, int]]:
    """The line of every key and entry, from 0; a key taken in through an anchor has none of its own."""
    if not isinstance(tree, dict | list):
        return
    marks = tree.lc.data or {}  # type: ignore[union-attr]
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if key in marks:
            yield (*loc, key), marks[key][0]
        yield from _lines(value, (*loc, key))


def _plain(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {_plain(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value) for value in tree]
    for kind in (bool, int, float, str):
        if isinstance(tree, kind):
            return kind(tree)
    return tree


def _told(mistake: Any, manual: str) -> tuple[str, str]:
    """What a mistake is, in Thai, and, when it says so itself, its cure."""
    last, got, more = mistake["loc"][-1] if mistake["loc"] else "", mistake["input"], mistake.get("ctx", {})
    match mistake["type"]:
        case "extra_forbidden":
            told = f"ไม่รู้จักคีย์ {last!r}", ""
        case "missing":
            told = f"ขาดคีย์ {last!r}", "เติมคีย์นี้"
        case "enum" | "literal_error":
            allowed = more["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            told = f"{last} ใช้ค่า {got!r} ไม่ได้", did_you_mean(str(got), allowed)
        case "value_error":
            told = f"{last} ใช้ไม่ได้: {more['error']}".removeprefix(" "), f"ดู {manual}"
        case "union_tag_not_found" | "union_tag_invalid":
            told = f"ไม่รู้จักวิธีตรวจ {', '.join(map(str, got)) if isinstance(got, dict) else got!r}", ""
        case "too_short" | "string_too_short":
            told = f"{last} ว่างเปล่า", "ใส่อย่างน้อยหนึ่งคำ"
        case "string_pattern_mismatch" if last == "code":
            told = f"รหัส {got!r} ใช้ไม่ได้", "ใช้อักษรอังกฤษ ตัวเลข จุด ขีด ขึ้นต้นด้วยอักษรหรือตัวเลข ไม่เกิน 64 ตัว"
        case "string_pattern_mismatch" if more["pattern"].startswith("^https?://"):
            told = f"{last} ไม่ใช่ที่อยู่เว็บไซต์", "เขียนแบบ https://www.example.go.th/"
        case "string_pattern_mismatch":
            told = f"{last} ใช้ค่า {got!r} ไม่ได้", f"ดู {manual}"
        case _:
            told = f"ค่าของ {last} ใช้ไม่ได้: {mistake['msg']}", "" if isinstance(got, str) else _quote(got)
    return told


def _quote(got: Any) -> str:
    return "ใส่เครื่องหมายคำพูดคร่อมวันที่" if hasattr(got, "isoformat") else ""


def _real(loc: Loc, data: Any) -> Loc:
    """``loc`` without the steps that only the schema takes (names of alternatives, ``[key]``)."""
    real: list[str | int] = []
    for step in loc:
        inside = dict(enumerate(data)) if isinstance(data, list) else data
        if isinstance(inside, dict) and step in inside:
            data = inside[step]
            real.append(step)
    return tuple(real)


def _meant(mistake: Any, model: type[BaseModel]) -> str:
    kind, got = mistake["type"], mistake["input"]
    if kind == "extra_forbidden":
        return did_you_mean(str(mistake["loc"][-1]), sorted(_field_names(model)))
    if kind.startswith("union_tag") and isinstance(got, dict) and got:
        return did_you_mean(str(next(iter(got))), sorted(_field_names(model)))
    return ""


def _field_names(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}
