"""What is wrong with a certificate, and what mends it, in words for officials. Calm."""

from urllib.parse import urlsplit

from oitcrawl.model.scan import ScanWarning
from oitcrawl.model.visit import FailCause, Failed, Fetched, TlsTrouble, Unchanged, Visit

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


def tls_warning(answer: Visit) -> ScanWarning | None:
    """A warning of a certificate in trouble, equal for all addresses of a host; None when it is sound."""
    match answer:
        case Fetched(tls=TlsTrouble() as trouble) | Unchanged(tls=TlsTrouble() as trouble):
            host = _host(answer.final_url)
            return ScanWarning(kind="tls_problem", url=f"https://{host}/", message=_read(host, trouble))
        case Failed(cause=FailCause.TLS):
            return ScanWarning(kind="tls_problem", url=f"https://{_host(answer.url)}/", message=_unread(answer))
        case _:
            return None


def _read(host: str, trouble: TlsTrouble) -> str:
    lenient = "" if trouble is TlsTrouble.INCOMPLETE else " รายงานนี้อ่านเว็บไซต์โดยไม่ตรวจใบรับรองตามที่ตั้งค่าไว้"
    return f"{host}: {tls_told(trouble)} — {tls_cure(trouble)}{lenient}"


def _unread(answer: Failed) -> str:
    if answer.tls is None:
        return f"{_host(answer.url)}: เชื่อมต่อแบบปลอดภัย (TLS) ไม่สำเร็จ {answer.detail} — ให้ผู้ดูแลระบบตรวจการตั้งค่า HTTPS"
    cure = f"{tls_cure(answer.tls)} หรือใช้ --broken-tls read เพื่ออ่านทั้งที่ใบรับรองมีปัญหา"
    return f"{answer.detail} จึงไม่ได้อ่านเว็บไซต์ส่วนนี้ — {cure}"


def _host(url: str) -> str:
    return urlsplit(url).netloc
