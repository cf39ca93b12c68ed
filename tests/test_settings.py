"""Settings: defaults < file < environment < flags, and mistakes named with their line."""

import pytest

from oitcrawl.errors import SettingsError
from oitcrawl.settings import Settings, load_settings


def test_defaults_are_used_where_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert Settings() == load_settings(environ={})


def test_flags_win_over_environment_over_file(tmp_path):
    file = tmp_path / "oitcrawl.toml"
    file.write_text("max_pages = 10\nconcurrency = 2\nrate = 1\n", encoding="utf-8")
    environ = {"OITCRAWL_MAX_PAGES": "20", "OITCRAWL_CONCURRENCY": "3", "PATH": "x"}

    settings = load_settings(path=file, environ=environ, flags={"max_pages": 30, "rate": None})

    assert (30, 3, 1.0) == (settings.max_pages, settings.concurrency, settings.rate)


def test_an_unknown_key_is_named_with_its_line(tmp_path):
    file = tmp_path / "oitcrawl.toml"
    file.write_text("max_pages = 10\n\nmax_page = 3\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"oitcrawl\.toml:3: .*max_page'") as told:
        load_settings(path=file, environ={})
    assert "หมายถึง max_pages หรือไม่" in str(told.value)
    assert "did you mean max_pages?" in told.value.en


@pytest.mark.parametrize("key", ["RATE", "colour", "k" * 900])
def test_an_unknown_key_is_told_short_and_where_all_are(tmp_path, key):
    file = tmp_path / "oitcrawl.toml"
    file.write_text(f"{key} = 3\n", encoding="utf-8")

    with pytest.raises(SettingsError) as told:
        load_settings(path=file, environ={})
    assert str(told.value).endswith("ดูทุกคีย์: oitcrawl settings")
    assert ("หมายถึง rate" in str(told.value)) == (key == "RATE")
    assert "…" not in str(told.value)
    assert len(str(told.value)) < 300 + len(str(file))


def test_a_value_of_the_wrong_type_is_named(tmp_path):
    file = tmp_path / "oitcrawl.toml"
    file.write_text('max_pages = "many"\n', encoding="utf-8")

    with pytest.raises(SettingsError, match="max_pages"):
        load_settings(path=file, environ={})


@pytest.mark.parametrize("name, value", [("MAX_PAGES", "0"), ("LANG", "fr"), ("RATE", "fast"), ("MAX_BODY", "-1")])
def test_a_value_that_makes_no_sense_is_refused(name, value):
    with pytest.raises(SettingsError):
        load_settings(environ={f"OITCRAWL_{name}": value})


@pytest.mark.parametrize("word, meant", [("1", True), ("true", True), ("0", False), ("no", False)])
def test_yes_and_no_from_the_environment(word, meant):
    assert meant is load_settings(environ={"OITCRAWL_ALLOW_PRIVATE": word}).allow_private


def test_a_broken_toml_file_is_one_clear_line(tmp_path):
    file = tmp_path / "oitcrawl.toml"
    file.write_text("max_pages = = 3\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"oitcrawl\.toml.*TOML") as caught:
        load_settings(path=file, environ={})

    assert 1 == len(str(caught.value).splitlines())


def test_a_number_of_reports_below_zero_is_refused():
    with pytest.raises(SettingsError, match="keep_reports"):
        Settings(keep_reports=-1)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("scan_every_days", 0),
        ("twice_days", 61),
        ("dense_days", -1),
        ("scan_at", "25:00"),
        ("scan_spread_minutes", 721),
        ("quiet_hours", "08:30"),
        ("quiet_hours", "00:00-12:00,12:00-00:00"),
        ("sites_at_once", 0),
        ("misfire_hours", -1.0),
    ],
)
def test_nights_that_cannot_be_kept_are_refused_by_their_name(key, value):
    with pytest.raises(SettingsError, match=key) as caught:
        Settings(**{key: value})
    assert key in caught.value.en
