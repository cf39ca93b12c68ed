"""From rule files to a RuleSet: finds the rules, follows ``extends``, and refuses every mistake with its line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, NoReturn

from pydantic import TypeAdapter, ValidationError

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.build import build_rule, digest_of
from oitcrawl.ruleset.check import Phrases
from oitcrawl.ruleset.edition import Indicator, RealScore, Weights, YearlyWindow
from oitcrawl.ruleset.inherit import laid
from oitcrawl.ruleset.numbering import read_numberings
from oitcrawl.ruleset.own import Overlay
from oitcrawl.ruleset.rule import Rule, RuleSet
from oitcrawl.ruleset.schema import EditionFile, FamilyFile, RuleFile, WeightsFile, WindowFile
from oitcrawl.ruleset.scheme import Numbering
from oitcrawl.ruleset.source import Loc, Source, read_source, validated
from oitcrawl.ruleset.vocabulary import Family, Vocabulary, did_you_mean

__all__ = ["Rule", "RuleSet", "editions", "load_edition", "rules_root"]

EDITION_FILE = "edition.yaml"
SPELLING_FILE = "spelling.yaml"
ENGINE_FILE = "engine.yaml"  # families that the engine itself asks for by name
VOCABULARY = "vocabulary"
CHECKOUT: Final = Path(__file__).parents[2] / "rules"  # beside the package, in a source checkout
_Reader = Callable[[Traversable], Source]


def load_edition(
    name: str, *, root: Path | Traversable | None = None, own: Path | None = None, cases: bool = True
) -> RuleSet:
    """One edition, with what it extends laid under it.

    Args:
        name: folder of the edition, such as ``nacc-2568``.
        root: folder of all rules; None takes those shipped with the package.
        own: folder of an office's own editions, looked into before those that ship; it need not exist.
        cases: whether the rules' own cases are read; scans do without them and start twice as fast.

    Raises:
        RulesError: there is no such edition, or one of its files is wrong; names file and line.
    """
    return _kept(name, own, cases) if root is None else _load(name, root, cases=cases)


def editions(root: Path | Traversable | None = None) -> tuple[str, ...]:
    """Names of the editions there are, sorted."""
    place = rules_root() if root is None else root
    folders = place.iterdir() if place.is_dir() else iter(())
    return tuple(sorted(one.name for one in folders if one.is_dir() and one.joinpath(EDITION_FILE).is_file()))


def rules_root(own: Path | None = None) -> Traversable:
    """The rules shipped inside the package, else those beside the source checkout; ``own`` laid over them."""
    packed = files("oitcrawl").joinpath("rules")
    shipped = packed if packed.is_dir() else CHECKOUT
    return Overlay(own, shipped, whole=EDITION_FILE) if own is not None and own.is_dir() else shipped


@cache
def _kept(name: str, own: Path | None, cases: bool) -> RuleSet:
    return _load(name, rules_root(own), cases=cases)


@dataclass(frozen=True, slots=True)
class _Edition:
    """An edition as read: its own file over that of its base, and a source for every item."""

    source: Source
    rules: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary, every family with what it stands for, and those that the engine itself asks for."""

    vocabulary: Vocabulary
    families: tuple[tuple[str, Phrases], ...]
    asked: tuple[tuple[str, Phrases], ...]


def _load(name: str, root: Traversable, *, cases: bool) -> RuleSet:
    reader = read_source if cases else partial(read_source, before="cases")
    edition = _read_edition(root, name, (), reader)
    file = validated(EditionFile, edition.source)
    sources = {item: edition.rules[item] for item in sorted(file.items, key=_natural)}
    words = _read_words(root)
    rules = tuple(build_rule(item, validated(RuleFile, one), one, words.vocabulary) for item, one in sources.items())
    _check_names(rules, file, edition.source, sources)
    return _rule_set(file, rules, words, read_numberings(root))


def _rule_set(
    file: EditionFile, rules: tuple[Rule, ...], words: _Words, numberings: tuple[Numbering, ...]
) -> RuleSet:
    indicators = tuple(
        Indicator(number=number, title=one.title, groups=tuple(one.groups)) for number, one in file.indicators.items()
    )
    weights = _weights(file.weights)
    groups = [(one.number, one.groups) for one in indicators]
    return RuleSet(
        edition=file.edition,
        title=file.title,
        authority=file.authority,
        note=file.note,
        provisional=file.provisional,
        fiscal_year=file.fiscal_year,
        digest=digest_of(
            rules, words.asked, edition=file.edition, year=file.fiscal_year, groups=groups, weights=weights
        ),
        indicators=indicators,
        groups=tuple(file.groups.items()),
        weights=weights,
        window=_window(file.window),
        rules=rules,
        vocabulary=words.families,
        numberings=numberings,
    )


def _weights(file: WeightsFile) -> Weights:
    return Weights(
        known=file.known,
        basis=file.basis,
        items=tuple(file.items.items()),
        of_total=file.of_total,
        real_scores=tuple(
            RealScore(year=one.year, indicator=one.indicator, lost=tuple(one.lost), score=one.score)
            for one in file.real_scores
        ),
    )


def _window(file: WindowFile | None) -> YearlyWindow | None:
    if file is None:
        return None
    return YearlyWindow(opens=_month_day(file.opens), closes=_month_day(file.closes), known=file.known)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _natural(item: str) -> tuple[str, int]:
    letters = item.rstrip("0123456789")
    return letters, int(item[len(letters) :])


# --- editions ---


def _read_edition(root: Traversable, name: str, trail: tuple[str, ...], reader: _Reader) -> _Edition:
    if name in trail:
        circle = " → ".join((*trail, name))
        file = Path(str(root.joinpath(trail[-1], EDITION_FILE)))
        raise RulesError(f"ฉบับของกฎสืบทอดกันเป็นวง: {circle}", path=file, cure="แก้ extends ใน edition.yaml")
    folder = root.joinpath(name)
    if not folder.joinpath(EDITION_FILE).is_file():
        raise RulesError(f"ไม่มีกฎฉบับ {name!r}", path=Path(str(folder)), cure=did_you_mean(name, editions(root)))
    own = read_source(folder.joinpath(EDITION_FILE))
    if own.data.get("edition") != name:
        own.fail(f"edition ต้องตรงกับชื่อโฟลเดอร์ {name!r}", ("edition",))
    base_name = own.data.get("extends")
    if base_name and not root.joinpath(str(base_name), EDITION_FILE).is_file():
        own.fail(f"ไม่มีกฎฉบับ {base_name!r}", ("extends",), cure=did_you_mean(str(base_name), editions(root)))
    base = _read_edition(root, str(base_name), (*trail, name), reader) if base_name else None
    whole = own if base is None else laid(base.source, own)
    rules = dict(_item_sources(folder, own, base, reader))
    _check_strays(folder, own)
    return _Edition(whole, rules)


def _item_sources(
    folder: Traversable, own: Source, base: _Edition | None, reader: _Reader
) -> Iterator[tuple[str, Source]]:
    inherited = dict(base.rules) if base else {}
    by_slug = {one.data.get("slug"): one for one in inherited.values()}
    items = own.data.get("items", {} if base else None)
    if not isinstance(items, dict):
        own.fail("ขาดรายการ items", ("items",), cure="ใส่ items: {O1: ชื่อไฟล์.yaml}")
    yield from ((item, one) for item, one in inherited.items() if item not in items)
    for item, name in items.items():
        if name is not None:
            yield item, _item_source(folder, own, ("items", item), str(name), by_slug, reader)


def _item_source(
    folder: Traversable, own: Source, loc: Loc, name: str, by_slug: Mapping[Any, Source], reader: _Reader
) -> Source:
    if not name.endswith(".yaml"):
        if name not in by_slug:
            own.fail(f"ไม่รู้จัก slug {name!r}", loc, cure=did_you_mean(name, [str(slug) for slug in by_slug]))
        return by_slug[name]
    if not folder.joinpath(name).is_file():
        own.fail(f"ไม่มีไฟล์ {name!r}", loc, cure=did_you_mean(name, [one.name for one in folder.iterdir()]))
    source = reader(folder.joinpath(name))
    base = source.data.get("extends")
    if base is None:
        return source
    if base not in by_slug:
        source.fail(f"ไม่รู้จัก slug {base!r}", ("extends",), cure=did_you_mean(str(base), [str(s) for s in by_slug]))
    return laid(by_slug[base], source)


def _check_strays(folder: Traversable, own: Source) -> None:
    listed = set((own.data.get("items") or {}).values()) | {EDITION_FILE}
    strays = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml") and one.name not in listed)
    if strays:
        own.fail(f"ไฟล์ {strays[0]!r} ไม่อยู่ใน items", ("items",), cure="เพิ่มใน items หรือลบไฟล์")


def _check_names(rules: tuple[Rule, ...], file: EditionFile, source: Source, sources: Mapping[str, Source]) -> None:
    owner: dict[str, str] = {}
    for rule in rules:
        if rule.slug in owner:
            message = f"slug {rule.slug!r} ซ้ำกับข้อ {owner[rule.slug]}"
            source.fail(message, ("items", rule.item), cure="ใช้ slug ละหนึ่งข้อ")
        owner[rule.slug] = rule.item
        if rule.group not in file.groups:
            cure = did_you_mean(rule.group, list(file.groups))
            sources[rule.item].fail(f"ไม่รู้จักกลุ่ม {rule.group!r}", ("group",), cure=cure)
    for number, indicator in file.indicators.items():
        for n, group in enumerate(indicator.groups):
            if group not in file.groups:
                source.fail(f"ไม่รู้จักกลุ่ม {group!r}", ("indicators", number, "groups", n))
    for item in file.weights.items:
        if item not in file.items:
            source.fail(f"ไม่รู้จักข้อ {item!r}", ("weights", "items", item), cure=did_you_mean(item, list(file.items)))
    _check_real_scores(file, source, list(owner))


def _check_real_scores(file: EditionFile, source: Source, slugs: list[str]) -> None:
    for n, one in enumerate(file.weights.real_scores):
        loc: Loc = ("weights", "real_scores", n)
        if one.indicator not in file.indicators:
            cure = did_you_mean(one.indicator, list(file.indicators))
            source.fail(f"ไม่รู้จักตัวชี้วัด {one.indicator!r}", (*loc, "indicator"), cure=cure)
        for m, slug in enumerate(one.lost):
            if slug not in slugs:
                source.fail(f"ไม่รู้จัก slug {slug!r}", (*loc, "lost", m), cure=did_you_mean(slug, slugs))


# --- vocabulary ---


def _read_words(root: Traversable) -> _Words:
    """All families are resolved at once, so that a mistake in a family that no rule uses is found too."""
    homes: dict[str, Source] = {}
    spelling: dict[str, list[str]] = {}
    for source in _vocabulary_sources(root):
        if source.path.name == SPELLING_FILE:
            spelling = {right: _words(source, right) for right in source.data}
            continue
        for name in source.data:
            if name in homes:
                source.fail(f"กลุ่มคำ {name!r} มีแล้วในไฟล์อื่น", (name,), cure="ใช้ชื่ออื่นหรือรวมเป็นกลุ่มเดียว")
            homes[name] = source
    words = Vocabulary({name: _family(source, name) for name, source in homes.items()}, spelling)
    families = tuple(
        (name, words.phrases([f"@{name}"], partial(_fail_at, homes[name], (name,)))) for name in sorted(homes)
    )
    asked = tuple((name, phrases) for name, phrases in families if homes[name].path.name == ENGINE_FILE)
    return _Words(words, families, asked)


def _vocabulary_sources(root: Traversable) -> list[Source]:
    folder = root.joinpath(VOCABULARY)
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml")) if folder.is_dir() else []
    return [read_source(folder.joinpath(name)) for name in names]


def _fail_at(source: Source, loc: Loc, message: str, cure: str) -> NoReturn:
    source.fail(message, loc, cure=cure)


def _family(source: Source, name: str) -> Family:
    if isinstance(source.data[name], dict):
        file = validated(FamilyFile, source.part(name))
        return Family(tuple(file.any), tuple(file.inside_not))
    return Family(tuple(_words(source, name)))


_LIST: Final = TypeAdapter(list[str])


def _words(source: Source, name: str) -> list[str]:
    try:
        words = _LIST.validate_python(source.data[name])
    except ValidationError:
        source.fail(f"{name!r} ต้องเป็นรายการคำ", (name,), cure=f"{name}: [คำหนึ่ง, คำสอง]")
    if not words or not all(word.strip() for word in words):
        source.fail(f"{name!r} ว่างเปล่าหรือมีคำว่างเปล่า", (name,), cure="ใส่อย่างน้อยหนึ่งคำ")
    return words
