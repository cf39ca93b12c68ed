"""``oitcrawl rules show O7 --why``: asked at the shell of stored scans and of files."""

import json
from datetime import UTC, datetime

import pytest

from oitcrawl.cli import run as run_command
from oitcrawl.model.harvest import Keepsake
from oitcrawl.scan import judge_harvest
from oitcrawl.store.scans import Beside, Store
from tests.judge.test_inquiry import AS_OF
from tests.judge.test_signs import NAME, REPORT, site
from tests.judge.web import BASE, matcher

URL = BASE + "a.pdf"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A data folder in which one scan is stored with its contents."""
    folder = tmp_path_factory.mktemp("data")
    web = site(f'<a href="a.pdf">{NAME}</a><a href="b.pdf">แผนพัฒนาท้องถิ่น</a>').file("a.pdf", REPORT)
    harvest, texts = web.file("b.pdf", REPORT + "อีกฉบับ").walked()
    assignment = web.assignment(2568, AS_OF)
    now = datetime(2025, 4, 20, tzinfo=UTC)
    load = lambda one: texts.get(one.url)  # noqa: E731
    scan = judge_harvest(assignment, harvest, load, matcher(), started=now, finished=lambda: now)
    with Store(folder) as store:
        for one in texts.values():
            store.contents.keep(one)
        store.lay_beside("web", Beside(keepsake=Keepsake(site=assignment.site, harvest=harvest)))
        store.save_scan(scan)
    return folder


@pytest.fixture
def ask(kept, monkeypatch, capsys):
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(kept))

    def run(*words, fails=False):
        assert fails is bool(run_command(["rules", "show", *words]))
        said = capsys.readouterr()
        return said.err if fails else said.out

    return run


def test_of_evidence(ask):
    said = ask("O7", "--why", URL)

    assert "พบครบถ้วน" in said.splitlines()[0]
    assert "ใช้เป็นหลักฐานของข้อนี้" in said
    assert "ปกเอกสาร: «รายงานผลการดำเนินงานประจำปี พ.ศ. 2567»" in said
    assert "ข้อความของลิงก์" in said
    assert "ปี: พบ 2567 (ปกเอกสาร) · ต้องเป็น 2567" in said


def test_of_what_lost_and_why_in_both_languages(ask):
    thai = ask("O5", "--why", "www.agency.example/b.pdf", "--agency", "web")
    english = ask("strategic-plan", "--why", BASE + "b.pdf", "--scan", "1", "--lang", "en")

    assert "เนื้อหาระบุเองว่าเป็นข้ออื่น" in thai
    assert "ถูกจัดเป็น O7" in thai
    assert "its own word counts" in english
    assert "words of the link: «แผนพัฒนาท้องถิ่น»" in english


def test_for_programs(ask):
    data = json.loads(ask("O7", "--why", URL, "--json"))

    assert ("evidence", "O7", 1, "found") == (data["fate"], data["item"], data["scan"], data["verdict"]["status"])
    assert {"source", "words", "clause", "because", "weight", "mere"} == set(data["why"][0])
    assert "annual-report" == json.loads(ask("O7", "--json"))["slug"]


def test_of_a_file_on_this_machine(ask, tmp_path):
    file = tmp_path / "คู่มือ.txt"
    file.write_text("คู่มือการปฏิบัติงาน งานทะเบียน\nขั้นตอนการปฏิบัติงาน\n", encoding="utf-8")

    assert "ใช้เป็นหลักฐานของข้อนี้" in ask("O8", "--why", str(file))
    assert "ถูกจัดเป็น O8" in ask("O7", "--why", str(file))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("O7", "--why", BASE + "nowhere.pdf"), "ไม่เคยพบ"),
        (("O7", "--why", URL, "--agency", "nobody"), "รหัสที่มี: web"),
        (("O99", "--why", URL), "ไม่มีข้อ"),
    ],
)
def test_what_is_unknown_is_said_to_be_so(ask, words, said):
    assert said in ask(*words, fails=True)


@pytest.mark.parametrize("text", ["ก" * 300, "a" * 5000, "a\0b"])
def test_what_can_be_no_file_name_is_an_address_never_met(ask, text):
    said = ask("O7", "--why", text, fails=True)

    assert "ไม่เคยพบ" in said
    assert "Traceback" not in said
