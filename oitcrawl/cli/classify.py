"""``oitcrawl classify``: what labels, titles and names are about, without any network."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from oitcrawl.cli import options
from oitcrawl.compose import classifier
from oitcrawl.errors import UsageError
from oitcrawl.model.masked import masked
from oitcrawl.ruleset.caution import caution
from oitcrawl.ruleset.papers import load_papers, paper_of


def classify(
    text: Annotated[list[str], typer.Argument(help="ข้อความ หรือ - เพื่ออ่าน JSON ทีละบรรทัดจาก stdin")],
    edition: options.Edition = None,
    rules_dir: options.Rules = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """บอกว่าชื่อเมนู ลิงก์ ชื่อเอกสาร หรือชื่อไฟล์ เป็นเรื่องของข้อใด

    ตัวอย่าง: oitcrawl classify "แผนปฏิบัติการป้องกันการทุจริต"
    """
    voice = options.voice(lang, quiet=quiet)
    rules = options.edition_of(edition, rules_dir)
    note = caution(rules) if rules.provisional else ""
    mark = {"edition": rules.edition, "edition_note": note} if note else {}
    if note:
        voice.say(f"หมายเหตุ: {note}", f"note: {note}")
    matcher = classifier(rules)
    titles = {rule.item: rule.title for rule in rules.rules}
    for label, href, machine in _labels(text):
        verdict = matcher.classify(label, href=href)
        label = masked(label)  # noqa: PLW2901 - what was asked is not what is shown
        if machine:
            row = {"label": label, "item": verdict.item, "score": round(verdict.score, 3), "because": verdict.because}
            voice.raw(json.dumps({**row, **mark}, ensure_ascii=False) + "\n")
        elif verdict.item is None:
            paper = paper_of(label, load_papers())
            kind = f"เป็น{paper.title} · " if paper is not None else ""
            voice.answer(f"ไม่ใช่ข้อใด  {label}  ({kind}{verdict.because})")
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
