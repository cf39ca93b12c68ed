"""``oitcrawl status``: how old, what fails and why, for people, for JSON and for Prometheus."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from report.samples import scan

from oitcrawl.cli import run
from oitcrawl.compose.metrics_page import open_page, place_of
from oitcrawl.compose.selfwatch import standing
from oitcrawl.errors import StoreAway, UsageError
from oitcrawl.fleet.doorway import open_queue
from oitcrawl.model.site import AgencySite
from oitcrawl.model.standing import AgencyStanding, QueueStanding, Standing, State
from oitcrawl.notify.ourselves import our_troubles
from oitcrawl.report.metrics import escaped, prometheus
from oitcrawl.settings import Settings, load_settings
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import open_store

ROOT = Path(__file__).parents[1]
NOW = datetime.now(UTC).replace(microsecond=0)


def keep(store, code, age, **other):
    one = scan()
    began = NOW - age
    agency = replace(one.agency, code=code)
    store.save_scan(replace(one, agency=agency, started=began, finished=began + timedelta(minutes=5), **other))


def tried(store, code, age, outcome, cause=""):
    token = f"{code}-{age}"
    store.runs.begin(Run(token=token, agency=code, started=NOW - age))
    store.runs.end(token, outcome, cause, at=NOW - age + timedelta(minutes=1))


def site(code):
    return AgencySite(code=code, name=f"หน่วยงาน {code}", url=f"https://{code}.example.go.th/")


@pytest.fixture
def store():
    with open_store(load_settings()) as opened:
        keep(opened, "fresh", timedelta(hours=5))
        keep(opened, "old", timedelta(days=9))
        keep(opened, "older", timedelta(days=30))
        keep(opened, "failing", timedelta(days=1, hours=5))
        tried(
            opened,
            "failing",
            timedelta(hours=4),
            RunOutcome.UNREADABLE,
            "ตรวจ https://failing.example.go.th/ ไม่ได้เลย: เครื่องแม่ข่ายไม่ตอบ — ลองใหม่",
        )
        tried(opened, "never", timedelta(hours=4), RunOutcome.FAILED, "ดิสก์เต็ม")
        tried(opened, "fresh", timedelta(hours=6), RunOutcome.UNREADABLE, "เครื่องแม่ข่ายไม่ตอบ")
        yield opened


def test_the_worst_come_first_and_each_has_its_cause(store):
    sites = [site(code) for code in ("fresh", "old", "older", "failing", "never", "new")]
    now = standing(store, load_settings(), sites, now=NOW)

    assert [
        ("never", State.NEVER, "ดิสก์เต็ม"),
        ("new", State.NEVER, ""),
        ("failing", State.FAILING, "เครื่องแม่ข่ายไม่ตอบ"),
        ("older", State.STALE, ""),
        ("old", State.STALE, ""),
        ("fresh", State.FINE, ""),
    ] == [(one.code, one.state, one.cause) for one in now.agencies]
    assert "older" == now.oldest.code
    assert now.store_bytes > 10_000
    assert now.free_bytes > 0
    assert (1, 1, 0) == (now.exit_code(), now.exit_code(4), now.exit_code(5))


def test_thresholds_are_settings_and_sparse_nights_are_not_stale(store):
    sites = [site("old")]

    assert State.STALE is standing(store, Settings(), sites, now=NOW).agencies[0].state
    assert State.FINE is standing(store, Settings(fleet_stale_days=10), sites, now=NOW).agencies[0].state
    assert State.FINE is standing(store, Settings(scan_every_days=14), sites, now=NOW).agencies[0].state


def test_a_clock_behind_what_is_stored_and_a_full_disk_are_our_own_trouble(store):
    def kinds(settings, now, free):
        return [one.kind for one in our_troubles(store, settings, now, free)]

    assert [] == kinds(Settings(), NOW, 10**12)
    assert ["clock"] == kinds(Settings(), NOW - timedelta(days=2), None)
    assert ["disk"] == kinds(Settings(halt_disk_mb=2000), NOW, 10**9)


def test_many_websites_lost_at_once_are_our_own_trouble(store):
    for at in range(8):
        keep(store, f"many-{at}", timedelta(days=1))
        tried(store, f"many-{at}", timedelta(hours=2), RunOutcome.UNREADABLE, "เครื่องแม่ข่ายไม่ตอบ")

    assert ["unreachable"] == [one.kind for one in our_troubles(store, Settings(), NOW, None)]


def test_troubles_of_our_own_leave_with_4_however_much_is_tolerated(store, monkeypatch, capsys):
    monkeypatch.setenv("OITCRAWL_HALT_DISK_MB", str(10**9))

    assert 4 == run(["status", "--tolerate", "100%", "--json"])
    assert ["disk"] == [one["kind"] for one in json.loads(capsys.readouterr().out)["troubles"]]


def test_the_command_tells_what_to_look_at_and_leaves_with_1(store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agencies.yaml").write_text(
        "agencies:\n"
        + "".join(f"  - {{code: {one}, url: 'https://{one}.example.go.th/'}}\n" for one in ("old", "new")),
        "utf-8",
    )

    assert 1 == run(["status", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert {"never": 1, "failing": 0, "stale": 1, "fine": 0} == told["counts"]
    assert ["new", "old"] == [one["code"] for one in told["agencies"]]
    assert told["queue"] is None
    assert 0 == run(["status", "--tolerate", "100%"])
    assert "ยังไม่เคยตรวจสำเร็จ" in capsys.readouterr().out
    assert 2 == run(["status", "--tolerate", "viel"])


def test_an_empty_store_is_fine(capsys):
    assert 0 == run(["status"])


SAMPLE = re.compile(
    r'oitcrawl_[a-z_]+(?:\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\})? -?[0-9.e+]+'
)


def test_metrics_are_in_the_text_format_whatever_names_hold():
    nasty = 'a"b\\c\nd{}'
    page = prometheus(
        Standing(
            at=NOW,
            version="1",
            agencies=(
                AgencyStanding(code=nasty, group=nasty, state=State.FAILING, good=NOW, cause=nasty),
                AgencyStanding(code="b", state=State.NEVER),
            ),
            free_bytes=5,
            queue=QueueStanding(waiting=3, workers=2),
        )
    )

    lines = page.splitlines()
    assert page.endswith("\n")
    assert [] == [line for line in lines if not line.startswith("# ") and not SAMPLE.fullmatch(line)]
    assert escaped(nasty) == r"a\"b\\c\nd{}"
    assert 'oitcrawl_agencies{state="failing"} 1' in lines
    assert 'oitcrawl_queue_jobs{state="waiting"} 3' in lines
    assert f"oitcrawl_status_timestamp_seconds {int(NOW.timestamp())}" in lines
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert sorted(set(names)) == sorted(names)
    for line in lines:
        assert line.startswith("# ") or re.match(r"\w+", line)[0] in names


def test_the_text_file_is_written_whole(store, tmp_path):
    file = tmp_path / "oitcrawl.prom"

    run(["status", "--prometheus", str(file), "--quiet"])

    assert 'oitcrawl_agency_healthy{agency="fresh"}' in file.read_text("utf-8")
    assert ["oitcrawl.prom"] == [one.name for one in tmp_path.glob("oitcrawl.prom*")]
    assert 4 == run(["status", "--prometheus", str(tmp_path / "no" / "x.prom")])


@pytest.mark.parametrize(
    "place", ["0.0.0.0:9108", "192.0.2.1:9108", "example.go.th:80", "127.0.0.1", "[::]:9108", ":9108", "127.0.0.1:x"]
)
def test_only_this_machine_is_served(place):
    with pytest.raises(UsageError, match=r"127\.0\.0\.1"):
        place_of(place)


def test_loopback_in_its_forms_is_taken():
    assert [("127.0.0.1", 9108), ("127.0.0.1", 1), ("::1", 2)] == [
        place_of(one) for one in ("127.0.0.1:9108", "localhost:1", "[::1]:2")
    ]


@pytest.fixture
def served():
    servers = []

    def serve(make):
        server = open_page(("127.0.0.1", 0), make)
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def get(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers["Content-Type"]


def test_metrics_are_served_made_seldom_and_to_local_names_only(served):
    made = []
    url = served(lambda: made.append(1) or "oitcrawl_x 1\n")

    assert (200, "oitcrawl_x 1\n", "text/plain; version=0.0.4; charset=utf-8") == get(f"{url}/metrics")
    assert 200 == get(f"{url}/metrics?x=1")[0]
    assert [1] == made
    assert 404 == get(f"{url}/etc/passwd")[0]
    assert 403 == get(f"{url}/metrics", Host="evil.example.com")[0]


def test_a_store_that_is_away_is_503(served):
    def away():
        raise StoreAway("ไม่อยู่")

    assert 503 == get(f"{served(away)}/metrics")[0]


def test_the_command_serves_until_it_is_told_to_stop(tmp_path):
    words = [
        sys.executable,
        "-c",
        "import sys; from oitcrawl.cli import main; main(sys.argv[1:])",
        "status",
        "--serve",
        "127.0.0.1:0",
        "--lang",
        "en",
    ]
    program = subprocess.Popen(
        words, cwd=tmp_path, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=_environment()
    )
    try:
        url = re.search(r"http://\S+", program.stderr.readline())[0]
        assert "oitcrawl_build_info" in get(url)[1]
        program.send_signal(signal.SIGTERM)
        assert 130 == program.wait(10)
    finally:
        program.kill()
        program.stderr.close()


def _environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_on_a_server_the_queue_is_told_once_there_is_one_and_looking_makes_none(postgres, monkeypatch, capsys):
    monkeypatch.setenv("OITCRAWL_DATABASE", postgres)

    run(["status", "--json"])
    assert json.loads(capsys.readouterr().out)["queue"] is None
    open_queue(load_settings())  # makes its tables
    assert 0 == run(["status", "--json"])
    assert {"waiting": 0, "later": 0, "running": 0, "failed": 0, "workers": 0} == json.loads(capsys.readouterr().out)[
        "queue"
    ]


def test_a_dash_writes_the_metrics_to_the_screen_and_nothing_else(store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert 1 == run(["status", "--prometheus", "-"])
    assert capsys.readouterr().out.startswith("# HELP ")
    assert not list(tmp_path.glob("-*"))
