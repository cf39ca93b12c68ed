"""``oitcrawl store``: what is kept, as a whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from oitcrawl import compose
from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.errors import StoreError, UsageError
from oitcrawl.settings import load_settings

app = typer.Typer(help="ที่เก็บผลการตรวจ: ขนาด ลบของเก่า สำรอง ย้าย ตรวจสอบ", no_args_is_help=True, rich_markup_mode=None)


@app.command("size")
def size(
    most: Annotated[int, typer.Option("--agencies", help="แสดงหน่วยงานที่ใช้เนื้อที่มากที่สุดกี่หน่วยงาน")] = 10,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงขนาดของสิ่งที่เก็บไว้ แยกตามประเภทและหน่วยงาน

    ตัวอย่าง: oitcrawl store size
    """
    voice = options.voice(lang, quiet=quiet)
    told = compose.store_sizes(load_settings(path=settings_file), most)
    if as_json:
        _json(voice, told)
        return
    voice.answer(
        voice.pick(f"{told['where']}  รวม {_size(told['total'])}", f"{told['where']}  {_size(told['total'])}")
    )
    for room in told["rooms"]:
        rows = voice.pick(f"{room['rows']:,} แถว", f"{room['rows']:,} rows")
        voice.answer(f"  {room['table']:<16} {_size(room['size']):>10}  {rows}")
    voice.answer(
        voice.pick(
            f"{told['agencies']:,} หน่วยงาน เฉลี่ยหน่วยงานละ {_size(told['per_agency'])}",
            f"{told['agencies']:,} agencies, {_size(told['per_agency'])} each on average",
        )
    )
    for agency, own in told["biggest"].items():
        voice.answer(f"  {agency:<32} {_size(own):>10}")


@app.command("prune")
def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="นับเท่านั้น ไม่ลบ")] = False,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ลบของเก่าตามที่ตั้งไว้: เนื้อหา 90 วัน หลักฐานที่ผ่านหรือมีคนยืนยัน 2 ปี ผลตรวจเก่าเหลือสัปดาห์ละครั้งแล้วเดือนละครั้ง

    ตัวอย่าง: oitcrawl store prune --dry-run

    ไม่ลบผลตรวจครั้งล่าสุดที่ครบถ้วนของหน่วยงาน และสิ่งที่คำของผู้ตรวจอ้างถึง
    ตั้งจำนวนวันในไฟล์ตั้งค่า: keep_scans_days, keep_bodies_days, keep_evidence_days
    """
    voice = options.voice(lang, quiet=quiet)
    with voice.progress(voice.pick("อ่านว่าอะไรยังต้องใช้", "reading what is still needed")) as tell:
        done = compose.prune_store(
            load_settings(path=settings_file),
            dry_run=dry_run,
            progress=lambda looked, every: tell(looked, every - looked, ""),
        )
    if as_json:
        _json(voice, {**done.as_dict(), "dry_run": dry_run})
        return
    parts = (
        (done.scans, "การตรวจ", "scans"),
        (done.harvests, "เนื้อหาของการตรวจ", "harvests"),
        (done.contents, "ข้อความ", "texts"),
        (done.transcripts, "ผลอ่านภาพสแกน", "recognised pages"),
        (done.pictures, "ภาพหลักฐาน", "pictures"),
    )
    told = " · ".join(f"{voice.pick(th, en)} {count:,}" for count, th, en in parts)
    verb = voice.pick("จะลบ" if dry_run else "ลบแล้ว", "would remove" if dry_run else "removed")
    voice.answer(f"{verb} {told} ({_size(done.size)}, {done.seconds:.1f} s)")
    if not dry_run and done.size:
        voice.say("คืนเนื้อที่ให้ดิสก์: oitcrawl store vacuum", "to give the room back to the disk: oitcrawl store vacuum")


@app.command("vacuum")
def vacuum(
    full: Annotated[
        bool, typer.Option("--full", help="PostgreSQL: คืนให้ดิสก์ด้วย (การตรวจต้องรอจนเสร็จ) ไม่ใส่คือคืนให้การตรวจครั้งต่อไป")
    ] = False,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """คืนเนื้อที่ว่างในฐานข้อมูลให้ดิสก์ (SQLite ต้องมีที่ว่างเท่าขนาดฐานข้อมูลระหว่างทำ)

    ตัวอย่าง: oitcrawl store vacuum
    """
    voice = options.voice(lang, quiet=quiet)
    done = compose.vacuum_store(load_settings(path=settings_file), full=full)
    if as_json:
        _json(voice, {"before": done.before, "after": done.after, "seconds": done.seconds})
        return
    voice.answer(f"{_size(done.before)} → {_size(done.after)} ({done.seconds:.1f} s)")


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="ไฟล์ที่จะเขียน เช่น oitcrawl-store.zip", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="เขียนทับไฟล์ที่มีอยู่")] = False,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """เขียนทุกอย่างที่เก็บไว้ลงไฟล์เดียว เพื่อสำรองหรือย้ายไป PostgreSQL หรือเครื่องอื่น ทำได้ขณะที่ตรวจอยู่

    ตัวอย่าง: oitcrawl store export oitcrawl-store.zip
    """
    voice = options.voice(lang, quiet=quiet)
    if file.exists() and not force:
        raise UsageError(
            f"มีไฟล์ {file} อยู่แล้ว",
            cure="เลือกชื่ออื่น หรือเพิ่ม --force",
            en=f"{file} is there — choose another name, or --force",
        )
    with voice.progress(voice.pick("ส่งออก", "exporting")) as tell:
        done = compose.export_store(load_settings(path=settings_file), file, _teller(tell))
    if as_json:
        _json(voice, {"file": str(file), "rows": done.rows, "size": done.size})
        return
    voice.answer(voice.pick(f"เขียน {file} แล้ว ({_size(done.size)})", f"wrote {file} ({_size(done.size)})"))
    voice.say(
        f"นำเข้าที่อื่น: oitcrawl store import {file.name}", f"to take it in elsewhere: oitcrawl store import {file.name}"
    )


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="ไฟล์ที่ oitcrawl store export เขียน", metavar="FILE")],
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """รวมไฟล์ที่ส่งออกไว้เข้ากับที่เก็บข้อมูลนี้ ของเดิมไม่ถูกแก้ และนำเข้าซ้ำได้โดยไม่เกิดรายการซ้ำ

    ตัวอย่าง: oitcrawl store import oitcrawl-store.zip
    """
    voice = options.voice(lang, quiet=quiet)
    with voice.progress(voice.pick("นำเข้า", "importing")) as tell:
        done = compose.import_store(load_settings(path=settings_file), file, _teller(tell))
    if as_json:
        _json(voice, {"file": str(file), "rows": done.rows, "size": done.size})
        return
    new = done.rows.get("scans", 0)
    voice.answer(voice.pick(f"นำเข้าการตรวจใหม่ {new:,} ครั้ง", f"took in {new:,} new scans"))
    voice.say("ตรวจสอบ: oitcrawl store verify", "to look it over: oitcrawl store verify")


@app.command("verify")
def verify(
    mend: Annotated[bool, typer.Option("--mend", help="ลบส่วนที่เสียหาย เพื่อให้อ่านใหม่เมื่อตรวจครั้งหน้า")] = False,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจว่าสิ่งที่เก็บไว้อ่านได้ครบและอ้างถึงกันถูกต้อง และบอกวิธีแก้ (จบด้วยรหัส 4 เมื่อพบความเสียหาย)

    ตัวอย่าง: oitcrawl store verify
    """
    voice = options.voice(lang, quiet=quiet)
    with voice.progress(voice.pick("ตรวจสอบ", "verifying")) as tell:
        found = compose.verify_store(load_settings(path=settings_file), mend=mend, progress=_teller(tell))
    if as_json:
        _json(voice, {"looked": found.looked, "troubles": [one.as_dict() for one in found.troubles]})
    else:
        for one in found.troubles:
            mark = "✓" if one.mended else "✗"
            voice.answer(f"{mark} {voice.pick(*one.words)}: {one.count:,} ({', '.join(one.examples)})")
            if not one.mended:
                voice.answer(f"   {voice.pick(*one.cure)}")
        looked = sum(found.looked.values())
        voice.say(f"ตรวจ {looked:,} รายการ", f"looked at {looked:,} rows")
        if not found.troubles:
            voice.answer(voice.pick("สมบูรณ์", "all is well"))
    raise typer.Exit(0 if found.is_sound else StoreError.exit_code)


@app.command("migrate")
def migrate(
    to: Annotated[int | None, typer.Option("--to", help="รุ่นของโครงสร้าง ไม่บอกคือรุ่นของโปรแกรมนี้", metavar="REV")] = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ปรับโครงสร้างฐานข้อมูลขึ้นหรือลง โดยปกติโปรแกรมปรับขึ้นให้เองเมื่อเปิด

    ตัวอย่าง: oitcrawl store migrate --to 6   ก่อนกลับไปใช้โปรแกรมรุ่นเก่า
    """
    voice = options.voice(lang, quiet=quiet)
    where, before, after = compose.migrate_store(load_settings(path=settings_file), to)
    if as_json:
        _json(voice, {"where": where, "before": before, "after": after})
        return
    voice.answer(voice.pick(f"{where}: โครงสร้างรุ่น {before} → {after}", f"{where}: version {before} → {after}"))
    if after < before:
        voice.say(
            "คำสั่งใดของโปรแกรมรุ่นนี้จะปรับขึ้นอีก จึงควรใช้โปรแกรมรุ่นเก่าต่อจากนี้",
            "any other command of this version brings it up again: use the older program from here on",
        )


def _teller(tell: Callable[[int, int, str], None]) -> Callable[[str, int], None]:
    return lambda table, rows: tell(rows, 0, table)


def _size(count: int) -> str:
    """``count`` bytes for people."""
    size = float(count)
    for unit in ("B", "kB", "MB"):
        if size < 1000:  # noqa: PLR2004 - as the units say
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _json(voice: Voice, value: dict[str, Any]) -> None:
    voice.raw(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
