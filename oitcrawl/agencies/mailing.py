"""Who is told of changes: the agencies file holds plain mail addresses, or says where one with a secret is kept."""

import re
from collections.abc import Iterator
from typing import Any, Final

from oitcrawl.errors import SettingsError
from oitcrawl.ruleset.source import Loc, Source

_MAIL: Final = re.compile(
    r"(?:mailto:(?://)?)?([A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,24})/?"
)
_VARIABLE: Final = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]{0,99})")
_FILE: Final = re.compile(r"file:(?!//[^/])(\S(?:.{0,998}\S)?)")
_ANY: Final = re.compile(r"\b(?!https?:)[A-Za-z][A-Za-z0-9+.-]*://[^\s»\"',\]}]+")
_WEB: Final = re.compile(r"\bhttps?://[^\s»\"',\]}]+")
CURE: Final = "เขียนอีเมลธรรมดา หรือเก็บที่อยู่ไว้นอกไฟล์นี้แล้วอ้างด้วย env:ชื่อตัวแปร หรือ file:ชื่อไฟล์"
CURE_EN: Final = "write a plain mail address, or keep it elsewhere and name it: env:NAME or file:PATH"


def reference(text: str) -> str:
    """A mail address or a reference as it is written everywhere; empty for what may hold a secret.

    Nearly every address of a messaging service holds one, so that what is not known to be harmless is refused.
    """
    text = text.strip()
    if match := _MAIL.fullmatch(text):
        return f"mailto:{match[1]}"
    if match := _VARIABLE.fullmatch(text):
        return f"env:{match[1]}"
    return f"file:{match[1]}" if (match := _FILE.fullmatch(text)) else ""


def demand_references(source: Source) -> None:
    """Refuse addresses that may hold secrets, before any other mistake could be told with its line.

    Raises:
        SettingsError: names the line, and never what stands there.
    """
    for loc, value in _written(source.data):
        if not isinstance(value, str) or not reference(value):
            raise SettingsError(
                "ที่อยู่สำหรับแจ้งเตือนนี้มีรหัสลับ หรืออ่านไม่เข้าใจ (ไม่แสดงไว้ที่นี่)",
                path=source.path,
                line=source.place(loc).line,
                cure=CURE,
                en=f"this address for notifications holds a secret or is not understood (not shown) — {CURE_EN}",
            )


def hidden(message: str) -> str:
    """``message`` without addresses that may hold secrets, where it quotes a line of the file."""
    told = _ANY.sub("…", message)
    return _WEB.sub("…", told) if re.search(r"notify|recipients|supervisors|\bto:|«\s*-", told) else told


def _written(data: Any) -> Iterator[tuple[Loc, Any]]:
    """All that stands where addresses are written, with the way there."""
    if not isinstance(data, dict):
        return
    for key, name in (("supervisors", "to"), ("agencies", "notify"), ("agencies", "recipients")):
        entries = data.get(key)
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if isinstance(entry, dict) and name in entry:
                yield from _leaves(entry[name], (key, index, name))


def _leaves(value: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    if isinstance(value, dict | list):
        for step, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(one, (*loc, step))
    elif value is not None:
        yield loc, value
