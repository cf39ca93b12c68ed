"""Plain text and CSV."""

import pytest

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.settings import Settings


def test_plain_text_is_a_document(content):
    read = content("รายงานผล\r\nประจ าปี 2567".encode())

    assert (Media.TEXT, "รายงานผล\nประจำปี 2567", 1) == (read.media, read.leaves[0].text, read.leaf_count)


def test_old_encodings_of_plain_text_are_read(content):
    assert "รายงานผลการดำเนินงาน" == content("รายงานผลการดำเนินงาน".encode("cp874")).leaves[0].text


def test_form_feeds_part_pages(content):
    read = content("หนึ่ง\fสอง\fสาม".encode(), settings=Settings(max_leaves=2))

    assert (["หนึ่ง", "สอง"], 3) == ([leaf.text for leaf in read.leaves], read.leaf_count)


def test_csv_is_a_table(content):
    for separator in ",;\t":
        rows = "\n".join(separator.join(row) for row in (["ลำดับ", "โครงการ"], ["1", "ถนน"], ["2", '"คลอง\nน้ำ"']))
        read = content(rows.encode(), url="http://x.go.th/data.csv")

        assert (Media.CSV, ("ลำดับ", "โครงการ")) == (read.media, read.leaves[0].tables[0].header)
        assert "2 | คลอง น้ำ" in read.leaves[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_any_thai_encoding_are_read(content, encoding, separator):
    rows = [["ลำดับ", "โครงการ", "งบประมาณ"], ["1", "ก่อสร้างถนน", "500000"], ["2", "ขุดลอกคลอง", "70000"]]
    read = content("\r\n".join(map(separator.join, rows)).encode(encoding), url="http://x.go.th/แผน.csv")

    assert Media.CSV is read.media
    assert rows == [list(read.leaves[0].tables[0].header), *map(list, read.leaves[0].tables[0].rows)]


def test_text_of_nothing_is_empty(content):
    assert UnreadCause.EMPTY is content(b" \n\t ").cause
    assert UnreadCause.EMPTY is content(b"").cause
