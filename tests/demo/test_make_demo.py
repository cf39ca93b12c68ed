"""The bundle is what its generator makes, and its documents read back as they were written."""

import re
import sys
from pathlib import Path
from shutil import which
from subprocess import run

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from demosite.build import PAPERS, site_pages, site_papers  # noqa: E402
from demosite.fonts import shaped  # noqa: E402
from demosite.paper import Form, Grid, Heading, Paragraph, Signature, parse  # noqa: E402
from demosite.truth import AGENCY_YAML, truth_json  # noqa: E402

from oitcrawl.demo.serve import HERE  # noqa: E402
from oitcrawl.thai.text import fold  # noqa: E402

FONTS = ROOT / "oitcrawl" / "report" / "static"
LIMIT = 2_500_000


@pytest.fixture(scope="module")
def bundle():
    from zipfile import ZipFile

    with ZipFile(HERE / "site.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def papers():
    return site_papers(FONTS)


def test_pages_made_again_are_the_pages_of_the_bundle(bundle):
    made = site_pages()

    assert [] == sorted(name for name, body in made.items() if bundle.get(name) != body)
    assert set(bundle) == set(made) | {name for name in bundle if name.startswith(("docs/", "img/"))}


def test_documents_made_again_are_the_documents_of_the_bundle(bundle, papers):
    assert {name for name in bundle if name.startswith("docs/")} == set(papers)
    assert [] == sorted(
        paper.name
        for paper in PAPERS
        if paper.form is not Form.SCAN and bundle[f"docs/{paper.name}"] != papers[f"docs/{paper.name}"]
    )


def test_truth_and_agency_are_those_of_the_generator():
    assert truth_json() == (HERE / "truth.json").read_text(encoding="utf-8")
    assert AGENCY_YAML == (HERE / "agency.yaml").read_text(encoding="utf-8")


def test_the_bundle_is_small_and_of_the_promised_size(bundle):
    assert (HERE / "site.zip").stat().st_size < LIMIT
    assert 60 <= sum(name.endswith(".html") for name in bundle) <= 75
    assert 40 <= sum(name.startswith("docs/") for name in bundle) <= 50


@pytest.mark.parametrize("paper", [p for p in PAPERS if p.form is Form.PDF], ids=lambda paper: paper.name)
def test_a_pdf_reads_back_as_it_was_written(paper, bundle):
    with pypdfium2.PdfDocument(bundle[f"docs/{paper.name}"]) as document:
        read = folded(leaf.get_textpage().get_text_range() for leaf in document)

    assert fold(paper.words) == read


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("paper", [p for p in PAPERS if p.form is Form.PDF], ids=lambda paper: paper.name)
def test_a_pdf_reads_back_with_poppler_too(paper, bundle, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(bundle[f"docs/{paper.name}"])
    done = run(["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)

    assert fold(paper.words) == folded([done.stdout.decode()])


def folded(leaves):
    return fold(re.sub(r"(?m)^\s*- \d+ -\s*$", "", "\n".join(leaves)))


def test_the_scan_has_pictures_and_no_text(bundle):
    paper = next(p for p in PAPERS if p.form is Form.SCAN)
    document = pypdfium2.PdfDocument(bundle[f"docs/{paper.name}"])

    assert "" == "".join(leaf.get_textpage().get_text_range() for leaf in document).strip()
    assert 1 <= len(list(document[0].get_objects()))


def test_the_locked_document_asks_for_a_password(bundle):
    paper = next(p for p in PAPERS if p.form is Form.LOCKED)

    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(bundle[f"docs/{paper.name}"])
    assert 1 == len(pypdfium2.PdfDocument(bundle[f"docs/{paper.name}"], password="demo"))


@pytest.mark.parametrize(
    ("lacking", "names"),
    [
        (("ตัวชี้วัด", "KPI"), ["file/แผนพัฒนาท้องถิ่น66-70.pdf"]),
        (("ค่าธรรมเนียม", "ค่าใช้จ่าย"), ["file/คู่มือขอน้ำ.pdf"]),
        (("ความก้าวหน้า", "สถานะ", "แล้วเสร็จ", "อยู่ระหว่าง"), ["ita68/o12.xlsx", "file/ประกาศแผนจัดซื้อ68.pdf"]),
        (("รับผิดชอบ",), ["ita68/o27_มาตรการ.pdf"]),
    ],
)
def test_what_a_paper_is_said_to_lack_is_nowhere_in_it(lacking, names):
    texts = {paper.name: paper.words for paper in PAPERS}

    assert [] == [(name, word) for name in names for word in lacking if word in texts[name]]


def test_markup_becomes_blocks():
    blocks = parse("# หัวข้อ\nความ\n| ก | ข |\n| 1 | 2 |\n!sign นาง ก; ปลัด; 1 มกราคม 2568")

    assert [
        Heading("หัวข้อ"),
        Paragraph("ความ"),
        Grid((("ก", "ข"), ("1", "2"))),
        Signature("นาง ก", "ปลัด", "1 มกราคม 2568"),
    ] == list(blocks)


@pytest.mark.parametrize(("text", "climbs"), [("ที่", True), ("น้ำ", True), ("ส่วน", False), ("ป่า", True), ("กู้", False)])
def test_marks_that_must_move_get_another_glyph(text, climbs):
    assert climbs == (text != shaped(text))
    assert len(text) == len(shaped(text))
