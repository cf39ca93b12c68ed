"""``oitcrawl rules list|show|prove|schema|new-year``."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.new_year import new_year
from oitcrawl.cli.why import tell_why
from oitcrawl.errors import UsageError
from oitcrawl.prove import ProofReport, prove_rules, summed
from oitcrawl.ruleset.caution import caution
from oitcrawl.ruleset.frozen import thawed
from oitcrawl.ruleset.load import Rule, RuleSet, editions
from oitcrawl.ruleset.schema import rule_schema
from oitcrawl.settings import load_settings

app = typer.Typer(help="เกณฑ์การตรวจ (ไฟล์ใน rules/)", no_args_is_help=True, rich_markup_mode=None)

app.command("new-year")(new_year)

_KNOWN = {"seed": "ยืนยันจากรายงานการประเมินจริง", "seen": "พบบนเว็บไซต์หน่วยงานจริง", "recalled": "ยังไม่ยืนยัน"}


@app.command("list")
def list_(
    edition: options.Edition = None,
    rules_dir: options.Rules = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงทุกข้อของชุดเกณฑ์

    ตัวอย่าง: oitcrawl rules list --edition nacc-2568
    """
    voice = options.voice(lang, quiet=quiet)
    rules = options.edition_of(edition, rules_dir)
    if as_json:
        mark = {"edition": rules.edition, "provisional": rules.provisional, "edition_note": caution(rules)}
        rows = [{"item": r.item, "slug": r.slug, "title": r.title, "year": str(r.year), **mark} for r in rules.rules]
        voice.raw(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    names = ", ".join(editions(options.rules_of(rules_dir)))
    voice.say(f"{rules.title} ({rules.edition}) · ชุดเกณฑ์ที่มี: {names}", f"{rules.edition} · editions: {names}")
    _tell_caution(voice, rules)
    for rule in rules.rules:
        voice.answer(f"{rule.item:<4} {rule.title}  [{rule.slug}, {rule.year}]")


@app.command("show")
def show(
    item: Annotated[str, typer.Argument(help="เลขข้อ เช่น O7 หรือชื่อถาวร เช่น annual-report")],
    why: Annotated[
        str | None,
        typer.Option("--why", help="บอกว่าเหตุใดที่อยู่นี้ (หรือไฟล์นี้) จึงเป็น หรือไม่เป็น หลักฐานของข้อ", metavar="URL|FILE"),
    ] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="กับ --why: ดูเฉพาะหน่วยงานรหัสนี้")] = None,
    scan: Annotated[int | None, typer.Option("--scan", help="กับ --why: ดูเฉพาะการตรวจเลขที่นี้")] = None,
    edition: options.Edition = None,
    rules_dir: options.Rules = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงเกณฑ์ของข้อหนึ่ง: คำที่ใช้ค้น องค์ประกอบ ปีที่ต้องการ หรือเหตุผลของคำตัดสินด้วย --why

    ตัวอย่าง: oitcrawl rules show O7 --why https://www.example.go.th/files/report.pdf
    """
    voice = options.voice(lang, quiet=quiet)
    if why is not None:

        def choose(judged_by: str) -> tuple[Rule, RuleSet]:
            chosen = options.edition_of(edition or judged_by, rules_dir)
            return _find(chosen, item), chosen

        settings = load_settings(path=settings_file, flags={"lang": lang})
        default = options.DEFAULT_EDITION
        tell_why(voice, why, choose, settings, agency=agency, scan=scan, default=default, as_json=as_json)
        return
    rules = options.edition_of(edition, rules_dir)
    rule = _find(rules, item)
    if as_json:
        voice.raw(json.dumps(_rule_dict(rule, rules), ensure_ascii=False, indent=1) + "\n")
        return
    _tell_caution(voice, rules)
    _show(voice, rule)


@app.command("prove")
def prove(
    edition: options.Edition = None,
    rules_dir: options.Rules = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ทดสอบเกณฑ์ทุกฉบับ (หรือฉบับเดียวด้วย --edition) กับกรณีตัวอย่างในไฟล์ และลองตัดแต่ละเงื่อนไขออก เพื่อยืนยันว่าทุกเงื่อนไขมีผล

    ตัวอย่าง: oitcrawl rules prove
    """
    voice = options.voice(lang, quiet=quiet)
    names = (edition,) if edition else editions(options.rules_of(rules_dir))
    proofs = [prove_rules(options.edition_of(name, rules_dir, cases=True)) for name in names]
    _tell_proofs(voice, proofs, as_json=as_json)
    changed = thawed()
    for one in changed:
        what = "สิ่งที่เกณฑ์ถาม" if one.part == "specification" else "กฎ"
        voice.warn(f"{what}ของฉบับเก่า {one.edition} เปลี่ยนไปจาก {one.frozen}", f"{one.edition}: the {one.part} changed")
    raise typer.Exit(2 if changed or any(proof.failed for proof in proofs) else 0)


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


def _rule_dict(rule: Rule, rules: RuleSet) -> dict[str, Any]:
    return {
        "item": rule.item,
        "slug": rule.slug,
        "title": rule.title,
        "group": rule.group,
        "year": str(rule.year),
        "any": [str(clause) for clause in rule.topic.any],
        "none": [list(veto.source) for veto in rule.topic.none],
        "components": [{"key": c.key, "label": c.label, "known": str(c.known)} for c in rule.components],
        "advice": rule.advice,
        "edition": rules.edition,
        "edition_note": caution(rules),
    }


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


def _tell_caution(voice: Voice, rules: RuleSet) -> None:
    """What has to be said of an edition, also to those who asked for silence when it is not confirmed."""
    note = caution(rules)
    if rules.provisional:
        voice.warn(f"หมายเหตุ: {note}", f"note: {note}")
    elif note:
        voice.say(f"หมายเหตุ: {note}", f"note: {note}")


def _tell_proofs(voice: Voice, proofs: Sequence[ProofReport], *, as_json: bool) -> None:
    """One edition as it is; several with their sums, and each of them beside."""
    if as_json:
        told = proofs[0].as_dict() if len(proofs) == 1 else summed(proofs)
        voice.raw(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    for line in (line for proof in proofs for line in proof.lines()):
        voice.answer(line)
