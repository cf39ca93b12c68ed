"""A site on loopback that answers as it is told, and a canary beside it that nobody may ever contact."""

import asyncio
from contextlib import asynccontextmanager

from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.settings import Settings

BOUNDS = {"allow_private": True, "timeout": 2.0, "max_seconds": 6.0, "retries": 0, "rate": 0.0, "max_body": 1_000_000}


class Site:
    """Answers by path with raw bytes.

    Attributes:
        answers: path -> bytes, or a function of the site to bytes.
        heads: every request as it came.
    """

    def __init__(self, answers):
        self.answers, self.heads, self.port = answers, [], 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.heads.append(head)
                path = head.split(b" ")[1].decode("latin-1")
                answer = self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                writer.write(answer(self) if callable(answer) else answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, IndexError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def site(answers):
    """A ``Site`` at work."""
    one = Site(answers)
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()


def moved(place, body=b"", *lines):
    """A redirect."""
    head = [b"HTTP/1.1 302 Found", b"Location: " + place, b"Content-Length: %d" % len(body), *lines]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def ok(body, *lines):
    """A page."""
    head = [b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"Content-Length: %d" % len(body), *lines]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


async def fetched(one, path, **more):
    """What the fetcher of the crawler makes of ``path`` on the site."""
    async with Fetcher(Settings(**{**BOUNDS, **more}), home=f"{one.url}/") as fetcher:
        return await fetcher.fetch(one.url + path if path.startswith("/") else path)
