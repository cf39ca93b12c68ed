"""Sara am lost and invented: what is put right, and what must stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.thai.sara_am import set_right

SOUND = (
    "เทศบาลตำบลต้นไม้งาม อำเภอท่าน้ำ กำหนดให้ดำเนินการตามอำนาจหน้าที่",
    "จำนวนผู้ชำนาญการประจำสำนักงาน ตำแหน่งผู้อำนวยการ",
    "ราคากลาง ราคาขอซื้อ ราคาตอบแทน การเจรจาเป็นไปตามประกาศ",
    "วิชาระดับปริญญา ประชาระบุ เวลาดับเพลิง พัฒนามาตรฐาน พัฒนาเข้าสู่",
    "เอกสารองค์กร ข่าวสารวันนี้ ตารางเวลา ต่างประเทศ การทางพิเศษ ทางบก",
    "เฉพาะเจาะจง บรรเทาสาธารณภัย สัปดาห์ หน้าที่ กล้าหาญ ซ้ายมือ ย้ายบ้าน คุณน้า",
    "ทำงานให้สำเร็จตามลำดับความสำคัญ จัดทำแผน นำเสนอ แนะนำ คำสั่ง คำร้อง น้ำประปา",
)


@pytest.mark.parametrize("text", SOUND)
def test_sound_words_stay(text):
    assert text == set_right(text)


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("ตาบล อาเภอ กาหนด จานวน", "ตำบล อำเภอ กำหนด จำนวน"),
        ("สานักงานจัดทาแผนดาเนินงาน", "สำนักงานจัดทำแผนดำเนินงาน"),
        ("คาสั่งแต่งตั้งประจาปี", "คำสั่งแต่งตั้งประจำปี"),
        ("คาขอตามราคาขอ", "คำขอตามราคาขอ"),
        ("ไม่ต่ากว่าราคาต่างประเทศ", "ไม่ต่ำกว่าราคาต่างประเทศ"),
        ("สานักงานพัฒนามาตรฐานนามาใช้", "สำนักงานพัฒนามาตรฐานนำมาใช้"),
        ("ตาบลจัดทางบประมาณ การทางพิเศษ", "ตำบลจัดทำงบประมาณ การทางพิเศษ"),
    ],
)
def test_words_that_lost_their_nikhahit_get_it_back(broken, right):
    assert right == set_right(broken)


def test_likely_words_need_a_layer_that_is_known_to_be_broken():
    assert "ทาการ" == set_right("ทาการ")
    assert "ตำบล ทำการ" == set_right("ตาบล ทาการ")


@pytest.mark.parametrize("text", SOUND)
def test_what_is_in_the_lexicon_survives_a_layer_that_lost_or_invented_every_nikhahit(text):
    am = [at for at, letter in enumerate(text) if letter == "ำ"]

    lost = set_right("ตาบล\n" + text.replace("ำ", "า")).partition("\n")[2]
    invented = set_right("เทศบำลหำงดง\n" * 3 + text.replace("า", "ำ")).rpartition("\n")[2]

    assert am == [at for at, letter in enumerate(lost) if letter == "ำ"]
    assert text == invented


def test_a_line_is_judged_for_itself_on_a_page_of_mixed_fonts():
    text = "นิยำม ตัวอย่ำงที่เป็นรูปธรรม\nผู้นำ ดำเนินการตามคำสั่ง\nสานักงาน"

    assert "นิยาม ตัวอย่างที่เป็นรูปธรรม\nผู้นำ ดำเนินการตามคำสั่ง\nสำนักงาน" == set_right(text)


@given(
    st.lists(st.sampled_from([*" ".join(SOUND).split(), "\n", "ครับ", "หำง", "ควำม"])), st.sampled_from(["า", "ำ", ""])
)
def test_putting_right_twice_is_once_and_keeps_the_length(words, damage):
    text = " ".join(words)
    text = text.replace("ำ", "า") if damage == "า" else text.replace("า", "ำ") if damage else text

    once = set_right(text)

    assert once == set_right(once)
    assert text.replace("ำ", "า") == once.replace("ำ", "า")
