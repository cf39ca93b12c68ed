"""Thai that was written in one encoding and read in another, and fonts that keep Thai at private codes."""

import re
from typing import Final

FEW: Final = 20  # Western letters; fewer are a name or two
RUN: Final = 4  # letters in a row before they count as misread: no word is that unlikely

_THAI: Final = re.compile("[ก-๛]")
_WEST: Final = re.compile("[\xa1-\xda\xdf-\xfb]")
# UTF-8 read as Latin-1 or windows-1252: each Thai letter is à, ¸ or ¹, and a third.
_WEST_THIRD: Final = "à[¸¹][\x80-\xbf ‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]"  # a hard space may have become a soft one
_TWICE: Final = re.compile(f"(?:{_WEST_THIRD}[ -~]{{0,3}}){{{RUN},}}")
_TWICE_AGAIN: Final = re.compile(f"(?:{_WEST_THIRD})+")  # once it is known that there are such runs
# UTF-8 read as TIS-620: each Thai letter is เ, ธ or น, and a third; no word has เธ or เน four times on end.
_AS_THAI: Final = re.compile(f"(?:เ[ธน][\x80-\xa0ก-ฟ€…‘’“”•–—]){{{RUN},}}")
_SYMBOLS: Final = re.compile("[\uf020-\uf07e\uf0a1-\uf0fb]+")
_CONSONANT: Final = re.compile("[\uf0a1-\uf0ce]")  # bullets of symbol fonts stand alone


def set_encoding_right(text: str) -> str:
    """``text`` with what was read in the wrong encoding read in the right one; sound text as it is."""
    if "à¸" in text or "à¹" in text:
        text = _TWICE_AGAIN.sub(_again, text) if _TWICE.search(text) else text
    if text.count("เธ") >= RUN / 2:
        text = _AS_THAI.sub(_again, text)
    return text if text.isascii() else _from_west(_from_symbols(text))


def _again(match: re.Match[str]) -> str:
    """The bytes that the letters stand for, read as UTF-8; as they are when they make no sense."""
    encoding = "cp874" if match.re is _AS_THAI else "cp1252"
    raw = b"".join(_byte(letter, encoding) for letter in match.group().replace(" ", "\xa0"))
    try:
        found = raw.decode()
    except UnicodeDecodeError:
        return match.group()
    return found if _THAI.search(found) else match.group()


def _byte(letter: str, encoding: str) -> bytes:
    return letter.encode("latin-1") if letter <= "\x9f" else letter.encode(encoding)


def _from_symbols(text: str) -> str:
    """Fonts in a symbol encoding put TIS-620 at F000; mapped where one run holds several Thai consonants."""
    raw = text.encode("utf-8", "replace")
    if b"\xef\x82" not in raw and b"\xef\x83" not in raw:
        return text
    if all(len(set(_CONSONANT.findall(run))) < RUN - 1 for run in _SYMBOLS.findall(text)):
        return text
    return _SYMBOLS.sub(_symbol_run, text)


def _symbol_run(match: re.Match[str]) -> str:
    run = match.group()
    if len(run) == 1 or not _CONSONANT.search(run):
        return run
    return bytes(ord(letter) - 0xF000 for letter in run).decode("cp874", "replace")


def _from_west(text: str) -> str:
    """Old fonts for TIS-620 show as ``¡ÒÃ``: Western letters and no Thai at all."""
    if _THAI.search(text):
        return text
    west = len(_WEST.findall(text))
    if west <= FEW or west * 3 < len("".join(text.split())):
        return text
    return "".join(
        bytes([ord(letter)]).decode("cp874", "ignore") if "\xa1" <= letter <= "\xfb" else letter for letter in text
    )
