"""``oitcrawl check`` and ``oitcrawl classify``: documents and labels, without any network."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from oitcrawl.checkup import Checkup, check_document
from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.compose import Order, classifier
from oitcrawl.errors import UsageError
from oitcrawl.model.finding import ComponentState
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.ruleset.load import RuleSet, load_edition
from oitcrawl.settings import load_settings

_MARKS = {
    ComponentState.PRESENT: "✓",
    ComponentState.ABSENT: "✗",
    ComponentState.UNREADABLE: "?",
    ComponentState.HUMAN: "?",
    ComponentState.NOT_DUE: "-",
}


def check(
    file: Annotated[list[Path], typer.Argument(help="ไฟล์ที่จะเผยแพร่ (PDF DOCX XLSX HTML TXT)")],
    item: Annotated[str | None, typer.Option("--item", help="ตรวจเป็นข้อนี้ เช่น O7")] = None,
    kind: Annotated[AgencyKind, typer.Option("--kind", help="ประเภทหน่วยงาน")] = AgencyKind.LOCAL_GOVERNMENT,
    edition: options.Edition = None,
    fiscal_year: options.Year = None,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจเอกสารก่อนเผยแพร่: เป็นข้อใด ปีใด ยังขาดองค์ประกอบใด

    ตัวอย่าง: oitcrawl check รายงานผล-2568.pdf --item O7
    """
    voice = options.voice(lang, quiet=quiet)
    rules = load_edition(edition or options.DEFAULT_EDITION, cases=False)
    wanted = _item(rules, item)
    order = Order(
        site=AgencySite(code="check", kind=kind, url="https://check.invalid/"),
        rules=rules,
        as_of=options.parse_day(as_of),
        fiscal_year=options.parse_year(fiscal_year),
    )
    assignment, matcher, settings = order.assignment(), classifier(rules), load_settings()
    checkups = [check_document(path, assignment, matcher, settings, item=wanted) for path in _files(file)]
    if as_json:
        voice.raw(json.dumps([_as_dict(checkup) for checkup in checkups], ensure_ascii=False, indent=1) + "\n")
        return
    voice.say(
        f"ตรวจตามเกณฑ์ {rules.edition} ปีงบประมาณ {assignment.fiscal_year}",
        f"{rules.edition}, FY{assignment.fiscal_year}",
    )
    for checkup in checkups:
        _tell(voice, checkup)


def classify(
    text: Annotated[list[str], typer.Argument(help="ข้อความ หรือ - เพื่ออ่าน JSON ทีละบรรทัดจาก stdin")],
    edition: options.Edition = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """บอกว่าชื่อเมนู ลิงก์ ชื่อเอกสาร หรือชื่อไฟล์ เป็นเรื่องของข้อใด

    ตัวอย่าง: oitcrawl classify "แผนปฏิบัติการป้องกันการทุจริต"
    """
    voice = options.voice(lang, quiet=quiet)
    rules = load_edition(edition or options.DEFAULT_EDITION, cases=False)
    matcher = classifier(rules)
    titles = {rule.item: rule.title for rule in rules.rules}
    for label, href, machine in _labels(text):
        verdict = matcher.classify(label, href=href)
        if machine:
            row = {"label": label, "item": verdict.item, "score": round(verdict.score, 3), "because": verdict.because}
            voice.raw(json.dumps(row, ensure_ascii=False) + "\n")
        elif verdict.item is None:
            voice.answer(f"ไม่ใช่ข้อใด  {label}  ({verdict.because})")
        else:
            voice.answer(f"{verdict.item} {titles[verdict.item]}  {label}  ({verdict.because})")


def _labels(words: list[str]) -> Iterator[tuple[str, str, bool]]:
    if words != ["-"]:
        yield from ((word, "", False) for word in words)
        return
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
            yield str(row["label"]), str(row.get("href") or ""), True
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UsageError(
                f"stdin บรรทัด {number} ไม่ใช่ JSON ที่มี label",
                cure='เขียนแบบ {"label": "...", "href": "..."}',
                en=f'line {number} of stdin is no JSON with a label — write {{"label": "..."}}',
            ) from None


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(child for child in path.iterdir() if child.is_file())
        else:
            yield path


def _item(rules: RuleSet, item: str | None) -> str | None:
    if item is None:
        return None
    for rule in rules.rules:
        if item.lower() in {rule.item.lower(), rule.slug}:
            return rule.item
    raise UsageError(
        f"ชุดเกณฑ์ {rules.edition} ไม่มีข้อ {item!r}",
        cure="ดูทั้งหมด: oitcrawl rules list",
        en=f"{rules.edition} has no such item — see: oitcrawl rules list",
    )


def _tell(voice: Voice, checkup: Checkup) -> None:
    voice.answer(f"\n{checkup.path.name}  [{checkup.media}, {checkup.leaves} หน้า]")
    if checkup.unread:
        voice.answer(f"  {checkup.unread}")
    finding = checkup.finding
    years = ", ".join(str(year) for year in checkup.years) or "ไม่พบ"
    if finding is None:
        voice.answer(f"  ไม่ใช่เอกสารของข้อใดใน O1-O28 · ปีที่พบ {years}")
        return
    voice.answer(f"  {finding.item} {finding.title} — {finding.status.thai}")
    found = ", ".join(map(str, finding.year_found)) or years
    wanted = ", ".join(map(str, finding.year_wanted)) or "ไม่กำหนด"
    voice.answer(f"  ปีที่พบ {found} · ปีที่ต้องการ {wanted}\n  {finding.because}")
    for component in finding.components:
        mark = _MARKS[component.state]
        unconfirmed = " (ยังไม่ยืนยันว่าเกณฑ์กำหนด)" if component.known == "recalled" else ""
        voice.answer(f"    {mark} {component.label} — {component.state.thai}{unconfirmed}")
    if finding.advice and finding.status.is_gap:
        voice.answer(f"  คำแนะนำ: {finding.advice}")


def _as_dict(checkup: Checkup) -> dict[str, Any]:
    finding = checkup.finding
    return {
        "file": str(checkup.path),
        "media": checkup.media,
        "leaves": checkup.leaves,
        "text_layer": checkup.text_layer.value,
        "unread": checkup.unread,
        "years": list(checkup.years),
        "item": finding.item if finding else None,
        "slug": finding.slug if finding else None,
        "title": finding.title if finding else None,
        "status": finding.status.value if finding else None,
        "because": finding.because if finding else "",
        "year_wanted": list(finding.year_wanted) if finding else [],
        "year_found": list(finding.year_found) if finding else [],
        "components": [
            {"key": c.key, "label": c.label, "state": c.state.value, "known": c.known} for c in finding.components
        ]
        if finding
        else [],
        "lacking": list(finding.lacking) if finding else [],
        "advice": finding.advice if finding else "",
    }
