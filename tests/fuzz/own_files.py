"""Targets of files that people write: rules, editions, vocabularies, numberings, papers, agencies, settings, tables.

They come from the office itself and are trusted; but a slip in one of them is told by its line, and never by a traceback.
"""

import os
import re
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import IO, Any, Final

from hypothesis import strategies as st

from oitcrawl.agencies import load_agencies, mistakes_in
from oitcrawl.agencies.intake import take_in
from oitcrawl.agencies.table import table_of
from oitcrawl.agencies.writing import new_file
from oitcrawl.errors import FileError, SettingsError
from oitcrawl.ruleset.build import build_rule
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.memo import SWITCH
from oitcrawl.ruleset.rule import RuleSet
from oitcrawl.ruleset.schema import RuleFile
from oitcrawl.ruleset.source import read_source, validated
from oitcrawl.ruleset.vocabulary import Vocabulary
from oitcrawl.settings import Settings, load_settings
from tests.fuzz.frame import Target, demand, text_of

ROOT: Final = Path(__file__).parents[2]
_TOY: Final = ROOT / "tests" / "ruleset" / "toy"
_WORDS: Final = Vocabulary({}, {})
os.environ.setdefault(SWITCH, "")  # nothing is remembered on the disk


class Kept(Traversable):
    """A file or folder in memory, by the name of each file under it."""

    def __init__(self, files: dict[str, bytes], name: str = "") -> None:
        self._files, self._name = files, name

    @property
    def name(self) -> str:
        """The last part of its name."""
        return self._name.rpartition("/")[2]

    def __str__(self) -> str:
        """Its whole name."""
        return self._name

    def is_file(self) -> bool:
        """Whether it is a file."""
        return self._name in self._files

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return any(name.startswith(f"{self._name}/" if self._name else "") for name in self._files)

    def iterdir(self) -> Iterator["Kept"]:
        """What stands in it."""
        inside = f"{self._name}/" if self._name else ""
        names = {name[len(inside) :].partition("/")[0] for name in self._files if name.startswith(inside)}
        return (self.joinpath(name) for name in sorted(names))

    def joinpath(self, *names: str) -> "Kept":
        """What stands under a name."""
        return Kept(self._files, "/".join(filter(None, (self._name, *names))))

    __truediv__ = joinpath

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> IO[Any]:
        """Never asked for."""
        raise OSError(2, "not a file")

    def read_bytes(self) -> bytes:
        """Its bytes."""
        if self._name not in self._files:
            raise FileNotFoundError(2, "No such file")
        return self._files[self._name]

    def read_text(self, encoding: str | None = None) -> str:
        """Its text, as ``Path.read_text`` would give it: any line end is one."""
        return self.read_bytes().decode(encoding or "utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _file(data: bytes, name: str) -> Any:
    return Kept({name: data}, name)


def _read(reader: Callable[[], object], *names: str) -> object:
    """What a reader gives; an error it may raise must be one line that names a file."""
    try:
        return reader()
    except FileError as error:
        _demand_clear(error, *names)
        return None


def _demand_clear(error: FileError, *names: str) -> None:
    said = str(error)
    demand(any(name in said for name in names), "names the file", said)
    demand(error.line is None or error.line >= 1, "a line from 1", said, error.line)
    demand(len(said) < 1_500, "short", said, len(said))
    demand("\n" not in said, "one line", said)
    demand("Traceback" not in said and "object at 0x" not in said, "for people", said)


def rule(data: bytes) -> None:
    """A rule file is a rule, or one error that names the file and, where one is at fault, the line."""
    name = "O1.yaml"

    def reading() -> object:
        source = read_source(_file(data, name))
        return build_rule("O1", validated(RuleFile, source), source, _WORDS)

    _read(reading, name)
    _read(lambda: read_source(_file(data, name), before="cases"), name)


def edition(data: bytes) -> None:
    """An edition one of whose files is written anew: the first line says which one, the rest what it holds."""
    files = _toys()
    which, _, text = data.partition(b"\n")
    changed = sorted(files)[sum(which) % len(files)]
    files[changed] = text
    read = _read(lambda: load_edition("moit-toy-next", root=Kept(files)), *files, "moit-toy-next")
    demand(read is None or (isinstance(read, RuleSet) and read.digest == load_edition("moit-toy-next", root=Kept(files)).digest), "the same when read again", changed)  # fmt: skip


def agencies(data: bytes) -> None:
    """An agencies file is a list of agencies with codes of their own, or one error; no secret is told."""
    name = "agencies.yaml"
    read = _read(lambda: load_agencies(_file(data, name)), name)
    if isinstance(read, tuple):
        demand(len({site.code.lower() for site in read}) == len(read) > 0, "each code once")
        for site in read:
            demand(site.url.startswith(("http://", "https://")), "http or https", site.url)


def settings(data: bytes) -> None:
    """A settings file is settings, or one error that names it."""
    name = "oitcrawl.toml"
    read = _read(lambda: load_settings(path=_file(data, name), environ={}), name, *Settings.__dataclass_fields__)
    demand(read is None or isinstance(read, Settings), "settings or an error")


def environment(data: bytes) -> None:
    """A variable of the environment is a setting, or one error that names it: ``NAME=value`` on each line."""
    rows = [row.partition("=") for row in text_of(data).splitlines()]
    environ = {f"OITCRAWL_{name.upper()}": value for name, _, value in rows}
    try:
        load_settings(path=_file(b"", "x.toml"), environ=environ)
    except SettingsError as error:
        demand(any(name in str(error) for name in Settings.__dataclass_fields__), "names the setting", str(error))


def table(data: bytes) -> None:
    """A table of agencies: rows become entries that the agencies file takes, or mistakes that name their row."""
    rows = [(number, tuple(row.split("\t"))) for number, row in enumerate(text_of(data).splitlines(), 1)]
    found = table_of(rows)
    if found is None:
        return
    demand({line.number for line in found.lines} | set(found.passed) <= {number for number, _ in rows}, "rows of it")
    intake = take_in([found])
    numbers = {number for number, _ in rows} | {0}
    demand(all(mistake.number in numbers and all(mistake.words) for mistake in intake.mistakes), "names its row", intake.mistakes)  # fmt: skip
    codes = [str(entry["code"]).lower() for entry in intake.entries]
    demand(len(set(codes)) == len(codes) and all(codes), "each code once", data, codes)
    if intake.entries and not intake.mistakes and not mistakes_in({"agencies": intake.entries}):
        text = new_file(intake.entries, "made")
        demand(
            len(load_agencies(_file(text.encode("utf-8", "replace"), "a.yaml"))) == len(codes), "is read back", text
        )


# Likely files: real ones, changed

_RULES: Final = sorted((ROOT / "rules" / "nacc-2568").glob("O*.yaml"))
_AGENCIES: Final = b"""defaults: {edition: nacc-2568, rate: 1.0}
supervisors:
  - {to: [governor@x.go.th], group: "north", on: [weekly]}
agencies:
  - code: khlongsai
    name: \xe0\xb8\xad\xe0\xb8\x9a\xe0\xb8\x95.
    kind: subdistrict
    url: https://www.khlongsai.go.th/
    also: [http://ita.khlongsai.go.th]
    owners: {O1: "x", O12: "y, z"}
    recipients: {x: [env:MAIL]}
    notify: [office@x.go.th, "file:mail.txt"]
    waivers:
      - {item: O7, reason: r, by: b, until: "2027-01-31"}
    window: {opens: "2027-01-01", closes: "2027-04-30"}
  - {code: b, url: "http://b.go.th"}
"""
_TOML: Final = b'max_pages = 300\nrate = 1.5\nbroken_tls = "refuse"\nscan_at = "01:00"\nquiet_hours = "08:30-16:30"\nbrowser = "auto"\n'
_ROWS: Final = "ที่\tชื่อหน่วยงาน\tเว็บไซต์\tประเภท\tจังหวัด\tอีเมล\n1\tอบต.คลองใส\twww.khlongsai.go.th\tอบต.\tน่าน\ta@x.go.th\n2\tเทศบาลเมืองบ\thttps://b.go.th/ facebook.com/b\tเทศบาลเมือง\tน่าน\t-\n".encode()
_LAUGHS: Final = b"&a [x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % (n, n, *[n - 1] * 9) for n in range(98, 108)
)
_MERGES: Final = b"&a {x: 1}\n" + b"".join(
    b"%c: &%c {<<: [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]}\n" % (n, n, *[n - 1] * 9) for n in range(98, 108)
)
_SLIPS: Final = (
    b" 2001-99-99\n", b" !!int x\n", b" !!float x\n", b" !!timestamp x\n", b" !!bool x\n", b" !!binary x\n", b" {[a]: b}\n", b" &a [*a]\n", _LAUGHS, _MERGES, b" [{}]\n", b" 0o9\n", b" 0x\n", b" 1_\n", b" .inf\n", b" !!omap [x]\n", b" !!set x\n", b" !x y\n",
    b"  ", b"\t", b"\n", b"- ", b": ", b":", b"[", b"]", b"{", b"}", b"&a ", b"*a", b"<<: *a", b"? ", b"| ", b">-\n", b"!!binary ", b"!!int x", b"!!timestamp 2001-99-99", b"!!set {a}", b"!!python/object:os.system x", b"!!float .nan",
    b"2568-01-15", b"2001-01-01T99:99:99", b"0o9", b"1:99:99", b"1e999", b"~", b"null", b"yes", b'"', b"'", b"#", b"%YAML 9.9\n", b"%TAG ! x\n", b"---\n", b"...\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"@", b"`", b"\\u", b"\xe2\x80\xa8", b"\xc2\x85",
    b"[" * 400, b"a: {" * 300, b"- " * 300, b"components", b"topic: []\n", b"any: [[]]\n", b"@unknown-family", b"cases: [1]\n", b"slug: X Y\n", b"year: next\n", b"9" * 5000, b"x" * 4000, b"extends: x\n", b"\r", b"code: b\n", b"user:pw@",
)  # fmt: skip


def _changed(originals: list[bytes]) -> st.SearchStrategy[bytes]:
    """Files cut, doubled and with slips put in."""
    place = st.floats(0, 1, allow_nan=False)
    slip = st.tuples(place, st.sampled_from((0, 0, 1, 5, 40)), st.sampled_from(_SLIPS) | st.binary(max_size=4))
    return st.tuples(st.sampled_from(originals), st.lists(slip, max_size=5), place).map(_with_slips)


def _with_slips(drawn: tuple[bytes, list[tuple[float, int, bytes]], float]) -> bytes:
    text, slips, cut = drawn
    for place, gone, put in slips:
        at = int(place * len(text))
        if put.startswith((b" ", b"&")) and (colon := text.find(b":", at)) >= 0:  # in the place of a value
            end = text.find(b"\n", colon)
            text = text[: colon + 1] + b" " + put + text[end + 1 :]
            continue
        text = text[:at] + put + text[at + gone :]
    return text if cut > 0.2 else text[: int(len(text) * cut * 5)]


def _toys() -> dict[str, bytes]:
    return {file.relative_to(_TOY).as_posix(): file.read_bytes() for file in _TOY.rglob("*.yaml")}


def _short_rules() -> list[bytes]:
    """Rules without their cases but one: the reader takes its time for each line."""
    return [re.split(rb"(?m)^cases:", file.read_bytes())[0] + b"cases: [{label: x, item: true}]\n" for file in _RULES]


def _settings_lines() -> list[bytes]:
    return [
        f"{name}={value}".encode()
        for name in Settings.__dataclass_fields__
        for value in ("0", "-1", "nan", "yes", "x")
    ]


def _with_names() -> list[bytes]:
    return [
        bytes([number]) + b"\n" + text for number, text in enumerate(files for _, files in sorted(_toys().items()))
    ]


_ENVIRON: Final = st.lists(
    st.tuples(st.sampled_from(sorted(Settings.__dataclass_fields__)), st.just("="), st.sampled_from(("0", "-1", "1e999", "nan", "inf", "yes", "๕", "1_000", " 5 ", "", "x", "25:00", "08:30-08:30", "00:00-24:00")) | st.text(max_size=6)).map("".join),
    max_size=4,
).map("\n".join)  # fmt: skip
_WATCHED: Final = ("oitcrawl.ruleset", "oitcrawl.agencies", "oitcrawl.settings", "oitcrawl.hours")

TARGETS: Final = (
    Target(name="rule", run=rule, inputs=_changed(_short_rules()), seeds=lambda: [file.read_bytes() for file in _RULES], words=_SLIPS[:40], watched=_WATCHED, longest=3_000, examples=60),
    Target(name="edition", run=edition, inputs=_changed(_with_names()), seeds=_with_names, words=_SLIPS[:40], watched=_WATCHED, examples=60),
    Target(name="agencies", run=agencies, inputs=_changed([_AGENCIES]), seeds=lambda: [_AGENCIES], words=_SLIPS[:40], watched=_WATCHED, examples=120),
    Target(name="settings", run=settings, inputs=_changed([_TOML]), seeds=lambda: [_TOML, b"x = [1]"], words=(*Settings.__dataclass_fields__, b" = ", b'"""', b"[[x]]"), watched=(*_WATCHED, "tomllib"), examples=200),
    Target(name="environment", run=environment, inputs=_ENVIRON.map(str.encode), seeds=_settings_lines, words=(*Settings.__dataclass_fields__, "=", "\n"), watched=_WATCHED, examples=200, longest=200),
    Target(name="agency-table", run=table, inputs=_changed([_ROWS]), seeds=lambda: [_ROWS], words=("\t", "\n", "เว็บไซต์", "ชื่อหน่วยงาน", "รหัส", "จังหวัด", "www.", ".go.th", "https://", "O12"), watched=_WATCHED, examples=200),
)  # fmt: skip
