"""Bodies of unsaid length under TLS: an end without its farewell is a cut line, unless the body shows its end."""

import asyncio

import httpx
import pytest

from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.tls import Trust
from oitcrawl.crawl.transport import Transport
from tests.crawl.test_browser import self_signed


async def asked(tmp_path, body, *, farewell):
    """What is got of ``body`` from a server that says farewell, or not, when it closes."""

    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
        await writer.drain()
        await asyncio.sleep(0.05)
        if farewell:
            writer.close()
        else:
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=self_signed(tmp_path))
    home = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    gate, trust = Gate.of(home, allow_private=True), Trust(read_broken=True)
    transport = Transport(gate, headers={"User-Agent": "x"}, trust=trust, seconds=5.0, max_body=100_000)
    try:
        return b"".join((await transport.get(home, b"")).pieces)
    finally:
        await transport.aclose()
        server.close()


@pytest.mark.parametrize(("body", "farewell"), [(b"<p>half", True), (b"<p>all</body></html>\n", False)])
def test_what_ends_with_a_farewell_or_shows_its_end_is_whole(tmp_path, body, farewell):
    assert body == asyncio.run(asked(tmp_path, body, farewell=farewell))


def test_a_line_cut_under_tls_is_no_end(tmp_path):
    with pytest.raises(httpx.TransportError):
        asyncio.run(asked(tmp_path, b"<p>half", farewell=False))
