"""Misbehaviours of HTTP itself: time, size, framing, header lines, encodings, lies about type, redirects."""

import asyncio
import gzip
import zlib

from hostile.ground import trick

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
MORE = b"<p>more and more and more of the same</p>" * 400


def after(head, *, piece=b"", seconds=0.0, then=()):
    """A server that says ``head``, then ``then``, then ``piece`` again and again if there is one."""

    async def answer(call):
        await call.raw(head, *then)
        if piece:
            await call.forever(piece, seconds=seconds)

    return answer


def bomb(head, *layers):
    """A body of 60 MB of one letter, packed."""
    pack = zlib.compressobj(1, wbits=31 if head == b"gzip" else 15)
    body = b"".join([*(pack.compress(b"a" * 1_000_000) for _ in range(60)), pack.flush()])
    for _ in layers:
        body = gzip.compress(body)

    async def answer(call):
        encoding = b", ".join([head, *layers])
        await call.raw(
            OK + b"Content-Encoding: " + encoding + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n",
            body,
        )

    return answer


def many_members(empty):
    """A packed page, and behind it six megabytes of one thing again and again."""

    async def answer(call):
        body = gzip.compress(b"<p>x</p>") + empty * (6_000_000 // len(empty))
        await call.raw(OK + b"Content-Encoding: gzip\r\n\r\n", body)

    return answer


def moved(place, status="302 Found"):
    """A redirect; ``{canary}`` and ``{own}`` are hosts with ports, ``{port}`` is the canary's port."""

    async def answer(call):
        own = call.site.url.split("/")[2]
        there = place.replace("{canary}", call.site.canary_host).replace("{own}", own)
        there = there.replace("{port}", str(call.site.canary.port)).replace("{here}", call.path)
        await call.send("moved", "html", status, f"Location: {there}")

    return answer


async def silent(call):
    """Accepts and says nothing."""
    await asyncio.sleep(60)


async def cookies(call):
    """Sixty cookies of a thousand letters with every answer, never the same, on a path of ever new pages."""
    number = call.path.rpartition("/")[2] if call.path.count("/") > 2 else "0"
    lines = [f"Set-Cookie: c{number}_{n}={'x' * 900}; Path=/" for n in range(60)]
    onward = f"<a href='/h/cookie-bomb/{int(number) + 1}'>y</a>" if number.isdigit() and int(number) < 12 else ""
    await call.send(f"<p>cookies {number}</p>{onward}", "html", "200 OK", *lines)


async def many_204(call):
    """No content, said and given all the same."""
    await call.raw(b"HTTP/1.1 204 No Content\r\nContent-Length: 500000\r\n\r\n", MORE * 20)


_CUT = "failed:too_large failed:protocol failed:timeout"
_BROKEN = "failed:protocol"
_SLOW = "failed:timeout"

TIME = (
    trick("silent", _SLOW)(silent),
    trick("slow-drip-of-header", _SLOW)(after(OK, piece=b"X-A: b\r\n", seconds=0.2)),
    trick("slow-drip-of-body", _SLOW)(after(OK + b"Content-Length: 90000\r\n\r\n", piece=b"x", seconds=0.2)),
    trick("slow-drip-of-chunks", _SLOW)(after(CHUNKED, piece=b"1\r\nx\r\n", seconds=0.2)),
    trick("slow-drip-of-1xx", f"{_SLOW} {_BROKEN}")(
        after(b"", piece=b"HTTP/1.1 102 Processing\r\n\r\n", seconds=0.6)
    ),
    trick("retry-after-for-ever", "failed:server_error failed:too_many_requests")(
        after(b"HTTP/1.1 503 X\r\nRetry-After: 0.01\r\nContent-Length: 0\r\n\r\n")
    ),
)
SIZE = (
    trick("endless-body", _CUT)(after(OK + b"\r\n", piece=MORE)),
    trick("endless-chunks", _CUT)(after(CHUNKED, piece=b"4000\r\n" + b"a" * 0x4000 + b"\r\n")),
    trick("endless-chunks-of-two-bytes", _CUT)(after(CHUNKED, piece=b"2\r\nab\r\n" * 8000)),
    trick("endless-chunk-extension", _CUT)(after(CHUNKED + b"5;", piece=b"a" * 60000)),
    trick("endless-trailers", _CUT)(after(CHUNKED + b"3\r\nabc\r\n0\r\n", piece=b"a:b\r\n" * 12000)),
    trick("endless-header-lines", _BROKEN)(after(OK, piece=b"X-A: bbbbbbbb\r\n" * 200)),
    trick("endless-header-value", _BROKEN)(after(OK + b"X-A: ", piece=b"b" * 60000)),
    trick("endless-status-line", _BROKEN)(after(b"HTTP/1.1 200 ", piece=b"O" * 60000)),
    trick("length-of-a-terabyte", "failed:too_large")(
        after(OK + b"Content-Length: 1099511627776\r\n\r\n", piece=MORE)
    ),
    trick("gzip-bomb", "failed:too_large")(bomb(b"gzip")),
    trick("gzip-of-gzip-bomb", "failed:decode")(bomb(b"gzip", b"gzip")),
    trick("deflate-bomb", "failed:too_large")(bomb(b"deflate")),
    trick("gzip-of-many-empty-members", "failed:decode")(many_members(gzip.compress(b""))),
    trick("gzip-then-rubbish-without-end", "read")(many_members(b"rubbish!" * 4)),
    trick("brotli-unasked", "failed:decode")(
        after(OK + b"Content-Encoding: br\r\nContent-Length: 6\r\n\r\n\x8b\x02\x80abc")
    ),
    trick("zstd-unasked", "failed:decode")(
        after(OK + b"Content-Encoding: zstd\r\nContent-Length: 6\r\n\r\n\x28\xb5\x2f\xfd\x00\x00")
    ),
    trick("cookie-bomb", "read")(cookies),
)
_HALF = b'<!doctype html><html><body><h1>page</h1><div><ul><li><a href="/so'

FRAMING = (
    trick("closed-at-once", _BROKEN + " failed:connect")(after(b"")),
    trick("closed-in-the-header", _BROKEN + " failed:connect")(after(b"HTTP/1.1 200 OK\r\nContent-")),
    trick("closed-in-the-body", _BROKEN)(after(OK + b"Content-Length: 9000\r\n\r\n<p>half</p>")),
    trick("closed-in-a-page-without-length", "failed:cut_off")(after(OK + b"Connection: close\r\n\r\n" + _HALF)),
    trick("half-a-page-by-its-length", "failed:cut_off")(
        after(OK + b"Content-Length: " + str(len(_HALF)).encode() + b"\r\n\r\n" + _HALF)
    ),
    trick("closed-in-a-chunk", _BROKEN)(after(CHUNKED + b"ff\r\nhalf")),
    trick("chunk-of-negative-size", _BROKEN)(after(CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n")),
    trick("chunk-size-is-no-number", _BROKEN)(after(CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n")),
    trick("chunk-size-overflows", _BROKEN)(after(CHUNKED + b"fffffffffffffffffff\r\nhello\r\n0\r\n\r\n")),
    trick("negative-length", _BROKEN)(after(OK + b"Content-Length: -1\r\n\r\nx")),
    trick("two-lengths", _BROKEN)(after(OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")),
    trick("length-too-short", "read failed:protocol")(
        after(OK + b"Content-Length: 9\r\n\r\n<p>x</p>yHTTP/1.1 200 OK\r\n")
    ),
    trick("http-0.9", _BROKEN)(after(b"<html><p>hello</p></html>")),
    trick("http-9.9", _BROKEN + " read")(after(b"HTTP/9.9 200 OK\r\nContent-Length: 1\r\n\r\nx")),
    trick("status-of-999", "failed:server_error failed:protocol")(
        after(b"HTTP/1.1 999 No\r\nContent-Length: 1\r\n\r\nx")
    ),
    trick("flood-of-100", _BROKEN)(after(b"", piece=b"HTTP/1.1 100 Continue\r\n\r\n" * 50)),
    trick("switching-protocols", _BROKEN + " failed:connect failed:timeout")(
        after(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
            piece=b"\x81\x05hello",
        )
    ),
    trick("no-content-with-a-body", "read failed:empty_page unread:empty")(many_204),
    trick("partial-content-unasked", "read failed:protocol")(
        after(b"HTTP/1.1 206 X\r\nContent-Range: bytes 0-7/900000\r\nContent-Length: 8\r\n\r\n<p>x</p>")
    ),
    trick("not-modified-unasked", "failed:client_error failed:protocol")(after(b"HTTP/1.1 304 Not Modified\r\n\r\n")),
    trick("header-splits", "read failed:protocol")(
        after(b"HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b=c\r\nY\x00: \x1b[2J\r\nContent-Length: 1\r\n\r\nx")
    ),
    trick("octets-of-all-kinds", _BROKEN)(after(bytes(range(256)) * 400)),
)
REDIRECTS = (
    trick("redirect-to-itself", "failed:redirect_loop")(moved("{here}")),
    trick("redirect-without-end", "failed:redirect_loop")(moved("{here}/1")),
    trick("redirect-without-place", "failed:bad_redirect")(after(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")),
    trick("redirect-to-nonsense", "failed:bad_redirect failed:protocol")(moved("http://[::1")),
    trick("redirect-to-a-canary", "refused:offsite refused:gate")(moved("http://{canary}/")),
    trick("redirect-to-another-loopback", "refused:offsite refused:gate")(moved("http://127.0.0.2:{port}/")),
    trick("redirect-to-ipv6-loopback", "refused:offsite refused:gate")(moved("http://[::1]:{port}/")),
    trick("redirect-to-ipv4-in-ipv6", "refused:offsite refused:gate")(moved("http://[::ffff:127.0.0.1]:{port}/")),
    trick("redirect-to-localhost", "refused:offsite refused:gate")(moved("http://localhost:{port}/")),
    trick("redirect-to-decimal", "refused:offsite refused:gate")(moved("http://2130706433:{port}/")),
    trick("redirect-to-octal", "refused:offsite refused:gate")(moved("http://0177.0.0.1:{port}/")),
    trick("redirect-to-hex", "refused:offsite refused:gate")(moved("http://0x7f000001:{port}/")),
    trick("redirect-to-short-form", "refused:offsite refused:gate")(moved("http://127.1:{port}/")),
    trick("redirect-to-zero", "refused:offsite refused:gate")(moved("http://0:{port}/")),
    trick("redirect-to-metadata", "refused:offsite refused:gate")(moved("http://169.254.169.254/latest/meta-data/")),
    trick("redirect-with-backslash", "failed:not_found refused:gate")(moved("http://{own}\\@{canary}/")),
    trick("redirect-with-user", "refused:offsite refused:gate")(moved("http://{own}@{canary}/")),
    trick("redirect-with-user-on-own-host", "refused:offsite refused:gate")(moved("http://u:p@{own}/")),
    trick("redirect-without-scheme", "refused:offsite refused:gate")(moved("//{canary}/")),
    trick("redirect-to-file", "failed:bad_redirect refused:gate")(moved("file:///etc/passwd")),
    trick("redirect-to-ftp", "failed:bad_redirect refused:gate")(moved("ftp://{canary}/")),
    trick("redirect-to-gopher", "failed:bad_redirect refused:gate")(moved("gopher://{canary}/_GET")),
    trick("redirect-to-javascript", "failed:bad_redirect refused:gate")(moved("javascript:alert(1)")),
    trick("redirect-to-data", "failed:bad_redirect refused:gate")(moved("data:text/html,x")),
    trick("redirect-to-logout", "refused:unsafe")(moved("/logout")),
    trick("redirect-to-delete", "refused:unsafe")(moved("/admin/delete_news.php?id=3", "307 X")),
    trick("redirect-to-what-robots-forbid", "refused:robots")(moved("/private/secret.html")),
    trick("redirect-to-a-long-address", "failed:redirect_loop failed:bad_redirect refused:trap failed:protocol")(
        moved("/h/redirect-to-a-long-address/" + "a" * 9000)
    ),
    trick("refresh-header-to-a-canary", "read")(
        lambda call: call.send("<p>x</p>", "html", "200 OK", f"Refresh: 0; url=http://{call.site.canary_host}/")
    ),
)
HTTP = (*TIME, *SIZE, *FRAMING, *REDIRECTS)
