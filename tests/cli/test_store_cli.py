"""oitcrawl store: every command answers people and programs, and says what to do next."""

import json

import pytest

from oitcrawl.cli import run
from oitcrawl.store.database import SCHEMA
from oitcrawl.store.scans import Store
from tests.store.test_carry import fill


@pytest.fixture
def filled(tmp_path):
    fill(tmp_path / "data")
    return tmp_path


def answer(capsys, *words):
    code = run(["store", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_sizes_are_told(filled, capsys):
    code, told = answer(capsys, "size")

    assert (0, SCHEMA, 1, ["abt-example"]) == (code, told["version"], told["agencies"], list(told["biggest"]))
    assert run(["store", "size"]) == 0
    assert "abt-example" in capsys.readouterr().out


def test_pruning_says_what_would_go_and_what_went(filled, capsys):
    code, told = answer(capsys, "prune", "--dry-run")

    assert (0, True, 1) == (code, told["dry_run"], told["scans"])  # two of one month long ago: the last stays
    assert run(["store", "prune", "--dry-run"]) == 0
    assert "จะลบ" in capsys.readouterr().out
    assert run(["store", "prune", "--lang", "en"]) == 0
    assert "removed" in capsys.readouterr().out


def test_retention_is_taken_from_the_settings(filled, capsys, monkeypatch):
    with Store(filled / "data") as store:
        before = len(store.history("abt-example"))
    monkeypatch.setenv("OITCRAWL_KEEP_SCANS_DAYS", "1")
    monkeypatch.setenv("OITCRAWL_KEEP_BODIES_DAYS", "0")

    assert run(["store", "prune"]) == 2
    assert "keep_bodies_days" in capsys.readouterr().err
    monkeypatch.setenv("OITCRAWL_KEEP_BODIES_DAYS", "1")
    code, told = answer(capsys, "prune")

    assert (0, 2, 1) == (code, before, told["scans"])  # two of one week long ago: the last stays


def test_what_was_exported_is_imported_once(filled, capsys, monkeypatch):
    file = filled / "สำรอง.zip"

    assert run(["store", "export", str(file)]) == 0
    assert run(["store", "export", str(file)]) == 2
    assert "--force" in capsys.readouterr().err
    assert run(["store", "export", str(file), "--force"]) == 0
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(filled / "other"))
    capsys.readouterr()
    assert [2, 0] == [answer(capsys, "import", str(file))[1]["rows"]["scans"] for _ in range(2)]
    assert run(["store", "import", str(filled / "nothing.zip")]) == 2
    assert "nothing.zip" in capsys.readouterr().err


def test_a_sound_store_ends_with_0_and_a_damaged_one_with_4_and_a_cure(filled, capsys):
    assert answer(capsys, "verify")[0] == 0
    with Store(filled / "data") as store, store.database.write() as connection:
        connection.exec_driver_sql("UPDATE contents SET data = x'00'")

    code, told = answer(capsys, "verify")
    assert (4, ["text"]) == (code, [one["kind"] for one in told["troubles"]])
    assert run(["store", "verify"]) == 4
    assert "--mend" in capsys.readouterr().out
    assert run(["store", "verify", "--mend", "--lang", "en"]) == 4  # the text is lacking now
    assert "scan --fresh" in capsys.readouterr().out
    assert [one["kind"] for one in answer(capsys, "verify")[1]["troubles"]] == ["lost"]


def test_tables_go_down_and_up_again(filled, capsys):
    assert (0, {"before": SCHEMA, "after": 6}) == tail(answer(capsys, "migrate", "--to", "6"))
    assert (0, {"before": 6, "after": SCHEMA}) == tail(answer(capsys, "migrate"))
    assert run(["store", "migrate", "--to", "99"]) == 4
    assert "99" in capsys.readouterr().err


def tail(got):
    code, told = got
    told.pop("where")
    return code, told


def test_room_is_given_back(filled, capsys):
    code, told = answer(capsys, "vacuum")

    assert code == 0
    assert told["after"] > 0


@pytest.mark.parametrize("command", ["size", "prune", "vacuum", "export", "import", "verify", "migrate"])
def test_every_command_has_help_with_an_example(command, capsys):
    assert run(["store", command, "--help"]) == 0

    assert f"oitcrawl store {command}" in capsys.readouterr().out
