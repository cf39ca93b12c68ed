"""Writes the provisional edition of a new year from another: the same items, and that nothing is confirmed."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from oitcrawl.errors import UsageError
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.load import EDITION_FILE, editions
from oitcrawl.ruleset.rule import Rule, RuleSet

_YEARS: Final = {
    YearRule.THIS_YEAR: "ของปีที่ประเมิน",
    YearRule.LAST_YEAR: "ของปีก่อนหน้า",
    YearRule.COVERS: "แผนที่ครอบคลุมปีที่ประเมิน",
    YearRule.THIS_OR_LAST_YEAR: "ของปีที่ประเมินหรือปีก่อนหน้า",
    YearRule.IN_FORCE: "ฉบับที่ใช้อยู่ ไม่ถามปี",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """An edition that was written.

    Attributes:
        name: of the edition, such as ``nacc-2570``.
        file: its ``edition.yaml``.
    """

    name: str
    file: Path


def write_new_year(year: int, base: RuleSet, folder: Path) -> NewEdition:
    """Write the provisional edition of ``year`` under ``folder``; nothing that is there is ever changed.

    Args:
        year: Buddhist fiscal year, later than that of ``base``.
        base: the edition whose items are taken over.
        folder: of all rules.

    Raises:
        UsageError: the year is not later, there is such an edition already, here or among those that ship,
            or the folder cannot be written.
    """
    if year <= base.fiscal_year:
        raise UsageError(
            f"ปี {year} ไม่ใหม่กว่าฉบับ {base.edition} (ปี {base.fiscal_year})",
            cure=f"ใส่ปีตั้งแต่ {base.fiscal_year + 1}",
            en=f"{year} is not later than {base.edition} ({base.fiscal_year})",
        )
    name = edition_name(year, base)
    _demand_new(name, year)
    home = folder / name
    file = home / EDITION_FILE
    try:
        home.mkdir(parents=True)
        file.write_text(edition_text(name, year, base), encoding="utf-8")
    except FileExistsError:
        raise UsageError(
            f"มีฉบับ {name} แล้วที่ {home} จึงไม่เขียนทับ",
            cure=f"แก้ {file} ต่อ หรือเขียนที่อื่นด้วย --out DIR",
            en=f"{home} exists and is left as it is — write elsewhere with --out DIR",
        ) from None
    except OSError as error:
        raise UsageError(
            f"เขียน {home} ไม่ได้ ({error.strerror})",
            cure="เขียนที่อื่นด้วย --out DIR",
            en=f"cannot write {home} ({error.strerror}) — write elsewhere with --out DIR",
        ) from error
    return NewEdition(name=name, file=file)


def _demand_new(name: str, year: int) -> None:
    """Refuse the name of an edition that ships: the new one would hide it from every command that looks here."""
    if name in editions():
        raise UsageError(
            f"ฉบับ {name} มีมากับโปรแกรมแล้ว จึงไม่เขียนฉบับชั่วคราวมาบัง",
            cure=f"ใช้ฉบับนั้นได้เลยด้วย --edition {name} หรือยกไปปีถัดไป: oitcrawl rules new-year {year + 1} --from {name}",
            en=f"{name} ships with the program — use --edition {name}, or: rules new-year {year + 1} --from {name}",
        )


def edition_name(year: int, base: RuleSet) -> str:
    """``nacc-2570`` for ``nacc-2569``; an edition without a year in its name gets one."""
    stem = re.sub(rf"-?{base.fiscal_year}$", "", base.edition)
    return f"{stem}-{year}"


def edition_text(name: str, year: int, base: RuleSet) -> str:
    """The whole ``edition.yaml``: every item by its permanent name, with what to check of it beside."""
    title = base.title.replace(str(base.fiscal_year), str(year))
    if title == base.title:
        title = f"{base.title} ปีงบประมาณ พ.ศ. {year}"
    head = f"""\
# ฉบับชั่วคราวของปีงบประมาณ พ.ศ. {year} ยกมาจากฉบับ {base.edition} ทั้งหมด ยังไม่มีข้อใดยืนยันสำหรับปีนี้
# เมื่อคู่มือของปี {year} ออก ให้ตรวจทีละบรรทัดใน items กับคู่มือ:
#   เลขข้อเปลี่ยน      ย้ายชื่อถาวรไปไว้หลังเลขข้อใหม่
#   ข้อที่ตัดออก       เขียน null แทนชื่อถาวร (บรรทัดที่หายไปยังสืบทอดจาก {base.edition})
#   ชื่อ ปี หรือองค์ประกอบเปลี่ยน   เขียนไฟล์เล็กในโฟลเดอร์นี้ เช่น O07-annual-report.yaml มี extends: annual-report
#                     กับเฉพาะสิ่งที่เปลี่ยน แล้วใส่ชื่อไฟล์แทนชื่อถาวรในบรรทัดนั้น
# ตรวจครบทุกข้อแล้วจึงลบ note และแก้ provisional เป็น false
# วิธีเขียนทั้งหมดอยู่ใน rules/README.md
edition: {name}
extends: {base.edition}
title: {_quoted(title)}
note: >-
  ฉบับชั่วคราวที่ยกมาจากฉบับ {base.edition} ยังไม่มีอะไรยืนยันสำหรับปีงบประมาณ พ.ศ. {year} ไม่ใช่ตัวบททางการ
  (taken over from {base.edition}; nothing is confirmed for FY{year}, not the official text)
provisional: true
fiscal_year: {year}
items:
"""
    return head + "".join(_line(rule) for rule in base.rules)


def _line(rule: Rule) -> str:
    recalled = sum(part.known is Known.RECALLED for part in rule.components)
    doubt = f" · องค์ประกอบที่ยังไม่ยืนยัน {recalled} จาก {len(rule.components)}" if recalled else ""
    return f"  {rule.item}: {rule.slug}  # {rule.title} · {_YEARS[rule.year]}{doubt}\n"


def _quoted(text: str) -> str:
    """As a YAML text, whatever stands in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
