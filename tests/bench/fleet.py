"""Many agencies at once in one process: how much of the allowed rate is kept when every answer takes 200 ms.

    python tests/bench/fleet.py [--sites 40] [--pages 120] [--rate 10] [--latency 0.2] [--judge] [--processes 1]

All sites are served by one other process, each on a port of its own, every page new and every answer late. Ours runs
the real survey (robots, gate, charsets, pace, reader, frontier, matching); with --judge whole scans, verdicts included.
The share of a site is (requests - 1) / (rate * seconds from its first to its last request), as the server saw them.
Exit code 1 when a target is missed.
"""

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

WANTED = 0.9
CHILDREN = 18  # links of a page beside its menu
BODY = 24  # sentences
MENU = ["โครงสร้างหน่วยงาน", "ข้อมูลผู้บริหาร", "อำนาจหน้าที่", "แผนพัฒนาท้องถิ่น", "ข้อมูลการติดต่อ", "กฎหมายที่เกี่ยวข้อง"]
MENU += ["ข่าวประชาสัมพันธ์", "ถามตอบ", "แผนดำเนินงานประจำปี", "รายงานผลการดำเนินงานประจำปี", "คู่มือปฏิบัติงาน", "คู่มือประชาชน"]
MENU += [
    "สถิติการให้บริการ",
    "ประเมินความพึงพอใจ",
    "บริการออนไลน์",
    "แผนการใช้จ่ายงบประมาณ",
    "รายการจัดซื้อจัดจ้าง",
    "ประกาศจัดซื้อจัดจ้าง",
]
MENU += ["สรุปผลจัดซื้อจัดจ้างรายเดือน", "แผนบริหารทรัพยากรบุคคล", "หลักเกณฑ์บริหารบุคคล", "ประมวลจริยธรรม", "ร้องเรียนการทุจริต"]
MENU += ["ช่องทางรับฟังความคิดเห็น", "นโยบายไม่รับของขวัญ", "ประเมินความเสี่ยงการทุจริต", "แผนป้องกันการทุจริต", "มาตรการภายใน"]
MENU += [
    "หน้าแรก",
    "ประวัติความเป็นมา",
    "สภาพทั่วไป",
    "กิจกรรม",
    "วิดีโอ",
    "แผนที่",
    "ดาวน์โหลด",
    "กระดานข่าว",
    "ลิงก์หน่วยงาน",
    "เข้าสู่ระบบ",
]
WORDS = "ลงพื้นที่ ติดตาม ซ่อมแซม ถนน หมู่บ้าน โครงการ อบรม ผู้สูงอายุ เด็กเล็ก น้ำประปา ฝายชะลอน้ำ ประเพณี ลอยกระทง ฉีดวัคซีน".split()
WORDS += "กำจัดลูกน้ำ ยุงลาย กีฬา เยาวชน ประชุมสภา สมัยสามัญ ตลาดนัด ชุมชน ขยะ รีไซเคิล ปลูกต้นไม้ สงกรานต์ วันแม่ นักเรียน".split()


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sites", type=int, default=40)
    words.add_argument("--pages", type=int, default=120)
    words.add_argument("--rate", type=float, default=10.0)
    words.add_argument("--latency", type=float, default=0.2)
    words.add_argument("--concurrency", type=int, default=0, help="requests at once per site; 0 keeps the default")
    words.add_argument("--judge", action="store_true", help="judge too, as a scan does")
    words.add_argument("--processes", type=int, default=1, help="scanning processes that share the sites")
    words.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    words.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.serve:
        return asyncio.run(serve(said))
    if said.ours:
        return print(json.dumps(scan(json.loads(sys.stdin.readline()), said)))
    with servers(said) as (homes, seen):
        figures = scan_in_processes(homes, said)
        return 0 if report(figures, seen(), said) else 1


def scan_in_processes(homes, said):
    """The figures of all scanning processes together."""
    command = [sys.executable, str(Path(__file__).resolve()), "--ours", *(["--judge"] if said.judge else [])]
    command += [f"--{name}={getattr(said, name)}" for name in ("rate", "concurrency")]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(said.processes)
    ]
    for number, process in enumerate(running):
        process.stdin.write(json.dumps(homes[number :: said.processes]) + "\n")
        process.stdin.flush()
    each = [json.loads(process.communicate()[0]) for process in running]
    sums = {name: sum(one[name] for one in each) for name in ("pages", "slowed", "cpu", "rss_mb")}
    return {**sums, **{name: max(one[name] for one in each) for name in ("wall", "held")}}


def report(figures, seen, said):
    """Print what was kept of the rate; whether the targets were met."""
    shares = sorted((len(times) - 1) / (said.rate * (times[-1] - times[0])) for times in seen)
    median, worst = statistics.median(shares), shares[0]
    requests = sum(len(times) for times in seen)
    print(f"{len(seen)} sites, {figures['pages']} pages, {requests} requests, {figures['wall']:.1f} s, slowed by our")
    print(
        f"pace {figures['slowed']} times; CPU {figures['cpu']:.1f} s ({figures['cpu'] / figures['wall']:.0%} of one"
    )
    print(f"core, {figures['cpu'] / max(figures['pages'], 1) * 1000:.2f} ms a page), peak {figures['rss_mb']:.0f} MB")
    print(f"longest hold of the event loop {figures['held'] * 1000:.0f} ms")
    checks = [
        (
            f"every page read: {figures['pages']} of {said.sites * said.pages}",
            figures["pages"] == said.sites * said.pages,
        ),
        (f"median site kept {median:.1%} of its rate, wanted {WANTED:.0%}", median >= WANTED),
        (f"worst site kept {worst:.1%} of its rate, wanted {WANTED:.0%}", worst >= WANTED),
        (f"fastest site kept {shares[-1]:.1%}, allowed 102%", shares[-1] <= 1.02),
    ]
    for text, met in checks:
        print(f"{'met   ' if met else 'MISSED'} {text}")
    return all(met for _, met in checks)


# --- ours ---


def scan(homes, said):
    """Scan all homes at once in this process."""
    import oitcrawl.scan as story
    from oitcrawl.compose import Order, Watchers, scan_sites, site_from_url
    from oitcrawl.errors import OitcrawlError
    from oitcrawl.ruleset.load import load_edition
    from oitcrawl.settings import Settings

    concurrency = {"concurrency": said.concurrency} if said.concurrency else {}
    settings = Settings(
        allow_private=True,
        rate=said.rate,
        ocr="never",
        render="never",
        pictures="never",
        family_cap=10**6,
        **concurrency,
    )
    rules = load_edition("nacc-2568", cases=False)
    orders = [Order(site=site_from_url(home), rules=rules, fiscal_year=2569) for home in homes]
    held, coverages, tasks = [0.0], [], []
    if not said.judge:
        story.judge_harvest = lambda _assignment, harvest, *_rest, **_more: harvest

    def ended(_order, outcome):
        if isinstance(outcome, OitcrawlError):
            raise outcome
        coverages.append(outcome.coverage)

    watchers = Watchers(ended=ended, on_start=lambda _stop: tasks.append(asyncio.create_task(watch_loop(held))))
    before, started = time.process_time(), time.perf_counter()
    scan_sites(orders, settings, watchers=watchers, at_once=len(orders))
    return {
        "pages": sum(coverage.pages for coverage in coverages),
        "slowed": sum(coverage.slowed for coverage in coverages),
        "wall": time.perf_counter() - started,
        "cpu": time.process_time() - before,
        "rss_mb": peak_mb(),
        "held": held[0],
    }


async def watch_loop(held):
    """Note for how long the event loop was held at most."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.01)
        held[0] = max(held[0], time.perf_counter() - before - 0.01)


def peak_mb():
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1024


# --- the sites ---


@contextmanager
def servers(said):
    """The addresses of all home pages, and a function that gives the times of the requests of each."""
    command = [sys.executable, str(Path(__file__).resolve()), "--serve"]
    command += [f"--{name}={getattr(said, name)}" for name in ("sites", "pages", "latency")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seen():
        process.stdin.write("tell\n")
        process.stdin.flush()
        return [times for times in json.loads(process.stdout.readline()) if times]

    try:
        yield json.loads(process.stdout.readline()), seen
    finally:
        process.terminate()
        process.wait()


class Site(asyncio.Protocol):
    """One site: ready-made pages, each answer after the latency."""

    def __init__(self, answers, times, latency):
        self.answers, self.times, self.latency = answers, times, latency
        self.rest = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        *asked, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for head in asked:
            path = head.split(b" ", 2)[1].decode("latin-1")
            self.times.append(time.monotonic())
            answer = self.answers.get(path) or self.answers[""]
            asyncio.get_running_loop().call_later(self.latency, self._write, answer)

    def _write(self, answer):
        if not self.transport.is_closing():
            self.transport.write(answer)


async def serve(said):
    loop = asyncio.get_running_loop()
    homes, seen = [], []
    for number in range(said.sites):
        answers, times = made(number, said.pages), []
        server = await loop.create_server(
            lambda answers=answers, times=times: Site(answers, times, said.latency), "127.0.0.1", 0
        )
        homes.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        seen.append(times)
    print(json.dumps(homes), flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    print(json.dumps(seen), flush=True)
    await asyncio.sleep(60)


def made(number, pages):
    """The answers of one site by path, "" for all others: a menu on every page, a tree of news under it."""
    random.seed(number)
    answers = {"": packed("absent", status="404 Not Found")}
    menu = "".join(
        f'<li><a href="{f"/p{way}" if way else "/"}">{name}</a></li>' for way, name in enumerate(MENU) if way < pages
    )
    for page in range(pages):
        title = MENU[page] if page < len(MENU) else sentence(6)
        ways = [page * CHILDREN + len(MENU) + child for child in range(CHILDREN)]
        ways = [way if way < pages else random.randrange(pages) for way in ways]
        links = "".join(
            f'<div><a href="/p{way}"><h4>{sentence(6)}</h4></a><p>{sentence(8)}</p></div>' for way in ways
        )
        text = "".join(f"<p>{sentence(12)}</p>" for _ in range(BODY))
        answers[f"/p{page}" if page else "/"] = packed(
            f"<html><head><title>{title} | อบต.ทดสอบ {number}</title></head><body><header><h1>อบต.ทดสอบ {number}</h1></header>"
            f"<nav><ul>{menu}</ul></nav><main><h2>{title}</h2>{text}{links}</main><footer>อบต.ทดสอบ</footer></body></html>"
        )
    return answers


def sentence(count):
    return " ".join(random.choice(WORDS) for _ in range(count))


def packed(text, status="200 OK"):
    body = text.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    sys.exit(main())
