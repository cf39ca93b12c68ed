"""Bytes that gave no text: the cause, and one Thai line that says what would make them readable."""

from typing import Final

from oitcrawl.model.content import Media, Unread, UnreadCause


def unread(
    url: str,
    media: Media,
    cause: UnreadCause,
    *,
    detail: str = "",
    leaf_count: int = 0,
    sha256: str = "",
    size: int = 0,
    cure: str = "",
) -> Unread:
    """An ``Unread`` with its cure: the usual one for its media and cause, unless ``cure`` says a better one."""
    return Unread(
        url=url,
        media=media,
        cause=cause,
        detail=detail,
        cure=cure or cure_of(media, cause),
        leaf_count=leaf_count,
        sha256=sha256,
        size=size,
    )


def cure_of(media: Media, cause: UnreadCause) -> str:
    """What would make it readable, one Thai line."""
    if cause is UnreadCause.UNSUPPORTED:
        return _FORMATS.get(media, "เผยแพร่เป็นหน้าเว็บ หรือไฟล์ PDF ที่มีข้อความ")
    return _CURES[cause]


_CURES: Final = {
    UnreadCause.SCAN: "เผยแพร่ไฟล์ PDF ที่บันทึกจากโปรแกรมพิมพ์เอกสารโดยตรง แทนการสแกนเป็นภาพ",
    UnreadCause.PASSWORD: "ยกเลิกรหัสผ่านของไฟล์ แล้วเผยแพร่ใหม่",
    UnreadCause.DAMAGED: "ไฟล์เสียหายหรือไม่ครบ ให้เปิดตรวจและเผยแพร่ใหม่",
    UnreadCause.EMPTY: "ไฟล์หรือหน้าเว็บว่างเปล่า ให้ตรวจและเผยแพร่ใหม่",
    UnreadCause.TOO_LARGE: "ลดขนาดไฟล์ หรือแยกเป็นหลายไฟล์",
    UnreadCause.TOO_SLOW: "ไฟล์ซับซ้อนมาก ให้บันทึกใหม่เป็น PDF ที่เล็กลง หรือให้เจ้าหน้าที่เปิดดู",
    UnreadCause.NEEDS_JAVASCRIPT: "ทำให้หน้าเว็บแสดงเนื้อหาได้โดยไม่ต้องใช้สคริปต์ หรือให้เจ้าหน้าที่เปิดดูด้วยเบราว์เซอร์",
    UnreadCause.GARBLED: "บันทึกไฟล์ใหม่โดยใช้แบบอักษร Unicode เช่น TH Sarabun New เพื่อให้คัดลอกข้อความได้",
    UnreadCause.UNCLEAR: "สแกนใหม่ให้คมชัดที่ 300 dpi หรือเผยแพร่ไฟล์ PDF ที่มีข้อความ",
    UnreadCause.NEEDS_PROGRAM: "สั่ง oitcrawl doctor แล้วติดตั้งโปรแกรมที่แจ้ง หรือเผยแพร่เป็น PDF ที่มีข้อความ",
    UnreadCause.CRASHED: "เปิดดูด้วยคน แล้วบันทึกไฟล์ใหม่และเผยแพร่แทน",
}
_FORMATS: Final = {
    Media.DOC: "บันทึกเป็น .docx หรือ PDF ที่มีข้อความ แล้วเผยแพร่แทนไฟล์ .doc",
    Media.XLS: "บันทึกเป็น .xlsx แล้วเผยแพร่แทนไฟล์ .xls",
    Media.ODT: "บันทึกเป็น PDF ที่มีข้อความ หรือ .docx แล้วเผยแพร่เพิ่ม",
    Media.ODS: "บันทึกเป็น .xlsx หรือ PDF ที่มีข้อความ แล้วเผยแพร่เพิ่ม",
    Media.PPT: "บันทึกเป็น .pptx หรือ PDF ที่มีข้อความ แล้วเผยแพร่แทนไฟล์ .ppt",
    Media.EMAIL: "บันทึกอีเมลเป็น PDF หรือ .eml แล้วเผยแพร่แทนไฟล์ .msg และแนบเอกสารแยกไฟล์",
    Media.PPTX: "บันทึกสไลด์เป็น PDF ที่มีข้อความ แล้วเผยแพร่เพิ่ม",
    Media.RTF: "บันทึกเป็น .docx หรือ PDF ที่มีข้อความ",
    Media.IMAGE: "เผยแพร่ข้อความในภาพเป็นหน้าเว็บหรือไฟล์ PDF ที่มีข้อความ",
    Media.ARCHIVE: "แตกไฟล์ แล้วเผยแพร่เอกสารข้างในทีละไฟล์",
}
