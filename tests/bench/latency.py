"""Many connections to a far server: our fetcher beside one shared stock httpx client, in the same run.

    python tests/bench/latency.py [--connections 256] [--latency 100] [--seconds 8] [--rounds 3]

The server answers every request after the latency; it and every contender are processes of their own. Counting begins
when every connection brought a page: the stock client takes seconds to open them, which is not held against it. The
best that can be is connections / latency pages/s. Run it on a quiet machine: the stock client is bound by CPU, ours by
the latency, so that load flatters us. Exit code 1 when the target is missed.
"""

import argparse
import asyncio
import gzip
import json
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

WANTED = 8.0
CONTENDERS = ("ours", "httpx over our transport", "httpx")
PAGE = ("<p>สำนักงานปลัดเทศบาล</p><a href='/ita'>ITA</a>" * 1000).encode()


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--connections", type=int, default=256)
    words.add_argument("--latency", type=float, default=100.0, help="milliseconds")
    words.add_argument("--seconds", type=float, default=8.0)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    words.add_argument("--contender", nargs=2, metavar=("NAME", "URL"), help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.serve:
        return asyncio.run(serve(said.latency / 1000))
    if said.contender:
        return print(json.dumps(asyncio.run(measure(*said.contender, said.connections, said.seconds))))
    return compare(said)


def compare(said):
    runs = {name: [] for name in CONTENDERS}
    with server(said.latency) as home:
        for _ in range(said.rounds):
            for name, some in runs.items():
                some.append(contend(name, home, said))
                print(f"{name}: {some[-1]['pps']:.0f} pages/s", file=sys.stderr, flush=True)
    best = said.connections / said.latency * 1000
    print(f"\n{said.connections} connections, {said.latency:g} ms: {best:.0f} pages/s would be the best\n")
    print("| | pages/s | ms of CPU a page | s until all connections brought a page |\n|---|---|---|---|")
    middle = {name: statistics.median(run["pps"] for run in some) for name, some in runs.items()}
    for name, some in runs.items():
        cpu, opening = (statistics.median(run[key] for run in some) for key in ("cpu_ms", "opening"))
        print(f"| {name} | {middle[name]:.0f} | {cpu:.2f} | {opening:.1f} |")
    times = middle["ours"] / middle["httpx"]
    print(f"\n{'met   ' if times >= WANTED else 'MISSED'} {times:.1f} times a shared httpx client, wanted {WANTED}")
    return 0 if times >= WANTED else 1


def contend(name, home, said):
    words = ["--connections", str(said.connections), "--seconds", str(said.seconds), "--contender", name, home]
    done = subprocess.run([sys.executable, __file__, *words], capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)


async def measure(name, home, connections, seconds):
    """Ask for pages over ``connections`` for ``seconds``, counted from when all of them brought one."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    got, opened, opening = 0, asyncio.Event(), time.perf_counter()

    async def visit(get):
        nonlocal got
        first = True
        while True:
            assert await get() == len(PAGE)
            got += 1
            waiting.discard(asyncio.current_task())
            if first and not waiting:
                opened.set()
            first = False

    async with door(name, home, connections) as get:
        visitors = [asyncio.create_task(visit(get)) for _ in range(connections)]
        waiting = set(visitors)
        await asyncio.wait_for(opened.wait(), 120)
        opening = time.perf_counter() - opening
        before, cpu, started = got, time.process_time(), time.perf_counter()
        await asyncio.sleep(seconds)
        pages, cpu, wall = got - before, time.process_time() - cpu, time.perf_counter() - started
        broken = [one.exception() for one in visitors if one.done()]
        for one in visitors:
            one.cancel()
        await asyncio.gather(*visitors, return_exceptions=True)
    assert not broken, broken[0]
    return {"pps": pages / wall, "cpu_ms": cpu / max(pages, 1) * 1000, "opening": opening}


def door(name, home, connections):
    """A context manager that gives the way in which a contender asks for a page; it answers the size of the page."""
    import httpx

    from oitcrawl.crawl.fetch import Fetcher
    from oitcrawl.crawl.gate import Gate
    from oitcrawl.crawl.transport import Transport
    from oitcrawl.settings import Settings

    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    more = {"headers": {"Accept-Encoding": "gzip"}, "timeout": 60.0}
    match name:
        case "ours":
            fetcher = Fetcher(Settings(allow_private=True, concurrency=connections, rate=0.0), home=home)
            return asking(fetcher, lambda: fetcher.fetch(home), lambda answer: len(answer.body))
        case "httpx":
            client = httpx.AsyncClient(limits=limits, **more)
        case _:
            gate = Gate.of(home, allow_private=True)
            client = httpx.AsyncClient(transport=Transport(gate, headers={}, per_host=connections), **more)
    return asking(client, lambda: client.get(home), lambda answer: len(answer.content))


class asking:
    def __init__(self, client, ask, size):
        self.client, self.ask, self.size = client, ask, size

    async def __aenter__(self):
        await self.client.__aenter__()

        async def get():
            return self.size(await self.ask())

        return get

    async def __aexit__(self, *trouble):
        await self.client.__aexit__(*trouble)


class Far(asyncio.Protocol):
    """Answers each request after the latency."""

    def __init__(self, latency, answer):
        self.latency, self.answer, self.rest = latency, answer, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        *asked, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for _ in asked:
            asyncio.get_running_loop().call_later(self.latency, self.reply)

    def reply(self):
        if not self.transport.is_closing():
            self.transport.write(self.answer)


async def serve(latency):
    body = gzip.compress(PAGE)
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    answer = head.encode() + body
    server = await asyncio.get_running_loop().create_server(
        lambda: Far(latency, answer), "127.0.0.1", 0, backlog=1024
    )
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await server.serve_forever()


@contextmanager
def server(latency):
    words = [sys.executable, __file__, "--serve", "--latency", str(latency)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
