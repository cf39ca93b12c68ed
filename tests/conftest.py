"""Shared ground: the real material beside the checkout, builders of small values, and no settings from outside."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch, tmp_path):
    """No environment and no user folder reaches a test: each has its own data directory."""
    for name in [name for name in os.environ if name.startswith("OITCRAWL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def shared():
    """The folder of real material; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED
