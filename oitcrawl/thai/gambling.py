"""Words and hosts of those who advertise gambling on sites that they broke into, however they are spelt. Calm.

Such words are written spaced, split by letters without width, with wrong tone marks, or with letters that look alike.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

# What is played. Warnings against gambling name it too, so that it says nothing alone. Thai without its tone marks.
_GAMES: Final = r"บาคารา|แทงบอล|คาสิโนออนไลน|สลอตออนไลน|เวบสลอต|หวยออนไลน|ยิงปลา|ไฮโลออนไลน|เสือมังกร"
# What only those say who want to be visited.
_LURES: Final = (
    r"เครดิตฟรี|สลอตเวบตรง|เวบตรงไมผานเอเย|ฝาก-?ถอน-?(?:ออโต|ไมมีขันตำ|true|วอ)|ทดลองเลนสลอต|สูตรบาคารา|สลอตpg|"
    r"สมัครสลอต|สลอตแตก|แจกเครดิต"
)
# Of these alone nobody is told: stones break easily too, and hours are booked by the slot.
_WEAK: Final = r"แตกงาย|แตกหนัก"
_LATIN_WEAK: Final = r"s[l1][o0]t\s?(?:88|777|online)"
_LATIN_GAMES: Final = (
    r"casino\s?online|online\s?casino|baccarat|オンラインカジノ|バカラ|スロット|パチンコ|在线赌场|線上賭場|线上赌场|百家[乐樂]|老虎[机機]|六合彩|"
    r"카지노|바카라|슬롯|casino trực tuyến|tài xỉu|nổ hũ"
)
_LATIN_LURES: Final = (
    r"pg\s?s[l1][o0]t|ufa\s?b[e3]t|ufa\d{2,}|joker\s?123|s[l1][o0]t\s?x[o0]|sb[o0]b[e3]t|b[e3]tflik|sa\s?gaming|sexy\s?baccarat|"
    r"s[l1][o0]t\s?gac[o0]r|situs\s?(?:s[l1][o0]t|judi)|judi\s?(?:online|bola)|\btogel\b|\bmaxwin\b|"
    r"入金不要ボーナス|ベラジョン|博彩|体育投注|真人娱乐|開戶|开户送|彩金|娛樂城|娱乐城|토토사이트|먹튀|카지노사이트|"
    r"nhà cái|cá cược"
)
_SPELT: Final = "pgslot ufabet joker123 sbobet betflik slotgacor situsslot judionline baccarat".split()
# One of these stands in every text with such words, when nothing stands between its letters: most texts have none.
_THAI_STEMS: Final = "บาคารา แทงบอล คาสิโน สลอต เวบตรง หวยออน ยิงปลา ไฮโล เสือมัง เครดิต แตกงาย แตกหนัก ฝากถอน".split()
_LATIN_STEMS: Final = (
    "slot sl0t s1ot s10t ufa joker123 sbobet sb0bet sbob3t sb0b3t betflik b3tflik sagaming judi togel maxwin casino "
    "baccarat バカラ カジノ スロット パチンコ ボーナス ベラジョン 赌 賭 百家 老虎 六合 博彩 投注 真人 戶 户 彩金 "
    "娛樂城 娱乐城 카지노 바카라 슬롯 토토 먹튀 tàixỉu nổhũ nhàcái cácược"
).split()
# How those speak who warn of it or report on it; what they name near such words is no invitation.
_AGAINST: Final = re.compile(
    r"จับกุม|ถูกจับ|บุกจับ|ทลาย|ตำรวจ|ผูตองหา|ดำเนินคดี|(?<!ไม)ผิดกฎหมาย|พิษภัย|โทษของการพนัน|เตือนภัย|ภัยจากการพนัน|ภัยพนัน|ภัยออนไลน|"
    r"ปองกันและปราบปราม(?!การทุจริต)|มิจฉาชีพ|พนันออนไลนในเดก|รณรงค|เลิกพนัน|ติดพนัน|หามเลน|ปิดกัน|ปิดเวบ|รูเทาทัน|หลอกลวง|"
    r"(?:พ\.?ร\.?บ\.?|พระราชบัญญัติ)การพนัน|ตอตาน|ถูกบุกรุก|ถูกแฮก"
)
_FAR: Final = 250  # folded letters within which a word against it counts
_THAI_WORD: Final = re.compile(f"(?P<game>{_GAMES})|(?P<lure>{_LURES})|(?P<weak>{_WEAK})")
_LATIN_WORD: Final = re.compile(
    f"(?P<game>{_LATIN_GAMES})|(?P<lure>{_LATIN_LURES}|"
    + "|".join(r"(?<![a-z])" + r"[\s.\-_*|]{1,2}".join(word) + r"(?![a-z])" for word in _SPELT)
    + f")|(?P<weak>{_LATIN_WEAK})"
)
_HOST: Final = re.compile(r"ufabet|ufa\d{2}|slot|casino|baccarat|gacor|togel|judi|sbobet|betflik|joker123")
_OFFICIAL: Final = (".go.th", ".ac.th", ".or.th", ".mi.th")
_ALIKE: Final = {
    ord(pair[0]): pair[1]
    for pair in (
        "аa бb сc ԁd еe ҽe һh іi јj кk ӏl мm ոn оo рp ԛq ѕs тt υu νv ԝw хx уy οo αa ρp τt ιi єe ɩi ɡg ɑa "
        "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"
    ).split()
}
_NOTHING: Final = re.compile(
    r"[\u0e47-\u0e4e\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufe0f\u180e]"
)  # tone marks, no width
_STRANGE: Final = re.compile(r"[^\x00-\x7f\u0e00-\u0e7f]+")
_LOOSE: Final = re.compile(r"[\s.\-_*|·•~+]+")


def gambling_words(text: str) -> tuple[tuple[str, bool], ...]:
    """Each word of gambling as often as ``text`` names it and does not speak against it; whether it invites to it."""
    plain = _plain(text)
    close = _LOOSE.sub("", plain)
    found = [*_hits(_THAI_WORD, _THAI_STEMS, close, close), *_hits(_LATIN_WORD, _LATIN_STEMS, close, plain)]
    if all(kind == "weak" for _, kind in found):
        return ()
    return tuple((_SHOWN.get(word, " ".join(word.split())), kind != "game") for word, kind in found)


def _hits(pattern: re.Pattern[str], stems: Sequence[str], close: str, text: str) -> Iterator[tuple[str, str]]:
    """Each word and its kind: game, lure or weak."""
    if not any(stem in close for stem in stems):
        return
    for match in pattern.finditer(text):
        near = text[max(0, match.start() - _FAR) : match.end() + _FAR]
        if not _AGAINST.search(_LOOSE.sub("", near)):
            yield match[0], match.lastgroup or ""


def warns_of_gambling(text: str) -> bool:
    """Whether ``text`` speaks against gambling, or of what was done against it."""
    return _AGAINST.search(_LOOSE.sub("", _plain(text))) is not None


def gambling_host(url: str) -> str:
    """The host of an address when it is named after gambling and no public body; else empty."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host if _HOST.search(host) and not host.endswith(_OFFICIAL) else ""


def _plain(text: str) -> str:
    """Small letters without tone marks and what has no width; letters that look Latin as Latin."""
    return _NOTHING.sub("", _STRANGE.sub(_as_latin, text.replace("ํา", "ำ")).lower())


def _as_latin(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0]).lower().translate(_ALIKE)


_SHOWN: Final = {
    _plain(word): word
    for word in (
        "บาคาร่า คาสิโนออนไลน์ สล็อตออนไลน์ เว็บสล็อต หวยออนไลน์ สล็อตเว็บตรง เว็บตรงไม่ผ่านเอเย่ แตกง่าย ฝากถอนออโต้ ทดลองเล่นสล็อต "
        "ฝากถอนไม่มีขั้นต่ำ สูตรบาคาร่า สล็อตpg สมัครสล็อต สล็อตแตก"
    ).split()
}
