"""What a budget of 300 pages finds of what 3,000 find, on three large invented sites.

    python tests/bench/budget.py [--few 300] [--many 3000] [--only NAME]

An item counts when it has evidence of the wanted year or not (found, incomplete, outdated) under both budgets. Exit
code 1 when fewer than 95 % of such items keep their status.
"""

import argparse
import asyncio
import sys
import threading
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from budget_sites import SITES

from oitcrawl.compose.doors import Order, Watch, scan_site, site_from_url
from oitcrawl.model.finding import Status
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

WANTED = 0.95
EVIDENT = {Status.FOUND, Status.INCOMPLETE, Status.OUTDATED}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--few", type=int, default=300)
    words.add_argument("--many", type=int, default=3000)
    words.add_argument("--only")
    words.add_argument("--order", action="store_true", help="print what the small budget was spent on")
    said = words.parse_args()
    kept = total = 0
    for name, make in SITES.items():
        if said.only in {None, name}:
            site, places = make()
            same, of = compare(name, site, places, said)
            kept, total = kept + same, total + of
    print(f"\n{kept} of {total} items ({kept / total:.1%}) come out alike, wanted {WANTED:.0%}")
    return 0 if kept >= WANTED * total else 1


def compare(name, site, places, said):
    """How many items with evidence come out alike, and how many there are."""
    with serve(site) as home:
        few, order = scan(home, said.few)
        many, _ = scan(home, said.many)
    wanted = [one for one in many.items if one.status in EVIDENT]
    now = {one.item: one for one in few.items}
    alike = [one for one in wanted if now[one.item].status is one.status]
    right = sum(any(e.url.endswith(places[one.item]) for e in now[one.item].evidence) for one in few.items)
    print(
        f"{name}: {len(site)} addresses; {said.many} pages find {len(wanted)} items, {said.few} find {len(alike)} alike; "
        f"{right} with the very file; visited {len(order)}"
    )
    for one in wanted:
        if one not in alike:
            print(f"  {one.item} {one.status.value} -> {now[one.item].status.value}: {now[one.item].because[:120]}")
    if said.order:
        for number, path in enumerate(order):
            print(f"  {number:4} {path}")
    return len(alike), len(wanted)


def scan(home, pages):
    order = []
    settings = Settings(allow_private=True, rate=0.0, max_pages=pages, ocr="never", render="never", readers=1)
    rules = load_edition("nacc-2568", cases=False)
    watch = Watch(progress=lambda _done, _left, url: order.append(url.removeprefix(home.rstrip("/"))))
    started = time.monotonic()
    found = scan_site(
        Order(site=site_from_url(home), rules=rules, as_of=date(2025, 6, 2), fiscal_year=2568), settings, watch=watch
    )
    print(
        f"  {pages}: {time.monotonic() - started:.1f} s, {found.coverage.pages} pages, {found.coverage.documents} documents",
        file=sys.stderr,
    )
    return found, order


@contextmanager
def serve(site):
    """The site on loopback; gives the address of its home page."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    place = {}

    class Served(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport, self.rest = transport, b""

        def data_received(self, data):
            *asked, self.rest = (self.rest + data).split(b"\r\n\r\n")
            for head in asked:
                path = head.split(b" ", 2)[1].decode("latin-1")
                self.transport.write(answer(site.get(path)))

    async def run():
        server = await loop.create_server(Served, "127.0.0.1", 0)
        place["port"] = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield f"http://127.0.0.1:{place['port']}/"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def answer(body):
    if body is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nabsent"
    kind = "text/html; charset=utf-8" if body[:1] == b"<" else "application/octet-stream"
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


if __name__ == "__main__":
    sys.exit(main())
