"""Pages that intruders replaced by their own sign. News of such a thing is none: two signs must meet. Calm."""

import re
from typing import Final

from oitcrawl.model.content import Page
from oitcrawl.model.scan import ScanWarning

KIND = "defacement"
MOST = 50  # pages that are named
_SHORT: Final = 1200  # characters; such a sign is no long text
_FEW: Final = 0.3  # share of Thai letters; what Thai offices write has more
_CLAIM: Final = re.compile(
    r"\b(?:h[a4]ck(?:ed|3d)|def[a4]ced|pwn(?:ed|3d)|p0wned|owned|rooted|touched|stamped)\s+by\b[^\n]{0,40}",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(
    r"\bgreet[zs]\b|greetings?\s+to|cyber\s*(?:army|team|crew|force|legion)|(?:no|any)\s+system\s+is\s+(?:safe|secure)|"
    r"security\s+is\s+(?:low|an?\s+illusion|just|0%)|your\s+(?:security|system|site|website|server)\s+(?:has\s+been|was|is|got)\s+"
    r"(?:hacked|owned|pwned|defaced|down|low|weak)|we\s+are\s+(?:legion|anonymous)|expect\s+us|zone-?h|mirror-h|"
    r"(?:hello|hi|sorry|dear)\s+admin|patch\s+(?:your|it)|\bwas\s+here\b|hacktivis[tm]|\bunited\s+hackers",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_THAI: Final = re.compile("[ก-ฮ]")


def defacement_on(page: Page) -> ScanWarning | None:
    """The warning that a page was replaced by intruders; None when fewer than two signs of it meet."""
    head = "\n".join((page.title, *page.headings[:5]))
    text = "\n".join((head, page.leaf.text[:20_000], *page.alts))
    claim = _CLAIM.search(text)
    if claim is None or not is_defaced(page):
        return None
    message = (
        f"หน้านี้มีข้อความของผู้บุกรุก «{' '.join(claim[0].split())[:60]}» อยู่ใน{_where(page, head)} แจ้งผู้ดูแลระบบทันที "
        "กู้คืนจากข้อมูลสำรอง เปลี่ยนรหัสผ่าน และแจ้ง ThaiCERT (สกมช.)"
    )
    return ScanWarning(kind=KIND, url=page.url, message=message)


def _where(page: Page, head: str) -> str:
    """Where on a page the claim stands."""
    places = {"ชื่อหรือหัวข้อของหน้า": head, "เนื้อหา": page.leaf.text, "คำอธิบายภาพ": "\n".join(page.alts)}
    return ", ".join(place for place, text in places.items() if _CLAIM.search(text))


def is_defaced(page: Page) -> bool:
    """Whether a page claims to be hacked by somebody and bears a second sign of it."""
    head = "\n".join((page.title, *page.headings[:5]))
    body = page.leaf.text[:20_000]
    if not _CLAIM.search("\n".join((head, body, *page.alts))):
        return False
    is_short = len(body) <= _SHORT and not _is_thai(body)
    return bool(_SIGNS.search(f"{head}\n{body}")) or (is_short and bool(_CLAIM.search(head)))


def _is_thai(text: str) -> bool:
    """Whether most of a text is Thai."""
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_THAI.findall(text)) >= _FEW * letters
