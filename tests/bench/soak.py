"""Many scans of a small site in one process: memory stays flat, and no file, socket or process is left behind.

    python tests/bench/soak.py [--scans 2000] [--warm-up 200] [--every 50] [--render]

Prints the slope of the memory that is held in KB per 100 scans after the warm-up, which of fewer than 200 scans is too few to judge,
and what was open and lay on the disk before and after: files of the data and report folders, of the temporary folder (profiles of browsers among them), and of shared
memory. Each scan is one as by the command: kept in a database, with its report; every tenth finds the site changed.
With ``--render`` a browser looks at pages; its processes are counted too. Linux, for it counts in /proc.
"""

import argparse
import ctypes
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from oitcrawl.compose import Order, open_desk  # noqa: E402
from oitcrawl.demo.bundle import Bundle  # noqa: E402
from oitcrawl.demo.serve import SiteServer  # noqa: E402
from oitcrawl.model.site import AgencySite  # noqa: E402
from oitcrawl.settings import Settings  # noqa: E402
from tests.compose.test_nights import files, page  # noqa: E402

ALLOWED = 200.0  # KB per 100 scans: 4 MB in 2,000
ENOUGH = 200  # scans after the warm-up: the slope of fewer is chance


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--scans", type=int, default=2000)
    words.add_argument("--warm-up", type=int, default=200)
    words.add_argument("--every", type=int, default=50)
    words.add_argument("--render", action="store_true")
    said = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="oitcrawl-soak-") as place:
        os.environ["TMPDIR"] = tempfile.tempdir = str(Path(place) / "tmp")  # ours alone, so that it can be counted
        Path(tempfile.tempdir).mkdir()
        bundle = Bundle(files=files())
        with SiteServer(bundle) as server:
            return report(*soaked(said, Path(place), bundle, server), said.warm_up)


def soaked(said, place, bundle, server):
    """Memory after each scan, and what was open after the warm-up and at the end."""
    settings = Settings(
        allow_private=True,
        rate=0.0,
        retries=0,
        render="always" if said.render else "never",
        ocr="never",
        data_dir=str(place / "data"),
        reports_dir=str(place / "reports"),
    )
    memory, early, began = [], Counter(), time.monotonic()
    for number in range(said.scans):
        if number % 10 == 0:
            bundle.files["news/0.html"] = page(f"ข่าวใหม่ {number}", text=f"เรื่องที่ {number} " * 9)
        one_scan(settings, server.url)
        server._server.requests.clear()  # the site stands in this process too, and remembers what it was asked
        gc.collect()
        memory.append(resident())
        if number + 1 == min(said.warm_up, said.scans):
            early = held() + lying(place)
        if (number + 1) % said.every == 0:
            seconds = (time.monotonic() - began) / (number + 1)
            print(
                f"{number + 1}: {memory[-1]:,} KB, {dict(held() + lying(place))}, {seconds:.2f} s a scan",
                file=sys.stderr,
                flush=True,
            )
    return memory, early, held() + lying(place)


def one_scan(settings, url):
    with open_desk(settings) as desk:
        site = AgencySite(code="town", name="อบต. ตัวอย่าง", url=url)
        order = Order(site=site, rules=desk.rules(), fiscal_year=2568, as_of=date(2025, 4, 1))
        scan = desk.scan(order)
        assert scan.coverage.pages, "nothing was read"
        desk.deliver(scan, formats=("html", "json"))


def resident():
    """Memory that this process holds in KB: what the allocator keeps free is given back first, it is no leak."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def held():
    """How many files, sockets and other doors are open, and how many processes are children, or theirs."""
    kinds = Counter({"files": 0, "sockets": 0, "children": 0})
    for door in Path("/proc/self/fd").iterdir():
        try:
            target = str(door.readlink())
        except OSError:
            continue
        kinds["sockets" if target.startswith("socket:") else "files" if target.startswith("/") else "pipes"] += 1
    kinds["children"] = len(descendants())
    return kinds


def descendants():
    """Processes that we started, and those that they did."""
    parents = {}
    for process in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[process.parent.name] = process.read_text(errors="replace").rpartition(")")[2].split()[1]
        except OSError:
            continue
    ours, before = {str(os.getpid())}, 0
    while len(ours) > before:
        before = len(ours)
        ours |= {process for process, parent in parents.items() if parent in ours}
    return ours - {str(os.getpid())}


def lying(place):
    """How many files and folders lie where a scan may leave some; those of reports are of one day."""
    return Counter(
        {
            "data": sum(1 for _ in (place / "data").rglob("*")),
            "reports": sum(1 for _ in (place / "reports").rglob("*")),
            "temporary": sum(1 for _ in (place / "tmp").rglob("*")),
            "shared memory": sum(1 for one in Path("/dev/shm").iterdir() if is_ours(one)),
        }
    )


def is_ours(path):
    """Whether a piece of shared memory is of our user; it may go while one looks."""
    try:
        return path.stat().st_uid == os.geteuid()
    except OSError:
        return False


def slope(memory):
    """KB per 100 scans, by least squares."""
    count = len(memory)
    if count < 2:
        return 0.0
    middle, mean = (count - 1) / 2, sum(memory) / count
    over = sum((number - middle) * (kb - mean) for number, kb in enumerate(memory))
    return 100 * over / sum((number - middle) ** 2 for number in range(count))


def report(memory, early, late, warm_up):
    later = memory[warm_up:]
    grown = slope(later)
    kinds = ("files", "sockets", "children", "data", "reports", "temporary", "shared memory")
    leaked = {kind: late[kind] - early[kind] for kind in kinds if late[kind] > early[kind]}
    print(
        f"{len(memory)} scans; memory {memory[0]:,} KB at first, {memory[-1]:,} KB at last, {max(memory):,} KB at most"
    )
    print(f"after the warm-up: {dict(early)}\nat the end:        {dict(late)}\n")
    few = len(later) < ENOUGH
    too_few = f"; too few to judge: {len(later)} scans after the warm-up, wanted {ENOUGH}" if few else ""
    sentence = f"slope {grown:+.0f} KB per 100 scans after {warm_up}, allowed {ALLOWED:.0f}{too_few}"
    checks = [(sentence, None if few else grown <= ALLOWED), (f"left behind: {leaked or 'nothing'}", not leaked)]
    for told, met in checks:
        print(f"{'-     ' if met is None else 'met   ' if met else 'MISSED'} {told}")
    return 1 if any(met is False for _, met in checks) else 0


if __name__ == "__main__":
    sys.exit(main())
