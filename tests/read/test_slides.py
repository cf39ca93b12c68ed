"""Slides of PowerPoint, honest and hostile."""

import time
from datetime import date

import pytest
from read.making import zipped
from read.making_letters import A, shape, slide_table, tiny_pptx

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.settings import Settings


def test_slides_are_leaves_in_the_order_of_the_show_with_their_titles_first(content):
    read = content(
        tiny_pptx(
            shape("เนื้อหา", "บรรทัดสอง") + shape("แผนปฏิบัติการป้องกันการทุจริต", kind="title"),
            shape("แนะนำหน่วยงาน", kind="ctrTitle") + shape("7", kind="sldNum"),
            order=[2, 1],
            title="งานนำเสนอ PowerPoint",
        )
    )

    assert ["แนะนำหน่วยงาน", "แผนปฏิบัติการป้องกันการทุจริต\nเนื้อหา\nบรรทัดสอง"] == [leaf.text for leaf in read.leaves]
    assert (Media.PPTX, "", "งานแผน", (date(2025, 1, 15),)) == (read.media, read.title, read.author, read.meta_dates)


def test_tables_of_slides_are_tables(content):
    leaf = content(tiny_pptx(slide_table(("โครงการ", "งบประมาณ"), ("ถนน", "๕๐๐"), ("คลอง", "๗๐๐")))).leaves[0]

    assert (("โครงการ", "งบประมาณ"), (("ถนน", "๕๐๐"), ("คลอง", "๗๐๐"))) == (
        leaf.tables[0].header,
        leaf.tables[0].rows,
    )
    assert "ถนน | ๕๐๐" in leaf.text


def test_words_of_structure_charts_are_read(content):
    chart = f'<d:dataModel xmlns:d="d" xmlns:a="{A}"><a:p><a:r><a:t>ปลัด</a:t></a:r><a:r><a:t>เทศบาล</a:t></a:r></a:p><a:p><a:r><a:t>กองคลัง</a:t></a:r></a:p></d:dataModel>'
    related = '<Relationships><Relationship Id="r1" Target="../diagrams/data1.xml"/></Relationships>'
    body = tiny_pptx(
        shape("โครงสร้าง"), extra={"ppt/diagrams/data1.xml": chart, "ppt/slides/_rels/slide1.xml.rels": related}
    )

    assert "โครงสร้าง\nปลัดเทศบาล\nกองคลัง" == content(body).leaves[0].text


def test_five_thousand_slides_are_counted_and_few_read(content):
    body = tiny_pptx(*[shape("หน้า")] * 5000)
    start = time.perf_counter()
    read = content(body, settings=Settings(max_leaves=100))

    assert (100, 5000) == (len(read.leaves), read.leaf_count)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    "body",
    [
        zipped({"ppt/presentation.xml": "x"}),
        tiny_pptx(shape("ก"))[:-50],
        zipped({"ppt/slides/other.xml": "x"}),
    ],
)
def test_damage_is_a_value(content, body):
    assert content(body).cause in {UnreadCause.DAMAGED, UnreadCause.EMPTY}


def test_a_show_without_its_list_is_read_by_number(content):
    slides = tiny_pptx(*[shape(f"หน้า {n}") for n in range(1, 12)], extra={"ppt/presentation.xml": "junk"})

    assert [f"หน้า {n}" for n in range(1, 12)] == [leaf.text for leaf in content(slides).leaves]


def test_slides_of_pictures_are_a_scan(content):
    read = content(tiny_pptx("<p:pic/>", "<p:pic/>", extra={"ppt/media/image1.png": b"x"}))

    assert (UnreadCause.SCAN, 2) == (read.cause, read.leaf_count)
