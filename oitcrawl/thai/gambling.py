"""Words and hosts of those who advertise gambling on sites that they broke into, in Thai and Latin letters. Calm."""

import re
from typing import Final
from urllib.parse import urlsplit

# What is played. Warnings against gambling name it too, so that it says nothing alone.
_GAMES: Final = (
    r"บาคาร่า|แทงบอล|คาสิโนออนไลน์|สล็อตออนไลน์|เว็บสล็อต|หวยออนไลน์|ยิงปลา|ไฮโลออนไลน์|เสือมังกร|casino online|baccarat"
)
# What only those say who want to be visited.
_LURES: Final = (
    r"เครดิตฟรี|สล็อตเว็บตรง|เว็บตรงไม่ผ่านเอเย่นต์|แตกง่าย|แตกหนัก|ฝาก\s?-?\s?ถอน\s?(?:ออโต้|ไม่มีขั้นต่ำ|true|วอ)|"
    r"ทดลองเล่นสล็อต|สูตรบาคาร่า|สล็อต\s?pg|pg\s?slot|ufa\s?bet|ufa\d{2,}|joker\s?123|slot\s?xo|sbobet|betflik|"
    r"sa\s?gaming|sexy\s?baccarat|slot\s?gacor|situs\s?(?:slot|judi)|judi\s?(?:online|bola)|togel|maxwin|slot\s?(?:88|777|online)"
)
# How those speak who warn of it or report on it.
_AGAINST: Final = re.compile(
    r"จับกุม|ผิดกฎหมาย|พิษภัย|โทษของการพนัน|เตือนภัย|ภัยจากการพนัน|ป้องกันและปราบปราม|มิจฉาชีพ|พนันออนไลน์ในเด็ก|รณรงค์"
)
_WORD: Final = re.compile(f"(?P<game>{_GAMES})|(?P<lure>{_LURES})")
_HOST: Final = re.compile(r"ufabet|ufa\d{2}|slot|casino|baccarat|gacor|togel|judi|sbobet|betflik|joker123")
_OFFICIAL: Final = (".go.th", ".ac.th", ".or.th", ".mi.th")


def gambling_words(text: str) -> tuple[tuple[str, bool], ...]:
    """Each word of gambling as often as it stands in ``text``, with whether it invites to it."""
    return tuple((match[0], match.lastgroup == "lure") for match in _WORD.finditer(text.lower()))


def warns_of_gambling(text: str) -> bool:
    """Whether ``text`` speaks against gambling, or of what was done against it."""
    return _AGAINST.search(text) is not None


def gambling_host(url: str) -> str:
    """The host of an address when it is named after gambling and no public body; else empty."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host if _HOST.search(host) and not host.endswith(_OFFICIAL) else ""
