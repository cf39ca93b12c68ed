"""Personal data that an agency publishes by mistake is told with its place, and its value is written nowhere."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from read.drawing import page as drawn
from read.drawing import saved
from read.making import paragraph, tiny_docx, tiny_pdf, tiny_xlsx
from sites.serving import SmallSite, html

from oitcrawl.compose import Order, open_desk, site_from_url
from oitcrawl.model.scan import AgencyScan
from oitcrawl.read import ocr
from oitcrawl.settings import Settings

CARD = "1-2345-67890-12-1"
BARE = "1100000000016"
ACCOUNT = "987-6-54321-0"
PHONE = "089-876-5432"
OFFICIAL = "081-222-3333"
VALUES = [
    form
    for value in (CARD, BARE, ACCOUNT, PHONE)
    for form in (value, value.replace("-", ""), value.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))
]
REPORT = """รายงานผลการดำเนินงานประจำปี
ประจำปีงบประมาณ พ.ศ. 2568
ผลการดำเนินโครงการ เลขที่โครงการ 67019012345 งบประมาณ 1,234,567.00 บาท
"""
PDF, DOCX, XLSX = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


def xlsx():
    rows = [("ที่", "ชื่อ - สกุล", "เลขบัตรประชาชน", "เลขที่บัญชี"), ("1", "ทดสอบ สมมุติ", BARE, ACCOUNT)]
    return tiny_xlsx(ผู้รับเบี้ย=rows)


PAGES = {
    "/": html(
        "องค์การบริหารส่วนตำบลทดสอบ",
        f"""<a href="/o7.pdf">O7 รายงานผลการดำเนินงานประจำปี 2568 ของ {CARD}</a>
        <a href="/o2.html">O2 ข้อมูลผู้บริหาร</a><a href="/o4.html">O4 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน</a>
        <a href="/list.docx">ประกาศรายชื่อผู้มีสิทธิ</a><a href="/list.xlsx">บัญชีผู้รับเบี้ยยังชีพ</a>""",
    ),
    "/o7.pdf": (PDF, tiny_pdf(f"{REPORT}ผู้จัดทำ {CARD}", f"{REPORT}นายทดสอบ สมมุติ ผู้ร้องเรียน {CARD} โทร {PHONE}")),
    "/o2.html": html("ข้อมูลผู้บริหาร", f"<p>นายสมมุติ ทดสอบ<br>นายกองค์การบริหารส่วนตำบล<br>โทร {OFFICIAL}</p>"),
    "/o4.html": html("แผนพัฒนา", f"<p>แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570 เลขประจำตัวประชาชน {CARD} ยุทธศาสตร์</p>"),
    "/list.docx": (DOCX, tiny_docx(paragraph(f"ผู้มีสิทธิ นางสมมุติ ทดสอบ เลขที่บัญชี {ACCOUNT} ธนาคารทดสอบ"))),
    "/list.xlsx": (XLSX, xlsx()),
}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A scan, its report folder and the folder of its store."""
    folder = tmp_path_factory.mktemp("privacy")
    settings = Settings(
        data_dir=str(folder / "data"),
        reports_dir=str(folder / "reports"),
        allow_private=True,
        rate=0.0,
        retries=0,
        render="never",
        ocr="never",
    )
    with SmallSite(PAGES) as site, open_desk(settings) as desk:
        scan = desk.scan(Order(site=site_from_url(site.url), rules=desk.rules(), fiscal_year=2569))
        report = desk.deliver(scan)
        again, _ = desk.rejudge(1)
        glances = [repr(desk.store.glances.of(number)) for number in (1, 2)]
        glances += [repr(desk.store.scan(number)) for number in (1, 2)]
    return scan, report, again, glances


def exposed(scan):
    return {one.url.rpartition("/")[2]: one.message for one in scan.warnings if one.kind == "personal_data_exposed"}


def test_each_place_is_told_with_kind_number_and_page_and_what_to_do(done):
    told = exposed(done[0])

    assert set(told) == {"", "o7.pdf", "o4.html", "list.docx", "list.xlsx"}
    assert "เลขประจำตัวประชาชน 1 รายการ (หน้า 1, 2)" in told["o7.pdf"]
    assert "โทรศัพท์มือถือของบุคคล 1 รายการ (หน้า 2)" in told["o7.pdf"]
    assert "เลขประจำตัวประชาชน 1 รายการในหน้าเว็บ" in told["o4.html"]
    assert "เลขที่บัญชีธนาคารของบุคคล 1 รายการ" in told["list.docx"]
    assert "เลขประจำตัวประชาชน 1 รายการ (แผ่นงาน ผู้รับเบี้ย)" in told["list.xlsx"]
    assert all("DPO" in message and "ปิดทับ" in message for message in told.values())


def test_judged_again_it_is_told_again(done):
    assert exposed(done[2]) == exposed(done[0])


def test_no_value_stands_in_the_scan_nor_in_any_file_of_the_report(done):
    scan, report, again, glances = done
    written = {"scan": scan.to_json(), "again": again.to_json(), "glances": "".join(glances)}
    written |= {path.name: text_of(path) for path in report.rglob("*") if path.is_file()}

    assert len(written) > 5
    assert [(name, value) for name, text in written.items() for value in VALUES if value in text] == []
    assert "x-xxxx-xxxxx-xx-x" in written["scan"]


def test_what_is_no_personal_data_stays(done):
    executives = next(one for one in done[0].items if any(piece.url.endswith("o2.html") for piece in one.evidence))

    assert "o2.html" not in exposed(done[0])
    assert "xxx" not in repr(executives)
    assert "67019012345" not in "".join(exposed(done[0]).values())


def test_evidence_says_how_many_stand_on_its_page_and_its_item_is_warned(done):
    pieces = [(item, piece) for item in done[0].items for piece in item.evidence if piece.personal]

    assert pieces
    assert all("personal_data_exposed" in item.warnings for item, _ in pieces)


def test_pictures_of_evidence_have_the_numbers_painted_over(done):
    scan, report, _, _ = done
    (picture,) = [one for one in scan.pictures if one.url.endswith("o7.pdf")]

    assert picture.covered
    assert (report / picture.file).is_file()
    assert "ปิดทับข้อมูลส่วนบุคคลแล้ว" in (report / "index.html").read_text(encoding="utf-8")


def test_the_scan_reads_back(done):
    assert AgencyScan.from_json(done[0].to_json()) == done[0]


def text_of(path):
    """What a file says, also one that is packed."""
    body = path.read_bytes()
    if body[:2] == b"PK":
        with ZipFile(BytesIO(body)) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return body.decode("utf-8", "replace")


@pytest.mark.skipif(not ocr.is_available(), reason="no Tesseract with a Thai model")
def test_a_scanned_picture_is_told_too_and_check_says_so_before_it_is_published(tmp_path):
    from oitcrawl.compose import check_files

    file = tmp_path / "scan.png"
    file.write_bytes(saved(drawn(("ประกาศรายชื่อผู้มีสิทธิ", "เลขประจำตัวประชาชน", CARD, "ปีงบประมาณ 2568")), "PNG"))
    with open_desk(Settings(data_dir=str(tmp_path / "data"))) as desk:
        order = Order(site=site_from_url("https://check.invalid/"), rules=desk.rules())
        (checkup,) = check_files([file], order, Settings(data_dir=str(tmp_path / "data"), readers=1))

    assert [(one.kind.value, one.leaf, one.count) for one in checkup.personal] == [("national_id", 1, 1)]
    assert any("ห้ามเผยแพร่" in hint and "DPO" in hint for hint in checkup.hints)
    assert CARD not in repr(checkup)
