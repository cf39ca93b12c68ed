"""Every target under hypothesis: its seeds, what was found once, and likely inputs."""

import pytest
from hypothesis import given

from tests.fuzz.cases import CASES
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_borne(name):
    for seed in TARGETS[name].seeds():
        TARGETS[name].check(seed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.target}: {case.name}")
def test_what_was_found_once_is_borne(case):
    TARGETS[case.target].check(case.data)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", TARGETS)
def test_likely_inputs_are_borne(name):
    target = TARGETS[name]

    @target.profile()
    @given(target.inputs)
    def holds(data):
        target.check(data)

    holds()
