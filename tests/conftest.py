"""Shared ground: the real material beside the checkout, builders of small values, and no settings from outside."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import configuration, settings

from tests.postgres import postgres, postgres_server  # noqa: F401 - fixtures for every room

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

# Hypothesis keeps its notes out of the checkout, and repeats itself in CI so that the gate is no lottery.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "oitcrawl-hypothesis")
settings.register_profile(
    "house", deadline=None, max_examples=150, database=None, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch, tmp_path):
    """No environment and no user folder reaches a test: each has its own data directory."""
    for name in [name for name in os.environ if name.startswith("OITCRAWL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("OITCRAWL_CACHE_DIR", "")


@pytest.fixture
def shared():
    """The folder of real material; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


def pytest_terminal_summary(terminalreporter):
    """Figures that tests have measured (``record_property("figure", ...)``), printed whether or not they are watched."""
    told = [
        value
        for one in terminalreporter.getreports("passed")
        for name, value in one.user_properties
        if name == "figure"
    ]
    for figure in told:
        terminalreporter.write_line(f"measured: {figure}")
