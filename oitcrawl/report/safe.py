"""What keeps crawled text harmless: clean characters, allowed link schemes, plain cells, safe file names. Calm."""

import re
import unicodedata
from urllib.parse import unquote_to_bytes, urlsplit

from oitcrawl.thai.masked_address import is_covered

_SCHEMES = frozenset({"http", "https"})
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_UNCLEAN = re.compile(r"[^\x20-\x7e\u00a1-\u061b\u061d-\u0e5b\u2010-\u2027\u2030-\u205e]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")  # what no reader sees before a formula
_ADDRESS = re.compile(r"https?://[^\s<>\"«»]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_CELL_LIMIT = 32_000  # characters; a sheet's cell holds 32,767
_READABLE_LIMIT = 300
_NAME_LIMIT = 80
_FOOT_LIMIT = 120  # characters on the line at the foot of a printed page


def clean(text: str) -> str:
    """``text`` without control and direction-override characters, half surrogates and noncharacters.

    Tabs and line ends become a space. Thai zero-width spaces stay, since lines break on them.
    """
    return _UNCLEAN.sub(_clean_one, text)


def safe_link(url: str) -> str:
    """``url`` cleaned when it may be followed (http or https with a host), else an empty string: show it as text.

    One in which the number of a person was covered leads nowhere.
    """
    url = clean(url).strip()
    if is_covered(url):
        return ""
    try:
        parts = urlsplit(url)
        allowed = parts.scheme.lower() in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return re.sub(r"\s", "%20", url) if allowed else ""


def readable(url: str) -> str:
    """``url`` as people read it: percent escapes of UTF-8 text decoded, a very long one cut in the middle."""
    try:
        text = unquote_to_bytes(clean(url).replace("%25", "%2525")).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        text = url
    text = clean(text).strip()
    half = _READABLE_LIMIT // 2
    return text if len(text) <= _READABLE_LIMIT else f"{text[:half]} … {text[-half:]}"


def prose(text: str) -> str:
    """A sentence of a finding, cleaned, with the addresses in it as people read them."""
    return _ADDRESS.sub(lambda match: readable(match.group()), clean(text)).strip()


def cell(text: str) -> str:
    """``text`` as a harmless cell: clean, and never taken for a formula by a spreadsheet program."""
    plain = clean(text)[:_CELL_LIMIT]
    blank = _BLANK.match(plain)
    bare = plain[blank.end() :] if blank else plain
    return f"'{bare}" if text.startswith(_FORMULA) or bare.startswith(_FORMULA) else plain


def css_text(text: str) -> str:
    """``text`` cleaned and cut short for a string in a style sheet; what could end it is written as a number."""
    plain = clean(text)
    short = plain if len(plain) <= _FOOT_LIMIT else f"{plain[: _FOOT_LIMIT - 1]}…"
    return "".join(letter if _is_plain(letter) else f"\\{ord(letter):06x}" for letter in short)


def file_name(text: str) -> str:
    """A folder name made of ``a-z 0-9 - _`` and inner dots, that Windows takes too; never empty.

    Raises:
        ValueError: nothing safe is left of ``text``.
    """
    name = re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")[:_NAME_LIMIT].strip("-._")
    name = re.sub(r"\.{2,}", ".", name)
    if not name:
        raise ValueError(f"no safe file name in {text!r}")
    head, dot, rest = name.partition(".")
    if _RESERVED.fullmatch(head):  # Windows takes no NUL.txt either
        return f"{head}-site{dot}{rest}"[:_NAME_LIMIT].strip("-._")
    return name


def _is_plain(letter: str) -> bool:
    """Whether a letter means nothing to a style sheet nor to the page that it stands in."""
    return letter in " .,()–·" or letter.isalnum() or unicodedata.category(letter) == "Mn"


def _clean_one(match: re.Match[str]) -> str:
    letter = match.group()
    if letter in "\t\n\r\u2028\u2029\x0b\x0c\x85":
        return " "
    if letter in _BIDI or unicodedata.category(letter) in {"Cc", "Cs"}:
        return ""
    code = ord(letter)
    return "" if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else letter  # noqa: PLR2004 - noncharacters
