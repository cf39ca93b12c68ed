"""The settings as they are shown: each with its meaning, and a file of them that says the same."""

import os
import tomllib
from dataclasses import fields

import pytest
from typer.testing import CliRunner

from oitcrawl.cli import app, run
from oitcrawl.cli.settings import _WORDS, meanings, written
from oitcrawl.settings import Settings, load_settings

NAMES = [one.name for one in fields(Settings)]


@pytest.fixture
def here(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("OITCRAWL_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_setting_has_a_meaning_in_both_languages_once():
    groups = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    thai = [name for names in groups.values() for name in names]

    assert sorted(NAMES) == sorted(thai)
    assert set(NAMES) == set(meanings())
    assert all(text.strip() for names in groups.values() for text in names.values())


@pytest.mark.parametrize("is_thai", [True, False])
def test_what_is_shown_is_a_file_that_says_the_same(tmp_path, is_thai):
    now = Settings(max_pages=77, render="never", warc='a "b" \\ ก', check_cloaking=True)
    file = tmp_path / "own.toml"
    file.write_text("\n".join(written(now, is_thai=is_thai)), encoding="utf-8")
    whole = tmp_path / "whole.toml"
    lines = [line.removeprefix("# ") for line in written(now, is_thai=is_thai) if " = " in line]
    whole.write_text("\n".join(line for line in lines if line.partition(" = ")[0] in NAMES), encoding="utf-8")

    assert now == load_settings(path=file, environ={})
    assert now == load_settings(path=whole, environ={})
    assert len(NAMES) == len(tomllib.loads(whole.read_text(encoding="utf-8")))


def test_what_is_secret_is_not_shown():
    lines = "\n".join(written(Settings(database="postgresql://me:secret@host/x", notify_mail="env:M"), is_thai=True))

    assert "secret" not in lines
    assert "env:M" not in lines
    assert 2 == lines.count("***")


def test_a_range_and_the_words_that_may_be_said_are_told():
    lines = list(written(Settings(), is_thai=True))

    assert lines[lines.index("# concurrency = 4") - 1].endswith("[1 - 64]")
    assert lines[lines.index("# max_pages = 3000") - 1].endswith("[≥ 1]")
    assert lines[lines.index('# lang = "th"') - 1].endswith("[th | en]")


def test_a_file_that_is_there_is_never_written_over(here):
    run = CliRunner()

    first = run.invoke(app, ["settings", "--save"])
    (here / "oitcrawl.toml").write_text("max_pages = 5\n", encoding="utf-8")
    second = run.invoke(app, ["settings", "--save"])

    assert 0 == first.exit_code
    assert "oitcrawl.toml" in first.output
    assert 2 == getattr(second.exception, "exit_code", second.exit_code)
    assert "max_pages = 5\n" == (here / "oitcrawl.toml").read_text(encoding="utf-8")
    assert "\nmax_pages = 5\n" in run.invoke(app, ["settings"]).output


def test_a_wrong_file_is_told_and_all_keys_are_shown_beside_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "oitcrawl.toml").write_text("max_page = 3\n", encoding="utf-8")

    assert 0 == run(["settings"])
    said = capsys.readouterr()
    assert "max_pages" in said.err
    assert "max_pages" in said.out
