"""The zoo: the same 28 disclosures dressed as the sites of many vendors, each with what a person would reach on it."""

import base64
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from demosite.shell import table
from demosite.sites import NOBODY, TinySite
from demosite.zoo_papers import NAME, Sheet, sheets

AS_OF = "2025-06-02"
LINKS = ("คลิก", "เปิดข้อมูล", "ดูเพิ่มเติม", "คลิกลิงค์ข้อมูล", "ดูไฟล์แนบ")
_ITA = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA)"
Links = Iterable[tuple[str, str]]


def site(
    name: str,
    why: str,
    files: dict[str, str | bytes],
    reached: dict[str, str],
    *,
    answers: dict[str, object] | None = None,
    items: dict[str, list[str]] | None = None,
    **expected: object,
) -> TinySite:
    """A site of the zoo.

    Args:
        name: its folder, after ``zoo-``.
        why: the habit it is about.
        files: bytes or text by name.
        reached: the address (path and query) at which each item's evidence stands, by O-code.
        answers: special answers of the server.
        items: allowed statuses of items that are not simply found.
        expected: more that must come out: ``warnings``, ``hidden``, ``without_browser``, ``others``.
    """
    found = {code: ["found"] for code in reached} | (items or {})
    return TinySite(
        name=f"zoo-{name}",
        why=why,
        as_of=AS_OF,
        files={key: body if isinstance(body, bytes) else body.encode() for key, body in files.items()},
        answers=dict(answers or {}),
        expected={"items": found, "others": ["missing"], "evidence": reached, **expected},
    )


def frame(
    title: str, body: str, menu: Links = (), *, charset: str = "utf-8", head: str = "", name: str = NAME
) -> str:
    """A page with the agency's head, a menu and a foot."""
    entries = "".join(f'<li><a href="{href}">{text}</a></li>' for text, href in menu)
    declared = f'<meta charset="{charset}">' if charset else ""
    return f"""<!DOCTYPE html>
<html lang="th"><head>{declared}<title>{title} - {name}</title>{head}</head>
<body><header><a href="/">{name}</a></header>
<nav><ul>{entries}</ul></nav>
<main><h1>{title}</h1>
{body}
</main>
<footer><p>{name} อำเภอตัวอย่าง จังหวัดสมมุติบุรี เว็บไซต์สมมุติ</p></footer></body></html>
"""


def ita_rows(addresses: dict[str, str], code: Callable[[Sheet], str] = lambda one: one.code) -> str:
    """An ITA table: number, what is asked, a link that says nothing."""
    rows = [
        [code(one), one.menu, f'<a href="{addresses[one.code]}">{LINKS[one.number % len(LINKS)]}</a>']
        for one in sheets()
        if one.code in addresses
    ]
    return table(["ข้อ", "ข้อมูลที่ต้องเปิดเผย", "URL"], rows)


def vendor_cms() -> TinySite:
    """CodeIgniter of a vendor: /Pages/..., years, details by number, a counter that a script calls."""
    menu = [("หน้าแรก", "/"), ("ข่าว", "/Pages/news"), (_ITA, "/Pages/ita_year"), ("เข้าสู่ระบบ", "/backend/login")]
    reached = {one.code: f"/Pages/{_section(one)}_detail/{100 + one.number}" for one in sheets()}
    counter = '<script>$.get("/Pages/increment_view_7")</script><script src="/js/app.js"></script>'
    pages = {
        "/index": frame("หน้าแรก", '<p>ยินดีต้อนรับ</p><a href="/Pages/ita_year"><img src="/img/ita.png" width="300" height="90" alt="ITA"></a>', menu),
        "/Pages/ita_year": frame(_ITA, "<ul>" + "".join(f'<li><a href="/Pages/ita_year_detail/{n}">ITA ปี {y}</a></li>' for n, y in ((7, 2568), (6, 2567))) + "</ul>", menu),
        "/Pages/ita_year_detail/7": frame("การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปี 2568", ita_rows(reached), menu),
        "/Pages/ita_year_detail/6": frame("การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปี 2567", "<p>อยู่ระหว่างย้ายข้อมูล</p>", menu),
        **{reached[one.code]: frame(one.title, one.body + counter, menu) for one in sheets()},
    }  # fmt: skip
    for page in range(1, 4):
        entries = "".join(
            f'<li><a href="/Pages/news_detail/{page * 10 + k}">กิจกรรมของตำบล ครั้งที่ {page * 10 + k}</a></li>'
            for k in range(5)
        )
        pager = "".join(f'<a href="/Pages/news?page={k}">{k}</a> ' for k in (1, 2, 3))
        pages[f"/Pages/news?page={page}"] = frame("ข่าวกิจกรรม", f"<ul>{entries}</ul>{pager}", menu)
        pages |= {
            f"/Pages/news_detail/{page * 10 + k}": frame(
                f"กิจกรรมของตำบล ครั้งที่ {page * 10 + k}", "<p>ภาพบรรยากาศ</p>", menu
            )
            for k in range(5)
        }
    pages["/Pages/news"] = pages["/Pages/news?page=1"]
    files, answers = _routed(pages)
    return site(
        "vendor-cms",
        "A vendor's CodeIgniter: /Pages/..., a list of years, a counter that scripts call.",
        files,
        reached,
        answers=answers,
    )


def _section(one: Sheet) -> str:
    return ("basic", "plan_pdl", "procure", "person", "complaint", "corruption")[one.number // 5]


def opaque() -> TinySite:
    """Opaque parameters: nothing in an address tells what it holds."""

    def address(number: int) -> str:
        coded = [base64.b64encode(f"{word}{number * 7919}".encode()).decode().rstrip("=") for word in ("mod", "no")]
        return f"/index.php?_mod={coded[0]}&no={coded[1]}"

    reached = {one.code: address(one.number) for one in sheets()}
    groups = [("ข้อมูลพื้นฐาน", 1, 4), ("การบริหารงาน", 5, 13), ("บุคลากร", 14, 16), ("ความโปร่งใส", 17, 28)]
    menu = [(f"<b>{name}</b>", address(100 + first)) for name, first, _ in groups]
    pages = {"/index": frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu)}
    for name, first, last in groups:
        entries = "".join(
            f'<div class="row"><div>{one.title}</div><div><a href="{reached[one.code]}">รายละเอียด</a></div></div>'
            for one in sheets()
            if first <= one.number <= last
        )
        pages[address(100 + first)] = frame(name, entries, menu)
    pages |= {reached[one.code]: frame(one.title, one.body, menu) for one in sheets()}
    files, answers = _routed(pages)
    return site("opaque-parameters", "Addresses of opaque parameters, links that say only 'details'.", files, reached, answers=answers)  # fmt: skip


def thai_parameters() -> TinySite:
    """Thai text as a parameter; a page that is not there shows the home page with status 200."""
    kept = {one.code: f"/index.php?page={one.menu}" for one in sheets()}
    gone = {code: kept.pop(code) for code in ("O8", "O15", "O24")}
    menu = [(one.menu, f"index.php?page={quote(one.menu)}") for one in sheets()]
    home = frame("หน้าแรก", "<p>ยินดีต้อนรับสู่เว็บไซต์</p><p>สภาพอากาศวันนี้ แจ่มใส</p>", menu)
    pages = {"/index": home} | {
        kept[one.code]: frame(one.title, one.body, menu) for one in sheets() if one.code in kept
    }
    files, answers = _routed(pages)
    answers["/index.php*"] = {"file": answers["/"]["file"], "headers": {"Content-Type": "text/html"}}
    return site(
        "thai-parameters", "Thai parameters; what is not there falls back to the home page with status 200.", files,
        dict(kept.items()), answers=answers,
        items={code: ["missing"] for code in gone}, causes=dict.fromkeys(gone, "soft_404"),
    )  # fmt: skip


def joomla() -> TinySite:
    """Joomla: dates as menu aliases, print and language variants of every page, links by component."""
    reached = {
        one.code: f"/index.php/2018-03-11-15-{one.number:02d}-44/{60 + one.number}-o-{one.number}" for one in sheets()
    }
    menu = [("หน้าหลัก", "/index.php"), ("ITA 2568", "/index.php/2018-03-11-15-00-00"), ("ติดต่อ", reached["O3"])]
    pages = {
        "/index": frame("หน้าหลัก", "<p>ยินดีต้อนรับ</p>", menu),
        "/index.php/2018-03-11-15-00-00": frame("ITA ปีงบประมาณ พ.ศ. 2568", "".join(
            f'<h3>{one.code} {one.menu}</h3><p><a href="{reached[one.code]}">{LINKS[one.number % 5]}</a></p>' for one in sheets()), menu),
    }  # fmt: skip
    for one in sheets():
        path = reached[one.code]
        variants = f'<p><a href="{path}?tmpl=component&amp;print=1&amp;page=">พิมพ์</a> <a href="{path}?lang=en">English</a> <a href="{path}?tmpl=component&amp;print=1&amp;layout=default">Print</a></p>'
        page = frame(one.title, f"{variants}{one.body}", menu)
        pages |= {path: page, f"{path}?lang=en": page, f"{path}?tmpl=component&print=1&page=": page}
    files, answers = _routed(pages)
    answers["/index.php"] = answers["/"]
    return site("joomla", "Joomla: dates as aliases, print and language variants of every page.", files, reached, answers=answers)  # fmt: skip


def wordpress() -> TinySite:
    """WordPress: percent-encoded Thai slugs, ?p= that redirects, tags and months without end."""
    reached = {one.code: f"/{_slug(one.menu)}" for one in sheets()}
    menu = [("หน้าแรก", "/"), ("ITA", "/ita-oit-2568"), *((f"แท็ก {k}", f"/tag/{k}") for k in range(6))]
    cards = "".join(
        f'<article><h2 class="entry-title">{one.menu}</h2><a class="more-link" href="/?p={8800 + one.number}">อ่านต่อ</a></article>'
        for one in sheets()
    )
    pages = {"/index": frame("หน้าแรก", "<p>เรื่องล่าสุด</p>", menu), "/ita-oit-2568": frame("OIT 2568", cards, menu)}
    pages |= {reached[one.code]: frame(one.title, one.body, menu) for one in sheets()}
    for k in range(6):
        more = "".join(f'<a href="/tag/{k}/page/{n}">{n}</a> ' for n in range(2, 9))
        archive = "".join(f'<a href="/2568/{n:02d}/">เดือน {n}</a> ' for n in range(1, 7))
        pages |= {
            f"/tag/{k}{tail}": frame(f"แท็ก {k}", f"<p>เรื่องทั่วไป {k}</p>{more}{archive}", menu)
            for tail in ("", *(f"/page/{n}" for n in range(2, 9)))
        }
    pages |= {
        f"/2568/{n:02d}/": frame(f"คลังเก็บเดือน {n}", f"<p>เรื่องประจำเดือน {n} จำนวน {n} เรื่อง</p>", menu)
        for n in range(1, 7)
    }
    files, answers = _routed(pages)
    for one in sheets():
        answers[f"/?p={8800 + one.number}"] = {
            "status": 301,
            "headers": {"Location": quote(reached[one.code])},
            "body": "",
        }
    return site("wordpress", "WordPress: Thai slugs, ?p= that redirects, 'read on', tags and months.", files, reached, answers=answers)  # fmt: skip


def google_sites() -> TinySite:
    """Google Sites: addresses lose every vowel and tone mark above or below the line."""
    reached = {one.code: f"/view/nongsommut/{_bare_slug(one.menu)}" for one in sheets()}
    menu = [("หน้าแรก", "/view/nongsommut"), *((one.menu, reached[one.code]) for one in sheets())]
    pages = {
        "/index": '<html><head><meta http-equiv="refresh" content="0; url=/view/nongsommut"></head><body></body></html>'
    }
    pages["/view/nongsommut"] = frame("หน้าแรก", "<p>เว็บไซต์ของเรา</p>", menu)
    pages |= {
        reached[one.code]: frame(one.menu, f"<section><h2>{one.title}</h2>{one.body}</section>", menu)
        for one in sheets()
    }
    files, answers = _routed(pages)
    return site("google-sites", "Addresses as Google Sites make them, without vowels; a home page that refreshes.", files, reached, answers=answers)  # fmt: skip


def cp874() -> TinySite:
    """Undeclared windows-874, menus of three levels, rows that a script opens."""
    reached = {one.code: f"/select_news.php?news_id={570 + one.number}&id_type=1" for one in sheets()}
    groups = {"ข้อมูลทั่วไป": range(1, 5), "แผนและผลงาน": range(5, 17), "ธรรมาภิบาล": range(17, 29)}
    menu = [(name, f"/lawlink.php?menuid={n}&link=9") for n, name in enumerate(groups, 1)]
    pages = {"/index": frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu, charset="", name=NOBODY)}
    for (name, numbers), (_, href) in zip(groups.items(), menu, strict=True):
        rows = "".join(
            f"<tr onclick=\"location.href='{reached[one.code].lstrip('/')}'\"><td>{one.number}</td><td>{one.menu}</td><td>คลิก</td></tr>"
            if one.number % 3 == 0
            else f'<tr><td>{one.number}</td><td>{one.menu}</td><td><a href="{reached[one.code].lstrip("/")}">คลิก</a></td></tr>'
            for one in sheets()
            if one.number in numbers
        )
        pages[href] = frame(name, f"<table>{rows}</table>", menu, charset="", name=NOBODY)
    pages |= {reached[one.code]: frame(one.title, one.body, menu, charset="", name=NOBODY) for one in sheets()}
    files, answers = _routed(pages)
    coded = {key: body.encode("cp874") for key, body in files.items()}
    return site("cp874-nested", "Undeclared windows-874, menus in levels, rows that a script opens.", coded, reached, answers=answers)  # fmt: skip


def copied_year() -> TinySite:
    """A year folder copied whole: ITA/2568 holds what ITA/2567 held, byte for byte."""
    old = {one.code: f"/ITA/2568/{one.code.lower()}.html" for one in sheets()}
    menu = [("หน้าแรก", "/"), ("ITA 2568", "/ITA/2568/"), ("ITA 2567", "/ITA/2567/")]
    files: dict[str, str | bytes] = {"index.html": frame("หน้าแรก", "<p>ยินดีต้อนรับ</p>", menu)}
    for year in (2568, 2567):
        rows = ita_rows({one.code: f"{one.code.lower()}.html" for one in sheets()})
        files[f"ITA/{year}/index.html"] = frame(f"การเปิดเผยข้อมูลสาธารณะ ปี {year}", rows, menu)
        files |= {f"ITA/{year}/{one.code.lower()}.html": frame(one.title, one.body, menu) for one in sheets(2567)}
    in_force = {"O1", "O2", "O3", "O5", "O8", "O9", "O10", "O11", "O17", "O18", "O19", "O25"}
    stale = {one.code: ["outdated"] for one in sheets() if one.code not in in_force} | {
        "O16": ["incomplete", "outdated"]
    }
    return site(
        "copied-year", "The folder of last year copied whole under this year's name: the year proves nothing.", files,
        {}, items={code: ["found"] for code in sorted(in_force)} | stale, warnings=["stale_year_copy"], anywhere=sorted(old),
    )  # fmt: skip


def _slug(text: str) -> str:
    return re.sub(r"[^\w\u0e00-\u0e7f]+", "-", text).strip("-").lower()


def _bare_slug(text: str) -> str:
    """What Google Sites make of a title."""
    return re.sub(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[^\wก-๛]+", "", text).lower()


def _routed(pages: dict[str, str]) -> tuple[dict[str, str | bytes], dict[str, dict[str, object]]]:
    """Files by a plain name, and the answers that give them at their addresses."""
    files: dict[str, str | bytes] = {}
    answers: dict[str, dict[str, object]] = {}
    names: dict[str, str] = {}
    for address, page in pages.items():
        name = names.setdefault(page, f"{len(names):03d}.htm")
        files[name] = page
        answers["/" if address == "/index" else address] = {"file": name, "headers": {"Content-Type": "text/html"}}
    return files, answers
