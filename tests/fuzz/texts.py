"""Targets of texts: times, folding, numbers of persons, what reaches a terminal, a report, a sheet, a file name."""

import json
import re
from datetime import date
from typing import Final

from hypothesis import strategies as st

from oitcrawl.report import safe
from oitcrawl.screen import clean, escaped, line, whole
from oitcrawl.thai.codes import find_codes
from oitcrawl.thai.dates import dates_of, file_name_date, find_dates, fiscal_years, title_years
from oitcrawl.thai.folded import Folded, fold_cells
from oitcrawl.thai.masking import _DOUBT, COVER, mask_personal
from oitcrawl.thai.personal import ADDRESS, find_personal
from oitcrawl.thai.text import fold
from tests.fuzz.frame import Target, demand, text_of, written
from tests.hostile_text import BARBS

_FIRST, _LAST = date(1850, 1, 1), date(2199, 12, 31)
_ORDERS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ud800-\udfff]")
_IN_REPORTS: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800-\udfff\ufffe\uffff]"
)
_TO_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_ANY_DIGIT: Final = re.compile("[0-9๐-๙]")


def dates(data: bytes) -> None:
    """Every time found stands in the text, in a sane range, and is found again, also in Thai digits."""
    text = text_of(data)
    found = find_dates(text)
    demand(found == find_dates(text) == dates_of(text), "the same when read again", text)
    for one in found:
        demand(one.start <= one.end, "begins before it ends", text, one)
        demand(_FIRST <= one.start and one.end <= _LAST, "in a sane range", text, one)
        demand(one.text and text[one.position : one.position + len(one.text)] == one.text, "stands there", text, one)
        demand(fiscal_years(one) == tuple(sorted(set(fiscal_years(one)))), "ascending", one)
    later = find_dates(text, reference=date(2026, 11, 21))
    demand(set(later) <= set(found), "a day to compare with only leaves out", text)
    thai = [(one.start, one.end, one.position) for one in find_dates(text.translate(_TO_THAI))]
    demand(
        thai == [(one.start, one.end, one.position) for one in found], "the same in Thai digits", text, thai, found
    )
    for year in title_years(text):
        demand(2300 < year < 2800, "a Buddhist year", text, year)
    if (day := file_name_date(text)) is not None:
        demand(
            text[day.position :].startswith(day.text) and day.start == day.end, "a day that stands there", text, day
        )
    find_codes(text)


def folding(data: bytes) -> None:
    """Folding what is folded changes nothing, both ways of folding agree, and every folded letter has its origin."""
    text = text_of(data)
    folded = fold(text)
    demand(fold(folded) == folded, "folded once is folded", text, folded)
    demand("".join(cell.char for cell in fold_cells(text)) == folded, "slowly as fast", text, folded)
    view, last = Folded(text), 0
    for at in range(len(folded)):
        start, end = view.span(at, at + 1)
        demand(0 <= start < end <= len(text), "an origin in the text", text, at)
        last = max(last, end)
    if folded:
        demand(view.span(0, len(folded))[1] >= last - 1, "the whole reaches its last origin", text)


def masking(data: bytes) -> None:
    """A covered text is as long as it was, all but digits stays, and no number of a person is left in it."""
    text = text_of(data)
    found = find_personal(text)
    masked = mask_personal(text)
    demand(len(masked) == len(text), "as long as it was", text, masked)
    demand(all(a == b or (b == COVER and (_ANY_DIGIT.match(a) or a == "▯")) for a, b in zip(text, masked, strict=True)), "only digits are covered", text, masked)  # fmt: skip
    for one in find_personal(text, about=_DOUBT):
        demand(not _ANY_DIGIT.search(masked[one.start : one.end]), "no number of a person is left", text, masked)
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    for one in found:
        demand(str(one.digits) not in repr(one), "never written down", text)
        demand(0 <= one.start < one.end <= len(text), "in the text", text, one)
    known = {one.digits for one in found} | set(re.findall(r"(?<![0-9])0[689][0-9]{8}(?![0-9])", text))
    covered = mask_personal(text, known)
    demand(len(covered) == len(text), "as long as it was", text, covered)
    for number in known:
        for match in re.finditer(re.escape(number), covered):
            demand(any(a <= match.start() and match.end() <= b for a, b in addresses), "no known number is left", text, covered)  # fmt: skip


def terminal(data: bytes) -> None:
    """What a terminal, a log or JSON shows holds no order, and says the same."""
    text = data.decode("utf-8", "surrogatepass") if _is_wide(data) else text_of(data)
    for shown in (clean(text), line(text)):
        demand(not _ORDERS.search(shown), "no order", text, shown)
        demand(clean(shown) == shown, "clean once is clean", text, shown)
        whole(shown).encode("utf-8")
    demand("\n" not in line(text) and "\r" not in line(text), "one line", text)
    told = json.dumps({"x": text}, ensure_ascii=False)
    demand(not _ORDERS.search(escaped(told)), "no order in JSON", text)
    demand(json.loads(escaped(told)) == {"x": text}, "JSON that says the same", text)


def report(data: bytes) -> None:
    """What a report, a sheet, a style or a folder's name is made of is harmless, and clean once is clean."""
    text = data.decode("utf-8", "surrogatepass") if _is_wide(data) else text_of(data)
    for shown in (safe.clean(text), safe.readable(text), safe.prose(text), safe.cell(text), safe.css_text(text)):
        demand(not _IN_REPORTS.search(shown), "no order and no half letter", text, shown)
    demand(safe.clean(safe.clean(text)) == safe.clean(text), "clean once is clean", text)
    link = safe.safe_link(text)
    demand(not link or re.match(r"https?://[^\s/]", link, re.IGNORECASE), "a link leads to http or https", text, link)
    cell = safe.cell(text)
    demand(not re.match(r"[\s\ufeff\u200b-\u200d\u2060]*[=+\-@＝＋－＠]", cell), "no formula", text, cell)
    demand(
        not set("\"'<>\\{};") & set(re.sub(r"\\[0-9a-f]{6}", "", safe.css_text(text))),
        "ends no string of a style",
        text,
    )
    try:
        name = safe.file_name(text)
    except ValueError:  # declared: nothing safe is left
        return
    demand(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", name) and ".." not in name, "a safe name", text, name)
    demand(safe.file_name(name) == name, "a safe name stays", text, name)


def _is_wide(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


# Likely texts

_MONTHS: Final = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค. January Feb Sept. พฤศจิกายา ก.ค ธค".split()  # fmt: skip
_DATE_WORDS: Final = (
    "พ.ศ.", "พ.ศ. ", "ค.ศ. ", "ปีงบประมาณ", "ประจำปี", "ปี", "ไตรมาส", "ไตรมาสที่ ", "รอบ 6 เดือน", "ครึ่งปีแรก", "ณ วันที่ ", "ระหว่าง", "ถึง", " - ", "-", "–", "/", ".",
    "ครั้งที่ ", "พระราชบัญญัติ", "ฉบับที่ ", "ที่ ", "เดือน", "วันที่ ", "งบ", "(ต.ค.", "'", "’", " ", "\n", "\n\n", "\u200b", "\u0e4d", "\uf70a", "\xad", "\r\n", "\t", "~",
)  # fmt: skip
_YEARS: Final = st.sampled_from(
    (
        "2568",
        "2567",
        "๒๕๖๗",
        "67",
        "๖๘",
        "2024",
        "2 5 6 8",
        "๒๕6๘",
        "２５６７",
        "໒໕໖໗",
        "9999",
        "0000",
        "2400",
        "2599",
        "29",
        "31",
        "2566-2570",
        "2566–70",
        "1/2567",
    )
)
_NUMBERS: Final = (
    st.integers(0, 99_999).map(str) | _YEARS | st.integers(0, 99).map(lambda n: str(n).translate(_TO_THAI))
)
_LETTERS: Final = st.text(
    alphabet=st.sampled_from("กขคงจฉชซญฎฏฐดตถทนบปผพภมยรลวศษสหอฮะัาำิีึืุู็่้๊๋์ํเแโใไฯๆ ฺ๎໑ຳ\u200b\uf701"), max_size=6
)
_DATED: Final = st.lists(
    st.sampled_from(_MONTHS) | st.sampled_from(_DATE_WORDS) | _NUMBERS | _LETTERS, max_size=12
).map("".join)
_PERSONAL: Final = (
    "นายสมชาย ใจดี", "นางสาวสมหญิง มีสุข", "เลขประจำตัวประชาชน ", "บัตรประชาชน", "เลขที่บัญชี ", "ธนาคารกรุงไทย ", "โทร. ", "ผู้สูงอายุ", "นายกเทศมนตรี", "พร้อมเพย์ ", "ID card ",
    "1101700230708", "1-1017-00230-70-8", "๑-๑๐๑๗-๐๐๒๓๐-๗๐-๘", "1 1017 00230 70 8", "081-234-5678", "0812345678", "๐๘๑ ๒๓๔ ๕๖๗๘", "+66 81 234 5678", "123-4-56789-0", "983-0-12345-6",
    "https://x.go.th/1101700230708", "\n", " ", "…", "-", "▯", "|", "\u200b", ":", "(", "/", "0", "1", "๙", "ตำแหน่ง", "ชื่อบัญชี ",
)  # fmt: skip
_PEOPLE: Final = st.lists(st.sampled_from(_PERSONAL) | _NUMBERS | _LETTERS, max_size=10).map("".join)
_BARBED: Final = st.lists(
    st.sampled_from(BARBS) | st.text(alphabet=st.characters(), max_size=8) | _DATED, max_size=4
).map("".join)
_FOLDABLE: Final = st.lists(
    _LETTERS
    | st.text(max_size=5)
    | st.sampled_from(("นํ้า", "เเ", "ํา", "ก็็", "\u1100\u1161\u11a8", "e\u0301", "ﬁ", "Å")),
    max_size=6,
).map("".join)


def _encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    return texts.map(lambda text: text.encode("utf-8", "surrogatepass"))


def _date_seeds() -> list[bytes]:
    said = [
        "ณ วันที่ ๓๑ ธันวาคม ๒๕๖๗",
        "ปีงบประมาณ พ.ศ. 2566-2570",
        "ไตรมาสที่ 2/2568",
        "1 ต.ค. 67 - 30 ก.ย. 68",
        "ครั้งที่ 1/2567",
        "รอบ 6 เดือนแรก ปี 2568",
        "630703.pdf",
        "พ.ร.บ. ... พ.ศ. 2540",
        "01/02/2568",
    ]
    return [one.encode() for one in said]


def _people_seeds() -> list[bytes]:
    return [f"นายสมชาย ใจดี ผู้สูงอายุ {one} {two}".encode() for one in _PERSONAL[2:8] for two in _PERSONAL[11:20]]


def _barbs() -> list[bytes]:
    return [barb.encode("utf-8", "surrogatepass") for barb in BARBS]


_WATCHED: Final = ("oitcrawl.thai", "oitcrawl.screen", "oitcrawl.report.safe")

TARGETS: Final = (
    Target(name="dates", run=dates, inputs=written(_DATED | _BARBED), seeds=_date_seeds, words=(*_MONTHS, *_DATE_WORDS), watched=_WATCHED, examples=400),
    Target(name="folding", run=folding, inputs=written(_FOLDABLE | _DATED), seeds=_date_seeds, words=tuple("ำํ้่เแๆ๎ຳ\uf70a"), watched=_WATCHED, longest=300, examples=200),
    Target(name="masking", run=masking, inputs=written(_PEOPLE), seeds=_people_seeds, words=_PERSONAL, watched=_WATCHED, examples=300),
    Target(name="terminal", run=terminal, inputs=_encoded(_BARBED), seeds=_barbs, words=BARBS[:20], watched=_WATCHED, longest=400),
    Target(name="report", run=report, inputs=_encoded(_BARBED), seeds=_barbs, words=BARBS[:40], watched=_WATCHED, longest=400, examples=200),
)  # fmt: skip
