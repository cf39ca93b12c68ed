"""``oitcrawl notify``: who is told what changed, and a look at that beforehand."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oitcrawl.agencies import choose, load_agencies
from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.compose import open_desk
from oitcrawl.errors import OwnFailure, UsageError
from oitcrawl.report.words import in_thailand
from oitcrawl.settings import Settings, load_settings

if TYPE_CHECKING:
    from oitcrawl.compose import Desk
    from oitcrawl.notify.office import Round
    from oitcrawl.notify.round import Item, Result, Tools

_DEFAULT = Path("agencies.yaml")


def notify(
    codes: Annotated[
        list[str] | None, typer.Argument(help="รหัสหน่วยงาน", metavar="[CODE]...", show_default=False)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="ทุกหน่วยงานในไฟล์รายชื่อ")] = False,
    group: Annotated[
        str | None, typer.Option("--group", help="เฉพาะกลุ่มนี้", metavar="NAME", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="แสดงว่าจะส่งอะไรถึงใคร แต่ไม่ส่งและไม่บันทึก")] = False,
    test: Annotated[
        str | None,
        typer.Option(
            "--test", help="ส่งข้อความทดสอบถึงที่อยู่นี้: อีเมล, env:NAME หรือ file:PATH", metavar="ADDRESS", show_default=False
        ),
    ] = None,
    agencies: options.AgenciesFile = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แจ้งสิ่งที่เปลี่ยนถึงผู้กำกับ หน่วยงาน และส่วนงาน ตามที่ระบุในไฟล์รายชื่อ ไม่แจ้งเรื่องเดิมซ้ำ

    ตัวอย่าง: oitcrawl notify --all --dry-run
    """
    voice = options.voice(lang, quiet=quiet)
    settings = load_settings(path=settings_file)
    if test is not None:
        raise typer.Exit(_test(test, settings, voice))
    file = _file(agencies)
    if not (codes or every or group):
        raise UsageError(
            "ยังไม่ได้บอกว่าแจ้งเรื่องของหน่วยงานใด",
            cure="oitcrawl notify --all --dry-run",
            en="which agencies? — oitcrawl notify --all --dry-run",
        )
    wanted = None if every else {site.code for site in choose(load_agencies(file), codes or (), group=group)}
    with open_desk(settings) as desk:
        code = _announce(desk, file, voice, wanted, dry_run=dry_run, as_json=as_json)
    raise typer.Exit(code)


def announce_after_night(desk: "Desk", file: Path | None, voice: Voice, codes: Collection[str] | None = None) -> int:
    """Announce what a night brought, where the settings want it; the exit code.

    Raises:
        OitcrawlError: the agencies file, a setting or the store cannot be used.
    """
    if not desk.settings.notify_after_night:
        return 0
    return _announce(desk, _file(file), voice, codes)


def _announce(
    desk: "Desk",
    file: Path,
    voice: Voice,
    codes: Collection[str] | None,
    *,
    dry_run: bool = False,
    as_json: bool = False,
) -> int:
    from oitcrawl.notify.office import announce  # with all that announcing needs, which other commands do without
    from oitcrawl.notify.round import turn

    if dry_run:
        return _told(announce(desk, file, _tools(), codes=codes, dry_run=True), desk.settings, voice, as_json=as_json)
    with turn(desk.store) as holder:
        if holder is not None:
            voice.say(
                f"{holder.machine} (pid {holder.pid}) กำลังแจ้งอยู่แล้ว จึงไม่ต้องทำซ้ำ",
                f"{holder.machine} (pid {holder.pid}) is at it already: nothing to do",
            )
            return 0
        return _told(announce(desk, file, _tools(), codes=codes), desk.settings, voice, as_json=as_json)


def _tools() -> "Tools":
    from oitcrawl.notify.round import Tools
    from oitcrawl.notify.send import send

    return Tools(send=send)


def _told(done: "Round", settings: Settings, voice: Voice, *, as_json: bool) -> int:
    """Say what a round did, or would do; the exit code."""
    from oitcrawl.store.announcements import Sending

    for trouble in done.troubles:
        voice.warn(f"งดแจ้งการเปลี่ยนแปลง: {trouble.thai}", f"news are held back: {trouble.english}")
    for one in done.unsure:
        day = f"{in_thailand(one.planned):%Y-%m-%d %H:%M}"
        voice.warn(
            f"{one.recipient}: โปรแกรมหยุดระหว่างส่งเมื่อ {day} น. อาจถึงหรือไม่ถึงผู้รับ จึงไม่ส่งซ้ำ โปรดสอบถามผู้รับ",
            f"{one.recipient}: the program died while sending at {day} in Thailand; it is not sent again: please ask",
        )
    if as_json:
        voice.raw(json.dumps(_as_dict(done, settings), ensure_ascii=False, indent=1) + "\n")
    elif done.results:
        _tell_results(done.results, voice)
    elif done.planned:
        _tell_plan(done.planned, settings.notify_max_chars, voice)
    else:
        _tell_nothing(done, voice)
    failed = any(one.state in {Sending.FAILED, Sending.UNSURE} for one in done.results)
    return OwnFailure.exit_code if failed or done.troubles or done.unsure else 0


def _tell_results(results: "Collection[Result]", voice: Voice) -> None:
    from oitcrawl.store.announcements import Sending

    for one in results:
        if one.state is Sending.FAILED:
            voice.warn(
                f"✗ {one.item.to}: {one.thai} — ครั้งหน้าจะลองใหม่ ทดสอบ: oitcrawl notify --test {one.item.to}",
                f"✗ {one.item.to}: {one.english} — tried again next time; test: oitcrawl notify --test {one.item.to}",
            )
        elif one.state is Sending.UNSURE:
            voice.warn(
                f"? {one.item.to}: {one.thai} จึงไม่ส่งซ้ำ โปรดสอบถามผู้รับ",
                f"? {one.item.to}: {one.english}: it is not sent again, so please ask",
            )
        else:
            voice.answer(f"✓ {one.item.to}  {one.item.letter.title}")
    sent = sum(one.state is Sending.SENT for one in results)
    voice.say(f"ส่งแล้ว {sent} จาก {len(results)} ข้อความ", f"sent {sent} of {len(results)} messages")


def _tell_plan(planned: "Collection[Item]", most: int, voice: Voice) -> None:
    for item in planned:
        voice.answer(f"→ {item.to}  ({item.announcement.occasion})")
        voice.answer(f"  {item.letter.title}")
        for line in item.letter.text(most).splitlines():
            voice.answer(f"  | {line}")
    voice.say(
        f"จะส่ง {len(planned)} ข้อความ (ทดลองเท่านั้น ยังไม่ได้ส่ง)", f"would send {len(planned)} messages (nothing was sent)"
    )


def _tell_nothing(done: "Round", voice: Voice) -> None:
    if done.followed or done.troubles:
        voice.say(f"ไม่มีเรื่องใหม่ที่จะแจ้งผู้รับ {done.followed} ราย", f"nothing new for {done.followed} recipients")
        return
    voice.say(
        "ไฟล์รายชื่อยังไม่มีผู้รับ เติม notify: หรือ supervisors: (ดู docs/notify.md)",
        "the agencies file names no recipients — add notify: or supervisors: (see docs/notify.md)",
    )


def _as_dict(done: "Round", settings: Settings) -> dict[str, Any]:
    most = settings.notify_max_chars
    held = [{"cause": one.ailment.value, "thai": one.thai, "english": one.english} for one in done.troubles]
    planned = [
        {
            "to": item.to,
            "occasion": item.announcement.occasion,
            "agencies": sorted(item.announcement.knows),
            "title": item.letter.title,
            "text": item.letter.text(most),
        }
        for item in done.planned
    ]
    return {
        "recipients": done.followed,
        "planned": planned,
        "results": [one.as_dict(most) for one in done.results],
        "held_back": held,
        "unsure": [{"to": one.recipient, "planned": one.planned.isoformat()} for one in done.unsure],
    }


def _test(address: str, settings: Settings, voice: Voice) -> int:
    from oitcrawl.notify.addresses import demand_reference
    from oitcrawl.notify.office import manner_of
    from oitcrawl.notify.round import send_test
    from oitcrawl.store.announcements import Sending

    to, tools = demand_reference(address, "--test"), _tools()
    voice.say(f"กำลังส่งข้อความทดสอบถึง {to}", f"sending a test to {to}")
    done = send_test(to, manner_of(settings, tools.clock()), tools)
    if done.state is Sending.SENT:
        voice.answer(f"✓ {to}")
        return 0
    voice.warn(f"✗ {to}: {done.thai}", f"✗ {to}: {done.english}")
    return OwnFailure.exit_code


def _file(given: Path | None) -> Path:
    file = given or _DEFAULT
    if not file.is_file():
        raise UsageError(
            f"ไม่มีไฟล์ {file}",
            cure="บอกชื่อไฟล์ด้วย --agencies FILE",
            en=f"there is no {file} — name one with --agencies FILE",
        )
    return file
