"""Spam in all its spellings is told, and those who warn of gambling, report on it or run lotteries are not accused."""

from dataclasses import replace

import pytest
from sites.serving import SmallSite, html

from oitcrawl.compose import Order, open_desk, scan_site, site_from_url
from oitcrawl.logbook.spam import is_overrun, spam_on
from oitcrawl.model.content import Leaf, Page
from oitcrawl.model.finding import Status
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

HOME = "https://www.abt-thotsop.example.go.th/"
SETTINGS = Settings(allow_private=True, rate=0.0, retries=0, render="never", ocr="never", max_pages=30)
REPORT = "<p>รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2568</p><p>ผลการดำเนินโครงการ ผลการใช้จ่ายงบประมาณ ปัญหาอุปสรรค ข้อเสนอแนะ</p>"
TITLE = "O7 รายงานผลการดำเนินงานประจำปี 2568"
SPAM = {
    "plain": "สล็อตเว็บตรง แตกง่าย ฝากถอนออโต้ บาคาร่า เครดิตฟรี ไม่ต้องฝาก",
    "wrong-tone": "สล๊อตเว็บตรง แตกง่ายย บาคาร่า แทงบอล เครดิตฟรี",
    "spaced": "ส ล็ อ ต เ ว็ บ ต ร ง แ ต ก ง่ า ย บ า ค า ร่ า เ ค ร ดิ ต ฟ รี",
    "zero-width": "ส\u200bล็\u200bอ\u200bต\u200bเว็\u200bบ\u200bตรง บา\u200bคา\u200bร่า เค\u200dร\u2060ดิตฟรี แต\ufeffกง่าย",
    "dotted": "ส.ล็อ.ต.เว็บ.ตรง บา-คา-ร่า เครดิต_ฟรี แตก.ง่าย",
    "cyrillic": "рg ѕlоt ufаbеt jоker123 аuto sbоbet",
    "small-capitals": "ᴘɢ sʟᴏᴛ ᴜғᴀʙᴇᴛ ᴊᴏᴋᴇʀ123 sʙᴏʙᴇᴛ ʙᴀᴄᴄᴀʀᴀᴛ",
    "mathematical": "𝐩𝐠 𝐬𝐥𝐨𝐭 𝓾𝓯𝓪𝓫𝓮𝓽 𝕛𝕠𝕜𝕖𝕣𝟙𝟚𝟛 ⓑⓐⓒⓒⓐⓡⓐⓣ",
    "full-width": "ＰＧ ＳＬＯＴ ＵＦＡＢＥＴ ＪＯＫＥＲ123 baccarat",
    "digits-for-letters": "pg sl0t ufab3t sb0bet bacarat slot xo baccarat",
    "letters-apart": "p g s l o t u f a b e t j o k e r 1 2 3 b.a.c.c.a.r.a.t",
    "indonesian": "Situs slot gacor maxwin hari ini, judi online terpercaya, togel resmi, slot777",
    "japanese": "オンラインカジノ 入金不要ボーナス バカラ スロット ベラジョン おすすめ",
    "chinese": "在线赌场 百家乐 老虎机 体育投注 真人娱乐 开户送彩金 博彩公司",
    "traditional-chinese": "線上賭場 百家樂 老虎機 娛樂城 開戶 彩金",
    "korean": "카지노사이트 바카라 슬롯 토토사이트 먹튀검증",
    "vietnamese": "nhà cái uy tín cá cược casino trực tuyến tài xỉu nổ hũ",
    "mixed": "สมัครสล็อต pg slot แจกเครดิตฟรี 100 ฝาก-ถอน true wallet ไม่มีขั้นต่ำ",
}
SOUND = {
    "arrest": "ตำรวจบุกจับเว็บพนันออนไลน์ พบเงินหมุนเวียน เปิดให้เล่นบาคาร่า แทงบอล สล็อตออนไลน์ โดยแจกเครดิตฟรี ล่อเหยื่อ ผู้ต้องหารับสารภาพ",
    "campaign": "อบต.ทดสอบ รณรงค์เยาวชนรู้เท่าทันพนันออนไลน์ เช่น บาคาร่า สล็อตเว็บตรง แทงบอล ที่มักอ้างว่าแตกง่าย เครดิตฟรี",
    "law": "พระราชบัญญัติการพนัน พ.ศ. 2478 บาคาร่า ไฮโลออนไลน์ แทงบอล เป็นการพนันบัญชี ก ผู้ใดเล่นมีโทษ",
    "health": "ศูนย์สุขภาพจิต แบบประเมินการติดพนัน ท่านเล่นสล็อตออนไลน์ บาคาร่า หรือหวยออนไลน์บ่อยเพียงใด สายด่วนเลิกพนัน 1323",
    "order": "ประกาศ เรื่อง ห้ามเจ้าหน้าที่เล่นการพนันออนไลน์ บาคาร่า แทงบอล ผู้ฝ่าฝืนผิดวินัย ตามที่มีเว็บไซต์ชวนเชื่อ เครดิตฟรี ซึ่งผิดกฎหมาย",
    "lottery": "สำนักงานสลากกินแบ่งรัฐบาล ผลการออกรางวัล งวดวันที่ 1 สลากดิจิทัล ซื้อผ่านแอปพลิเคชันเป๋าตัง เตือนภัยหวยออนไลน์",
    "hacked-news": "แจ้งเตือน เว็บไซต์ของหน่วยงานถูกบุกรุกและถูกฝังคำว่า สล็อตเว็บตรง บาคาร่า เครดิตฟรี ขณะนี้แก้ไขแล้ว",
    "booking": "จองคิวรับบริการ time slot online เลือก slot 88 ที่นั่ง maximum window",
    "gel": "alcohol to gel maxwindow credit free time together",
    "stone": "หินชนิดนี้แตกง่าย ถนนแตกหนัก เครดิตภาพ ฟรี",
    "sports": "การแข่งขันฟุตบอลต้านยาเสพติด ผลบอล เสือมังกรคัพ ทีมยิงปลาชนะ",
    "japanese-visit": "คณะศึกษาดูงานประเทศญี่ปุ่น 視察 研修 東京都 交流",
    "chinese-visit": "ความร่วมมือไทยจีน 友好城市 合作 教育",
    "purchase": "ประกวดราคาซื้อเครื่องสล็อตรับบัตร ระบบ slot ของเครื่องแม่ข่าย PCI slot 16 ช่อง",
}
ITA = "รายการ ITA O26 แผนปฏิบัติการป้องกันการทุจริต การป้องกันและปราบปรามการทุจริต ป.ป.ช. ช่องทางแจ้งเรื่องร้องเรียน "


def page(text, title="ข่าว"):
    return Page(url=HOME, title=title, leaf=Leaf(number=1, text=text))


@pytest.mark.parametrize("text", SPAM.values(), ids=SPAM)
def test_spam_is_told_however_it_is_spelt_also_among_honest_words(text):
    assert spam_on(page(text)) is not None
    assert spam_on(page(ITA * 20 + text + ITA * 20)) is not None
    assert is_overrun(page(f"{text}\n" * 6, title=TITLE))


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_who_warns_reports_or_means_something_else_is_not_accused(text):
    assert spam_on(page(text)) is None
    assert spam_on(page(ITA + text * 5)) is None
    assert not is_overrun(page(text * 8))


def scanned(pages, **more):
    with SmallSite(pages) as site:
        order = Order(site=site_from_url(site.url), rules=load_edition("nacc-2568"), fiscal_year=2569)
        return scan_site(order, replace(SETTINGS, **more))


@pytest.mark.parametrize("name", ["plain", "spaced", "zero-width", "cyrillic", "indonesian", "japanese", "chinese"])
def test_spam_with_the_title_of_an_item_is_never_its_evidence(name):
    pages = {
        "/": html("องค์การบริหารส่วนตำบลทดสอบ", f'<a href="/7.html">{TITLE}</a>'),
        "/7.html": html(TITLE, f"{REPORT}<p>{SPAM[name] * 12}</p>"),
    }
    scan = scanned(pages)

    assert not any(piece.url.endswith("7.html") for one in scan.items for piece in one.evidence)
    assert next(one for one in scan.items if one.slug == "annual-report").status is Status.UNVERIFIED


GONE = "Hacked by TestCrew\nGreetz to all\nno system is safe\n"


def test_a_defaced_home_page_tells_nothing_while_honest_pages_still_count():
    """Its words would be evidence of items, and the name of the agency; its links are gone, so nobody is accused."""
    pages = {
        "/": html(
            "Hacked by TestCrew",
            f"<p>{GONE}</p><p>O2 ข้อมูลผู้บริหาร นายทดสอบ สมมุติ นายกองค์การบริหารส่วนตำบล โทร 02-123-4567</p>",
        ),
        "/sitemap.xml": lambda _agent: ("application/xml", b"<urlset><url><loc>/7.html</loc></url></urlset>"),
        "/7.html": html(TITLE, REPORT),
    }
    with SmallSite(pages) as site:
        pages["/sitemap.xml"] = (
            "application/xml",
            f"<urlset><url><loc>{site.url}7.html</loc></url></urlset>".encode(),
        )
        scan = scan_site(
            Order(site=site_from_url(site.url), rules=load_edition("nacc-2568"), fiscal_year=2569), SETTINGS
        )
    shown = {piece.url.rpartition("/")[2] for one in scan.items for piece in one.evidence}
    (warning,) = [one for one in scan.warnings if one.kind == "defacement"]

    assert "ชื่อหรือหัวข้อของหน้า" in warning.message
    assert "" not in shown
    assert "7.html" in shown
    assert "Hacked" not in scan.agency.name
    assert not {one.status for one in scan.items} & {Status.MISSING, Status.OUTDATED, Status.INCOMPLETE}


def test_what_a_search_engine_was_shown_is_told_again_when_judged_again(tmp_path):
    def home(agent):
        return html("หน่วยงานทดสอบ", f"<p>{SPAM['plain'] * 5}</p>" if "Googlebot" in agent else "<p>ยินดีต้อนรับ</p>")

    settings = replace(SETTINGS, check_cloaking=True, data_dir=str(tmp_path / "d"), reports_dir=str(tmp_path / "r"))
    with SmallSite({"/": home}) as site, open_desk(settings) as desk:
        for _ in range(2):  # the second finds all as before
            scan = desk.scan(Order(site=site_from_url(site.url), rules=desk.rules(), fiscal_year=2569))
            desk.deliver(scan)
        judged = [desk.rejudge(number)[0] for number in (1, 2)]

    for one in (scan, *judged):
        assert 1 == sum("Googlebot" in warning.message for warning in one.warnings)


LINK = '<a href="https://games-x.example.com/pgslot">เข้า</a><a href="https://slot-x.example.com/">ดู</a>'


@pytest.mark.parametrize(
    "sheet",
    [
        ".x9{display:none}",
        "/* ok */ body .wrap > div.x9 { position:absolute; left:-9999px }",
        "a{color:red} .y, .x9 , #z{visibility : hidden !important}",
        "@media screen { .x9 { text-indent:-9999px } }",
    ],
)
def test_links_hidden_by_a_linked_style_sheet_are_told_as_hidden(sheet):
    body = (
        f'<link href="/css/a.css" rel="stylesheet"><div class=wrap><div class="x9">{LINK}</div></div><p>ยินดีต้อนรับ</p>'
    )
    pages = {"/": html("หน่วยงานทดสอบ", body), "/css/a.css": ("text/css", sheet.encode())}
    told = [one.message for one in scanned(pages).warnings if one.kind == "gambling_spam"]

    assert len(told) == 1
    assert "ซ่อนไม่ให้ผู้เข้าชมเห็น" in told[0]


def test_sheets_are_fetched_only_for_pages_that_link_to_gambling_and_only_from_the_site():
    body = '<link href="/css/a.css" rel=stylesheet><link href="http://127.0.0.2:9/b.css" rel=stylesheet>'
    for links, wanted in (("<a href=/x.html>ข่าว</a>", 0), (LINK, 1)):
        with SmallSite({"/": html("หน่วยงาน", body + links), "/css/a.css": ("text/css", b".x{color:red}")}) as site:
            order = Order(site=site_from_url(site.url), rules=load_edition("nacc-2568"), fiscal_year=2569)
            scan_site(order, SETTINGS)

            assert wanted == sum(path == "/css/a.css" for path, _ in site.asked)
