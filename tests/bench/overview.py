"""The overview of 8,300 invented agencies: how long it takes, how much memory, how large, how soon it is seen.

    python tests/bench/overview.py [--agencies 8300] [--keep DIR]

Each agency has two scans in a store of its own; the page is written by the desk as after a scan, in a process of its
own. Then Chromium opens it: first paint by its own performance entries, the time of a key in the search box, and all
that without JavaScript. Exit code 1 when a target is missed.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
TARGETS = {
    "render_s": ("rendered in", 20.0, "s"),
    "rss_mb": ("memory of the whole process", 500.0, "MB"),
    "size_mb": ("file", 6.0, "MB"),
    "paint_s": ("first paint", 1.0, "s"),
    "plain_paint_s": ("first paint without JavaScript", 1.0, "s"),
    "key_ms": ("a key in the search box until it is painted", 100.0, "ms"),
}
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--agencies", type=int, default=8300)
    words.add_argument("--keep", type=Path, metavar="DIR", help="leave store and page there")
    words.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.write:
        return write(said.write)
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place:
        folder = said.keep or Path(place)
        if not (folder / "oitcrawl.sqlite3").is_file():
            fill(folder, said.agencies)
        return tell(measure(folder))


def measure(folder):
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(Path(__file__).resolve()), "--write", str(folder)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found | seen(folder / "reports" / "index.html")


def tell(found):
    missed = 0
    for key, (name, target, unit) in TARGETS.items():
        if key not in found:
            print(f"{name:>46}: not measured (no Chromium)")
            continue
        good = found[key] < target
        missed += not good
        print(f"{name:>46}: {found[key]:8.2f} {unit:<2}  target < {target:g} {unit}  {'met' if good else 'MISSED'}")
    more = {key: round(value, 3) for key, value in found.items() if key not in TARGETS}
    print(f"{'more':>46}: {more}")
    return 1 if missed else 0


def fill(folder, count):
    """A store with two scans of each agency, the older one of thirty days before."""
    from oitcrawl.store.scans import Store

    folder.mkdir(parents=True, exist_ok=True)
    with Store(folder) as store:
        for before, now in agencies(count):
            store.save_scan(before)
            store.save_scan(now)


def agencies(count, seed=2568):
    """Invented agencies, each with its scan before and its newest one: the same ones for the same seed."""
    from report.samples import ITEMS, finding, scan

    from oitcrawl.model.finding import Status

    dice = random.Random(seed)
    base = replace(scan(), attachments=(), warnings=(), pictures=())
    usual = [Status.FOUND] * 12 + [Status.MISSING] * 3 + [Status.INCOMPLETE, Status.OUTDATED, Status.UNVERIFIED]
    plain = {
        (item[0], status): replace(finding(*item[:4], status), owner=OWNERS[at % len(OWNERS)])
        for at, item in enumerate(ITEMS)
        for status in Status
    }
    for number in range(count):
        statuses = [dice.choice(usual) if dice.random() < 0.3 + at / 60 else Status.FOUND for at in range(28)]
        older = [dice.choice(usual) if dice.random() < 0.06 else status for status in statuses]
        agency = replace(
            base.agency,
            code=f"agency-{number:05}",
            name=f"{dice.choice(KINDS)}{dice.choice(STEMS)}{dice.choice(STEMS)}{dice.choice(ENDS)} {number}",
            kind=dice.choice(("local_government",) * 8 + ("school", "hospital", "central", "university")),
            province=dice.choice(PROVINCES),
        )
        day = date(2025, 3, 1) + timedelta(days=number % 20)
        yield tuple(
            replace(
                base,
                agency=agency,
                as_of=when,
                started=datetime(when.year, when.month, when.day, 2, 0, number % 60, tzinfo=UTC),
                finished=datetime(when.year, when.month, when.day, 2, 3, number % 60, tzinfo=UTC),
                **_judged([plain[item[0], status] for item, status in zip(ITEMS, some, strict=True)], base),
            )
            for when, some in ((day - timedelta(days=30), older), (day, statuses))
        )


def _judged(items, base):
    gaps = sum(item.status.is_gap for item in items)
    estimate = replace(base.summary.estimate, low=round(100 - gaps * 3.7, 1), high=round(100 - gaps * 2.6, 1))
    return {"items": tuple(items), "summary": replace(base.summary, estimate=estimate)}


def write(folder):
    """In a process of its own: the page, as the desk writes it after a scan."""
    from oitcrawl.compose.desk import open_desk
    from oitcrawl.settings import Settings

    settings = Settings(data_dir=str(folder), reports_dir=str(folder / "reports"))
    start = time.perf_counter()
    with open_desk(settings) as desk:
        page = desk.publish_overview()
    took = time.perf_counter() - start
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"render_s": took, "rss_mb": rss, "size_mb": page.stat().st_size / 1e6}))
    return 0


def seen(page):
    """What Chromium says of the page; nothing where there is no Chromium."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        except Error:
            return {}
        found = _opened(browser, page.as_uri()) | {
            f"plain_{key}": value for key, value in _opened(browser, page.as_uri(), plain=True).items()
        }
        browser.close()
    return found


def _opened(browser, address, *, plain=False):
    paints, found = [], {}
    for number in range(4):  # the first one warms the disk
        context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=not plain)
        tab = context.new_page()
        tab.goto(address, timeout=120_000)
        entries = _entries(tab)
        if number:
            paints.append(entries["first-contentful-paint"] / 1000)
            found["loaded_s"] = entries["load"] / 1000
        if not plain and number == 3:
            found |= _used(tab)
        context.close()
    return found | {"paint_s": statistics.median(paints)}


def _entries(tab):
    """Paint entries and the end of loading, in ms; asked from outside, so that they are known without a script too."""
    tab.wait_for_timeout(300)
    return tab.evaluate(
        """() => Object.fromEntries([
            ...performance.getEntriesByType("paint").map((one) => [one.name, one.startTime]),
            ["load", performance.getEntriesByType("navigation")[0].loadEventEnd],
        ])"""
    )


def _used(tab):
    """Milliseconds from a key to the paint after it, the worst of a word; of a sort, a filter and of all rows."""
    keys = [
        _until_painted(tab, f"set('search', {word!r}, 'input')")
        for word in ("ต", "ตำ", "ตำบ", "ตำบล", "ตำบลบ้าน 8", "")
    ]
    return {
        "key_ms": max(keys),
        "filter_ms": _until_painted(
            tab, "set('province', document.getElementById('province').options[5].value, 'change')"
        ),
        "sort_ms": _until_painted(tab, "document.querySelector('#table thead button').click()"),
        "every_ms": _until_painted(tab, "(set('province', '', 'change'), document.getElementById('every').click())"),
    }


def _until_painted(tab, action):
    return tab.evaluate(
        """(action) => new Promise((done) => {
            const set = (id, value, kind) => {
                const one = document.getElementById(id);
                one.value = value;
                one.dispatchEvent(new Event(kind, { bubbles: true }));
            };
            requestAnimationFrame(() => {
                const start = performance.now();
                new Function("set", action)(set);
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            });
        })""",
        action,
    )


def _chromium():
    import shutil

    return next(
        filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome", "chrome"))), None
    )


KINDS = ("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "โรงเรียน", "เทศบาลเมือง", "โรงพยาบาล", "องค์การบริหารส่วนตำบล")
STEMS = ("บ้าน", "หนอง", "ทุ่ง", "สวน", "ดอน", "โคก", "ห้วย", "ท่า", "บึง", "นา", "วัง", "ป่า", "เขา", "คลอง")
ENDS = ("ไผ่", "แก้ว", "ใหม่", "สะอาด", "ทองคำ", "ใหญ่ใต้ร่มไม้", "งาม", "เจริญสุข", "ม่วง", "ขาว", "พัฒนา", "สามัคคี")
OWNERS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุข", "หน่วยตรวจสอบภายใน")
PROVINCES = tuple(
    "กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก "
    "นครปฐม นครพนม นครราชสีมา นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี "
    "พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด "
    "ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี "
    "สุโขทัย สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ อุดรธานี อุตรดิตถ์ อุทัยธานี อุบลราชธานี กรุงเทพมหานคร".split()
)

if __name__ == "__main__":
    sys.exit(main())
