"""Pages of intruders: hidden links, cloaking, defacement, spam under the name of an item. All sites are invented."""

from dataclasses import replace

import pytest
from sites.serving import SmallSite, html

from oitcrawl.compose import Order, scan_site, site_from_url
from oitcrawl.judge.hacked import without_strangers
from oitcrawl.logbook.defaced import defacement_on
from oitcrawl.logbook.spam import is_overrun, spam_in, spam_on
from oitcrawl.model.content import Document, Leaf, Media, Page
from oitcrawl.model.finding import Status
from oitcrawl.model.harvest import Harvest, Record
from oitcrawl.model.scan import Coverage, ScanWarning
from oitcrawl.read.html import read_page
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

HOME = "https://www.abt-thotsop.example.go.th/"
SPAM = "สล็อตเว็บตรง แตกง่าย ฝากถอนออโต้ บาคาร่า เครดิตฟรี ไม่ต้องฝาก " * 8
SETTINGS = Settings(allow_private=True, rate=0.0, retries=0, render="never", ocr="never", max_pages=30)


def page(body, head=""):
    source = f"<html><head><title>ข่าว</title>{head}</head><body><p>ประกาศของเรา</p>{body}</body></html>"
    return read_page(source.encode(), url=HOME, resolve=lambda _base, href: href if href.startswith("http") else None)


LINK = '<a href="https://pgslot-auto.example.com/">pg slot</a>'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f'<div style="display:none">{LINK}</div>', ""),
        (f'<div style="DISPLAY : NONE !important"><p>{LINK}</p></div>', ""),
        (f'<div style="visibility:hidden">{LINK}</div>', ""),
        (f'<div style="position:absolute;left:-9999px">{LINK}</div>', ""),
        (f'<p style="text-indent:-5000px">{LINK}</p>', ""),
        (f'<div style="width:1px;height:1px;overflow:hidden">{LINK}</div>', ""),
        (f'<span style="font-size:0">{LINK}</span>', ""),
        (f'<span style="opacity:0">{LINK}</span>', ""),
        (f"<div hidden>{LINK}</div>", ""),
        (f"<noscript>{LINK}</noscript>", ""),
        (f"<noscript><div><p>{LINK}</p></div></noscript>", ""),
        (f'<div style="background:#000"><span style="color:#000000">{LINK}</span></div>', ""),
        (f'<font color="white">{LINK}</font>', ""),
        (f'<table bgcolor="#fff"><tr><td><font color="#FFFFFF">{LINK}</font></td></tr></table>', ""),
        (f'<div class="x9">{LINK}</div>', "<style>.a{color:red} .x9, #q {position:fixed;top:-4000px}</style>"),
        (f'<div id="q">{LINK}</div>', "<style>#q{display:none}</style>"),
    ],
)
def test_links_to_gambling_that_nobody_sees_are_found_and_told_where_they_stand(body, head):
    read = page(body, head)
    warning = spam_on(read)

    assert [link.url for link in read.veiled] == ["https://pgslot-auto.example.com/"]
    assert warning.kind == "gambling_spam"
    assert "ซ่อนไม่ให้ผู้เข้าชมเห็น" in warning.message


@pytest.mark.parametrize(
    "body",
    [
        LINK,
        f'<div style="background:#000;color:#fff">{LINK}</div>',
        f'<div style="color:red;width:100px">{LINK}</div>',
        '<ul style="display:none"><li><a href="https://www.other.example.go.th/">เมนูย่อย</a></li></ul>',
        '<div style="display:none"><a href="https://www.example.com/shop">ร้านค้า</a></div>',
    ],
)
def test_links_that_are_seen_and_hidden_menus_are_not_veiled(body):
    assert page(body).veiled == ()


def test_a_hidden_link_alone_is_two_signs_and_a_seen_one_of_a_time_slot_none():
    assert spam_on(page('<p style="display:none"><a href="https://slot-x.example.com/">เข้า</a></p>')) is not None
    assert spam_on(page('<a href="https://timeslot.example.com/">จองคิว</a>')) is None


LURE = "สล็อตเว็บตรง แตกง่าย บาคาร่าออนไลน์ แทงบอล ufabet คาสิโน สมัครรับเครดิตฟรี"


@pytest.mark.parametrize(
    "name", ["name=description", "name=Keywords", "property=og:description", "name='twitter:title'"]
)
def test_what_only_search_engines_are_told_is_told(name):
    warning = spam_on(page("", f'<meta {name} content="{LURE}">'))

    assert "meta description" in warning.message
    assert "ซ่อน" not in warning.message


@pytest.mark.parametrize(
    "content", ["รู้เท่าทันพนันออนไลน์ สล็อตเว็บตรง เครดิตฟรี ผิดกฎหมาย", "เทศบาลตำบลทดสอบ", "ข่าว บาคาร่า", "จองสล็อตออนไลน์"]
)
def test_a_description_that_warns_or_names_one_word_is_none(content):
    assert spam_on(page("", f'<meta name=description content="{content}">')) is None


@pytest.mark.parametrize("head", [f"<title>{LURE}</title>", "<title>ufabet เครดิตฟรี</title>"])
def test_words_in_a_title_alone_are_told(head):
    source = f"<html><head>{head}</head><body><h1>รายงาน</h1><p>ประกาศของเรา</p></body></html>"
    warning = spam_on(read_page(source.encode(), url=HOME, resolve=lambda _base, href: href))

    assert "ชื่อหรือหัวข้อของหน้า" in warning.message


def test_a_link_for_those_without_scripts_is_veiled_only_where_it_invites_to_gambling():
    assert page('<noscript><a href="https://www.other.example.go.th/">เข้าสู่เว็บไซต์</a></noscript>').veiled == ()


def written(text="", title="", headings=()):
    return Page(url=HOME, title=title, headings=headings, leaf=Leaf(number=1, text=text))


@pytest.mark.parametrize(
    "defaced",
    [
        written("Hacked by TestCrew\nGreetz to all members"),
        written("no system is safe", title="HackeD By T3ST Cyber Team"),
        written("", title="Hacked by Mr.Test"),
        written("Defaced by invented\nyour security is low"),
        written("0wned? Owned by invented team\nwe are legion, expect us"),
    ],
)
def test_two_signs_make_a_defacement(defaced):
    warning = defacement_on(defaced)

    assert (warning.kind, warning.url) == ("defacement", HOME)
    assert "by" in warning.message.lower()


@pytest.mark.parametrize(
    "sound",
    [
        written("ข่าวประชาสัมพันธ์ เว็บไซต์ของหน่วยงานหนึ่งขึ้นข้อความ hacked by กลุ่มหนึ่ง เจ้าหน้าที่กู้คืนแล้ว " * 8),
        written("อบรมความมั่นคงปลอดภัยไซเบอร์ zone-h expect us"),
        written("This land is owned by the municipality."),
        written("รายงานผลการดำเนินงานประจำปี"),
    ],
)
def test_one_sign_alone_and_news_are_none(sound):
    assert defacement_on(sound) is None


def test_a_page_is_overrun_when_it_is_about_nothing_else():
    report = "ผลการดำเนินงานตามแผนพัฒนาในปีงบประมาณที่ผ่านมามีดังต่อไปนี้ " * 60

    assert is_overrun(written(SPAM, title="O7 รายงานผลการดำเนินงานประจำปี"))
    assert not is_overrun(written(f"{report} สล็อตเว็บตรง เครดิตฟรี บาคาร่า"))
    assert not is_overrun(written("เตือนภัย บาคาร่า แทงบอล เครดิตฟรี ผิดกฎหมาย " * 5))
    assert spam_in(Document(url=HOME, media=Media.PDF, leaves=(Leaf(number=1, text=SPAM),))).kind == "gambling_spam"
    assert spam_in(Document(url=HOME, media=Media.PDF, leaves=(Leaf(number=1, text=report),))) is None


def test_what_intruders_made_is_a_place_not_seen_and_the_home_page_stays():
    home = Record(url=HOME, media=Media.HTML, overrun=True, title="สล็อต", cover="สล็อต", sha256="a")
    spam = Record(url=f"{HOME}7", media=Media.HTML, overrun=True)
    harvest = Harvest(
        records=(home, spam, replace(spam, overrun=False)),
        coverage=Coverage(),
        warnings=(ScanWarning(kind="gambling_spam", url=spam.url),),
    )

    left = without_strangers(harvest)

    assert [(one.url, one.title, one.cover) for one in left.records] == [(HOME, "", ""), (f"{HOME}7", "", "")]
    assert [one.url for one in left.blanks] == [HOME]  # what it led to; nobody called the other anything
    assert without_strangers(replace(harvest, warnings=())) is not None


REPORT = "<p>รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2568</p><p>ผลการดำเนินโครงการ ผลการใช้จ่ายงบประมาณ ปัญหาอุปสรรค ข้อเสนอแนะ</p>"


def scanned(pages, **more):
    with SmallSite(pages) as site:
        order = Order(site=site_from_url(site.url), rules=load_edition("nacc-2568"), fiscal_year=2569)
        return scan_site(order, replace(SETTINGS, **more)), site


def test_a_spam_page_titled_like_an_item_is_no_evidence_and_proves_no_absence():
    title = "O7 รายงานผลการดำเนินงานประจำปี 2568"
    pages = {
        "/": html("องค์การบริหารส่วนตำบลทดสอบ", f'<a href="/7.html">{title}</a>'),
        "/7.html": html(title, f"{REPORT}<p>{SPAM}</p>"),
    }
    scan, _ = scanned(pages)
    item = next(one for one in scan.items if one.slug == "annual-report")

    assert [one.url.rpartition("/")[2] for one in scan.warnings if one.kind == "gambling_spam"] == ["7.html"]
    assert not any(piece.url.endswith("7.html") for one in scan.items for piece in one.evidence)
    assert item.status is Status.UNVERIFIED


def test_an_honest_page_with_a_hidden_link_stays_evidence():
    title = "O7 รายงานผลการดำเนินงานประจำปี 2568"
    pages = {
        "/": html("องค์การบริหารส่วนตำบลทดสอบ", f'<a href="/7.html">{title}</a>'),
        "/7.html": html(title, f'{REPORT}<div style="display:none">{LINK}</div>'),
    }
    scan, _ = scanned(pages)

    assert any(one.kind == "gambling_spam" and "ซ่อน" in one.message for one in scan.warnings)
    assert any(piece.url.endswith("7.html") for one in scan.items for piece in one.evidence)


def cloaking_pages(robots=b"User-agent: *\nDisallow:\n"):
    def home(agent):
        return html("หน่วยงานทดสอบ", f"<p>{SPAM}</p>" if "Googlebot" in agent else "<p>ยินดีต้อนรับ</p>")

    return {"/": home, "/robots.txt": ("text/plain", robots)}


def test_what_only_a_search_engine_is_shown_is_told_when_asked_for():
    scan, site = scanned(cloaking_pages(), check_cloaking=True)
    engine = {path for path, agent in site.asked if "Googlebot" in agent}

    assert [one.kind for one in scan.warnings if "Googlebot" in one.message] == ["gambling_spam"]
    assert engine == {"/", "/robots.txt"}
    assert all("oitcrawl/" in agent for _, agent in site.asked)


def test_nobody_poses_as_a_search_engine_unasked():
    scan, site = scanned(cloaking_pages())

    assert not any("Googlebot" in agent for _, agent in site.asked)
    assert not any(one.kind == "gambling_spam" for one in scan.warnings)


@pytest.mark.parametrize("robots", [b"User-agent: Googlebot\nDisallow: /\n", b"User-agent: oitcrawl\nDisallow: /\n"])
def test_robots_is_kept_for_the_name_that_is_used_too(robots):
    _, site = scanned(cloaking_pages(robots), check_cloaking=True)

    assert not any(path == "/" and "Googlebot" in agent for path, agent in site.asked)


def test_another_page_for_the_engine_is_cloaking_and_the_same_page_is_none():
    words = " ".join(f"คำที่{number}" for number in range(80))
    others = " ".join(f"word{number}" for number in range(80))

    def home(agent):
        return html("หน่วยงาน", f"<p>{others if 'Googlebot' in agent else words}</p>")

    told, _ = scanned({"/": home}, check_cloaking=True)
    same, _ = scanned({"/": html("หน่วยงาน", f"<p>{words}</p>")}, check_cloaking=True)

    assert [one.kind for one in told.warnings if "Googlebot" in one.message] == ["cloaking"]
    assert not any("Googlebot" in one.message for one in same.warnings)
