"""Sara am put right in shown text: layers that lost the nikhahit (ตาบล) or gave one to every sara aa (หำงดง)."""

import re
from typing import Final

from oitcrawl.thai.text import WordFinder

# Words whose form without nikhahit stands in no sound Thai text, but for what KEPT lists: mended wherever they stand.
SURE: Final = """
กำหนด กำนัล กำหนัด กำกับ กำลัง กำไร กำจัด กำเนิด กำแพง กำพร้า กำชับ กำนัน กำปั้น กำเริบ กำมะถัน กำราบ กำเดา
คำนวณ คำนวน คำนึง คำนับ คำสั่ง คำร้อง คำขอ คำแนะนำ คำตอบ คำถาม คำนำ คำกล่าว คำแถลง คำชี้แจง คำพูด คำอธิบาย
คำนิยาม คำศัพท์ คำปรึกษา คำรับรอง คำวินิจฉัย คำพิพากษา คำเตือน คำมั่น คำค้น คำฟ้อง คำให้การ คำอุทธรณ์ คำจำกัดความ
คำสอน คำปฏิญาณ คำประกาศ คำขวัญ คำคัดค้าน คำแปล คำแหง คำย่อ คำเสนอ คำโต้แย้ง คำเชิญ คำสำคัญ คำมั่นสัญญา
ถ้อยคำ ทองคำ
จำนวน จำเป็น จำกัด จำหน่าย จำแนก จำนง จำนอง จำพวก จำลอง จำเลย จำคุก จำต้อง จำเพาะ จำยอม จำเริญ จำนรรจ์ จำนน จำขัง
จำเนียร ประจำ ทรงจำ
ชำระ ชำนาญ ชำรุด ชำแหละ ชำนัญ ชำเรา ชำเลือง เพาะชำ ปักชำ
ดำเนิน ดำรง ราชดำริ ราชดำรัส พระดำริ ดำริห์ ดำน้ำ ขาวดำ
ตำบล ตำแหน่ง ตำรวจ ตำหนิ ตำหนัก ตำลึง ตำแย
ทำงาน ทำให้ ทำหน้าที่ ทำความ ทำเนียบ ทำนอง ทำเล ทำลาย ทำนาย ทำนุ ทำบุญ ทำแผน ทำรายงาน ทำบัญชี ทำโครงการ ทำร้าย
ทำสัญญา ทำทะเบียน ทำประกาศ ทำหนังสือ ทำประชาคม ทำคู่มือ ทำฐานข้อมูล ทำเอกสาร ทำแท้ง จัดทำงบ จัดทำแผน จัดทำเป็น
จัดทำขึ้น จัดทำโดย จัดทำร่าง จัดทำและ จัดทำโครงการ กระทำการ กระทำความ กระทำผิด การกระทำ กระทำโดย ถูกกระทำ
แนะนำ ชี้นำ ชักนำ น้อมนำ เหนี่ยวนำ ผู้นำ นำเสนอ นำส่ง นำร่อง บทนำ พาหะนำ
อำนวย อำนาจ อำเภอ อำพราง อำมาตย์ อำพัน เงื่อนงำ ครอบงำ
บำรุง บำบัด บำนาญ บำเหน็จ บำเพ็ญ บำราศ
รำคาญ รำลึก รำพึง ฟ้อนรำ ร่ายรำ
ลำดับ ลำห้วย ลำคลอง ลำบาก ลำพัง ลำเลียง ลำปาง ลำพูน ลำเหมือง ลำไย ลำโพง ลำดวน ลำไส้ ลำเอียง ลำลูกกา ลำน้ำ
สำนัก สำคัญ สำเร็จ สำรวจ สำรอง สำหรับ สำเนา สำราญ สำนวน สำนึก สำแดง สำเนียง สำอาง สำลัก สำส่อน สำโรง สำปะหลัง สำมะโน
สำเหนียก สำเภา สำริด
แม่น้ำ ทางน้ำ แหล่งน้ำ ต้นน้ำ ลุ่มน้ำ ชุ่มน้ำ สายน้ำ ท่าน้ำ ห้องน้ำ ระบายน้ำ เก็บน้ำ ส่งน้ำ ปากน้ำ ริมน้ำ ธนาคารน้ำ สูบน้ำ การน้ำ
น้ำประปา น้ำท่วม น้ำเสีย น้ำมัน น้ำดื่ม น้ำหนัก น้ำตก น้ำใจ น้ำแข็ง น้ำพุ น้ำตาล น้ำบาดาล น้ำเกลือ น้ำร้อน น้ำใต้ดิน น้ำสะอาด น้ำผิวดิน
น้ำเพื่อ น้ำใช้ น้ำอุปโภค น้ำบริโภค น้ำหมัก น้ำยา น้ำเชื้อ น้ำเงิน น้ำพอง น้ำหลาก น้ำแล้ง น้ำฝน น้ำทิ้ง น้ำโสโครก
ต่ำ ต่ำกว่า ซ้ำ ซ้ำซ้อน เน้นย้ำ ย้ำเตือน ตอกย้ำ ค้ำประกัน เหลื่อมล้ำ รุกล้ำ ล่วงล้ำ ก้าวล้ำ ล้ำค่า ล้ำเลิศ ร่ำรวย คว่ำ
สม่ำเสมอ ตรากตรำ ปรักปรำ อิ่มหนำ ย่ำแย่ ค่ำคืน พลบค่ำ ชุ่มฉ่ำ
"""
# Words that are likely, but only where a layer is known to have lost its nikhahits: ทาการ may be painting.
LIKELY: Final = """
คำ คำว่า คำบรรยาย คำรับ คำผิด คำม่วง คำเขื่อนแก้ว คำชะอี คำตากล้า คำสอบถาม คำหยาบ คำพ้อง คำคม คำซ้ำ คำต่อ
ทั้งจำทั้งปรับ จำได้ จำนำ จำลอง จำปา จำปี จดจำ จำรัส จำรูญ จำวัด จำใจ จำเจ
ตำรา ตำรับ ตำนาน ดำริ ดำรัส
ทำ ทำการ ทำขึ้น ทำได้ ทำเป็น ทำเอง ทำไม ทำมา ทำเครื่อง ทำผิด ทำไร่ ทำสวน ทำฟัน ทำประมง ทำธุรกิจ ทำนิติกรรม ทำข้อ ทำใบ ทำที่
ทำเพื่อ ทำแล้ว ทำต่อ ทำคำ ทำเรื่อง ทำนา ทำงบ ทำเงิน ทำกิจ ทำกิน ทำประโยชน์ จัดทำ กระทำ
นำไป นำมา นำเข้า นำพา นำทาง นำเที่ยว นำข้อ นำผล นำหลัก นำความ นำเงิน นำเอา นำออก นำหน้า นำแนว นำองค์ นำตรวจ
นำกระบวน นำรายได้ นำฝาก นำชุมชน นำกลุ่ม นำท้องถิ่น
รำวง รำมวย ลำตัว ลำต้น ลำราง ลำทับ ลำสนธิ ลำปลายมาศ ลำภู ลำนำ
น้ำ ย้ำ กำยาน กำมือ ยำเกรง พำนัก ธำรง
"""
# Sound words with sara aa that hold what looks like a broken one, or begin like one.
KEPT: Final = """
พัฒนา วัฒนา สัมมนา เสวนา ปรารถนา ศาสนา ภาวนา วาสนา เจตนา สนทนา สถาปนา พรรณนา รจนา กัลปนา ล้านนา ธนา ชาวนา ไร่นา
ที่นา ท้องนา นาข้าว วิปัสสนา สันทนา ปฏิสังขรณ์ เสนา วาทนา จินตนา กังฟู สังคายนา วันทนา อาสนา วิทยาเขต อาราธนา เวทนา
ราคา คาถามหา กติกา อาคาร วิชา ประชา ราชา บูชา ปรีชา วาจา เจรจา สัจจา ปุจฉา อาจารย์ เวลา ศาลา กะลา ปลา มัสยิด
อัตรา มาตรา มารดา บิดา ธิดา จินดา สุดา เมตตา ตาราง ตาม ตาก ต่าง ตาย ตาข่าย เอกสาร ข่าวสาร สื่อสาร วารสาร โดยสาร สาร สารองค์
โทรสาร นิตยสาร ประสาน สาธารณ หน้า คุณน้า น้าชาย น้าสาว น้าอา ซ้าย ย้าย ต่างาน นกกระทา กระทาชาย ศรัทธา พุทรา ทาง ทาน ทาบ
ทายาท ทารก ทารุณ ทาวน์ ทาส ทาสี จาก จาน จาร คาด คาน คาร คาบ คาว นาค นาง นาม นาน นาย นาที นาฬิกา นาด นาถ นาท นารี นาวา
ดาว ดารา ดาน ดาล ดาด กาล กาย กาน กาว การ กาง กาบ ชาติ ชาย ชาว ชาม สาม สาย สาว สาขา สาเหตุ สายัณห์ ลาน ลาด ลาก ลาย ลาว ลาภ
ลาออก ลากิจ ลาป่วย ลาคลอด การลา ใบลา วันลา ราย ราช ราว ราง ราก ราบ ราด ยาง ยาย ยาก ยาว ยาม ยาน ล้าน ล้าง ล้าหลัง ล้าสมัย ย้าน
น้าว ด้าน บ้าน ห้าง อนาคต คณา ภาค พาน ธาร ธาตุ ถูกประจาน การประจาน ทางบก สัปดาห์ หนา กล้า กาบัง คลา
"""

# Sara am never stands without a tone mark after these consonants, nor can these words be anything else.
_ONLY_AA: Final = re.compile(
    "ำ(?:(?<=[หมวษฬญศฐฒณภฎฏฑผฝฟฆถป]ำ)|(?:(?<=กำ)ร|(?<=งำ)น|(?<=[ดบลกทขจรยนวต][่้]ำ)[นงวยมกด])(?![ะ-ฺ็-์]))"
)  # the letter itself first: it is looked for fastest
MARKERS: Final = 3  # of these on a leaf show that more than a slip is wrong
INVENTED: Final = (
    0.5  # share of sara am among both vowels in a layer that made all sara aa so; sound text has a tenth
)
_NO_FINAL: Final = frozenset("ฉผฝหอฮเแโใไ")  # a letter that never ends a syllable
_GOES_ON: Final = re.compile("[ก-ฮ](?![ะ-ฺ็-์])")  # a consonant that may belong to the syllable before


def set_right(text: str) -> str:
    """``text`` with sara am and sara aa as the words of the lexicon are spelt; letters beyond it stay.

    A line in which sara am stands where only sara aa can gets sara aa throughout, and what the lexicon knows back.
    Nothing is changed in sound text: it costs one search.
    """
    was = text
    if "ำ" in text and (marks := len(_ONLY_AA.findall(text))):
        text = _flatten(text, marks)
    if text != was or ("า" in text and _BROKEN.find(text)):
        text = _spell(text, is_broken=text != was)
    return text


def _read(words: str) -> dict[str, str]:
    """Broken form -> right one."""
    return {word.replace("ำ", "า"): word for word in words.split()}


_SURE: Final = _read(SURE)
_WORDS: Final = _read(KEPT) | _read(LIKELY) | _SURE
_RIGHT: Final = tuple(_WORDS.values())
_IS_SURE: Final = tuple(word in _SURE for word in _WORDS)
_MENDED: Final = frozenset(number for number, (broken, right) in enumerate(_WORDS.items()) if broken != right)
_BROKEN: Final = WordFinder(_SURE)
_FINDER: Final = WordFinder(_WORDS)


def _flatten(text: str, marks: int) -> str:
    """Lines with an impossible sara am get sara aa; with plenty of them, all lines do that have no sara aa at all."""
    whole = marks >= MARKERS and text.count("ำ") > INVENTED * (text.count("ำ") + text.count("า"))
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if "ำ" in line and (_ONLY_AA.search(line) or (whole and "า" not in line)):
            lines[number] = line.replace("ำ", "า")
    return "\n".join(lines)


def _spell(text: str, *, is_broken: bool) -> str:
    """Every broken word mended; likely ones only in a layer that is known to be broken."""
    hits = [hit for hit in _FINDER.find(text) if hit[0] in _MENDED and _is_word(text, *hit)]
    if not is_broken and not any(_IS_SURE[number] for number, _, _ in hits):
        return text
    pieces, done = [], 0
    for number, start, end in hits:
        pieces += [text[done:start], _RIGHT[number]]
        done = end
    return "".join([*pieces, text[done:]])


def _is_word(text: str, number: int, start: int, end: int) -> bool:
    """Whether a broken word stands for itself: no leading vowel belongs to it, and what follows begins a syllable."""
    if start and text[start - 1] in "เแโใไ":
        return False
    if text[end - 1] != "า" or end >= len(text) or text[end] in _NO_FINAL:
        return True
    return text[end] not in _VOWELS and (_IS_SURE[number] or _GOES_ON.match(text, end) is None)


_VOWELS: Final = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์")
