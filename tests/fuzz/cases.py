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


def _laughs(form: bytes = b"[%s]") -> bytes:
    """Ten lines, each of which stands for the one before nine times."""
    return b"".join(b"%c: &%c %s\n" % (n, n, form % b", ".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 108))


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
    Case("report", "a blank that spreadsheets pass over stood before a formula", "\u2005-1+1".encode()),
    Case(
        "link",
        "an address without a host led to the page's own path, by what was remembered",
        b"https://www.khlongsai.go.th/x/y\n//?a=1",
    ),
    Case("rule", "a day of month 99 was no error of its line", b"slug: x\ntitle: 2001-99-99\n"),
    Case("rule", "a number that is none was no error of its line", b"slug: !!int x\n"),
    Case("rule", "a truth value that is none was no error of its line", b"slug: !!bool x\n"),
    Case("rule", "a version of YAML that there is not was no error of the file", b"%YAML 9.9\n---\nslug: x\n"),
    Case("rule", "a list for a key was no error of the file", b"? - - x\n: y\n"),
    Case("rule", "lists of aliases of lists of aliases took all memory", b"a: &a [x, x]\n" + _laughs()),
    Case("rule", "aliases merged into one another took all memory", b"a: &a {x: 1}\n" + _laughs(b"{<<: [%s]}")),
    Case("rule", "an alias stood inside what it stands for", b"slug: &a [*a]\n"),
    Case("rule", "an anchor given twice was a warning that quotes the file", b"slug: &a x\ntitle: &a y\n"),
    Case("rule", "a long line was quoted whole", b"slug: [" + b"x" * 4000),
    Case(
        "agency-table",
        "a mail address that the agencies file refuses was put into it",
        "ชื่อหน่วยงาน\tเว็บไซต์\tอีเมล\nก\ta.go.th\ta@x.go.0o9\n".encode(),
    ),
    Case("settings", "text that is no UTF-8 was no error of the file", b"m\xb8r"),
    Case("settings", "brackets without end were no error of the file", b"x = " + b"[" * 3000),
    Case(
        "masking",
        "a blank of another kind beside a number that is known was an error",
        "\x1c0812345678 เลขประจำตัวประชาชน 1101700230708\x1c".encode(),
    ),
    Case(
        "edition",
        "an edition that extends one that there is not was told without its file",
        b"\x01\nedition: moit-toy-next\nextends: moit-voy\n",
    ),
)
