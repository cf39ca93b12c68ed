"""The frame around every page of the site, and the shelf on which pages are put."""

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import quote

from demosite.people import ADDRESS, AGENCY, MAIL, PHONE, SHORT

MENU: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "ข้อมูลพื้นฐาน",
        [
            ("ประวัติความเป็นมา", "/about/history"),
            ("วิสัยทัศน์และพันธกิจ", "/about/vision"),
            ("สภาพทั่วไป", "/about/general"),
            ("โครงสร้างและอำนาจหน้าที่", "/Pages/structure"),
            ("ข้อมูลผู้บริหาร", "/Pages/executives"),
            ("สมาชิกสภา อบต.", "/Pages/council"),
            ("สำนักปลัด", "/Pages/office"),
            ("กองคลัง", "/Pages/finance"),
            ("กองช่าง", "/Pages/works"),
        ],
    ),
    (
        "แผนงาน",
        [
            ("แผนพัฒนาท้องถิ่น", "/Pages/plan"),
            ("ข้อบัญญัติงบประมาณ", "/Pages/budget"),
            ("แผนอัตรากำลัง", "/Pages/manpower"),
            ("การบริหารทรัพยากรบุคคล", "/Pages/hr"),
        ],
    ),
    (
        "ข่าวสาร",
        [
            ("ข่าวประชาสัมพันธ์", "/news"),
            ("ภาพกิจกรรม", "/gallery"),
            ("ประกาศจัดซื้อจัดจ้าง", "/Pages/procurement_news"),
            ("จดหมายข่าว", "/Pages/journal"),
            ("รับสมัครงาน", "/Pages/jobs"),
        ],
    ),
    (
        "บริการประชาชน",
        [
            ("คู่มือสำหรับประชาชน", "/Pages/service_manual"),
            ("E-Service", "/Pages/eservice"),
            ("แบบฟอร์มคำร้อง", "/Pages/forms"),
            ("ร้องเรียนร้องทุกข์ทั่วไป", "/Pages/complaint"),
            ("แจ้งเรื่องร้องเรียนการทุจริต", "/Pages/complaint_corruption"),
            ("คำถามที่พบบ่อย", "/Pages/faq"),
            ("ระบบจองห้องประชุม", "#"),
        ],
    ),
    ("ITA", [("การประเมินคุณธรรมและความโปร่งใส (ITA)", "/ita"), ("ป้องกันการทุจริต", "/Pages/anticorruption")]),
    ("ติดต่อเรา", [("ข้อมูลการติดต่อ", "/Pages/contact"), ("กระดานถาม-ตอบ (Q&A)", "/webboard")]),
]

CSS = """
body{font-family:Sarabun,Tahoma,sans-serif;margin:0;background:#eef3ee;color:#223}
header{background:#14603b;color:#fff;padding:12px 24px}header a{color:#fff}
nav{background:#0d472b;padding:8px 24px;color:#cfe}nav ul{list-style:none;margin:0;padding:0}
nav>ul{display:flex;flex-wrap:wrap;gap:8px 28px}nav li ul{font-size:85%}nav a{color:#fff;text-decoration:none}
main{max-width:980px;margin:12px auto;background:#fff;padding:16px 28px}footer{background:#333;color:#ddd;padding:16px 28px}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:5px 8px;text-align:left;vertical-align:top}
.breadcrumb{font-size:85%;list-style:none;padding:0}.breadcrumb li{display:inline}.breadcrumb li+li:before{content:' › '}.person{display:inline-block;width:220px;text-align:center;margin:8px;vertical-align:top}
"""


@dataclass(slots=True)
class Shelf:
    """The files of the site while it is being made."""

    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)

    def page(self, path: str, title: str, body: str, *, crumbs: tuple[tuple[str, str], ...] = ()) -> None:
        """Put an HTML page at ``path``; an address with a query is kept as an answer."""
        name = path.strip("/") or "index"
        if "?" in name:
            name = name.replace("?", "/").replace("=", "-").replace("&", "-").replace(".php", "")
            self.answers[path] = {"file": f"{name}.html"}
        self.files[f"{name}.html"] = _frame(title, body, crumbs).encode()
        self.addresses.append(path)

    def finish(self) -> None:
        """Add what speaks of the site as a whole: style, robots.txt, sitemap.xml, the answers."""
        self.files["css/site.css"] = CSS.encode()
        self.files["robots.txt"] = b"User-agent: *\nDisallow: /backend/\nSitemap: @BASE@/sitemap.xml\n"
        places = "".join(
            f"<url><loc>@BASE@{escape(quote(path, safe='/?=&'))}</loc></url>\n" for path in self.addresses
        )
        self.files["sitemap.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{places}</urlset>\n"
        ).encode()
        self.files["answers.json"] = (json.dumps(self.answers, ensure_ascii=False, indent=1) + "\n").encode()


def paper(name: str) -> str:
    """Address of a document, percent-encoded."""
    return "/docs/" + quote(name)


def link(text: str, href: str) -> str:
    """A link."""
    return f'<a href="{escape(href)}">{text}</a>'


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table with a header row; cells are HTML."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table>"


def _frame(title: str, body: str, crumbs: tuple[tuple[str, str], ...]) -> str:
    trail = ""
    if crumbs:
        steps = "".join(f'<li><a href="{href}">{text}</a></li>' for text, href in (("หน้าแรก", "/"), *crumbs))
        trail = f'<ol class="breadcrumb">{steps}<li>{title}</li></ol>'
    return f"""<!DOCTYPE html>
<html lang="th">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {AGENCY}</title><link rel="stylesheet" href="/css/site.css"></head>
<body>
<header><a href="/"><img src="/img/logo.png" width="60" height="60" alt="ตราสัญลักษณ์ {SHORT}"></a>
<strong>{AGENCY}</strong> อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี
<a href="/?lang=th">ไทย</a> <a href="/?lang=en">EN</a></header>
<nav>{_menu()}</nav>
<main>
{trail}
<h1>{title}</h1>
{body}
</main>
<footer><p>{AGENCY} {ADDRESS}</p><p>โทรศัพท์ {PHONE} อีเมล {MAIL}</p>
<p><a href="/Pages/privacy">นโยบายคุ้มครองข้อมูลส่วนบุคคล</a> | <a href="/Pages/sitemap">แผนผังเว็บไซต์</a> |
<a href="/backend/login">เข้าสู่ระบบสำหรับเจ้าหน้าที่</a></p>
<p>เว็บไซต์ตัวอย่าง หน่วยงาน บุคคล และหมายเลขทั้งหมดเป็นเรื่องสมมุติ</p></footer>
</body></html>
"""


def _menu() -> str:
    groups = "".join(
        f"<li>{name}<ul>"
        + "".join(f'<li><a href="{href}">{text}</a></li>' for text, href in entries)
        + "</ul></li>\n"
        for name, entries in MENU
    )
    return f"<ul>\n{groups}</ul>"
