"""What is said of a site of which nothing could be read: why, and what to do."""

import re

from oitcrawl.compose.doors import site_from_url
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.trust import tls_english, tls_parts
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.report.words import Words

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
SHUT_OUT = (_CAUSES["forbidden"], _CAUSES["blocked_scanner"])  # told of a site whose firewall turns us away
_CODE = re.compile(r"\(([a-z_0-9]+)\)")  # the value of a cause inside a detail
_CURES = {
    "blocked_scanner": "ขอให้ผู้ดูแลเว็บไซต์อนุญาต oitcrawl ในระบบป้องกัน (ร่างหนังสือ: {letter}) แล้วตรวจใหม่",
    "login": "ขอให้ผู้ดูแลเปิดหน้าแรกให้ประชาชนดูได้โดยไม่ต้องเข้าสู่ระบบ หรือตรวจที่อยู่ของเว็บไซต์ที่เปิดสาธารณะ",
    "maintenance": "ตรวจใหม่เมื่อเว็บไซต์เปิดใช้งาน",
    "parked": "ตรวจชื่อโดเมน ต่ออายุโดเมนหรือพื้นที่เว็บ แล้วตรวจใหม่",
    "dns": "ตรวจตัวสะกดของชื่อเว็บไซต์ แล้วตรวจใหม่",
    "tls_problem": "ให้ผู้ดูแลระบบตรวจการตั้งค่า HTTPS แล้วตรวจใหม่",
}


def first_cause(scan: AgencyScan) -> str:
    """The first cause as the value of its enumeration."""
    coverage = scan.coverage
    causes = [*(one.cause.value for one in coverage.failed), *(one.by.value for one in coverage.refused)]
    return next(iter([*causes, *(one.cause.value for one in coverage.unread)]), "no answer")


def why_nothing(scan: AgencyScan) -> str:
    """Why nothing of a site could be read, in Thai."""
    failed, refused, unread = scan.coverage.failed, scan.coverage.refused, scan.coverage.unread
    if not failed and refused and refused[0].by is RefusedBy.OFFSITE and refused[0].detail:
        return f"หน้าแรกพาไปเว็บไซต์อื่น ({refused[0].detail})"
    if not failed and refused and refused[0].detail:
        return _CODE.sub(lambda code: f"({Words('th').maybe(f'cause.{code[1]}') or code[1]})", refused[0].detail)
    word = first_cause(scan)
    if not failed and not refused and unread:
        return f"หน้าแรกอ่านไม่ได้ ({Words('th').maybe(f'cause.{word}')})"
    told, _ = tls_parts(_tls(scan))
    return told or _CAUSES.get(word) or Words("th").maybe(f"cause.{word}") or _silence(scan)


def what_next(scan: AgencyScan) -> str:
    """What would let it be read, in Thai."""
    if any(refused.by is RefusedBy.OFFSITE for refused in scan.coverage.refused):
        return "ถ้าเป็นเว็บไซต์ใหม่ของหน่วยงาน ให้ตรวจที่อยู่นั้น"
    if any(one.detail.startswith("robots.txt") for one in scan.coverage.refused):  # it could not be had
        return "ลองใหม่ภายหลัง เมื่อเว็บไซต์ตอบ robots.txt ได้"
    if scan.coverage.refused:
        return "ขอให้ผู้ดูแลเว็บไซต์อนุญาต oitcrawl ใน robots.txt"
    if any(failed.status in {401, 403} for failed in scan.coverage.failed):
        return f"ขอให้ผู้ดูแลเว็บไซต์อนุญาตโปรแกรมนี้ (ร่างหนังสือ: {letter_command(scan)}) แล้วตรวจใหม่"
    _, cure = tls_parts(_tls(scan))
    told = _CURES.get(first_cause(scan), "เปิดที่อยู่นี้ในเบราว์เซอร์ดูก่อน แล้วตรวจใหม่")
    return cure or told.replace("{letter}", letter_command(scan))


def letter_command(scan: AgencyScan) -> str:
    """The command that drafts the letter: by code, or by address where no agencies file gave the code."""
    site = scan.agency
    return f"oitcrawl letter {site.url if site_from_url(site.url).code == site.code else site.code}"


def in_english(scan: AgencyScan) -> str:
    """Why nothing could be read, and what to do, in plain English."""
    refused = scan.coverage.refused
    if (message := _tls(scan)) and (told := tls_english(message)):
        return f"{told} — have it mended, or add --broken-tls read to read it all the same"
    if not scan.coverage.failed and refused and refused[0].by is RefusedBy.OFFSITE and refused[0].detail:
        return f"its home page leads to another site ({refused[0].detail}) — if that is its new one, scan it there"
    word = Words("en").maybe(f"cause.{first_cause(scan)}") or "no answer"
    if first_cause(scan) in {FailCause.FORBIDDEN.value, FailCause.BLOCKED.value}:
        return f"{word} — ask to be let in: {letter_command(scan)}, then scan again"
    return f"{word} — open it in a browser, scan again"


def _silence(scan: AgencyScan) -> str:
    stop = Words("th").maybe(f"stop.{scan.coverage.stopped_by}")
    return f"ไม่มีคำตอบ (หยุดเพราะ{stop})" if stop else "ไม่มีคำตอบ"


def _tls(scan: AgencyScan) -> str:
    """What was said of the certificate that kept the site unread; empty when that was not the cause."""
    if first_cause(scan) != FailCause.TLS.value:
        return ""
    return next((one.message for one in scan.warnings if one.kind == "tls_problem"), "")
