"""Hypothesis keeps its notes out of the checkout: a folder of its own there would stop the collection of tests."""

import tempfile
from pathlib import Path

from hypothesis import configuration, settings

configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "oitcrawl-hypothesis")
settings.register_profile("house", deadline=None, max_examples=150, database=None)
settings.load_profile("house")
