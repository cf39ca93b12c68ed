"""What the second night costs: one site of 2,000 pages and 300 PDFs scanned whole, again unchanged, again changed.

    python tests/bench/nights.py [--pages 2000] [--files 300] [--without-validators] [--nights 3]

Each scan is the whole command (crawl, judge, report; no recognition) in a process of its own; CPU counts its children.
The site is that of ../shared/bench/perf, with real small PDFs behind its links. Between the last two nights one
attachment changes and one page is removed: both must be found.
"""

import argparse
import asyncio
import contextlib
import importlib.util
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).resolve().parents[2]
PERF = ROOT.parent / "shared" / "bench" / "perf"
CPU_SHARE, BYTES_SHARE = 0.10, 0.05
REMOVED = "/content/3/0043.html"


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=2000)
    words.add_argument("--files", type=int, default=300)
    words.add_argument("--nights", type=int, default=1, help="unchanged nights between the first and the changed one")
    words.add_argument("--without-validators", action="store_true", help="the server sends neither ETag nor 304")
    words.add_argument("--keep", metavar="FOLDER", help="work here and leave everything")
    words.add_argument("--serve", metavar="FOLDER", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.serve:
        return asyncio.run(serve(Path(said.serve), validators=not said.without_validators))
    if not PERF.is_dir():
        sys.exit("../shared/bench/perf is not here: no site to crawl")
    place = Path(said.keep) if said.keep else Path(tempfile.mkdtemp(prefix="oitcrawl-nights-"))
    return report(list(measure(place, said)), validators=not said.without_validators)


def measure(place, said):
    """Each scan as a dictionary, the first one first."""
    make_site(place, said.pages, said.files)
    with served(place / "site", validators=not said.without_validators) as home:
        yield night("first", home, place)
        for number in range(said.nights):
            yield night(f"unchanged {number + 1}", home, place)
        ask(home + "__change")
        yield night("changed", home, place)


def report(nights, *, validators):
    """Print the table; 0 when all targets are met."""
    first = nights[0]
    print(
        "\n| scan | CPU s | of the first | wall s | requests | MB | of the first | pages | documents | not modified |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for one in nights:
        print(
            f"| {one['name']} | {one['cpu']:.2f} | {one['cpu'] / first['cpu']:.1%} | {one['wall']:.1f} "
            f"| {one['requests']} | {one['bytes'] / 1e6:.2f} | {one['bytes'] / first['bytes']:.1%} "
            f"| {one['pages']} | {one['documents']} | {one['not_modified']} |"
        )
    checks = [(f"{one['name']}: exit {one['code']}", one["code"] == 0) for one in nights]
    for one in nights[1:-1]:
        checks.append((f"{one['name']}: CPU {one['cpu'] / first['cpu']:.1%}", one["cpu"] <= CPU_SHARE * first["cpu"]))
        if validators:
            share = one["bytes"] / first["bytes"]
            checks.append((f"{one['name']}: bytes {share:.1%}", share <= BYTES_SHARE))
        checks.append((f"{one['name']}: same verdicts", one["verdicts"] == first["verdicts"]))
    checks.append((f"removed page found: {nights[-1]['removed']}", nights[-1]["removed"] == [REMOVED]))
    checks.append((f"changed attachment found: {nights[-1]['changed']}", len(nights[-1]["changed"]) == 1))
    print()
    for sentence, met in checks:
        print(f"{'met   ' if met else 'MISSED'} {sentence}")
    return 0 if all(met for _, met in checks) else 1


def night(name, home, place):
    """One whole scan by the command line."""
    import resource

    out = place / "scan.json"
    old = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {"attachments": []}
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": neighbour().compiled(),  # an installed program has its byte code
        "OITCRAWL_DATA_DIR": str(place / "data"),
        "OITCRAWL_FAMILY_CAP": "1000000",
        "OITCRAWL_MAX_PAGES": "100000",
        "OITCRAWL_RATE": "0",
        "OITCRAWL_PICTURES": "never",
        "OITCRAWL_RENDER": "never",
    }
    command = [sys.executable, "-m", "oitcrawl", "scan", home, "--allow-private", "--ocr", "never", "--quiet"]
    command += ["--out", str(place / "reports"), "--json", str(out)]
    ask(home + "__reset")
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environ, cwd=place, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    scan, stats = json.loads(out.read_text(encoding="utf-8")), json.loads(ask(home + "__stats"))
    coverage = scan["coverage"]
    one = {
        "name": name,
        "code": done.returncode,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "wall": wall,
        **stats,
        **{key: coverage[key] for key in ("pages", "documents", "not_modified")},
        "removed": [gone["url"].removeprefix(home.rstrip("/")) for gone in coverage.get("removed", ())],
        "changed": changed(old, scan),
        "verdicts": [(item["item"], item["status"], len(item["evidence"])) for item in scan["items"]],
    }
    print(f"{name}: {one['cpu']:.2f} s CPU, {one['bytes'] / 1e6:.2f} MB", file=sys.stderr, flush=True)
    return one


def changed(old, new):
    known = {one["url"]: one["sha256"] for one in old["attachments"]}
    return [one["url"] for one in new["attachments"] if known.get(one["url"], one["sha256"]) != one["sha256"]]


# --- the site ---


def make_site(place, pages, files):
    site = place / "site"
    if site.is_dir():
        return
    quiet = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(neighbour().filler(place))}
    made = [sys.executable, str(PERF / "gen_site.py"), str(site), str(pages), str(files)]
    subprocess.run(made, check=True, env=quiet, stdout=subprocess.DEVNULL)
    wanted = {name for file in site.rglob("*.html") for name in re.findall(r"/upload/[^\"]+?\.pdf", file.read_text())}
    for name in sorted(wanted):
        file = site / name.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(paper(name, leaves=random.Random(name).randint(1, 6)))


def neighbour():
    """The bench of the crawler, for what both need."""
    spec = importlib.util.spec_from_file_location("bench_crawl", ROOT / "tests" / "bench" / "crawl.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def paper(name, leaves):
    """A real PDF with Thai text."""
    from fpdf import FPDF

    rolled = random.Random(name)
    pdf = FPDF()
    pdf.set_creation_date(datetime(2025, 1, 1, tzinfo=UTC))
    pdf.add_font("thai", "", FONT)
    for leaf in range(leaves):
        pdf.add_page()
        pdf.set_font("thai", size=14)
        for line in range(25):
            year = rolled.randint(2560, 2569)
            pdf.cell(
                0,
                8,
                f"{leaf}.{line} แผนพัฒนาท้องถิ่น ประจำปีงบประมาณ พ.ศ. {year} {rolled.random():.6f}",
                new_x="LMARGIN",
                new_y="NEXT",
            )
    out = io.BytesIO()
    pdf.output(out)
    return out.getvalue()


FONT = "/usr/share/fonts/truetype/tlwg/Garuda.ttf"


# --- its server ---


class Served(asyncio.Protocol):
    """Answers GET with ready-made bytes, keep-alive; counts requests and bytes."""

    answers: ClassVar[dict] = {}
    count: ClassVar[dict] = {"requests": 0, "bytes": 0}
    orders: ClassVar[dict] = {}

    def connection_made(self, transport):
        self.transport, self.rest = transport, b""

    def data_received(self, data):
        *asked, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for head in asked:
            path = head.split(b" ", 2)[1].partition(b"?")[0].decode("latin-1")
            if path.startswith("/__"):
                body = self.orders[path]()
                self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                continue
            etag, whole = self.answers.get(path) or self.answers[""]
            if etag and b'if-none-match: "%s"' % etag in head.lower():
                whole = b'HTTP/1.1 304 Not Modified\r\nETag: "%s"\r\nServer: bench\r\n\r\n' % etag
            self.count["requests"] += 1
            self.count["bytes"] += len(whole)
            self.transport.write(whole)


async def serve(folder, *, validators):
    types = {".html": "text/html; charset=utf-8", ".txt": "text/plain", ".pdf": "application/pdf"}

    def answer(body, suffix, packed):
        etag = sha256(body).hexdigest()[:16].encode() if validators else b""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {types[suffix]}\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Encoding: gzip\r\n" * packed + (f'ETag: "{etag.decode()}"\r\n' if etag else "")
        return etag, f"{head}Server: bench\r\n\r\n".encode() + body

    def change():
        name = sorted(path for path in Served.answers if path.endswith(".pdf"))[7]
        Served.answers[name] = answer(paper(name + " changed", 3), ".pdf", False)
        del Served.answers[REMOVED]
        return b"changed"

    def reset():
        Served.count.update(requests=0, bytes=0)
        return b"reset"

    Served.answers = {"": (b"", b"HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nabsent")}
    for file in folder.rglob("*"):
        if file.suffix in types:
            path = "/" + file.relative_to(folder).as_posix().removesuffix("index.html")
            packed = file.with_name(file.name + ".gz")
            body = (packed if packed.is_file() else file).read_bytes()
            Served.answers[path] = answer(body, file.suffix, packed.is_file())
    Served.orders = {
        "/__stats": lambda: json.dumps(Served.count).encode(),
        "/__reset": reset,
        "/__change": change,
    }
    server = await asyncio.get_running_loop().create_server(Served, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await server.serve_forever()


@contextlib.contextmanager
def served(folder, *, validators):
    command = [sys.executable, str(Path(__file__).resolve()), "--serve", str(folder)]
    command += [] if validators else ["--without-validators"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def ask(url):
    with urllib.request.urlopen(url) as answer:  # our own server
        return answer.read()


if __name__ == "__main__":
    sys.exit(main())
