"""What a tired official reads on the terminal after a scan: verdict, what to mend first, where the report is."""

from datetime import timedelta, timezone
from pathlib import Path
from typing import Final

from rich.cells import cell_len

from oitcrawl.cli.console import Voice
from oitcrawl.compose.cut_off import CutOff
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.persons.effect import LAPSED
from oitcrawl.persons.waiting import items_waiting
from oitcrawl.report.fixes import effort_word, gain_words, off_by, to_fix
from oitcrawl.report.sight import SEEN, is_blind
from oitcrawl.report.words import Lang, Words
from oitcrawl.screen import line
from oitcrawl.thai.calendar import thai_date

_BANGKOK: Final = timezone(timedelta(hours=7))
_FIRST = 3  # gaps that one line names
_STYLES = {
    Status.FOUND: "green",
    Status.UNVERIFIED: "cyan",
    Status.INCOMPLETE: "yellow",
    Status.OUTDATED: "yellow",
    Status.MISSING: "red",
}


def tell_scan(voice: Voice, scan: AgencyScan, folder: Path, *, kept: bool = True) -> None:
    """Print the outcome of one scan; one that is not ``kept`` cannot be reviewed."""
    if voice.quiet:
        return
    name = scan.agency.name or scan.agency.url
    voice.say(
        f"\n{name} — ตรวจปีงบประมาณ {scan.fiscal_year} ณ วันที่ {thai_date(scan.as_of)} ตามเกณฑ์ {scan.edition}",
        f"\n{name} — {scan.edition}, FY{scan.fiscal_year}, as of {scan.as_of}",
    )
    if scan.edition_note:
        voice.say(f"หมายเหตุ: {scan.edition_note}", f"note: {scan.edition_note}")
    _tell_coverage(voice, scan)
    for status in reversed(Status):
        if count := scan.summary.count(status):
            word = voice.pick(status.thai, status.value)
            items = voice.pick("ข้อ", "items")
            voice.err.print(f"  {word}{' ' * (18 - cell_len(word))}{count:>3} {items}", style=_STYLES.get(status))
    _tell_estimate(voice, scan)
    _tell_people(voice, scan, kept=kept and not scan.partial)
    _tell_gaps(voice, scan)
    page = _page(folder).resolve()
    voice.say(f"\nรายงาน (เปิดในเบราว์เซอร์): {page}", f"\nreport (open in a browser): {page}")


def tell_cut_off(voice: Voice, code: str, cut: CutOff) -> None:
    """Say of a scan that was cut off that its report is a part, where the last whole one is, and how to go on."""
    again = f": oitcrawl report {code} --scan {cut.number}" if cut.number is not None else ""
    voice.say(
        f"ผลบางส่วน — หยุดกลางคัน รายงานข้างบนไม่แทนรายงานที่ตรวจจบแล้ว (เขียนอีกครั้ง{again})",
        f"partial: cut off midway; the report above takes the place of no finished one (to write it again{again})",
    )
    if cut.good is not None and cut.when is not None:
        day, where = cut.when.astimezone(_BANGKOK), f"oitcrawl report {code}"
        if cut.report is not None:
            where = line(str(_page(cut.report).resolve()))
        voice.say(
            f"รายงานที่ตรวจจบล่าสุด (การตรวจเลขที่ {cut.good}, {thai_date(day.date())} {day:%H:%M} น.): {where}",
            f"last finished report (scan {cut.good}, {day:%Y-%m-%d %H:%M}): {where}",
        )
    voice.say(
        "ทำต่อจากที่ค้างไว้: สั่งเดิมอีกครั้งโดยใช้ --resume (แทน --fresh ถ้ามี)",
        "to go on where it was: the same command with --resume (in place of --fresh)",
    )


def tell_line(voice: Voice, place: str, scan: AgencyScan, folder: Path) -> None:
    """Print the outcome of one scan of many in one line, worst statuses first."""
    counts = [(status, scan.summary.count(status)) for status in reversed(Status)]
    said = [f"{voice.pick(status.thai, status.value)} {count}" for status, count in counts if count]
    if scan.coverage.stopped_by:
        said.append(voice.pick(f"ตรวจไม่จบ ({_stop(scan, 'th')})", f"stopped early: {_stop(scan, 'en')}"))
    if scan.partial:
        said.append(voice.pick("ผลบางส่วน ไม่แทนรายงานที่ตรวจจบแล้ว", "partial: takes the place of no finished report"))
    if gaps := to_fix(scan):
        first = ", ".join(item.item for item in gaps[:_FIRST])
        said.append(voice.pick(f"แก้ก่อน: {first}", f"mend first: {first}"))
    if count := items_waiting(scan):
        said.append(voice.pick(f"รอคนตรวจ {count}", f"{count} wait for a person"))
    name = scan.agency.name or scan.agency.url
    told = line(f"{place} {name} — {' · '.join(said)} · {_page(folder)}")
    voice.say(told, told)


def gap_line(item: ItemFinding, scan: AgencyScan, lang: Lang = "th") -> str:
    """One gap in one line: what it is, what it wins, what kind of work it is, and whose."""
    words, cost = Words(lang), scan.summary.cost(item.item)
    named = item.lacking if item.status is Status.INCOMPLETE else ()
    lacking = f" ({words('col.lacking')}: {', '.join(named)})" if named else ""
    more = filter(None, (gain_words(cost, words)[0], effort_word(cost, words), item.owner))
    return " · ".join((f"{item.item} {item.title} — {words.status(item.status)}{lacking}", *more))


def _tell_coverage(voice: Voice, scan: AgencyScan) -> None:
    coverage = scan.coverage
    voice.say(
        f"ตรวจ {coverage.pages} หน้า {coverage.documents} เอกสาร ใน {coverage.seconds:.0f} วินาที"
        f" · ลิงก์เสีย {sum(failed.permanent for failed in coverage.failed)}"
        f" · อ่านไม่ได้ {len(coverage.unread)}",
        f"{coverage.pages} pages, {coverage.documents} documents in {coverage.seconds:.0f} s, "
        f"{sum(failed.permanent for failed in coverage.failed)} dead links, {len(coverage.unread)} unread",
    )
    if coverage.stopped_by:
        voice.say(
            f"ตรวจไม่จบเว็บไซต์ (หยุดเพราะ{_stop(scan, 'th')}) ข้อที่ยังไม่เห็นหลักฐานจึงเป็น «ตรวจไม่ได้»",
            f"stopped early ({_stop(scan, 'en')}): what was not seen is unverified",
        )


def _tell_estimate(voice: Voice, scan: AgencyScan) -> None:
    """The range of the OIT and of each indicator, and how far such ranges were off real score tables."""
    low, high = scan.summary.estimate.low, scan.summary.estimate.high
    words = Words(_lang(voice))
    if is_blind(sum(scan.summary.count(status) for status in SEEN), scan.summary.count(Status.UNVERIFIED)):
        voice.say(
            f"ช่วงคะแนน: {words('estimate.unknown')} เพราะตรวจไม่ได้เป็นส่วนใหญ่",
            f"estimate: {words('estimate.unknown').lower()}, as most items could not be checked",
        )
        return
    parts = [
        f"{words('estimate.indicator', number=number)} {one.low:.1f}-{one.high:.1f}"
        for number, one in scan.summary.indicators
    ]
    inside = f" [{' · '.join(parts)}]" if parts else ""
    voice.say(
        f"ช่วงคะแนนประมาณการ {low:.1f}-{high:.1f}{inside} (ไม่ใช่คะแนนทางการ)",
        f"estimated {low:.1f}-{high:.1f}{inside} (not official)",
    )
    if off := off_by(scan, words):
        voice.say(off, off)


def _tell_people(voice: Voice, scan: AgencyScan, *, kept: bool) -> None:
    """How many verdicts are by people, whose words no longer count, and what waits for a person."""
    if (alone := scan.summary.machine) is not None:
        low, high = f"{alone.low:.1f}", f"{alone.high:.1f}"
        voice.say(
            f"รวมคำของคน {scan.summary.by_person} ข้อ (โปรแกรมอย่างเดียวได้ {low}-{high})",
            f"{scan.summary.by_person} by a person's word (the machine alone: {low}-{high})",
        )
    for warning in scan.warnings:
        if warning.kind == LAPSED:
            voice.warn(warning.message, warning.message)
    if kept and (count := items_waiting(scan)):
        command = f"oitcrawl review {scan.agency.code}"
        voice.say(f"รอคนตรวจ {count} ข้อ: {command}", f"{count} items wait for a person: {command}")


def _stop(scan: AgencyScan, lang: Lang) -> str:
    """What ended the scan early, in words."""
    return Words(lang).maybe(f"stop.{scan.coverage.stopped_by}") or "—"


def _tell_gaps(voice: Voice, scan: AgencyScan) -> None:
    gaps = to_fix(scan)
    if not gaps:
        return
    voice.say("\nแก้ก่อน: (คะแนนประมาณการที่ได้คืนต่อแรงที่ใช้ มากก่อน)", "\nmend first: (most estimated points per effort)")
    for item in gaps:
        voice.err.print(f"  {line(gap_line(item, scan, _lang(voice)))}", style=_STYLES[item.status])


def _page(folder: Path) -> Path:
    """What to open of a report: its page, or the folder where none was asked for."""
    page = folder / "index.html"
    return page if page.is_file() else folder


def _lang(voice: Voice) -> Lang:
    return "en" if voice.lang == "en" else "th"
