"""The command line as a person meets it: words, one clear line when something is wrong, exit codes."""

import json
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from oitcrawl.cli import app, run

ROOT = Path(__file__).parents[1]

HOME = """<html><head><title>อบต.ทดสอบ</title></head><body><h1>อบต.ทดสอบ</h1>
<ul><li><a href="/structure.html">โครงสร้างและอำนาจหน้าที่</a></li><li><a href="/nowhere.html">แผนพัฒนา</a></li></ul>
<p>ยินดีต้อนรับสู่เว็บไซต์องค์การบริหารส่วนตำบลทดสอบ</p></body></html>"""
STRUCTURE = """<html><head><title>โครงสร้างและอำนาจหน้าที่</title></head><body><h1>โครงสร้างและอำนาจหน้าที่</h1>
<p>นายก อบต. รองนายก เลขานุการ สภา อบต. ปลัด สำนักปลัด กองคลัง กองช่าง</p></body></html>"""


class Answers(BaseHTTPRequestHandler):
    pages: ClassVar = {"/": (200, HOME), "/structure.html": (200, STRUCTURE)}

    def do_GET(self):
        status, text = self.pages.get(self.path, (404, "ไม่พบ"))
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def one_line(capsys):
    said = capsys.readouterr().err.strip()
    assert 1 == len(said.splitlines()), said
    return said


def test_a_scan_writes_report_store_and_overview(site, capsys, tmp_path):
    assert 0 == run(
        ["scan", site, "--allow-private", "--rate", "0", "--as-of", "2025-04-01", "--fiscal-year", "2568"]
    )

    said = capsys.readouterr().err
    (report,) = (tmp_path / "reports").glob("*/2025-04-01*/index.html")
    assert "รายงาน (เปิดในเบราว์เซอร์):" in said
    assert "ลิงก์เสีย 1" in said
    assert (tmp_path / "reports" / "index.html").is_file()
    scan = json.loads((report.parent / "scan.json").read_text(encoding="utf-8"))
    assert 28 == len(scan["items"])
    assert "oitcrawl.scan/1" == scan["format"]


def test_a_stored_scan_is_listed_and_written_again_the_same(site, capsys, tmp_path):
    run(["scan", site, "--allow-private", "--rate", "0", "--quiet"])
    (code,) = [folder.name for folder in (tmp_path / "reports").iterdir() if folder.is_dir()]
    (first,) = (tmp_path / "reports").glob(f"{code}/*-*-*/index.html")
    before = first.read_bytes()
    capsys.readouterr()

    assert 0 == run(["history", code])
    assert 1 == len(capsys.readouterr().out.strip().splitlines())
    assert 0 == run(["report", code])
    assert before == first.read_bytes()


def test_fail_on_turns_gaps_into_an_exit_code(site):
    words = ["scan", site, "--allow-private", "--rate", "0", "--quiet"]

    assert 1 == run([*words, "--fail-on", "missing"])
    assert 0 == run([*words, "--fail-on", "outdated"])


def test_json_goes_to_standard_output_alone(site, capsys):
    assert 0 == run(["scan", site, "--allow-private", "--rate", "0", "--quiet", "--json", "-"])

    assert site == json.loads(capsys.readouterr().out)["agency"]["url"]


def test_a_private_address_needs_the_flag(site, capsys, tmp_path):
    assert 2 == run(["scan", site])

    assert "--allow-private" in one_line(capsys)
    assert [] == list((tmp_path / "reports").glob("*/*"))


def test_a_home_page_that_is_not_there_is_one_line(site, capsys, tmp_path):
    assert 3 == run(["scan", f"{site}gone/", "--allow-private", "--rate", "0"])

    assert "404" in one_line(capsys)
    assert [] == list((tmp_path / "reports").glob("*/*"))


def test_nobody_listening_is_one_line(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("OITCRAWL_RETRIES", "0")

    assert 3 == run(["scan", "http://127.0.0.1:9/", "--allow-private", "--rate", "0"])

    assert "http://127.0.0.1:9/" in one_line(capsys)


@pytest.mark.parametrize(
    "words, told",
    [
        (["scan"], "https://"),
        (["scan", "www.example.go.th"], "https://www.example.go.th"),
        (["scan", "ftp://example.go.th/"], "http"),
        (["scan", "https://"], "https://"),
        (["scan", "--all"], "agencies"),
        (["scan", "https://example.go.th", "--as-of", "2568-01-01"], "2025"),
        (["scan", "https://example.go.th", "--as-of", "soon"], "2026-03-01"),
        (["scan", "https://example.go.th", "--fiscal-year", "2025"], "พ.ศ."),
        (["scan", "https://example.go.th", "--fail-on", "bad"], "missing"),
        (["scan", "https://example.go.th", "--formats", "odt"], "html"),
        (["scan", "https://example.go.th", "--edition", "nacc-1999"], "nacc-1999"),
        (["scan", "https://example.go.th", "--max-pages", "0"], "max_pages"),
        (["scan", "https://example.go.th", "--max-pages", "x"], "--help"),
        (["scan", "https://example.go.th", "--lang", "fr"], "th"),
        (["nonsense"], "--help"),
        (["history", "nobody"], "nobody"),
        (["report", "nobody"], "nobody"),
        (["rules", "show", "O99"], "O99"),
        (["check", "absent.pdf"], "absent.pdf"),
        (["agencies", "list"], "agencies.yaml"),
    ],
)
def test_wrong_words_get_one_clear_line_and_exit_2(words, told, capsys):
    assert 2 == run(words)

    assert told in one_line(capsys)


def test_a_broken_agencies_file_names_its_line(capsys, tmp_path):
    (tmp_path / "agencies.yaml").write_text("agencies:\n  - code: x\n    uri: http://x.go.th/\n", encoding="utf-8")

    assert 2 == run(["scan", "--all"])

    assert "agencies.yaml:" in one_line(capsys)


def test_a_report_folder_that_is_a_file_is_found_out_before_the_scan(site, capsys, tmp_path):
    (tmp_path / "reports").write_text("in the way", encoding="utf-8")

    assert 4 == run(["scan", site, "--allow-private"])

    assert "--out" in one_line(capsys)
    assert "in the way" == (tmp_path / "reports").read_text(encoding="utf-8")


def test_classify_answers_json_lines_for_json_lines(capsys, monkeypatch):
    import io

    lines = [{"label": "แผนปฏิบัติการป้องกันการทุจริต", "kind": "menu"}, {"label": "ภาพกิจกรรม"}]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(json.dumps(line) for line in lines)))

    assert 0 == run(["classify", "-"])

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ["O25", None] == [answer["item"] for answer in answers]
    assert {"label", "item", "score", "because"} == set(answers[0])


def test_check_tells_item_year_and_what_is_lacking(capsys, tmp_path):
    file = tmp_path / "รายงาน.txt"
    file.write_text(
        "รายงานผลการดำเนินงานประจำปี พ.ศ. 2567\nอบต.ทดสอบ\nผลการใช้จ่ายงบประมาณ 1,000 บาท\n", encoding="utf-8"
    )

    assert 0 == run(["check", str(file), "--fiscal-year", "2568", "--as-of", "2025-04-01", "--json"])

    (answer,) = json.loads(capsys.readouterr().out)
    assert ("O7", [2567], "incomplete") == (answer["item"], answer["year_found"], answer["status"])
    assert answer["lacking"]


def test_check_of_an_unreadable_document_says_why(capsys, tmp_path):
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.4 nothing more")

    assert 0 == run(["check", str(file)])

    assert "อ่านไม่ได้" in capsys.readouterr().out


def test_every_command_has_help_with_an_example():
    import typer

    def commands(group, path=()):
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from commands(command, (*path, name))
            else:
                yield " ".join((*path, name)), command

    found = dict(commands(typer.main.get_command(app)))

    assert len(found) >= 13
    assert [] == [name for name, command in found.items() if f"oitcrawl {name}" not in (command.help or "")]


def test_a_real_process_speaks_utf8_whatever_the_locale():
    environ = {**os.environ, "LANG": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "oitcrawl", "rules", "list"], cwd=ROOT, env=environ, capture_output=True, timeout=60
    )

    assert 0 == done.returncode
    assert "โครงสร้าง" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_writes_a_partial_report(tmp_path):
    """The first Ctrl-C ends the crawl; what was seen is reported as partial, exit 130."""

    class Slow(Answers):
        def do_GET(self):
            time.sleep(0.4)
            if self.path.startswith("/p"):
                number = int(self.path[2:])
                Slow.seen = number
                Slow.pages = {**Slow.pages, self.path: (200, f"<a href='/p{number + 1}'>หน้า {number + 1}</a> เนื้อหา")}
            super().do_GET()

        seen = 0
        pages: ClassVar = {"/": (200, "<h1>อบต.ทดสอบ</h1><a href='/p1'>หน้า 1</a> เนื้อหาของหน้าแรก")}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=server.serve_forever, daemon=True).start()
    words = ["scan", f"http://127.0.0.1:{server.server_port}/", "--allow-private", "--rate", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "oitcrawl", *words],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    for _ in range(300):  # until it has seen some pages, on a busy machine too
        time.sleep(0.1)
        if Slow.seen >= 3:
            break
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    server.shutdown()
    server.server_close()

    assert 130 == process.returncode, said.decode()
    (scan,) = (tmp_path / "reports").glob("*/*/scan.json")
    result = json.loads(scan.read_text(encoding="utf-8"))
    assert result["partial"]
    assert "interrupted" == result["coverage"]["stopped_by"]
    assert [] == [item["item"] for item in result["items"] if item["status"] in {"missing", "outdated", "incomplete"}]


@pytest.mark.parametrize(
    "words",
    [
        ["scan", "--lang", "en"],
        ["scan", "www.example.go.th", "--lang=en"],
        ["scan", "ftp://x", "--lang", "en"],
        ["history", "nobody", "--lang", "en"],
        ["rules", "show", "O99", "--lang", "en"],
        ["check", "absent.pdf", "--lang", "en"],
        ["scan", "--nonsense", "--lang", "en"],
    ],
)
def test_mistakes_are_told_in_english_on_demand(words, capsys):
    assert 2 == run(words)

    said = one_line(capsys).replace("—", "-")
    assert said.isascii(), said


class Pressing(Answers):
    """Has Ctrl-C pressed when its second page is asked for."""

    def do_GET(self):
        if self.path == "/structure.html":
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
        super().do_GET()


@pytest.fixture
def agencies(site, tmp_path):
    """Writes a file of an agency that answers, one of whose server is given, and one that is down."""
    servers = []

    def write(answers):
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), answers))
        Thread(target=servers[0].serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        places = {
            "first": site,
            "second": f"http://127.0.0.1:{servers[0].server_port}/",
            "down": "http://127.0.0.1:9/",
        }
        lines = [f"  - {{code: {code}, name: หน่วยงาน {code}, url: '{url}'}}" for code, url in places.items()]
        (tmp_path / "agencies.yaml").write_text("\n".join(["agencies:", *lines]), encoding="utf-8")
        return ["scan", "--all", "--allow-private", "--rate", "0"]

    yield write
    for server in servers:
        server.shutdown()
        server.server_close()


def test_many_agencies_are_told_in_one_line_each_and_one_that_is_down_stops_no_other(agencies, capsys, tmp_path):
    assert 3 == run([*agencies(Answers), "--at-once", "3"])

    said = capsys.readouterr().err.strip().splitlines()
    names = ["down", "first", "second"]
    assert names == sorted(code for code in names for line in said if f"หน่วยงาน {code}" in line)
    assert 3 == len(said)
    assert set(names[1:]) == {place.parts[-3] for place in (tmp_path / "reports").glob("*/2*/scan.json")}
    assert "หน่วยงาน first" in (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_among_many_agencies_ends_all_with_partial_reports(agencies, tmp_path):
    assert 130 == run([*agencies(Pressing), "--at-once", "1"])

    scans = {
        place.parts[-3]: json.loads(place.read_text("utf-8")) for place in tmp_path.glob("reports/*/2*/scan.json")
    }
    assert {"first": False, "second": True} == {code: scan["partial"] for code, scan in scans.items()}


def test_no_agency_at_once_is_a_mistake(agencies):
    assert 2 == run([*agencies(Answers), "--at-once", "0"])
