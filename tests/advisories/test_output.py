"""What a scanner shows of a hostile site turned against who reads it, as published of other tools."""

import csv
import io
import re
from importlib import resources
from pathlib import Path

import pytest
from hostile_text import BARBS
from report.samples import hostile

import oitcrawl
from oitcrawl.cli.console import Voice
from oitcrawl.model.content import Label
from oitcrawl.notify.letter import plain_letter
from oitcrawl.notify.phrases import Phrases
from oitcrawl.read.html import read_page
from oitcrawl.report.lines import items_csv
from oitcrawl.report.render import _environment, render_report
from oitcrawl.report.view import view
from oitcrawl.report.words import Words

ROOT = Path(oitcrawl.__file__).parent
NUMBERS = {f"{{{{ row.{name} }}}}" for name in "template net as_of days".split()} | {"{{ style }}"}
SCRIPT = "<img src=x onerror=alert(1)><script>alert(1)</script>"


def test_a_title_or_a_header_of_a_site_is_text_in_the_report():
    """Nessus, CVE-2014-7280: the Server header of a scanned machine ran as script in the report that showed it."""
    page = render_report(view(hostile(SCRIPT), words=Words("th")))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "<img src=x" not in page


def test_every_template_is_autoescaped_and_none_opts_out():
    """Jinja's default is no escaping at all, which made many a report generator run what it showed."""
    assert _environment().autoescape is True
    for one in (ROOT / "report" / "templates").rglob("*.j2"):
        text = one.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*(?:safe|tojson|xmlattr)\b|autoescape|Markup\(", text), one.name
        for attribute in re.findall(r"\s[\w-]+=(\{\{.*?\}\})", text):
            assert attribute in NUMBERS, "only a number stands without quotes"


def test_markup_is_only_made_of_our_own_files():
    makers = {one.name for one in ROOT.rglob("*.py") if re.search(r"\bMarkup\(", one.read_text(encoding="utf-8"))}

    assert makers == {"render.py"}
    assert "innerHTML" not in resources.files("oitcrawl.report").joinpath("static/overview.js").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "barb",
    [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u200b=1",
        "＝1",
        "\ufeff=1",
        "\x00=1",
    ],
)
def test_a_title_of_a_site_is_no_formula(barb):
    """CSV injection of exports, which ran commands where spreadsheets did (CVE-2014-3524)."""
    rows = list(csv.DictReader(io.StringIO(items_csv(hostile(barb), Words("th")).decode("utf-8-sig"), newline="")))

    assert {row["title"][:1] for row in rows} == {"'"}
    assert {row["because"][:1] for row in rows} == {"'"}


@pytest.mark.parametrize("barb", BARBS)
def test_a_log_line_orders_nothing_and_stays_one(barb, capsys):
    """Escape sequences in logs and tables: tracing-subscriber, CVE-2025-58160 (GHSA-xwfj-jgwm-7wp5); Inspektor Gadget,
    GHSA-34r5-6j7w-235f."""
    Voice("en").warn("x", f"a {barb}")

    assert {*capsys.readouterr().err}.isdisjoint("\x1b\x07\x9b\x90\x9c\u202e\u2066\r")


@pytest.mark.parametrize("barb", BARBS)
def test_a_message_has_no_subject_nor_line_of_a_site(barb):
    """Mail header injection by a line break in a subject."""
    told = plain_letter(Phrases("th"), "halt", [barb])

    assert len(told.title.splitlines()) == 1
    assert all(len(line.splitlines()) <= 1 for line in told.lines)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:http://x/1",
        "intent://x#Intent;end",
    ],
)
def test_a_link_of_another_scheme_is_never_a_link(href):
    """Links of a crawled page in a report that is opened from disk."""
    from oitcrawl.crawl.urls import Addresses

    addresses = Addresses("http://own.example/")
    page = read_page(
        f'<a href="{href}">x</a><a href="/y">y</a>'.encode(), url="http://own.example/", resolve=addresses.resolve
    )

    assert all(link.url.startswith("http://own.example/") for link in page.links if link.label != Label(text=""))
