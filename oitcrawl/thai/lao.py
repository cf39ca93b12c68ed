"""Lao letters that stand for Thai ones: recognition and some fonts take one script for the other."""

import re
from typing import Final

MIXED_WORDS: Final = 2  # places where the scripts meet inside a word

_LETTER: Final = re.compile("[\u0e80-\u0edf]")
_MIXED: Final = re.compile("[ก-๎][\u0e80-\u0ece]|[\u0e80-\u0ece][ก-๎]")
_SO: Final = re.compile("(?<!เ)ช(?=ื้อ|ึ่ง|่อม)|(?<=แ)ช(?=ม)|(?<=ไ)ช(?=ต์)")  # Lao has one letter for ช and ซ
# Lao letters lie 128 code points above their Thai fellows, but for these.
_ODD: Final = {"ຍ": "ย", "ຽ": "ย", "ົ": "ั", "ຼ": "", "ໜ": "หน", "ໝ": "หม"}


def thai_of_lao(text: str) -> str:
    """``text`` with Thai letters for Lao ones where both stand in one word; Lao stays Lao.

    Lao has no letter for ศ ษ ฐ ณ ธ ภ and others, so that Thai taken for Lao keeps these.
    """
    if len(_MIXED.findall(text)) < MIXED_WORDS:
        return text
    return _SO.sub("ซ", _LETTER.sub(lambda match: letter_of_lao(match.group()), text))


def letter_of_lao(letter: str) -> str:
    """The Thai fellow of one Lao letter; two letters or none for a few."""
    return _ODD.get(letter, chr(ord(letter) - 0x80))
