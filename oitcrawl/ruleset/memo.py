"""Remembers on disk what a YAML text says: reading it takes a hundred times as long as reading the same as JSON."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

from oitcrawl.version import __version__

_FORM: Final = 1  # raise it when the values made of the same text change
SWITCH: Final = "OITCRAWL_CACHE_DIR"  # another folder; empty for none


def remembered(text: str, parse: Callable[[str], Any]) -> Any:
    """The values of ``text``, from the disk or by ``parse``; nothing is remembered that JSON would not give back.

    Args:
        text: YAML.
        parse: text in, plain values out.
    """
    folder = _folder(os.environ.get(SWITCH))
    if folder is None:
        return parse(text)
    file = folder / (sha256(f"{__version__} {_FORM} {text}".encode()).hexdigest() + ".json")
    with suppress(OSError, ValueError):
        return json.loads(file.read_bytes())
    values = parse(text)
    with suppress(OSError, ValueError, TypeError):
        _write(file, values)
    return values


def _write(file: Path, values: Any) -> None:
    told = json.dumps(values, ensure_ascii=False)
    if not _is_same(json.loads(told), values):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_text(told, encoding="utf-8")
    beside.replace(file)


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same by kind too: 1 is neither 1.0 nor true."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return bool(one == other)


@cache
def _folder(named: str | None) -> Path | None:
    if named is not None:
        return Path(named) if named else None
    return user_cache_path("oitcrawl", appauthor=False) / "rules"
