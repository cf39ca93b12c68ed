"""``oitcrawl rules show O7 --why URL``: why an address was, or was not, taken for an item."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from oitcrawl.cli.console import Voice
from oitcrawl.compose import Asked, Order, ask_file, ask_stored, open_desk
from oitcrawl.compose.asking import Choose
from oitcrawl.judge.explain import years_text
from oitcrawl.judge.inquiry import Fate, Inquiry
from oitcrawl.judge.probing import Heard
from oitcrawl.model.masked import masked
from oitcrawl.model.reason import Reason
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.settings import Settings

MOST_HEARD = 6  # texts told that speak against it
MOST_OTHERS = 3
WIDTH = 100  # characters of a text

_FATES = {
    Fate.EVIDENCE: ("ใช้เป็นหลักฐานของข้อนี้", "It is evidence for this item."),
    Fate.WRONG_YEAR: ("เป็นเรื่องของข้อนี้ แต่ไม่ใช่ปีที่ต้องการ", "It is about this item, but not of a year that passes."),
    Fate.NO_YEAR: ("เป็นเรื่องของข้อนี้ แต่บอกปีไม่ได้", "It is about this item, but its year cannot be told."),
    Fate.UNREAD: ("เปิดได้ แต่อ่านเนื้อหาไม่ได้", "It was opened, but could not be read"),
    Fate.MENTION: ("เพียงกล่าวถึงเรื่องของข้อนี้ จึงไม่พอเป็นหลักฐาน", "It only mentions the subject, which proves nothing."),
    Fate.WEAKER: ("เป็นเรื่องของข้อนี้ แต่มีหลักฐานอื่นที่ชัดกว่า", "It is about this item, but others show more."),
    Fate.OVERRULED: (
        "ลิงก์หรือรายการที่ท่านแจ้งเรียกว่าเป็นข้อนี้ แต่เนื้อหาระบุเองว่าเป็นข้ออื่น จึงเชื่อเนื้อหา",
        "Links or declarations call it so, but it says itself that it is another item, and its own word counts.",
    ),
    Fate.OTHER_ITEM: (
        "ถูกจัดเป็นข้ออื่น ไม่มีสิ่งใดบอกว่าเป็นข้อนี้",
        "It was taken for another item; nothing says that it is this one.",
    ),
    Fate.LISTS: (
        "เป็นหน้ารวมลิงก์ หรือมีเพียงชื่อ ไม่มีเนื้อหาของข้อนี้ในหน้านั้นเอง",
        "It only lists or names the subject and shows none of it itself.",
    ),
    Fate.TWIN: ("เป็นไฟล์เดียวกันกับอีกที่อยู่หนึ่ง ซึ่งตรวจแล้ว", "The very same bytes were judged at another address"),
    Fate.NOT_ALLOWED: (
        "เกณฑ์ข้อนี้ไม่รับหลักฐานแบบนี้ (หน้าเว็บ หรือสิ่งที่เก็บนอกเว็บไซต์หลัก)",
        "The rule takes no evidence of this kind (a page, or something kept elsewhere).",
    ),
    Fate.VETOED: (
        "มีถ้อยคำคล้ายข้อนี้ แต่มีคำที่แสดงว่าเป็นเรื่องอื่นอยู่ด้วย",
        "It reads like this item, but a word in it says that it is something else.",
    ),
    Fate.SILENT: ("ไม่มีถ้อยคำใดในหรือรอบ ๆ ที่บอกว่าเป็นข้อใด", "Nothing in or around it names any item."),
    Fate.NOT_READ: ("ยังไม่ได้อ่าน", "It was not read"),
}


def tell_why(
    voice: Voice,
    target: str,
    choose: Choose,
    settings: Settings,
    *,
    agency: str | None = None,
    scan: int | None = None,
    default: str,
    as_json: bool = False,
) -> None:
    """Answer why ``target`` was, or was not, taken for an item.

    Args:
        voice: speaks.
        target: an address that a stored scan met, or a file on this machine.
        choose: gives item and edition, told the edition of the scan.
        settings: where the store is.
        agency: look only at its newest scan.
        scan: look only at this one.
        default: edition by which a file is judged.
        as_json: answer for programs.

    Raises:
        UsageError: no stored scan met the address, or the file cannot be opened.
    """
    path = Path(target)
    if "://" not in target and _is_file(path):
        rule, rules = choose(default)
        site = AgencySite(code="check", kind=AgencyKind.LOCAL_GOVERNMENT, url="https://check.invalid/")
        asked = ask_file(path, rule, Order(site=site, rules=rules), settings)
    else:
        with open_desk(settings) as desk:
            asked = ask_stored(desk.store, target, choose, agency=agency, scan=scan)
    asked = masked(asked)  # texts come from contents as they were read
    if as_json:
        voice.raw(json.dumps(_as_dict(asked), ensure_ascii=False, indent=1, default=str) + "\n")
        return
    for line in _lines(voice, asked):
        voice.answer(line)


def _is_file(path: Path) -> bool:
    """Whether a file is there; what cannot be the name of one, as too long a text, is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _lines(voice: Voice, asked: Asked) -> Iterator[str]:
    one, pick = asked.inquiry, voice.pick
    status = pick(one.finding.status.thai, one.finding.status.value)
    yield f"{one.item} {one.title} — {status}"
    yield f"{one.url}"
    where = [f"«{_cut(one.name)}»"] if one.name else []
    where += [pick(f"ลิงก์อยู่ที่ {one.found_on}", f"linked from {one.found_on}")] if one.found_on else []
    where += [pick(f"การตรวจเลขที่ {asked.scan}", f"scan {asked.scan}")] if asked.scan is not None else []
    where.append(
        pick(f"เกณฑ์ {asked.edition} ปีงบประมาณ {asked.fiscal_year}", f"{asked.edition}, FY{asked.fiscal_year}")
    )
    yield " · ".join(where)
    yield ""
    yield pick(*_FATES[one.fate]) + (f": {one.detail}" if one.detail else "")
    if one.fate is not Fate.EVIDENCE and one.finding.because:
        yield pick("ผลของข้อนี้: ", "verdict: ") + one.finding.because
    yield from _for(voice, one)
    yield from _against(voice, one)
    yield from _rest(voice, one)


def _for(voice: Voice, one: Inquiry) -> Iterator[str]:
    """What speaks for the item, strongest first."""
    if not one.why:
        return
    total = f"{one.strength:.2f}"
    yield ""
    yield voice.pick(f"สิ่งที่บอกว่าเป็นข้อนี้ (รวมกันได้ {total} จาก 1)", f"What says so (together {total} of 1)")
    for reason in sorted(one.why, key=lambda each: -each.weight):
        yield from _reason(voice, reason)


def _reason(voice: Voice, reason: Reason) -> Iterator[str]:
    mere = voice.pick(" (เพียงกล่าวถึง)", " (a mention only)") if reason.mere else ""
    words = f": «{_cut(reason.words)}»" if reason.words else ""
    yield f"  {reason.weight:.2f}  {voice.pick(reason.source.thai, reason.source.english)}{words}{mere}"
    if reason.clause:
        words = f"{reason.because} " if reason.because else ""
        yield f"        {words}" + voice.pick(f"(เงื่อนไข {reason.clause})", f"(clause {reason.clause})")


def _against(voice: Voice, one: Inquiry) -> Iterator[str]:
    """What speaks of other things, or not clearly enough of this."""
    against = [heard for heard in one.heard if heard.outcome != "names"]
    if against:
        yield ""
        yield voice.pick("สิ่งที่ไม่นับหรือบอกว่าเป็นอย่างอื่น", "What does not count, or says otherwise")
    for heard in against[:MOST_HEARD]:
        place = voice.pick(heard.source.thai, heard.source.english)
        yield f"  {place}: «{_cut(heard.words)}» — {voice.pick(*_outcome(heard))}"
    if len(against) > MOST_HEARD:
        yield voice.pick(f"  และอีก {len(against) - MOST_HEARD} แห่ง", f"  and {len(against) - MOST_HEARD} more")
    for other in one.others[:MOST_OTHERS]:
        yield voice.pick(
            f"ถูกจัดเป็น {other.item} {other.title} ({other.strength:.2f})",
            f"taken for {other.item} {other.title} ({other.strength:.2f})",
        )


def _outcome(heard: Heard) -> tuple[str, str]:
    match heard.outcome:
        case "vetoed":
            return f"มีคำว่า «{heard.word}» ซึ่งแสดงว่าไม่ใช่ข้อนี้", f"the word «{heard.word}» forbids it"
        case "passing":
            return "กล่าวถึงเพียงผ่าน ๆ", "touches it only in passing"
        case "outweighed":
            return f"ตรงเงื่อนไขของข้อนี้ แต่ตรงกับ {heard.item} มากกว่า", f"fits, but fits {heard.item} better"
    return f"เป็นเรื่องของ {heard.item}", f"is about {heard.item}"


def _rest(voice: Voice, one: Inquiry) -> Iterator[str]:
    """Year, components and runner-up."""
    yield ""
    if one.year_wanted and one.years:
        found = years_text(one.years)
        source = f" ({one.year_source})" if one.year_source else ""
        wanted = " / ".join(map(str, one.year_wanted))
        yield voice.pick(f"ปี: พบ {found}{source} · ต้องเป็น {wanted}", f"year: {found}{source}; wanted {wanted}")
    if one.shows:
        yield voice.pick("แสดงองค์ประกอบ: ", "shows: ") + ", ".join(one.shows)
    rival = one.rival
    if rival is not None and rival.url != one.url:
        yield voice.pick("รองลงมา: ", "runner-up: ") + f"«{_cut(rival.name)}» {rival.url} — {rival.because}"


def _as_dict(asked: Asked) -> dict[str, Any]:
    one = asked.inquiry
    data = asdict(one)
    finding = data.pop("finding")
    verdict = {key: finding[key] for key in ("status", "because", "confidence", "year_wanted", "year_found")}
    frame = {"scan": asked.scan, "agency": asked.agency, "edition": asked.edition, "fiscal_year": asked.fiscal_year}
    return {**data, "verdict": verdict, **frame}


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
