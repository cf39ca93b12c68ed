"""Values with the numbers of private persons covered in every text that they hold, however deep. Calm."""

import re
from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from oitcrawl.thai.masking import mask_personal

_T = TypeVar("_T")
_SHORTEST = 6  # characters; a shorter text holds no number, nor a part of one that counts


_NO_PROSE = re.compile(r"https?://\S+|(?:sha256:)?[0-9a-f]{40,64}", re.IGNORECASE)


def masked(value: _T, known: Collection[str] = ()) -> _T:
    """``value`` with personal numbers covered; the very same object where it has none.

    Args:
        value: a text, a tuple or a frozen dataclass of such; all else stays. Addresses (``http...``) stay whole.
        known: as of ``mask_personal``.
    """
    return _masked(value, known)  # type: ignore[no-any-return]


def _masked(value: Any, known: Collection[str]) -> Any:
    if isinstance(value, str):
        return mask_personal(value, known) if _is_prose(value) else value
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


def _is_prose(text: str) -> bool:
    """Whether a person reads it: addresses have to work and digests to stay what they are."""
    return len(text) >= _SHORTEST and not isinstance(text, Enum) and not _NO_PROSE.fullmatch(text)
