"""Pages over which the parser may sit for long, so that they are read where they hold up nothing else. Calm."""

import re
from typing import Final

MANY: Final = 5000  # options of lists: the parser takes time by the square of their number
_STRETCH: Final = 32_768  # bytes without an end of a tag: its attributes, too, cost by the square
_OPTION: Final = re.compile(rb"<opt(?:ion|group)", re.IGNORECASE)


def is_heavy(body: bytes, large: int = 300_000) -> bool:
    """Whether reading this HTML may take more than a second or two; told by its bytes alone.

    Args:
        body: the bytes.
        large: size from which it is; few pages of real sites are larger.
    """
    if len(body) > large:
        return True
    if any(body.find(b">", start, start + _STRETCH) < 0 for start in range(0, len(body) - _STRETCH, _STRETCH)):
        return True
    return sum(1 for _ in _OPTION.finditer(body)) > MANY
