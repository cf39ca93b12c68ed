"""Three large invented sites: a vendor's CMS, a WordPress and a small vendor's PHP, each with 28 disclosures in noise.

A site is a mapping of paths (with queries) to bytes; ``places`` tells where each disclosure stands.
"""

import io
import random
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from demosite.shell import table
from demosite.zoo_papers import NAME, sheets
from docx import Document

NEWS = (
    "ประชุมสภาสมัยสามัญ|ลงพื้นที่เยี่ยมผู้สูงอายุ|กิจกรรมวันแม่แห่งชาติ|โครงการคัดแยกขยะ|มอบถุงยังชีพ|แข่งขันกีฬาต้านยาเสพติด"
    "|ทำบุญตักบาตร|ซ่อมไฟฟ้าสาธารณะ|ฉีดพ่นหมอกควัน|รับสมัครเด็กเล็ก|เลี้ยงส่งข้าราชการ|ตรวจสอบน้ำประปา"
).split("|")
BUYS = "จ้างเหมาบริการ|ซื้อวัสดุสำนักงาน|จ้างก่อสร้างถนน คสล.|ซื้อครุภัณฑ์คอมพิวเตอร์|จ้างซ่อมรถบรรทุกน้ำ|ซื้อน้ำมันเชื้อเพลิง".split("|")
VAGUE = ("คลิก", "เปิดข้อมูล", "ดูเพิ่มเติม", "ดาวน์โหลด", "รายละเอียด")
MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
FILLER = "องค์การบริหารส่วนตำบลได้ดำเนินกิจกรรมร่วมกับประชาชนในพื้นที่ ผู้นำชุมชน และส่วนราชการที่เกี่ยวข้อง "
SYLLABLES = "กา ขาว คลอง งาน จัด ชุม ดิน ตาม ถนน ทาง น้ำ บ้าน ปี ผล พา ฟ้า ภาพ มา ยา รวม ลง วัน สวน หมู่ อา ไร่ ให้ เด็ก เรือ แม่ โรง".split()


def story(dice):
    """Ten lines that no other page has."""
    return "".join(f"<p>{''.join(dice.choices(SYLLABLES, k=30))}</p>" for _ in range(10))


def page(title, body, menu, crumbs=""):
    entries = "".join(f'<li><a href="{href}">{text}</a></li>' for text, href in menu)
    return f"""<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title} - {NAME}</title></head>
<body><header><a href="/">{NAME}</a></header><nav><ul>{entries}</ul></nav><div class="breadcrumb">{crumbs}</div>
<main><h1>{title}</h1>{body}</main><footer><p>{NAME} โทรศัพท์ 02-000-0000</p></footer></body></html>""".encode()


def day(number):
    """The day of the ``number``-th newest entry, two entries a week."""
    months = number * 3 // 25
    year, month = divmod(2568 * 12 + 4 - months, 12)
    return f"{28 - number * 3 % 25} {MONTHS[month]} {year}"


class _Parts(HTMLParser):
    """Paragraphs and tables of a body."""

    def __init__(self):
        super().__init__()
        self.parts, self.row = [], None

    def handle_starttag(self, tag, _attributes):
        if tag == "tr":
            self.row = []
            self.parts.append(self.row)
        elif tag in {"td", "th"}:
            self.row.append("")
        elif tag in {"p", "h3", "li"}:
            self.parts.append("")

    def handle_endtag(self, tag):
        if tag == "table":
            self.row = None

    def handle_data(self, text):
        if self.row:
            self.row[-1] += text
        elif self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += text


def document(sheet):
    """A disclosure as a Word file."""
    parts, word = _Parts(), Document()
    parts.feed(sheet.body)
    word.add_paragraph(sheet.title)
    word.add_paragraph(NAME)
    for part in parts.parts:
        if isinstance(part, str):
            word.add_paragraph(part)
        else:
            grid = word.add_table(rows=1, cols=max(len(part), 1))
            for cell, text in zip(grid.rows[0].cells, part, strict=False):
                cell.text = text
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def listed(rows, link):
    return (
        "<ul>"
        + "".join(f'<li>{when} <a href="{link(number)}">{text}</a></li>' for number, text, when in rows)
        + "</ul>"
    )


def stream(site, *, name, size, per, list_of, detail_of, menu, words, pager):
    """A list of dated entries, newest first, with its details, into ``site``."""
    dice = random.Random(name)
    texts = [f"{dice.choice(words)} หมู่ที่ {dice.randint(1, 12)} ครั้งที่ {number}" for number in range(size)]
    pages = -(-size // per)
    for at in range(pages):
        rows = [(number, texts[number], day(number)) for number in range(at * per, min(size, at * per + per))]
        site[list_of(at + 1)] = page(name, listed(rows, detail_of) + pager(at + 1, pages, list_of), menu)
    for number, text in enumerate(texts):
        near = [(n, texts[n], day(n)) for n in range(max(0, number - 3), min(size, number + 4)) if n != number]
        body = f"<p>{day(number)}</p>{story(dice)}<h3>เรื่องอื่น ๆ</h3>" + listed(near, detail_of)
        site[detail_of(number)] = page(text, body, menu)


def all_pages(at, pages, list_of):
    return "<div>" + "".join(f'<a href="{list_of(n)}">{n}</a> ' for n in range(1, pages + 1) if n != at) + "</div>"


def three_buttons(at, pages, list_of):
    return (
        "<div>"
        + "".join(f'<a href="{list_of(n)}">{n}</a> ' for n in range(max(1, at - 1), min(pages, at + 1) + 1))
        + "</div>"
    )


def vendor_cms():
    """/Pages/..., menus three levels deep, lists of three page buttons, an ITA banner, years, "คลิก" in rows."""
    site, places = {}, {}
    groups = {"ข้อมูลหน่วยงาน": (1, 4), "แผนงานและงบประมาณ": (5, 7), "การให้บริการ": (8, 11), "การคลังและพัสดุ": (12, 13)}
    menu = [("หน้าแรก", "/"), ("ข่าวสาร", "/Pages/news"), ("กิจกรรม", "/Pages/activity"), ("จัดซื้อจัดจ้าง", "/Pages/procure"),
            ("กระดานถามตอบ", "/Pages/board"), *((name, f"/Pages/group/{n}") for n, name in enumerate(groups))]  # fmt: skip
    banner = '<a href="/Pages/ita_year"><img src="/img/ita.png" alt="ITA" width="300" height="90"></a>'
    site["/"] = page("หน้าแรก", f"<p>ยินดีต้อนรับ</p>{banner}", menu)
    years = "".join(
        f'<li><a href="/Pages/ita_year_detail/{n}">ปี {y}</a></li>' for n, y in enumerate(range(2562, 2569))
    )
    site["/Pages/ita_year"] = page("ITA", f"<ul>{years}</ul>", menu)
    for n, year in enumerate(range(2562, 2569)):
        rows = []
        for one in sheets(year):
            where = f"/Pages/ita_detail/{n * 100 + one.number}"
            rows.append([one.code, one.menu, f'<a href="{where}">{VAGUE[one.number % 5]}</a>'])
            file = f"/docs/file/{n}{one.number:02}_{random.Random(one.number * n).randint(10**6, 10**7)}.docx"
            site[file] = document(one)
            site[where] = page(one.menu, f'<p><a href="{file}">{VAGUE[(one.number + 1) % 5]}</a></p>', menu)
            if year == 2568:
                places[one.code] = file
        site[f"/Pages/ita_year_detail/{n}"] = page(
            f"การเปิดเผยข้อมูลสาธารณะ ปี {year}", table(["ข้อ", "เรื่อง", "ลิงก์"], rows), menu
        )
    for n, (name, (first, last)) in enumerate(groups.items()):
        inside = [one for one in sheets() if first <= one.number <= last]
        subs = "".join(f'<li><a href="/Pages/sub/{one.number}">{one.menu}</a></li>' for one in inside)
        site[f"/Pages/group/{n}"] = page(name, f"<ul>{subs}</ul>", menu)
        for one in inside:
            site[f"/Pages/sub/{one.number}"] = page(
                one.menu, f'<p><a href="/Pages/sub_detail/{one.number}">ปีงบประมาณ 2568</a></p>', menu
            )
            site[f"/Pages/sub_detail/{one.number}"] = page(one.title, one.body, menu)
    for kind, name, size, words in (("news", "ข่าวสาร", 900, NEWS), ("activity", "กิจกรรม", 800, NEWS), ("procure", "จัดซื้อจัดจ้าง", 600, BUYS), ("board", "กระดานถามตอบ", 250, NEWS)):  # fmt: skip
        stream(site, name=name, size=size, per=10, menu=menu, words=words, pager=three_buttons,
               list_of=lambda n, kind=kind: f"/Pages/{kind}" + (f"?page={n}" if n > 1 else ""),
               detail_of=lambda n, kind=kind: f"/Pages/{kind}_detail/{n + 1}")  # fmt: skip
    return site, places


def wordpress():
    """Posts by number, categories and tags page by page, archives by month, an ITA page that is a Thai slug."""
    site, places = {}, {}
    ita, dice = f"/{quote('การประเมินคุณธรรม-ita')}/", random.Random(7)
    menu = [("หน้าแรก", "/"), ("ข่าวประชาสัมพันธ์", "/category/news/"), ("ประกาศ", "/category/notice/"), ("ภาพกิจกรรม", "/category/photo/"),
            ("เกี่ยวกับเรา", "/about/"), ("คลังเอกสาร", "/library/"), ("ITA", ita)]  # fmt: skip
    widgets = "".join(
        f'<a href="/{y}/{m:02}/">{MONTHS[m - 1]} {y + 543}</a> ' for y in range(2019, 2026) for m in range(1, 13)
    )
    tags = "".join(f'<a href="/tag/{quote(word)}/">{word}</a> ' for word in (*NEWS, *BUYS))
    side = f"<aside><h3>คลังเก็บ</h3>{widgets}<h3>ป้ายกำกับ</h3>{tags}</aside>"
    sub = "".join(
        f'<li><a href="/{quote(f"oit-{y}")}/">การเปิดเผยข้อมูลสาธารณะ OIT ประจำปี พ.ศ. {y}</a></li>'
        for y in range(2564, 2569)
    )
    site["/"] = page("หน้าแรก", f"<p>ยินดีต้อนรับ</p>{side}", menu)
    site[ita] = page("ITA", f"<ul>{sub}</ul>", menu)
    about = [one for one in sheets() if one.number <= 3]
    site["/about/"] = page(
        "เกี่ยวกับเรา", "".join(f'<p><a href="/{quote(one.menu)}/">{one.menu}</a></p>' for one in about), menu
    )
    for one in about:
        site[f"/{quote(one.menu)}/"] = page(one.title, one.body, menu)
    rows = []
    for one in sheets():
        file = f"/wp-content/uploads/2025/{dice.randint(1, 5):02}/{dice.randint(10**5, 10**6)}.docx"
        site[file], places[one.code] = document(one), file
        post = f"/archives/{5000 + one.number}"
        site[post] = page(
            one.title, f'<p>{FILLER}</p><p><a href="{file}">{VAGUE[one.number % 5]}</a></p>{side}', menu
        )
        rows.append(f'<p>{one.code} {one.menu} <a href="{post}">{VAGUE[one.number % 5]}</a></p>')
    for year in range(2564, 2569):
        old = "".join(
            f'<p>{one.code} {one.menu} <a href="/archives/{year * 10 + one.number}">คลิก</a></p>'
            for one in sheets(year)
        )
        site[f"/{quote(f'oit-{year}')}/"] = page(f"OIT {year}", "".join(rows) if year == 2568 else old, menu)
        for one in sheets(year) if year < 2568 else ():
            site[f"/archives/{year * 10 + one.number}"] = page(one.title, one.body + side, menu)
    site["/library/"] = page(
        "คลังเอกสาร", "".join(f'<p><a href="/library/{n}/">เอกสารปี {n}</a></p>' for n in range(2560, 2569)), menu
    )
    for kind, name, size, words in (
        ("news", "ข่าวประชาสัมพันธ์", 900, NEWS),
        ("notice", "ประกาศ", 700, BUYS),
        ("photo", "ภาพกิจกรรม", 500, NEWS),
    ):
        base = {"news": 6000, "notice": 8000, "photo": 10000}[kind]
        stream(site, name=name, size=size, per=10, menu=menu, words=words, pager=all_pages,
               list_of=lambda n, kind=kind: f"/category/{kind}/" + (f"page/{n}/" if n > 1 else ""),
               detail_of=lambda n, base=base: f"/archives/{base + n}")  # fmt: skip
    for y in range(2019, 2026):
        for m in range(1, 13):
            site[f"/{y}/{m:02}/"] = page(
                f"{MONTHS[m - 1]} {y + 543}",
                f'<p><a href="/archives/{6000 + (2025 - y) * 100 + m}">{NEWS[m - 1]}</a></p>{side}',
                menu,
            )
    for number, word in enumerate((*NEWS, *BUYS)):
        site[f"/tag/{quote(word)}/"] = page(
            word, f'<p><a href="/archives/{6000 + number}">{word}</a></p>{side}', menu
        )
    return site, places


def small_php():
    """select_news.php?news_id=N&id_type=T, all.php?type=T, lists of everything, no ITA table: menus name the items."""
    site, places = {}, {}
    kinds = {
        1: ("ข่าวประชาสัมพันธ์", 700, NEWS),
        2: ("ประกาศจัดซื้อจัดจ้าง", 700, BUYS),
        3: ("ภาพกิจกรรม", 600, NEWS),
        4: ("กระดานสนทนา", 300, NEWS),
    }
    menu = [("หน้าแรก", "/"), *((name, f"/all.php?type={kind}") for kind, (name, _, _) in kinds.items()),
            ("ข้อมูลทั่วไป", "/menu.php?menuid=1"), ("แผนและรายงาน", "/menu.php?menuid=2"), ("เปิดเผยข้อมูลสาธารณะ", "/menu.php?menuid=3")]  # fmt: skip
    latest = "".join(
        f'<li><a href="/select_news.php?news_id={kind * 1000 + n}&id_type={kind}">ข่าว {n}</a></li>'
        for kind in kinds
        for n in range(10)
    )
    site["/"] = page("หน้าแรก", f"<ul>{latest}</ul>", menu)
    shares = {1: range(1, 5), 2: range(5, 16), 3: range(16, 29)}
    for menuid, numbers in shares.items():
        entries = "".join(
            f'<li><a href="/lawlink.php?menuid={menuid}&link={n}">{one.menu}</a></li>'
            for n in numbers
            for one in sheets()
            if one.number == n
        )
        site[f"/menu.php?menuid={menuid}"] = page(menu[4 + menuid][0], f"<ul>{entries}</ul>", menu)
    for one in sheets():
        menuid = next(key for key, numbers in shares.items() if one.number in numbers)
        kind = 20 + one.number
        rows = "".join(f'<tr><td>{y}</td><td>{old.title}</td><td><a href="/select_news.php?news_id={kind * 1000 + y % 100}&id_type={kind}">คลิก</a></td></tr>'
                       for y in range(2568, 2560, -1) for old in sheets(y) if old.number == one.number)  # fmt: skip
        site[f"/lawlink.php?menuid={menuid}&link={one.number}"] = page(one.menu, f"<table>{rows}</table>", menu)
        for y in range(2561, 2569):
            old = next(sheet for sheet in sheets(y) if sheet.number == one.number)
            file = f"/download.php?id={one.number * 100 + y % 100}"
            site[file] = document(old)
            site[f"/select_news.php?news_id={kind * 1000 + y % 100}&id_type={kind}"] = page(
                old.title, f'<p><a href="{file}">{VAGUE[y % 5]}</a></p>', menu
            )
            if y == 2568:
                places[one.code] = file
    for kind, (name, size, words) in kinds.items():
        stream(site, name=name, size=size, per=20, menu=menu, words=words, pager=all_pages,
               list_of=lambda n, kind=kind: f"/all.php?type={kind}" + (f"&page={n}" if n > 1 else ""),
               detail_of=lambda n, kind=kind: f"/select_news.php?news_id={kind * 1000 + n}&id_type={kind}")  # fmt: skip
    return site, places


SITES = {"vendor CMS": vendor_cms, "WordPress": wordpress, "small PHP": small_php}
