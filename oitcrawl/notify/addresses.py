"""Where secrets come from: the environment or a file, named by the agencies file, and never shown anywhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from oitcrawl.agencies.mailing import reference
from oitcrawl.errors import SettingsError

_LONG: Final = 4000  # characters of an address


class Address:
    """An address with its secrets; it shows itself to nobody.

    Attributes:
        url: as Apprise wants it.
        mail: whom the mail server of ``url`` shall write to; empty when ``url`` says so itself.
    """

    __slots__ = ("mail", "url")

    def __init__(self, url: str, mail: str = "") -> None:
        self.url, self.mail = url, mail

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Address(…)"


def resolve(to: str, environ: Mapping[str, str], mail: str = "") -> Address:
    """The address that a reference leads to.

    Args:
        to: ``mailto:``, ``env:`` or ``file:``.
        environ: the environment.
        mail: reference to the mail server, ``Settings.notify_mail``.

    Raises:
        SettingsError: it leads nowhere; names the reference and never what was found.
    """
    kind, _, name = to.partition(":")
    if kind != "mailto":
        found = _looked_up(kind, name, environ)
        if not (plain := reference(found)).startswith("mailto:"):
            return Address(found)
        name = plain.partition(":")[2]
    return Address(_mail_server(mail, environ), name)


def demand_reference(text: str, what: str) -> str:
    """``text`` as a reference.

    Raises:
        SettingsError: it may hold a secret.
    """
    if known := reference(text):
        return known
    raise SettingsError(
        f"{what} ต้องไม่มีรหัสลับอยู่ในตัว",
        cure="เขียน env:ชื่อตัวแปร หรือ file:ชื่อไฟล์ ที่เก็บที่อยู่ไว้",
        en=f"{what} must hold no secret itself — write env:NAME or file:PATH",
    )


def _mail_server(mail: str, environ: Mapping[str, str]) -> str:
    if not mail:
        raise SettingsError(
            "ยังไม่ได้บอกเครื่องส่งอีเมล",
            cure='ตั้ง notify_mail = "env:OITCRAWL_MAIL" แล้วเก็บ mailtos://user:password@server:587 ในตัวแปรนั้น',
            en='no mail server is named — set notify_mail = "env:OITCRAWL_MAIL", and in that variable'
            " mailtos://user:password@server:587",
        )
    kind, _, name = demand_reference(mail, "notify_mail").partition(":")
    if kind == "mailto":
        return demand_reference("", "notify_mail")
    return _looked_up(kind, name, environ)


def _looked_up(kind: str, name: str, environ: Mapping[str, str]) -> str:
    found = environ.get(name, "") if kind == "env" else _first_line(name)
    found = found.strip()
    if not found or len(found) > _LONG:
        told = "ตัวแปร" if kind == "env" else "ไฟล์"
        raise SettingsError(
            f"{told} {name} ว่างเปล่าหรือไม่มี",
            cure="เก็บที่อยู่สำหรับแจ้งเตือนไว้ที่นั่น แล้วลอง oitcrawl notify --test " + f"{kind}:{name}",
            en=f"{kind}:{name} is empty or not there — keep the address there; oitcrawl notify --test {kind}:{name}",
        )
    return found


def _first_line(name: str) -> str:
    try:
        with Path(name).expanduser().open(encoding="utf-8-sig") as file:
            return file.readline(_LONG + 2)
    except (OSError, UnicodeDecodeError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "ไม่ใช่ข้อความ UTF-8"
        raise SettingsError(
            f"เปิดไฟล์ {name} ไม่ได้ ({reason})",
            cure="ตรวจชื่อไฟล์และสิทธิ์การอ่าน",
            en=f"cannot read {name} ({reason})",
        ) from None
