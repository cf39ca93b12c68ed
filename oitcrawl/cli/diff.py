"""``oitcrawl diff``: what changed between two stored scans, and by whose doing."""

import json
from typing import Annotated, Any

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.compose import open_desk
from oitcrawl.compose.history import Difference
from oitcrawl.model.outline import Cause
from oitcrawl.model.status import Status
from oitcrawl.report.compare import Change, ChangeKind, Standing
from oitcrawl.settings import load_settings
from oitcrawl.thai.calendar import thai_date

FORMAT = "oitcrawl.diff/1"
_CAUSES = {
    Cause.SITE: ("เว็บไซต์เปลี่ยน", "the site changed"),
    Cause.RULES: ("เกณฑ์เปลี่ยน เว็บไซต์เหมือนเดิม", "the rules changed, the site did not"),
    Cause.FRAME: ("ตรวจคนละเกณฑ์หรือปีงบประมาณ", "another edition or fiscal year"),
    Cause.BOTH: ("แยกไม่ได้ว่าเพราะเว็บไซต์หรือเกณฑ์", "the site or the rules, cannot be told"),
    Cause.TIME: ("ถึงกำหนดเวลา เว็บไซต์เหมือนเดิม", "a date has passed, the site did not change"),
    Cause.SCANNER: ("เครื่องมือมองไม่เห็น", "the scanner could not see"),
    Cause.PERSON: ("ผู้ตรวจเป็นผู้บอก", "a person said so"),
}
_STANDINGS = {
    Standing.SETTLED: ("ยืนยันแล้ว", "confirmed"),
    Standing.ONCE: ("พบครั้งเดียว รอยืนยันครั้งถัดไป", "seen once, the next scan will confirm it"),
    Standing.WITHDRAWN: ("กลับเหมือนเดิม ไม่นับ", "back as before, not counted"),
    Standing.UNSEEN: ("ไม่นับ", "not counted"),
}
_KINDS = {
    ChangeKind.NEW_GAP: ("ช่องว่างใหม่", "new gap"),
    ChangeKind.WORSENED: ("แย่ลง", "worsened"),
    ChangeKind.BLIND: ("ตรวจไม่ได้", "cannot be seen"),
    ChangeKind.MENDED: ("แก้ไขแล้ว", "mended"),
    ChangeKind.IMPROVED: ("ดีขึ้นแต่ยังไม่ครบ", "better, not yet done"),
    ChangeKind.SEEN: ("ตรวจได้แล้ว", "can be seen"),
    ChangeKind.OTHER: ("เปลี่ยนแปลงอื่น", "other"),
}


def diff(
    agency: Annotated[str, typer.Argument(help="รหัสหน่วยงานที่เคยตรวจ")],
    scans: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[SCAN [SCAN]]", help="เลขที่การตรวจก่อนและหลัง (ดูจาก oitcrawl history) ไม่ระบุคือสองครั้งล่าสุด"
        ),
    ] = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """บอกสิ่งที่เปลี่ยนระหว่างการตรวจสองครั้ง และเปลี่ยนเพราะเว็บไซต์ เพราะเกณฑ์ หรือเพราะมองไม่เห็น

    ตัวอย่าง: oitcrawl diff abt-example   oitcrawl diff abt-example 12 15
    """
    voice = options.voice(lang, quiet=quiet)
    with open_desk(load_settings(path=settings_file)) as desk:
        found = desk.difference(agency, scans or ())
    if as_json:
        voice.raw(json.dumps(_as_dict(agency, found), ensure_ascii=False, indent=1) + "\n")
        return
    _tell(found, voice)


def _tell(found: Difference, voice: Voice) -> None:
    told = found.told
    voice.say(
        f"การตรวจเลขที่ {told.number} (ณ วันที่ {thai_date(told.as_of)}) "
        f"เทียบกับเลขที่ {found.number} (ณ วันที่ {thai_date(found.as_of)})",
        f"scan {told.number} (as of {told.as_of}) beside scan {found.number} (as of {found.as_of})",
    )
    for one in told.changes:
        voice.answer(_line(one, voice))
    if not told.changes:
        voice.say("ไม่มีข้อใดเปลี่ยนแปลง", "no item changed")
    if told.frame_changed:
        voice.say("สองครั้งนี้ตรวจด้วยเกณฑ์หรือปีงบประมาณต่างกัน", "the two scans asked for another edition or fiscal year")
    elif told.rules_changed:
        voice.say("เกณฑ์หรือรุ่นของโปรแกรมต่างกัน", "the rules or the version of the program differ")
    if found.gone:
        voice.say(
            f"หน้าและเอกสารที่หายไป {found.gone} แห่ง ดูรายการในรายงาน",
            f"{found.gone} pages and documents are gone: the report lists them",
        )


def _line(one: Change, voice: Voice) -> str:
    kind, cause, stands = (
        voice.pick(*both) for both in (_KINDS[one.kind], _CAUSES[one.cause], _STANDINGS[one.standing])
    )
    if one.standing is Standing.WITHDRAWN:
        kind = voice.pick("กลับเหมือนเดิม", "back as before")
    elif one.cause is Cause.PERSON:
        kind = voice.pick("ผู้ตรวจบอกไว้", "said by a person")
    before, after = (_word(status, voice) for status in (one.before, one.after))
    if one.seen:
        before += voice.pick(f" (เลขที่ {one.seen[0]})", f" (scan {one.seen[0]})")
    return f"{one.item:<4} {kind}: {before} → {after} · {cause} · {stands} · {one.title}"


def _word(status: Status, voice: Voice) -> str:
    return voice.pick(status.thai, status.value)


def _as_dict(agency: str, found: Difference) -> dict[str, Any]:
    """For other programs; names of kinds, causes and standings are final."""
    told = found.told
    return {
        "format": FORMAT,
        "agency": agency,
        "before": {"scan": told.number, "as_of": told.as_of.isoformat()},
        "after": {"scan": found.number, "as_of": found.as_of.isoformat()},
        "rules_changed": told.rules_changed,
        "frame_changed": told.frame_changed,
        "gone": found.gone,
        "changes": [
            {
                "item": one.item,
                "slug": one.slug,
                "title": one.title,
                "kind": one.kind.value,
                "before": one.before.value,
                "before_scan": one.seen[0] if one.seen else told.number,
                "after": one.after.value,
                "cause": one.cause.value,
                "standing": one.standing.value,
            }
            for one in told.changes
        ],
    }
