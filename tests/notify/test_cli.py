"""The command as people type it, on a real store, with real servers; and a kill -9 while a message is under way."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oitcrawl.cli import run
from oitcrawl.cli.console import Voice
from oitcrawl.cli.nightly import _Morning
from oitcrawl.compose import open_desk
from oitcrawl.settings import load_settings
from oitcrawl.store.scans import Store
from tests.notify.conftest import FILE
from tests.notify.samples import CODE, F, M, night
from tests.notify.servers import webhook

SECRET = "zQ7hiddenTOKEN9x"
ROOT = Path(__file__).parents[2]
SETTINGS = 'notify_weekday = "never"\nnotify_window_days = ""\nhalt_disk_mb = 0\nnotify_retry_seconds = 0.0\n'


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A working folder with an agencies file, settings and a store with a night in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agencies.yaml").write_text(FILE.replace("clerk@abt.example.go.th", "env:HOOK"), encoding="utf-8")
    (tmp_path / "oitcrawl.toml").write_text(SETTINGS, encoding="utf-8")
    keep(tmp_path, 0, F)
    return tmp_path


def keep(place, day, status):
    with Store(place / "data") as store:
        store.save_scan(night(day, status))


def hook(monkeypatch, server):
    monkeypatch.setenv("HOOK", f"json://127.0.0.1:{server.server_address[1]}/{SECRET}")


def test_night_after_night_what_is_new_arrives_and_what_is_not_does_not(place, monkeypatch, capsys):
    with webhook() as server:
        hook(monkeypatch, server)
        assert 0 == run(["notify", "--all", "--dry-run"])
        assert [] == server.came
        shown = capsys.readouterr()
        assert "→ env:HOOK  (first)" in shown.out
        for day, status in enumerate((F, M, M, M), 1):
            assert 0 == run(["notify", "--all"])
            keep(place, day, status)
        assert 0 == run(["notify", CODE])
        assert 0 == run(["notify", "--all", "--json"])
    told = capsys.readouterr()

    assert ["เริ่มแจ้งผลตรวจเว็บไซต์", "แย่ลง 1 ข้อ"] == [body["title"].partition(": ")[2] for _, body in server.came]
    assert SECRET not in told.out + told.err + shown.out + shown.err
    assert 1 == json.loads(told.out[told.out.index("{") :])["recipients"]


def test_a_channel_that_fails_is_told_with_its_name_and_ends_in_4(place, monkeypatch, capsys):
    with webhook() as server:
        hook(monkeypatch, server)
        server.answers = [401] * 3
        assert 4 == run(["notify", "--all", "--lang", "en"])
        told = capsys.readouterr()
        assert "env:HOOK: the secret is not valid (HTTP 401)" in told.err
        assert SECRET not in told.out + told.err
        assert 0 == run(["notify", "--all"])
    assert 4 == len(server.came)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_test_message_arrives_and_writes_nothing_down(place, monkeypatch, capsys, lang):
    monkeypatch.setenv("OITCRAWL_LANG", lang)
    with webhook() as server:
        hook(monkeypatch, server)
        assert 0 == run(["notify", "--test", "env:HOOK"])
    ((_, body),) = server.came

    assert ("ทดสอบ" if lang == "th" else "test") in body["title"]
    assert "✓ env:HOOK" in capsys.readouterr().out


def test_a_test_of_an_address_with_a_secret_in_it_is_refused_and_does_not_show_it(place, capsys):
    assert 2 == run(["notify", "--test", f"json://127.0.0.1/{SECRET}"])
    assert SECRET not in "".join(capsys.readouterr())


def test_without_agencies_or_recipients_the_next_step_is_said(place, capsys):
    assert 2 == run(["notify"])
    assert "--all --dry-run" in capsys.readouterr().err
    (place / "agencies.yaml").write_text(
        FILE.replace("    notify: [clerk@abt.example.go.th]\n", ""), encoding="utf-8"
    )
    assert 0 == run(["notify", "--all"])
    assert "supervisors:" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a signal of Unix")
def test_killed_while_a_message_is_under_way_it_is_never_sent_twice_and_the_next_round_says_so(
    place, monkeypatch, capsys
):
    with webhook() as server:
        hook(monkeypatch, server)
        server.answers, server.patience = ["slow"], 3.0
        program = subprocess.Popen(
            [sys.executable, "-m", "oitcrawl", "notify", "--all"], env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        until = time.monotonic() + 30
        while not server.came and time.monotonic() < until:
            time.sleep(0.02)
        program.send_signal(signal.SIGKILL)
        program.wait()

        thai = datetime.now(UTC) + timedelta(hours=7)
        assert 4 == run(["notify", "--all"])
        told = capsys.readouterr().err
        assert "อาจถึงหรือไม่ถึงผู้รับ จึงไม่ส่งซ้ำ" in told
        assert f"เมื่อ {thai:%Y-%m-%d}" in told or f"เมื่อ {thai - timedelta(minutes=2):%Y-%m-%d}" in told
        hours = {f" {thai - timedelta(minutes=ago):%H}:" for ago in (0, 2)}
        assert any(hour in told for hour in hours)
        assert 0 == run(["notify", "--all"])
        assert "ไม่ส่งซ้ำ" not in capsys.readouterr().err
    assert 1 == len(server.came)


def test_after_a_night_it_is_announced_once_and_not_while_scans_are_near(place, monkeypatch):
    with (
        webhook() as server,
        open_desk(load_settings(flags={"notify_after_night": True})) as desk,
    ):
        hook(monkeypatch, server)
        morning = _Morning(desk, place / "agencies.yaml", Voice("th", quiet=True))
        now = datetime.now(UTC)
        morning.planned(1, now + timedelta(minutes=30))
        assert [] == server.came
        morning.planned(1, now + timedelta(hours=20))
        morning.planned(1, now + timedelta(hours=20))
        assert 1 == len(server.came)

        desk.settings = replace(desk.settings, notify_after_night=False)
        keep(place, 1, M)
        keep(place, 2, M)
        morning.planned(1, None)
        assert 1 == len(server.came)


def test_what_goes_wrong_after_a_night_ends_no_nights(place, capsys):
    with open_desk(load_settings(flags={"notify_after_night": True, "notify_window_days": "soon"})) as desk:
        _Morning(desk, place / "agencies.yaml", Voice("th")).planned(1, None)
    assert "notify_window_days" in capsys.readouterr().err
