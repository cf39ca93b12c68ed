"""A misbehaving site on loopback around an honest one, canaries beside it, and scales for a whole process tree."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import HERE, DemoSite

LOST = (ConnectionError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
FORBIDDEN = (
    "/logout",
    "/admin/delete/3",
    "/admin/delete_news.php?id=3",
    "/deleteNews.php?id=3",
    "/index.php?task=user.logout",
    "/board.php?action=delete&id=1",
    "/poll.php?vote=1",
    "/counter.php",
    "/unsubscribe?u=1",
    "/wp-login.php",
    "/logout;a=b",
    "/private/secret.html",
)
_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "png": "image/png",
    "jpg": "image/jpeg",
}


@dataclass(slots=True, kw_only=True)
class Call:
    """One request as a trick sees it.

    Attributes:
        path: the request target.
        writer: the way back to the client, raw.
        site: the whole site, for addresses of canaries.
    """

    path: str
    writer: asyncio.StreamWriter
    site: "HostileSite"

    async def raw(self, *pieces: bytes) -> None:
        """Send bytes as they are."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    async def send(self, body: str | bytes, kind: str = "html", status: str = "200 OK", *headers: str) -> None:
        """Send a sound answer."""
        data = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {_TYPES.get(kind, kind)}", f"Content-Length: {len(data)}"]
        await self.raw("\r\n".join([*lines, *headers, "", ""]).encode("latin-1"), data)

    async def forever(self, piece: bytes, *, seconds: float = 0.0) -> None:
        """Send one piece again and again until the client goes."""
        while True:
            await self.raw(piece)
            await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trick:
    """One misbehaviour.

    Attributes:
        name: what it is called; the test is called so too.
        answer: how the server answers its path and all paths below.
        outcomes: what a scan may make of it, see ``outcome_of``.
        suffix: of its path, such as ``.pdf``.
        href: what stands in the link to it, in place of its path; ``{canary}`` is the canary's host and port.
    """

    name: str
    answer: Callable[[Call], Awaitable[None]]
    outcomes: frozenset[str]
    suffix: str = ""
    href: str = ""

    @property
    def path(self) -> str:
        """Where it lives."""
        return f"/h/{self.name}{self.suffix}"


def trick(name, outcomes, *, suffix="", href=""):
    """Makes a trick of a coroutine function; ``outcomes`` are parted by spaces."""

    def make(answer):
        return Trick(name=name, answer=answer, outcomes=frozenset(outcomes.split()), suffix=suffix, href=href)

    return make


@dataclass(kw_only=True)
class Canary:
    """Sockets that nobody may ever speak to: other ports and other addresses of loopback, TCP and UDP."""

    contacts: list[str] = field(default_factory=list)
    port: int = 0
    _sockets: list[socket.socket] = field(default_factory=list)
    _over: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        self.port = self._listen(socket.AF_INET, "127.0.0.1", 0)
        self._listen(socket.AF_INET, "127.0.0.2", self.port)
        with suppress(OSError):
            self._listen(socket.AF_INET6, "::1", self.port)
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        self._watch(udp, lambda: udp.recvfrom(2048))
        return self

    def _listen(self, family: int, host: str, port: int) -> int:
        one = socket.socket(family, socket.SOCK_STREAM)
        one.bind((host, port))
        one.listen()
        self._watch(one, one.accept)
        return one.getsockname()[1]

    def _watch(self, one: socket.socket, wait: Callable[[], tuple]) -> None:
        one.settimeout(0.1)
        self._sockets.append(one)
        Thread(target=self._hear, args=(one, wait), daemon=True).start()

    def _hear(self, one: socket.socket, wait: Callable[[], tuple]) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError, OSError):
                got, peer = wait()
                if isinstance(got, socket.socket):
                    got.settimeout(0.3)
                    with got, suppress(OSError):
                        self.contacts.append(f"{one.getsockname()} {got.recv(300)!r}")
                        continue
                self.contacts.append(f"{one.getsockname()} {peer}")

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for one in self._sockets:
            one.close()


class HostileSite:
    """The demo's honest site, with a page of links to tricks on its home page; serves in a thread.

    Attributes:
        asked: (method, target) of each request, in order.
        robots: bytes in place of robots.txt's own further rules.
        over: answers that stand before all others, by path.
    """

    def __init__(self, tricks: tuple[Trick, ...], *, canary: Canary, over: dict[str, Trick] | None = None) -> None:
        self.tricks, self.canary, self.over = {one.path: one for one in tricks}, canary, over or {}
        self.bundle = Bundle.from_zip(HERE / "site.zip")
        self.asked: list[tuple[str, str]] = []
        self.port = 0
        self._ready, self._loop = Event(), asyncio.new_event_loop()
        self._thread = Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        """Address of the home page."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def canary_host(self) -> str:
        """Host and port of the first canary."""
        return f"127.0.0.1:{self.canary.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=200))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
                self.asked.append((method, target))
                if not await self._answer(Call(path=target, writer=writer, site=self)):
                    break
        except (*LOST, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort() if writer.is_closing() else writer.close()

    async def _answer(self, call: Call) -> bool:
        """Answer one request; whether the connection is kept."""
        path = call.path.partition("?")[0]
        if path == "/h/":
            await call.send(self.index())
            return True
        one = self.over.get(path) or self.tricks.get(path) or self._above(path)
        if one is not None:
            await one.answer(call)
            return False
        answer = self.bundle.answer(call.path, base=self.url.rstrip("/"))
        body, kind = answer.body, _kind(answer.name)
        if path == "/":
            body = body.replace(b"</body>", b'<p><a href="/h/">x</a></p></body>')
        if path == "/robots.txt":
            body += b"\nDisallow: /private/\n"
        await call.send(body, kind, f"{answer.status} X", *(f"{k}: {v}" for k, v in answer.headers.items()))
        return True

    def _above(self, path: str) -> Trick | None:
        return next((one for one in self.tricks.values() if path.startswith(f"{one.path}/")), None)

    def index(self) -> str:
        """A page of links to all tricks."""
        hrefs = [(one.href or one.path).replace("{canary}", self.canary_host) for one in self.tricks.values()]
        return "<title>x</title>" + "".join(f'<p><a href="{href}">x{n}</a></p>' for n, href in enumerate(hrefs))


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2]
    return {"txt": "text/plain", "xml": "application/xml", "css": "text/css", "js": "text/javascript"}.get(
        ending, _TYPES.get(ending, "application/octet-stream")
    )


def truth() -> dict[str, str]:
    """O-code -> status of a right scan of the honest site without character recognition."""
    with DemoSite() as site:
        told = site.truth.items | site.truth.unrecognised
    return {item: one["status"] for item, one in told.items()}


def outcome_of(scan: dict, url: str, asked: set[str]) -> str:
    """What a scan made of an address: ``failed:CAUSE``, ``refused:BY``, ``unread:CAUSE``, ``read`` or ``untouched``."""
    coverage = scan["coverage"]
    for word, key in (("failed", "cause"), ("refused", "by"), ("unread", "cause")):
        for one in coverage[word]:
            if one["url"] == url:
                return f"{word}:{one[key]}"
    for one in coverage["unread"]:  # a file inside the file
        if one["url"].startswith(url):
            return f"unread:{one['cause']}"
    return "read" if "/" + url.split("/", 3)[3] in asked else "untouched"


@dataclass(slots=True)
class Scales:
    """Weighs a process and all that descend from it, in megabytes; shared pages count once (PSS).

    Attributes:
        peak: the most that was seen.
    """

    root: int
    peak: float = 0.0
    _over: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(self.peak, sum(map(_weight, _tree(self.root))) / 1024)


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            told = (folder / "stat").read_bytes()
            children.setdefault(int(told[told.rindex(b")") + 2 :].split()[1]), []).append(int(folder.name))
    tree = [root]
    for process in tree:
        tree.extend(children.get(process, ()))
    return tree


def _weight(process: int) -> int:
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def open_all(*doors: object) -> ExitStack:
    """Several context managers as one."""
    stack = ExitStack()
    for door in doors:
        stack.enter_context(door)
    return stack
