"""The browser's only way out: the gate, the methods, the password."""

import asyncio
import base64
import hashlib
import ssl
from contextlib import asynccontextmanager

import pytest
from crawl.test_browser import self_signed
from crawl.web import served
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.own_key import own_key
from oitcrawl.crawl.proxy import READY, Proxy
from oitcrawl.crawl.tls import Trust


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
        size = (
            0
            if first.startswith("HEAD")
            else int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        )
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


@asynccontextmanager
async def tunnelled(proxy, place):
    """Sends raw heads inside a tunnel to ``place``, of whose key it sees to it that it is the proxy's own."""
    async with asked(proxy) as (ask, _, writer):
        assert "200 Connection established" == await ask(f"CONNECT {place}")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        await writer.start_tls(context)
        shown = x509.load_der_x509_certificate(writer.get_extra_info("ssl_object").getpeercert(binary_form=True))
        public = shown.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert base64.b64encode(hashlib.sha256(public).digest()).decode() == proxy.key.digest
        yield lambda first, more="": ask(first, password="", more=more)


@asynccontextmanager
async def of_tls(tmp_path, *, may=lambda _url: True, wish="read"):
    """(ask inside a tunnel, the site) of a site whose certificate nobody vouches for."""
    async with served({"/a": "ก"}, tls=self_signed(tmp_path)) as web:
        gate, trust = Gate.of(web.url, allow_private=True), Trust(read_broken=wish == "read")
        async with (
            Proxy(gate=gate, may=may, trust=trust) as proxy,
            tunnelled(proxy, web.url.removeprefix("https://")) as ask,
        ):
            yield ask, web


async def test_what_tls_hid_is_seen_and_bounded_as_plain_requests_are(tmp_path):
    told = []

    def may(url):
        told.append(url)
        return "logout" not in url

    async with of_tls(tmp_path, may=may) as (ask, web):
        assert "200 OK" == await ask("GET /a?x=1")
        assert "403 Forbidden" == await ask("GET /logout")
        assert "405 Method Not Allowed" == await ask("POST /a")
        assert "405 Method Not Allowed" == await ask("CONNECT /a")
        assert "405 Method Not Allowed" == await ask("GET /a", "Transfer-Encoding: chunked\r\n")
        assert "400 Bad Request" == await ask("GET /a", "Upgrade: websocket\r\n")
        assert "200 OK" == await ask("GET /a")

    assert [("GET", "/a?x=1"), ("GET", "/a")] == web.asked
    assert [f"{web.url}{path}" for path in ("/a?x=1", "/logout", "/a")] == told


async def test_a_server_whose_certificate_is_not_to_be_trusted_is_asked_for_nothing(tmp_path):
    async with of_tls(tmp_path, wish="refuse") as (ask, web):
        assert "502 Bad Gateway" == await ask("GET /a")

    assert [] == web.asked


async def test_an_address_inside_a_tunnel_leads_to_its_server_alone(tmp_path):
    async with served({"/": "ลับ"}) as other, of_tls(tmp_path) as (ask, web):
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            await ask(f"GET {other.url}/")

    assert [] == other.asked == web.asked


async def test_nobody_is_connected_to_before_there_is_a_request_to_send():
    met = []

    async def serve(_reader, writer):
        met.append(1)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with Proxy(gate=Gate.of(f"https://{place}/", allow_private=True), may=lambda url: "/ok" in url) as proxy:
        async with asked(proxy) as (ask, reader, writer):
            assert "200 Connection established" == await ask(f"CONNECT {place}")
            writer.write(b"GET / HTTP/1.1\r\n\r\n")  # no TLS
            assert b"" == await asyncio.wait_for(reader.read(), 5)
        async with tunnelled(proxy, place) as ask:
            assert "403 Forbidden" == await ask("GET /")
            assert [] == met
            assert "502 Bad Gateway" == await ask("GET /ok")
    server.close()

    assert met


async def test_no_two_browsers_believe_the_same_key():
    one, other = own_key(), own_key()

    assert one.digest != other.digest
    assert one.argument.endswith("=" + one.digest)


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
