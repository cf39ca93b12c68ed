"""The table at the end of ``oitcrawl check``: all files at a glance, copies, and the items that no file covers."""

from collections import defaultdict
from collections.abc import Sequence

from rich.table import Table

from oitcrawl.checkup import Checkup
from oitcrawl.cli.console import Voice
from oitcrawl.judge.explain import years_text
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.screen import line

NAME_WIDTH = 44
MOST_ROWS = 200
MOST_NAMES = 10


def tell_table(voice: Voice, checkups: Sequence[Checkup], rules: RuleSet | None) -> None:
    """Print one row a file; with ``rules`` also which items have no file yet."""
    table = Table(title=voice.pick("สรุป", "Summary"), title_justify="left", box=None, pad_edge=False)
    for th, en in (("ไฟล์", "file"), ("ข้อ", "item"), ("ปี", "year"), ("ผล", "status"), ("ข้อความ", "text")):
        table.add_column(voice.pick(th, en), overflow="fold", max_width=NAME_WIDTH if en == "file" else None)
    for checkup in checkups[:MOST_ROWS]:
        table.add_row(*map(line, _row(voice, checkup)))
    voice.out.print()
    voice.out.print(table)
    if len(checkups) > MOST_ROWS:
        rest = len(checkups) - MOST_ROWS
        voice.answer(voice.pick(f"และอีก {rest} ไฟล์ (ดูทั้งหมดด้วย --json)", f"and {rest} more (--json shows all)"))
    _tell_copies(voice, checkups)
    if rules is not None:
        _tell_uncovered(voice, checkups, rules)


def status_words(voice: Voice, finding: ItemFinding) -> str:
    """The status of one document: of a later year than wanted it is not missing, it is here."""
    if finding.status is Status.MISSING and finding.evidence:
        return voice.pick("ไม่ใช่ปีที่ต้องการ", "another year")
    return voice.pick(finding.status.thai, finding.status.value)


def _row(voice: Voice, checkup: Checkup) -> tuple[str, ...]:
    finding = checkup.finding
    years = years_text((finding.year_found if finding else ()) or checkup.years) or "-"
    status = status_words(voice, finding) if finding else "-"
    return checkup.name, finding.item if finding else "-", years, status, _text(voice, checkup)


def _text(voice: Voice, checkup: Checkup) -> str:
    text = checkup.text
    if checkup.unread:
        return voice.pick("อ่านไม่ได้", "unread")
    if text.recognised + text.silent >= max(text.leaves, 1):
        return voice.pick(f"ภาพสแกน {text.quality:.0%}", f"scan {text.quality:.0%}")
    if text.recognised:
        return voice.pick(f"มีภาพสแกน {text.quality:.0%}", f"part scan {text.quality:.0%}")
    return voice.pick(f"ข้อความ {text.quality:.0%}", f"text {text.quality:.0%}")


def _tell_copies(voice: Voice, checkups: Sequence[Checkup]) -> None:
    same: dict[str, list[str]] = defaultdict(list)
    for checkup in checkups:
        same[checkup.sha256].append(checkup.name)
    for digest, names in same.items():
        if digest and len(names) > 1:
            more = f" +{len(names) - MOST_NAMES}" if len(names) > MOST_NAMES else ""
            listed = ", ".join(names[:MOST_NAMES]) + more
            voice.answer(voice.pick(f"ไฟล์เดียวกันทุกประการ: {listed}", f"the very same file: {listed}"))


def _tell_uncovered(voice: Voice, checkups: Sequence[Checkup], rules: RuleSet) -> None:
    done = {one.finding.item for one in checkups if one.finding and one.finding.status is Status.FOUND}
    tried = {one.finding.item for one in checkups if one.finding} - done
    left = [rule.item for rule in rules.rules if rule.item not in done | tried]
    voice.answer(
        voice.pick(
            f"\nครบแล้ว {len(done)} ข้อ · ยังต้องแก้หรือให้คนดู {len(tried)} ข้อ · ไม่มีไฟล์ {len(left)} ข้อ",
            f"\n{len(done)} complete, {len(tried)} to mend or look at, {len(left)} without a file",
        )
    )
    if dark := sum(1 for one in checkups if one.unread):
        voice.answer(
            voice.pick(
                f"มี {dark} ไฟล์ที่อ่านไม่ได้ ข้อที่ยังไม่มีไฟล์อาจอยู่ในนั้น",
                f"{dark} files could not be read and may hold what is not covered",
            )
        )
    if left:
        voice.answer(
            voice.pick(
                f"ข้อที่ยังไม่มีไฟล์ (บางข้อเผยแพร่เป็นหน้าเว็บได้): {', '.join(left)}",
                f"no file yet (some may be web pages): {', '.join(left)}",
            )
        )
