"""Components are seen in words that no rule was written by, and their lack is missed: floors that only rise."""

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["components"]
AT_MOST = {"accused", "passed_over"}  # of these less is better
SLACK = 0.03  # so far a figure may rise above its floor before the floor must be raised


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("components", HERE.parent / "bench" / "components.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def measured(bench):
    ways = {
        "known": {"held_out": None},
        "fresh": {"held_out": None, "folder": bench.FRESH},
    }
    return {name: bench.summary(list(bench.run("nacc-2568", set(), **how))) for name, how in ways.items()}


@pytest.mark.parametrize("figure", ["accused", "passed_over", "named", "found", "seen_lacking"])
@pytest.mark.parametrize("part", ["known", "fresh"])
def test_floors_hold_and_follow(measured, part, figure):
    got, floor = measured[part][figure], FLOORS[part][figure]

    assert got <= floor if figure in AT_MOST else got >= floor, f"{part}: {figure} is {got}, its floor {floor}"
    assert abs(got - floor) <= SLACK, f"raise the floor of {part} {figure} to {got}"


def test_there_is_much_to_measure(measured):
    assert measured["known"]["whole"] >= 250
    assert measured["fresh"]["parts"] >= 300
