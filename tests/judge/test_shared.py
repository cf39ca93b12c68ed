"""One file offered for two items: what its content does not speak for is not therefore missing."""

import pytest

from oitcrawl.model.finding import Status
from tests.judge.web import Web

STEPS = "ขั้นตอนที่ 1 ยื่นคำขอ 5 นาที ขั้นตอนที่ 2 ตรวจสอบ 2 วัน ค่าธรรมเนียม ไม่มี ตามพระราชบัญญัติ"
BOTH = "คู่มือการปฏิบัติงานและคู่มือสำหรับประชาชน"


def site(links, **files):
    web = Web().page("", '<a href="ita">ITA 2568</a>', title="อบต.ตัวอย่าง").page("ita", f"<h1>ITA 2568</h1>{links}")
    for name, text in files.items():
        web.file(f"{name}.pdf", text)
    return web


@pytest.mark.parametrize(
    "links",
    [
        "<p><a href=k.pdf>คู่มือการปฏิบัติงาน</a></p><p><a href=k.pdf>คู่มือสำหรับประชาชน</a></p>",
        f"<p><a href=k.pdf>{BOTH}</a></p>",
        f"<p>O8 <a href=k.pdf>{BOTH}</a></p><p>O9 <a href=k.pdf>{BOTH}</a></p>",
    ],
)
def test_a_file_linked_as_two_manuals_leaves_neither_missing(links):
    items = site(links, k=f"{BOTH}\n{STEPS}").items()

    assert Status.UNVERIFIED is items["O8"].status
    assert "ไฟล์เดียวกันใช้กับสองข้อ" in items["O8"].because
    assert "ยังไม่ได้อ่าน" not in items["O8"].because
    assert "k.pdf" in items["O8"].settles
    assert ["https://www.agency.example/k.pdf"] == list({one.url for one in items["O9"].evidence})


def test_a_file_linked_as_one_item_alone_excuses_no_other():
    items = site("<a href=k.pdf>คู่มือสำหรับประชาชน</a>", k=f"คู่มือสำหรับประชาชน\n{STEPS}").items()

    assert Status.MISSING is items["O8"].status


def test_a_shared_file_excuses_no_gap_of_what_has_evidence_of_its_own():
    own = "<a href=m.pdf>คู่มือการปฏิบัติงาน</a>"
    links = f"{own}<p><a href=k.pdf>คู่มือการปฏิบัติงาน</a><p><a href=k.pdf>คู่มือสำหรับประชาชน</a>"
    manual = "คู่มือการปฏิบัติงานของเจ้าหน้าที่\nวัตถุประสงค์ของงาน\n"
    alone = site(own, m=manual).items()["O8"]
    beside = site(links, m=manual, k=f"{BOTH}\n{STEPS}").items()["O8"]

    assert alone.evidence
    assert alone.status is beside.status
    assert "ไฟล์เดียวกันใช้กับสองข้อ" not in beside.because


def test_a_title_of_two_nouns_is_no_two_items():
    items = site("<a href=k.pdf>ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม</a>", k="เรื่องทั่วไป").items()

    assert not [one.item for one in items.values() if "ไฟล์เดียวกันใช้กับสองข้อ" in one.because]
