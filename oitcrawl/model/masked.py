"""Values with the numbers of private persons covered in every text that they hold, however deep. Calm."""

import re
from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from oitcrawl.thai.masked_address import mask_address
from oitcrawl.thai.masking import mask_personal

_T = TypeVar("_T")
_SHORTEST = 6  # characters; a shorter text holds no number, nor a part of one that counts


_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{40,64}", re.IGNORECASE)


def masked(value: _T, known: Collection[str] = ()) -> _T:
    """``value`` with personal numbers covered; the very same object where it has none.

    Args:
        value: a text, a tuple or a frozen dataclass of such; all else stays. Addresses lose no more than they must,
            see ``mask_address``.
        known: as of ``mask_personal``.
    """
    return _masked(value, known)  # type: ignore[no-any-return]


def _masked(value: Any, known: Collection[str]) -> Any:
    if isinstance(value, str):
        return _masked_text(value, known)
    if isinstance(value, tuple):
        several = tuple(_masked(one, known) for one in value)
        return value if all(new is old for new, old in zip(several, value, strict=True)) else several
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in fields(value)
            if (new := _masked(old := getattr(value, field.name), known)) is not old and new != old
        }
        return replace(value, **changed) if changed else value
    return value


def _masked_text(text: str, known: Collection[str]) -> str:
    """Digests and words of a set stay what they are."""
    if len(text) < _SHORTEST or isinstance(text, Enum) or _DIGEST.fullmatch(text):
        return text
    return mask_address(text, known) if _ADDRESS.fullmatch(text) else mask_personal(text, known)
