"""A table of agencies taken into the agencies file: read, understood, merged, looked over, written whole or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from oitcrawl.agencies import load_agencies, mistakes_in
from oitcrawl.agencies.cells import Words
from oitcrawl.agencies.heads import spoken
from oitcrawl.agencies.intake import Entry, Intake, Mistake, address_key, take_in
from oitcrawl.agencies.table import Table, table_of
from oitcrawl.agencies.writing import NotPlain, differences, merged, new_file
from oitcrawl.compose.whole import write_whole
from oitcrawl.errors import UsageError
from oitcrawl.read.grid import Grid, read_grids
from oitcrawl.read.trouble import Trouble
from oitcrawl.ruleset.memo import remembered
from oitcrawl.ruleset.source import read_source
from oitcrawl.ruleset.source_edit import edited, plain

MOST: Final = 60_000_000  # bytes of a table of agencies
_SHOWN: Final = 12  # headings that are named in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What is to be imported.

    Attributes:
        file: the table, CSV or a workbook.
        out: the agencies file.
        merge: take it into the agencies file that is there.
        sheet: the only sheet to be read; empty for all with a heading.
        group_by: heading of the column that names the groups; empty for the usual one.
        skip_wrong: write what is right although some rows are wrong.
        dry_run: write nothing.
    """

    file: Path
    out: Path
    merge: bool = False
    sheet: str = ""
    group_by: str = ""
    skip_wrong: bool = False
    dry_run: bool = False


@dataclass(slots=True, kw_only=True)
class Imported:
    """What came of it.

    Attributes:
        written: whether the agencies file was.
        added, changed: codes of agencies; ``changed`` with the keys that have other values.
        same: agencies that are as they were.
        kept: agencies of the file that the table does not name.
        mistakes: of rows, in their order.
        unknown: headings that nobody understands.
        notes: what was done that a person should know.
    """

    written: bool = False
    added: list[str] = field(default_factory=list)
    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    same: int = 0
    kept: int = 0
    mistakes: list[Mistake] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    notes: list[Words] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "written": self.written,
            "added": self.added,
            "changed": {code: list(keys) for code, keys in self.changed.items()},
            "same": self.same,
            "kept": self.kept,
            "mistakes": [
                {"row": one.number, "sheet": one.sheet, "th": one.words[0], "en": one.words[1]}
                for one in self.mistakes
            ],
            "unknown_columns": list(self.unknown),
            "notes": [{"th": th, "en": en} for th, en in self.notes],
        }


def import_agencies(wish: Import) -> Imported:
    """Take a table of agencies into the agencies file.

    Raises:
        UsageError: the table cannot be read or has no heading, or the agencies file is there and is not to be merged.
        SettingsError: the agencies file that is there is wrong.
        PublishError: the agencies file cannot be written.
    """
    tables = _tables(wish)
    there = _there(wish)
    known: Sequence[Mapping[str, Any]] = there["agencies"] if there else ()
    intake = take_in(tables, known, group_by=wish.group_by)
    done = Imported(mistakes=intake.mistakes, unknown=tuple(dict.fromkeys(one for t in tables for one in t.unknown)))
    changes, new = _sorted_out(intake, known, done)
    data = _composed(there, changes, new)
    _look_over(data, known, intake, done)
    _note(done, intake, tables)
    if (done.mistakes and not wish.skip_wrong) or not data["agencies"]:
        return done
    text = _text(wish, known, changes, new) if there else new_file(new, _remark(wish))
    if not wish.dry_run and not (there and not changes and not new):
        write_whole(wish.out, text.encode())
        remembered(
            text, lambda _text: data
        )  # reading it the first time would take as long as eight thousand lines do
        done.written = True
    return done


def _tables(wish: Import) -> list[Table]:
    grids = _grids(wish)
    if wish.sheet and not any(grid.name == wish.sheet for grid in grids):
        names = ", ".join(grid.name for grid in grids if grid.name) or "-"
        raise UsageError(
            f"ไม่มีแผ่นงาน {wish.sheet!r} ใน {wish.file}",
            cure=f"แผ่นงานที่มี: {names}",
            en=f"{wish.file} has no sheet {wish.sheet!r} — it has: {names}",
        )
    wanted = [grid for grid in grids if not wish.sheet or grid.name == wish.sheet]
    tables = [table for grid in wanted if (table := table_of(grid.rows, grid.name)) is not None]
    if not tables:
        raise _no_heading(wish.file, wanted)
    headings = tuple(dict.fromkeys(one for table in tables for one in table.headings))
    if wish.group_by and wish.group_by not in headings:
        raise UsageError(
            f"ไม่มีคอลัมน์ {wish.group_by!r} ใน {wish.file}",
            cure=f"คอลัมน์ที่มี: {', '.join(headings)}",
            en=f"{wish.file} has no column {wish.group_by!r} — it has: {', '.join(headings)}",
        )
    return tables


def _grids(wish: Import) -> tuple[Grid, ...]:
    try:
        if wish.file.stat().st_size > MOST:
            raise UsageError(
                f"{wish.file} ใหญ่เกินไป", cure="แบ่งเป็นหลายไฟล์", en=f"{wish.file} is too large — cut it up"
            )
        return read_grids(wish.file.read_bytes())
    except OSError as error:
        raise UsageError(
            f"เปิดไฟล์ {wish.file} ไม่ได้ ({error.strerror})", cure="ตรวจชื่อไฟล์", en=f"{wish.file}: {error.strerror}"
        ) from error
    except Trouble as error:
        raise UsageError(
            f"อ่านตาราง {wish.file} ไม่ได้ ({error.cause.value})",
            cure="เปิดด้วยโปรแกรมตารางคำนวณ ถอดรหัสผ่าน แล้วบันทึกเป็น .xlsx หรือ .csv ใหม่",
            en=f"{wish.file} cannot be read ({error.cause.value}) — save it anew as .xlsx or .csv without password",
        ) from error


def _no_heading(file: Path, grids: Sequence[Grid]) -> UsageError:
    first = next((cells for grid in grids for _, cells in grid.rows), ())
    seen = ", ".join(cell for cell in first if cell.strip())[:200] or "-"
    wanted = ", ".join(spoken()[:_SHOWN])
    return UsageError(
        f"ไม่พบแถวหัวตารางใน {file} (แถวแรกคือ: {seen})",
        cure=f"ต้องมีหัวคอลัมน์ เว็บไซต์ และ ชื่อหน่วยงาน เป็นอย่างน้อย คอลัมน์ที่รู้จัก: {wanted}",
        en=f"no heading was found in {file} (its first row: {seen}) — it needs at least the columns "
        "website and name; known are code, name, website, province, kind, group, email and more",
    )


def _there(wish: Import) -> dict[str, Any] | None:
    """The values of the agencies file that is there, sound; None where there is none."""
    if not wish.out.exists():
        return None
    if not wish.merge:
        raise UsageError(
            f"มีไฟล์ {wish.out} อยู่แล้ว",
            cure="รวมเข้ากับไฟล์เดิมด้วย --merge (ค่าที่ตั้งไว้เองยังอยู่) หรือเขียนไฟล์อื่นด้วย --out FILE",
            en=f"{wish.out} is there — take the table into it with --merge, or name another file with --out FILE",
        )
    load_agencies(wish.out)  # says what is wrong in it, with its line
    data: dict[str, Any] = read_source(wish.out, manual="README.md").data
    return data


def _sorted_out(
    intake: Intake, known: Sequence[Mapping[str, Any]], done: Imported
) -> tuple[dict[int, Entry], list[Entry]]:
    """Changes of entries that are there, by their place, and new entries."""
    places = {str(one["code"]).lower(): at for at, one in enumerate(known)}
    changes: dict[int, Entry] = {}
    new: list[Entry] = []
    for entry in intake.entries:
        at = places.get(entry["code"].lower())
        if at is None:
            new.append({key: told for key, told in entry.items() if told not in ("", [], {}, None)})
            done.added.append(entry["code"])
            continue
        there = known[at]
        if address_key(entry["url"]) == address_key(str(there["url"])):
            entry["url"] = there["url"]  # http or www may have been put right by hand
        if found := dict(differences(there, {**entry, "code": there["code"]})):
            changes[at] = found
            done.changed[str(there["code"])] = tuple(found)
        else:
            done.same += 1
    done.kept = len(known) - len(done.changed) - done.same
    return changes, new


def _composed(there: dict[str, Any] | None, changes: Mapping[int, Entry], new: Sequence[Entry]) -> dict[str, Any]:
    """The values of the file as it will be."""
    known = there["agencies"] if there else []
    entries = [{**one, **changes.get(at, {})} for at, one in enumerate(known)]
    return {**(there or {}), "agencies": [*entries, *(dict(one) for one in new)]}


def _look_over(data: dict[str, Any], known: Sequence[Mapping[str, Any]], intake: Intake, done: Imported) -> None:
    """What the schema of the file says of it, told by the row from which it comes."""
    rows = {entry["code"].lower(): line for entry, line in zip(intake.entries, intake.places, strict=True)}
    wrong = mistakes_in(data) if data["agencies"] else ()
    for at, key, message in wrong:
        line = rows.get(str(data["agencies"][at]["code"]).lower()) if at >= 0 else None
        words = (f"{key} ใช้ไม่ได้ ({message}) — แก้ในตาราง", f"{key}: {message}")
        done.mistakes.append(
            Mistake(number=line.number if line else 0, sheet=line.sheet if line else "", words=words)
        )
    bad = {at for at, _, _ in wrong if at >= len(known)}
    if bad:
        data["agencies"] = [one for at, one in enumerate(data["agencies"]) if at not in bad]
    done.mistakes.sort(key=lambda one: (one.sheet, one.number))


def _note(done: Imported, intake: Intake, tables: Sequence[Table]) -> None:
    passed = sum(len(table.passed) for table in tables)
    told = (
        (intake.bare, "เติม https:// ให้ที่อยู่ที่ไม่มี {} แห่ง", "put https:// before {} addresses"),
        (intake.guessed, "เดาประเภทจากชื่อหน่วยงาน {} แห่ง", "told the kind from the name for {} agencies"),
        (intake.social, "ไม่เก็บที่อยู่สื่อสังคมออนไลน์ {} แห่ง", "left out {} pages of social media"),
        (len(intake.repeated), "ข้ามแถวที่ซ้ำทุกช่อง {} แถว", "passed over {} rows that repeat another"),
        (
            passed,
            "ข้ามแถวที่ไม่ใช่หน่วยงาน (หัวข้อ ยอดรวม หมายเหตุ) {} แถว",
            "passed over {} rows of titles, sums and remarks",
        ),
    )
    done.notes += [(th.format(f"{count:,}"), en.format(f"{count:,}")) for count, th, en in told if count]
    if intake.unmatched:
        new, old = intake.unmatched[0]
        done.notes.append(
            (
                f"คงรหัสเดิมไว้ {len(intake.unmatched):,} แห่ง เพื่อไม่ให้ประวัติการตรวจขาด เช่น {old} (ในตารางคือ {new})",
                f"kept the codes of {len(intake.unmatched):,} agencies, so that their history goes on: {old} ({new})",
            )
        )


def _text(
    wish: Import, known: Sequence[Mapping[str, Any]], changes: Mapping[int, Entry], new: Sequence[Entry]
) -> str:
    """The file that is there with its changes: line by line, or where it is laid out otherwise by a parser."""
    text = wish.out.read_text(encoding="utf-8-sig")
    try:
        return merged(text, len(known), changes, new, plain)
    except NotPlain:
        return edited(text, lambda tree: _put(tree, changes, new))


def _put(tree: Any, changes: Mapping[int, Entry], new: Sequence[Entry]) -> None:
    for at, found in changes.items():
        for key, told in found.items():
            tree["agencies"][at][key] = told
    tree["agencies"].extend(new)


def _remark(wish: Import) -> str:
    name = " ".join(wish.file.name.split())
    return f"นำเข้าจาก {name} · นำเข้าตารางใหม่: oitcrawl agencies import {name} --merge (ค่าที่ตั้งเองในไฟล์นี้ยังอยู่)"
