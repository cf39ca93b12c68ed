"""A second reader of robots.txt, written from the grammar of RFC 9309 alone, to hold ours against.

It understands only what the grammar knows (groups of user agents, allow, disallow) and says so when a file holds more:
readers differ in what they forgive, and a difference there is no finding.
"""

import re
from typing import Final
from urllib.parse import quote, unquote_to_bytes

Rules = list[tuple[bool, str]]
_LINE: Final = re.compile(r"(?i)(user-agent|allow|disallow|sitemap|crawl-delay)[ \t]*:[ \t]*([^#\s]*)[ \t]*(#.*)?")
_NAME: Final = re.compile(r"[A-Za-z_-]+|\*")
_UNRESERVED: Final = "!$&'()*+,;=:@/-._~?"


def understood(text: str, agent: str) -> Rules | None:
    """The rules for ``agent`` of a file that the grammar knows whole; None when it holds anything else."""
    groups: list[tuple[set[str], Rules]] = []
    in_heads = False
    for row in re.split("\r\n|\n|\r", text):
        if not row.strip(" \t") or row.lstrip(" \t").startswith("#"):
            continue
        found = _LINE.fullmatch(row)
        if found is None:
            return None
        key, value = found[1].lower(), found[2]
        if key == "user-agent":
            if not _NAME.fullmatch(value):
                return None
            if not in_heads:
                groups.append((set(), []))
            groups[-1][0].add(value.lower())
            in_heads = True
        elif key in {"allow", "disallow"}:
            in_heads = False
            if value and (value[0] not in "/*" or value.endswith("/index.html")):
                return None  # ours takes an index.html that is allowed for its folder
            if value and groups:
                groups[-1][1].append((key == "allow", value))
        elif in_heads:
            return None  # whether such a line ends the heads of a group is told nowhere
    return _of(groups, agent)


def allows(rules: Rules, path: str) -> bool:
    """Whether the longest rule that matches allows ``path``; of two as long the one that allows (2.2.2)."""
    matching = [(len(_octets(value)), allow) for allow, value in rules if _matches(value, path)]
    return max(matching)[1] if matching else True


def _of(groups: list[tuple[set[str], Rules]], agent: str) -> Rules:
    """The rules of all groups that name ``agent``, else of those for all (2.2.1)."""
    named = [rules for agents, rules in groups if agent in agents]
    some = named or [rules for agents, rules in groups if "*" in agents]
    return [rule for rules in some for rule in rules]


def _matches(value: str, path: str) -> bool:
    ends = value.endswith("$")
    pieces = _octets(value.removesuffix("$") if ends else value).split("*")
    pattern = ".*".join(map(re.escape, pieces))
    return re.match(f"{pattern}{'$' if ends else ''}", _octets(path), re.DOTALL) is not None


def _octets(text: str) -> str:
    """``text`` with one spelling of every escape (2.2.2)."""
    parts = re.split("(%2[Ff])", text)
    return "".join(
        part.upper() if part.upper() == "%2F" else quote(unquote_to_bytes(part), safe=_UNRESERVED) for part in parts
    )
