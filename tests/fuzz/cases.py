"""What fuzzing has found, by name: each was a finding once, and is tried at every run of the tests."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Case:
    """An input that a target did not bear.

    Attributes:
        target: name of the target.
        name: what came of it, as a sentence.
        data: the input.
    """

    target: str
    name: str
    data: bytes


CASES: Final = (
    Case("address", "a control sign in a host was kept", b"http://www.khlongsai.go.th\x08?"),
    Case(
        "address",
        "a full stop of another script stayed at the end of a host",
        "http://www.khlongsai.go.th。".encode(),
    ),
    Case("gate", "a host that ends in NUL was no refusal but an error", b"http://127.0.0.1\x00?"),
    Case("gate", "wide digits of loopback passed", "http://１２７.0.0.1/".encode()),
    Case("gate", "a star, which glibc takes for this machine, passed", b"http://*/x"),
    Case(
        "link",
        "a query behind a control sign was remembered for other pages",
        b"https://www.khlongsai.go.th/a b\n\x00??//x",
    ),
    Case("report", "an Arabic mark of direction stayed in reports", "\u061c\u200f".encode()),
    Case(
        "report",
        "a name that Windows reserves grew beyond the limit and changed when made again",
        b"nul." + b"x" * 90,
    ),
    Case(
        "robots",
        "a group of another agent whose name begins ours was taken for ours",
        b"User-agent: *\nDisallow: /\nUser-agent: oit\n",
    ),
    Case(
        "sitemap",
        "a name without a prefix before its colon was no sitemap but an error",
        b"<a><:url><loc>http://x.go.th/</loc></:url></a>",
    ),
)
