"""The browser's only way out: the gate, the methods, the password."""

import asyncio
import base64
from contextlib import asynccontextmanager

from crawl.web import served

from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.proxy import READY, Proxy


@asynccontextmanager
async def asked(proxy):
    """Sends raw heads over one connection and gives the first line of each answer."""
    host, _, port = proxy.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    word = base64.b64encode(f"{proxy.user}:{proxy.password}".encode()).decode()

    async def ask(first, *, password=word, more=""):
        login = f"Proxy-Authorization: Basic {password}\r\n" if password else ""
        writer.write(f"{first} HTTP/1.1\r\nHost: x\r\n{login}{more}\r\n".encode())
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        await reader.readexactly(size)
        return head.split(b"\r\n")[0].decode().split(" ", 1)[1]

    try:
        yield ask, reader, writer
    finally:
        writer.close()


async def test_get_and_head_pass_to_the_site_and_nothing_else_does():
    async with (
        served({"/a": "ก"}) as web,
        Proxy(gate=Gate.of(web.url, allow_private=True)) as proxy,
        asked(proxy) as (ask, *_),
    ):
        assert "200 OK" == await ask(f"GET {web.url}/a?x=1")
        assert "405 Method Not Allowed" == await ask(f"POST {web.url}/a")
        assert "405 Method Not Allowed" == await ask(f"DELETE {web.url}/a")
        assert "405 Method Not Allowed" == await ask(f"OPTIONS {web.url}/a")
        assert "405 Method Not Allowed" == await ask(f"GET {web.url}/a", more="Content-Length: 5\r\n")
        assert "400 Bad Request" == await ask(f"GET {web.url}/a", more="Upgrade: websocket\r\n")
        assert "200 OK" == await ask(f"GET {web.url}/a")

    assert [("GET", "/a?x=1"), ("GET", "/a")] == web.asked


async def test_only_the_sites_own_host_and_port_may_be_private():
    async with served({"/": "ก"}) as web, served({"/": "ลับ"}) as other:
        async with Proxy(gate=Gate.of(web.url, allow_private=True)) as proxy, asked(proxy) as (ask, *_):
            assert "403 Forbidden" == await ask(f"GET {other.url}/")
            assert "403 Forbidden" == await ask("GET http://169.254.169.254/latest/meta-data/")
            assert "403 Forbidden" == await ask("CONNECT 10.0.0.1:443")
            assert "403 Forbidden" == await ask(f"CONNECT {other.url.removeprefix('http://')}")
            assert "403 Forbidden" == await ask("GET http://localhost:1/")
        async with Proxy(gate=Gate.of(web.url)) as proxy, asked(proxy) as (ask, *_):
            assert "403 Forbidden" == await ask(f"GET {web.url}/")

    assert [] == other.asked == web.asked


async def test_strangers_without_the_password_are_sent_away():
    async with (
        served({"/": "ก"}) as web,
        Proxy(gate=Gate.of(web.url, allow_private=True)) as proxy,
        asked(proxy) as (ask, *_),
    ):
        for wrong in ("", "b2l0Y3Jhd2w6eA=="):
            assert "407 Proxy Authentication Required" == await ask(f"GET {web.url}/", password=wrong)
        assert "200 OK" == await ask(f"GET http://{READY}/")

    assert [] == web.asked


async def test_what_is_no_request_to_a_proxy_gets_no_answer():
    async with Proxy(gate=Gate.of("http://x.go.th/")) as proxy, asked(proxy) as (_, reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")

        assert b"" == await asyncio.wait_for(reader.read(), 5)


async def test_a_tunnel_carries_tls_and_nothing_else():
    got = []

    async def serve(reader, writer):
        got.append(await reader.read(100))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with Proxy(gate=Gate.of(f"https://{place}/", allow_private=True)) as proxy:
        for words in (b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01hello"):
            async with asked(proxy) as (ask, reader, writer):
                assert "200 Connection established" == await ask(f"CONNECT {place}")
                writer.write(words)
                assert b"" == await asyncio.wait_for(reader.read(), 5)
    server.close()

    assert [b"", b"\x16\x03\x01hello"] == sorted(got)


async def test_an_answer_without_end_is_cut():
    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
        except ConnectionError:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with (
        Proxy(gate=Gate.of(url, allow_private=True), max_bytes=300_000) as proxy,
        asked(proxy) as (ask, reader, _),
    ):
        assert "200 OK" == await ask(f"GET {url}/")
        rest = await asyncio.wait_for(reader.read(), 5)
    server.close()

    assert len(rest) < 500_000
