"""The part of the zoo that hides things: behind scripts, frames, splashes, comments, soft 404s, drives and flipbooks."""

import json
import re
from datetime import date
from pathlib import Path

from demosite.paper import Form, Paper
from demosite.pdf import Press
from demosite.shell import table
from demosite.sites import TinySite
from demosite.zoo import LINKS, frame, ita_rows, site
from demosite.zoo_papers import Sheet, sheets

FONTS = Path(__file__).parents[2] / "oitcrawl" / "report" / "static"
_UNSEEN = {"others": ["unverified"]}


def _documents(menu: list[tuple[str, str]], folder: str = "d") -> tuple[dict[str, str | bytes], dict[str, str]]:
    """Pages of the 28 at plain addresses, and these addresses."""
    files: dict[str, str | bytes] = {
        f"{folder}/{one.number}.html": frame(one.title, one.body, menu) for one in sheets()
    }
    return files, {one.code: f"/{folder}/{one.number}.html" for one in sheets()}


def late_table() -> TinySite:
    """The table comes half a second after the page, from an API."""
    menu = [("หน้าแรก", "/"), ("ITA 2568", "/ita.html")]
    files, reached = _documents(menu)
    rows = [{"no": one.code, "title": one.menu, "link": reached[one.code]} for one in sheets()]
    script = """<script>setTimeout(async () => {
  const rows = await (await fetch('/api/ita?year=2568')).json();
  const body = document.querySelector('#oit tbody');
  for (const row of rows) {
    const tr = document.createElement('tr');
    tr.innerHTML = `<td>${row.no}</td><td>${row.title}</td>`;
    const td = document.createElement('td'), a = document.createElement('a');
    a.textContent = 'คลิก'; a.href = 'javascript:void(0)'; a.onclick = () => { location.href = row.link; };
    td.append(a); tr.append(td); body.append(tr);
  }
  document.querySelector('#loading').remove();
}, 500);</script>"""
    waiting = '<table id="oit"><thead><tr><th>ข้อ</th><th>รายการ</th><th>URL</th></tr></thead><tbody></tbody></table><div id="loading" class="loader">กำลังโหลดข้อมูล...</div>'
    files["index.html"] = frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu)
    files["ita.html"] = frame("การเปิดเผยข้อมูลสาธารณะ (OIT) 2568", waiting + script, menu)
    answers = {
        "/api/ita?year=2568": {
            "body": json.dumps(rows, ensure_ascii=False),
            "headers": {"Content-Type": "application/json"},
        }
    }
    return site("late-table", "The ITA table is built by a script after half a second, its links are calls.", files, reached, answers=answers, without_browser=_UNSEEN)  # fmt: skip


def accordion() -> TinySite:
    """A React-like page: an empty root, panels whose content is made when they are opened."""
    files, reached = _documents([("หน้าแรก", "/")])
    groups = [
        ("ข้อมูลพื้นฐาน", 1, 4),
        ("การบริหารงานและงบประมาณ", 5, 13),
        ("ทรัพยากรบุคคล", 14, 16),
        ("การส่งเสริมความโปร่งใส", 17, 20),
        ("การป้องกันการทุจริต", 21, 28),
    ]
    data = [
        {
            "name": name,
            "entries": [
                {"t": f"{one.code} {one.menu}", "u": reached[one.code]} for one in sheets() if a <= one.number <= b
            ],
        }
        for name, a, b in groups
    ]
    script = f"""const data = {json.dumps(data, ensure_ascii=False)};
const root = document.getElementById('root');
root.innerHTML = '<header>องค์การบริหารส่วนตำบลหนองสมมุติ</header><main><h1>การเปิดเผยข้อมูลสาธารณะ ITA 2568</h1></main>';
for (const group of data) {{
  const head = document.createElement('button'), panel = document.createElement('div');
  head.textContent = group.name; head.setAttribute('aria-expanded', 'false'); head.className = 'accordion-button';
  head.addEventListener('click', () => {{
    if (panel.childElementCount) return;
    head.setAttribute('aria-expanded', 'true');
    for (const entry of group.entries) panel.insertAdjacentHTML('beforeend', `<p><a href="${{entry.u}}">${{entry.t}}</a></p>`);
  }});
  root.querySelector('main').append(head, panel);
}}"""
    files["index.html"] = (
        '<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>หน่วยงาน</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/static/js/main.js"></script></body></html>'
    )
    files["static/js/main.js"] = script
    return site("accordion", "An empty root that a script fills; panels get their links when they are opened.", files, reached, without_browser=_UNSEEN)  # fmt: skip


def frames() -> TinySite:
    """A frameset: the menu in one frame, what it opens in another."""
    files, reached = _documents([])
    menu = "".join(
        f'<a href="{href}" target="main">{one.menu}</a><br>' for one in sheets() if (href := reached[one.code])
    )
    files["index.html"] = (
        '<html><head><title>อบต.หนองสมมุติ</title></head><frameset cols="200,*"><frame name="menu" src="menu.html"><frame name="main" src="main.html"></frameset></html>'
    )
    files["menu.html"] = f'<html><head><meta charset="utf-8"></head><body>{menu}</body></html>'
    files["main.html"] = frame("ยินดีต้อนรับ", "<p>เลือกเมนูด้านซ้าย</p>")
    return site("frames", "A frameset: the menu stands in a frame of its own.", files, reached)


def splash() -> TinySite:
    """A splash page with one way in, and a second one behind it."""
    menu = [("หน้าหลัก", "/home/index.html"), ("ITA", "/home/ita.html")]
    files, reached = _documents(menu, "home")
    files["index.html"] = (
        '<html><head><meta charset="utf-8"><title>ลงนามถวายพระพร</title></head><body><img src="/splash.jpg" width="900" height="600" alt=""><br><a href="intro.php"><img src="enter.png" alt="เข้าสู่เว็บไซต์"></a></body></html>'
    )
    files["home/index.html"] = frame("หน้าหลัก", "<p>ยินดีต้อนรับ</p>", menu)
    files["home/ita.html"] = frame(
        "OIT 2568", ita_rows({code: href.removeprefix("/home/") for code, href in reached.items()}), menu
    )
    answers = {
        "/intro.php": {
            "headers": {"Content-Type": "text/html"},
            "body": '<html><script>window.location="home/index.html";</script><noscript><a href="home/index.html">enter</a></noscript></html>',
        }
    }
    return site(
        "splash", "A splash page, then a page that a script leaves, then the site.", files, reached, answers=answers
    )


def comment_links() -> TinySite:
    """Rows whose links were taken out by comments: nobody can click them."""
    menu = [("หน้าแรก", "/"), ("ITA 2568", "/ita.html")]
    files, reached = _documents(menu)
    hidden = {code: reached.pop(code) for code in ("O7", "O15", "O22", "O26")}
    rows = [
        [one.code, one.menu, f'<a href="#!">คลิก</a><!-- <a href="{hidden[one.code]}">คลิก</a> -->' if one.code in hidden else f'<a href="{reached[one.code]}">คลิก</a>']
        for one in sheets()
    ]  # fmt: skip
    files["index.html"] = frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu)
    files["ita.html"] = frame("การเปิดเผยข้อมูลสาธารณะ 2568", table(["ข้อ", "รายการ", "URL"], rows), menu)
    return site("comment-links", "Links left in comments behind '#!': nobody sees them, so they are no evidence.", files, reached, hidden=sorted(hidden.values()))  # fmt: skip


def soft_404() -> TinySite:
    """What was deleted still answers 200, with the frame of the site and 'not found' in it."""
    menu = [("หน้าแรก", "/"), ("ITA 2568", "/ita")]
    reached = {one.code: f"/content/detail/{200 + one.number}" for one in sheets()}
    gone = {code: reached[code] for code in ("O5", "O9", "O12", "O20", "O27")}
    answers: dict[str, object] = {}
    files: dict[str, str | bytes] = {
        "index.html": frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu),
        "ita.html": frame("OIT 2568", ita_rows(reached), menu),
    }
    for one in sheets():
        if one.code not in gone:
            files[f"{one.number}.html"] = frame(one.title, one.body, menu)
            answers[reached[one.code]] = {"file": f"{one.number}.html"}
    empty = frame("รายละเอียด", "<p>ไม่พบข้อมูลที่ท่านต้องการ</p>", menu)
    answers["/content/detail/*"] = {"body": empty, "headers": {"Content-Type": "text/html; charset=utf-8"}}
    return site(
        "soft-404", "Deleted pages answer 200 with 'no data found' in the site's own frame.", files,
        {code: href for code, href in reached.items() if code not in gone}, answers=answers,
        items={code: ["missing"] for code in gone}, causes=dict.fromkeys(gone, "soft_404"),
    )  # fmt: skip


def drive_only() -> TinySite:
    """Every item on a drive: reached from the main site, but not on it."""
    menu = [("หน้าแรก", "/"), ("ITA 2568", "/ita.html")]
    addresses = {
        one.code: f"https://drive.google.com/file/d/1ZooDemo{one.number:02d}xyzABCDEFGHIJ/view?usp=sharing"
        for one in sheets()
    }
    addresses["O12"] = "https://drive.google.com/drive/folders/1ZooDemoFolderABCDEFGH"
    files: dict[str, str | bytes] = {
        "index.html": frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu),
        "ita.html": frame("OIT 2568", ita_rows(addresses), menu),
    }
    return site(
        "drive-only", "Every item lies on a drive: evidence reached from the main site, not opened.", files, {},
        items={one.code: ["unverified"] for one in sheets()}, offsite=sorted(addresses), warnings=["offsite_evidence"],
    )  # fmt: skip


def flipbook() -> TinySite:
    """Half of the items in a flipbook of the site itself, half in one of a foreign service."""
    menu = [("หน้าแรก", "/"), ("ITA 2568", "/ita.html")]
    own = [one for one in sheets() if one.number in {5, 6, 7, 13, 14, 15, 17, 20, 22, 24, 25, 26}]
    away = [one for one in sheets() if one not in own]
    rows = [[one.code, one.menu, f'<a href="/flip/{one.number}.html">{LINKS[1]}</a>'] for one in own]
    rows += [
        [one.code, one.menu, f'<a href="https://online.anyflip.com/zoo/d{one.number}/">{LINKS[4]}</a>']
        for one in away
    ]
    files: dict[str, str | bytes] = {
        "index.html": frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu),
        "ita.html": frame("OIT 2568", table(["ข้อ", "รายการ", "URL"], rows), menu),
    }
    with Press(FONTS) as press:
        for one in own:
            viewer = f'<div class="_df_book" id="df{one.number}" source="/docs/book{one.number}.pdf"></div><script src="/dflip/js/dflip.min.js"></script>'
            files[f"flip/{one.number}.html"] = frame("เปิดอ่าน", viewer, menu)
            files[f"docs/book{one.number}.pdf"] = press.pdf(_paper(one))
    return site(
        "flipbook", "Flipbooks: those of the site lead to a PDF, those of a foreign service cannot be read.", files,
        {one.code: f"/docs/book{one.number}.pdf" for one in own},
        items={one.code: ["unverified"] for one in away}, offsite=[one.code for one in away],
    )  # fmt: skip


def _paper(one: Sheet) -> Paper:
    markup = re.sub(
        r"<tr>(.*?)</tr>",
        lambda row: "\n|" + "|".join(re.findall(r"<t[hd]>(.*?)</t[hd]>", row[1])) + "|\n",
        one.body,
        flags=re.DOTALL,
    )
    markup = re.sub(r"<h3>(.*?)</h3>", r"\n\1\n", markup)
    text = re.sub(r"<[^>]+>", "\n", markup).replace("&amp;", "&")
    return Paper(
        name=f"book{one.number}.pdf", form=Form.PDF, title="", made=date(2025, 3, 3), markup=f"# {one.title}\n{text}"
    )
