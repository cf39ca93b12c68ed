"""Numbers of national ID cards in running text: how they are spelt, and what tells them from others. Calm."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

DIGITS_OF_CARD: Final = 13
ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "01234567890123456789")
SPACE: Final = r"[ \t\u00a0\u200b\u3000]"
DASH: Final = r"[\-\u2010-\u2015\u2212\uff0d.·_/|]"
GAP: Final = rf"{SPACE}{{0,2}}{DASH}?{SPACE}{{0,2}}"
ALONE: Final = r"(?<![0-9A-Za-z▯])(?<![0-9][.,:/\-])"
ENDS: Final = r"(?![0-9A-Za-z▯]|[.,:/\-][0-9])"
# ำ is written as one code point or two, and lost to า in many a text layer.
AM: Final = r"(?:ำ|ํา|า)"


def is_card_number(digits: str) -> bool:
    """Whether 13 digits end with the check digit of the national registration (weights 13 to 2, modulo 11)."""
    if len(digits) != DIGITS_OF_CARD or not digits.isdecimal():
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, range(DIGITS_OF_CARD, 1, -1), strict=False))
    return (11 - weighed % 11) % 10 == int(digits[-1])


def digits_of(text: str) -> str:
    """The digits of a text, Arabic ones and those that recognition could not read."""
    return re.sub(r"[^0-9▯]", "", text)


def holds(text: str, signs: Sequence[str]) -> bool:
    """Whether a longer look is worth it: most pages name no card and no account, which plain words tell fastest."""
    small = text.lower()
    return any(sign in small for sign in signs)


_D: Final = r"[0-9▯]"  # ▯: a digit that recognition could not read for sure
_CARD: Final = re.compile(rf"{ALONE}{_D}{GAP}{_D}{{4}}{GAP}\n?{_D}{{5}}{GAP}\n?{_D}{{2}}{GAP}{_D}{ENDS}")
_TORN: Final = r"[ \t]?\n?[ \t]?"
_HYPHEN: Final = r"[\-\u2010-\u2015\u2212\uff0d]"
# with hyphens as on the card, and broken at the end of a line wherever that came
_BROKEN: Final = re.compile(
    ALONE + rf"{_TORN}{_HYPHEN}{_TORN}".join(_TORN.join(["[0-9]"] * size) for size in (1, 4, 5, 2, 1)) + ENDS
)
_OF_CARD: Final = (
    rf"(?:ประจ{AM}ตัว\s*(?:บัตร)?\s*ประชาชน|บัตร\s*(?:ประจ{AM}ตัว)?\s*ประชาชน|บัตร\s*ประจ{AM}ตัว|เลข\s*(?:ที่)?\s*บัตร|"
    r"(?:13|๑๓)\s*หลัก|citizen\s*id|national\s*id|\bid\s*card|identification\s*(?:no|number|card))"
)
CALLED: Final = re.compile(_OF_CARD, re.IGNORECASE)
_SPELT: Final = re.compile(  # right behind its name a number counts however it is spaced, and broken into two lines
    rf"{_OF_CARD}[^0-9▯\n]{{0,30}}\n?[ \t]{{0,8}}(?P<number>{_D}(?:{GAP}(?:\n{SPACE}{{0,2}})?{_D}){{12}}){ENDS}",
    re.IGNORECASE,
)
_OTHER_NUMBER: Final = re.compile(
    r"(?:โครงการ|สัญญา|หนังสือ|เอกสาร|ครุภัณฑ์|พัสดุ|สินค้า|isbn|barcode|บาร์โค้ด|ใบเสร็จ|ใบกำกับ|งบประมาณ|e-?gp|"
    r"e-?bidding|เลขที่\s*ค้ำประกัน|หลักประกัน|อ้างอิง|ref|นิติบุคคล|พาณิชย์|ใบอนุญาต|ที่ดิน|โฉนด|แบบเลขที่)[^\n]{0,25}$",
    re.IGNORECASE,
)
_CARD_SIGNS: Final = ("บัตร", "ประชาชน", "หลัก", "ident", "citizen", "national", "id")
_UNSURE: Final = 4  # digits that recognition may have lost of a number that stands like one of a card


def card_places(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers of cards stand in ``text``, of which the digits are Arabic; some may be told twice."""
    for hit in _SPELT.finditer(text) if holds(text, _CARD_SIGNS) else ():
        digits = digits_of(hit["number"])
        if _is_whole(hit["number"]) and (is_card_number(digits) or 0 < digits.count("▯") <= _UNSURE):
            yield hit.span("number")
    for hit in _CARD.finditer(text):
        if _is_card(text, hit):
            yield hit.span()
    for hit in _BROKEN.finditer(text) if "\n" in text else ():
        digits = digits_of(hit[0])
        if hit[0].count("\n") == 1 and digits[0] not in "09" and is_card_number(digits):
            yield hit.span()


def _is_whole(number: str) -> bool:
    """Whether it stands in one line, or in two of which neither is a single digit: those are numbers of rows."""
    lines = number.split("\n")
    return len(lines) == 1 or (len(lines) == 2 and min(len(digits_of(line)) for line in lines) > 1)  # noqa: PLR2004


def _is_card(text: str, hit: re.Match[str]) -> bool:
    digits = digits_of(hit[0])
    before = text[max(0, hit.start() - 60) : hit.start()]
    called = CALLED.search(before) is not None
    grouped = len(hit[0]) >= DIGITS_OF_CARD + 4
    if "▯" in digits:
        return (called or (grouped and "-" in hit[0])) and digits.count("▯") <= _UNSURE
    if not is_card_number(digits) or ("|" in hit[0] and not called):  # of cells, see ``box_places``
        return False
    if called:
        return True
    # 0 are companies and public bodies, 9 was never given out
    return digits[0] not in "09" and (grouped or _OTHER_NUMBER.search(before.rpartition("\n")[2]) is None)
