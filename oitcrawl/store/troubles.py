"""What databases complain of, as one line in Thai with a cure."""

from shutil import disk_usage
from typing import Final

from sqlalchemy import exc

from oitcrawl.errors import StoreAway, StoreError
from oitcrawl.store.address import PASSWORD, Address

_BUSY: Final = ("มีโปรแกรมอื่นกำลังเขียนอยู่", "รอให้โปรแกรมนั้นเสร็จ แล้วสั่งเดิมอีกครั้ง")
_READ_ONLY: Final = ("เขียนไม่ได้ (อ่านได้อย่างเดียว)", "แก้สิทธิ์ของไฟล์และโฟลเดอร์ หรือตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์อื่น")
_FULL: Final = ("เขียนไม่ได้ (ดิสก์เต็ม)", "เพิ่มที่ว่าง หรือตั้ง OITCRAWL_DATA_DIR เป็นดิสก์อื่น แล้วสั่งเดิมอีกครั้ง")
_DISK: Final = ("อ่านหรือเขียนไม่สำเร็จ (ดิสก์)", "ตรวจดิสก์ ที่ว่าง และสิทธิ์ของไฟล์ แล้วสั่งเดิมอีกครั้ง")
_ROOM: Final = 1_000_000  # bytes; a disk with less is full, whatever the database calls it
_GONE: Final = ("ต่อเซิร์ฟเวอร์ฐานข้อมูลไม่ได้", "ตรวจว่า PostgreSQL เปิดอยู่ และที่อยู่ในค่า database ถูกต้อง")

CANNOT_OPEN: Final = ("เปิดไม่ได้", "ตรวจว่าโฟลเดอร์มีอยู่และเขียนได้ หรือตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์อื่น")
_OF_SQLITE: Final = {
    "BUSY": _BUSY,
    "LOCKED": _BUSY,
    "READONLY": _READ_ONLY,
    "FULL": _FULL,
    "IOERR": _DISK,
    "CANTOPEN": CANNOT_OPEN,
    "NOTADB": ("ไม่ใช่ฐานข้อมูล", "ย้ายไฟล์นี้ไปที่อื่นแล้วสั่งใหม่ โปรแกรมจะสร้างให้"),
    "CORRUPT": ("เสียหาย", "ย้ายไฟล์นี้ไปที่อื่นแล้วสั่งใหม่ หรือนำไฟล์สำรองกลับมา"),
}
_REFUSED: Final = (
    "ไม่รับชื่อผู้ใช้หรือรหัสผ่าน",
    f"ตั้งรหัสผ่านในตัวแปร {PASSWORD} หรือไฟล์ที่ database_password_file ชี้ไป",
)
_SERVER_FULL: Final = ("เขียนไม่ได้ (ดิสก์ของเซิร์ฟเวอร์ฐานข้อมูลเต็ม)", "ให้ผู้ดูแล PostgreSQL เพิ่มที่ว่าง")
_SERVER_READS: Final = (
    "เขียนไม่ได้ (อ่านได้อย่างเดียว)",
    "ให้ผู้ดูแล PostgreSQL ให้สิทธิ์เขียน หรือตั้งค่า database เป็นเซิร์ฟเวอร์หลัก ไม่ใช่เครื่องสำรอง",
)
_OF_SERVERS: Final = {  # beginnings of SQLSTATE, as the manual of PostgreSQL lists them in appendix A
    "28": _REFUSED,
    "3D": ("ยังไม่มีฐานข้อมูลนี้บนเซิร์ฟเวอร์", "ให้ผู้ดูแลสร้างด้วย createdb -E UTF8 ชื่อฐานข้อมูล"),
    "53100": _SERVER_FULL,
    "53300": ("มีผู้ต่อฐานข้อมูลเต็มจำนวนแล้ว", "ลดจำนวนเครื่องที่ทำงานพร้อมกัน หรือเพิ่ม max_connections ของ PostgreSQL"),
    "42501": _SERVER_READS,
    "25006": _SERVER_READS,
    "55P03": _BUSY,
    "40": _BUSY,
    "57P": _GONE,
    "08": _GONE,
}
_SAID: Final = {  # servers that could not be entered give no SQLSTATE
    "password authentication failed": "28",
    "no password supplied": "28",
    "pg_hba.conf": "28",
    "does not exist": "3D",
    "too many clients": "53300",
    "remaining connection slots": "53300",
    "connection failed": "08",
    "connection is bad": "08",
    "connection timeout": "08",
    "the connection is lost": "08",
    "the connection is closed": "08",
    "server closed the connection": "08",
    "terminating connection": "08",
    "starting up": "08",
    "shutting down": "08",
    "recovery mode": "08",
}
_MAY_PASS: Final = (_BUSY, _GONE, _OF_SERVERS["53300"])


def complaint(error: exc.SQLAlchemyError, address: Address) -> StoreError:
    """``error`` in words for people; a ``StoreAway`` where trying again later may help."""
    words, cure = _words(error) or ("", "")
    if (words, cure) == _DISK and _is_full(address):
        words, cure = _FULL
    if words:
        kind = StoreAway if (words, cure) in _MAY_PASS else StoreError
        return kind(f"{address.where} {words}", cure=cure)
    first = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    return StoreError(
        f"ใช้ฐานข้อมูล {address.where} ไม่ได้: {address.hidden(first)}",
        cure="ตรวจ database และ data_dir ในไฟล์ตั้งค่า แล้วสั่ง oitcrawl doctor",
    )


def _is_full(address: Address) -> bool:
    """Whether the disk of the data is full: SQLite calls that a failure of the disk, beside its file."""
    try:
        return disk_usage(address.folder).free < _ROOM
    except OSError:
        return False


def refusal(error: Exception, where: str) -> StoreError | None:
    """Why a server that is there lets nobody in; None where it does not answer, or for a cause that is not known."""
    words = _of_server(error)
    if words is None or words == _GONE:
        return None
    told, cure = words
    english = f"{where} takes neither user nor password — set {PASSWORD}" if words == _REFUSED else ""
    kind = StoreAway if words in _MAY_PASS else StoreError
    return kind(f"{where} {told}", cure=cure, en=english)


def _of_server(cause: object) -> tuple[str, str] | None:
    """What a server said, by its SQLSTATE or, without any, by its words."""
    state = str(getattr(cause, "sqlstate", None) or _state_said(str(cause).lower()))
    return next((words for sign, words in _OF_SERVERS.items() if state.startswith(sign)), None) if state else None


def _words(error: exc.SQLAlchemyError) -> tuple[str, str] | None:
    cause = getattr(error, "orig", None)
    name = str(getattr(cause, "sqlite_errorname", "")).removeprefix("SQLITE_")
    if name:
        return next((words for sign, words in _OF_SQLITE.items() if name.startswith(sign)), None)
    known = _of_server(cause)
    return _GONE if known is None and _is_gone(error) else known


def _is_gone(error: exc.SQLAlchemyError) -> bool:
    return bool(getattr(error, "connection_invalidated", False))


def _state_said(text: str) -> str:
    return next((state for words, state in _SAID.items() if words in text), "")
