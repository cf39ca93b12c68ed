"""Files wait on disk by their digest, within a limit, and are gone at the end."""

import os
import tempfile
import time

from oitcrawl.store.spool import Spool


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
