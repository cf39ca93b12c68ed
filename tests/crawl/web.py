"""A small site on loopback that remembers what it was asked for."""

import asyncio
from contextlib import asynccontextmanager


class Web:
    """path -> HTML, (media type, body), a status, or None for an answer that never comes."""

    def __init__(self, pages):
        self.pages = pages
        self.asked = []
        self.url = ""

    async def serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
                self.asked.append((method, path))
                if not await self.answer(path, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def answer(self, path, writer):
        page = self.pages.get(path, self.pages.get(path.partition("?")[0], ""))
        if page is None:
            await asyncio.sleep(60)
            return False
        if isinstance(page, int):
            writer.write(f"HTTP/1.1 {page} X\r\nContent-Length: 0\r\n\r\n".encode())
            return True
        kind, body = ("text/html; charset=utf-8", page) if isinstance(page, str) else page
        body = body.encode()
        status = "200 OK" if path.partition("?")[0] in self.pages else "404 Not Found"
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )
        await writer.drain()
        return True

    def paths(self, method="GET"):
        return [path for how, path in self.asked if how == method]


@asynccontextmanager
async def served(pages, *, tls=None):
    """A ``Web`` at work; ``tls`` is its SSL context."""
    web, tasks = Web(pages), set()

    async def serve(reader, writer):
        task = asyncio.current_task()
        tasks.add(task)
        try:
            await web.serve(reader, writer)
        except asyncio.CancelledError:
            writer.close()
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    web.url = f"http{'s' if tls else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield web
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
