"""Whole surveys of sites whose answers lead astray: untrue pages, dead addresses with living twins, slips, other hosts."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from oitcrawl.compose import Order, scan_site
from oitcrawl.compose.desk import Desk
from oitcrawl.errors import SiteUnjudgeable
from oitcrawl.model.finding import Status
from oitcrawl.model.offsite import OffsiteKind, OffsiteState
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import FailCause
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings
from oitcrawl.store.scans import Store

MENU = "<nav>" + "".join(f"<a href=/menu{n}.html>เมนูที่ {n}</a>" for n in range(8)) + "</nav>"
PLAN = "<h1>แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570</h1><p>ยุทธศาสตร์ แผนงาน โครงการ และงบประมาณของตำบล</p>" * 3


def html(body, title="อบต.ตัวอย่าง"):
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"


class Served:
    """Pages by path on loopback; ``others`` answers for all that is not there, a path in ``moved`` redirects."""

    def __init__(self, pages, *, others=None, moved=None):
        self.pages, self.others, self.moved = pages, others, moved or {}
        self.asked = []

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append(self.path)
                if place := outer.moved.get(self.path):
                    self.send_response(302)
                    self.send_header("Location", place)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                page = outer.pages.get(self.path, None if self.path == "/robots.txt" else outer.others)
                body = (page or "<h1>404</h1>").encode()
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.place = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.place}/"
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


RULES = load_edition("nacc-2568")
SETTINGS = {"allow_private": True, "rate": 0.0, "retries": 0, "render": "never", "ocr": "never"}


def order(url):
    return Order(site=AgencySite(code="x", url=url), rules=RULES, fiscal_year=2568)


def scan(url, **settings):
    return scan_site(order(url), Settings(**{**SETTINGS, **settings}))


def item(found, code="O5"):
    return next(one for one in found.items if one.item == code)


def kinds(found):
    return {warning.kind for warning in found.warnings}


def test_a_link_that_is_sent_home_is_dead_and_lends_its_words_to_nobody():
    home = html(f"{MENU}<a href=/plan/detail/7>แผนพัฒนาท้องถิ่น</a>{'<p>ยินดีต้อนรับสู่ตำบลของเรา</p>' * 9}")
    with Served({"/": home}) as site:
        site.moved = {f"/menu{n}.html": "/" for n in range(8)} | {"/plan/detail/7": "/"}
        site.moved = _Always(site.moved)
        found = scan(site.url)

    dead = {one.url.removeprefix(site.url): one.cause for one in found.coverage.failed}
    assert FailCause.SOFT_404 is dead["plan/detail/7"]
    assert Status.MISSING is item(found).status
    assert [one.message for one in found.warnings if one.kind == "soft_404"]
    assert all("plan/detail" not in url for piece in item(found).evidence for url in (piece.url,))


class _Always(dict):
    """Sends every path home but the home page itself and robots.txt."""

    def get(self, path, default=None):
        return default if path in {"/", "/robots.txt", "/sitemap.xml"} else "/"


def test_a_mistyped_link_leads_to_its_evidence_and_is_told():
    home = html(f"<a href=/Plan.htmk>แผนพัฒนาท้องถิ่น</a><p>{'ยินดีต้อนรับ ' * 30}</p>")
    with Served({"/": home, "/Plan.html": html(PLAN)}) as site:
        found = scan(site.url)

    (slip,) = [one for one in found.warnings if one.kind == "broken_link"]
    assert site.url + "Plan.htmk" == slip.url
    assert site.url + "Plan.html" in slip.message
    assert {site.url + "Plan.html"} == {piece.url for piece in item(found).evidence}
    assert () == found.coverage.failed


def test_guesses_that_fail_leave_no_trace_on_a_site_that_never_says_404():
    home = html(f"<a href=/RISK/Plan.htmk>แผนพัฒนาท้องถิ่น</a><p>{'ยินดีต้อนรับ ' * 30}</p>")
    pages = {"/": home, "/risk/plan.html": html(PLAN)}
    with Served(pages, others=html(f"{MENU}<h2>ไม่พบหน้าที่ท่านต้องการ</h2>")) as site:
        found = scan(site.url)

    (slip,) = [one for one in found.warnings if one.kind == "broken_link"]
    assert site.url + "risk/plan.html" in slip.message
    assert "RISK/Plan.html" not in repr(found)
    assert () == found.coverage.failed


def test_a_mistyped_link_whose_meaning_is_known_already_joins_its_words():
    home = html("<a href=/p.html>คลิก</a><a href=/P.HTML>แผนพัฒนาท้องถิ่น</a>")
    with Served({"/": home, "/p.html": html(PLAN)}) as site:
        found = scan(site.url, concurrency=1)

    assert site.url + "p.html" in {piece.url for piece in item(found).evidence}
    assert 2 == found.coverage.pages


def test_a_site_that_lives_at_http_alone_is_read_there_and_that_is_said():
    with Served({"/": html("<a href=/p.html>แผนพัฒนาท้องถิ่น</a>"), "/p.html": html(PLAN)}) as site:
        found = scan(site.url.replace("http:", "https:"))

    assert 2 == found.coverage.pages
    assert {"tls_problem", "home_unreachable"} & kinds(found)
    assert {site.url + "p.html"} <= {piece.url for piece in item(found).evidence}


BARRIERS = {
    FailCause.BLOCKED: html("<h1>Checking your browser before accessing the site</h1>"),
    FailCause.MAINTENANCE: html("<h2>ขออภัย เว็บไซต์ปิดปรับปรุงชั่วคราว</h2>"),
    FailCause.PARKED: html("<h1>โดเมนนี้หมดอายุ</h1>"),
    FailCause.LOGIN: html("<form>ชื่อผู้ใช้ <input> รหัสผ่าน <input type=password></form>", "เข้าสู่ระบบ"),
}


@pytest.mark.parametrize("cause", BARRIERS)
def test_behind_a_barrier_nothing_is_missing_and_the_cause_is_named(cause, tmp_path):
    with Served({}, others=BARRIERS[cause]) as site:
        found = scan(site.url)
        with Store(tmp_path) as store, pytest.raises(SiteUnjudgeable) as told:
            Desk(Settings(**SETTINGS), store).demand_judgeable(found, order(site.url))

    assert {Status.UNVERIFIED} == {one.status for one in found.items}
    assert [cause] == [one.cause for one in found.coverage.failed]
    assert 1 == len(kinds(found) & {"blocked_scanner", "login_wall", "maintenance", "parked"})
    assert "404" not in str(told.value).replace(site.url, "")
    assert told.value.cure
    assert "เบราว์เซอร์ดูก่อน" not in told.value.cure


def test_a_firewall_in_the_midst_of_a_site_leaves_the_rest_unverified():
    home = html(f"{MENU}<a href=/p.html>แผนพัฒนาท้องถิ่น</a>{'<p>ยินดีต้อนรับ</p>' * 9}")
    with Served({"/": home, "/p.html": BARRIERS[FailCause.BLOCKED]}) as site:
        found = scan(site.url)

    assert Status.UNVERIFIED is item(found).status
    assert "firewall" in item(found).because
    assert "blocked_scanner" in kinds(found)


def test_what_another_site_promises_is_unverified_and_says_so():
    home = html(f"<a href=https://plan.other.go.th/x>แผนพัฒนาท้องถิ่น</a><p>{'ยินดีต้อนรับ ' * 30}</p>")
    with Served({"/": home}) as site:
        found = scan(site.url)

    assert Status.UNVERIFIED is item(found).status
    assert "เว็บไซต์อื่น" in item(found).because
    assert Status.MISSING is item(found, "O20").status
    assert () == item(found).evidence


def test_a_form_kept_elsewhere_holds_open_what_its_words_name_and_nothing_else():
    forms = (
        "<a href=https://docs.google.com/forms/d/e/1FAIpQLSabcdefghij/viewform>E-Service ยื่นคำร้องออนไลน์</a>"
        "<a href=https://forms.gle/abcDEF123>แจ้งเรื่องร้องเรียนการทุจริต</a>"
    )
    with Served({"/": html(f"{forms}<p>{'ยินดีต้อนรับ ' * 30}</p>")}) as site:
        found = scan(site.url)

    assert {"O10", "O18"} <= {one.item for one in found.items if one.status is Status.UNVERIFIED}
    assert "แบบฟอร์มอยู่นอกเว็บไซต์ ให้คนดู" in item(found, "O10").because
    assert "แบบฟอร์มอยู่นอกเว็บไซต์ ให้คนดู" in item(found, "O18").because
    assert [Status.MISSING] * 3 == [item(found, name).status for name in ("O5", "O16", "O20")]


def test_references_are_listed_by_kind_and_are_no_evidence():
    home = html("<a href=https://www.facebook.com/x>แผนพัฒนาท้องถิ่น</a><a href=https://lin.ee/x>ไลน์</a>" + MENU)
    with Served({"/": home}) as site:
        found = scan(site.url)

    assert {OffsiteKind.FACEBOOK, OffsiteKind.LINE} == {one.kind for one in found.coverage.references}
    assert () == item(found).evidence
    assert Status.MISSING is item(found).status


def test_a_drive_link_is_offsite_evidence_that_was_not_opened():
    home = html("<a href=https://drive.google.com/file/d/1AbcDEFghiJKLmn/view>แผนพัฒนาท้องถิ่น</a>")
    with Served({"/": home}) as site:
        found = scan(site.url)

    piece, *others = item(found).evidence
    assert {piece.url} >= {one.url for one in others}
    assert (True, OffsiteKind.DRIVE_FILE, OffsiteState.UNOPENED) == (piece.offsite, piece.kept, piece.reach)
    assert Status.UNVERIFIED is item(found).status


def test_with_the_operators_leave_what_is_kept_elsewhere_is_read_as_evidence():
    with Served({"/kept/plan.html": html(PLAN)}) as store:
        home = html(
            f"<a href={store.url}kept/plan.html>แผนพัฒนาท้องถิ่น</a><a href={store.url}kept/gone.pdf>แผนการจัดซื้อจัดจ้าง</a>"
        )
        with Served({"/": home}) as site:
            found = scan(site.url, offsite_hosts=store.place)

    piece, *others = item(found).evidence
    assert {piece.url} >= {one.url for one in others}
    assert (store.url + "kept/plan.html", True, OffsiteState.OPEN) == (piece.url, piece.offsite, piece.reach)
    assert piece.readable
    assert Status.UNVERIFIED is not item(found).status
    assert "offsite_evidence" in kinds(found)
    assert [store.url + "kept/gone.pdf"] == [one.url for one in found.coverage.failed if one.permanent]
    assert "/robots.txt" in store.asked


def test_a_login_at_the_store_is_said_with_what_to_do():
    door = "https://accounts.google.com/ServiceLogin"
    with Served({}, moved={"/plan.pdf": door}) as store, Served({}) as site:
        site.pages["/"] = html(f"<a href={store.url}plan.pdf>แผนพัฒนาท้องถิ่น</a>")
        found = scan(site.url, offsite_hosts=store.place)

    plan = item(found)
    assert Status.UNVERIFIED is plan.status
    assert "ต้องเข้าสู่ระบบ" in plan.because
    assert "ทุกคนที่มีลิงก์" in plan.settles
    assert [OffsiteState.LOGIN] == [piece.reach for piece in plan.evidence]


def test_an_ordinary_site_is_asked_for_nothing_more():
    pages = {"/": html(f"{MENU}<p>{'ข่าวประชาสัมพันธ์ ' * 40}</p>")}
    pages |= {f"/menu{n}.html": html(f"{MENU}<h1>เมนู {n}</h1><p>{'รายละเอียดของเรื่องนี้ ' * 30}</p>") for n in range(8)}
    with Served(pages) as site:
        found = scan(site.url)

    assert 9 == found.coverage.pages
    assert {"/robots.txt", "/sitemap.xml", *pages} == set(site.asked)
    assert found.coverage.requests == len(site.asked)
