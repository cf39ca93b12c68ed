"""What may reach a terminal or a log: crawled text gives no orders to it and forges no line of it. Calm."""

import re
from typing import Final

# C0 but tab and line end, DEL, C1 (0x9b alone begins an escape sequence), half surrogates; what has no width or turns
# the direction of reading; separators of lines that only some programs know; letters of tags, which nobody sees.
_ORDERS: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    r"\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_ORDER: Final = re.compile(f"[{_ORDERS}]")
_HALF: Final = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """``text`` without what a terminal takes for an order; tabs and line ends stay."""
    return _ORDER.sub("", text)


def line(text: str) -> str:
    """``text`` as one clean line: nobody can write a second line that looks like ours."""
    return clean(" ".join(text.split()))


def escaped(json_text: str) -> str:
    """JSON that says the same, with every order to a terminal written as the escape that JSON has for it."""
    return _ORDER.sub(_escape, json_text)


def whole(text: str) -> str:
    """``text`` with a replacement character for each half surrogate: neither UTF-8 nor most programs take one."""
    return _HALF.sub("\ufffd", text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFFFF:  # noqa: PLR2004 - of UTF-16, which JSON escapes speak
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
