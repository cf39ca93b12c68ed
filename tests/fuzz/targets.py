"""All targets by their names. A room is a module with ``TARGETS``, a tuple of ``Target``."""

from typing import Final

from tests.fuzz import addresses, files, markup, own_files, texts
from tests.fuzz.frame import Target

TARGETS: Final[dict[str, Target]] = {
    target.name: target for room in (addresses, texts, markup, own_files, files) for target in room.TARGETS
}
