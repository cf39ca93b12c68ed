"""What docs/nightly.md says is so."""

import re
import tomllib
from configparser import RawConfigParser
from pathlib import Path

from oitcrawl.settings import Settings

TEXT = (Path(__file__).parents[2] / "docs" / "nightly.md").read_text(encoding="utf-8")


def test_the_settings_shown_are_the_defaults():
    shown = tomllib.loads(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL).group(1))

    assert {key: getattr(Settings(), key) for key in shown} == shown
    assert {"scan_every_days", "dense_days", "twice_days", "quiet_hours", "sites_at_once"} <= set(shown)


def test_the_units_are_whole_and_stop_gently():
    unit = RawConfigParser(strict=True)
    unit.optionxform = str
    unit.read_string(re.search(r"```ini\n(\[Unit\].*?)```", TEXT, re.DOTALL).group(1))

    assert unit["Service"]["Restart"] == "always"
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    assert unit["Service"]["ExecStart"].endswith("oitcrawl schedule run")
    assert re.search(r"^\*/30 \* \* \* \* .* scan --all --due --quiet$", TEXT, re.MULTILINE)
