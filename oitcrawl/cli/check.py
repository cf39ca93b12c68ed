"""``oitcrawl check``: documents before they are published, without any network."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from oitcrawl.checkup import Checkup, covered
from oitcrawl.cli import options
from oitcrawl.cli.check_table import status_words, tell_table
from oitcrawl.cli.console import Voice
from oitcrawl.compose import Order, check_files
from oitcrawl.errors import UsageError
from oitcrawl.judge.explain import years_text
from oitcrawl.model.content import TextLayer
from oitcrawl.model.finding import ComponentState, ItemFinding
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.ruleset.caution import caution
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.settings import load_settings

_MARKS = {
    ComponentState.PRESENT: "✓",
    ComponentState.ABSENT: "✗",
    ComponentState.UNREADABLE: "?",
    ComponentState.HUMAN: "?",
    ComponentState.NOT_DUE: "-",
}
MOST_TOLD = 200  # files told one by one
_JUNK = {"thumbs.db", "desktop.ini"}


def check(
    file: Annotated[list[Path], typer.Argument(help="ไฟล์หรือโฟลเดอร์ที่จะเผยแพร่ (PDF Word Excel ภาพ ZIP ...)")],
    item: Annotated[str | None, typer.Option("--item", help="ตรวจเป็นข้อนี้ เช่น O7")] = None,
    kind: Annotated[AgencyKind, typer.Option("--kind", help="ประเภทหน่วยงาน")] = AgencyKind.LOCAL_GOVERNMENT,
    edition: options.Edition = None,
    rules_dir: options.Rules = None,
    fiscal_year: options.Year = None,
    as_of: options.AsOf = None,
    ocr: options.Ocr = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจเอกสารก่อนเผยแพร่: เป็นข้อใด ปีใด อ่านข้อความได้ดีเพียงใด ยังขาดองค์ประกอบใด

    ตัวอย่าง: oitcrawl check รายงานผล-2568.pdf --item O7 หรือทั้งโฟลเดอร์: oitcrawl check เอกสาร-ITA-2569/
    """
    voice = options.voice(lang, quiet=quiet)
    rules = options.edition_of(edition, rules_dir)
    order = Order(
        site=AgencySite(code="check", kind=kind, url="https://check.invalid/"),
        rules=rules,
        as_of=options.parse_day(as_of),
        fiscal_year=options.parse_year(fiscal_year),
    )
    settings = load_settings(path=settings_file, flags={"ocr": ocr, "lang": lang})
    files = list(_files(file))
    with voice.progress(voice.pick("อ่านไฟล์", "reading")) as progress:
        found = check_files(files, order, settings, item=_item(rules, item), progress=progress)
    checkups = [covered(one) for one in found]
    year = order.assignment().fiscal_year.be
    if as_json:
        rows = [{**_as_dict(checkup, rules), **_frame(rules, year)} for checkup in checkups]
        voice.raw(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    voice.say(f"ตรวจตามเกณฑ์ {rules.edition} ปีงบประมาณ {year}", f"{rules.edition}, FY{year}")
    if note := caution(rules, year):
        voice.say(f"หมายเหตุ: {note}", f"note: {note}")
    for checkup in checkups[:MOST_TOLD]:
        _tell(voice, checkup, rules)
    if len(checkups) > 1:
        tell_table(voice, checkups, rules if any(path.is_dir() for path in file) else None)


def _frame(rules: RuleSet, year: int) -> dict[str, Any]:
    """By what it was judged, and what has to be said of that."""
    return {
        "edition": rules.edition,
        "edition_year": rules.fiscal_year,
        "provisional": rules.provisional,
        "edition_note": caution(rules, year),
        "fiscal_year": year,
    }


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(child for child in path.rglob("*") if child.is_file() and _is_wanted(child.relative_to(path)))
        if not inside:
            raise UsageError(f"โฟลเดอร์ {path} ไม่มีไฟล์", cure="ตรวจชื่อโฟลเดอร์", en=f"the folder {path} holds no files")
        yield from inside


def _is_wanted(path: Path) -> bool:
    """Whether a file of a folder is one that people put there."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.name.lower() not in _JUNK


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


def _tell(voice: Voice, checkup: Checkup, rules: RuleSet) -> None:
    leaves = f", {checkup.text.leaves} หน้า" if checkup.text.leaves else ""
    voice.answer(f"\n{checkup.name}  [{checkup.media}{leaves}]")
    voice.answer(f"  {checkup.unread or quality_line(checkup)}")
    finding = checkup.finding
    if finding is None:
        if not checkup.unread:
            _tell_stranger(voice, checkup, rules)
    else:
        _tell_finding(voice, checkup, finding, rules)
    for hint in checkup.hints:
        voice.answer(f"  ! {hint}")


def _tell_stranger(voice: Voice, checkup: Checkup, rules: RuleSet) -> None:
    """A document that is no item: what it is where that is known, and its year."""
    items = f"{rules.rules[0].item}-{rules.rules[-1].item}"
    years = " ".join(f"ปีที่พบ {years_text(checkup.years) or 'ไม่พบ'} {checkup.read_from}".split())
    if checkup.paper:
        near = f" (ใกล้เคียง {', '.join(checkup.near)})" if checkup.near else ""
        voice.answer(f"  เป็น«{checkup.paper}» ซึ่งไม่ใช่ข้อใดใน {items}{near} · {years}")
    else:
        voice.answer(f"  ยังบอกไม่ได้ว่าเป็นข้อใดใน {items} (ถ้ารู้ ให้ระบุด้วย --item) · {years}")


def quality_line(checkup: Checkup) -> str:
    """How well a document reads, in one Thai line."""
    text = checkup.text
    if checkup.text_layer is TextLayer.NONE:
        return "ไม่มีข้อความให้อ่าน (เป็นภาพ)"
    parts = []
    if text.recognised:
        parts.append(f"อ่านจากภาพด้วย OCR {text.recognised} หน้า")
    if text.repaired:
        parts.append(f"ซ่อมข้อความที่ผิดเพี้ยน {text.repaired} หน้า")
    if text.silent:
        parts.append(f"ไม่มีข้อความ {text.silent} หน้า")
    sure = f"ความเชื่อมั่น {text.quality:.0%}"
    return f"คุณภาพข้อความ: {' · '.join([*parts, sure]) if parts else f'ดี ({sure})'}"


def _tell_finding(voice: Voice, checkup: Checkup, finding: ItemFinding, rules: RuleSet) -> None:
    voice.answer(f"  {finding.item} {finding.title} — {status_words(voice, finding)}")
    advice = advice_of(rules, finding)
    found = years_text(finding.year_found or checkup.years) or "ไม่พบ"
    wanted = ", ".join(map(str, finding.year_wanted)) or "ไม่กำหนด"
    voice.answer(f"  ปีที่พบ {found} · ปีที่ต้องการ {wanted}\n  {finding.because}")
    for component in finding.components:
        unconfirmed = " (ยังไม่ยืนยันว่าเกณฑ์กำหนด)" if component.known == "recalled" else ""
        leaf = leaf_of(finding, component.evidence)
        place = f" หน้า {leaf}" if leaf and checkup.text.leaves > 1 else ""
        mark = _MARKS[component.state]
        voice.answer(f"    {mark} {component.label} — {component.state.thai}{place}{unconfirmed}")
        if component.state is ComponentState.ABSENT and advice.get(component.key):
            voice.answer(f"        → {advice[component.key]}")
    if finding.settles:
        voice.answer(f"  สิ่งที่จะทำให้สรุปได้: {finding.settles}")
    if finding.advice and finding.status.is_gap:
        voice.answer(f"  คำแนะนำ: {finding.advice}")


def advice_of(rules: RuleSet, finding: ItemFinding) -> dict[str, str]:
    """What each component of the item asks for, by its key; in Thai."""
    parts = (part for rule in rules.rules if rule.slug == finding.slug for part in rule.components)
    return {part.key: part.advice for part in parts}


def leaf_of(finding: ItemFinding, evidence: int | None) -> int | None:
    """The page on which a component was seen."""
    return finding.evidence[evidence].leaf if evidence is not None else None


def _as_dict(checkup: Checkup, rules: RuleSet) -> dict[str, Any]:
    finding, text = checkup.finding, checkup.text
    return {
        "file": checkup.name,
        "media": checkup.media,
        "sha256": checkup.sha256,
        "leaves": text.leaves,
        "text_layer": checkup.text_layer.value,
        "text": {
            "recognised": text.recognised,
            "repaired": text.repaired,
            "silent": text.silent,
            "quality": round(text.quality, 3),
        },
        "properties": {
            "title": checkup.title,
            "author": checkup.author,
            "dates": [day.isoformat() for day in checkup.made],
        },
        "unread": checkup.unread,
        "years": list(checkup.years),
        "years_named": list(checkup.years_named),
        "paper": checkup.paper,
        "near": list(checkup.near),
        "hints": list(checkup.hints),
        "personal_data_exposed": [
            {"kind": one.kind.value, "leaf": one.leaf, "count": one.count} for one in checkup.personal
        ],
        **_finding_dict(finding, rules),
    }


def _finding_dict(finding: ItemFinding | None, rules: RuleSet) -> dict[str, Any]:
    if finding is None:
        return {"item": None, "slug": None, "title": None, "status": None, "because": "", "components": []}
    advice = advice_of(rules, finding)
    return {
        "item": finding.item,
        "slug": finding.slug,
        "title": finding.title,
        "status": finding.status.value,
        "because": finding.because,
        "year_wanted": list(finding.year_wanted),
        "year_found": list(finding.year_found),
        "components": [
            {
                "key": c.key,
                "label": c.label,
                "state": c.state.value,
                "known": c.known,
                "leaf": leaf_of(finding, c.evidence),
                "advice": advice.get(c.key, "") if c.state is ComponentState.ABSENT else "",
            }
            for c in finding.components
        ],
        "lacking": list(finding.lacking),
        "settles": finding.settles,
        "advice": finding.advice,
    }
