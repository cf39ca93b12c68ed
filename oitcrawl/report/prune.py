"""Old report folders go when there are more than the settings keep; only what we wrote and nobody added to."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from oitcrawl.report.folder import take_away
from oitcrawl.report.forms import is_ours

_NAME: Final = re.compile(r"\d{4}-\d{2}-\d{2}(-[\w-]+-FY\d{4})?")
_FORMAT: Final = b'"oitcrawl.scan/'


def prune(place: Path, *, keep: int, spare: str = "") -> tuple[str, ...]:
    """Remove the oldest reports of one agency beyond the newest ``keep``.

    A folder stays when its name is not one that we give, when its ``scan.json`` is not ours, when anything in it was
    not written by us, when ``latest`` leads to it, or when it is ``spare``. What cannot be removed stays, too.

    Args:
        place: folder of the agency.
        keep: reports that stay, newest day first; 0 keeps all.
        spare: name of a folder that stays, such as the one just written.

    Returns:
        Names of the folders that were removed, oldest first.
    """
    if keep <= 0:
        return ()
    reports = sorted(path for path in place.iterdir() if _NAME.fullmatch(path.name) and _is_folder(path))
    led_to = _led_to(place / "latest" / "pointer.json")
    gone = []
    for folder in reports[:-keep]:
        if folder.name not in {spare, led_to} and _is_all_ours(folder):
            with suppress(OSError):
                take_away(folder)
                gone.append(folder.name)
    return tuple(gone)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_all_ours(folder: Path) -> bool:
    """Whether it holds a scan that we stored there, and nothing that is not ours."""
    try:
        with (folder / "scan.json").open("rb") as file:
            known = _FORMAT in file.read(200)
        held = list(folder.rglob("*"))
        return known and all(
            not path.is_symlink() and (path.is_dir() or is_ours(path.relative_to(folder).as_posix())) for path in held
        )
    except OSError:
        return False


def _led_to(pointer: Path) -> str | None:
    try:
        told: Any = json.loads(pointer.read_text(encoding="utf-8"))
        return str(told["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
