"""Which encoding bytes of text are in: decided by the bytes and the share of Thai, not by the header alone."""

import codecs
import re
from typing import Final, NamedTuple

from w3lib.encoding import html_body_declared_encoding, resolve_encoding

PARITY_BYTES: Final = 2000  # bytes that tell UTF-16 without a mark
GUESS_BYTES: Final = 20_000  # bytes that the guesser of last resort looks at
MOSTLY: Final = 0.9


class Decoded(NamedTuple):
    """Text and the name of the encoding it was in; ``as_is`` when the bytes are that text in UTF-8 to the letter."""

    text: str
    encoding: str
    as_is: bool = False


def decode(body: bytes, *, charset: str = "", is_markup: bool = True) -> Decoded:
    """Text of ``body``: byte order mark, strict UTF-8, HTTP charset, meta, share of Thai bytes, guess; in this order.

    Never fails: what cannot be decoded becomes U+FFFD. Text that was encoded twice is put right.

    Args:
        body: the bytes.
        charset: charset parameter of the HTTP header; may be wrong or unknown.
        is_markup: whether a ``<meta charset>`` may stand in it.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return Decoded(body.decode(name, "replace").lstrip("\ufeff"), name)
    if b"\0" in body[:PARITY_BYTES] and (wide := unmarked_utf16(body[:PARITY_BYTES])):
        return Decoded(body.decode(wide, "replace"), wide)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        whole = _undouble(text) if _may_be_double(text) else text
        return Decoded(whole, "utf-8", whole is text)
    name = _nearly_utf8(body) or _declared(body, charset, is_markup=is_markup) or _by_bytes(body)
    return Decoded(_undouble(body.decode(name, "replace")), name)


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_THAI_TRIPLE: Final = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_CP874_LETTERS: Final = bytes([*range(0xA1, 0xDB), *range(0xDF, 0xFC)])
_CP874_ALL: Final = _CP874_LETTERS + bytes([0x80, 0x85, *range(0x91, 0x98), 0xA0])
_WESTERN: Final = frozenset({"cp1252", "iso8859-1", "latin-1", "ascii", "iso8859-15"})


def unmarked_utf16(sample: bytes) -> str:
    """Name of the UTF-16 that ``sample`` is in without a byte order mark, or empty.

    Every other byte of it is 0 (Latin) or 0E (Thai).
    """
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high.count(0) + high.count(0x0E) >= MOSTLY * len(high):
            return name
    return ""


def _nearly_utf8(body: bytes) -> str:
    """UTF-8 with a few broken bytes: a page cut by its CMS in the middle of a letter."""
    high = sum(map(len, _HIGH.findall(body)))
    return "utf-8" if 3 * len(_THAI_TRIPLE.findall(body)) >= MOSTLY * high else ""


def _declared(body: bytes, charset: str, *, is_markup: bool) -> str:
    meta = html_body_declared_encoding(body[:4096]) if is_markup else None
    for name in (resolve_encoding(charset) if charset else None, meta):
        if name is None or name == "utf-8":
            continue  # strict UTF-8 has failed already
        if name in _WESTERN and is_thai_bytes(body):
            return "cp874"
        if name == "cp874" or _decodes(body, name):
            return str(name)
    return ""


def _decodes(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return name in _WESTERN  # Word writes a few bytes that windows-1252 does not know
    return True


def is_thai_bytes(body: bytes) -> bool:
    """Whether the bytes beyond ASCII are Thai letters of TIS-620 and windows-874, apart from a few."""
    high = b"".join(_HIGH.findall(body))
    other = len(high.translate(None, _CP874_ALL))
    letters = len(high) - len(high.translate(None, _CP874_LETTERS))
    return len(high) > 3 and other <= (1 - MOSTLY) * len(high) and letters >= MOSTLY * len(high) / 2  # noqa: PLR2004


def _by_bytes(body: bytes) -> str:
    if is_thai_bytes(body):
        return "cp874"
    import chardet  # takes long to load, and hardly a page needs it

    guess = chardet.detect(body[:GUESS_BYTES])["encoding"]
    name = resolve_encoding(guess) if guess else None
    return str(name) if name and _decodes(body, name) else "cp1252"


# UTF-8 bytes read as one-byte letters and written as UTF-8 again. Bytes that a code page lacks pass as controls.
def _letters_of(name: str) -> dict[str, int]:
    letters = {chr(byte): byte for byte in range(256)}
    for byte in range(0x80, 0x100):
        letters[bytes([byte]).decode(name, "ignore") or chr(byte)] = byte
    return letters


_CP1252: Final = _letters_of("cp1252")
_CP874: Final = _letters_of("cp874")


def _tails(letters: dict[str, int]) -> str:
    return "".join(re.escape(letter) for letter, byte in letters.items() if 0x80 <= byte <= 0xBF)  # noqa: PLR2004


_DOUBLED_WEST: Final = re.compile(f"(?:à[¸¹]|â[€\x80])[{_tails(_CP1252)}]")
_DOUBLED_THAI: Final = re.compile(f"(?:เ[ธน]|โ€)[{_tails(_CP874)}]")
_FEW: Final = 3


def _may_be_double(text: str) -> bool:
    """Whether letters written twice may occur: looking for one letter costs next to nothing.

    Of Thai read as windows-874 every ก leaves the control U+0081, for which that code page has no letter.
    """
    return "à" in text or "\x81" in text


def _undouble(text: str) -> str:
    if text.count("à¸") >= _FEW:
        return _DOUBLED_WEST.sub(lambda hit: _undone(hit.group(), _CP1252), text)
    if text.count("เธ") >= _FEW and _is_doubled_thai(text):
        return _DOUBLED_THAI.sub(lambda hit: _undone(hit.group(), _CP874), text)
    return text


def _is_doubled_thai(text: str) -> bool:
    """Every third letter of such text is เ, followed by ธ or น; in words people write it is one in fifty."""
    thai = sum(1 for letter in text if "ก" <= letter <= "๛")
    return (text.count("เธ") + text.count("เน")) * 4 > thai


def _undone(letters: str, table: dict[str, int]) -> str:
    return bytes(table[letter] for letter in letters).decode("utf-8", "replace")
