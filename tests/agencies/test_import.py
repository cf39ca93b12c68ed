"""Tables of agencies as offices make them, taken into the agencies file; every mistake has its row."""

import io
import json
import time

import pytest
import xlsxwriter

from oitcrawl.agencies import load_agencies
from oitcrawl.cli import run
from oitcrawl.compose.roster import Import, import_agencies
from oitcrawl.errors import SettingsError, UsageError
from oitcrawl.model.site import AgencyKind

PLAIN = """\
ลำดับที่,ชื่อหน่วยงาน,จังหวัด,เว็บไซต์,ประเภท,รหัส,กลุ่ม,อีเมล
๑,องค์การบริหารส่วนตำบลทุ่งสมมุติ,จังหวัดอุตรดิตถ์,www.thungsommut.example.go.th,อบต.,,เหนือ,it@thungsommut.example.go.th
2,เทศบาลตำบลบ้านสมมุติ,อุตรดิตถ์,https://www.bansommut.example.go.th/index.php,เทศบาลตำบล,bansommut,เหนือ,-
"""


@pytest.fixture
def bring(tmp_path):
    """Imports a table given as text, bytes or rows of a workbook."""

    def importer(table, **wish):
        is_text = isinstance(table, str | bytes)
        file = tmp_path / ("รายชื่อ.csv" if is_text else "รายชื่อ.xlsx")
        file.write_bytes((table.encode() if isinstance(table, str) else table) if is_text else workbook(*table))
        return import_agencies(Import(file=file, **{"out": tmp_path / "agencies.yaml", **wish}))

    return importer


def workbook(rows, merged=()):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("อปท")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(at, column, cell)
        for place, text in merged:
            sheet.merge_range(*place, text)
    return out.getvalue()


def told(done):
    return [(one.number, one.words[0]) for one in done.mistakes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_plain_table_arrives_whatever_its_encoding_and_separator(bring, tmp_path, encoding, separator):
    done = bring(PLAIN.replace(",", separator).encode(encoding))

    first, second = load_agencies(tmp_path / "agencies.yaml")
    assert [] == done.mistakes
    assert ("thungsommut-example", "https://www.thungsommut.example.go.th/") == (first.code, first.url)
    assert ("องค์การบริหารส่วนตำบลทุ่งสมมุติ", "อุตรดิตถ์", "เหนือ") == (first.name, first.province, first.group)
    assert AgencyKind.LOCAL_GOVERNMENT is first.kind
    assert "bansommut" == second.code
    assert 'notify: ["mailto:it@thungsommut.example.go.th"]' in (tmp_path / "agencies.yaml").read_text("utf-8")


def test_english_headings_are_known(bring, tmp_path):
    bring(
        "Code,Agency Name,Website,Province,Type,Group,E-mail,Rate,Edition\nabt1,Sommut,example.go.th,Phrae,hospital,N,,0.5,x\n"
    )

    (site,) = load_agencies(tmp_path / "agencies.yaml")
    assert ("abt1", "Sommut", "https://example.go.th/", "Phrae", "N", 0.5, "x") == (
        site.code,
        site.name,
        site.url,
        site.province,
        site.group,
        site.rate,
        site.edition,
    )
    assert AgencyKind.HOSPITAL is site.kind


def test_a_workbook_with_titles_a_heading_in_two_rows_and_merged_provinces(bring, tmp_path):
    rows = [
        ["รายชื่อองค์กรปกครองส่วนท้องถิ่น ประจำปีงบประมาณ พ.ศ. ๒๕๗๐"],
        [],
        ["ที่", "ชื่อ อปท.", "จังหวัด"],
        ["", "", "", "เว็บไซต์", "อีเมล์"],
        [1, "อบต.หนึ่งสมมุติ", "", "one.example.go.th"],
        [2, "อบต.สองสมมุติ", "", "two.example.go.th", "two@example.go.th"],
        ["รวม 2 แห่ง"],
    ]
    done = bring((rows, [((2, 3, 2, 4), "ช่องทางติดต่อ"), ((4, 2, 5, 2), "แพร่")]))

    sites = load_agencies(tmp_path / "agencies.yaml")
    assert ([], ()) == (done.mistakes, done.unknown)
    assert [("one-example", "แพร่"), ("two-example", "แพร่")] == [(site.code, site.province) for site in sites]


def test_titles_of_provinces_between_rows_are_heard_and_headings_of_printed_pages_passed_over(bring, tmp_path):
    bring(
        "ลำดับ,ชื่อหน่วยงาน,เว็บไซต์\nจังหวัดน่าน,,\n1,หนึ่ง,a.example.go.th\nลำดับ,ชื่อหน่วยงาน,เว็บไซต์\n"
        "จังหวัดแพร่,,\n2,สอง,b.example.go.th\nรวม,2,\nหมายเหตุ: ข้อมูลสมมุติ,,\n"
    )

    sites = load_agencies(tmp_path / "agencies.yaml")
    assert [("หนึ่ง", "น่าน"), ("สอง", "แพร่")] == [(site.name, site.province) for site in sites]


def test_all_mistakes_are_told_at_once_with_their_rows_and_nothing_is_written(bring, tmp_path):
    done = bring(
        "รหัส,ชื่อหน่วยงาน,เว็บไซต์,ประเภท,อัตรา,วันเปิดระบบ,วันปิดระบบ,สีประจำหน่วยงาน\n"
        "a,ดี,good.example.go.th,,,1/4/2570,30 เม.ย. 2570,แดง\n"
        "b,ไม่มีเว็บ,-,,,,,\n"
        "c,ผิด,ดูในเอกสารแนบ,,,,,\n"
        "อบต 1,รหัสไทย,d.example.go.th,,,,,\n"
        "e,ประเภทแปลก,e.example.go.th,ดาวเทียม,,,,\n"
        "f,เร็วไป,f.example.go.th,,เร็ว,30/4/2570,1/4/2570,\n"
        "A,ซ้ำ,h.example.go.th,,,,,\n"
        "i,หน้าเพจ,https://www.facebook.com/sommut,,,,,\n"
    )

    assert [3, 4, 5, 6, 7, 7, 8, 9] == [number for number, _ in told(done)]
    for at, word in enumerate(["ไม่มีเว็บไซต์", "ดูในเอกสารแนบ", "รหัส", "ดาวเทียม", "เร็ว", "วันเปิด", "ซ้ำกับแถว 2", "สื่อสังคม"]):
        assert word in told(done)[at][1]
    assert ("สีประจำหน่วยงาน",) == done.unknown
    assert not done.written
    assert [] == [one for one in tmp_path.iterdir() if one.suffix != ".csv"]


def test_right_rows_are_written_when_that_is_wished(bring, tmp_path):
    done = bring("ชื่อหน่วยงาน,เว็บไซต์\nดี,good.example.go.th\nไม่มีเว็บ,\n", skip_wrong=True)

    assert done.written
    assert [3] == [number for number, _ in told(done)]
    assert ["good-example"] == [site.code for site in load_agencies(tmp_path / "agencies.yaml")]


KEPT = """\
# รายชื่อของเรา
defaults: {edition: nacc-2568, rate: 2}   # ค่ากลาง
agencies:
  # แห่งแรก
  - code: one
    name: 'หนึ่ง สมมุติ'   # ชื่อเดิม
    url: https://one.example.go.th/
    rate: 0.5   # เว็บช้า
    owners:
      O12: กองคลัง
    waivers: [{item: O10, reason: ไม่มีบริการ, by: หัวหน้า, until: "2027-06-30"}]
  - name: สอง
    code: two
    url: "http://two.example.go.th"

# จบรายการ
"""


def test_merging_keeps_settings_comments_and_codes(bring, tmp_path):
    file = tmp_path / "agencies.yaml"
    file.write_text(KEPT, encoding="utf-8")

    done = bring(
        "ชื่อหน่วยงาน,เว็บไซต์,กลุ่ม,ผู้รับผิดชอบ O13\nหนึ่งใหม่,www.one.example.go.th,เหนือ,กองช่าง\n"
        "สอง,https://two2.example.go.th/,เหนือ,\nสาม,three.example.go.th,ใต้,\n",
        merge=True,
    )

    text = file.read_text("utf-8")
    assert {"one": ["group", "name", "owners"], "two": ["group", "url"]} == {
        code: sorted(keys) for code, keys in done.changed.items()
    }
    assert ["three-example"] == done.added
    one, two, three = load_agencies(file)
    assert ("หนึ่งใหม่", "เหนือ", 0.5) == (one.name, one.group, one.rate)
    assert (("O12", "กองคลัง"), ("O13", "กองช่าง")) == one.owners
    assert "ไม่มีบริการ" == one.waivers[0].reason
    assert ("two", "https://two2.example.go.th/") == (two.code, two.url)
    assert "ใต้" == three.group
    for remark in ("# รายชื่อของเรา", "# ค่ากลาง", "# แห่งแรก", "# ชื่อเดิม", "# เว็บช้า", "# จบรายการ"):
        assert remark in text


def test_where_only_plain_values_change_all_other_lines_stay_to_the_letter(bring, tmp_path):
    file = tmp_path / "agencies.yaml"
    file.write_text(KEPT, encoding="utf-8")

    bring(
        "รหัส,ชื่อหน่วยงาน,เว็บไซต์,จังหวัด\ntwo,สอง,http://two.example.go.th,แพร่\nnew,ใหม่,new.example.go.th,\n", merge=True
    )

    expected = KEPT.replace(
        '"http://two.example.go.th"\n',
        '"http://two.example.go.th"\n    province: แพร่\n  - code: new\n    name: ใหม่\n    url: https://new.example.go.th/\n',
    )
    assert expected == file.read_text("utf-8")


@pytest.mark.parametrize(
    "layout",
    [
        "agencies: [{code: one, name: หนึ่ง, url: 'https://one.example.go.th/'}]  # ย่อ\n",
        "agencies:\n- code: one\n  name: หนึ่ง\n  url: https://one.example.go.th/\n# ย่อ\n",
        "agencies:\n  -\n    code: one\n    url: https://one.example.go.th/ # ย่อ\n    name: >-\n      หนึ่ง\n",
    ],
)
def test_any_layout_of_the_file_can_be_merged_into(bring, tmp_path, layout):
    file = tmp_path / "agencies.yaml"
    file.write_text(layout, encoding="utf-8")

    bring("รหัส,ชื่อหน่วยงาน,เว็บไซต์\none,หนึ่ง ใหม่,one.example.go.th\ntwo,สอง,two.example.go.th\n", merge=True)

    assert [("one", "หนึ่ง ใหม่"), ("two", "สอง")] == [(site.code, site.name) for site in load_agencies(file)]
    assert "# ย่อ" in file.read_text("utf-8")


def test_taken_in_twice_nothing_changes(bring, tmp_path):
    bring(PLAIN)
    before = (tmp_path / "agencies.yaml").read_bytes()

    done = bring(PLAIN, merge=True)

    assert (2, False) == (done.same, done.written)
    assert before == (tmp_path / "agencies.yaml").read_bytes()


def test_an_agencies_file_that_is_there_is_not_written_over(bring, tmp_path):
    (tmp_path / "agencies.yaml").write_text(KEPT, encoding="utf-8")

    with pytest.raises(UsageError, match="--merge"):
        bring(PLAIN)
    assert KEPT == (tmp_path / "agencies.yaml").read_text("utf-8")


def test_a_wrong_agencies_file_is_not_merged_into(bring, tmp_path):
    (tmp_path / "agencies.yaml").write_text(KEPT.replace("rate: 0.5", "speed: 0.5"), encoding="utf-8")

    with pytest.raises(SettingsError, match=r"agencies.yaml:8: .*speed"):
        bring(PLAIN, merge=True)


def test_codes_are_the_same_whatever_the_order_of_rows(bring, tmp_path):
    rows = [
        f"โรงเรียน{name},schools.example.ac.th{path}"
        for name, path in (("ก", "/a"), ("ข", "/b"), ("ค", ""), ("ง", ""))
    ]
    heading = "ชื่อหน่วยงาน,เว็บไซต์\n"

    def codes(order, out):
        bring(heading + "\n".join(order), out=tmp_path / out)
        return {site.name: site.code for site in load_agencies(tmp_path / out)}

    first = codes(rows, "a.yaml")
    assert first == codes(rows[::-1], "b.yaml")
    assert ["schools-example-a", "schools-example-b"] == [first["โรงเรียนก"], first["โรงเรียนข"]]
    assert 4 == len(set(first.values()))


def test_a_table_without_a_heading_says_which_columns_are_wanted(bring):
    with pytest.raises(UsageError, match=r"ไม่พบแถวหัวตาราง.*เว็บไซต์"):
        bring("ก,ข\nค,ง\n")


@pytest.mark.parametrize("body", [b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0broken"])
def test_a_damaged_workbook_is_one_line(bring, body):
    with pytest.raises(UsageError, match="อ่านตาราง"):
        bring(body)


def test_links_and_owners_of_items_have_columns(bring, tmp_path):
    bring("ชื่อหน่วยงาน,เว็บไซต์,O7,ผู้รับผิดชอบ O๑๒\nหนึ่ง,one.example.go.th,one.example.go.th/r.pdf,กองคลัง\n")

    (site,) = load_agencies(tmp_path / "agencies.yaml")
    assert (("O7", "https://one.example.go.th/r.pdf"),) == site.declared
    assert "กองคลัง" == site.owner_of("O12")


def test_groups_may_come_from_any_column(bring, tmp_path):
    bring("ชื่อหน่วยงาน,เว็บไซต์,อำเภอ\nหนึ่ง,one.example.go.th,เมืองสมมุติ\n", group_by="อำเภอ")

    assert "เมืองสมมุติ" == load_agencies(tmp_path / "agencies.yaml")[0].group
    with pytest.raises(UsageError, match="ตำบลใด"):
        bring("ชื่อหน่วยงาน,เว็บไซต์\nหนึ่ง,one.example.go.th\n", group_by="ตำบลใด", merge=True)


def test_eight_thousand_rows_take_a_few_seconds(bring, tmp_path, monkeypatch):
    monkeypatch.setenv("OITCRAWL_CACHE_DIR", str(tmp_path / "cache"))
    rows = "".join(f"{at},อบต.สมมุติ {at},น่าน,www.abt{at}.example.go.th\n" for at in range(8300))

    began = time.process_time()
    done = bring(f"ที่,ชื่อหน่วยงาน,จังหวัด,เว็บไซต์\n{rows}")
    seconds = time.process_time() - began

    assert 8300 == len(done.added)
    assert seconds < 8


def test_the_command_names_rows_and_leaves_with_2(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("ชื่อหน่วยงาน,เว็บไซต์,สี\nหนึ่ง,one.example.go.th,แดง\nสอง,,\n", encoding="utf-8")

    assert 2 == run(["agencies", "import", "a.csv"])
    said = capsys.readouterr()
    assert "a.csv:3: ไม่มีเว็บไซต์" in said.err
    assert "สี" in said.err
    assert not (tmp_path / "agencies.yaml").exists()

    assert 2 == run(["agencies", "import", "a.csv", "--skip-wrong", "--json"])
    told_json = json.loads(capsys.readouterr().out)
    assert (["one-example"], [3]) == (told_json["added"], [one["row"] for one in told_json["mistakes"]])
    assert 0 == run(["agencies", "list"])


@pytest.mark.parametrize(
    "cell", ["http://user:hunter2@z.example.go.th/", "user:hunter2@z.example.go.th", "//u:hunter2,x@z.go.th"]
)
def test_a_password_in_an_address_is_never_shown_and_the_words_say_what_to_cut(bring, cell):
    done = bring(f'ชื่อหน่วยงาน,เว็บไซต์\nอบต.ลับ,"{cell}"\n')

    (mistake,) = done.mistakes
    assert "hunter2" not in str(done.as_dict())
    assert all("@" in words for words in mistake.words)
    assert "ตัดส่วนก่อน @" in mistake.words[0]
