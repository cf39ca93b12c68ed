"""All targets under atheris for a number of runs, in one process; ``longer.py`` gives each its own, and time."""

import importlib.util
from dataclasses import replace

import pytest

from tests.fuzz import longer
from tests.fuzz.targets import TARGETS

RUNS = 500  # all targets together
needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: it is there for Linux on x86-64 with Python 3.11 to 3.13",
)


@needs_atheris
def test_inputs_grown_by_branches_are_borne(tmp_path):
    outcome = longer.run(longer.TOGETHER, runs=RUNS, keep=tmp_path)

    assert not outcome.is_bad, f"{outcome.told}\n{outcome.found and outcome.found.read_bytes()!r}"
    assert outcome.runs >= RUNS
    assert outcome.branches > 500


def test_together_every_target_has_its_turn():
    asked = []
    told = {
        name: replace(
            target, run=lambda data, name=name: asked.append((name, data)), seeds=lambda: [b"x", b"y", b"z"]
        )
        for name, target in TARGETS.items()
    }
    whole = longer.together(told)

    for seed in whole.seeds():
        whole.check(seed)
    whole.check(b"")

    assert {(name, data) for name in TARGETS for data in (b"x", b"y")} <= set(asked)
    assert set().union(*(target.watched for target in TARGETS.values())) == set(whole.watched)


@needs_atheris
def test_what_is_not_borne_is_kept_told_and_ends_with_1(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv(longer.SICK, "terminal")

    code = longer.main(["terminal", "--runs", "50", "--keep", str(tmp_path)])

    assert code == 1
    assert "FOUND RuntimeError: sick" in capsys.readouterr().out
    assert list((tmp_path / "terminal").iterdir())


def test_a_target_that_there_is_not_is_told_with_those_there_are():
    with pytest.raises(SystemExit, match=r"no target 'nothing'.*address"):
        longer.main(["nothing"])


def test_words_of_the_fuzzer_are_taken_in():
    said = (
        "#3\tINITED cov: 10 ft: 12 corp: 1/1b exec/s: 0 rss: 80Mb\n#900\tNEW    cov: 44 ft: 50 corp: 5/9b exec/s: 300 rss: 81Mb\n"
        " === Uncaught Python exception: ===\nBroken: no order: 'x'\nTraceback\n==1== ERROR: libFuzzer: fuzz target exited\n"
    )

    outcome = longer.outcome_of("x", (77, f"{said}artifact_prefix='/k/'; Test unit written to /k/crash-1\n"))

    assert (900, 300, 44) == (outcome.runs, outcome.speed, outcome.branches)
    assert ("Broken: no order: 'x'", "/k/crash-1") == (outcome.told, str(outcome.found))
