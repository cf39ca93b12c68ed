"""From a scan to a person's word and back: listed, said, shown, kept over the next scans, and lapsed by a change."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import oitcrawl.demo
from oitcrawl.cli import run
from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import SiteServer

HERE = Path(oitcrawl.demo.__file__).parent
BY = "สมศรี ตัวอย่าง นักวิเคราะห์"
GIFT = "docs/ita68/No Gift Policy 2568.pdf"


class Desk:
    """The demo under review: commands in, standard output and error out."""

    def __init__(self, site, folder, capsys):
        self.site, self.folder, self.capsys = site, folder, capsys
        plain = (HERE / "agency.yaml").read_text(encoding="utf-8")
        self.agencies = folder / "agencies.yaml"
        self.agencies.write_text(plain.replace("http://127.0.0.1:8568/", site.url), encoding="utf-8")

    def run(self, *words, code=0):
        self.capsys.readouterr()
        assert code == run([str(word) for word in words])
        return self.capsys.readouterr()

    def scan(self, *more, code=0):
        fixed = ("--agencies", self.agencies, "--allow-private", "--rate", "0", "--as-of", "2025-03-20")
        return self.run(
            "scan", "demo", *fixed, "--fiscal-year", "2568", "--ocr", "never", "--render", "never", *more, code=code
        )

    def review(self, *words, code=0):
        return self.run("review", "demo", *words, code=code)

    def waiting(self):
        return json.loads(self.review("--json").out)["waiting"]

    def reported(self):
        """The findings of the report as it is written again."""
        self.run("report", "demo")
        (file,) = (self.folder / "reports").glob("demo/*/scan.json")
        scan = json.loads(file.read_text(encoding="utf-8"))
        return scan, {one["item"]: one for one in scan["items"]}


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OITCRAWL_PICTURES", "never")
    with SiteServer(Bundle.from_zip(HERE / "site.zip")) as site:
        yield Desk(site, tmp_path, capsys)


def test_a_word_is_listed_said_shown_kept_and_lapses_when_the_evidence_changes(desk):
    said = desk.scan().err
    asked = {(one["item"], one["component"]) for one in desk.waiting()}
    assert f"รอคนตรวจ {len({item for item, _ in asked})} ข้อ: oitcrawl review demo" in said
    assert {("O15", ""), ("O19", ""), ("O21", "signed_by_head")} <= asked

    listed = desk.review().out
    assert 'oitcrawl review demo confirm O21 --component signed_by_head --by "ชื่อ ตำแหน่ง"' in listed

    desk.review("confirm", "O15", "--by", BY, "--note", "เปิดใน Drive แล้ว")
    desk.review("reject", "O21", "--component", "signed_by_head", "--by", BY, "--reason", "ผู้บริหารคนก่อนลงนาม")
    scan, items = desk.reported()
    assert ("found", "unverified") == (items["O15"]["status"], items["O15"]["machine"]["status"])
    assert ("incomplete", "found") == (items["O21"]["status"], items["O21"]["machine"]["status"])
    assert BY == items["O15"]["persons"][0]["by"]
    assert 3 == scan["summary"]["by_person"]  # with the waiver of the agencies file
    assert scan["summary"]["estimate"] != scan["summary"]["machine"]
    assert {"O15", "O21"} & {one["item"] for one in desk.waiting()} == set()

    again = desk.scan("--fail-on", "incomplete", "--json", "-", code=1)  # the same site: words stand
    assert items == {one["item"]: one for one in json.loads(again.out)["items"]}
    assert "รวมคำของคน 3 ข้อ" in again.err

    bundle = desk.site._server.bundle
    other = bundle.files[GIFT].replace(b"%%EOF", b"%changed\n%%EOF")
    desk.site._server.bundle = replace(bundle, files={**bundle.files, GIFT: other})
    said = desk.scan().err
    assert "คำปฏิเสธ O21" in said
    scan, items = desk.reported()
    assert ("found", None) == (items["O21"]["status"], items["O21"]["machine"])
    assert "เปลี่ยนไปแล้ว" in items["O21"]["persons"][0]["lapsed"]
    assert ["review_lapsed"] == [one["kind"] for one in scan["warnings"] if one["kind"] == "review_lapsed"]
    assert "found" == items["O15"]["status"]  # that word is about something else
    waiting = {(one["item"], one["component"]): one["whys"] for one in desk.waiting()}
    assert ["lapsed"] == waiting["O21", "signed_by_head"]


def test_words_are_heard_by_rejudging_withdrawn_by_number_and_listed(desk):
    desk.scan("--quiet")
    desk.review("confirm", "O7", "--status", "found", "--url", f"{desk.site.url}news", "--by", BY)
    desk.review("waive", "O11", "--by", BY, "--reason", "ไม่มีบริการ", "--until", "2099-12-01")

    assert "รวมคำของคน 3 ข้อ" in desk.run("rejudge", "demo").err
    assert "found" == desk.reported()[1]["O7"]["status"]

    desk.review("withdraw", "1", "--by", BY, "--reason", "ดูผิดหน้า")
    lines = desk.review("history").out.splitlines()
    assert ["#3", "#2", "#1"] == [line.split()[0] for line in lines]
    assert "มีผลถึง 1 ธ.ค. 2642" in lines[1]
    assert "ถอนแล้ว" in lines[2]
    assert "outdated" == desk.reported()[1]["O7"]["status"]
    kept = json.loads(desk.review("history", "--json").out)
    assert [32, 32, 32] == [len(one["uid"]) for one in kept]
    assert kept[0]["uid"] == kept[2]["withdraws"]

    # another year asks again, another edition keeps what has the same name
    desk.review("confirm", "O15", "--by", BY)
    desk.run("rejudge", "demo", "--fiscal-year", "2569")
    told = desk.review("history").out.splitlines()
    assert "เป็นคำสำหรับปีงบประมาณ 2568" in told[0]


def test_what_is_lacking_is_one_line_with_its_cure(desk):
    desk.scan("--quiet", "--max-pages", "2")
    for words, told in {
        ("confirm", "O15"): "--by",
        ("reject", "O15", "--by", BY): "--reason",
        ("waive", "O15", "--by", BY, "--reason", "x"): "--until",
        ("confirm",): "confirm O7",
        ("confirm", "O7", "--by", BY): "--url",
        ("confirm", "O7", "--by", BY, "--status", "good"): "--status good",
        ("confirm", "O7", "--by", BY, "--until", "2570-01-01"): "--until 2570-01-01",
        ("approve",): "approve",
    }.items():
        said = desk.review(*words, code=2)
        assert 1 == len(said.err.strip().splitlines()), said.err
        assert told in said.err
    assert [] == json.loads(desk.review("history", "--json").out)
    assert "NAME POSITION" in desk.run("review", "demo", "--lang", "en").out
    assert 2 == run(["review", "nobody"])


def test_a_newer_word_takes_the_place_of_an_older_one_and_says_whose(desk):
    desk.scan("--quiet", "--max-pages", "2")
    waive = ("waive", "O10", "--reason", "ไม่มีบริการ", "--until", "2099-12-01", "--by")
    desk.review(*waive, "ปลัด")

    assert "แทนคำเลขที่ 1 ของ ปลัด" in desk.review(*waive, BY).err
    assert "มีคำใหม่กว่า" in desk.review("history").out.splitlines()[1]
    assert "oitcrawl review demo history" in desk.run("history", "demo").err
