"""What waits for a person, and what people said, in words for the terminal."""

import re
from collections.abc import Iterator

from oitcrawl.cli.console import Voice
from oitcrawl.model.finding import Status
from oitcrawl.model.person import PersonWord, Review, Word
from oitcrawl.model.waits import Why
from oitcrawl.persons.waiting import Waiting
from oitcrawl.report.safe import readable
from oitcrawl.report.words import Words, in_thailand
from oitcrawl.thai.calendar import thai_date

_WHY = {
    Why.LAPSED: ("คำของคนไม่มีผลแล้ว", "a person's word lapsed"),
    Why.UNVERIFIED: ("โปรแกรมตรวจไม่ได้", "the machine cannot tell"),
    Why.CONFLICT: ("หลักฐานขัดกัน", "the evidence contradicts itself"),
    Why.UNSURE: ("โปรแกรมไม่มั่นใจ", "the machine is not sure"),
    Why.HUMAN: ("ต้องให้คนดู", "only a person can tell"),
}
_SAID = {
    Word.CONFIRM: ("ยืนยัน", "confirmed"),
    Word.REJECT: ("ปฏิเสธ", "rejected"),
    Word.WAIVE: ("ยกเว้น", "waived"),
    Word.WITHDRAW: ("ถอนคำ", "withdrew"),
}
_GAPS = {Status.INCOMPLETE, Status.OUTDATED, Status.MISSING}


def lines_of(one: Waiting, code: str, voice: Voice) -> Iterator[str]:
    """A question as a few lines: why it waits, what to open, what to answer and how."""
    part = f" › {one.label}" if one.component else ""
    points = f" · {one.points:.1f}" if one.points else ""
    worth = voice.pick(f"{points} คะแนน", f"{points} points") if points else ""
    why = ", ".join(voice.pick(*_WHY[why]) for why in one.whys)
    yield f"{one.item} {one.title}{part} — {why}{worth}"
    yield f"   {voice.pick('เพราะ  ', 'because')} {one.because}"
    words = Words("en" if voice.lang == "en" else "th")
    for kind in one.conflicts:
        yield f"   {voice.pick('ขัดกัน ', 'clash  ')} {words.maybe(f'warn.{kind}') or kind}"
    if one.lapsed is not None:
        yield f"   {voice.pick('คำเดิม ', 'before ')} {told(one.lapsed, voice)}"
    leaf = voice.pick(f" หน้า {one.leaf}", f" page {one.leaf}") if one.leaf else ""
    yield f"   {voice.pick('เปิดดู ', 'open   ')} {_typed(one.url)}{leaf}"
    yield f"   {voice.pick('คำถาม ', 'ask    ')} {question(one, voice)}"
    yes, no = answers(one, code, voice)
    yield f"   {voice.pick('ถ้าใช่  ', 'if so  ')} {yes}"
    yield f"   {voice.pick('ถ้าไม่  ', 'if not ')} {no}"


def question(one: Waiting, voice: Voice) -> str:
    """The question to answer, by what the machine could not do."""
    years = Words("en" if voice.lang == "en" else "th").years(one.year_wanted)
    of_year, in_year = (f"ของปี {years} " if years else ""), (f" of {years}" if years else "")
    if one.component:
        return voice.pick(f"หน้าหรือเอกสารนี้มี «{one.label}» หรือไม่", f"does it show «{one.label}»?")
    if one.status in _GAPS:
        return voice.pick(
            f"ข้อนี้{of_year}«{one.status.thai}» จริงหรือไม่", f"is it true that the item{in_year} is {one.status.value}?"
        )
    unread = _listed(one.unread, voice)
    if not one.is_evidence:
        return voice.pick(
            f"ที่นี่หรือที่อื่นบนเว็บไซต์มี «{one.title}» {of_year}หรือไม่",
            f"is «{one.title}»{in_year} here or elsewhere on the site?",
        )
    return voice.pick(
        f"นี่คือ «{one.title}» {of_year}และมีครบหรือไม่{unread}", f"is it «{one.title}»{in_year}, and complete?{unread}"
    )


def answers(one: Waiting, code: str, voice: Voice) -> tuple[str, str]:
    """The commands that say yes and no, complete but for who says so and why."""
    by = '--by "ชื่อ ตำแหน่ง"' if voice.lang != "en" else '--by "NAME POSITION"'
    reason = '--reason "เหตุผล"' if voice.lang != "en" else '--reason "REASON"'
    start = f"oitcrawl review {quoted(code)}"
    part = f" --component {one.component}" if one.component else ""
    where = f' --url "{_typed(one.url)}"' if not one.is_evidence else ""
    if one.status in _GAPS and not one.component:
        agree = f"{start} confirm {one.item} --status {one.status.value} {by}"
        return agree, f'{start} confirm {one.item} --status found --url "https://..." {by}'
    return f"{start} confirm {one.item}{part}{where} {by}", f"{start} reject {one.item}{part} {by} {reason}"


def told(word: PersonWord, voice: Voice) -> str:
    """A word in one line, and why it no longer counts."""
    status = f" «{voice.pick(word.status.thai, word.status.value)}»" if word.status else ""
    number = f"#{word.number} " if word.number else ""
    day = in_thailand(word.at).date() if word.at else None
    when = f" {voice.pick(thai_date(day), day.isoformat())}" if day else ""
    until = voice.pick(f"ถึง {thai_date(word.until)}", f"until {word.until}")
    reason = f": {word.reason}" if word.reason else ""
    lapsed = voice.pick(f" — ไม่มีผลแล้ว: {word.lapsed}", f" — no longer counts: {word.lapsed}") if word.lapsed else ""
    said, by = voice.pick(*_SAID[word.word]), voice.pick("โดย", "by")
    return f"{number}{said}{status} {by} {word.by}{when} {until}{reason}{lapsed}"


def history_line(one: Review, fate: str, voice: Voice) -> str:
    """A kept word in one line, and what became of it."""
    day = in_thailand(one.at).date()
    when = voice.pick(thai_date(day), day.isoformat())
    part = f" › {one.component}" if one.component else ""
    status = f" «{voice.pick(one.status.thai, one.status.value)}»" if one.status else ""
    reason = f": {one.reason}" if one.reason else ""
    head = f"#{one.number}  {when}  {one.item}{part}  {voice.pick(*_SAID[one.word])}{status}"
    return f"{head}  {voice.pick('โดย', 'by')} {one.by}{reason}  [{fate}]"


def quoted(text: str) -> str:
    """``text`` as one word of a command, in the shells of Linux and Windows."""
    return text if re.fullmatch(r"[\w.-]+", text) else f'"{text}"'


def _typed(url: str) -> str:
    """``url`` in Thai letters where a browser and a shell still take it so."""
    told = readable(url)
    return url if " " in told or '"' in told else told


def _listed(labels: tuple[str, ...], voice: Voice) -> str:
    return f" ({voice.pick('โดยเฉพาะ', 'above all')}: {', '.join(labels)})" if labels else ""
