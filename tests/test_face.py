"""The public face: what ``import oitcrawl`` promises, exactly."""

import dataclasses
import re
from pathlib import Path

import oitcrawl
from oitcrawl import errors
from oitcrawl.settings import Settings

ROOT = Path(__file__).parents[1]


def test_all_is_sorted_exact_and_importable():
    assert sorted(oitcrawl.__all__) == list(oitcrawl.__all__)
    assert all(hasattr(oitcrawl, name) for name in oitcrawl.__all__)


def test_every_setting_is_documented():
    documented = set(re.findall(r"^        (\w+)(?:, \w+)*: ", Settings.__doc__, re.MULTILINE))

    assert {field.name for field in dataclasses.fields(Settings)} == documented


def test_every_error_stands_in_the_family_tree():
    tree = errors.__doc__
    classes = [
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and value.__module__ == errors.__name__
    ]

    assert [] == [name for name in classes if name not in tree and name != "FileError"]


def test_the_version_is_the_one_of_the_changelog():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {oitcrawl.__version__}" in changelog or "## Unreleased" in changelog
