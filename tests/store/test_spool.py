"""Files wait on disk by their digest, within a limit, and are gone at the end."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from oitcrawl import scratch
from oitcrawl.store.spool import Spool

ROOT = Path(__file__).parents[2]


def test_what_was_put_lies_there_until_the_end():
    with Spool() as spool:
        assert spool.put("d", b"body")
        file = spool.file("d")
        assert b"body" == file.read_bytes()

    assert not file.exists()


def test_the_same_bytes_are_kept_once_and_others_are_not_there():
    with Spool() as spool:
        spool.put("d", b"body")
        spool.put("d", b"body")

        assert (4, None) == (spool.bytes, spool.file("e"))


def test_a_full_spool_takes_nothing_more():
    with Spool(max_bytes=6) as spool:
        assert [True, False, True] == [spool.put("a", b"1234"), spool.put("b", b"1234"), spool.put("c", b"12")]
        assert spool.file("b") is None


def test_what_a_killed_scan_left_goes_after_a_day_and_nothing_else_does(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    places = {name: tmp_path / name for name in ("oitcrawl-spool-old", "oitcrawl-spool-young", "others-old")}
    for place in places.values():
        place.mkdir()
        (place / "body").write_bytes(b"x")
    (tmp_path / "oitcrawl-spool-link").symlink_to(places["others-old"])
    for name in ("oitcrawl-spool-old", "others-old"):
        os.utime(places[name], (time.time() - 90_000,) * 2)

    with Spool():
        assert not places["oitcrawl-spool-old"].exists()
        assert places["oitcrawl-spool-young"].exists()
        assert (places["others-old"] / "body").exists()


HOLDER = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from oitcrawl.store.spool import Spool
with Spool() as spool:
    spool.put("d", b"body")
    print("there", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="locks of Unix tell who lives")
def test_the_spool_of_a_killed_scan_goes_at_once_and_that_of_a_living_one_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(scratch, "_YOUNG", -1.0)
    words = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "there\n"
        (theirs,) = tmp_path.iterdir()
        with Spool():
            assert (theirs / "d").read_bytes() == b"body"
        other.kill()
    assert (theirs / "d").exists()

    with Spool():
        assert not theirs.exists()
    assert not list(tmp_path.iterdir())


def test_a_spool_that_was_just_made_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    young = tmp_path / "oitcrawl-spool-read-young"
    young.mkdir()
    (young / ".held").touch()

    with Spool():
        assert young.exists()
