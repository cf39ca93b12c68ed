"""Two folders change names in one step, where the system can: no moment without either, even when we are killed."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_HERE = -100  # AT_FDCWD: paths are taken from the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux


def exchanged(one: Path, other: Path) -> bool:
    """Let two folders of one disk change names at once; False where that cannot be done, and nothing has changed."""
    rename = _rename()
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


@cache
def _rename() -> Any:
    """``renameat2`` of the C library; None where there is none."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes  # a foreign library's door: only where a report is written

        return ctypes.CDLL(None).renameat2
    except (ImportError, OSError, AttributeError):
        return None
