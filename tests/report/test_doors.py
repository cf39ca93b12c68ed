"""Whatever a site writes: every file of a report and of the overview stays harmless, door by door."""

import base64
import csv
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import PureWindowsPath

import html5lib
import pytest
from hostile_text import BARBS, texts
from hypothesis import example, given, settings
from lxml import etree
from report.samples import hostile

from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.divisions import divisions, page_name, sheet_name
from oitcrawl.report.forms import Material, files_of
from oitcrawl.report.letter import Refusal, Request, letter, letter_text
from oitcrawl.report.overview import overview
from oitcrawl.report.publish import publish, publish_overview
from oitcrawl.report.render import _EARLY, render_latest, render_overview
from oitcrawl.report.safe import cell, css_text, file_name, safe_link
from oitcrawl.report.wordfile import letter_docx
from oitcrawl.report.words import Words
from oitcrawl.screen import whole

ALL = " ".join(BARBS)
FORMATS = ("html", "json", "csv", "xlsx", "divisions", "calendar", "submission", "docx")
TAGS = {"iframe", "object", "embed", "base", "form", "link", "audio", "video", "frame", "applet", "portal"}
FORMULA = re.compile(r"[\s\ufeff\u200b-\u200d\u2060]*[=+\-@＝＋－＠]")
ORDERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(10))}
THAI = Words("th")


def report_of(text, owner):
    """All files of the report of a site that writes ``text`` wherever it can."""
    return files_of(Material(scan=hostile(text, owner), past=None, words=THAI, album={}), FORMATS)


def check_page(html, *, script=""):
    """What holds for every page that we write."""
    assert not ORDERS.search(html)
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert not {one.tag for one in tree.iter()} & TAGS
    policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").attrib["content"]
    assert policy.startswith("default-src 'none'")
    assert "base-uri 'none'" in policy
    assert "form-action 'none'" in policy
    assert not re.search(r"unsafe|\*|https?:|strict-dynamic", policy)
    for one in tree.iter():
        if not isinstance(one.tag, str):
            continue  # a comment
        for name, value in one.attrib.items():
            assert not name.startswith("on")
            assert name not in {"style", "srcdoc", "formaction", "action", "background", "ping"}
            if name == "src":
                assert value.startswith("data:image/webp;base64,")
            if name.endswith("href"):
                assert (
                    re.match(r"#|https?://[^/]", value)
                    or re.fullmatch(r"[^:/\\]+(/[^:/\\]+)*", value)
                    or value.startswith("../")
                ), value
                assert "javascript:" not in value.lower() or value.startswith("http")
    scripts = [one.text for one in tree.iter("script")]
    assert all(one in {script, _EARLY} for one in scripts), "no script but our own, letter by letter"
    for name in ("style", "script"):
        for one in tree.iter(name):
            digest = base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy


def check_sheet(body):
    """No cell is a formula, no link leads elsewhere than to the web, no part lies outside."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        for name in book.namelist():
            assert ".." not in name
            assert "external" not in name.lower()
            tree = etree.fromstring(book.read(name))
            assert not [one for one in tree.iter() if etree.QName(one).localname in {"f", "ddeLink", "oleLink"}]
            for one in tree.iter("{*}Relationship"):
                assert one.get("TargetMode") != "External" or re.match(r"https?://[^/]", one.get("Target"))
            for one in tree.iter("{*}si"):
                assert not FORMULA.match("".join(one.itertext()))
            for one in tree.iter("{*}oddHeader", "{*}oddFooter"):
                assert not ORDERS.search(one.text or "")


def check_name(name):
    """A name that is no path, and that every system takes."""
    for part in name.split("/"):
        assert re.fullmatch(r"[0-9A-Za-z\u0e01-\u0e5b][0-9A-Za-z\u0e01-\u0e5b._-]*", part), part
        assert not part.endswith(".")
        assert ".." not in part
        assert part.split(".")[0].upper() not in RESERVED
        assert PureWindowsPath(part).drive == ""
        assert len(part.encode()) <= 255
    assert name.count("/") <= 1


@settings(max_examples=6)
@given(texts(), texts())
@example(ALL, ALL[::-1])
@example("</style></script>-->]]>", "CON")
def test_every_file_of_a_report_is_harmless(text, owner):
    files = report_of(text, owner)

    for name, body in files.items():
        check_name(name)
        if name.endswith(".html"):
            check_page(body.decode("utf-8"))
        elif name.endswith(".xlsx"):
            check_sheet(body)
    assert {name.rpartition(".")[2] for name in files} >= {"html", "json", "csv", "xlsx", "docx"}
    for row in csv.reader(io.StringIO(files["items.csv"].decode("utf-8-sig"), newline="")):
        assert not [one for one in row if FORMULA.match(one) and not re.fullmatch(r"-?[\d.]+", one)]
        assert not ORDERS.search("".join(row))
    with zipfile.ZipFile(io.BytesIO(files["plan.docx"])) as letters:
        for part in letters.namelist():
            tree = etree.fromstring(letters.read(part))
            assert not [
                one
                for one in tree.iter("{*}instrText", "{*}hyperlink", "{*}altChunk")
                if "PAGE" not in (one.text or "")
            ]
            assert not [one for one in tree.iter("{*}Relationship") if one.get("TargetMode") == "External"]
    told = files["scan.json"].decode("utf-8")
    assert not ORDERS.search(told)
    assert AgencyScan.from_json(told).items[0].title == whole(text)


@settings(max_examples=8)
@given(texts())
@example(ALL)
def test_a_calendar_gets_no_line_from_a_site(text):
    scan = replace(hostile(text), window_opens=date(2027, 4, 1), window_closes=date(2027, 4, 30))
    body = files_of(Material(scan=scan, past=None, words=THAI, album={}), ("calendar",))["calendar.ics"]

    lines = body.decode("utf-8").replace("\r\n ", "").split("\r\n")
    names = {re.split("[:;]", line)[0] for line in lines if line}
    assert names <= {
        *"BEGIN END VERSION PRODID CALSCALE METHOD X-WR-CALNAME X-WR-TIMEZONE UID DTSTAMP DTSTART DTEND SUMMARY".split(),
        *"DESCRIPTION URL TRANSP STATUS CATEGORIES ACTION TRIGGER NAME SEQUENCE LAST-MODIFIED CLASS LOCATION".split(),
    }
    assert not ORDERS.search("\n".join(lines))


@settings(max_examples=6)
@given(texts())
@example(ALL)
def test_the_overview_keeps_crawled_text_out_of_its_script_and_style(text):
    some = hostile(text, text or "x")
    scans = [replace(some, agency=replace(some.agency, code=f"a{number}")) for number in range(3)]
    script = resources.files("oitcrawl.report").joinpath("static/overview.js").read_text(encoding="utf-8")

    check_page(render_overview(overview(scans, words=THAI)), script=script)

    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function|\.cssText", script
    )


@given(texts())
@example(ALL)
def test_the_page_that_leads_on_leads_to_a_place_beside_it(text):
    page = render_latest("2025-03-10/index.html", text, THAI)

    check_page(page)
    assert re.findall(r'http-equiv="refresh" content="([^"]*)"', page) == ["0; url=../2025-03-10/index.html"]


@pytest.mark.parametrize("barb", [barb for barb in BARBS if re.search("[a-z0-9]", barb.lower())])
def test_a_report_never_leaves_its_folder_whatever_the_agency_is_called(tmp_path, barb):
    scan = hostile()
    scan = replace(scan, agency=replace(scan.agency, code=barb), edition=f"x/../{barb}")
    out = tmp_path / "deep" / "reports"

    folder = publish(scan, out, formats=("json", "csv"), apart=True)
    publish_overview([scan], out)

    assert folder.resolve().is_relative_to(out.resolve())
    assert [one.name for one in tmp_path.iterdir()] == ["deep"]
    assert [one.name for one in (tmp_path / "deep").iterdir()] == ["reports"]
    for one in out.rglob("*"):
        assert re.fullmatch(r"[0-9A-Za-z\u0e01-\u0e5b][\w.-]*", one.name), one.name


@given(texts())
@example(ALL)
def test_file_names_come_from_a_safe_alphabet(text):
    try:
        name = file_name(text)
    except ValueError:
        return
    check_name(name)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?", name)
    assert file_name(name) == name


@given(texts(), texts())
@example("CON", "con")
@example("../../x", "..\\..\\x")
def test_files_of_divisions_are_safe_and_apart(first, second):
    scan = hostile()
    items = (replace(scan.items[0], owner=first), replace(scan.items[1], owner=second), *scan.items[2:])
    names = [make(one) for one in divisions(replace(scan, items=items)) for make in (page_name, sheet_name)]

    for name in names:
        check_name(name)
    assert len({name.lower() for name in names}) == len(names)


@given(texts())
@example(ALL)
def test_a_link_is_followed_to_the_web_or_not_at_all(text):
    for url in (text, f"https://a.go.th/{text}", f"http://{text}", f" {text}", f"java{text}script:alert(1)"):
        href = safe_link(url)
        assert href == "" or re.match(r"https?://[^\s]+$", href, re.IGNORECASE)
        assert not ORDERS.search(href)


@given(texts())
@example(ALL)
def test_no_cell_is_a_formula_and_no_style_is_ended(text):
    assert not FORMULA.match(cell(text))
    assert not ORDERS.search(cell(text))
    assert not re.search(r'["<>{};\n\r]', css_text(text))
    assert all(
        re.match(r"\\[0-9a-f]{6}", css_text(text)[at:])
        for at in range(len(css_text(text)))
        if css_text(text)[at] == "\\"
    )


@settings(max_examples=15)
@given(texts())
@example(ALL)
def test_a_letter_has_no_line_nor_part_of_a_site(text):
    when = datetime(2026, 11, 2, 3, tzinfo=UTC)
    url = f"http://a.go.th/{text}"
    request = Request(
        agency=text, site="http://a.go.th/", agent=text, refusals=(Refusal(url=url, since=when, until=when),),
        office=text, to=text, contact=text, day=date(2026, 11, 2),
    )  # fmt: skip
    view = letter(request, THAI)
    plain = Request(
        agency="x", site="http://a.go.th/", agent="x", refusals=(Refusal(url="http://a.go.th/x", since=when, until=when),),
        office="x", to="x", contact="x", day=date(2026, 11, 2),
    )  # fmt: skip

    assert not ORDERS.search(letter_text(view))
    assert letter_text(view).count("\n") == letter_text(letter(plain, THAI)).count("\n")
    with zipfile.ZipFile(io.BytesIO(letter_docx(view, THAI, when))) as package:
        for part in package.namelist():
            etree.fromstring(package.read(part))
