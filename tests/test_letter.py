"""``oitcrawl letter``: asks to be let in where a firewall turned the scanner away, and only there."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import docx
import pytest
from lxml import etree
from report.samples import hostile, scan

from oitcrawl.cli import run
from oitcrawl.compose.petition import evidence
from oitcrawl.crawl.fetch import user_agent
from oitcrawl.model.coverage import Coverage, FailedAddress, Vitals
from oitcrawl.model.visit import FailCause
from oitcrawl.report.letter import Refusal, Request, letter, letter_text
from oitcrawl.report.wordfile import letter_docx
from oitcrawl.report.words import Words
from oitcrawl.settings import Settings, load_settings
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import open_store

NOW = datetime.now(UTC).replace(microsecond=0)
HOME = "https://www.sommut.example.go.th/"
SHUT = "ตรวจ https://www.sommut.example.go.th/ ไม่ได้เลย: เว็บไซต์ไม่อนุญาตให้โปรแกรมเข้า (401/403)"


def refused(count, cause=FailCause.FORBIDDEN, status=403):
    return tuple(FailedAddress(url=f"{HOME}{at}", cause=cause, permanent=False, status=status) for at in range(count))


def keep(store, coverage, *, partial=False):
    one = scan()
    began = NOW - timedelta(hours=3)
    agency = replace(one.agency, code="sommut", name="เทศบาลตำบลสมมุติ", url=HOME)
    store.save_scan(
        replace(
            one, agency=agency, started=began, finished=NOW - timedelta(hours=2), coverage=coverage, partial=partial
        )
    )


@pytest.fixture
def store():
    with open_store(load_settings()) as opened:
        yield opened


@pytest.mark.parametrize(
    "coverage, count, beside",
    [
        (Coverage(pages=40), 0, 0),
        (Coverage(pages=400, failed=refused(3)), 0, 3),  # closed folders
        (Coverage(pages=400, failed=refused(30)), 0, 30),
        (Coverage(pages=20, failed=refused(9)), 9, 0),
        (Coverage(pages=20, failed=refused(9, status=401)), 0, 0),  # a login of the web server
        (Coverage(pages=20, failed=refused(1, FailCause.BLOCKED, 200)), 1, 0),
        (Coverage(pages=1, failed=refused(1), vitals=Vitals(home_cause="forbidden")), 1, 0),
        (Coverage(pages=1, failed=refused(9, FailCause.TIMEOUT, 0)), 0, 0),
    ],
)
def test_a_firewall_is_told_from_closed_folders(store, coverage, count, beside):
    keep(store, coverage, partial=True)

    found = evidence(store, "sommut", HOME, NOW)
    assert (count, beside) == (len(found.refusals), found.beside)


def test_nights_on_which_all_was_refused_are_evidence_until_a_scan_succeeds(store):
    for token, hours, cause in (("a", 30, SHUT), ("b", 6, SHUT), ("c", 5, "ตรวจไม่ได้เลย: เครื่องแม่ข่ายไม่ตอบ")):
        began = NOW - timedelta(hours=hours)
        store.runs.begin(Run(token=token, agency="sommut", started=began))
        store.runs.end(token, RunOutcome.UNREADABLE, cause, at=began + timedelta(minutes=1))

    found = evidence(store, "sommut", HOME, NOW)
    assert [NOW - timedelta(hours=6), NOW - timedelta(hours=30)] == [one.since for one in found.refusals]

    keep(store, Coverage(pages=40))
    assert () == evidence(store, "sommut", HOME, NOW).refusals


def request(**other):
    given = {
        "agency": "เทศบาลตำบลสมมุติ",
        "site": HOME,
        "refusals": (Refusal(url=HOME, since=NOW, until=NOW),),
        "agent": user_agent(Settings(contact="it@province.example.go.th")),
        "rate": 2.0,
        "at_once": 4,
        "day": NOW.date(),
    }
    return Request(**{**given, **other})


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_letter_holds_all_that_a_firewall_is_told():
    words = Words("th")
    view = letter(request(addresses=("198.51.100.7",), contact="โทร. 0 5555 0000", office="จังหวัดสมมุติ"), words)
    text = letter_text(view)

    for told in (
        "บันทึกข้อความ",
        "เรื่อง  ขอให้อนุญาต",
        "จังหวัดสมมุติ",
        "User-Agent: oitcrawl/",
        "198.51.100.7",
        "ไม่เกิน 2 คำขอต่อวินาที และไม่เกิน 4 คำขอพร้อมกัน",
        "HTTP 403",
        words.moment(NOW),
        "ไม่เข้าสู่ระบบ",
        "โทร. 0 5555 0000",
    ):
        assert told in text
    assert "โปรดระบุหมายเลข IP" not in text
    assert words_of(docx.Document(io.BytesIO(letter_docx(view, words, NOW)))).count("User-Agent: oitcrawl") == 1


def test_what_is_not_known_is_left_to_be_filled_in():
    text = letter_text(letter(request(form="letter"), Words("th")))

    for blank in ("[โปรดระบุหมายเลข IP", "[โปรดระบุส่วนราชการ", "[โปรดระบุเลขที่หนังสือ]", "[โปรดระบุชื่อและช่องทางติดต่อ"):
        assert blank in text
    assert "ขอแสดงความนับถือ" in text


def test_hostile_words_stay_words_in_word_and_text():
    refusal = Refusal(url="https://x.example.go.th/<w:p>&\x00\u202e", since=NOW, until=NOW, status=0)
    view = letter(request(agency=hostile().agency.name + "</w:t>\x07", refusals=(refusal,) * 40), Words("en"))

    with zipfile.ZipFile(io.BytesIO(letter_docx(view, Words("en"), NOW))) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))
    assert 12 == len(view.evidence.rows)
    assert not {"\x00", "\x07", "\u202e"} & set(letter_text(view))


def test_the_command_writes_word_or_text_and_says_when_there_is_no_block(store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agencies.yaml").write_text(
        f"agencies:\n  - {{code: sommut, name: เทศบาลตำบลสมมุติ, url: '{HOME}', rate: 0.5}}\n", encoding="utf-8"
    )
    assert 1 == run(["letter", "sommut", "--offline"])
    assert "ไม่พบหลักฐาน" in capsys.readouterr().err

    keep(store, Coverage(pages=20, failed=refused(9)))
    assert 0 == run(["letter", "sommut", "--out", "a.docx", "--address", "198.51.100.7"])
    assert "ไม่เกิน 0.5 คำขอต่อวินาที" in words_of(docx.Document(tmp_path / "a.docx"))
    assert 0 == run(["letter", "sommut"])
    assert "บันทึกข้อความ" in capsys.readouterr().out
    assert 0 == run(["letter", "sommut", "--out", "a.txt", "--lang", "en"])
    assert "Memorandum" in (tmp_path / "a.txt").read_text("utf-8")
    assert 2 == run(["letter", "sommut", "--form", "poem"])
    assert 2 == run(["letter", "nobody"])
    assert 4 == run(["letter", "sommut", "--out", "no/a.docx"])


def test_without_evidence_the_home_page_is_asked_once(tmp_path, monkeypatch, capsys):
    from agencies.test_check import page, website

    monkeypatch.chdir(tmp_path)
    with website(403, b"Forbidden") as shut, website(200, page()) as is_open:
        assert 0 == run(["letter", shut, "--allow-private"])
        assert "HTTP 403" in capsys.readouterr().out
        assert 1 == run(["letter", is_open, "--allow-private"])
