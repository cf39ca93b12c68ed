"""Texts as broken text layers say them: each way in which programs and old fonts spoil Thai, on purpose."""

import random
import re
from collections.abc import Callable
from typing import Final

from corpus.lines import clusters, is_mark

TALL: Final = "ปฝฟฬ"
ABOVE: Final = "ัิีึืํ็"
TONES: Final = "่้๊๋์"
# Private-use codes of the Windows fonts of the nineties: the same mark drawn lower or further left.
LOW: Final = {tone: chr(0xF70A + at) for at, tone in enumerate(TONES)}
LOW_LEFT: Final = {tone: chr(0xF705 + at) for at, tone in enumerate(TONES)}
HIGH_LEFT: Final = {tone: chr(0xF713 + at) for at, tone in enumerate(TONES)}
VOWEL_LEFT: Final = {"ิ": "\uf701", "ี": "\uf702", "ึ": "\uf703", "ื": "\uf704", "ั": "\uf710", "ํ": "\uf711", "็": "\uf712"}
LAO: Final = str.maketrans(
    "กขคงจชซยดตถทนบปผฝพฟมรลวสหอฮะาำิีึืุูเแโใไ่้๊๋์๐๑๒๓๔๕๖๗๘๙", "ກຂຄງຈຊຊຍດຕຖທນບປຜຝພຟມຣລວສຫອຮະາຳິີຶືຸູເແໂໃໄ່້໊໋໌໐໑໒໓໔໕໖໗໘໙"
)


def lost_nikhahit(text: str) -> str:
    """ำ loses its ring: คำนำ is คานา."""
    return text.replace("ำ", "า")


def needless_nikhahit(text: str) -> str:
    """Every า has a ring: การงาน is กำรงำน."""
    return text.replace("า", "ำ")


def decomposed(text: str) -> str:
    """ำ as a ring and an า, with a tone mark before or after the ring."""
    return re.sub("([่-๋]?)ำ", lambda found: f"{found[1]}ํา" if found[1] == "้" else f"ํ{found[1]}า", text)


def torn_sara_am(text: str) -> str:
    """Word's way: คำนำ is ค าน า."""
    return text.replace("ำ", " า")


def spaced(text: str) -> str:
    """A space after every cluster, as justified lines of some programs come out."""
    return " ".join(clusters(text))


def disordered(text: str) -> str:
    """Tone marks before the vowels that they stand above."""
    return re.sub("([ัิ-ู])([่-๋์])", r"\2\1", text)


def doubled(text: str) -> str:
    """A cluster with a mark comes again behind the letter after it: พิ่มเติม is พิ่มพิ่เติม, ข้อมูล is ข้อข้มูล."""
    cells = list(clusters(text))
    out = ""
    for at, cell in enumerate(cells):
        before = cells[at - 1] if at else ""
        out += cell + (before if is_marked(before) and len(cell) == 1 and "ก" <= cell <= "า" else "")
    return out


def is_marked(cell: str) -> bool:
    """Whether a cluster has a mark above or below."""
    return any(map(is_mark, cell))


def private_marks(text: str) -> str:
    """Marks are the private-use codes of old fonts wherever these draw a shifted shape."""
    out = ""
    for at, letter in enumerate(text):
        before = text[at - 1 : at]
        below = text[at - 2 : at - 1] if before and before in ABOVE else before
        tall = bool(below) and below in TALL
        if letter in TONES and before in ABOVE:
            out += HIGH_LEFT[letter] if tall else letter
        elif letter in TONES:
            out += LOW_LEFT[letter] if tall else LOW[letter]
        else:
            out += VOWEL_LEFT.get(letter, letter) if tall else letter
    return out


def glyph_numbers(text: str) -> str:
    """Every letter is the number of its shape in the font: nobody can read it."""
    return "".join(chr(0xE100 + (ord(letter) * 37) % 0x300) if letter > "\x7f" else letter for letter in text)


def latin_letters(text: str) -> str:
    """TIS-620 read as Latin-1: การ is ¡ÒÃ."""
    return text.encode("cp874").decode("latin-1")


def twice_encoded(text: str) -> str:
    """UTF-8 read as Windows-1252, unknown bytes as Latin-1: การ is à¸\u0081à¸²à¸£."""
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in text.encode())


def lao(text: str) -> str:
    """Lao letters in place of the Thai ones that look like them."""
    return text.translate(LAO)


# By name: how a line is spoilt, what the reader may do about it ("repair" or "picture": nothing can be repaired).
WAYS: Final[dict[str, Callable[[str], str]]] = {
    "lost-nikhahit": lost_nikhahit,
    "needless-nikhahit": needless_nikhahit,
    "decomposed": decomposed,
    "torn-sara-am": torn_sara_am,
    "spaced": spaced,
    "disordered": disordered,
    "doubled": doubled,
    "private-marks": private_marks,
    "glyph-numbers": glyph_numbers,
    "latin-letters": latin_letters,
    "twice-encoded": twice_encoded,
    "lao": lao,
}
HOPELESS: Final = {"glyph-numbers"}  # only the picture tells
INSIDE: Final = "broken-lines"  # lines that end inside words: a matter of layout


def words_cut(text: str, seed: int, *, every: int = 38) -> str:
    """Line breaks wherever the line is full, also inside words."""
    chance = random.Random(seed)
    out, cells = [], list(clusters(text))
    while cells:
        count = every + chance.randint(-4, 4)
        out.append("".join(cells[:count]))
        cells = cells[count:]
    return "\n".join(out)
