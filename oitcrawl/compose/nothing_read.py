"""What is said of a site of which nothing could be read: why, and what to do."""

from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.visit import RefusedBy

_CAUSES = {
    "dns": "ไม่พบชื่อเครื่องนี้ในอินเทอร์เน็ต",
    "connect": "ต่อเครื่องแม่ข่ายไม่ได้",
    "timeout": "เครื่องแม่ข่ายไม่ตอบในเวลาที่กำหนด",
    "tls_problem": "ใบรับรองความปลอดภัย (TLS) ของเว็บไซต์ใช้ไม่ได้",
    "not_found": "หน้าแรกตอบว่าไม่พบ (404)",
    "gone": "หน้าแรกตอบว่าเลิกใช้แล้ว (410)",
    "forbidden": "เว็บไซต์ไม่อนุญาตให้โปรแกรมเข้า (401/403)",
    "server_error": "เครื่องแม่ข่ายขัดข้อง (5xx)",
    "robots": "robots.txt ของเว็บไซต์ห้ามโปรแกรมเข้า",
    "blocked_scanner": "หน้าแรกเป็นหน้าของระบบป้องกัน (firewall หรือ captcha) โปรแกรมจึงไม่เห็นเนื้อหา",
    "login": "หน้าแรกเป็นหน้าเข้าสู่ระบบ ประชาชนจึงไม่เห็นเนื้อหา",
    "maintenance": "หน้าแรกแจ้งว่าเว็บไซต์ปิดปรับปรุง",
    "parked": "โดเมนหมดอายุ พื้นที่เว็บถูกระงับ หรือเครื่องแม่ข่ายยังไม่ได้ตั้งค่า",
}
_CURES = {
    "blocked_scanner": "ขอให้ผู้ดูแลเว็บไซต์อนุญาต oitcrawl ในระบบป้องกัน แล้วตรวจใหม่",
    "login": "ขอให้ผู้ดูแลเปิดหน้าแรกให้ประชาชนดูได้โดยไม่ต้องเข้าสู่ระบบ หรือตรวจที่อยู่ของเว็บไซต์ที่เปิดสาธารณะ",
    "maintenance": "ตรวจใหม่เมื่อเว็บไซต์เปิดใช้งาน",
    "parked": "ตรวจชื่อโดเมน ต่ออายุโดเมนหรือพื้นที่เว็บ แล้วตรวจใหม่",
    "dns": "ตรวจตัวสะกดของชื่อเว็บไซต์ แล้วตรวจใหม่",
    "tls_problem": "ขอให้ผู้ดูแลติดตั้งใบรับรองให้ครบสาย หรือยอมอ่านทั้งที่ใบรับรองเสีย (ตั้ง broken_tls เป็น read)",
}


def first_cause(scan: AgencyScan) -> str:
    """The first cause as the value of its enumeration."""
    coverage = scan.coverage
    causes = [*(one.cause.value for one in coverage.failed), *(one.by.value for one in coverage.refused)]
    return next(iter([*causes, *(one.cause.value for one in coverage.unread)]), "no answer")


def why_nothing(scan: AgencyScan) -> str:
    """Why nothing of a site could be read, in Thai."""
    failed, refused, unread = scan.coverage.failed, scan.coverage.refused, scan.coverage.unread
    if not failed and refused and refused[0].by is RefusedBy.OFFSITE:
        return f"หน้าแรกพาไปเว็บไซต์อื่น ({refused[0].detail})"
    if not failed and refused and refused[0].detail:
        return refused[0].detail
    word = first_cause(scan)
    if not failed and not refused and unread:
        return f"หน้าแรกอ่านไม่ได้ ({unread[0].cause.value})"
    return _CAUSES.get(word, word or "ไม่มีคำตอบ")


def what_next(scan: AgencyScan) -> str:
    """What would let it be read, in Thai."""
    if any(refused.by is RefusedBy.OFFSITE for refused in scan.coverage.refused):
        return "ถ้าเป็นเว็บไซต์ใหม่ของหน่วยงาน ให้ตรวจที่อยู่นั้น"
    if scan.coverage.refused:
        return "ขอให้ผู้ดูแลเว็บไซต์อนุญาต oitcrawl ใน robots.txt"
    if any(failed.status in {401, 403} for failed in scan.coverage.failed):
        return "ขอให้ผู้ดูแลเว็บไซต์อนุญาตโปรแกรมนี้ แล้วตรวจใหม่"
    return _CURES.get(first_cause(scan), "เปิดที่อยู่นี้ในเบราว์เซอร์ดูก่อน แล้วตรวจใหม่")
