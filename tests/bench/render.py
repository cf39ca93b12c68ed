"""Pages that scripts build: how fast they are shown, beside a new context and ``networkidle`` per page, and how much
of what a person sees is found.

    python tests/bench/render.py [--rounds 5] [--rivals 8] [--browser PATH]

Makes its own pages: 24 of three styles for speed (a shell with 250 KB of library and a menu in JSON; a table; a list in
a framework's root; twelve pictures, two fonts and a style sheet each), and sites of five styles with known truth.
Rounds alternate, the table shows medians. The rivals show ``--rivals`` pages each round. Exit code 1 when a target is
missed: 8 pages/s, 5 times the rival, 95% found, 600 MB.
"""

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from oitcrawl.crawl.browser import Browser
from oitcrawl.crawl.browser_program import arguments, is_root, programs
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.visit import Fetched
from oitcrawl.read import read
from oitcrawl.settings import Settings

PAGES, LINKS, ITEMS = 24, 60, 14
WORDS = ("แผนพัฒนา", "รายงาน", "คู่มือ", "ข้อบัญญัติ", "ประกาศ", "มาตรการ", "สถิติ", "โครงสร้าง")
PICTURE = bytes(120_000)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--rivals", type=int, default=8, help="pages that rivals show each round")
    words.add_argument("--browser", default="")
    words.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.serve:
        return serve()
    with subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True) as server:
        try:
            return asyncio.run(compare(said, server.stdout.readline().strip()))
        finally:
            server.kill()


async def compare(said, home):
    program = next(programs(said.browser))
    runs = {name: [] for name in ("ours", "new context, networkidle", "new context, networkidle, 2 at once")}
    peaks = []
    for number in range(said.rounds):
        for name in list(runs)[:: -1 if number % 2 else 1]:
            if name == "ours":
                rate, peak = await ours(home, program)
                peaks.append(peak)
            else:
                rate = await rival(home, program, said.rivals, 2 if "2" in name else 1)
            runs[name].append(rate)
            print(f"  round {number + 1}: {name}: {rate:.1f} pages/s", flush=True)
    rates = {name: statistics.median(some) for name, some in runs.items()}
    for name, rate in rates.items():
        print(f"{rate:6.1f} pages/s  {name}")
    print(f"peak memory of our browser's processes: {max(peaks):.0f} MB   ({program})")
    found, seen, by_style = await truth(home, program)
    print(
        "found:", ", ".join(f"{style} {share:.0%}" for style, share in by_style.items()), f"- all {found / seen:.1%}"
    )
    times = rates["ours"] / rates["new context, networkidle"]
    print(f"{times:.1f} times a new context with networkidle")
    missed = rates["ours"] < 8 or times < 5 or found < 0.95 * seen or max(peaks) > 600
    return print("a target is missed") or 1 if missed else 0


class Desk:
    """A browser as a scan uses it."""

    def __init__(self, home, program, **settings):
        self.settings = Settings(allow_private=True, browser=program, **settings)
        self.home, self.addresses = home, Addresses(home)
        gate = Gate.of(home, allow_private=True)
        self.browser = Browser(self.settings, gate=gate, addresses=self.addresses, interest=interest, read=self.read)

    async def read(self, answer):
        return read(
            answer.body,
            url=answer.final_url,
            content_type="text/html",
            charset="utf-8",
            resolve=self.addresses.resolve,
            settings=self.settings,
        )

    async def show(self, path):
        answer = Fetched(url=self.home + path, final_url=self.home + path, body=page_of(path)[1])
        return await self.browser.show(await self.read(answer), answer)


def interest(_url, label):
    return 0.95 if "ITA" in label.text else 0.2


async def ours(home, program):
    """Pages per second, with as many asked for at once as a scan does, and the most memory used meanwhile."""
    desk, paths, peak = Desk(home, program), [f"/speed/{n}" for n in range(PAGES)], 0.0

    async def worker():
        nonlocal peak
        while paths:
            path = paths.pop()
            page = await desk.show(path)
            assert len({link.url for link in page.links}) >= LINKS, (path, len(page.links))
            if len(paths) % 6 == 0:
                peak = max(peak, desk.browser._running.processes.megabytes())

    async with desk.browser:
        await asyncio.gather(desk.show("/speed/0"), desk.show("/speed/1"))
        began = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(desk.settings.concurrency)))
        return PAGES / (time.perf_counter() - began), peak


async def rival(home, program, count, at_once):
    """Pages per second of what most tutorials do."""
    from playwright.async_api import async_playwright

    paths = [f"/speed/{n}" for n in range(count)]
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=program, args=arguments("rival")[:7], chromium_sandbox=not is_root()
        )

        async def worker():
            while paths:
                path = paths.pop()
                context = await chromium.new_context()
                page = await context.new_page()
                await page.goto(home + path, wait_until="networkidle")
                links = await page.evaluate("Array.from(document.links, a => [a.href, a.textContent])")
                assert len(links) >= LINKS
                await context.close()

        began = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(at_once)))
        rate = count / (time.perf_counter() - began)
        await chromium.close()
        return rate


async def truth(home, program):
    """(found, seen, share by style) of what a person sees on the sites with known truth."""
    desk, all_found, all_seen, by_style = Desk(home, program), 0, 0, {}
    async with desk.browser:
        for style in STYLES:
            found = seen = 0
            for number in range(6):
                page = await desk.show(f"/truth/{style}/{number}")
                for title, path in items(style, number):
                    seen += 1
                    said = (
                        f"{one.label.text} {one.label.row} {one.label.heading}"
                        for one in page.links
                        if one.url == home + path
                    )
                    found += any(title in words for words in said)
            by_style[style], all_found, all_seen = found / seen, all_found + found, all_seen + seen
    return all_found, all_seen, by_style


# The site

LIBRARY = "".join(f"function u{n}(a){{var o={{}};for(var k in a)o[k]=a[k]+{n};return o}}\n" for n in range(4000))
SHELL = """<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="/s.css"></head><body>{body}{pictures}<script src="/lib.js"></script><script>{script}</script></body></html>"""
SPEED = (
    (
        "<ul id=nav></ul>",
        (
            "fetch('/menu.json').then(r=>r.json()).then(m=>m.forEach((x,i)=>{const l=document.createElement('li'),"
            "a=document.createElement('a');a.href=x.h;a.textContent=x.t;l.append(a);nav.append(l)}))"
        ),
    ),
    (
        "<table><tbody id=rows></tbody></table>",
        (
            "const q=new XMLHttpRequest();q.open('GET','/menu.json');q.onload=()=>{rows.innerHTML=JSON.parse(q.responseText)"
            ".map((x,i)=>`<tr><td>${i}<td>${x.t}<td><a href=${x.h}>เปิด</a></tr>`).join('')};q.send()"
        ),
    ),
    (
        "<div id=root></div>",
        (
            "(async()=>{const m=await(await fetch('/menu.json')).json();for(let i=0;i<m.length;i+=10){await 0;root.insertAdjacentHTML("
            "'beforeend',m.slice(i,i+10).map(x=>`<p><a href=${x.h}>${x.t}</a></p>`).join(''))}})()"
        ),
    ),
)


def items(style, number):
    """(title, path) of what a person sees on a page."""
    dice = random.Random(f"{style}{number}")
    return [(f"{dice.choice(WORDS)} {style} {number}-{n}", f"/f/{style}/{number}/{n}.pdf") for n in range(ITEMS)]


def groups(style, number):
    rows = [{"t": title, "u": path} for title, path in items(style, number)]
    return json.dumps([{"g": f"หมวด {n}", "rows": rows[n::4]} for n in range(4)], ensure_ascii=False)


STYLES = {
    "loader": "<div class=loader>กำลังโหลด</div><div id=c></div><script>setTimeout(()=>fetch('/rows/{at}').then(r=>r.json()).then(d=>{{"
    "d.forEach(x=>{{const p=document.createElement('p'),a=document.createElement('a');p.textContent=x.t+' ';a.textContent='คลิก';"
    "a.href=x.u;p.append(a);c.append(p)}});document.querySelector('.loader').remove()}}),500)</script>",
    "accordion": "<div id=root></div><script>const d={groups};let o=-1;const draw=()=>{{root.innerHTML=d.map((g,i)=>`<div class=item>"
    "<button type=button data-i=${{i}} aria-expanded=${{i===o}}>${{g.g}}</button>${{i===o?g.rows.map(x=>`<a href='${{x.u}}'>${{x.t}}</a>`).join(''):''}}"
    "</div>`).join('')}};root.addEventListener('click',e=>{{const b=e.target.closest('button');if(b){{o=+b.dataset.i===o?-1:+b.dataset.i;"
    "setTimeout(draw,60)}}}});draw()</script>",
    "menu": "<nav id=m></nav><p>ยินดีต้อนรับสู่เว็บไซต์ของหน่วยงาน</p><script>const q=new XMLHttpRequest();q.open('GET','/groups/{at}');q.onload=()=>"
    "{{for(const g of JSON.parse(q.responseText)){{const u=document.createElement('ul');u.textContent=g.g;for(const x of g.rows)"
    "u.insertAdjacentHTML('beforeend',`<li><a href='${{x.u}}'>${{x.t}}</a></li>`);m.append(u)}}}};q.send()</script>",
    "tabs": "<div id=t></div><div id=c></div><script>const d={groups};d.forEach((g,i)=>{{const b=document.createElement('a');b.href='javascript:void(0)';"
    "b.className='tab-link';b.textContent=g.g;b.onclick=()=>{{c.innerHTML=g.rows.map(x=>`<div>${{x.t}} <a href='${{x.u}}'>ดูเพิ่มเติม</a></div>`)"
    ".join('')}};t.append(b)}});t.firstChild.click()</script>",
    "rows": "<table><tbody id=b></tbody></table><script>fetch('/rows/{at}?opaque').then(r=>r.json()).then(d=>d.forEach((x,i)=>{{const r=b.insertRow();"
    "r.insertCell().textContent=i+1;r.insertCell().textContent=x.t;if(i%2)r.setAttribute('onclick',`location.href='${{x.u}}'`);"
    "else r.addEventListener('click',()=>{{location.href=x.u}})}}))</script>",
}


def page_of(path):  # noqa: PLR0911 - one for each kind of address
    """(media type, body) of an address of the site."""
    parts = path.partition("?")[0].strip("/").split("/")
    if parts[0] == "speed":
        body, script = SPEED[int(parts[1]) % 3]
        pictures = "".join(f"<img src='/i{n}.jpg?{parts[1]}' width=200>" for n in range(12))
        page = SHELL.format(title=f"หน้า {parts[1]}", body=body, pictures=pictures, script=script)
        return "text/html; charset=utf-8", page.encode()
    if parts[0] == "truth":
        at = f"{parts[1]}/{parts[2]}"
        inner = STYLES[parts[1]].format(at=at, groups=groups(parts[1], int(parts[2])))
        return (
            "text/html; charset=utf-8",
            f"<!DOCTYPE html><title>ITA 2568</title><body><h1>ITA 2568</h1>{inner}".encode(),
        )
    if parts[0] in {"rows", "groups"}:
        rows = [{"t": title, "u": address} for title, address in items(parts[1], int(parts[2]))]
        text = json.dumps(rows) if parts[0] == "rows" else groups(parts[1], int(parts[2]))
        return "application/json", text.encode()
    if path == "/menu.json":
        menu = [{"t": f"{WORDS[n % 8]} {n}", "h": f"/content/{n}.html"} for n in range(LINKS)]
        return "application/json", json.dumps(menu).encode()
    if path == "/lib.js":
        return "text/javascript", LIBRARY.encode()
    if path == "/s.css":
        css = "@font-face{font-family:A;src:url(/f0.ttf)}@font-face{font-family:B;src:url(/f1.ttf)}body{font-family:A}h1{font-family:B}"
        return "text/css", (css + "".join(f".k{n}{{padding:{n}px}}" for n in range(900))).encode()
    return "application/octet-stream", PICTURE


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        kind, body = page_of(self.path)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        pass

    def handle(self):
        with suppress(ConnectionError):
            super().handle()


def serve():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
