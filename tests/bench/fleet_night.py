"""Two nights of a fleet: generated agencies, scanned by workers over the queue on a real PostgreSQL, then scanned again.

    python tests/bench/fleet_night.py [--sites 200] [--workers 2] [--at-once 8] [--pages 60] [--papers 4] [--queue 8300]

Every agency has a port of its own on loopback and answers late; of each 20 one is down and one answers 403 to everybody,
of each 40 one is overloaded at first. All must be accounted for in both nights, each with one scan at most; the second
night, in which nothing has changed, must cost little. At the end a queue of 8,300 is filled and looked at.
CPU is that of the workers and their readers, memory that of a worker with its readers (PSS). Exit code 1 when a target is
missed. Wants Debian's PostgreSQL and Linux.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests" / "bench"))

CPU_SHARE, BYTES_SHARE, MEMORY = 0.10, 0.05, 600.0
DISTINCT_PAPERS = 20
BUSY_AT_FIRST = 4  # requests


def kind(number):
    """What an agency of that number is like."""
    if number % 20 == 7:
        return "down"
    if number % 20 == 13:
        return "shut"
    return "busy" if number % 40 == 21 else "fine"


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sites", type=int, default=200)
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--at-once", type=int, default=8, help="agencies at once in each worker")
    words.add_argument("--pages", type=int, default=60)
    words.add_argument("--papers", type=int, default=4, help="PDFs of each agency")
    words.add_argument("--latency", type=float, default=0.05)
    words.add_argument("--queue", type=int, default=8300, help="agencies in the queue that is looked at; 0 for none")
    words.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.serve:
        return asyncio.run(serve(said))
    from tests.postgres import Server

    place = Path(tempfile.mkdtemp(prefix="oitcrawl-fleet-"))
    with Server() as database, served(said) as (ports, ask):
        address = database.new_database()
        write_agencies(place / "agencies.yaml", ports)
        office = Office(place, address, database, said)
        nights = [night(office, name, ask) for name in ("first", "second")]
        met = report(nights, said)
        if said.queue:
            look_at_queue(database.new_database(), said.queue)
    return 0 if met else 1


def write_agencies(file, ports):
    lines = [
        f"  - {{code: a{number:04}, name: 'อบต.ทดสอบ {number}', url: 'http://127.0.0.1:{port}/'}}"
        for number, port in enumerate(ports)
    ]
    file.write_text("\n".join(["agencies:", *lines]), encoding="utf-8")


# --- one night ---


class Office:
    """The machines, all of them this one, with a data folder each."""

    def __init__(self, place, address, database, said):
        self.place, self.address, self.database, self.said = place, address, database, said
        self.name = address.rpartition("/")[2]
        self.environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "OITCRAWL_DATABASE": address,
            "OITCRAWL_ALLOW_PRIVATE": "1",
            "OITCRAWL_RATE": "0",
            "OITCRAWL_RENDER": "never",
            "OITCRAWL_OCR": "never",
            "OITCRAWL_PICTURES": "never",
            "OITCRAWL_FLEET_RETRY_SECONDS": "5",
            "OITCRAWL_FLEET_TRIES": "3",
            "OITCRAWL_LANG": "en",
        }

    def run(self, *words):
        command = [sys.executable, "-m", "oitcrawl", "fleet", *words]
        environ = {**self.environ, "OITCRAWL_DATA_DIR": str(self.place / "desk")}
        return subprocess.run(command, env=environ, cwd=self.place, check=True, capture_output=True, text=True).stdout

    def worker(self, number):
        command = [
            sys.executable,
            "-m",
            "oitcrawl",
            "fleet",
            "work",
            "--until-empty",
            f"--at-once={self.said.at_once}",
        ]
        environ = {**self.environ, "OITCRAWL_DATA_DIR": str(self.place / f"machine{number}")}
        log = (self.place / f"worker{number}.log").open("a")
        return subprocess.Popen(command, env=environ, cwd=self.place, stdout=log, stderr=log)

    def size(self):
        return self.sql(f"SELECT pg_database_size('{self.name}')")[0][0]

    def sql(self, words):
        return self.database.sql(words, self.name)


def night(office, name, ask):
    """All agencies scanned once more; what it cost."""
    import resource

    ask("reset")
    before_scans = office.sql("SELECT count(*) FROM scans")[0][0] if name != "first" else 0
    began = time.time()
    queued = json.loads(office.run("enqueue", "--all", "--json"))["queued"]
    size = office.size()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    workers = [office.worker(number) for number in range(office.said.workers)]
    memory, connections = [0.0] * len(workers), 0
    try:
        while any(worker.poll() is None for worker in workers):
            memory = [max(most, tree_mb(worker.pid)) for most, worker in zip(memory, workers, strict=True)]
            count = office.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{office.name}'")[0][0] - 1
            connections = max(connections, count)
            time.sleep(0.5)
    finally:
        for worker in workers:
            worker.kill()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    told, stats = json.loads(office.run("status", "--json")), ask("stats")
    since = f"(SELECT to_timestamp({began}))"
    return {
        "name": name,
        "codes": [worker.returncode for worker in workers],
        "queued": len(queued),
        "status": told,
        "failed": sorted(one["agency"] for one in told["failed"]),
        "scans": office.sql("SELECT count(*) FROM scans")[0][0] - before_scans,
        "twice": office.sql(
            f"SELECT count(*) FROM (SELECT agency FROM scans WHERE started::timestamptz >= {since} - interval '5 s' "
            "GROUP BY agency HAVING count(*) > 1) AS more"
        )[0][0],
        "jobs": office.sql("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")[0][0],
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "wall": wall,
        "memory": memory,
        "connections": connections,
        "grown": office.size() - size,
        "size": office.size(),
        **stats,
    }


def tree_mb(pid):
    """Memory of a process and all below it, in MB, what they share counted once."""
    total = 0
    for one in [pid, *children(pid)]:
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def children(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return [*found, *(below for child in found for below in children(child))]


def report(nights, said):
    """Print the table; whether all targets are met."""
    kinds = [kind(number) for number in range(said.sites)]
    wanted = sorted(f"a{number:04}" for number, one in enumerate(kinds) if one in {"down", "shut"})
    first = nights[0]
    print(f"\n{said.sites} agencies: " + ", ".join(f"{kinds.count(one)} {one}" for one in sorted(set(kinds))))
    print(
        f"{said.workers} workers, {said.at_once} agencies at once in each, {said.pages} pages and {said.papers} PDFs each\n"
    )
    print(
        "| night | wall s | CPU s | of the first | requests | MB | of the first | worker MB | connections | database MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for one in nights:
        print(
            f"| {one['name']} | {one['wall']:.0f} | {one['cpu']:.1f} | {one['cpu'] / first['cpu']:.1%} | {one['requests']} "
            f"| {one['bytes'] / 1e6:.2f} | {one['bytes'] / first['bytes']:.1%} | {max(one['memory']):.0f} "
            f"| {one['connections']} | {one['size'] / 1e6:.1f} |"
        )
    good = said.sites - len(wanted)
    print(
        f"\nfor each agency that answers: CPU {first['cpu'] / good:.2f} s and then {nights[1]['cpu'] / good:.3f} s, ",
        end="",
    )
    print(f"{first['bytes'] / good / 1e6:.2f} MB fetched and then {nights[1]['bytes'] / good / 1e3:.1f} kB, ", end="")
    print(f"{first['grown'] / good / 1e3:.0f} kB kept and {nights[1]['grown'] / good / 1e3:.1f} kB more\n")
    checks = []
    for one in nights:
        name = f"{one['name']} night"
        accounted = one["status"]["done"] + len(one["failed"])
        checks += [
            (f"{name}: {accounted} of {said.sites} accounted for", accounted == said.sites == one["queued"]),
            (
                f"{name}: {one['scans']} scans of {good} agencies, {one['twice']} twice",
                (one["scans"], one["twice"]) == (good, 0),
            ),
            (f"{name}: {len(one['failed'])} failed, those that are down or shut", one["failed"] == wanted),
            (
                f"{name}: {one['jobs']} jobs left, exit codes {one['codes']}",
                not one["jobs"] and not any(one["codes"]),
            ),
            (
                f"{name}: a worker at most {max(one['memory']):.0f} MB, wanted {MEMORY:.0f}",
                max(one["memory"]) < MEMORY,
            ),
        ]
    again = nights[1]
    cpu, sent = again["cpu"] / first["cpu"], again["bytes"] / first["bytes"]
    checks.append((f"second night: CPU {cpu:.1%} of the first, wanted {CPU_SHARE:.0%}", cpu < CPU_SHARE))
    checks.append((f"second night: bytes {sent:.1%} of the first, wanted {BYTES_SHARE:.0%}", sent < BYTES_SHARE))
    for sentence, met in checks:
        print(f"{'met   ' if met else 'MISSED'} {sentence}")
    return all(met for _, met in checks)


# --- the queue alone ---


def look_at_queue(address, count):
    """How long a queue of a whole country takes to be filled, taken from and counted."""
    from oitcrawl.fleet.engine import QUEUE, Queue, Wanted
    from oitcrawl.fleet.jobs import Ticket
    from oitcrawl.model.site import AgencySite
    from oitcrawl.settings import Settings
    from oitcrawl.store.address import server_words

    queue = Queue(server_words(address), Settings())
    queue.prepare()
    wanted = [
        Wanted(
            ticket=Ticket(
                run=f"{number:032}", site=AgencySite(code=f"a{number}", url=f"https://www.a{number}.go.th/")
            )
        )
        for number in range(count)
    ]
    times = {}

    async def look():
        times["fill"] = await timed(queue.enqueue(wanted))
        times["fill again"] = await timed(queue.enqueue(wanted))
        async with queue.open():
            manager = queue._app.job_manager
            worker = await manager.register_worker()
            took = [await timed(manager.fetch_job([QUEUE], worker)) for _ in range(100)]
            times["take"] = statistics.median(took)
            times["count"] = await timed(queue.counted())

    asyncio.run(look())
    print(
        f"\na queue of {count:,}: filled in {times['fill']:.1f} s (again, with nothing new: {times['fill again']:.1f} s), ",
        end="",
    )
    print(f"a scan taken in {times['take'] * 1000:.1f} ms, counted in {times['count'] * 1000:.0f} ms")


async def timed(work):
    started = time.perf_counter()
    await work
    return time.perf_counter() - started


# --- the sites ---


@contextmanager
def served(said):
    """The ports of all agencies, and a function that resets or tells what was asked."""
    command = [sys.executable, str(Path(__file__).resolve()), "--serve"]
    command += [f"--{name}={getattr(said, name)}" for name in ("sites", "pages", "papers", "latency")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(word):
        process.stdin.write(word + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    try:
        yield json.loads(process.stdout.readline()), ask
    finally:
        process.terminate()
        process.wait()


class Site(asyncio.Protocol):
    """One agency: ready-made answers with validators, each after the latency."""

    def __init__(self, agency):
        self.agency, self.rest = agency, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        *asked, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for head in asked:
            answer = self.agency.answer(head)
            self.agency.count["requests"] += 1
            self.agency.count["bytes"] += len(answer)
            asyncio.get_running_loop().call_later(self.agency.latency, self._write, answer)

    def _write(self, answer):
        if not self.transport.is_closing():
            self.transport.write(answer)


class Agency:
    """What an agency of that number answers."""

    def __init__(self, number, said, papers, count):
        self.kind, self.latency, self.count, self.asked = kind(number), said.latency, count, 0
        self.answers = {} if self.kind in {"down", "shut"} else made(number, said, papers)

    def answer(self, head):
        self.asked += 1
        if self.kind == "shut":
            return b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nforbidden"
        if self.kind == "busy" and self.asked <= BUSY_AT_FIRST:
            return b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy"
        etag, whole = self.answers.get(head.split(b" ", 2)[1].decode("latin-1")) or self.answers[""]
        if etag and b'if-none-match: "%s"' % etag in head.lower():
            return b'HTTP/1.1 304 Not Modified\r\nETag: "%s"\r\n\r\n' % etag
        return whole


async def serve(said):
    from nights import paper

    loop, count = asyncio.get_running_loop(), {"requests": 0, "bytes": 0}
    papers = [paper(f"fleet {number}", leaves=1 + number % 4) for number in range(DISTINCT_PAPERS)]
    ports, closed = [], []
    for number in range(said.sites):
        agency = Agency(number, said, papers, count)
        if agency.kind == "down":
            closed.append(socket.socket())  # bound, so that nobody else gets the port, and deaf
            closed[-1].bind(("127.0.0.1", 0))
            ports.append(closed[-1].getsockname()[1])
            continue
        server = await loop.create_server(lambda agency=agency: Site(agency), "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
    print(json.dumps(ports), flush=True)
    while word := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        told = dict(count)
        if word == "reset":
            count.update(requests=0, bytes=0)
        print(json.dumps(told), flush=True)
    return 0


def made(number, said, papers):
    """The answers of one agency by path, "" for all others: pages of the other bench, and PDFs behind the home page."""
    from fleet import made as pages_of

    answers = {"": (b"", b"HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nabsent")}
    names = [f"/paper{one}.pdf" for one in range(said.papers)]
    links = "".join(f'<p><a href="{name}">แผนพัฒนาท้องถิ่น ฉบับที่ {one}</a></p>' for one, name in enumerate(names))
    for path, whole in pages_of(number, said.pages).items():
        if path:
            body = whole.partition(b"\r\n\r\n")[2]
            body = body.replace(b"</main>", links.encode() + b"</main>") if path == "/" else body
            answers[path] = packed(body, "text/html; charset=utf-8")
    for one, name in enumerate(names):
        body = papers[(number + one * 7) % len(papers)] + b"\n%% agency %d %d\n" % (number, one)
        answers[name] = packed(body, "application/pdf")
    return answers


def packed(body, media):
    etag = sha256(body).hexdigest()[:16].encode()
    head = (
        f'HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\nETag: "{etag.decode()}"\r\n\r\n'
    )
    return etag, head.encode() + body


if __name__ == "__main__":
    sys.exit(main())
