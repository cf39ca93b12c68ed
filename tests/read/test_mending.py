"""Damage of text layers: each kind repaired, and real words that look alike left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.read.mending import doubled, restore
from oitcrawl.thai.text import fold

SOUND = """เทศบัญญัติ เรื่อง การเพิ่มเติมข้อมูลข่าวสารของเทศบาลตำบลต้นไม้งาม อำเภอท่าน้ำ
ผู้อำนวยการสำนักงานมีหน้าที่ที่ได้รับมอบหมาย ณ วันที่ ๑๕ มกราคม พ.ศ. ๒๕๖๘
กำหนดให้ดำเนินการจัดทำแผนป้องกันการทุจริตประจำปีงบประมาณ ครั้งที่ ๑ ให้แล้วเสร็จ
ที่มาที่ไปและการยับยั้งตามกฎหมายว่าด้วยชุดชุมชนกลุ่มลุ่มน้ำ ชั้นชั้น ทีละขั้นทีละตอน
ชี้แจงเหตุผลตามคำสั่ง เป้าหมาย ฝ่ายป่าไม้ ผู้ป่วย ไฟฟ้า ปูอัด ปุ๋ย ฝุ่นละออง
ก ข ค ง จ ฉ ช ซ ๆ ฯลฯ ก. ข. ค. 1,250.00 (draft) https://www.abt-tonmai.go.th/a?b=1"""
LINES = SOUND.split("\n")


@pytest.mark.parametrize("text", [SOUND, *LINES, "", "Annual report 2024", "ພາສາລາວ ສະບາຍດີ"])
def test_sound_text_stays(text):
    mended = restore(text)

    assert (text, False) == (mended.text, mended.is_repaired)


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("ปฏิ บั ติ ห น้ า ที่", "ปฏิบัติหน้าที่"),
        ("ก า ร  ป ฏิ บั ติ  ห น้ า ที่", "การ ปฏิบัติ หน้าที่"),
        ("โค รงส ร้างพื้ น ฐาน แ ละ\nข อ ง", "โครงสร้างพื้นฐานและ\nของ"),
        ("จ า น ว น บุ ค ล า ก ร", "จำนวนบุคลากร"),
        ("เทศบัญ บั ญัติ", "เทศบัญญัติ"),
        ("พิ่มพิ่เติม", "พิ่มเติม"),
        ("ข้อข้มูล", "ข้อมูล"),
        ("สั่งสั่ แต่งตั้งตั้เจ้าหน้าที่ ชั้นชั้ หนึ่งนึ่", "สั่งแต่งตั้งเจ้าหน้าที่ ชั้นหนึ่ง"),
        ("ที่มที่ าที่ไที่ ป ยับยั้งยั้ สถานที่ที่ตั้ที่ ตั้งตั้", "ที่มาที่ไป ยับยั้งสถานที่ที่ตั้ง"),
        ("คำ สั่ง กำ หนด ตำ บล อำ เภอ", "คำสั่ง กำหนด ตำบล อำเภอ"),
        ("ส านักงานสาธารณสุขอ าเภอ", "สำนักงานสาธารณสุขอำเภอ"),
        ("ผ่ าน เป้ าหมาย หม าย", "ผ่าน เป้าหมาย หมาย"),
        ("เทศบำลตำบลหำงดง", "เทศบาลตำบลหางดง"),
        ("สานักงานเทศบาลตาบล", "สำนักงานเทศบาลตำบล"),
        ("สํานักงาน นํ้า น้ํา นำ้", "สำนักงาน น้ำ น้ำ น้ำ"),
        ("ท่ี ที่่ ระด ับ ทั ่วไป", "ที่ ที่ ระดับ ทั่วไป"),
        ("ชลบุรีเป\n็ นผู้นำ\nเป\n้ าหมาย", "ชลบุรีเป็นผู้นำ\nเป้าหมาย"),
        ("องค์กรอัยการ\n้\nหนา ๑\n่\nเลม", "องค์กรอัยการ\nหนา ๑\nเลม"),
        ("เปูาหมาย ปูองกัน ฝุาย ผู้ปุวย ไฟฟูา", "เป้าหมาย ป้องกัน ฝ่าย ผู้ป่วย ไฟฟ้า"),
        ("ข\uf70bอมูลต\uf70aอเน\uf712อง", "ข้อมูลต่อเน็อง"),
        ("คะແນນของหน่วยงานราชการ", "คะแนนของหน่วยงานราชการ"),
        ("\u200bเ\u200bเผน", "แผน"),
    ],
)
def test_damage_is_repaired_by_its_cause(broken, right):
    mended = restore(broken)

    assert (right, True) == (mended.text, mended.is_repaired)
    assert right == restore(right).text


def spaced(text):
    return " ".join(re.findall("[เ-ไ]?[ก-ฮ][ัิ-ฺ็-๎]*[ะาำ]?|[^ก-๎ ]+| ", text))


def doubly_drawn(text):
    """As one PDF library gives what one browser prints: a cluster with a tone comes again after the next letter."""
    return re.sub("([ก-ฮ][ิ-ู]?[่-๋])([กงนมบดอว])(?![ะ-ฺ็-๎])", r"\1\2\1", text)


DAMAGE = {
    "none": str,
    "spaced": spaced,
    "doubled": doubly_drawn,
    "lost": lambda text: text.replace("ำ", "า"),
    "lost with a space": lambda text: re.sub("(?<=[ก-ฮ่-๋])ำ", " า", text),
    "invented": lambda text: text.replace("า", "ำ"),
    "decomposed": lambda text: text.replace("ำ", "\u0e4dา"),
    "late tones": lambda text: re.sub("([ัิ-ู])([่-๋])", r"\2\1", text),
    "marks twice": lambda text: re.sub("([่-๋])", r"\1\1", text),
    "western": lambda text: text.encode("cp874").decode("latin-1"),
    "utf-8 twice": lambda text: text.encode().decode("latin-1"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_page_with_any_damage_reads_as_before(kind):
    page = "\n".join(LINES[:3])
    mended = restore(DAMAGE[kind](page))

    assert fold(page) == fold(mended.text)
    assert "".join(page.split()) == "".join(mended.text.split())
    assert (kind != "none") is mended.is_repaired


WORDS = st.lists(st.sampled_from([*SOUND.split(), "\n", "รับรับรอง", "สถานที่ที่"]), max_size=30).map(" ".join)


@given(WORDS, st.sampled_from([kind for kind in DAMAGE if kind != "western"]))
def test_mending_twice_is_mending_once(text, kind):
    once = restore(DAMAGE[kind](text)).text

    assert once == restore(once).text


@given(WORDS)
def test_words_put_together_in_any_order_are_never_repaired(text):
    assert fold(text) == fold(restore(text).text)


@given(
    st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" \nเแำาํ่้ับ\uf70a\uf0a1àà¸1a"))
)
def test_whatever_the_text_it_is_mended_without_trouble(text):
    restore(text)


def test_a_typists_slip_is_no_broken_layer():
    page = " ".join(["งานราชการ"] * 200)

    assert not restore(page + " ยุทธศาสตร์์").is_repaired
    assert "ยุทธศาสตร์" == restore("ยุทธศาสตร์์").text


@pytest.mark.parametrize("text", ["ที่มาที่ไป ยับยั้ง", "หน้าที่ที่ พื้นที่ที่", "ชั้นชั้น รับรับรอง", "ชุดชุมชน กลุ่มลุ่มน้ำ", ""])
def test_words_that_repeat_a_cluster_are_not_doubled(text):
    assert 0.0 == doubled(text)
