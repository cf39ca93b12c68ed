"""What is wrong with a certificate, and what mends it, in words for officials. Calm."""

from oitcrawl.model.visit import TlsTrouble

_TOLD = {
    TlsTrouble.INCOMPLETE: (
        "เซิร์ฟเวอร์ไม่ส่งใบรับรองกลาง (intermediate certificate) มาด้วย ผู้ใช้บางเครื่องจึงเปิดเว็บไซต์ไม่ได้",
        "ให้ผู้ดูแลระบบติดตั้งใบรับรองกลางของผู้ออกใบรับรอง (ไฟล์ fullchain) ที่เว็บเซิร์ฟเวอร์",
    ),
    TlsTrouble.EXPIRED: (
        "ใบรับรอง (certificate) ของเว็บไซต์หมดอายุหรือยังไม่ถึงวันเริ่มใช้",
        "ให้ผู้ดูแลระบบต่ออายุใบรับรอง และตั้งให้ต่ออายุอัตโนมัติ",
    ),
    TlsTrouble.WRONG_NAME: (
        "ใบรับรอง (certificate) ไม่ได้ออกให้ชื่อเว็บไซต์นี้",
        "ให้ผู้ดูแลระบบขอใบรับรองที่ครอบคลุมชื่อนี้ทั้งแบบมีและไม่มี www",
    ),
    TlsTrouble.UNTRUSTED: (
        "ใบรับรอง (certificate) ไม่ได้ออกโดยผู้ออกใบรับรองที่เชื่อถือได้ หรือหาใบรับรองกลางไม่พบ",
        "ให้ผู้ดูแลระบบใช้ใบรับรองจากผู้ออกที่เบราว์เซอร์เชื่อถือ และติดตั้งใบรับรองกลางให้ครบ",
    ),
}


def tls_told(trouble: TlsTrouble) -> str:
    """What is wrong, as one Thai line."""
    return _TOLD[trouble][0]


def tls_cure(trouble: TlsTrouble) -> str:
    """What is to be done, as one Thai line."""
    return _TOLD[trouble][1]
