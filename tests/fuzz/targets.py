"""All targets by their names. A room is a module with ``TARGETS``, a tuple of ``Target``."""

from typing import Final

from tests.fuzz import addresses, files
from tests.fuzz.frame import Target

TARGETS: Final[dict[str, Target]] = {target.name: target for room in (addresses, files) for target in room.TARGETS}
