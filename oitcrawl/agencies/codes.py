"""Codes of agencies that have none, made from the address: the same agency has the same one every time. Calm."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

_ENDINGS: Final = re.compile(r"(?:\.(?:go|ac|or|co|in|mi|net))?\.(?:th|com|net|org|info|asia)$")
_LONGEST: Final = 48


def code_of(url: str, *, with_path: bool = False) -> str:
    """``abt-example`` of ``https://www.abt-example.go.th/``; with its path for agencies that share a host."""
    parts = urlsplit(url)
    host = _latin((parts.hostname or "").removeprefix("www."))
    stem = _ENDINGS.sub("", host) or host
    path = parts.path.strip("/") if with_path else ""
    whole = f"{stem}-{path}" if path else stem
    return re.sub(r"[^a-z0-9]+", "-", whole.lower()).strip("-")[:_LONGEST].strip("-") or "site"


def codes_for(wanting: Sequence[tuple[str, str]], taken: Collection[str]) -> tuple[str, ...]:
    """A code for each (address, name) pair, apart from each other and from those that are taken.

    Where several would have the same, each gets one that its own address and name fix, whatever the order of rows.
    """
    plain = [code_of(url) for url, _ in wanting]
    alike = _alike(plain, taken)
    longer = [
        code_of(url, with_path=True) if code in alike else code for (url, _), code in zip(wanting, plain, strict=True)
    ]
    alike = _alike(longer, taken)
    return tuple(
        f"{code}-{_mark(url, name)}" if code in alike else code
        for (url, name), code in zip(wanting, longer, strict=True)
    )


def _alike(codes: Iterable[str], taken: Collection[str]) -> set[str]:
    known = {code.lower() for code in taken}
    return {code for code, count in Counter(codes).items() if count > 1 or code in known}


def _mark(url: str, name: str) -> str:
    return sha256(f"{url.rstrip('/')} {name}".encode()).hexdigest()[:6]


def _latin(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
