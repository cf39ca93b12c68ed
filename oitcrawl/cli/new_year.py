"""``oitcrawl rules new-year``: the provisional edition of a year whose manual has not appeared yet."""

from pathlib import Path
from typing import Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.review_words import quoted
from oitcrawl.prove import prove_rules
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.load import CHECKOUT, RuleSet, load_edition, rules_root
from oitcrawl.ruleset.new_year import NewEdition, write_new_year
from oitcrawl.ruleset.own import own_folder
from oitcrawl.settings import load_settings


def new_year(
    year: Annotated[int, typer.Argument(help="ปีงบประมาณ (พ.ศ.) ของฉบับใหม่", metavar="2570")],
    base: Annotated[str, typer.Option("--from", help="ฉบับที่ยกมา เช่น nacc-2569", metavar="nacc-2569")],
    out: Annotated[
        Path | None, typer.Option("--out", help="โฟลเดอร์เกณฑ์ที่จะเขียน", metavar="DIR", show_default=False)
    ] = None,
    rules_dir: options.Rules = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """เขียนชุดเกณฑ์ชั่วคราวของปีใหม่จากชุดที่มี ไม่เขียนทับของเดิม แล้วทดสอบทันที

    ตัวอย่าง: oitcrawl rules new-year 2570 --from nacc-2569
    """
    voice = options.voice(lang, quiet=quiet)
    options.parse_year(year)
    own = own_folder(load_settings(flags={"rules_dir": options.rules_flag(rules_dir)}))
    folder = out or rules_dir or _home(own)
    # as seen from there: an edition that could not be extended from that folder is refused before anything is written
    written = write_new_year(year, load_edition(base, root=rules_root(folder)), folder)
    voice.answer(str(written.file))
    rules = load_edition(written.name, root=rules_root(folder))
    proof = prove_rules(rules)
    # clauses that no case feels are the business of who writes rules: rules prove tells them
    told = proof.lines()
    for line in (*told[: len(proof.failed)], told[-1]):
        voice.say(line, line)
    _tell_next(voice, written, rules, _flag(folder))
    raise typer.Exit(2 if proof.failed else 0)


def _home(own: Path) -> Path:
    """The rules of a source checkout, where there is one; else the office's own."""
    return CHECKOUT if rules_root() == CHECKOUT and not load_settings().rules_dir else own


def _flag(folder: Path) -> str:
    """What a command must say to find the edition: nothing where it looks of itself, without any option."""
    known = [own_folder(load_settings()), *([CHECKOUT] if rules_root() == CHECKOUT else [])]
    return "" if folder.resolve() in {one.resolve() for one in known} else f" --rules {quoted(str(folder))}"


def _tell_next(voice: Voice, written: NewEdition, rules: RuleSet, flag: str) -> None:
    doubted = [rule for rule in rules.rules if any(part.known is Known.RECALLED for part in rule.components)]
    items = ", ".join(rule.item for rule in doubted)
    year, name = rules.fiscal_year, rules.edition
    voice.say(
        f"""
เขียนฉบับชั่วคราว {name} แล้ว ({len(rules.rules)} ข้อ ยังไม่มีข้อใดยืนยันสำหรับปี {year}) สิ่งที่ต้องทำต่อ
  1. ใช้ได้เลย: oitcrawl scan URL --edition {name} --fiscal-year {year}{flag}
     ทุกผลจะบอกว่าเป็นฉบับชั่วคราว
  2. เมื่อคู่มือของปี {year} ออก เปิด {written.file}
     ตรวจทุกบรรทัดใต้ items: เลขข้อ ชื่อข้อ ปีที่ต้องการ (หมายเหตุท้ายบรรทัดบอกสิ่งที่ยกมา)
     และองค์ประกอบที่ยังไม่ยืนยันของข้อ {items}
  3. ข้อที่เปลี่ยน เขียนไฟล์เล็กที่มี extends: ชื่อถาวร กับเฉพาะสิ่งที่เปลี่ยน (ดู rules/README.md)
  4. ไฟล์หน่วยงานที่อ้างเลขข้อ (owners, declared, waivers) ให้ใช้ชื่อถาวรแทน เช่น {rules.rules[-1].slug}
  5. ทดสอบ: oitcrawl rules prove --edition {name}{flag}
  6. ครบแล้วลบ note และแก้ provisional เป็น false""",
        f"""
{name} is written: {len(rules.rules)} items, none confirmed for {year}. Use it at once with --edition {name}{flag};
when the manual appears, check every line under items of {written.file}, then set provisional: false.""",
    )
