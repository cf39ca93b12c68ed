"""One browser at work, as the system, its tabs and the ration of memory know it."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oitcrawl.crawl.browser_program import Processes
from oitcrawl.crawl.browser_tab import Tab
from oitcrawl.crawl.leave import Leave
from oitcrawl.crawl.proxy import Proxy

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium


@dataclass(kw_only=True, eq=False)
class Running:
    """A browser at work.

    Attributes:
        doors: closes all of it.
        chromium: as Playwright knows it.
        proxy: its only way out.
        leave: what its tabs let it ask for.
        processes: as the system knows it.
        free: tabs that nobody uses.
        pages: shown by it.
        busy: tabs in use.
        fat: it was ended because it used too much memory.
        most, base: see ``Eater``.
    """

    doors: AsyncExitStack
    chromium: "Chromium"
    proxy: Proxy
    leave: Leave
    processes: Processes
    agent: str
    free: list[Tab] = field(default_factory=list)
    pages: int = 0
    busy: int = 0
    fat: bool = False
    most: float = 0.0
    base: float = 250.0

    @property
    def first(self) -> int:
        """Number of its first process; 0 once it was ended, or where none is seen."""
        return 0 if self.fat else self.processes.first

    @property
    def is_busy(self) -> bool:
        """Whether a page is shown by it."""
        return self.busy > 0

    def end(self) -> None:
        """End it because it uses too much memory."""
        self.fat = True
        self.processes.kill()
