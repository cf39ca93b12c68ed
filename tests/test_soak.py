"""What the soak says of its scans: a slope of few is chance, and is neither met nor missed."""

import sys
from collections import Counter

import pytest

if sys.platform == "win32":
    pytest.skip("the soak counts in /proc", allow_module_level=True)

from tests.bench.soak import report

STEEP = [100_000 + 100 * number for number in range(600)]  # 10 MB per 100 scans


@pytest.mark.parametrize(
    ("scans", "said", "code"), [(399, "-      slope", 0), (400, "MISSED slope", 1), (600, "MISSED slope", 1)]
)
def test_a_slope_is_judged_only_of_two_hundred_scans_after_the_warm_up(capsys, scans, said, code):
    assert code == report(STEEP[:scans], Counter(), Counter(), 200)
    lines = capsys.readouterr().out.splitlines()
    (line,) = (one for one in lines if "slope" in one)
    assert line.startswith(said)
    assert ("too few to judge" in line) == (scans < 400)


def test_what_is_left_behind_is_missed_however_few_the_scans(capsys):
    assert 1 == report([1, 1, 1], Counter(), Counter({"files": 1}), 1)
    assert "MISSED left behind: {'files': 1}" in capsys.readouterr().out


def test_a_flat_memory_is_met(capsys):
    assert 0 == report([100_000] * 400, Counter(), Counter(), 200)
    assert "met    slope +0 KB" in capsys.readouterr().out
