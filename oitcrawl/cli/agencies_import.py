"""``oitcrawl agencies import``."""

import json
from pathlib import Path
from typing import Annotated

import typer

from oitcrawl import compose
from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.compose.roster import Import, Imported

_SHOWN = 200  # mistakes on the screen; --json has them all


def import_(
    file: Annotated[Path, typer.Argument(help="ตารางรายชื่อ .csv .xlsx .xls .ods", metavar="FILE")],
    out: Annotated[Path, typer.Option("--out", help="ไฟล์รายชื่อหน่วยงานที่จะเขียน", metavar="FILE")] = Path(
        "agencies.yaml"
    ),
    merge: Annotated[bool, typer.Option("--merge", help="รวมเข้ากับไฟล์เดิม ค่าที่ตั้งเองและหมายเหตุยังอยู่")] = False,
    sheet: Annotated[str, typer.Option("--sheet", help="อ่านเฉพาะแผ่นงานนี้", metavar="NAME", show_default=False)] = "",
    group_by: Annotated[
        str, typer.Option("--group-by", help="หัวคอลัมน์ที่ใช้เป็นกลุ่ม เช่น อำเภอ", metavar="HEADING", show_default=False)
    ] = "",
    skip_wrong: Annotated[bool, typer.Option("--skip-wrong", help="เขียนแถวที่ถูกต้อง แม้บางแถวจะผิด")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="แสดงว่าจะเปลี่ยนอะไร โดยไม่เขียนไฟล์")] = False,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """นำเข้ารายชื่อหน่วยงานจากตาราง: รู้จักหัวคอลัมน์ไทยและอังกฤษ ที่ผิดบอกครบทุกแถว และไม่เขียนไฟล์ครึ่งๆ กลางๆ

    ตัวอย่าง: oitcrawl agencies import รายชื่อ.xlsx --merge

    หัวคอลัมน์ที่ใช้: ชื่อหน่วยงาน เว็บไซต์ จังหวัด ประเภท รหัส กลุ่ม อีเมล เว็บไซต์อื่น หน้า OIT วันเปิดระบบ วันปิดระบบ อัตรา ชุดเกณฑ์
    O1-O28 (ลิงก์ของข้อ) และ ผู้รับผิดชอบ O1-O28   หน่วยงานที่ไม่มีรหัสได้รหัสจากชื่อเว็บไซต์ ซึ่งเหมือนเดิมทุกครั้งที่นำเข้า
    จบด้วยรหัส 2 เมื่อมีแถวที่ผิด
    """
    voice = options.voice(lang, quiet=quiet)
    wish = Import(
        file=file, out=out, merge=merge, sheet=sheet, group_by=group_by, skip_wrong=skip_wrong, dry_run=dry_run
    )
    done = compose.import_agencies(wish)
    if as_json:
        voice.raw(json.dumps(done.as_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        _tell(voice, wish, done)
    raise typer.Exit(2 if done.mistakes else 0)


def _tell(voice: Voice, wish: Import, done: Imported) -> None:
    for one in done.mistakes[:_SHOWN]:
        place = f"{wish.file}:{one.place}" if one.place else str(wish.file)
        voice.warn(*(f"{place}: {words}" for words in one.words))
    if (more := len(done.mistakes) - _SHOWN) > 0:
        voice.warn(f"และอีก {more:,} แถว (ดูทั้งหมดด้วย --json)", f"and {more:,} more (--json has them all)")
    if done.unknown:
        names = ", ".join(done.unknown)
        voice.warn(f"ไม่รู้จักคอลัมน์ และไม่ได้นำเข้า: {names}", f"columns that are not known, and were left out: {names}")
    for words in done.notes:
        voice.say(*words)
    for code, keys in list(done.changed.items())[:20]:
        voice.say(f"  เปลี่ยน {code}: {', '.join(keys)}", f"  changed {code}: {', '.join(keys)}")
    wrong = len(done.mistakes)
    new, changed, same, kept = (f"{count:,}" for count in (len(done.added), len(done.changed), done.same, done.kept))
    voice.answer(
        voice.pick(
            f"เพิ่ม {new} เปลี่ยน {changed} เหมือนเดิม {same} ไม่อยู่ในตาราง {kept} ผิด {wrong:,}",
            f"{new} added, {changed} changed, {same} as before, {kept} not in the table, {wrong:,} mistakes",
        )
    )
    if done.written:
        voice.say(
            f"เขียน {wish.out} แล้ว — ตรวจต่อ: oitcrawl agencies check",
            f"wrote {wish.out} — next: oitcrawl agencies check",
        )
    elif wrong and not wish.skip_wrong:
        voice.say(
            "ยังไม่ได้เขียนไฟล์ — แก้แถวที่ผิดแล้วนำเข้าใหม่ หรือเพิ่ม --skip-wrong เพื่อข้ามแถวเหล่านั้น",
            "nothing was written — mend these rows and import again, or pass over them with --skip-wrong",
        )
    elif not wish.dry_run:
        voice.say(f"{wish.out} ไม่ต้องเปลี่ยน", f"{wish.out} needs no change")
