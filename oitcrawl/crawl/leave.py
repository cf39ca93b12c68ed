"""What the tabs of a browser let it ask for: its proxy refuses all that never came before a tab. Calm."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_MAX: Final = 5000  # addresses, far more than the tabs of one browser ask for at once


@dataclass(slots=True)
class Leave:
    """Addresses that were let go on. A browser has ways to fetch of which its debugger is not told.

    Attributes:
        may: whether the site, and we, allow an address at all.
    """

    may: Callable[[str], bool]
    _given: dict[str, None] = field(default_factory=dict)

    def give(self, url: str) -> bool:
        """Whether ``url`` may be asked for; if so it is remembered."""
        if not self.may(url):
            return False
        self._given.pop(url, None)
        self._given[url] = None
        if len(self._given) > _MAX:
            del self._given[next(iter(self._given))]
        return True

    def given(self, url: str) -> bool:
        """Whether ``url`` was let go on, and still may be."""
        return url in self._given and self.may(url)
