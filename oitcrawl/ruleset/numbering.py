"""Reads ``rules/numberings/*.yaml``: what the numbers of past editions and of look-alike lists mean."""

import re
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Annotated, Final

from pydantic import Field

from oitcrawl.ruleset.entries import FileModel, Words
from oitcrawl.ruleset.schema import ItemCode, Slug
from oitcrawl.ruleset.scheme import Code, Numbering
from oitcrawl.ruleset.source import Source, read_source, validated

FOLDER: Final = "numberings"
_Meant = Slug | Annotated[list[Slug], Field(min_length=1)]


class NumberingFile(FileModel):
    """A numbering as written."""

    numbering: Slug
    title: Words
    fiscal_year: Annotated[int, Field(ge=2400, le=2700)] | None = None
    words: list[Words] = Field(default_factory=list)
    runs: Annotated[
        dict[Annotated[str, Field(pattern=r"^[A-Z]{1,6}$")], Annotated[int, Field(ge=1)]], Field(min_length=1)
    ]
    seen: dict[ItemCode, _Meant] = Field(default_factory=dict)
    recalled: dict[ItemCode, _Meant] = Field(default_factory=dict)


def read_numberings(root: Traversable) -> tuple[Numbering, ...]:
    """Every numbering under the folder of all rules, by name; none when it has no such folder.

    Raises:
        RulesError: one of the files is wrong; names file and line.
    """
    folder = root.joinpath(FOLDER)
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml")) if folder.is_dir() else []
    return tuple(_numbering(read_source(folder.joinpath(name))) for name in names)


def _numbering(source: Source) -> Numbering:
    file = validated(NumberingFile, source)
    if file.numbering != source.path.stem:
        source.fail(f"numbering ต้องตรงกับชื่อไฟล์ {source.path.stem!r}", ("numbering",))
    if file.fiscal_year is None and not file.words:
        source.fail("ลำดับข้อที่ไม่มี fiscal_year ต้องบอก words ที่ใช้รู้จัก", ("numbering",), cure="เช่น words: [โรงเรียน]")
    seen, recalled = (_meanings(source, file, key) for key in ("seen", "recalled"))
    for code in seen.keys() & recalled.keys():
        source.fail("มีทั้งใน seen และ recalled", ("recalled", f"{code[0]}{code[1]}"), cure="ลบออกแห่งหนึ่ง")
    return Numbering(
        name=file.numbering,
        title=file.title,
        fiscal_year=file.fiscal_year,
        words=tuple(file.words),
        runs=file.runs,
        seen=seen,
        recalled=recalled,
    )


def _meanings(source: Source, file: NumberingFile, key: str) -> Mapping[Code, tuple[str, ...]]:
    """The codes of one list; each must lie within the run of its letters."""
    meanings = {}
    for written, meant in getattr(file, key).items():
        code = _code(written)
        if code[1] > file.runs.get(code[0], 0):
            source.fail(f"{written} อยู่นอก runs", (key, written), cure="แก้เลขข้อ หรือแก้ runs")
        meanings[code] = (meant,) if isinstance(meant, str) else tuple(meant)
    return meanings


def _code(written: str) -> Code:
    letters, number = re.findall(r"[A-Z]+|\d+", written)
    return letters, int(number)
