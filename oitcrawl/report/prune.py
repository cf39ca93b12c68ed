"""Old report folders go when there are more than the settings keep; only what we wrote and nobody added to."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from oitcrawl.report.folder import take_away
from oitcrawl.report.partial import ENDING, is_all_ours, is_partial, led_to

_NAME: Final = re.compile(r"\d{4}-\d{2}-\d{2}(-[\w-]+-FY\d{4})?(" + ENDING + ")?")
_FORMAT: Final = b'"oitcrawl.scan/'


def prune(place: Path, *, keep: int, spare: str = "") -> tuple[str, ...]:
    """Remove the oldest reports of one agency beyond the newest ``keep``.

    A folder stays when its name is not one that we give, when its ``scan.json`` is not ours, when anything in it was
    not written by us, when ``latest`` leads to it, or when it is ``spare``. What cannot be removed stays, too.

    Args:
        place: folder of the agency.
        keep: reports that stay, newest day first; 0 keeps all. Those of scans that were cut off are counted apart:
            they push no other out.
        spare: name of a folder that stays, such as the one just written.

    Returns:
        Names of the folders that were removed, oldest first.
    """
    if keep <= 0:
        return ()
    reports = sorted(path for path in place.iterdir() if _NAME.fullmatch(path.name) and _is_folder(path))
    finished = [path for path in reports if not is_partial(path.name)]
    cut_off = [path for path in reports if is_partial(path.name)]
    stays, gone = {spare, led_to(place)}, []
    for folder in sorted((*finished[:-keep], *cut_off[:-keep])):
        if folder.name not in stays and _is_all_ours(folder):
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
        return known and is_all_ours(folder)
    except OSError:
        return False
