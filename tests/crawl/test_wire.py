"""One connection at a time and many of them, against servers on loopback that answer byte by byte as told."""

import asyncio
from contextlib import asynccontextmanager

import httpx
import pytest

from oitcrawl.crawl.gate import Gate, GateClosed
from oitcrawl.crawl.heads import mend
from oitcrawl.crawl.transport import Transport
from oitcrawl.crawl.wire import MAX_FIELDS, MAX_HEAD

OK = b"HTTP/1.1 200 OK\r\n"


class Host:
    """Answers each request by the next of ``answers``: bytes to send; None closes; a number is a pause in seconds."""

    def __init__(self, *answers):
        self.answers, self.heads, self.connections, self.sent = list(answers), [], 0, 0

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            while self.answers:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
                for part in self.answers.pop(0):
                    if part is None:
                        return
                    if isinstance(part, float):
                        await asyncio.sleep(part)
                        continue
                    writer.write(part)
                    self.sent += len(part)
                    await writer.drain()
            await reader.read(1)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def visiting(*answers, **more):
    """A transport and its host; ``answers`` are lists of parts."""
    host = Host(*answers)
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    home = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    transport = Transport(
        Gate.of(home, allow_private=True),
        headers={"User-Agent": "x"},
        **{"seconds": 0.5, "max_body": 100_000, **more},
    )
    try:
        yield transport, host, home
    finally:
        await transport.aclose()
        server.close()


async def ask(*parts, **more):
    async with visiting(parts, **more) as (transport, _, home):
        answer = await transport.get(home)
        return answer.status, None if answer.pieces is None else b"".join(answer.pieces)


async def test_a_request_is_a_line_the_host_and_the_headers_given():
    async with visiting([OK + b"Content-Length: 0\r\n\r\n"]) as (transport, host, home):
        await transport.get(f"{home}a%20b?c=d&e", b"If-None-Match: 1\r\n")

    place = home[7:-1].encode()
    assert [
        b"GET /a%20b?c=d&e HTTP/1.1\r\nHost: " + place + b"\r\nUser-Agent: x\r\nIf-None-Match: 1\r\n\r\n"
    ] == host.heads


@pytest.mark.parametrize(
    "said, sent",
    [
        ("ก", b"/%E0%B8%81"), ("a b", b"/a%20b"), ("a/../b", b"/b"), ("a#b", b"/a"), ("?q=ก", b"/?q=%E0%B8%81"),
        ('a"<>', b"/a%22%3C%3E"), ("a%2fb", b"/a%2fb"),
    ],
)  # fmt: skip
async def test_what_is_no_address_on_the_wire_is_escaped_as_httpx_does(said, sent):
    async with visiting([OK + b"Content-Length: 0\r\n\r\n"]) as (transport, host, home):
        await transport.get(home + said)

    assert sent == host.heads[0].split(b" ")[1]


@pytest.mark.parametrize(
    "parts",
    [
        [OK, b"Content-Le", b"ngth: 5\r\n\r\nhe", b"llo"],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n", b"3;x=y\r\nllo\r\n0\r\nTrailer: 1\r\n\r\n"],
        [b"HTTP/1.0 200 OK\r\n\r\nhel", b"lo", None],
        [OK + b"Connection: close\r\n\r\nhello", None],
        [OK + b"Transfer-Encoding: identity\r\n\r\nhello", None],
        [b"HTTP/1.1 100 Continue\r\n\r\n", OK + b"Content-Length: 5\r\n\r\nhello"],
        [b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello"],
        [OK + b"Upgrade: h2,h2c\r\nConnection: Upgrade\r\nContent-Length: 5\r\n\r\nhello"],
        [b"HTTP/1.1 200\nContent-Length: 5\n\nhello"],
        [OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"],
        [OK + b"Content-Length: 5, 5\r\n\r\nhello"],
        [OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"],
        [OK + b"Bad header: x\r\nno colon\r\nContent-Length: 5\r\n\r\nhello"],
        [OK + b"X-Warning: \xe0\xb8\x81\r\nContent-Length : 5\r\n\r\nhello"],
        [OK + b"Content-Length: 5\r\nConnection: close\r\n\r\nhello and more"],
    ],
)
async def test_every_way_in_which_servers_say_hello_is_understood(parts):
    assert (200, b"hello") == await ask(*parts)


@pytest.mark.parametrize(
    "parts",
    [
        [b"SSH-2.0-OpenSSH\r\n"],
        [b"HTTP/2 200 OK\r\n\r\n"],
        [OK + b"Content-Length: 9\r\n\r\nhello", None],
        [OK + b"Content-Length: -1\r\n\r\nhello", None],
        [OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", None],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", None],
        [OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n", None],
        [OK + b"X: 1\r\n" * (MAX_FIELDS + 1) + b"Content-Length: 0\r\n\r\n"],
        [OK + b"X: " + b"x" * MAX_HEAD, b"x" * 100_000, b"\r\n\r\n", 0.2],
        [b"HTTP/1.1 100 Continue\r\n\r\n" * 20],
        [b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n"],
        [None],
    ],
)
async def test_what_is_no_sound_answer_is_a_protocol_error(parts):
    with pytest.raises(httpx.RemoteProtocolError):
        await ask(*parts)


@pytest.mark.parametrize("parts", [[1.0], [OK, 1.0], [OK + b"Content-Length: 9\r\n\r\nhello", 1.0]])
async def test_silence_is_a_timeout(parts):
    with pytest.raises(httpx.ReadTimeout):
        await ask(*parts, seconds=0.1)


async def test_a_slow_server_that_is_never_silent_is_waited_for():
    drips = [part for letter in b"hello" for part in (bytes([letter]), 0.2)]

    assert (200, b"hello") == await ask(OK + b"Content-Length: 5\r\n\r\n", *drips, seconds=0.75)


@pytest.mark.parametrize(
    "head, body",
    [
        (b"Content-Length: 5000000\r\n", [b"y" * 1000] * 5000),
        (b"Transfer-Encoding: chunked\r\n", [b"10000\r\n" + b"y" * 65_536 + b"\r\n"] * 200),
        (b"", [b"y" * 65_536] * 200),
        (b"Transfer-Encoding: chunked\r\n", [b"1\r\ny\r\n" * 10_000] * 200),
        (b"Transfer-Encoding: chunked\r\n", [b"1\r\ny\r\n0\r\nX: ", *([b"y" * 65_536] * 200)]),
    ],
)
async def test_a_body_larger_than_allowed_is_left_and_never_taken_whole(head, body):
    async with visiting([OK + head + b"\r\n", *body]) as (transport, host, home):
        answer = await transport.get(home)
        await asyncio.sleep(0.05)

    assert (200, None) == (answer.status, answer.pieces)
    assert host.sent < 9_000_000


async def test_a_connection_is_kept_and_used_again():
    async with visiting(*[[OK + b"Content-Length: 1\r\n\r\nx"]] * 5) as (transport, host, home):
        for _ in range(5):
            await transport.get(home)

    assert 1 == host.connections


async def test_as_many_connections_as_allowed_serve_all_requests():
    answers = [[0.02, OK + b"Content-Length: 1\r\n\r\nx"]] * 12
    async with visiting(*answers, per_host=3) as (transport, host, home):
        done = await asyncio.gather(*(transport.get(home) for _ in range(12)))

    assert (12, 3) == (len(done), host.connections)


async def test_a_kept_connection_that_the_server_closed_is_replaced_once():
    hello = [OK + b"Content-Length: 1\r\n\r\nx"]
    async with visiting(hello, [None], hello) as (transport, host, home):
        answers = [await transport.get(home), await transport.get(home)]

    assert [[b"x"], [b"x"]] == [answer.pieces for answer in answers]
    assert (2, 3) == (host.connections, len(host.heads))


async def test_a_request_of_which_a_part_was_answered_is_not_sent_again():
    hello = [OK + b"Content-Length: 1\r\n\r\nx"]
    async with visiting(hello, [b"HTTP/1.1 ", None], hello) as (transport, host, home):
        await transport.get(home)
        with pytest.raises(httpx.RemoteProtocolError):
            await transport.get(home)

    assert 2 == len(host.heads)


async def test_a_server_that_says_too_much_is_not_asked_again_on_the_same_connection():
    twice = [(OK + b"Content-Length: 1\r\n\r\nx") * 2]
    async with visiting(twice, [OK + b"Content-Length: 1\r\n\r\ny"]) as (transport, host, home):
        answers = [await transport.get(home), await transport.get(home)]

    assert [[b"x"], [b"y"]] == [answer.pieces for answer in answers]
    assert 2 == host.connections


async def test_a_request_that_was_given_up_leaves_no_answer_for_the_next():
    async with visiting([0.2, OK + b"Content-Length: 1\r\n\r\nx"], [OK + b"Content-Length: 1\r\n\r\ny"]) as visit:
        transport, host, home = visit
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await transport.get(home)
        answer = await transport.get(home)

    assert [b"y"] == answer.pieces
    assert 2 == host.connections


async def test_a_304_has_no_body_whatever_its_headers_say():
    answer = [b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5000000\r\nETag: 1\r\n\r\n"]
    async with visiting(answer, answer) as (transport, host, home):
        answers = [await transport.get(home), await transport.get(home)]

    assert [(304, []), (304, [])] == [(one.status, one.pieces) for one in answers]
    assert 1 == host.connections


async def test_a_failure_with_a_long_body_is_an_answer_without_it():
    async with visiting([b"HTTP/1.1 404 No\r\n\r\n", *[b"y" * 65_536] * 100]) as (transport, _, home):
        assert 404 == (await transport.get(home)).status


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://10.0.0.1/", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/"]
)
async def test_the_gate_stands_before_every_address(url):
    async with visiting([OK]) as (transport, host, _):
        with pytest.raises(GateClosed):
            await transport.get(url)

    assert 0 == host.connections


async def test_a_checked_origin_checks_no_other_spelling():
    async with visiting([OK + b"Content-Length: 0\r\n\r\n"]) as (transport, _, home):
        await transport.get(home)
        with pytest.raises(GateClosed):
            await transport.get(home + "x\\y")
        with pytest.raises(GateClosed):
            await transport.get(f"http://evil@{home[7:]}")


@asynccontextmanager
async def face(*answers, **more):
    """httpx's own client over our transport."""
    async with visiting(*answers, **more) as visit, httpx.AsyncClient(transport=visit[0]) as client:
        yield client, *visit[1:]


async def test_httpx_can_ask_through_it_and_streams():
    parts = [OK + b"Content-Type: text/plain\r\nContent-Length: 500000\r\n\r\n", *[b"z" * 50_000] * 10]
    async with face(parts, parts, max_body=10**6) as (client, host, home):
        whole = await client.get(home)
        async with client.stream("GET", home) as response:
            sizes = [len(piece) async for piece in response.aiter_bytes()]

    assert (200, "text/plain", b"z" * 500_000) == (whole.status_code, whole.headers["content-type"], whole.content)
    assert 500_000 == sum(sizes)
    assert 1 == host.connections


async def test_a_server_is_held_back_while_the_reader_is_slow():
    parts = [OK + b"\r\n", *[b"z" * 262_144] * 80]
    async with face(parts, max_body=10**9) as (client, host, home), client.stream("GET", home) as response:
        pieces = response.aiter_raw()
        await anext(pieces)
        await asyncio.sleep(0.3)
        held = host.sent
        await pieces.aclose()

    assert held < 15_000_000


async def test_a_held_back_body_arrives_whole():
    parts = [OK + b"\r\n", *[b"z" * 262_144] * 40, None]
    async with face(parts, max_body=10**9) as (client, _, home), client.stream("GET", home) as response:
        total = 0
        async for piece in response.aiter_raw():
            total += len(piece)
            if total < 2_000_000:
                await asyncio.sleep(0.02)

    assert 40 * 262_144 == total


async def test_a_body_that_is_larger_than_allowed_breaks_the_stream():
    async with face([OK + b"Content-Length: 500000\r\n\r\n", b"z" * 500_000]) as (client, _, home):
        with pytest.raises(httpx.ReadError):
            await client.get(home)


@pytest.mark.parametrize("method", ["POST", "HEAD", "DELETE"])
async def test_nothing_but_get_is_ever_sent(method):
    async with face([OK]) as (client, host, home):
        with pytest.raises(httpx.UnsupportedProtocol):
            await client.request(method, home)

    assert [] == host.heads


def test_sound_header_lines_are_left_as_they_are():
    assert b"HTTP/1.1 200 OK\r\nA: 1\r\nB: 2" == mend(b"HTTP/1.1 200 OK\r\nA: 1\r\nB: 2")
