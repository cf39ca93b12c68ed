"""The real material: what a municipality, a hospital and a district office have put on the web."""

import pytest
from read.making import resolve

from oitcrawl.model.content import Document, Page, TextLayer, Unread, UnreadCause
from oitcrawl.read import read
from oitcrawl.settings import Settings
from oitcrawl.thai.text import fold

pytestmark = pytest.mark.shared


def at(path):
    return read(path.read_bytes(), url="http://site.test/" + path.name, resolve=resolve, settings=Settings())


def test_pages_of_hangdong_are_read_or_garbled(shared):
    pages = {path.name: at(path) for path in (shared / "sites/hangdong").glob("*.html")}
    garbled = {
        name for name, page in pages.items() if isinstance(page, Page) and page.text_layer is TextLayer.GARBLED
    }

    assert {"devstratigy.html", "ems.html", "want.html"} <= garbled
    assert not {"general.html", "history.html", "power.html", "regisman.html", "landtax.html", "index.html"} & garbled
    assert "เทศบาลตำบลหางดง" in pages["general.html"].leaf.text
    assert "อำนาจหน้าที่ตามกฎหมายของเทศบาลตำบล" in pages["power.html"].headings


def test_the_menu_of_hangdong_leads_everywhere(shared):
    page = at(shared / "sites/hangdong/index.html")
    told = {link.label.text: link.label.heading for link in page.links}

    assert len(page.links) >= 60
    assert "ข้อมูลพื้นฐาน" == told["โครงสร้างหน่วยงาน"]


def test_a_pdf_under_the_name_of_a_page_is_a_pdf(shared):
    plan = at(shared / "sites/hangdong/31.html")

    assert isinstance(plan, Document)
    assert fold("แผนปฏิบัติการป้องกันการทุจริต 4 ปี") in fold(plan.leaves[1].text)


def test_the_table_of_phon_sung_has_labels_and_no_evidence(shared):
    page = at(shared / "sites/phon-sung/ITA.html")
    rows = sum(len(table.rows) for table in page.leaf.tables)

    assert rows >= 40
    assert all("คำอธิบาย" in table.header for table in page.leaf.tables)
    assert any("โครงสร้าง" in label for label in page.dead_anchors)
    assert len(page.links) < 5


def test_documents_are_read_and_scans_told(shared):
    read_documents = {path.name: at(path) for path in (shared / "sites/documents").glob("*.pdf")}
    causes = {name: one.cause for name, one in read_documents.items() if isinstance(one, Unread)}

    assert {"phichai-moit2-10.pdf": UnreadCause.SCAN} == causes
    assert fold("รายงานผลการวิเคราะห์การจัดซื้อจัดจ้าง") in fold(read_documents["nongyai-1.2.pdf"].leaves[0].text)
    assert 9 == read_documents["nongyai-1.2.pdf"].leaf_count
    assert TextLayer.PARTIAL is read_documents["phichai-moit2-1.5.pdf"].text_layer
    assert TextLayer.GOOD is read_documents["phichai-moit2-1.4.pdf"].text_layer


def test_the_seeds_are_plain_text(shared):
    for path in (shared / "seeds").glob("0*.txt"):
        assert TextLayer.GOOD is at(path).text_layer
