"""Untrue answers are told, and true pages that look like them are left in peace."""

import asyncio

import pytest

from oitcrawl.crawl.truth import MAX_PROBES, Doubter, untruths
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.visit import FailCause, Failed, Fetched
from oitcrawl.read import read
from oitcrawl.settings import Settings

HOME = "https://www.example.go.th/"
MENU = "<nav>" + "".join(f"<a href=/m{n}>เมนูที่ {n}</a>" for n in range(12)) + "</nav>"
SOUP = "".join(f"<div><a href=/m{n}>เมนูรายการที่ {n} ของหน่วยงาน</a></div>" for n in range(12))
SAD = "ขออภัย ไม่พบหน้าที่ท่านต้องการ"


def html(body, title="อบต.ตัวอย่าง"):
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


WELCOME = html(f"{MENU}<main><h1>ยินดีต้อนรับ</h1><p>{'ข่าวประชาสัมพันธ์ของตำบล ' * 20}</p></main>")


class Site:
    """Pages by path, a page for all others or None for 404, and where paths redirect to."""

    def __init__(self, pages=(), *, others=None, home=WELCOME, redirects=lambda path: path):
        self.pages, self.others, self.redirects = {"": home, **dict(pages)}, others, redirects
        self.addresses = Addresses(HOME)
        self.asked = []

    async def visit(self, url):
        path = url.removeprefix(HOME)
        self.asked.append(path)
        final = self.redirects(path)
        page = self.pages.get(final, self.others)
        if callable(page):
            page = page(final)
        if page is None:
            return Failed(url=url, cause=FailCause.NOT_FOUND, permanent=True, status=404)
        body = page.encode() if isinstance(page, str) else page
        return Fetched(url=url, final_url=HOME + final, content_type="text/html", body=body)

    async def read(self, answer):
        return read(
            answer.body,
            url=answer.final_url,
            content_type=answer.content_type,
            resolve=self.addresses.resolve,
            settings=Settings(),
        )

    def doubts(self, *paths):
        """The causes of all paths, visited one after another behind the home page."""

        async def go():
            doubter, found = Doubter(visit=self.visit, read=self.read, home=HOME), []
            for path in ("", *paths):
                answer = await self.visit(HOME + path)
                found.append(await doubter.doubt(answer, await self.read(answer)))
            self.probes = doubter.probes
            return found[1:]

        return [one and one.cause for one in asyncio.run(go())]

    def doubt(self, path):
        return self.doubts(path)[0]


def alone(page):
    """What is made of a page at an ordinary address of a site that says 404 honestly."""
    return Site({"page/about.html": page}).doubt("page/about.html")


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("news/detail/57", f"{MENU}<main><h2>ไม่พบหน้าที่ท่านต้องการ</h2><p>กลับหน้าแรก</p></main>"),
        ("index.php?page=%E0%B8%81", f"{SOUP}<div>{SAD}</div>"),
        ("plan.html", "<h1>404 Not Found</h1><p>The requested URL was not found on this server.</p>"),
        ("shownews.php?id=821", f"{SOUP}<p>Error 404 - page not found</p><p>ผู้เข้าชมวันนี้ 512</p>"),
    ],
)
def test_a_page_that_says_that_it_does_not_exist_is_dead(path, page):
    assert FailCause.SOFT_404 is Site({}, others=html(page)).doubt(path)


def test_counters_dates_and_an_echoed_word_do_not_hide_a_dead_page():
    visits = iter(range(100, 999))

    def answer(path):
        count = next(visits)
        return html(
            f"{SOUP}<p>ผู้เข้าชม {count} คน</p><p>วันที่ {count % 28} มีนาคม 2568</p>"
            f"<p>ไม่พบเนื้อหาที่ท่านเลือก ({path.rpartition('=')[2]})</p><a href='/{path}&print=yes&t={count}'>พิมพ์</a>"
        )

    assert FailCause.SOFT_404 is Site({}, others=answer).doubt("show.php?name=laksana")


def test_the_home_page_in_place_of_a_detail_is_dead():
    site = Site({}, others=WELCOME)

    assert [FailCause.SOFT_404] * 2 == site.doubts("index.php?page=procurement", "index.php?page=budget")
    assert 1 == site.probes


def test_a_redirect_to_the_home_page_is_dead_when_nonsense_goes_there_too():
    site = Site({}, redirects=lambda _path: "")

    assert [FailCause.SOFT_404] == site.doubts("plan/detail/12")


def test_one_old_address_that_was_sent_home_on_purpose_is_no_dead_link():
    site = Site({}, redirects=lambda path: "" if path == "welcome-page" else path)

    assert site.doubt("welcome-page") is None


@pytest.mark.parametrize(
    "path", ["index.php", "th/", "home", "index.php?lang=th", "main.php", "index.php/th/", "2568/"]
)
def test_the_home_page_may_have_many_addresses(path):
    assert Site({}, others=WELCOME).doubt(path) is None


def test_a_frame_without_content_is_an_empty_page():
    empty = html(f"{MENU}<main><h1>รายละเอียด</h1></main>")

    assert FailCause.EMPTY_PAGE is Site({}, others=empty).doubt("Pages/plan_detail/99")
    assert FailCause.EMPTY_PAGE is alone(html(f"{MENU}<main><h1>แผนการจัดซื้อ</h1><p>ไม่มีข้อมูล</p></main>"))
    soup = Site(
        {"plan": html(f"{SOUP}<h3>แผนงาน</h3><div>No data available</div>")}, home=html(SOUP + "<p>ยินดีต้อนรับสู่ตำบล")
    )
    assert FailCause.EMPTY_PAGE is soup.doubt("plan")


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        (html("<h1>Checking your browser before accessing example.go.th</h1>"), FailCause.BLOCKED),
        (html("<p>Please wait</p>", "Just a moment..."), FailCause.BLOCKED),
        (html("The requested URL was rejected. Please consult with your administrator."), FailCause.BLOCKED),
        (html("<p>ยืนยันว่าคุณไม่ใช่หุ่นยนต์</p><form><input name=captcha></form>"), FailCause.BLOCKED),
        ("<html><body><script src='/_Incapsula_Resource?x=1'></script></body></html>", FailCause.BLOCKED),
        (html("<form>ชื่อผู้ใช้ <input> รหัสผ่าน <input type=password></form>", "เข้าสู่ระบบ"), FailCause.LOGIN),
        (html("<h2>ขออภัย เว็บไซต์ปิดปรับปรุงชั่วคราว</h2>"), FailCause.MAINTENANCE),
        (html("<p>ขณะนี้ระบบอยู่ระหว่างการปรับปรุง กรุณาเข้าใหม่ภายหลัง</p>"), FailCause.MAINTENANCE),
        (html("<p>We'll be back.</p>", "Site is undergoing maintenance"), FailCause.MAINTENANCE),
        (html("<h1>This Account has been suspended.</h1>"), FailCause.PARKED),
        (html("<p>x</p>" * 30, "Apache2 Debian Default Page: It works"), FailCause.PARKED),
        (html("<h2>โดเมนนี้หมดอายุ</h2>" + "<a href=https://ads.example.com/1>โฆษณา</a>" * 20), FailCause.PARKED),
    ],
)
def test_barriers_are_told_also_at_the_door(page, cause):
    assert cause is alone(page)
    assert cause is Site({"": page}, others=page).doubt("")


LONG = "<p>ตำบลของเราตั้งอยู่ในอำเภอตัวอย่าง มีประชากรหนึ่งพันครัวเรือน ประกอบอาชีพเกษตรกรรม</p>" * 12
BOX = (
    "<div id=login><form action=/login method=post>สมาชิก <input name=u><input type=password name=p>"
    "<button>เข้าสู่ระบบ</button> <a href=/forgot>ลืมรหัสผ่าน</a></form></div>"
)
FEW = "<nav>" + "".join(f"<a href=/m{n}>เมนูที่ {n}</a>" for n in range(4)) + "</nav>"
TRUE_PAGES = {
    "a road is closed": html("<h1>ประกาศปิดปรับปรุงถนนสายบ้านใต้</h1><p>ปิดการจราจรชั่วคราว ขออภัยในความไม่สะดวก</p>"),
    "water is closed": html(f"{MENU}<h1>แจ้งปิดปรับปรุงระบบประปา</h1><p>หมู่ 3 ถึงหมู่ 5</p>"),
    "news of our own repairs": html(f"{MENU}<main><h1>เว็บไซต์ปิดปรับปรุงวันที่ 5 มีนาคม</h1><p>ขออภัย</p></main>"),
    "a page that explains 404": html(f"{MENU}<main><h1>404 Not Found คืออะไร แก้อย่างไร</h1>{LONG}</main>"),
    "news that pages were not found": html(
        f"{MENU}<main><p>แก้ไขปัญหาไม่พบหน้าเว็บไซต์ของกองคลังแล้ว ใช้งานได้ตามปกติ</p></main>"
    ),
    "a telephone": html(f"{MENU}<main><h1>ติดต่อเรา</h1><p>โทร 0 2123 4567</p></main>"),
    "a form": html(
        f"{MENU}<main><h1>ร้องเรียนการทุจริต</h1><form><input name=name><textarea></textarea><button>ส่ง</button></form>"
        "<a href=/login>เข้าสู่ระบบ</a></main>"
    ),
    "a service with a login": html(
        "<h1>ระบบ e-Service</h1><p>บริการออนไลน์สำหรับประชาชน</p><form><input><input type=password></form>"
    ),
    "a bare service with a login": html("<form>ชื่อผู้ใช้ <input> รหัสผ่าน <input type=password></form>", "ยื่นคำร้องออนไลน์"),
    "a login box beside": html(f"{MENU}<form>รหัสผ่าน <input type=password></form><main>{LONG}</main>"),
    "a plan with a login box": html(f"<h1>แผนป้องกันการทุจริต พ.ศ. 2566</h1><p>โครงการอบรม</p>{BOX}", "แผนป้องกันการทุจริต"),
    "a file with a login box": html(f"{BOX}<a href=/f/1.pdf>ดาวน์โหลด</a>", "เข้าสู่ระบบ"),
    "news with a login box": html(f"<ul><li><a href=/n/1>ข่าวงานวันเด็ก</a></li></ul>{BOX}"),
    "a notice above a page": html(
        f"<b>Warning</b>: mysqli_query() in /a.php on line 3<main><h1>แผน</h1>{LONG}</main>"
    ),
    "a notice above a file": html("Warning: fopen(x) in /a.php on line 3<p><a href=/f/1.pdf>แผน</a></p>"),
    "a statistic": html(f"{MENU}<main><h1>สถิติ</h1><p>จำนวนผู้รับบริการเดือนนี้ 120 ราย</p></main>"),
    "a list with a row": html(
        f"{MENU}<table><tr><th>ที่</th><th>เรื่อง</th></tr><tr><td>1</td><td>แผน</td></tr></table>"
    ),
    "a sentence and a file": html(f"{MENU}<main><p>รายงานผล</p><a href=/f/1.pdf>ดาวน์โหลด</a></main>"),
    "no data and a file": html(f"{MENU}<main><p>ไม่มีข้อมูล</p><a href=/f/1.pdf>ดาวน์โหลด</a></main>"),
    "nothing happened": html(f"{MENU}<main><p>ปีงบประมาณนี้ไม่มีข้อมูลเรื่องร้องเรียนการทุจริตของเจ้าหน้าที่</p></main>"),
    "a print variant": html("<h1>คู่มือการปฏิบัติงาน</h1><p>ขั้นตอนการรับเรื่อง</p>", "พิมพ์"),
    "news of a hacked account": html(f"{MENU}<main><h1>เตือนภัยบัญชีถูกระงับ</h1><p>มิจฉาชีพแอบอ้าง</p></main>"),
    "news of domains": html(f"{MENU}<main><h1>แนวทางเมื่อโดเมนหมดอายุ</h1>{LONG}</main>"),
    "an index of files": html(
        "<h1>Index of /docs</h1><a href=a.pdf>a.pdf</a> <a href=b.pdf>b.pdf</a>", "Index of /docs"
    ),
    "a picture only": html(f"{MENU}<main><img src=/chart.jpg width=900 height=700></main>"),
    "a frame only": html(f"{MENU}<main><iframe src=/inner></iframe></main>"),
    "a script fills it": html("<div id=app></div><script>fetch('/api/x')</script>"),
    "personal data": html(f"{MENU}<main><h1>นโยบายคุ้มครองข้อมูลส่วนบุคคล</h1><p>ไม่มีข้อมูลส่วนบุคคลที่เปิดเผย</p></main>"),
    "a refresh": "<html><head><meta http-equiv=refresh content='0;url=/m1'></head><body></body></html>",
}


@pytest.mark.parametrize(
    "home", [f"{FEW}<main><p>ยินดีต้อนรับ</p>{BOX}</main>", f"{FEW}{BOX}", f"<p>ยินดีต้อนรับสู่ตำบล</p>{BOX}"]
)
def test_a_home_page_with_a_login_box_is_no_wall(home):
    assert Site({}, home=html(home)).doubt("") is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
@pytest.mark.parametrize(
    "page",
    [
        html(f"{BOX}<footer>อบต.ตัวอย่าง โทร 0 2123 4567</footer>"),
        html(f"{FEW}<main><h2>เข้าสู่ระบบ</h2><p>กรุณาเข้าสู่ระบบก่อนใช้งาน</p>{BOX}</main>", "เข้าสู่ระบบ | อบต.ตัวอย่าง"),
    ],
)
def test_a_page_of_a_form_and_nothing_else_is_a_wall(page, encoding):
    body = page.replace("<head>", f"<head><meta charset={encoding}>").encode(encoding)

    assert FailCause.LOGIN is alone(body)


@pytest.mark.parametrize(
    "said",
    [
        "Warning: mysqli_connect(): (HY000/1045): Access denied for user a@b in /db.php on line 3<br>Could not connect",
        "<b>Fatal error</b>: Uncaught mysqli_sql_exception: Table doesn't exist in /a.php:12<br>Stack trace:<br>#0 {main}",
        "<h1>Server Error in '/' Application.</h1><h2><i>Runtime Error</i></h2><b>Description:</b> An exception occurred.",
        "<h1>Error establishing a database connection</h1>",
        "SQLSTATE[HY000] [2002] Connection refused",
        "Microsoft OLE DB Provider for ODBC Drivers error '80004005'<br>[Microsoft] Login failed<br>/inc/db.asp, line 7",
        "ไม่สามารถเชื่อมต่อฐานข้อมูลได้",
    ],
)
@pytest.mark.parametrize("frame", ["", MENU])
def test_an_error_of_the_program_behind_a_page_is_no_page(said, frame):
    assert FailCause.SERVER_ERROR is alone(html(f"{frame}<main>{said}</main>"))
    assert FailCause.SERVER_ERROR is Site({"": html(said)}).doubt("")


def test_clocks_and_counters_are_no_content():
    times = iter(range(10, 60))

    def answer(_path):
        now = next(times)
        clock = f"<div>ขณะนี้เวลา 13:52:{now} ผู้เข้าชม {11300 + now} คน</div><p>วันที่ - จำนวนผู้เข้าชม 0</p>"
        return html(f"{MENU}<main><h2>รายละเอียด</h2>{clock}</main>")

    assert FailCause.EMPTY_PAGE is Site({}, others=answer).doubt("show/detail/5")


@pytest.mark.parametrize("name", TRUE_PAGES)
def test_a_true_page_is_left_in_peace(name):
    assert alone(TRUE_PAGES[name]) is None


@pytest.mark.parametrize("name", TRUE_PAGES)
@pytest.mark.parametrize(
    "others", [WELCOME, html(f"{SOUP}<p>{SAD}</p>"), html(f"{MENU}<main><h1>รายละเอียด</h1></main>")]
)
def test_a_true_page_is_left_in_peace_on_a_site_that_never_says_404(name, others):
    assert Site({"Pages/detail/57": TRUE_PAGES[name]}, others=others).doubt("Pages/detail/57") is None


def test_a_page_that_ignores_its_parameter_is_true():
    office = html(f"{MENU}<main><h1>โครงสร้างหน่วยงาน</h1><p>สำนักปลัด กองคลัง กองช่าง และกองการศึกษา อยู่ใต้นายก</p></main>")

    assert [None] * 3 == Site({}, others=office).doubts(
        "structure.php?menu=1", "structure.php?menu=2", "structure.php?menu=3"
    )


@pytest.mark.parametrize(
    ("words", "cause"), [("ไม่พบข้อมูลที่ท่านต้องการ", FailCause.SOFT_404), ("ยังไม่มีข้อมูล", FailCause.EMPTY_PAGE)]
)
def test_a_record_that_is_not_found_is_gone_and_a_place_without_data_is_empty(words, cause):
    there = html(f"{MENU}<main><h1>แผนพัฒนา</h1>{LONG}</main>")
    site = Site({"detail/7": there}, others=html(f"{MENU}<main><h1>รายละเอียด</h1><p>{words}</p></main>"))

    assert [None, cause] == site.doubts("detail/7", "detail/8")


def test_the_last_page_of_a_list_is_no_dead_link():
    empty = html(f"{MENU}<main><h1>ข่าว</h1></main>")

    assert Site({}, others=empty).doubt("news.php?type=3&page=9") is None


def test_a_page_where_a_document_was_promised():
    gone = html("<h1>404 Not Found</h1>")
    error = html("<p>เกิดข้อผิดพลาด</p>")
    viewer = html("<embed src=/f/1.pdf>")
    real = html(f"<h1>แผนพัฒนา</h1>{LONG}")

    assert FailCause.SOFT_404 is Site({"f/plan.pdf": gone}).doubt("f/plan.pdf")
    assert FailCause.SOFT_404 is Site({}, others=WELCOME).doubt("f/plan.pdf")
    assert FailCause.SOFT_404 is Site({}, others=error).doubt("f/plan.docx")
    assert FailCause.WRONG_TYPE is Site({"f/plan.pdf": error}).doubt("f/plan.pdf")
    assert Site({"f/plan.pdf": viewer}).doubt("f/plan.pdf") is None
    assert Site({"f/plan.pdf": real}).doubt("f/plan.pdf") is None
    assert Site({"f/plan.doc": error}).doubt("f/plan.doc") is None


def test_probes_are_few_whatever_the_site():
    site = Site({}, others=html(f"{SOUP}<p>{'ข้อความอื่น ๆ ของหน้า' * 30}</p><p>ไม่พบเอกสารที่ต้องการ</p>"))

    site.doubts(*(f"folder{'x' * n}/detail/{n}" for n in range(20)))

    assert MAX_PROBES == site.probes


def test_a_site_is_asked_about_nothing_when_its_pages_are_plainly_true():
    site = Site({f"p{n}": html(f"{MENU}<main>{LONG}</main>") for n in range(5)})

    site.doubts(*(f"p{n}" for n in range(5)))

    assert 0 == site.probes


def test_many_untrue_answers_are_one_warning_with_examples():
    failed = [Failed(url=f"{HOME}{n}", cause=FailCause.SOFT_404, permanent=True, detail="หาย") for n in range(40)]
    blocked = Failed(url=HOME, cause=FailCause.BLOCKED)
    honest = Failed(url=HOME + "x", cause=FailCause.NOT_FOUND, permanent=True)

    soft, wall = untruths([*failed, blocked, honest])

    assert ("soft_404", f"{HOME}0", "blocked_scanner") == (soft.kind, soft.url, wall.kind)
    assert "40 แห่ง" in soft.message
    assert soft.message.count(HOME) == 3
