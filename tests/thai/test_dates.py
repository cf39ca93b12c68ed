"""Dates in every form that officials write, and the numbers that are no dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.dates import Dated, Precision, file_name_date, find_dates, fiscal_years, title_years

FULL = ("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม").split()
SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
DIGITS = {"arabic": "0123456789", "thai": "๐๑๒๓๔๕๖๗๘๙", "mixed": "๐1๒3๔5๖7๘9", "wide": "０１２３４５６７８９"}


def write(text, script):
    return text.translate({ord("0") + number: DIGITS[script][number] for number in range(10)})


def read(text):
    return [(found.start.isoformat(), found.end.isoformat(), found.precision.value) for found in find_dates(text)]


DAYS = st.dates(date(1999, 1, 1), date(2035, 12, 31))
SCRIPTS = st.sampled_from(sorted(DIGITS))
DAY_FORMS = st.sampled_from(
    [
        lambda d: f"{d.day} {FULL[d.month - 1]} {d.year + 543}",
        lambda d: f"{d.day} {FULL[d.month - 1]} พ.ศ. {d.year + 543}",
        lambda d: f"วันที่ {d.day} เดือน {FULL[d.month - 1]} พ.ศ. {d.year + 543}",
        lambda d: f"{d.day}{FULL[d.month - 1]}{d.year + 543}",
        lambda d: f"{d.day} {FULL[d.month - 1].replace('ฎ', 'ฏ')} {d.year + 543}",
        lambda d: f"{d.day} {FULL[d.month - 1].replace('า', 'ำ')} {d.year + 543}",
        lambda d: f"{d.day}  {' '.join(FULL[d.month - 1])}  {d.year + 543}",
        lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year + 543}",
        lambda d: f"{d.day} {SHORT[d.month - 1]}{(d.year + 543) % 100:02}",
        lambda d: f"{d.day} {SHORT[d.month - 1].replace('.', '')} {(d.year + 543) % 100:02}",
        lambda d: f"{d.day:02}/{d.month:02}/{d.year + 543}",
        lambda d: f"{d.day}-{d.month}-{(d.year + 543) % 100:02}",
        lambda d: f"{d.day:02}.{d.month:02}.{d.year + 543}",
        lambda d: f"{d.day} / {d.month} / {d.year + 543}",
        lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
        lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
        lambda d: f"{d.year + 543}-{d.month:02}-{d.day:02}",
        lambda d: d.strftime(f"{d.day} %B %Y"),
        lambda d: d.strftime(f"%b {d.day}, %Y"),
        lambda d: f"วันที่ {d.day} {FULL[d.month - 1]} {' '.join(str(d.year + 543))}",
    ]
)


@given(DAYS, DAY_FORMS, SCRIPTS)
def test_a_day_is_read_back_from_every_form_and_script(day, form, script):
    said = write(form(day), script)
    text = f"ประกาศ ณ {said} เรื่อง"

    found = find_dates(text)

    assert [(day, day, Precision.DAY)] == [(one.start, one.end, one.precision) for one in found]
    assert found[0].text in text[found[0].position :]
    assert said.removeprefix("วันที่ ") in found[0].text


@given(
    st.dates(date(2007, 1, 1), date(2032, 12, 31)),
    SCRIPTS,
    st.sampled_from(["{full} {be}", "{short}{yy}", "ประจำเดือน{full} {be}", "{short} พ.ศ. {be}", "{full}\n{be}"]),
)
def test_a_month_is_read_back(day, script, form):
    be = day.year + 543
    text = write(
        form.format(full=FULL[day.month - 1], short=SHORT[day.month - 1], be=be, yy=f"{be % 100:02}"), script
    )
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    actual = [(one.start, one.end, one.precision, one.text) for one in find_dates(text)]

    assert [(day.replace(day=1), last, Precision.MONTH, text)] == actual


@given(
    st.integers(2540, 2579),
    SCRIPTS,
    st.sampled_from(
        [
            "ปีงบประมาณ พ.ศ. {be}",
            "ปีงบประมาณ{be}",
            "ปีงบ {yy}",
            "งบ{yy}",
            "งบประมาณ ปี {be}",
            "FY{be}",
            "FY{yy}",
            "ประจำปีงบประมาณ\nพ.ศ. {be}",
            "ประจำ ปี งบ ประมาณ พ.ศ. {be}",
        ]
    ),
)
def test_a_fiscal_year_is_read_back(be, script, form):
    text = write(form.format(be=be, yy=be % 100), script)

    actual = [(one.precision, fiscal_years(one), one.text) for one in find_dates(text)]

    assert [(Precision.FISCAL_YEAR, (be,), text)] == actual


@given(
    st.integers(2540, 2579),
    SCRIPTS,
    st.sampled_from(
        [
            "ประจำปี {be}",
            "ประจำปี พ.ศ. {be}",
            "พ.ศ.{be}",
            "พ.ศ..{be}",
            "พศ. {be}",
            "ปี {yy}",
            "ปี{be}",
            "ประจ าปี {be}",
            "ประจํา ปี {be}",
            "ค.ศ. {ce}",
            "ปี {ce}",
            "{be}",
            "พ.ศ. {spaced}",
            "ITA {be}",
            "ITA{yy}",
            "ปีการศึกษา {be}",
            "พุทธศักราช {be}",
        ]
    ),
)
def test_a_plain_year_is_read_back(be, script, form):
    text = write(form.format(be=be, yy=be % 100, ce=be - 543, spaced=" ".join(str(be))), script)

    actual = [(one.precision, fiscal_years(one), one.text) for one in find_dates(text)]

    assert [(Precision.YEAR, (be,), text)] == actual


@given(
    st.integers(2540, 2570),
    st.integers(1, 9),
    SCRIPTS,
    st.sampled_from(
        [
            "{a}-{b}",
            "{a} – {b}",
            "{a} ถึง {b}",
            "พ.ศ. {a} - พ.ศ. {b}",
            "(พ.ศ. {a}-{b})",
            "ปีงบประมาณ {a} - {b}",
            "ปี {a}-{bb}",
            "แผนอัตรากำลัง {aa}-{bb}",
            "แผน-๓-ปี-{aa}-{bb}.pdf",
        ]
    ),
)
def test_a_span_of_years_is_read_back(first, size, script, form):
    last = first + size
    text = write(form.format(a=first, b=last, aa=first % 100, bb=last % 100), script)

    found = [one for one in find_dates(text) if one.precision is Precision.SPAN]

    assert [tuple(range(first, last + 1))] == [fiscal_years(one) for one in found]
    assert tuple(range(first, last + 1)) == title_years(text)


# How one fiscal year, one day and one span are written; every spelling must be read as the same.
YEAR_SPELLINGS = st.sampled_from(
    [
        "พ.ศ. {be}",
        "พ.ศ.{be}",
        "พ.ศ..{be}",
        "พ.ศ {be}",
        "พ ศ {be}",
        "พ . ศ . {be}",
        "พศ.{be}",
        "(พ.ศ. {be})",
        "พ.ศ.{be}เพิ่มเติมครั้งที่1",
        "ปี พ.ศ.{yy}",
        "ปี{be}",
        "ปี {yy}",
        "ประจำปี{be}",
        "ประจ าปี {be}",
        "ประจําปีงบประมาณ พ.ศ. {be}",
        "ปีงบประมาณ (พ.ศ. {be})",
        "ปีงบประมาณ พ.ศ.: {be}",
        "ปีงบประมาณพ.ศ{be}",
        "ปี งบ ประมาณ {be}",
        "ปีงบฯ {be}",
        "งปม. {be}",
        "ปีงบ{yy}",
        "ปีงบประมาณ พ.ศ. {yy}",
        "ปีงบประมาณ พ.ศ.\n{be}",
        "FY {ce}",
        "ปี ค.ศ. {ce}",
        "B.E. {be}",
        "พ.ศ. {spaced}",
        "ITA{be}",
        "แผน_{be}_final.pdf",
        "งบประมาณปี {be} (ต.ค. {before} - มี.ค. {yy})",
        "รอบ 6 เดือนแรก ปีงบประมาณ {be} (1 ต.ค. {before} - 31 มี.ค. {yy})",
        "ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. {be}",
        "ไตรมาส 1/{yy}",
        "9 ธ.ค. {before}",
        "ประกาศ ณ วันที่ 9 ธันวาคม {long_before}",
    ]
)
SPAN_SPELLINGS = st.sampled_from(
    [
        "(พ.ศ. {a} – {b})",
        "{a}-{b}",
        "{a} -{b}",
        "{a} ถึง {b}",
        "{a} จนถึง {b}",
        "ระยะ 5 ปี ({a} – {b})",
        "แผน ปี {a}-{bb}",
        "พ.ศ.{a} - พ.ศ.{b}",
        "พ.ศ.{a}ถึงพ.ศ.{b}",
        "พ.ศ. {a} – พ.ศ. {bb}",
        "ปี {a} - ปี {b}",
        "แผน (ปี {a} ถึงปี {b})",
        "ตั้งแต่ปี {a} ถึงปี {b}",
        "ระหว่างปี {a}-{b}",
        "ปีงบประมาณ พ.ศ. {a} ถึง พ.ศ. {b}",
        "ปีงบประมาณ {a}-ปีงบประมาณ {b}",
        "ปีงบประมาณ {aa}-{bb}",
        "แผนปี {aa}-{bb}",
        "แผน {aa} - {bb}",
        "แผนพัฒนา_{a}_{b}.pdf",
        "({a}-{b})ครั้งที่ 2",
        "(พ.ศ. {a}-{b}) ฉบับทบทวน {reviewed}",
        "แผนพัฒนาท้องถิ่น (พ.ศ.{a}-{b}) เพิ่มเติม ครั้งที่ 1/{reviewed}",
    ]
)


@given(st.integers(2545, 2574), SCRIPTS, YEAR_SPELLINGS)
def test_every_spelling_of_a_year_is_the_same_fiscal_year(be, script, form):
    said = form.format(
        be=be, yy=be % 100, ce=be - 543, spaced=" ".join(str(be)), before=(be - 1) % 100, long_before=be - 1
    )

    assert (be,) == title_years(write(said, script))


@given(st.integers(2545, 2569), st.integers(2, 6), SCRIPTS, SPAN_SPELLINGS)
def test_every_spelling_of_a_span_is_the_same_years(first, size, script, form):
    last = first + size
    said = form.format(a=first, b=last, aa=first % 100, bb=last % 100, reviewed=first + 1)

    assert tuple(range(first, last + 1)) == title_years(write(said, script))


@given(st.dates(date(2005, 1, 1), date(2031, 12, 31)), DAY_FORMS, DAY_FORMS, SCRIPTS, SCRIPTS)
def test_two_spellings_of_a_day_are_of_one_fiscal_year(day, one, other, script, other_script):
    found, again = find_dates(write(one(day), script)), find_dates(write(other(day), other_script))

    assert {FiscalYear.of(day).be} == {*fiscal_years(found[0]), *fiscal_years(again[0])}


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("ตุลาคม 2567 - มีนาคม 2568", "2024-10-01", "2025-03-31", "half"),
        ("ตุลาคม - ธันวาคม 2567", "2024-10-01", "2024-12-31", "quarter"),
        ("ตุลาคม - มีนาคม 2568", "2024-10-01", "2025-03-31", "half"),
        ("ต.ค.67-ก.ย.68", "2024-10-01", "2025-09-30", "fiscal_year"),
        ("เดือน ต.ค. ถึง ธ.ค. ปีงบประมาณ 2568", "2024-10-01", "2024-12-31", "quarter"),
        ("1 ตุลาคม 2566 - 30 กันยายน 2567", "2023-10-01", "2024-09-30", "fiscal_year"),
        ("๑ ต.ค. ๖๖ ถึงวันที่ ๓๑ มี.ค. ๖๗", "2023-10-01", "2024-03-31", "half"),
        ("1 ตุลาคม – 31 ธันวาคม 2567", "2024-10-01", "2024-12-31", "quarter"),
        ("1 ตุลาคม - 31 มีนาคม 2568", "2024-10-01", "2025-03-31", "half"),
        ("ระหว่างวันที่ 5-7 มกราคม 2568", "2025-01-05", "2025-01-07", "span"),
        ("ตุลาคม 2567 - มิถุนายน 2568", "2024-10-01", "2025-06-30", "span"),
        ("ไตรมาสที่ 1/2568", "2024-10-01", "2024-12-31", "quarter"),
        ("ไตรมาส 2 ปีงบประมาณ 2568", "2025-01-01", "2025-03-31", "quarter"),
        ("ไตรมาสที่ ๔ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", "2024-07-01", "2024-09-30", "quarter"),
        ("ไตรมาสที่ 1 (ต.ค. - ธ.ค.) ปีงบประมาณ 2568", "2024-10-01", "2024-12-31", "quarter"),
        ("ไตรมาสที่ 1 และ 2 ปีงบประมาณ 2568", "2024-10-01", "2025-03-31", "half"),
        ("Q3/2568", "2025-04-01", "2025-06-30", "quarter"),
        ("รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2568", "2024-10-01", "2025-03-31", "half"),
        ("รอบ ๖ เดือนหลัง ประจำปี ๒๕๖๘", "2025-04-01", "2025-09-30", "half"),
        ("ครึ่งปีแรก ปีงบประมาณ พ.ศ. 2568", "2024-10-01", "2025-03-31", "half"),
        ("ครึ่งปีหลัง ปี 68", "2025-04-01", "2025-09-30", "half"),
        ("รอบ 12 เดือน ประจำปีงบประมาณ พ.ศ. 2567", "2023-10-01", "2024-09-30", "fiscal_year"),
        ("รอบ 9 เดือน ปีงบประมาณ 2568", "2024-10-01", "2025-06-30", "span"),
        ("ปีงบประมาณ พ.ศ. 2568 (รอบ 6 เดือน)", "2024-10-01", "2025-03-31", "half"),
        ("ปีงบประมาณ พ.ศ. 2568 ไตรมาสที่ 2", "2025-01-01", "2025-03-31", "quarter"),
        ("เดือนตุลาคม ปีงบประมาณ 2568", "2024-10-01", "2024-10-31", "month"),
        ("เดือน 10/2567", "2024-10-01", "2024-10-31", "month"),
        ("29 ก.พ. 2567", "2024-02-29", "2024-02-29", "day"),
        ("พ.ศ.2567เพิ่มเติมครั้งที่1", "2024-01-01", "2024-12-31", "year"),
        ("๒๕61-๒๕๖3", "2018-01-01", "2020-12-31", "span"),
        ("Annual Report 2024", "2024-01-01", "2024-12-31", "year"),
        ("1 เมษา 67", "2024-04-01", "2024-04-01", "day"),
        ("10/31/2024", "2024-10-31", "2024-10-31", "day"),
        ("01/10/24", "2024-10-01", "2024-10-01", "day"),
        ("ลว. 1.10.67", "2024-10-01", "2024-10-01", "day"),
        ("วันที่ ๑ ๕ มกราคม ๒ ๕ ๖ ๘", "2025-01-15", "2025-01-15", "day"),
        ("ตั้งแต่วันที่ 1 ตุลาคม พ.ศ. 2566 ถึงวันที่ 30 กันยายน พ.ศ. 2567", "2023-10-01", "2024-09-30", "fiscal_year"),
        ("รอบ 6 เดือน (ต.ค.66-มี.ค.67)", "2023-10-01", "2024-03-31", "half"),
        ("เดือนตุลาคม 2567 ถึงเดือนมีนาคม 2568", "2024-10-01", "2025-03-31", "half"),
        ("1 ต.ค.2566-30 ก.ย.2567", "2023-10-01", "2024-09-30", "fiscal_year"),
        ("ไตรมาส 1-4/2567", "2023-10-01", "2024-09-30", "fiscal_year"),
        ("ปีงบประมาณ พ.ศ. 2566 ถึง ปีงบประมาณ พ.ศ. 2570", "2022-10-01", "2027-09-30", "span"),
        ("พ.ศ. 2568 ถึงปัจจุบัน", "2025-01-01", "2025-12-31", "year"),
        ("สัญญาเลขที่ 12/2567", "2024-01-01", "2024-12-31", "year"),
    ],
)
def test_stretches_have_their_first_and_last_day(text, start, end, precision):
    actual = read(text)

    assert [(start, end, precision)] == actual


@pytest.mark.parametrize(
    "text",
    [
        "2,567 บาท",
        "2567 บาท",
        "๒,๕๖๗,๐๐๐.๐๐ บาท",
        "2567.50",
        "256,700.25",
        "จำนวน 2567 คน",
        "จำนวน 68 ราย",
        "ปี 67 คน",
        "โทร. 02-567-2567",
        "โทร 0 2567 1234",
        "โทรศัพท์ 053-442567 ต่อ 2567",
        "053 256 2567",
        "0-5325-2567",
        "มาตรา 2567",
        "บ้านเลขที่ 12/2567",
        "ข้อ 2.5.67",
        "1.2 แผน",
        "31 ก.พ. 2567",
        "29 กุมภาพันธ์ 2568",
        "31/04/2567",
        "99/99/99",
        "ISO 9001:2015",
        "โควิด 2019",
        "Windows 2019",
        "www.example.go.th/2567/01",
        "https://www.example.go.th/ita2568",
        "info2567@example.go.th",
        "25671234567",
        "เลขประจำตัว 1-2567-00012-34-5",
        "ไตรมาสที่ 1",
        "รอบ 6 เดือน",
        "เดือนตุลาคม",
        "5 ธันวาคม",
        "60 ปี",
        "เฉลี่ยต่อปี 45 เรื่อง",
        "งบประมาณ\n50\n60\n",
        "งบประมาณ 2500",
        "งบ 50 ล้านบาท",
        "ปี\n60\n",
        "ตุลาคม\n65\nพฤศจิกายน\n70\n",
        "ตุลาคม 65 70 12",
        "แผนที่ตั้ง 64-67 ถนน",
        "แผนการจัดการ ตามมาตรา 56-60",
        "ระยะทาง 45-60 กม.",
        "แผนงาน ร้อยละ 50-60",
        "แผน 5 ปี",
        "หน้า 61-63",
        "",
        "ไม่มีตัวเลข",
    ],
)
def test_other_numbers_are_no_dates(text):
    assert read(text) == []


def test_a_document_number_gives_its_year_only():
    found = find_dates("คำสั่งที่ 123/2567 ประชุมครั้งที่ 4/67")

    assert [(True, Precision.YEAR, (2567,))] * 2 == [(one.number, one.precision, fiscal_years(one)) for one in found]


def test_the_commission_called_like_february_gives_no_month():
    assert read("หนังสือสำนักงาน ก.พ. 2567") == [("2024-01-01", "2024-12-31", "year")]
    assert read("31 ม.ค. 2567 และ ก.พ. 2567") == [
        ("2024-01-31", "2024-01-31", "day"),
        ("2024-02-01", "2024-02-29", "month"),
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540", True),
        ("ตาม พ.ร.บ. การจัดซื้อจัดจ้างฯ พ.ศ. ๒๕๖๐", True),
        ("ระเบียบกระทรวงการคลังว่าด้วยการจัดซื้อจัดจ้าง (ฉบับที่ 2) พ.ศ. 2564", True),
        ("กฎกระทรวงกำหนดวงเงิน พ.ศ. 2560", True),
        ("สถิติตาม พ.ร.บ. ข้อมูลข่าวสาร ประจำปี พ.ศ. 2567", False),
        ("แผนปฏิบัติการ พ.ศ. 2567", False),
        ("พ.ร.บ. ข้อมูลข่าวสาร พ.ศ. 2540\n\nรายงานผล พ.ศ. 2567", None),
    ],
)
def test_the_year_in_the_name_of_a_law_is_marked(text, cited):
    found = find_dates(text)

    assert ([True, False] if cited is None else [cited]) == [one.cited for one in found]


@pytest.mark.parametrize(
    ("day", "year"),
    [("30 กันยายน 2567", 2567), ("1 ตุลาคม 2567", 2568), ("9 ธันวาคม 2567", 2568), ("ธันวาคม 2567", 2568)],
)
def test_a_fiscal_year_begins_in_october(day, year):
    assert [(year,)] == [fiscal_years(one) for one in find_dates(day)]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("แผนพัฒนา (พ.ศ. 2566-2570) ทบทวน 2567", (2566, 2567, 2568, 2569, 2570)),
        ("แผนพัฒนา พ.ศ. 2561-2563 ทบทวน 2565", (2561, 2562, 2563)),
        ("แผนปฏิบัติการ ปีงบประมาณ 2568 ประกาศ ณ วันที่ 1 พฤศจิกายน 2566", (2568,)),
        ("สขร.1 เดือนตุลาคม 2567", (2568,)),
        ("รายงานผล ประจำปี 2567 เดือนตุลาคม 2566", (2567,)),
        ("ประกาศ ที่ 12/2566 เรื่อง แผน ประจำปี 2567", (2567,)),
        ("ประชุมครั้งที่ 1/2567", (2567,)),
        ("รายงานผล ปี 2566 และ 2567", (2566, 2567)),
        ("แผนปฏิบัติการ68.pdf", (2568,)),
        ("017-งบหน้า68", (2568,)),
        ("ประกาศใช้ข้อบัญญัติ65", (2565,)),
        ("แผน 68 (2).pdf", (2568,)),
        ("ITA2568", (2568,)),
        ("http://www.example.ac.th/oit2023/o25.pdf", (2566,)),
        ("https://www.example2567.go.th/plan.pdf", ()),
        ("พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540", ()),
        ("คู่มือตาม พ.ร.บ. อำนวยความสะดวก พ.ศ. 2558 ประจำปี 2567", (2567,)),
        ("มาตรา 67", ()),
        ("หมู่ที่ 65", ()),
        ("IMG_0065", ()),
        ("โครงการที่ 60", ()),
        ("O28", ()),
        ("003_eaccede554f15e71.txt", ()),
        ("โครงสร้างหน่วยงาน", ()),
    ],
)
def test_a_title_says_which_years_it_is_about(title, years):
    assert years == title_years(title)


def test_what_was_said_is_kept_exactly_with_its_place():
    text = "รายงาน\u200b ประ\u200bจํา ปี ๒๕๖๗ ณ ๑ ต.ค.\u00a0๖๗ ครับ"

    found = find_dates(text)

    assert ["ประ\u200bจํา ปี ๒๕๖๗", "๑ ต.ค.\u00a0๖๗"] == [one.text for one in found]
    assert [one.text for one in found] == [text[one.position : one.position + len(one.text)] for one in found]


def test_rows_of_a_table_do_not_run_together():
    actual = read("1\nมกราคม 2567\n2\nกุมภาพันธ์ 2567\n")

    assert ["month", "month"] == [precision for _, _, precision in actual]


def test_dates_far_apart_in_a_long_text_are_all_found():
    text = "ก" * 500 + " 1 ตุลาคม 2567 " + "ข" * 900 + " ปีงบประมาณ พ.ศ. 2568" + "ค" * 400

    assert ["1 ตุลาคม 2567", "ปีงบประมาณ พ.ศ. 2568"] == [one.text for one in find_dates(text)]


def test_two_digits_far_ahead_of_the_reference_are_other_numbers():
    reference = date(2025, 1, 1)

    assert find_dates("ปี 75", reference=reference) == ()
    assert [(2568,), (2566, 2567, 2568, 2569, 2570)] == [
        fiscal_years(one) for one in find_dates("ปี 68 แผน 66-70", reference=reference)
    ]


def test_years_long_after_the_reference_are_other_numbers():
    assert find_dates("พ.ศ. 2599", reference=date(2025, 1, 1)) == ()
    assert len(find_dates("พ.ศ. 2580", reference=date(2025, 1, 1))) == 1


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("630703.pdf", date(2020, 7, 3)),
        ("plan_670229_final.pdf", date(2024, 2, 29)),
        ("25670103.pdf", date(2024, 1, 3)),
        ("20241001.pdf", date(2024, 10, 1)),
        ("๖๓๐๗๐๓.pdf", date(2020, 7, 3)),
        ("680229.pdf", None),
        ("0167.pdf", None),
        ("123456.pdf", None),
        ("6307031.pdf", None),
        ("IMG_0001.pdf", None),
    ],
)
def test_file_names_of_digits_give_a_day(name, day):
    found = file_name_date(name)

    assert day == (found and found.start)
    assert find_dates("630703") == ()


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    ["2567-", "02-", "พ.ศ. 2540 ", "แผน 61-62 ปี ", "1 ม.ค. ", "2 5 ", "ก@", "2567\u200b", "1.2.", "ไตรมาส 1 ("],
)
def test_hostile_text_takes_no_longer_than_its_length(piece):
    text = piece * (400_000 // len(piece)) + "2567"

    assert all(found.text for found in find_dates(text))


@given(st.text(st.characters() | st.sampled_from("0123456789๒๕๖๗ ./-พศปีงบตค\u200b\u0e4d\uf706")))
def test_whatever_the_text_what_is_found_stands_in_it(text):
    for found in find_dates(text):
        assert isinstance(found, Dated)
        assert found.start <= found.end
        assert text.startswith(found.text, found.position)
        assert found.text
        assert fiscal_years(found)


@pytest.mark.parametrize(
    "text",
    [
        "แผนพัฒนาท้องถิ่น (พ.ศ. 2566\n- 2570)",
        "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 -\n2570)",
        "แผนพัฒนาท้องถิ่น (พ.ศ. 2566\n  –   2570 ) ฉบับทบทวน",
        "แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๖\n- ๒๕๗๐ เทศบาลตำบลบ้านสมมติ",
        "แผนพัฒนาท้องถิ่น พ.ศ. 2566 ถึง\nพ.ศ. 2570",
        "แผนพัฒนาท้องถิ่น พ.ศ. 2566\nถึง พ.ศ. 2570",
        "แผนพัฒนาท้องถิ่น พ.ศ. 2566 - พ.ศ.\n2570",
        "แผนพัฒนาท้องถิ่น (ปี 66 -\n70)",
    ],
)
def test_a_span_of_years_that_wraps_is_a_span(text):
    assert (2566, 2567, 2568, 2569, 2570) == title_years(text)


@pytest.mark.parametrize(
    "text",
    [
        "ระหว่างวันที่ 1 ตุลาคม 2567 ถึง\n31 มีนาคม 2568",
        "(1 ตุลาคม 2567 -\n31 มีนาคม 2568)",
        "(1 ตุลาคม 2567\n- 31 มีนาคม 2568)",
        "ตุลาคม 2567 -\nมีนาคม 2568",
    ],
)
def test_a_stretch_of_days_or_months_that_wraps_is_one(text):
    assert [("2024-10-01", "2025-03-31", "half")] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "รายงาน ปี 2566\n- ปี 2567\n- ปี 2568",
        "- 2566\n- 2567\n- 2568",
        "- 2563\n- 2567\n",
        "ปี 2563\n- 2567\n- 2568",
        "2566 -\n2567 -\n2568 5",
        "ตุลาคม 2567 -\nพฤศจิกายน 2567 -\nธันวาคม 2567 12",
        "ประกาศ 1 ตุลาคม 2567\n- 31 มีนาคม 2568 รายงานผล",
        "พ.ศ. 2566\n\n- 2570",
    ],
)
def test_years_of_a_list_or_of_rows_are_no_span(text):
    assert "span" not in {precision for _, _, precision in read(text)}
