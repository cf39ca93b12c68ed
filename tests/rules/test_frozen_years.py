"""A rule never holds a literal year, and past editions stay as they were."""

import re

import pytest

from oitcrawl.ruleset.frozen import thawed
from oitcrawl.ruleset.load import rules_root
from oitcrawl.ruleset.source import read_source

YEAR = re.compile(r"(?<![0-9๐-๙])(?:25|๒๕)[0-9๐-๙]{2}(?![0-9๐-๙])")
FILES = sorted(
    file
    for folder in rules_root().iterdir()
    if folder.is_dir() and folder.name != "numberings"  # lists of numbers are of one year by nature
    for file in folder.iterdir()
    if file.name.endswith(".yaml") and file.name != "edition.yaml"
)


def years(value):
    if isinstance(value, dict):
        return [year for pair in value.items() for part in pair for year in years(part)]
    if isinstance(value, list):
        return [year for part in value for year in years(part)]
    return YEAR.findall(str(value))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_literal_buddhist_year_outside_cases(file):
    data = read_source(file).data

    assert [] == years({key: value for key, value in data.items() if key != "cases"})


@pytest.mark.parametrize("words", ["พ.ศ. 2568", "๒๕๖๘", "แผน(2566-2570)", 2569])
def test_a_year_is_seen_in_every_form(words):
    assert [] != years({"any": [[words]]})


def test_longer_numbers_are_no_years():
    assert [] == years(["125680", "02568", 25])


def test_frozen_editions_have_not_changed():
    assert () == thawed()
