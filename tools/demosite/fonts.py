"""One Thai and Latin font out of the report's web fonts, made so that plain glyph runs look right and read back right.

Marks that must climb (a tone above an upper vowel) or step aside (above ป ฝ ฟ) get a private code and the font's own
small or narrow glyph; the PDF's ToUnicode map gives the real letter back. So no glyph is moved, and every extractor
reads the letters in the order in which they were written.
"""

import io
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

TONES = "่้๊๋์"
UPPER = "ิีึืั็"
LOWER = "ุู"
TALL = "ปฝฟ"
_PRIVATE = 0xF700
_MADE = 3_800_000_000  # seconds since 1904; merging would write the clock


def _variants() -> dict[str, str]:
    """(letter, kind) -> private character, for the glyphs that the font has."""
    return {
        f"{letter}.{kind}": chr(_PRIVATE + number)
        for number, (letter, kind) in enumerate(
            [(tone, "small") for tone in TONES]
            + [(tone, "narrow") for tone in "่้๊์"]
            + [(vowel, "narrow") for vowel in UPPER]
        )
    }


VARIANTS = _variants()
ORIGINAL = {ord(private): ord(name[0]) for name, private in VARIANTS.items()}


def shaped(text: str) -> str:
    """``text`` with private characters where a mark needs another glyph."""
    out: list[str] = []
    for index, letter in enumerate(text):
        before = text[index - 1] if index else ""
        after = text[index + 1] if index + 1 < len(text) else ""
        base = text[index - 2] if index > 1 and before in UPPER + LOWER else before
        if letter in TONES and (before in UPPER or after == "ำ"):
            out.append(VARIANTS[f"{letter}.small"])
        elif letter in TONES + UPPER and base in TALL and before not in UPPER:
            out.append(VARIANTS.get(f"{letter}.narrow", letter))
        else:
            out.append(letter)
    return "".join(out)


def merged_font(folder: Path, weight: int) -> bytes:
    """A TrueType font (bytes) of the Thai and Latin web fonts in ``folder``, with the variants reachable."""
    parts = [_plain(next(folder.glob(f"sarabun-{part}-{weight}*.woff2"))) for part in ("thai", "latin")]
    font = Merger().merge(parts)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for name, private in VARIANTS.items():
                table.cmap[ord(private)] = f"uni{ord(name[0]):04X}{name[1:]}"
    for unused in ("GSUB", "GPOS", "GDEF"):
        if unused in font:
            del font[unused]
    return _bytes(font)


def _plain(path: Path) -> io.BytesIO:
    font = TTFont(path)
    font.flavor = None
    return io.BytesIO(_bytes(font))


def _bytes(font: TTFont) -> bytes:
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = _MADE
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()
