"""Pages that strangers filled with advertising for gambling, as happens to sites that were broken into. Calm."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from oitcrawl.model.content import Page
from oitcrawl.model.scan import ScanWarning

SIGNS = 2  # different words that must meet on one page, a lure among them
MOST = 50  # pages that are named
_SHOWN = 4  # words quoted

# What is played. Warnings against gambling name it too, so that it says nothing alone.
_GAMES = r"บาคาร่า|แทงบอล|คาสิโนออนไลน์|สล็อตออนไลน์|เว็บสล็อต|หวยออนไลน์|ยิงปลา|ไฮโลออนไลน์|เสือมังกร|casino online|baccarat"
# What only those say who want to be visited.
_LURES = (
    r"เครดิตฟรี|สล็อตเว็บตรง|เว็บตรงไม่ผ่านเอเย่นต์|แตกง่าย|แตกหนัก|ฝาก\s?-?\s?ถอน\s?(?:ออโต้|ไม่มีขั้นต่ำ|true|วอ)|"
    r"ทดลองเล่นสล็อต|สูตรบาคาร่า|สล็อต\s?pg|pg\s?slot|ufa\s?bet|ufa\d{2,}|joker\s?123|slot\s?xo|sbobet|betflik|"
    r"sa\s?gaming|sexy\s?baccarat|slot\s?gacor|situs\s?(?:slot|judi)|judi\s?(?:online|bola)|togel|maxwin|slot\s?(?:88|777|online)"
)
# How those speak who warn of it or report on it.
_AGAINST = re.compile(
    r"จับกุม|ผิดกฎหมาย|พิษภัย|โทษของการพนัน|เตือนภัย|ภัยจากการพนัน|ป้องกันและปราบปราม|มิจฉาชีพ|พนันออนไลน์ในเด็ก|รณรงค์"
)
_WORD = re.compile(f"(?P<game>{_GAMES})|(?P<lure>{_LURES})")
_HOST = re.compile(r"ufabet|ufa\d{2}|slot|casino|baccarat|gacor|togel|judi|sbobet|betflik|joker123")
_OFFICIAL: Final = (".go.th", ".ac.th", ".or.th", ".mi.th")


def spam_on(page: Page) -> ScanWarning | None:
    """The warning that a page advertises gambling; None when it does not, or speaks against it."""
    text = "\n".join(_texts(page)).lower()
    found = {match[0]: match.lastgroup == "lure" for match in _WORD.finditer(text)}
    hosts = {host for link in (*page.links, *page.hidden) if (host := _stranger(link.url))}
    lured = any(found.values()) or bool(hosts)
    if not lured or len(found) + len(hosts) < SIGNS or (not hosts and _AGAINST.search(text)):
        return None
    told = "» «".join((*sorted(found, key=lambda word: not found[word]), *sorted(hosts))[:_SHOWN])
    message = f"มีคำหรือลิงก์ชวนเล่นพนัน «{told}» ควรเปิดดู ลบออก และให้ผู้ดูแลระบบตรวจว่าเว็บไซต์ถูกบุกรุกหรือไม่"
    return ScanWarning(kind="gambling_spam", url=page.url, message=message)


def _texts(page: Page) -> Iterator[str]:
    yield from (page.title, *page.headings, page.leaf.text, page.chrome, *page.alts)
    yield from (link.label.text for link in (*page.links, *page.hidden))


def _stranger(url: str) -> str:
    """The host of a link when it is named after gambling and no public body; else empty."""
    host = urlsplit(url).hostname or ""
    return host if _HOST.search(host) and not host.endswith(_OFFICIAL) else ""
