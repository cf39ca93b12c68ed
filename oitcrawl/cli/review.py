"""``oitcrawl review``: what waits for a person, and a person's word taken down."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.review_words import answers, history_line, lines_of, question, quoted
from oitcrawl.compose import Desk, Saying, open_desk
from oitcrawl.errors import UsageError
from oitcrawl.model.finding import Status
from oitcrawl.model.person import Review, Word
from oitcrawl.model.scan import AgencyScan
from oitcrawl.persons.standing import newest
from oitcrawl.persons.waiting import Waiting, waiting
from oitcrawl.settings import load_settings
from oitcrawl.thai.calendar import thai_date


class Action(StrEnum):
    """What is done."""

    LIST = "list"
    CONFIRM = "confirm"
    REJECT = "reject"
    WAIVE = "waive"
    WITHDRAW = "withdraw"
    HISTORY = "history"


def review(
    agency: Annotated[str, typer.Argument(help="รหัสหน่วยงานที่เคยตรวจ")],
    action: Annotated[Action, typer.Argument(help="สิ่งที่จะทำ ไม่บอกคือแสดงข้อที่รอคนตรวจ")] = Action.LIST,
    target: Annotated[
        str | None, typer.Argument(help="เลขข้อ เช่น O7 (withdraw: เลขที่ของคำที่จะถอน)", metavar="[ITEM]")
    ] = None,
    component: Annotated[str, typer.Option("--component", help="เฉพาะองค์ประกอบนี้", metavar="KEY")] = "",
    by: Annotated[str, typer.Option("--by", help="ผู้ตรวจ: ชื่อและตำแหน่ง")] = "",
    reason: Annotated[str, typer.Option("--reason", "--note", help="เหตุผลหรือหมายเหตุ")] = "",
    until: Annotated[
        str | None, typer.Option("--until", help="มีผลถึงวันที่นี้ (ค.ศ.) ไม่บอกคือสิ้นปีงบประมาณ หรือหนึ่งปี", metavar="2027-09-30")
    ] = None,
    url: Annotated[str, typer.Option("--url", help="หน้าหรือเอกสารที่เปิดดู ถ้าไม่ใช่ที่โปรแกรมพบ")] = "",
    status: Annotated[
        str | None,
        typer.Option("--status", help="สถานะตามที่คนเห็น", metavar="found|missing|outdated|incomplete"),
    ] = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงข้อที่รอคนตรวจ และบันทึกคำยืนยัน ปฏิเสธ หรือยกเว้นของคน

    ตัวอย่าง: oitcrawl review abt-example
    oitcrawl review abt-example confirm O7 --by "สมชาย นักวิเคราะห์"
    oitcrawl review abt-example reject O9 --component fees --by "สมชาย นักวิเคราะห์" --reason "ไม่มีค่าธรรมเนียม"
    oitcrawl review abt-example waive O10 --by "ปลัด" --reason "ไม่มีบริการ" --until 2027-09-30
    oitcrawl review abt-example withdraw 3 --by "ปลัด" --reason "ดูผิดหน้า"

    คำของคนแสดงข้างผลของโปรแกรมเสมอ และหมดผลเมื่อครบกำหนด หรือเมื่อหลักฐานที่ดูไว้เปลี่ยนไป
    ข้อมูลส่วนบุคคล: เก็บเฉพาะชื่อและข้อความที่ท่านพิมพ์ และชื่อนั้นแสดงในรายงาน
    """
    voice = options.voice(lang, quiet=quiet)
    with open_desk(load_settings(path=settings_file)) as desk:
        if action is Action.LIST:
            _list(desk, agency, voice, as_json=as_json)
        elif action is Action.HISTORY:
            _history(desk, agency, voice, as_json=as_json)
        else:
            saying = Saying(
                word=Word(action.value),
                target=_named(target, agency, action),
                component=component,
                status=_status(status),
                by=by,
                reason=reason,
                until=options.parse_day(until, "--until"),
                url=url,
            )
            _say(desk, agency, saying, voice, as_json=as_json)


def _list(desk: Desk, agency: str, voice: Voice, *, as_json: bool) -> None:
    (stored,) = desk.stored(agency, every=False, scan=None)
    scan = desk.heard(stored)
    some = waiting(scan)
    if as_json:
        voice.raw(_json(_as_dict(scan, some, desk.store.reviews.of(scan.agency.code), voice)))
        return
    name = scan.agency.name or scan.agency.code
    items = len({one.slug for one in some})
    total, year = len(scan.items), scan.fiscal_year
    voice.say(
        f"{name}: รอคนตรวจ {items} ข้อ จาก {total} ข้อ (ตรวจ ณ {thai_date(scan.as_of)} ปีงบประมาณ {year})",
        f"{name}: {items} of {total} items wait for a person (as of {scan.as_of}, FY{year})",
    )
    for number, one in enumerate(some, 1):
        voice.answer("")
        for line in _numbered(number, lines_of(one, scan.agency.code, voice)):
            voice.answer(line)


def _numbered(number: int, lines: Iterator[str]) -> Iterator[str]:
    yield f"{number}. {next(lines)}"
    yield from lines


def _history(desk: Desk, agency: str, voice: Voice, *, as_json: bool) -> None:
    (stored,) = desk.stored(agency, every=False, scan=None)
    kept = desk.store.reviews.of(stored.agency.code)
    if as_json:
        voice.raw(_json(_plain(kept)))
        return
    if not kept:
        voice.say("ยังไม่มีใครบันทึกคำ", "nobody has said anything yet")
    scan = desk.heard(stored)
    for one in reversed(kept):
        voice.answer(history_line(one, _fate(one, kept, scan, voice), voice))


def _fate(one: Review, kept: tuple[Review, ...], scan: AgencyScan, voice: Voice) -> str:
    """What became of a word."""
    if one.word is Word.WITHDRAW:
        was = next((f"#{other.number}" for other in kept if other.uid == one.withdraws), "")
        return voice.pick(f"ถอนคำ {was}", f"withdraws {was}")
    if any(other.withdraws == one.uid for other in kept):
        return voice.pick("ถอนแล้ว", "withdrawn")
    if one.uid not in {other.uid for other in newest(kept)}:
        return voice.pick("มีคำใหม่กว่า", "a newer word stands")
    words = (word for item in scan.items for word in item.persons if word.number == one.number)
    word = next(words, None)
    if word is None:
        return voice.pick("ไม่เกี่ยวกับการตรวจครั้งล่าสุด", "not about the newest scan")
    if word.lapsed:
        return voice.pick(f"ไม่มีผลแล้ว: {word.lapsed}", f"no longer counts: {word.lapsed}")
    return voice.pick(f"มีผลถึง {thai_date(one.until)}", f"counts until {one.until}")


def _say(desk: Desk, agency: str, saying: Saying, voice: Voice, *, as_json: bool) -> None:
    (stored,) = desk.stored(agency, every=False, scan=None)
    before = newest(desk.store.reviews.of(stored.agency.code))
    kept = desk.review(agency, saying)
    if as_json:
        voice.raw(_json(_plain((kept,))[0]))
        return
    voice.answer(history_line(kept, _until(kept, voice), voice))
    _tell_replaced(kept, before, voice)
    if kept.word is not Word.WITHDRAW and (looked := kept.looked) is not None:
        voice.say(f"หลักฐานที่ดู: {looked.url}", f"looked at: {looked.url}")
        if not looked.sha256:
            voice.say(
                "โปรแกรมไม่เคยอ่านที่อยู่นี้ จึงบอกไม่ได้เมื่อเนื้อหาเปลี่ยน คำนี้มีผลจนครบกำหนดหรือจนกว่าจะถอน",
                "the machine never read that address and cannot tell when it changes",
            )
    _tell_effect(desk.heard(stored), kept, voice)
    code = quoted(kept.agency)
    voice.say(f"เขียนรายงานใหม่: oitcrawl report {code}", f"write the report again: oitcrawl report {code}")


def _tell_replaced(kept: Review, before: tuple[Review, ...], voice: Voice) -> None:
    """Whose word this one stands in the place of."""
    for was in before:
        if (was.slug, was.component) == (kept.slug, kept.component) and kept.word is not Word.WITHDRAW:
            voice.say(f"แทนคำเลขที่ {was.number} ของ {was.by}", f"in the place of word {was.number} by {was.by}")


def _tell_effect(scan: AgencyScan, kept: Review, voice: Voice) -> None:
    """What the item is now, and that the machine's verdict stays beside it."""
    item = next((item for item in scan.items if item.slug == kept.slug), None)
    if item is None:
        return
    machine = item.machine.status if item.machine else item.status
    voice.say(
        f"{item.item} แสดงเป็น «{item.status.thai}» (โปรแกรมว่า «{machine.thai}» แสดงไว้ข้างกัน)",
        f"{item.item} is shown as {item.status.value} (the machine's {machine.value} beside it)",
    )
    part = next((part for part in item.components if part.key == kept.component), None)
    if part is not None and kept.word is Word.REJECT and part.known == "recalled":
        voice.say(
            "องค์ประกอบนี้ยังไม่ยืนยันว่าเกณฑ์ถาม จึงไม่ทำให้ข้อนี้ไม่ครบ",
            "it is not confirmed that the assessment asks for this component: the item's status stays",
        )


def _until(kept: Review, voice: Voice) -> str:
    if kept.word is Word.WITHDRAW:
        return voice.pick("ถอนแล้ว", "withdrawn")
    return voice.pick(f"มีผลถึง {thai_date(kept.until)}", f"counts until {kept.until}")


def _named(target: str | None, agency: str, action: Action) -> str:
    """The item or word that is meant.

    Raises:
        UsageError: none was named.
    """
    if target:
        return target
    example = "3" if action is Action.WITHDRAW else "O7"
    raise UsageError(
        "ต้องบอกเลขที่ของคำที่จะถอน" if action is Action.WITHDRAW else "ต้องบอกเลขข้อ",
        cure=f"เช่น oitcrawl review {agency} {action.value} {example}",
        en=f"which one? — oitcrawl review {agency} {action.value} {example}",
    )


def _status(text: str | None) -> Status | None:
    try:
        return Status(text.strip().lower()) if text else None
    except ValueError:
        raise UsageError(
            f"--status {text} ใช้ไม่ได้",
            cure="ใช้ found, missing, outdated หรือ incomplete",
            en=f"--status {text}: use found, missing, outdated or incomplete",
        ) from None


def _as_dict(scan: AgencyScan, some: tuple[Waiting, ...], kept: tuple[Review, ...], voice: Voice) -> dict[str, Any]:
    """What waits, and all words on the agency, for other programs."""
    rows = TypeAdapter(tuple[Waiting, ...]).dump_python(some, mode="json")
    for row, one in zip(rows, some, strict=True):
        yes, no = answers(one, scan.agency.code, voice)
        row |= {"question": question(one, voice), "confirm": yes, "reject": no}
    head = {"agency": scan.agency.code, "fiscal_year": scan.fiscal_year, "as_of": scan.as_of.isoformat()}
    return {**head, "edition": scan.edition, "waiting": rows, "reviews": _plain(kept)}


def _plain(kept: tuple[Review, ...]) -> list[Any]:
    return list(TypeAdapter(tuple[Review, ...]).dump_python(kept, mode="json"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
