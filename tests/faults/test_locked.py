"""A database that another program keeps to itself: one patience in all, told of in time, and one way to go on."""

import subprocess
import sys
import time

import pytest

from oitcrawl.cli import run
from oitcrawl.errors import StoreAway
from oitcrawl.store import database as database_module
from oitcrawl.store import patience as patience_module
from oitcrawl.store.scans import Store
from tests.faults.test_commands import site
from tests.faults.test_store import HOLDER, OLD, kept
from tests.store.samples import page

__all__ = ["site"]


@pytest.fixture
def held(tmp_path):
    """Another program that keeps the whole file to itself; gives the data folder."""
    kept(tmp_path / "data", OLD)
    file = str(tmp_path / "data" / database_module.FILE_NAME)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER.replace("IMMEDIATE", "EXCLUSIVE"), file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(database_module, "PATIENCE", 1.5)
    monkeypatch.setattr(patience_module, "QUIET", 0.2)


def test_a_scan_waits_once_in_all_and_says_so_and_how_to_go_on(site, held, hasty, tmp_path, monkeypatch, capsys):
    site.gate.set()
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    words = [site.url, "--allow-private", "--rate", "0", "--render", "never", "--ocr", "never", "--formats", "json"]
    began = time.monotonic()
    code = run(["scan", *words])
    seconds, said = time.monotonic() - began, capsys.readouterr().err

    assert 4 == code, said
    assert 1 == said.count("กำลังรอ")
    assert 1 == said.count("สั่ง"), said
    assert "จะทำต่อจากที่ค้างไว้" in said
    assert seconds < 12  # the scan itself included
    held.communicate()
    assert 0 == run(["scan", *words, "--quiet"])


def test_patience_is_spent_once_and_is_whole_again_after_a_turn(held, hasty, tmp_path):
    said = []
    patience_module.listener.tell = lambda thai, _english: said.append(thai)
    with Store(tmp_path / "data") as store:
        store.contents.keep(page(7))
        spent = []
        for _ in range(3):
            began = time.monotonic()
            with pytest.raises(StoreAway):
                store.contents.flush()
            spent.append(time.monotonic() - began)
        assert spent[0] > 1.2
        assert max(spent[1:]) < 0.8
        held.communicate()
        store.contents.flush()
    assert 1 == len(said)
    assert "กำลังรอ" in said[0]


def test_after_long_it_waits_anew_and_who_has_his_turn_at_once_is_told_nothing(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(patience_module.time, "monotonic", lambda: now[0])
    one = patience_module.Patience("x")
    with pytest.raises(OSError), one.waiting(30):
        raise OSError
    now[0] += 12
    assert 18 == one.left(30)
    now[0] += 20
    assert 0 == one.left(30)
    now[0] += 60
    assert 30 == one.left(30)
    with one.waiting(30):
        pass
    now[0] += 1
    assert 30 == one.left(30)
