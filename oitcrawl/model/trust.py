"""What is wrong with a certificate, and what mends it, in words for officials. Calm."""

from datetime import date
from urllib.parse import urlsplit

from oitcrawl.model.scan import ScanWarning
from oitcrawl.model.visit import FailCause, Failed, Fetched, TlsTrouble, Unchanged, Visit
from oitcrawl.thai.calendar import thai_date

_TOLD = {
    TlsTrouble.INCOMPLETE: (
        "เซิร์ฟเวอร์ไม่ส่งใบรับรองกลาง (intermediate certificate) มาด้วย ผู้ใช้บางเครื่องจึงเปิดเว็บไซต์ไม่ได้",
        "ให้ผู้ดูแลระบบติดตั้งใบรับรองกลางของผู้ออกใบรับรอง (ไฟล์ fullchain) ที่เว็บเซิร์ฟเวอร์",
        "its server leaves out the intermediate certificate",
    ),
    TlsTrouble.EXPIRED: (
        "ใบรับรอง (certificate) ของเว็บไซต์หมดอายุแล้ว",
        "ให้ผู้ดูแลระบบต่ออายุใบรับรอง และตั้งให้ต่ออายุอัตโนมัติ",
        "its certificate has expired",
    ),
    TlsTrouble.EARLY: (
        "ใบรับรอง (certificate) ของเว็บไซต์ยังไม่ถึงวันเริ่มใช้",
        "ให้ผู้ดูแลระบบใช้ใบรับรองที่มีผลแล้ว และตรวจว่าวันที่ของเครื่องที่ใช้ตรวจถูกต้อง",
        "its certificate is not valid yet",
    ),
    TlsTrouble.WRONG_NAME: (
        "ใบรับรอง (certificate) ไม่ได้ออกให้ชื่อเว็บไซต์นี้",
        "ให้ผู้ดูแลระบบขอใบรับรองที่ครอบคลุมชื่อนี้ทั้งแบบมีและไม่มี www",
        "its certificate is for another name",
    ),
    TlsTrouble.SELF_SIGNED: (
        "ใบรับรอง (certificate) เป็นแบบที่เครื่องแม่ข่ายลงนามเอง (self-signed) ไม่มีผู้ออกรับรอง",
        "ให้ผู้ดูแลระบบขอใบรับรองจากผู้ออกที่เบราว์เซอร์เชื่อถือ แทนใบที่ลงนามเอง",
        "its certificate is self-signed",
    ),
    TlsTrouble.UNTRUSTED: (
        "ใบรับรอง (certificate) ไม่ได้ออกโดยผู้ออกใบรับรองที่เชื่อถือได้ หรือหาใบรับรองกลางไม่พบ",
        "ให้ผู้ดูแลระบบใช้ใบรับรองจากผู้ออกที่เบราว์เซอร์เชื่อถือ และติดตั้งใบรับรองกลางให้ครบ",
        "the issuer of its certificate is not trusted, or an intermediate certificate is missing",
    ),
}
_LENIENT = "ใช้ --broken-tls read เพื่ออ่านทั้งที่ใบรับรองมีปัญหา"
_CURE = " — "  # between what is wrong and what mends it


def tls_told(trouble: TlsTrouble, day: date | None = None) -> str:
    """What is wrong, as one Thai line; ``day`` is the last valid one of what expired, the first of what is early."""
    told = _TOLD[trouble][0]
    if day is None:
        return told
    return f"{told} ({'ใช้ได้ถึง' if trouble is TlsTrouble.EXPIRED else 'เริ่มใช้'}วันที่ {thai_date(day)})"


def tls_cure(trouble: TlsTrouble) -> str:
    """What is to be done, as one Thai line."""
    return _TOLD[trouble][1]


def tls_troubles(told: str) -> tuple[TlsTrouble, ...]:
    """The troubles that a detail or a message made of ``tls_told`` names, in the order of their words."""
    return tuple(
        sorted((one for one in TlsTrouble if tls_told(one) in told), key=lambda one: told.index(tls_told(one)))
    )


def tls_english(told: str) -> str:
    """The same in English; an empty string when ``told`` names no trouble."""
    return ", and ".join(_TOLD[one][2] for one in tls_troubles(told))


def tls_parts(message: str) -> tuple[str, str]:
    """What is wrong and what mends it, of the message of a ``tls_warning``."""
    told, _, cure = message.partition(_CURE)
    return told, cure


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
    return f"{host}: {tls_told(trouble)}{_CURE}{tls_cure(trouble)}{lenient}"


def _unread(answer: Failed) -> str:
    if answer.tls is None:
        told = f"{_host(answer.url)}: เชื่อมต่อแบบปลอดภัย (TLS) ไม่สำเร็จ {answer.detail}"
        return f"{told}{_CURE}ให้ผู้ดูแลระบบตรวจการตั้งค่า HTTPS"
    cures = " และ".join(tls_cure(one) for one in tls_troubles(answer.detail) or (answer.tls,))
    return f"{answer.detail} จึงไม่ได้อ่านเว็บไซต์ส่วนนี้{_CURE}{cures} หรือ{_LENIENT}"


def _host(url: str) -> str:
    return urlsplit(url).netloc
