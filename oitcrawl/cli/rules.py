"""``oitcrawl rules list|show|prove|schema``."""

import json
from typing import Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.errors import UsageError
from oitcrawl.prove import ProofReport, prove_rules
from oitcrawl.ruleset.load import Rule, RuleSet, editions, load_edition
from oitcrawl.ruleset.schema import rule_schema

app = typer.Typer(help="เกณฑ์การตรวจ (ไฟล์ใน rules/)", no_args_is_help=True, rich_markup_mode=None)

_KNOWN = {"seed": "ยืนยันจากรายงานการประเมินจริง", "seen": "พบบนเว็บไซต์หน่วยงานจริง", "recalled": "ยังไม่ยืนยัน"}


@app.command("list")
def list_(
    edition: options.Edition = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงทุกข้อของชุดเกณฑ์

    ตัวอย่าง: oitcrawl rules list --edition nacc-2568
    """
    voice = options.voice(lang, quiet=quiet)
    rules = load_edition(edition or options.DEFAULT_EDITION)
    if as_json:
        rows = [{"item": r.item, "slug": r.slug, "title": r.title, "year": str(r.year)} for r in rules.rules]
        voice.raw(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    voice.say(f"{rules.title} ({rules.edition}) · ชุดเกณฑ์ที่มี: {', '.join(editions())}", rules.edition)
    for rule in rules.rules:
        voice.answer(f"{rule.item:<4} {rule.title}  [{rule.slug}, {rule.year}]")


@app.command("show")
def show(
    item: Annotated[str, typer.Argument(help="เลขข้อ เช่น O7 หรือชื่อถาวร เช่น annual-report")],
    edition: options.Edition = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงเกณฑ์ของข้อหนึ่ง: คำที่ใช้ค้น องค์ประกอบ ปีที่ต้องการ

    ตัวอย่าง: oitcrawl rules show O7
    """
    voice = options.voice(lang, quiet=quiet)
    rules = load_edition(edition or options.DEFAULT_EDITION)
    _show(voice, _find(rules, item))


@app.command("prove")
def prove(
    edition: options.Edition = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ทดสอบเกณฑ์กับกรณีตัวอย่างในไฟล์ และลองตัดแต่ละเงื่อนไขออก เพื่อยืนยันว่าทุกเงื่อนไขมีผล

    ตัวอย่าง: oitcrawl rules prove
    """
    voice = options.voice(lang, quiet=quiet)
    proof = prove_rules(load_edition(edition or options.DEFAULT_EDITION))
    _tell_proof(voice, proof, as_json=as_json)
    raise typer.Exit(2 if proof.failed else 0)


@app.command("schema")
def schema(lang: options.Lang = "th", quiet: options.Quiet = False) -> None:
    """พิมพ์ JSON Schema ของไฟล์เกณฑ์ (ให้โปรแกรมแก้ไขข้อความช่วยเติมคำ)

    ตัวอย่าง: oitcrawl rules schema > rules/rule.schema.json
    """
    voice = options.voice(lang, quiet=quiet)
    voice.raw(json.dumps(rule_schema(), ensure_ascii=False, indent=1) + "\n")


def _find(rules: RuleSet, name: str) -> Rule:
    for rule in rules.rules:
        if name.lower() in {rule.item.lower(), rule.slug.lower()}:
            return rule
    raise UsageError(
        f"ชุดเกณฑ์ {rules.edition} ไม่มีข้อ {name!r}",
        cure="ดูทั้งหมด: oitcrawl rules list",
        en=f"{rules.edition} has no such item — see: oitcrawl rules list",
    )


def _show(voice: Voice, rule: Rule) -> None:
    voice.answer(f"{rule.item} {rule.title}\nชื่อถาวร {rule.slug} · กลุ่ม {rule.group} · ปีที่ต้องการ {rule.year}")
    voice.answer("เป็นเรื่องนี้เมื่อพบทุกคำในบรรทัดใดบรรทัดหนึ่ง:")
    for clause in rule.topic.any:
        voice.answer(f"  + {clause}")
    for veto in rule.topic.none:
        voice.answer(f"  - ไม่ใช่เมื่อพบ {', '.join(veto.source)}")
    voice.answer("องค์ประกอบ:")
    for component in rule.components:
        voice.answer(f"  {component.key}: {component.label} [{_KNOWN[str(component.known)]}]")
    if rule.advice:
        voice.answer(f"คำแนะนำ: {rule.advice}")


def _tell_proof(voice: Voice, proof: ProofReport, *, as_json: bool) -> None:
    if as_json:
        voice.raw(json.dumps(proof.as_dict(), ensure_ascii=False, indent=1) + "\n")
        return
    for line in proof.lines():
        voice.answer(line)
