"""The frame of the fuzzing: what a target is, and how one input is held against it.

A target is one function ``run(data: bytes) -> None``. It reads ``data`` with a parser of ours and holds what comes out
against what was promised (``demand``). Whatever it raises is a finding, so errors that the docstring of the parser
declares are caught in the target, and no others.

How to add one: write ``run``, a strategy for likely inputs, seeds, and a line in the ``TARGETS`` of a room:
``tests/fuzz/<room>.py`` holds the targets of one kind, ``tests/fuzz/targets.py`` joins the rooms. Then it runs by itself

- under hypothesis in ``tests/fuzz/test_fuzz.py`` (bounded; ``FUZZ=longer`` for a hundred times as many inputs),
- under atheris in ``tests/fuzz/test_longer.py`` (a fixed number of runs, all targets together) and in
  ``tests/fuzz/longer.py`` (each in a process of its own, as long as told).

What was found once stands by name in ``tests/fuzz/cases.py`` and is tried at every run of the tests.
"""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

LONGER: Final = "FUZZ"  # FUZZ=longer in the environment
_TIMES: Final = 100 if os.environ.get(LONGER) == "longer" else 1


class Broken(AssertionError):  # noqa: N818 - what became of a promise
    """A promise that an input has broken."""


def demand(holds: object, promise: str, *shown: object) -> None:
    """Raise ``Broken`` unless ``holds``; ``promise`` says what should have been, ``shown`` what was seen."""
    if not holds:
        raise Broken(": ".join([promise, *(ascii(one)[:300] for one in shown)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One parser of untrusted input and the promises about it.

    Attributes:
        name: lower case with hyphens, by which it is called.
        run: takes any bytes; whatever it raises is a finding.
        inputs: likely inputs, for hypothesis.
        seeds: inputs to start from, made when they are asked for; also held by hypothesis, each once.
        words: tokens of the language, a dictionary for atheris.
        watched: packages whose branches atheris follows.
        longest: bytes of the longest input that atheris makes.
        seconds: processor time that one input may take (atheris, which slows Python down, gives ten times as much).
        megabytes: memory that the process may take while atheris runs.
        examples: inputs in one run of the tests under hypothesis.
    """

    name: str
    run: Callable[[bytes], None]
    inputs: st.SearchStrategy[bytes]
    seeds: Callable[[], Iterable[bytes]] = tuple
    words: tuple[str | bytes, ...] = ()
    watched: tuple[str, ...] = ("oitcrawl",)
    longest: int = 2_000
    seconds: float = 2.0
    megabytes: int = 1_024
    examples: int = 100

    def check(self, data: bytes, *, slack: float = 1.0) -> None:
        """Hold one input against the promises.

        Raises:
            Broken: a promise is not kept, or it took too long.
            BaseException: whatever else came out of the parser.
        """
        began = time.process_time()
        self.run(data)
        taken = time.process_time() - began
        demand(taken < self.seconds * slack, f"{self.name} reads in {self.seconds * slack:g} s", taken, data)

    def profile(self) -> settings:
        """How hypothesis tries it: the same inputs at every run of CI, others on a bench, many with FUZZ=longer."""
        return settings(
            max_examples=self.examples * _TIMES,
            deadline=None,
            database=None,
            derandomize=bool(os.environ.get("CI")) and _TIMES == 1,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink],
        )


def text_of(data: bytes) -> str:
    """The text that ``data`` stands for: UTF-8, what is none of it replaced."""
    return data.decode("utf-8", "replace")


def written(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Texts as the bytes that a target takes; half surrogates are replaced."""
    return texts.map(lambda text: text.encode("utf-8", "replace"))
