"""The browser as a program: where a Chromium is found, how it is started, how much memory it and its children use."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from oitcrawl.scratch import Scratch

PROGRAMS: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
_PLACES: Final = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
_NO_PICTURES: Final = "--blink-settings=imagesEnabled=false"
_ARGUMENTS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--mute-audio",
    "--no-pings",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # only the proxy looks names up
    _NO_PICTURES,
    "--js-flags=--max-old-space-size=384",
    "--renderer-process-limit=2",
)
_RESERVED: Final = 600  # megabytes that a page reserves and never touches, which the system counts all the same

_STARTING: Final = Lock()  # what names the folder is one for the whole process, and several scans may start a browser
_TURN: Final = 0.02  # seconds

_T = TypeVar("_T")


async def in_own_folder(doors: AsyncExitStack, start: Callable[[], AbstractAsyncContextManager[_T]]) -> _T:
    """Start what starts browsers, so that profiles and all else they lay down goes with the scan, even a killed one.

    Args:
        doors: closes it, and removes the folder then.
        start: gives what is to be entered.
    """
    folder = doors.enter_context(Scratch("browser-"))
    while not _STARTING.acquire(blocking=False):  # noqa: ASYNC110 - scans may run in the loops of several threads
        await asyncio.sleep(_TURN)
    try:
        with folder.for_programs():
            return await doors.enter_async_context(start())
    finally:
        _STARTING.release()


def found(wanted: str = "") -> str:
    """What would be started: the path of a Chromium or ``playwright`` for its own; empty when there is none."""
    if wanted:
        return shutil.which(wanted) or ""
    return "playwright" if has_own() else next(programs(), "")


def has_own() -> bool:
    """Whether Playwright has downloaded a Chromium of its own."""
    places = {"darwin": "~/Library/Caches/ms-playwright", "win32": "~/AppData/Local/ms-playwright"}
    place = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or places.get(sys.platform, "~/.cache/ms-playwright")
    return any(Path(place).expanduser().glob("chromium*/*"))


def programs(wanted: str = "") -> Iterator[str]:
    """Paths of the Chromiums of this system, the one to be preferred first.

    Args:
        wanted: path of the only one to be used; empty for any.
    """
    if wanted:
        yield wanted
        return
    for name in PROGRAMS:
        found = shutil.which(name)
        if found and not _is_snap(found):
            yield found
    yield from (place for place in _PLACES.get(sys.platform, ()) if Path(place).is_file())


def _is_snap(program: str) -> bool:
    """Whether a program is a snap, which sees neither the pipes nor the folders that it is given."""
    path = Path(program).resolve()
    if "snap" in path.parts:
        return True
    try:
        return path.stat().st_size < 20_000 and b"/snap/" in path.read_bytes()  # noqa: PLR2004 - a mere script
    except OSError:
        return False


def arguments(mark: str, *, pictures: bool = False) -> list[str]:
    """The words a browser is started with; ``mark`` lets it be found again among the processes."""
    return [one for one in (*_ARGUMENTS, f"--oitcrawl={mark}") if not (pictures and one == _NO_PICTURES)]


def is_root() -> bool:
    """Whether this process may not have a sandboxed browser: Chromium refuses its sandbox to root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


class Processes:
    """The processes of one browser, as far as the system lets them be seen (Linux)."""

    def __init__(self, mark: str) -> None:
        self._mark = f"--oitcrawl={mark}".encode()
        self._first = 0
        self._last: dict[int, bytes] = {}

    def megabytes(self) -> float:
        """What they use together: their own memory, and what they share once; 0 where it cannot be told."""
        own = shared = 0
        for process in self._tree():
            with suppress(OSError, ValueError):
                mine, mapped = _memory(process)
                own, shared = own + mine, max(shared, mapped)
        return (own + shared) / 1024

    @property
    def first(self) -> int:
        """Number of their first one, as found when it was last looked for; 0 where none is seen."""
        return self._first

    def bound(self, megabytes: int) -> None:
        """Let the system refuse memory to each of them, and to those that they will start, far over ``megabytes``."""
        if sys.platform != "linux":
            return
        import resource

        for process in self._tree():
            with suppress(OSError, ValueError):
                _, hard = resource.prlimit(process, resource.RLIMIT_DATA)
                wanted = (megabytes + _RESERVED) << 20
                resource.prlimit(process, resource.RLIMIT_DATA, (wanted, hard))

    def find(self) -> None:
        """Take note of them while they live: their first one may end before its children do."""
        self._last = {process: _began(process) for process in self._tree()}

    def kill(self) -> None:
        """End them, whatever state they are in."""
        if sys.platform == "win32":
            return
        import signal

        left = {process for process, began in self._last.items() if began and _began(process) == began}
        for process in {*self._tree(), *left}:
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)

    def _tree(self) -> list[int]:
        """The first process and all that descend from it; empty when it is gone or cannot be found."""
        children = _children()
        if not self._first:
            self._first = next((one for mother in children.values() for one in mother if self._is_first(one)), 0)
        tree = [self._first] if self._first and Path(f"/proc/{self._first}").exists() else []
        for process in tree:
            tree.extend(children.get(process, ()))
        return tree

    def _is_first(self, process: int) -> bool:
        with suppress(OSError):
            words = Path(f"/proc/{process}/cmdline").read_bytes()
            return self._mark in words and b"--type=" not in words
        return False


def _began(process: int) -> bytes:
    """When a process began, in the system's own count; empty when it is gone. Numbers of processes are used again."""
    with suppress(OSError, ValueError, IndexError):
        told = Path(f"/proc/{process}/stat").read_bytes()
        return told[told.rindex(b")") + 2 :].split()[19]
    return b""


def _children() -> dict[int, list[int]]:
    """Mother -> children, of all processes that can be seen."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            told = (folder / "stat").read_bytes()
            mother = int(told[told.rindex(b")") + 2 :].split()[1])
            children.setdefault(mother, []).append(int(folder.name))
    return children


def _memory(process: int) -> tuple[int, int]:
    """Kilobytes of a process that are its own, and those of files that it shares."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    pairs = (line.partition(":") for line in lines if line.startswith("Rss"))
    sizes = {name: int(size.split()[0]) for name, _, size in pairs}
    return sizes.get("RssAnon", 0) + sizes.get("RssShmem", 0), sizes.get("RssFile", 0)
