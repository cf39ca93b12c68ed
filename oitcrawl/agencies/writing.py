"""The agencies file as text: entries added and changed line by line, all else in it stays to the letter. Calm."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

Entry = Mapping[str, Any]
Check = Callable[[str], Any]

_PLAIN: Final = re.compile(r"[A-Za-zก-ฯะ-ฺเ-ๆ][\w./()ก-๛-]*(?: [\w./()ก-๛-]+)*")
_ADDRESS: Final = re.compile(r"https?://[\w./?&=%~+-]+", re.ASCII)
_WORDS: Final = frozenset("true false yes no on off null y n nan inf infinity".split())
_ORDER: Final = (
    "code name kind province group url also seeds declared owners notify edition rate window waivers".split()
)
# key: value, alone on its line, and a comment behind it
_VALUE: Final = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^\[\]{}"'#]*\]|\[(?:\s*"[^"\\]*"\s*,?)*\]|\{[^{}\[\]#]*\}"""
    r"""|[^\s"'\[\]{}|>&*!#%@`][^#]*?)?(\s+#.*)?\s*"""
)


class NotPlain(Exception):  # noqa: N818 - it is a state of the file, and reads so
    """The file is laid out in a way that only a parser can change."""


def new_file(entries: Sequence[Entry], remark: str) -> str:
    """A whole agencies file."""
    return f"# {remark}\nagencies:\n" + "".join(written(entry) for entry in entries)


def written(entry: Entry, indent: int = 2) -> str:
    """One entry of the list, key by key in the usual order."""
    keys = sorted(entry, key=lambda key: _ORDER.index(key) if key in _ORDER else len(_ORDER))
    lines = [f"{key}: {value(entry[key])}" for key in keys if entry[key] not in ("", [], {}, None) or key == "code"]
    space = " " * indent
    return f"{space}- " + f"\n{space}  ".join(lines) + "\n"


def value(told: Any) -> str:
    """A value as YAML on one line; text that could be taken for something else is quoted."""
    if isinstance(told, Mapping):
        return "{" + ", ".join(f"{value(key)}: {value(one)}" for key, one in told.items()) + "}"
    if isinstance(told, list | tuple):
        return "[" + ", ".join(map(value, told)) + "]"
    if not isinstance(told, str):
        return json.dumps(told)
    if _ADDRESS.fullmatch(told) or (_PLAIN.fullmatch(told) and told.lower() not in _WORDS):
        return told
    return json.dumps(told, ensure_ascii=False)


def merged(text: str, count: int, changes: Mapping[int, Entry], new: Sequence[Entry], check: Check) -> str:
    """The file with other values for some keys of some entries, and new entries at the end of its list.

    Args:
        text: the file.
        count: entries in it.
        changes: by the place of an entry in the list, keys with their values.
        new: whole entries.
        check: reads one entry from its text, so that each change is looked at.

    Raises:
        NotPlain: it is laid out in another way than one key a line.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    starts, end, indent = _blocks(lines)
    if len(starts) != count:
        raise NotPlain
    bounds = [*starts, end]
    pieces = ["".join(lines[: starts[0]])]
    for at, (first, last) in enumerate(pairwise(bounds)):
        block = lines[first:last]
        pieces.append("".join(_changed(block, changes[at], check) if at in changes else block))
    tail = pieces.pop()
    body, rest = _without_tail(tail)
    return "".join([*pieces, body, *(written(entry, indent) for entry in new), rest, *lines[end:]])


def _blocks(lines: Sequence[str]) -> tuple[list[int], int, int]:
    """Where each entry begins, where the last one ends, and how far their dashes stand from the edge."""
    top = next((at for at, line in enumerate(lines) if re.match(r"agencies:\s*(?:#.*)?$", line)), None)
    if top is None:
        raise NotPlain
    starts: list[int] = []
    indent = -1
    for at in range(top + 1, len(lines)):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if indent < 0:
            indent = depth
        if depth == indent and re.match(r" *-\s+\w+:", line):
            starts.append(at)
        elif depth <= indent or not starts:
            return _or_else(starts), at, indent
    return _or_else(starts), len(lines), indent


def _or_else(starts: list[int]) -> list[int]:
    if not starts:
        raise NotPlain
    return starts


def _changed(block: Sequence[str], changes: Entry, check: Check) -> list[str]:
    """An entry with other values for some of its keys.

    Raises:
        NotPlain: a key's value is not alone on its line, or the outcome does not say what it should.
    """
    before = check("".join(block))
    lines = list(block)
    for key, told in changes.items():
        _set(lines, key, value(told))
    if check("".join(lines)) != [{**before[0], **changes}]:
        raise NotPlain
    return lines


def _set(lines: list[str], key: str, told: str) -> None:
    opening = re.match(r" *-\s+", lines[0])
    assert opening is not None
    depth = len(opening[0])
    for at, line in enumerate(lines):
        head = re.match(rf"(?: {{{depth}}}|{re.escape(opening[0]) if at == 0 else '(?!)'}){key}:(?=\s)[ \t]*", line)
        if head is None:
            continue
        rest = _VALUE.fullmatch(line[head.end() :])
        if rest is None or rest[1] is None or _goes_on(lines[at + 1 :], depth):
            raise NotPlain
        lines[at] = f"{head[0].rstrip()} {told}{rest[2] or ''}\n"
        return
    last = max(at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    lines.insert(last + 1, f"{' ' * depth}{key}: {told}\n")


def _goes_on(below: Sequence[str], depth: int) -> bool:
    """Whether the next line still belongs to the value above it."""
    line = next((one for one in below if one.strip()), "")
    return bool(line) and not line.lstrip().startswith("#") and len(line) - len(line.lstrip(" ")) > depth


def _without_tail(block: str) -> tuple[str, str]:
    """The last entry, and the blank lines and remarks at the edge that stand below it."""
    lines = block.splitlines(keepends=True)
    last = max(at for at, line in enumerate(lines) if line.strip() and not re.match(r"#", line))
    return "".join(lines[: last + 1]), "".join(lines[last + 1 :])


def differences(old: Entry, new: Entry) -> Iterator[tuple[str, Any]]:
    """Keys of ``new`` whose values are told there and are others than in ``old``; mappings and lists are joined."""
    for key, told in new.items():
        before = old.get(key)
        if told in ("", [], {}, None):
            continue
        if isinstance(told, Mapping) and isinstance(before, Mapping) and key != "window":
            told = {**before, **told}  # noqa: PLW2901 - what the file knows stays
        elif isinstance(told, list) and isinstance(before, list):
            told = [*before, *(one for one in told if one not in before)]  # noqa: PLW2901
        if told != before:
            yield key, told
