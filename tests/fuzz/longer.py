"""Runs targets under atheris, each in a process of its own, as long as it is told.

    python tests/fuzz/longer.py all --seconds 300
    python tests/fuzz/longer.py address dates --seconds 60 --keep /tmp/found
    python tests/fuzz/longer.py address --try /tmp/found/address/crash-...

Prints for each target runs, runs in a second, branches seen and what was found; an input that a target did not bear
is kept in ``--keep``. Exits 1 when there is one, 2 when atheris is not here. Linux with Python 3.11 to 3.13 on x86-64.
"""

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

ROOT: Final = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.fuzz.frame import Target  # noqa: E402 - it is run as a program, too

SLACK: Final = 10.0  # Python is that much slower when its branches are followed
TOGETHER: Final = "together"  # all targets in one process, for the tests
SICK: Final = "FUZZ_SICK"  # name of a target that bears nothing, by which the tests see that findings are told
_GRACE: Final = 120  # seconds for a process to start, to write what it found and to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one target.

    Attributes:
        runs: inputs tried.
        speed: inputs in a second.
        branches: edges and regular expressions' steps that were seen.
        found: file of the input that was not borne, None when all were.
        told: the error, or why it could not run.
    """

    name: str
    runs: int
    speed: int
    branches: int
    found: Path | None
    told: str

    @property
    def is_bad(self) -> bool:
        """Whether something was found, or it did not run to its end."""
        return self.found is not None or bool(self.told)


def main(words: list[str] | None = None) -> int:
    """Run what the words of the command line say; the exit code."""
    asked = _asked(words)
    if asked.inside:
        return _inside(asked.inside, asked.watch.split(","), asked.rest)
    if asked.one is not None:
        return _try_one(asked.targets[0], asked.one)
    names = _names(asked.targets)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed here (its wheels: Linux, x86-64, Python 3.11 to 3.13)", file=sys.stderr)
        return 2
    seconds = asked.seconds or (0 if asked.runs else 60)
    outcomes = [run(name, seconds=seconds, runs=asked.runs, keep=asked.keep, corpus=asked.corpus) for name in names]
    return 1 if any(outcome.is_bad for outcome in outcomes) else 0


def run(name: str, *, seconds: int = 0, runs: int = 0, keep: Path, corpus: Path | None = None) -> Outcome:
    """Run one target in a process of its own, for seconds or a number of runs, and print what came of it."""
    kept = keep / name
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oitcrawl-fuzz-") as folder:
        grown = corpus / name if corpus is not None else Path(folder) / "corpus"
        grown.mkdir(parents=True, exist_ok=True)
        words = [f"-artifact_prefix={kept}{os.sep}", f"-max_total_time={seconds}", f"-runs={runs or -1}", str(grown)]
        if runs:
            words.insert(0, "-seed=1")  # the same at every run
        outcome = outcome_of(name, _process(name, words, seconds))
    print(_line(outcome), flush=True)
    return outcome


def _process(name: str, words: list[str], seconds: int) -> tuple[int, str]:
    """Exit code and words of the process that holds atheris."""
    target = together(_targets()) if name == TOGETHER else _targets()[name]
    watched = ",".join(target.watched)
    here = str(Path(__file__).resolve())
    command = [sys.executable, "-P", "-X", "utf8", here, "--inside", name, "--watch", watched, "--", *words]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", cwd=ROOT, timeout=(seconds or 600) + _GRACE,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        return -1, f"{(late.stderr or b'').decode(errors='replace')[-2000:]}\nit did not end in its time"
    return done.returncode, done.stderr + done.stdout


def outcome_of(name: str, process: tuple[int, str]) -> Outcome:
    """What exit code and words of libFuzzer amount to."""
    code, said = process
    written = re.findall(r"Test unit written to (.+)", said)
    told = "" if code == 0 else _error(said) or f"ended with {code}: {said[-300:]}"
    steps = re.findall(r"#(\d+)\s+\w+\s+cov: (\d+)", said)
    speed = re.findall(r"exec/s: (\d+)", said)
    done = re.findall(r"Done (\d+) (?:runs )?in (\d+) second", said)
    runs = int(done[-1][0]) if done else max((int(step[0]) for step in steps), default=0)
    return Outcome(
        name=name,
        runs=runs,
        speed=int(speed[-1]) if speed else 0,
        branches=max((int(step[1]) for step in steps), default=0),
        found=Path(written[-1].strip()) if written else None,
        told=told,
    )


def _error(said: str) -> str:
    """The last line of a traceback, or the line by which libFuzzer says what happened."""
    raised = re.search(r"=== Uncaught Python exception: ===\n(.+)", said)
    ended = re.search(r"ERROR: libFuzzer: (.+)", said)
    return (raised or ended)[1].strip()[:400] if raised or ended else ""


def _line(outcome: Outcome) -> str:
    head = f"{outcome.name:<16}{outcome.runs:>10} runs{outcome.speed:>8}/s{outcome.branches:>7} branches  "
    if not outcome.is_bad:
        return f"{head}nothing found"
    return f"{head}FOUND {outcome.told}\n{'':16}{outcome.found or 'no input was kept'}"


def _inside(name: str, watched: list[str], words: list[str]) -> int:
    """In the process of its own: atheris, the target instrumented, until libFuzzer ends the process."""
    import atheris  # type: ignore[import-not-found]

    atheris.enabled_hooks.add("str")  # the hook of patterns does not know their positions (pattern.match(text, at))
    with atheris.instrument_imports(include=watched):
        from tests.fuzz.targets import TARGETS
    target = together(TARGETS) if name == TOGETHER else TARGETS[name]
    grown = Path(words[-1])
    for number, seed in enumerate(target.seeds()):
        (grown / f"seed-{number:03}").write_bytes(seed)
    limits = [
        f"-max_len={target.longest}",
        f"-timeout={int(target.seconds * SLACK) + 1}",
        f"-rss_limit_mb={target.megabytes}",
        *_dictionary(target.words, grown.with_name(f"{grown.name}.words")),
        "-print_final_stats=1",
        "-len_control=20",
        "-verbosity=1",
    ]
    atheris.Setup([sys.argv[0], *limits, *words], lambda data: _check(target, data))
    atheris.Fuzz()
    return 0


def together(targets: dict[str, Target]) -> Target:
    """All targets as one: the first byte says which. What starting takes is paid once, so the tests can."""
    ordered = [targets[name] for name in sorted(targets)]

    def run(data: bytes) -> None:
        ordered[data[0] % len(ordered) if data else 0].check(data[1:], slack=SLACK)

    return Target(
        name=TOGETHER,
        run=run,
        inputs=st.nothing(),
        seeds=lambda: [bytes([at]) + seed for at, one in enumerate(ordered) for seed in islice(one.seeds(), 2)],
        seconds=max(one.seconds for one in ordered),
        megabytes=max(one.megabytes for one in ordered),
        watched=tuple(sorted({package for one in ordered for package in one.watched})),
    )


def _dictionary(words: Iterable[str | bytes], file: Path) -> list[str]:
    """What libFuzzer is told of the words of a language: of at most 64 bytes each, or it refuses them all."""
    quoted = [_quoted(raw) for word in words if 0 < len(raw := _raw(word)) <= 64]
    if not quoted:
        return []
    file.write_text("".join(f'"{word}"\n' for word in quoted), encoding="ascii")
    return [f"-dict={file}"]


def _raw(word: str | bytes) -> bytes:
    return word.encode("utf-8", "replace") if isinstance(word, str) else word


def _check(target: Target, data: bytes) -> None:
    if os.environ.get(SICK) == target.name:
        raise RuntimeError("sick")
    target.check(data, slack=SLACK)


def _quoted(raw: bytes) -> str:
    return "".join(chr(byte) if 0x20 < byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}" for byte in raw)


def _try_one(name: str, file: Path) -> int:
    """Hold one kept input against its target once more, without atheris."""
    data = file.read_bytes()
    print(ascii(data))
    _targets()[name].check(data)
    print("borne")
    return 0


def _names(asked: list[str]) -> list[str]:
    targets = _targets()
    if asked == ["all"]:
        return list(targets)
    if unknown := [name for name in asked if name not in targets and name != TOGETHER]:
        sys.exit(f"no target {unknown[0]!r}: {', '.join(targets)}")
    return asked


def _targets() -> dict[str, Target]:
    from tests.fuzz.targets import TARGETS

    return TARGETS


def _asked(words: list[str] | None) -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", default=["all"], metavar="TARGET", help="names of targets, or: all")
    parser.add_argument("--seconds", type=int, default=0, help="for each target (60)")
    parser.add_argument("--runs", type=int, default=0, help="inputs for each target, at most")
    parser.add_argument(
        "--keep", type=Path, default=Path(tempfile.gettempdir()) / "oitcrawl-fuzz", help="where findings go"
    )
    parser.add_argument("--corpus", type=Path, help="a folder where inputs grow from run to run")
    parser.add_argument("--try", dest="one", type=Path, help="hold this input against the one target")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--watch", help=argparse.SUPPRESS)
    if words is None:
        words = sys.argv[1:]
    if "--" in words:
        cut = words.index("--")
        asked = parser.parse_args(words[:cut])
        asked.rest = words[cut + 1 :]
        return asked
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
