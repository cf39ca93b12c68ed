"""What stands in the cells of a table of agencies: addresses, mails, days and numbers as people type them. Calm."""

import re
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from oitcrawl.agencies.mailing import reference
from oitcrawl.thai.calendar import BE_OFFSET
from oitcrawl.thai.dates import find_dates
from oitcrawl.thai.text import thai_digits_to_arabic

Words = tuple[str, str]  # Thai, English

_CONTROL: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+"
)
_SPACES: Final = re.compile(r"\s+")
_NOTHING: Final = frozenset("- – — . ไม่มี ไม่มีเว็บไซต์ ไม่ระบุ n/a na none null ยังไม่มี อยู่ระหว่างจัดทำ อยู่ระหว่างปรับปรุง".split())
_SCHEME: Final = re.compile(r"^h?t*tps?\s*[:;]*\s*[/\\]+\s*", re.IGNORECASE)
_HOST: Final = re.compile(r"^(?:[^\W_](?:[\w-]{0,62})\.)+[^\W\d_][\w-]*$")
_SOCIAL: Final = re.compile(
    r"(?:^|\.)(?:facebook\.com|fb\.com|fb\.me|fb\.watch|line\.me|lin\.ee|youtube\.com|youtu\.be|tiktok\.com|twitter\.com|x\.com|instagram\.com)$"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_CREDENTIALS: Final = re.compile(r"(?://|[\w.-]:)[^\s/]*@([^\s/@]*)")  # ``//user@host`` or ``user:password@host``
_SEVERAL: Final = re.compile(r"[\s,;|]+|(?:หรือ|และ)")
_BUDDHIST: Final = 2400


class Addresses(NamedTuple):
    """What a cell of addresses holds.

    Attributes:
        web: addresses of websites, with a scheme, in order.
        bare: how many of them were written without one.
        social: pages of social media, which are no website of the agency.
        wrong: the first word that is no address; empty for none.
    """

    web: tuple[str, ...] = ()
    bare: int = 0
    social: tuple[str, ...] = ()
    wrong: str = ""


def clean(text: str) -> str:
    """``text`` as a person sees it: without control characters, spaces single; empty for a dash or "none"."""
    plain = _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()
    return "" if plain.lower() in _NOTHING else plain


def addresses(text: str) -> Addresses:
    """The addresses in a cell: with or without a scheme, one or several, misspelt as usual."""
    text = re.sub(r"(?i)(https?\s*:?\s*//)\s+", r"\1", text)
    words = [word for word in _SEVERAL.split(text) if word]
    web, social, bare = [], [], 0
    for word in words:
        url, had_scheme = _address(word)
        if not url:
            return Addresses(wrong=word)
        if _SOCIAL.search(urlsplit(url).hostname or ""):
            social.append(url)
        else:
            web.append(url)
            bare += not had_scheme
    return Addresses(web=tuple(dict.fromkeys(web)), bare=bare, social=tuple(social))


def _address(word: str) -> tuple[str, bool]:
    """``word`` as an address, and whether it had a scheme; empty when it is none."""
    word = word.strip("\"'<>()“”")
    scheme = _SCHEME.match(word)
    rest = word[scheme.end() :] if scheme else word
    kind = "http" if scheme and not re.search(r"tps", scheme[0], re.IGNORECASE) else "https"
    host, slash, path = rest.partition("/")
    try:
        parts = urlsplit(f"{kind}://{host.lower()}{slash or '/'}{path}")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return "", False
    is_host = _HOST.match(name) or (scheme and re.fullmatch(r"[\d.]+|localhost", name))
    if not is_host or parts.username or port == 0 or len(rest) > 2000:  # noqa: PLR2004 - no address is so long
        return "", False
    return parts.geturl(), bool(scheme)


def credentials_before(text: str) -> str:
    """The host in ``text`` before which a user name or password stands, which nobody is to see; empty for none."""
    found = _CREDENTIALS.search(text)
    return found[1] if found else ""


def mails(text: str) -> tuple[tuple[str, ...], str]:
    """The mail addresses in a cell, and what is left when there is none."""
    found = tuple(one for one in dict.fromkeys(_MAIL.findall(thai_digits_to_arabic(text))) if reference(one))
    return found, "" if found else text


def day(text: str) -> date | None:
    """A day as people write it: ``2027-04-01``, ``1/4/2570``, ``๑ เม.ย. ๒๕๗๐``; None when it is none."""
    plain = thai_digits_to_arabic(text).strip()
    for form, order in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", (0, 1, 2)),
        (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", (2, 1, 0)),
    ):
        if numbers := re.fullmatch(form, plain):
            year, month, number = (int(numbers.groups()[at]) for at in order)
            try:
                return date(year - BE_OFFSET if year > _BUDDHIST else year, month, number)
            except ValueError:
                return None
    found = find_dates(plain)
    return found[0].start if len(found) == 1 and found[0].start == found[0].end else None


def number(text: str) -> float | None:
    """A number that is not negative; None when it is none."""
    plain = thai_digits_to_arabic(text).strip()
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", plain):
        return None
    return int(float(plain)) if float(plain).is_integer() else float(plain)
