"""Tone marks put back into recognised text: Tesseract loses those that stand over a vowel above (ความเสียง)."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from oitcrawl.thai.text import WordFinder

# Words that are none without their tone mark, so that the form without it can mean nothing else.
WORDS: Final = """
เรื่องร้อง เรื่องราว เรื่องการ เรื่องที่ เรื่องนี้ เรื่องทั้ง เรื่องทุจริต เรื่องอื่น เรื่องต่าง ในเรื่อง เป็นเรื่อง จำนวนเรื่อง รับเรื่อง
แจ้งเรื่อง ยื่นเรื่อง ความเสี่ยง เสี่ยงการ เสี่ยงต่อ เสี่ยงทุจริต เสี่ยงที่ ขับเคลื่อน เคลื่อนที่ เคลื่อนไหว คลาดเคลื่อน เพื่อ หนึ่ง
พื้นที่ พื้นฐาน พื้นบ้าน พื้นผิว พื้นเมือง ทั้ง ครั้ง ตั้งแต่ ก่อตั้ง จัดตั้ง แต่งตั้ง ติดตั้ง ที่ตั้ง เลือกตั้ง ตั้งอยู่ ตั้งงบ ตั้งจ่าย ขั้นตอน
ขั้นต่ำ ขั้นพื้นฐาน เหล่านั้น ดังนั้น เท่านั้น สิ่งแวดล้อม สิ่งก่อสร้าง สิ่งของ สิ่งอำนวย สิ่งปลูก สิ่งที่ ทุกสิ่ง เกี่ยวข้อง เกี่ยวกับ
ท่องเที่ยว เที่ยวบิน เชื่อมั่น เชื่อถือ เชื่อมโยง เชื่อมต่อ เมื่อ ชื่อ สื่อสาร สื่อมวล สื่อประชา สื่อสังคม สื่อการ ซื้อ ท้องถิ่น เพิ่ม ริเริ่ม
เริ่มต้น เริ่มดำเนิน ทั่วไป ทั่วถึง ทั่วประเทศ มั่นคง ฟื้นฟู ชี้แจง ชี้วัด ชี้แนะ ชี้เบาะแส ตัวชี้ เบี้ยยังชีพ เบี้ยเลี้ยง เบี้ยประชุม เบี้ยประกัน
สั่งการ คำสั่ง สั่งซื้อ สั่งจ้าง เงื่อนไข เลื่อนขั้น เลื่อนเงินเดือน เลื่อนระดับ เลื่อนตำแหน่ง เครื่อง เยี่ยม เปลี่ยน เบี่ยงเบน ยั่งยืน สิ้นสุด ทั้งสิ้น
สิ้นปี อื่น ดื่ม วันที่ หน้าที่ สถานที่ ที่ดิน ที่ทำการ ที่เกี่ยวข้อง ที่ได้ ที่จะ ที่เป็น ที่ไม่ ที่อยู่ ที่ต้อง ที่ใช้ ที่ผ่าน
ที่กำหนด ที่ดำเนิน ที่สุด ที่รับ ที่ปรึกษา ครั้งที่ ฉบับที่ บทที่ ตารางที่ ลำดับที่ หมู่ที่ ข้อที่ ส่วนที่ ปีที่ ประเด็นที่ โครงการที่ กิจกรรมที่
เอกสารที่ ผู้ที่ ตามที่ เลขที่ ยื่นคำ ยื่นขอ ยื่นเอกสาร ยื่นแบบ ขึ้น ครึ่ง กลั่นกรอง ชั่วคราว ชั่วโมง ราบรื่น พี่น้อง หนี้สิน ลูกหนี้ เจ้าหนี้
ดังนี้ ต่อไปนี้ เหล่านี้ ทั้งนี้ ครั้งนี้ ฉบับนี้ ปีนี้ เลี้ยงดู เลี้ยงสัตว์ พี่เลี้ยง เสื่อมโทรม เอื้ออำนวย เอื้อเฟื้อ เอื้อต่อ เอื้อประโยชน์ เหลื่อมล้ำ
เนื้อหา เนื้อที่ เนื้องาน ต่อเนื่อง เนื่องจาก สืบเนื่อง เรื้อรัง เชื้อโรค ติดเชื้อ เชื้อเพลิง ซื่อสัตย์ ซื่อตรง ชื่นชม
"""
# Sound words that begin with, or hold, what looks like a word without its mark.
KEPT: Final = "เมือง หนังสือ ลงมือ เครือข่าย เครือญาติ ทันที เสียงตามสาย ธานี ทีม นาที เวที เมือก เมือบ ชือนแช ทังสเตน".split()

_OVER_VOWEL: Final = re.compile("(?<=[ัิีึื])[่้]")


def restore_tones(text: str) -> str:
    """Recognised ``text`` with the tone marks that the words of the lexicon must have; all else stays."""
    pieces, done = [], 0
    for number, start, end in _FINDER.find(text):
        right = _RIGHT[number]
        if right is not None:
            pieces += [text[done:start], right]
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def _without(word: str) -> Iterator[str]:
    """The forms of a word that lost one or more of these marks."""
    places = [match.start() for match in _OVER_VOWEL.finditer(word)]
    for count in range(1, len(places) + 1):
        for lost in combinations(places, count):
            yield "".join(letter for place, letter in enumerate(word) if place not in lost)


def _forms() -> dict[str, str | None]:
    """What is looked for -> what it becomes; None for what stays as it is, sound words among them."""
    words = WORDS.split()
    sound: dict[str, str | None] = dict.fromkeys([*KEPT, *words])
    return {form: word for word in words for form in _without(word)} | sound


_ALL: Final = _forms()
_RIGHT: Final = list(_ALL.values())
_FINDER: Final = WordFinder(_ALL)
