"""Pages as a real browser shows them: what scripts build is found, and hostile pages harm nobody."""

import asyncio
import json
import ssl
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from crawl.web import served
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from oitcrawl.crawl.browser import Browser, is_available
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import LinkKind
from oitcrawl.model.visit import Fetched
from oitcrawl.read import read
from oitcrawl.settings import Settings

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright"),
]

SETTINGS = Settings(allow_private=True, render_seconds=8.0)
ITEMS = ("แผนพัฒนาท้องถิ่น", "รายงานผลการดำเนินงาน", "คู่มือสำหรับประชาชน")


def interest(_url, label):
    return 0.9 if "ITA" in label.text or any(word in label.text for word in ITEMS) else 0.2


class Desk:
    """A browser in front of one small site."""

    def __init__(self, web, settings, **doors):
        self.web, self.settings = web, settings
        self.addresses = Addresses(web.url)
        self.browser = Browser(
            settings,
            gate=Gate.of(web.url, allow_private=True),
            addresses=self.addresses,
            interest=interest,
            read=self.read,
            **doors,
        )

    async def read(self, answer):
        return read(
            answer.body,
            url=answer.final_url,
            content_type="text/html",
            charset=answer.charset,
            resolve=self.addresses.resolve,
            settings=self.settings,
        )

    async def show(self, path="/"):
        url = self.web.url + path
        answer = Fetched(url=url, final_url=url, content_type="text/html", body=self.web.pages[path].encode())
        return await self.browser.show(await self.read(answer), answer)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk():
    """One browser for all pages that leave it whole: a start takes longer than most tests."""
    async with served({}) as web:
        desk = Desk(web, SETTINGS)
        async with desk.browser:
            yield desk


@pytest.fixture
def shown(desk):
    """Shows pages; gives what the browser shows of each path, the site, and the browser."""

    async def show(pages, *paths, settings=SETTINGS, **doors):
        if settings is SETTINGS and not doors:
            desk.web.pages, desk.web.asked = pages, []
            told = [await desk.show(path) for path in paths or ("/",)]
            return (*told, desk.web, desk.browser)
        async with served(pages) as web:
            other = Desk(web, settings, **doors)
            async with other.browser:
                told = [await other.show(path) for path in paths or ("/",)]
            return (*told, web, other.browser)

    return show


def labels(page):
    """path -> (text, heading)"""
    return {"/" + link.url.split("/", 3)[3]: (link.label.text, link.label.heading) for link in page.links}


ROWS = [{"no": f"O{n}", "title": word, "file": f"docs/{n}.pdf"} for n, word in enumerate(ITEMS, 1)]


async def test_links_that_a_script_builds_after_half_a_second_are_found(shown):
    script = "setTimeout(async () => { for (const row of await (await fetch('/api/ita?year=2568')).json()) {"
    script += "const a = document.createElement('a'); a.href = row.file; a.textContent = row.title; document.body.append(a) }}, 500)"

    page, web, browser = await shown(
        {"/": f"<div id=app></div><script>{script}</script>", "/api/ita": ("application/json", json.dumps(ROWS))}
    )

    assert {f"/docs/{n}.pdf": (word, "") for n, word in enumerate(ITEMS, 1)} == labels(page)
    assert (True, False) == (page.rendered, page.needs_script)
    assert browser.pages > 0
    assert ["/api/ita?year=2568"] == web.paths()  # the page itself is not asked for again


async def test_what_only_json_names_is_a_link_called_by_its_title(shown):
    script = "fetch('/d.json').then(r => r.json()).then(d => document.body.append(d.length + ' รายการ'))"

    page, *_ = await shown({"/": f"<script>{script}</script>", "/d.json": ("application/json", json.dumps(ROWS))})

    assert ("O1 แผนพัฒนาท้องถิ่น", "") == labels(page)["/docs/1.pdf"]
    assert {LinkKind.SCRIPT} == {link.kind for link in page.links}


async def test_links_of_the_html_and_of_the_browser_are_joined(shown):
    page, *_ = await shown(
        {"/": "<p id=p><a href=old.pdf>เก่า</a></p><script>p.innerHTML = '<a href=new.pdf>ใหม่</a>'</script>"}
    )

    assert {"/old.pdf", "/new.pdf"} == set(labels(page))


ACCORDION = """<title>ITA 2568</title><div id=root></div><script>
const data = [["หมวดหนึ่ง", "a.pdf"], ["หมวดสอง", "b.pdf"], ["หมวดสาม", "c.pdf"]]; let open = -1;
const draw = () => { root.innerHTML = ''; data.forEach(([name, file], n) => {
  const head = document.createElement('div'); head.className = 'acc-head'; head.textContent = name;
  head.addEventListener('click', () => { open = n; draw(); }); root.append(head);
  if (open === n) { const a = document.createElement('a'); a.href = file; a.textContent = 'เปิดไฟล์'; root.append(a); }
}) }; draw();</script>"""


async def test_panels_of_an_ita_page_are_opened_and_name_what_they_held(shown):
    page, *_ = await shown({"/": ACCORDION})

    wanted = {"/a.pdf": "หมวดหนึ่ง", "/b.pdf": "หมวดสอง", "/c.pdf": "หมวดสาม"}
    assert wanted == {path: heading for path, (_, heading) in labels(page).items()}


async def test_panels_of_other_pages_stay_shut(shown):
    page, *_ = await shown({"/": ACCORDION.replace("ITA 2568", "ข่าวกีฬา")})

    assert () == page.links


async def test_rows_that_lead_somewhere_by_script_are_links_and_nobody_goes_there(shown):
    rows = "".join(f"<tr data-f=f{n}.html><td>O{n}<td>{word}</tr>" for n, word in enumerate(ITEMS))
    script = "for (const tr of document.querySelectorAll('tr')) tr.addEventListener('click', () => location.href = tr.dataset.f)"

    page, web, _ = await shown({"/": f"<h1>ITA</h1><table>{rows}</table><script>{script}</script>"})

    assert {"/f0.html", "/f1.html", "/f2.html"} == set(labels(page))
    assert [] == web.asked


async def test_tabs_that_load_their_content_when_opened_are_read(shown):
    html = '<title>ITA</title><button role=tab onclick="go(2567)">ปี 2567</button><button role=tab onclick="go(2568)">ปี 2568</button><div id=c></div>'
    script = "const go = y => fetch('/y/' + y).then(r => r.text()).then(t => c.innerHTML = t)"

    page, *_ = await shown(
        {
            "/": f"{html}<script>{script}</script>",
            "/y/2567": "<a href=67.pdf>แผน</a>",
            "/y/2568": "<a href=68.pdf>แผน</a>",
        }
    )

    assert {"/67.pdf": ("แผน", "ปี 2567"), "/68.pdf": ("แผน", "ปี 2568")} == labels(page)


async def test_what_tabs_show_in_one_pane_after_another_is_all_read_under_their_words(shown):
    texts = ("ผู้บริหารของเทศบาล นายกเทศมนตรี", "อำนาจหน้าที่ของเทศบาลตามกฎหมาย", "แผนพัฒนาท้องถิ่น ระยะห้าปี")
    tabs = "".join(f"<li role=tab data-t={n}>แท็บ {n}</li>" for n in range(3))
    script = "document.querySelectorAll('li').forEach(e => e.addEventListener('click', () => "
    script += "fetch('/frag/' + e.dataset.t).then(r => r.text()).then(t => pane.innerHTML = t)))"
    html = f"<title>ITA</title><main><ul>{tabs}</ul><div id=pane><p>ข้อความที่อยู่ก่อนเลือกแท็บใด ๆ</p></div></main><footer>ท้าย</footer>"
    fragments = {f"/frag/{n}": f"<p>{text}</p><a href={n}/a>ดู</a>" for n, text in enumerate(texts)}

    page, *_ = await shown({"/": f"{html}<script>{script}</script>", **fragments})

    assert [1] * 4 == [page.leaf.text.count(text) for text in (*texts, "ข้อความที่อยู่ก่อนเลือกแท็บใด ๆ")]
    assert page.leaf.text.index("แท็บ 0", page.leaf.text.index(texts[2])) < page.leaf.text.index(texts[0])
    assert {f"/{n}/a": ("ดู", f"แท็บ {n}") for n in range(3)} == labels(page)


async def test_panels_that_only_add_text_are_not_told_twice(shown):
    heads = "".join(f"<div class=acc-head>หมวด {n}</div><div></div>" for n in range(3))
    script = "document.querySelectorAll('.acc-head').forEach((e, n) => e.addEventListener('click', () => "
    script += "e.nextElementSibling.innerHTML = `<p>เนื้อหาของหมวดที่ ${n} ซึ่งยาวพอ</p>`))"

    page, *_ = await shown({"/": f"<title>ITA</title><main>{heads}</main><script>{script}</script>"})

    assert [1] * 3 == [page.leaf.text.count(f"เนื้อหาของหมวดที่ {n}") for n in range(3)]
    assert [1] * 3 == [page.leaf.text.count(f"หมวด {n}") for n in range(3)]


POSTED = (
    "fetch('/api/list', {method: 'POST'}).then(r => r.json()).then(d => t.tBodies[0].innerHTML = d).catch(() => 0)"
)
EMPTY = "<h1>เอกสารเผยแพร่ ITA</h1><table id=t><thead><tr><th>ชื่อ<th>ไฟล์</thead><tbody></tbody></table>"


async def test_a_table_whose_rows_come_by_post_is_not_seen(shown):
    page, web, _ = await shown({"/": f"{EMPTY}<script>{POSTED}</script>"})
    assert (True, True, "post", []) == (page.needs_script, page.rendered, page.barred, web.asked)

    waiting = EMPTY.replace("<tbody>", "<tbody><tr><td>Loading...</td></tr>")
    page, *_ = await shown({"/": f"{waiting}<script>{POSTED}</script>"})
    assert "post" == page.barred


async def test_a_table_whose_rows_robots_shut_is_not_seen(shown):
    script = "fetch('/api/list').catch(() => 0)"

    page, *_ = await shown({"/": f"{EMPTY}<script>{script}</script>"}, may=lambda url: "/api/" not in url)

    assert (True, "closed") == (page.needs_script, page.barred)


async def test_a_page_that_lacks_nothing_or_only_counts_its_visitors_is_seen(shown):
    full = EMPTY.replace("<tbody>", "<tbody><tr><td>แผนพัฒนาท้องถิ่น<td><a href=a.pdf>เปิด</a></tr>")
    counter = "fetch('/api/visit_count.php', {method: 'POST'}).catch(() => 0)"
    pages = {"/": f"{full}<script>{POSTED}</script>", "/n": f"{EMPTY}<script>{counter}</script>"}

    for page in (await shown(pages, "/", "/n"))[:2]:
        assert (False, "") == (page.needs_script, page.barred)


async def test_shadow_roots_and_frames_without_an_address_are_read(shown):
    script = "h.attachShadow({mode: 'closed'}).innerHTML = '<a href=s.pdf>เงา</a>';"
    script += "const f = document.createElement('iframe'); document.body.append(f); f.contentDocument.body.innerHTML = '<a href=f.pdf>กรอบ</a>'"

    page, *_ = await shown({"/": f"<div id=h></div><script>{script}</script>"})

    assert {"/s.pdf": ("เงา", ""), "/f.pdf": ("กรอบ", "")} == labels(page)


async def test_routes_of_a_page_are_opened_where_they_promise_much(shown):
    html = "<a href='#/ita'>ITA 2568</a><a href='#/sport'>กีฬา</a><main id=m></main>"
    script = "addEventListener('hashchange', () => m.innerHTML = `<a href=${location.hash.slice(2)}.pdf>ไฟล์</a>`)"

    page, *_ = await shown({"/": f"<title>หน้าแรก</title>{html}<script>{script}</script>"})

    assert {"/ita.pdf": ("ไฟล์", "ITA 2568")} == labels(page)


async def test_an_old_code_page_is_shown_as_it_is_meant(shown):
    async with served({}) as web:
        desk = Desk(web, SETTINGS, decode=lambda body, _charset: body.decode("cp874"))
        async with desk.browser:
            body = (
                "<p>แผนพัฒนา</p><script>document.body.append(document.querySelector('p').textContent.length)</script>"
            )
            answer = Fetched(url=web.url + "/", final_url=web.url + "/", body=body.encode("cp874"))
            page = await desk.browser.show(await desk.read(answer), answer)

    assert "แผนพัฒนา\n8" == page.leaf.text


# Walls


async def test_a_page_reaches_nothing_but_its_own_site(shown):
    async with served({"/": "ลับ", "/x.js": ("text/javascript", "1")}) as other:
        there = other.url
        script = f"fetch('{there}/').catch(() => 0); new Image().src = '{there}/i.png'; navigator.sendBeacon('{there}/b', 'x');"
        script += f"const s = document.createElement('script'); s.src = '{there}/x.js'; document.head.append(s);"
        script += f"const f = document.createElement('iframe'); f.src = '{there}/f'; document.body.append(f);"
        script += f"try {{ new WebSocket('{there.replace('http', 'ws')}/w'); new EventSource('{there}/e'); }} catch (e) {{}}"
        script += f"try {{ new Worker(URL.createObjectURL(new Blob([`fetch('{there}/k')`]))); }} catch (e) {{}}"

        page, *_ = await shown({"/": f"<p>x</p><script>{script}</script>"})

    assert page is not None
    assert [] == other.asked


async def test_nothing_is_sent_and_nothing_is_changed(shown):
    script = "fetch('/p', {method: 'POST', body: 'x'}).catch(() => 0); const r = new XMLHttpRequest(); r.open('DELETE', '/d'); r.send();"
    script += "fetch('/Pages/delete_news/3').catch(() => 0); fetch('/logout.php').catch(() => 0); fetch('/newsdelete.php?id=5').catch(() => 0); "
    script += "new Image().src = '/webcounter/count.php'; fetch('/x.php?action=%E0%B8%A5%E0%B8%9A&id=1').catch(() => 0); document.forms[0].submit();"
    script += "const w = document.createElement('iframe'); document.body.append(w); w.contentWindow.fetch('/q', {method: 'PUT'}).catch(() => 0);"
    html = "<title>ITA</title><form action=/f method=post><button>ส่ง</button><input type=submit value=ส่งข้อมูล></form>"

    page, web, _ = await shown({"/": f"{html}<script>{script}</script>"})

    assert page is not None
    assert [] == web.asked


async def test_what_robots_shut_is_not_loaded(shown):
    script = "fetch('/private/a.json').catch(() => 0); fetch('/open/b.json').catch(() => 0)"

    _, web, _ = await shown({"/": f"<script>{script}</script>"}, may=lambda url: "/private/" not in url)

    assert ["/open/b.json"] == web.paths()


async def test_a_storm_of_windows_leaves_a_few_links_and_room_for_rows(shown):
    storm = "for (let n = 0; n < 999; n++) open('/pop' + n);"
    rows = "<tr onclick=\"for (let n = 0; n < 99; n++) window.open(n + '-one')\"><td>แผน<tr onclick=\"window.open('/two')\"><td>คู่มือ"

    page, web, _ = await shown({"/": f"<h1>ITA</h1><table>{rows}</table><script>{storm}</script>"})

    paths = sorted(labels(page))
    assert [30, 5] == [sum(part in path for path in paths) for part in ("/pop", "-one")]
    assert ("/two", []) == (paths[-1], web.asked)


async def test_a_page_that_leads_away_is_held_and_tells_where_to(shown):
    for script in ("location.href = '/away.html'", "location.replace('/away.html')", "top.location = '/away.html'"):
        page, web, _ = await shown({"/": f"<p>อยู่นี่</p><script>{script}</script>", "/away.html": "ที่อื่น"})

        assert ("อยู่นี่", {"/away.html"}, []) == (page.leaf.text, set(labels(page)), web.asked), script


async def test_a_meta_refresh_is_not_followed_by_the_browser(shown):
    page, web, _ = await shown(
        {"/": "<meta http-equiv=refresh content='0; url=/away.html'><p>อยู่นี่</p><script></script>"}
    )

    assert ("อยู่นี่", []) == (page.leaf.text, web.asked)
    assert page.refresh.endswith("/away.html")


def self_signed(folder):
    """An SSL context with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(today - timedelta(1)).not_valid_after(today + timedelta(9))
    file = folder / "site.pem"
    file.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def test_over_tls_too_only_get_goes_out_and_a_broken_certificate_is_refused_unless_wanted(tmp_path):
    script = (
        "fetch('/p', {method: 'POST', body: 'x'}).catch(() => 0); fetch('/d.json').then(r => r.json()).catch(() => 0)"
    )
    pages = {"/": f"<p>x</p><script>{script}</script>", "/d.json": ("application/json", json.dumps(ROWS))}
    seen = {}
    async with served(pages, tls=self_signed(tmp_path)) as web:
        for wish in ("refuse", "read"):
            desk = Desk(web, replace(SETTINGS, broken_tls=wish))
            async with desk.browser:
                page = await desk.show()
            seen[wish], web.asked = (len(page.links), web.asked), []

    assert {"refuse": (0, []), "read": (3, [("GET", "/d.json")])} == seen


# Hostile pages

GOOD = "<body><script>document.body.innerHTML = '<a href=a.pdf>ก</a>'</script>"
QUICK = replace(SETTINGS, render_seconds=0.6)


@pytest.mark.parametrize(
    "script",
    [
        "while (true) {}",
        "Promise.resolve().then(function f() { return Promise.resolve().then(f) })",
        "window.__oitcrawl = null; Object.prototype.then = () => {}; Promise = null; while (true) document.title += 'x'",
    ],
)
async def test_a_page_that_never_ends_is_given_up_and_the_next_one_is_shown(shown, script):
    began = time.monotonic()

    stuck, good, *_ = await shown({"/": f"<script>{script}</script>", "/good": GOOD}, "/", "/good", settings=QUICK)

    assert stuck is None
    assert {"/a.pdf"} == set(labels(good))
    assert time.monotonic() - began < 15


async def test_windows_questions_and_prints_trouble_nobody(shown):
    script = "for (let n = 0; n < 50; n++) { alert(n); confirm(n); prompt(n); print(); open('/pop' + n) } onbeforeunload = () => 'stay'"

    page, good, web, _ = await shown({"/": f"<p>x</p><script>{script}</script>", "/good": GOOD}, "/", "/good")

    assert page is not None
    assert {"/a.pdf"} == set(labels(good))
    assert [] == web.asked


async def test_a_body_that_asks_before_it_is_left_is_left(shown):
    page, good, *_ = await shown(
        {"/": "<body onbeforeunload='return 1'><p>x</p><script></script>", "/good": GOOD}, "/", "/good"
    )

    assert ("x", {"/a.pdf"}) == (page.leaf.text, set(labels(good)))


async def test_a_request_without_an_answer_does_not_hold_the_page(shown):
    script = "fetch('/never'); const r = new XMLHttpRequest(); r.open('GET', '/never'); r.send(); document.body.innerHTML = '<a href=a.pdf>ก</a>'"
    began = time.monotonic()

    page, *_ = await shown(
        {"/": f"<body><script>{script}</script>", "/never": None}, settings=replace(SETTINGS, render_seconds=3.0)
    )

    assert {"/a.pdf"} == set(labels(page))
    assert time.monotonic() - began < 8


async def test_clocks_and_slide_shows_do_not_hold_the_page(shown):
    script = "setInterval(() => t.innerHTML = `<b>${Date.now()}</b>`, 100); (function f() { s.textContent = Date.now(); setTimeout(f, 300) })()"
    began = time.monotonic()

    page, *_ = await shown({"/": f"<p id=t></p><p id=s></p><a href=a.pdf>ก</a><script>{script}</script>"})

    assert {"/a.pdf"} == set(labels(page))
    assert time.monotonic() - began < 7.5


async def test_a_browser_that_grows_beyond_its_bound_is_replaced(shown):
    script = "fetch('/never'); setInterval(() => { const d = document.createElement('div');"
    script += "d.innerHTML = '<p>ข้อความ</p>'.repeat(30000); document.body.append(d) }, 5)"
    pages = {"/": f"<body><script>{script}</script>", "/never": None, "/good": GOOD}

    fat, good, _, browser = await shown(pages, "/", "/good", settings=replace(SETTINGS, browser_memory=400))

    assert fat is None
    assert {"/a.pdf"} == set(labels(good))
    assert "" == browser.trouble


async def test_a_page_of_fifty_megabytes_is_cut(shown):
    script = "document.body.innerHTML = '<a href=a.pdf>ก</a>' + ('<p>' + 'ข้อความ '.repeat(20)).repeat(110000)"

    page, *_ = await shown({"/": f"<body><script>{script}</script>"}, settings=replace(QUICK, browser_memory=1500))

    assert page is None or ("/a.pdf" in labels(page) and page.size < 60_000_000)


async def test_a_browser_that_is_killed_is_replaced(shown):
    async with served({"/": GOOD}) as web:
        desk = Desk(web, SETTINGS)
        async with desk.browser:
            first = await desk.show()
            desk.browser._running.processes.kill()
            again = await desk.show()

    assert {"/a.pdf"} == set(labels(first)) == set(labels(again))


async def test_without_a_browser_that_starts_pages_stay_as_they_are(shown):
    page, _, browser = await shown({"/": GOOD}, settings=replace(SETTINGS, browser="/bin/false"))

    assert page is None
    assert "เปิดเบราว์เซอร์ไม่ได้" in browser.trouble
    assert 0 == browser.pages


async def test_pages_that_are_wanted_at_once_share_the_tabs(shown):
    pages = {f"/{n}": f"<body><script>document.body.innerHTML = '<a href={n}.pdf>ก</a>'</script>" for n in range(8)}
    async with served(pages) as web:
        desk = Desk(web, SETTINGS)
        async with desk.browser:
            told = await asyncio.gather(*(desk.show(path) for path in pages))
            assert len(desk.browser._running.free) <= 2

    assert [{f"/{n}.pdf"} for n in range(8)] == [set(labels(page)) for page in told]
