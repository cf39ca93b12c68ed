"""The Thai sentences of a verdict: why, what to do next, and what would settle what could not be told."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from oitcrawl.judge.freshness import SURE, Told
from oitcrawl.judge.labels import best_words, says_nothing, telling_cell
from oitcrawl.judge.sighting import SHARED, UNNAMED, Sighting, Suspect
from oitcrawl.model.content import UNSURE_DIGIT, Media
from oitcrawl.model.harvest import Blank
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.rule import Component, Rule
from oitcrawl.thai.calendar import BE_OFFSET

NIL = "ระบุว่าไม่มี"
_UNSURE_YEAR = re.compile(rf"(?:พ\.?\s?ศ\.?|ปี)?\s?[๐-๙0-9{UNSURE_DIGIT}]*{UNSURE_DIGIT}[๐-๙0-9{UNSURE_DIGIT}]*")
_MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
_MANY = 3
_STOPPED = {
    "pages": "ครบจำนวนหน้าที่ตั้งไว้",
    "minutes": "ครบเวลาที่ตั้งไว้",
    "bytes": "ครบปริมาณข้อมูลที่ตั้งไว้",
    "failures": "เว็บไซต์ไม่ตอบติดต่อกันหลายครั้ง",
    "interrupted": "มีผู้สั่งหยุดก่อนจบ",
}


def thai_date(day: date) -> str:
    """``31 มีนาคม 2568``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


def years_text(years: Iterable[int]) -> str:
    """``2567``, ``2566–2570`` or ``2565, 2567``."""
    some = sorted(set(years))
    if len(some) > 1 and some == list(range(some[0], some[-1] + 1)):
        return f"{some[0]}–{some[-1]}"
    return ", ".join(map(str, some))


def due(last: date) -> str:
    """Why a component is not owed yet; ``last`` is the last day of that."""
    return f"ยังไม่ถึงกำหนด (หลัง {thai_date(last)})"


def months(firsts: Sequence[date]) -> str:
    """``ตุลาคม 2568, พฤศจิกายน 2568``."""
    return ", ".join(f"{_MONTHS[first.month - 1]} {first.year + BE_OFFSET}" for first in firsts)


def months_left(firsts: Sequence[date]) -> str:
    """Of which months nothing was found."""
    return f"ยังไม่พบของเดือน {months(firsts)}"


def no_month(sighting: Sighting) -> str:
    """A content that may be about any month."""
    return f"แต่ «{short(sighting.name)}» ไม่บอกเดือน"


def closed(sighting: Sighting) -> str:
    """Why a component could not be read."""
    cause = sighting.cause or "บางส่วนไม่มีตัวอักษรให้อ่าน"
    return f"อ่าน «{short(sighting.name)}» ไม่ได้ครบ: {cause}"


def undated(sighting: Sighting) -> str:
    """A component stands in a content whose year nobody can tell."""
    return f"พบใน «{short(sighting.name)}» แต่บอกปีของเอกสารไม่ได้"


def not_understood(lines: Sequence[str]) -> str:
    """A component is not seen in a content most of whose words are not known."""
    return f"ยังไม่เข้าใจถ้อยคำของเอกสารพอจะบอกว่าไม่มี เช่น {', '.join(f'«{short(line, 50)}»' for line in lines)}"


def absent(component: Component, year: YearRule, old: Sighting | None) -> str:
    """Why a component counts as absent."""
    if old is not None:
        return f"พบเฉพาะใน «{short(old.name)}» ของปี {years_text(old.told[year].years)}"
    return "องค์ประกอบนี้ยังไม่ยืนยันว่าเกณฑ์ถาม จึงไม่นับเป็นข้อบกพร่อง" if component.known is Known.RECALLED else ""


def found(rule: Rule, best: Sighting, years: Sequence[int], humans: Sequence[str]) -> str:
    """The item is complete."""
    line = f"พบ «{short(best.name)}» {_kind(best)}{_of_years(years)} มีองค์ประกอบครบตามที่ตรวจได้"
    return (
        f"{line} แต่ควรให้คนดู: {_listed(humans)}" if humans else line if rule.components else f"พบ «{short(best.name)}»"
    )


def named(best: Sighting, years: Sequence[int]) -> str:
    """The document says that it is the item; its components, none of them confirmed, were not seen."""
    return (
        f"พบ «{short(best.name)}» {_kind(best)}{_of_years(years)} ซึ่งระบุชื่อข้อนี้ไว้เอง แต่ไม่พบองค์ประกอบที่ยังไม่ยืนยันว่าเกณฑ์ถาม"
    )


def incomplete(best: Sighting, years: Sequence[int], lacking: Sequence[str]) -> str:
    """The right content lacks something."""
    return f"พบ «{short(best.name)}» {_kind(best)}{_of_years(years)} แต่ยังขาด: {_listed(lacking)}"


def not_due(best: Sighting | None, last: date, lacking: Sequence[str]) -> str:
    """What is lacking is not owed yet; ``last`` is the last day of that."""
    until = f"ยังไม่ถึงกำหนด จัดทำและเผยแพร่ได้หลัง {thai_date(last)}"
    if best is None:
        return f"ข้อนี้{until}"
    return f"พบ «{short(best.name)}» แล้ว ส่วนที่เหลือ ({_listed(lacking)}) {until}"


def outdated(best: Sighting, years: Sequence[int], wanted: Sequence[int]) -> str:
    """The newest evidence is of an earlier year."""
    return f"ที่ใหม่ที่สุดที่พบคือ «{short(best.name)}» {_kind(best)}ปี {years_text(years)} แต่ต้องเป็นปี {_or(wanted)}"


def newer(best: Sighting, years: Sequence[int], wanted: Sequence[int]) -> str:
    """Everything found is about a later year than the wanted one."""
    return f"พบเพียง «{short(best.name)}» {_kind(best)}ปี {years_text(years)} ซึ่งเป็นปีหลังจากปีที่ต้องการ ({_or(wanted)})"


def read_from(told: Told) -> str:
    """Where the year was read, and what contradicts it; empty when nothing states a year."""
    if not told.years:
        return ""
    years = years_text(told.years)
    if told.against is not None:
        against = f"{told.against.source}ระบุปี {years_text(told.against.years)}"
        return f"(ปี {years} จาก{told.source} แต่{against} ควรให้คนดูว่าปีใดถูก)"
    if told.trust < SURE:
        return f"({told.source}ชี้ไปที่ปี {years} แต่ไม่พอให้ยืนยัน)"
    rounds = f" โดยอ้างผลการประเมินปี {years_text(told.rounds)}" if told.rounds else ""
    return f"(ปี {years} จาก{told.source}{rounds})"


def missing(
    rule: Rule, wanted: Sequence[int], seen: int, dead: Sequence[Blank], dead_labels: Sequence[tuple[str, str]]
) -> str:
    """Nothing was found and all was seen."""
    line = f"ไม่พบ{_glued(rule.title)}{_of_years(wanted)} จากที่อ่านทั้งหมด {seen:,} หน้าและเอกสาร"
    if dead:
        label = dead_name(dead[0])
        return f"{line} มีเพียงลิงก์เสีย «{short(label)}» ที่เปิดแล้ว{_GONE.get(dead[0].reason, _NOT_FOUND)}"
    if dead_labels:
        return f"{line} มีเพียงข้อความ «{short(telling_cell(dead_labels[0][0]))}» ที่ลิงก์ไม่ได้เชื่อมไปที่ใด (#)"
    return line


_NOT_FOUND = "ไม่พบหน้า (404)"
_GONE = {"gone": "ไม่พบหน้า (410)", "soft_404": "ไม่มีเนื้อหา แม้เว็บไซต์ตอบว่าปกติ (soft 404)"}


def dead_name(blank: Blank) -> str:
    """What a dead link calls itself."""
    words = best_words(blank.labels)
    if words and not says_nothing(words):
        return words
    page = next((label.page_title for label in blank.labels if label.page_title), "")
    return " · ".join(filter(None, (words, page))) or blank.url


def no_year(best: Sighting, wanted: Sequence[int], years: Sequence[int] = ()) -> str:
    """The year of the evidence cannot be told; or it names ``years`` on both sides of the wanted one."""
    if years and min(years) < max(wanted) < max(years):
        told = f"ระบุปี {years_text(years)} ไว้"
        return f"พบ «{short(best.name)}» {_kind(best)}แต่{told} จึงยืนยันไม่ได้ว่าครอบคลุมปี {_or(wanted)} ด้วยหรือไม่"
    if (blurred := _UNSURE_YEAR.search(best.record.cover)) is not None:
        read = f"ปีในภาพสแกนอ่านไม่ชัด («{blurred.group()}»)"
        return f"พบ «{short(best.name)}» {_kind(best)}แต่{read} ต้องให้คนเปิดดูว่าเป็นของปี {_or(wanted)} หรือไม่"
    return f"พบ «{short(best.name)}» {_kind(best)}แต่บอกปีไม่ได้ จึงยืนยันไม่ได้ว่าเป็นของปี {_or(wanted)}"


def unreadable(best: Sighting, parts: Sequence[str]) -> str:
    """The evidence is there and cannot be read."""
    cause = best.cause or "เป็นภาพหรือมีบางส่วนที่ไม่มีตัวอักษรให้อ่าน"
    tail = f" จึงตรวจไม่ได้ว่ามี: {_listed(parts)}" if parts else ""
    return f"พบ «{short(best.name)}» {_kind(best)}แต่{cause}{tail}"


def strange(best: Sighting, parts: Sequence[str], note: str) -> str:
    """The right content shows little of what is asked for in words that are known, and says much beside."""
    return f"พบ «{short(best.name)}» {_kind(best)}แต่{note} จึงยังไม่ทราบว่ามี: {_listed(parts)}"


def unproven(best: Sighting, parts: Sequence[str]) -> str:
    """Something is called so, and shows none of what is looked for, which nobody has confirmed to be asked for."""
    return f"พบ «{short(best.name)}» {_kind(best)}แต่ไม่พบองค์ประกอบใดในเนื้อหา ({_listed(parts)}) จึงยืนยันไม่ได้ว่าเป็นเรื่องนี้จริง"


def settle_by_eye(best: Sighting) -> str:
    """What would settle whether a content is what it is called."""
    return f"เปิดดู {best.record.url} ด้วยตนเองว่ามีเนื้อหาของข้อนี้หรือไม่"


def unsure(rule: Rule, suspects: Sequence[Suspect], stopped_by: str | None, claim: str) -> str:
    """Something unread may hold what was not found."""
    if stopped_by:
        why = f"การสำรวจหยุดก่อนจบเพราะ{_STOPPED.get(stopped_by, stopped_by)}"
    else:
        first = suspects[0]
        more = f" และอีก {len(suspects) - 1} แห่ง" if len(suspects) > 1 else ""
        name = short(first.label or first.url)
        # of what was read nobody may say that it was not
        why = f"«{name}»: {first.why}{more}" if first.was_read else f"ยังไม่ได้อ่าน «{name}» ({first.why}){more}"
    return f"{claim or f'ยังไม่พบ{_glued(rule.title)}'} แต่สรุปไม่ได้ เพราะ{why}"


def settle_suspects(suspects: Sequence[Suspect], stopped_by: str | None) -> str:
    """What would settle what was not read."""
    if stopped_by and stopped_by != "failures":
        return "ตรวจใหม่โดยเพิ่มจำนวนหน้าหรือเวลาของการสำรวจ"
    if stopped_by or not suspects:
        return "ตรวจใหม่เมื่อเว็บไซต์ใช้งานได้ตามปกติ"
    first = suspects[0]
    if first.reason == UNNAMED:
        return (
            f"เปิดดู {first.url} ด้วยตนเองว่าเป็นเนื้อหาของข้อนี้หรือไม่ แล้วบันทึกผลด้วยคำสั่ง oitcrawl review หรือเผยแพร่โดยใช้ชื่อของข้อนี้"
        )
    if first.reason == SHARED:
        return f"เปิดดู {first.url} ด้วยตนเองว่ามีเนื้อหาของข้อนี้ด้วยหรือไม่ หรือแยกเผยแพร่เป็นไฟล์ของข้อนี้"
    return f"เปิดดู {first.url} ({first.why}) ด้วยตนเอง หรือตรวจใหม่เมื่อเปิดอ่านได้"


SETTLE_YEAR = "ระบุปีงบประมาณไว้ในชื่อเรื่อง หน้าปก หรือชื่อลิงก์ หรือให้ผู้ตรวจเปิดดูปีของเอกสาร"


def settle_unreadable(best: Sighting) -> str:
    """What would settle an unreadable evidence."""
    if best.record.is_away and best.record.reach is OffsiteState.LOGIN:
        return f"เปิดสิทธิ์ {best.record.url} ให้ทุกคนที่มีลิงก์ดูได้ หรือย้ายไฟล์มาไว้ในเว็บไซต์หลัก"
    if best.record.is_away:
        return f"เปิดดู {best.record.url} ด้วยตนเอง หรือย้ายไฟล์มาไว้ในเว็บไซต์หลัก"
    return f"เปิดดู {best.record.url} ด้วยตนเอง หรือเผยแพร่ไฟล์ที่คัดลอกตัวอักษรได้"


NOT_ASKED = "เกณฑ์ฉบับนี้ไม่ได้กำหนดข้อนี้สำหรับหน่วยงานประเภทนี้"


def advice(rule: Rule, components: Sequence[Component], first: str) -> str:
    """The next step, then what each absent component asks for, then the advice of the item and where to put it."""
    steps = [first, *(one.advice or f"เพิ่ม{one.label}" for one in components)]
    steps += [rule.advice] if rule.advice else []
    steps += [f"วางไว้ที่เมนู {' หรือ '.join(rule.where[:2])}"] if rule.where and not components else []
    return " · ".join(dict.fromkeys(filter(None, (" ".join(step.split()).rstrip(" .") for step in steps))))


def publish(rule: Rule, wanted: Sequence[int]) -> str:
    """The next step when there is nothing."""
    return f"เผยแพร่{_glued(rule.title)}{_of_years(wanted)}บนเว็บไซต์หลัก"


def mend(blank: Blank) -> str:
    """The next step when the only link is dead."""
    return f"แก้ลิงก์ «{short(dead_name(blank))}» ให้เปิดได้"


def runner_up(best: Sighting, years: Sequence[int], why: str) -> str:
    """The best evidence that did not pass."""
    return f"«{short(best.name)}» {_kind(best)}{_of_years(years)}: {why}".replace("  ", " ")


def short(text: str, size: int = 90) -> str:
    """``text`` cut at ``size`` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= size else plain[: size - 1] + "…"


def _glued(title: str) -> str:
    """A title to be joined to a Thai word: Latin letters want a space before them."""
    return f" {title}" if title[:1].isascii() else title


def _kind(sighting: Sighting) -> str:
    media = sighting.record.media
    if sighting.record.offsite:
        return "(นอกเว็บไซต์หลัก) "
    return "(หน้าเว็บ) " if media is Media.HTML else f"({media.value.upper()}) "


def _of_years(years: Sequence[int]) -> str:
    return f" ปี {years_text(years)} " if years else " "


def _or(years: Sequence[int]) -> str:
    return " หรือ ".join(map(str, years))


def _listed(words: Sequence[str]) -> str:
    head = ", ".join(words[:_MANY])
    return f"{head} และอีก {len(words) - _MANY} อย่าง" if len(words) > _MANY else head
