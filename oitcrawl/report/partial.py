"""Reports of scans that were cut off: they lie beside those of finished scans, never in their place."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from oitcrawl.report.folder import take_away
from oitcrawl.report.forms import is_ours

ENDING: Final = "-partial"
"""What the name of such a report's folder ends with."""


def is_partial(folder: str) -> bool:
    """Whether a report folder of that name holds a part of a scan."""
    return folder.endswith(ENDING)


def led_to(place: Path) -> str | None:
    """Name of the folder that ``latest`` leads to, of an agency with its reports in ``place``; None without any."""
    try:
        told: Any = json.loads((place / "latest" / "pointer.json").read_text(encoding="utf-8"))
        return str(told["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def leads_to_finished(place: Path) -> bool:
    """Whether ``latest`` leads to a report that is there, of a scan that ended."""
    name = led_to(place)
    return name is not None and not is_partial(name) and (place / name).is_dir()


def take_partial_away(place: Path) -> None:
    """Remove the reports of scans that were cut off, as one has ended since; those that somebody added to stay.

    Args:
        place: folder of the agency.
    """
    with suppress(OSError):
        for folder in sorted(place.iterdir()):
            if is_partial(folder.name) and folder.name != led_to(place) and is_all_ours(folder):
                with suppress(OSError):
                    take_away(folder)


def is_all_ours(folder: Path) -> bool:
    """Whether a folder holds files of our reports and nothing else."""
    try:
        held = list(folder.rglob("*"))
        return (
            folder.is_dir()
            and not folder.is_symlink()
            and bool(held)
            and all(_is_file_of_ours(folder, path) for path in held)
        )
    except OSError:
        return False


def _is_file_of_ours(folder: Path, path: Path) -> bool:
    return not path.is_symlink() and (path.is_dir() or is_ours(path.relative_to(folder).as_posix()))
