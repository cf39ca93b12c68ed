"""Whole commands, many of them: a process that has loaded the program forks for each, which then begins at once.

Each is a process of its own that may be killed; it is the very function that the program's own door calls.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
_FORGE = """
import json, os, sys
import oitcrawl.compose, oitcrawl.scan, oitcrawl.report.publish, oitcrawl.report.book, sqlite3, multiprocessing
from oitcrawl.cli import main
from oitcrawl.ruleset.load import load_edition
load_edition("nacc-2568", cases=False)
print("ready", flush=True)
for line in sys.stdin:
    order = json.loads(line)
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.environ.update(order["environ"])
        os.chdir(order["folder"])
        said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        quiet = os.open(os.devnull, os.O_RDWR)
        for one, other in ((quiet, 0), (quiet, 1), (said, 2)):
            os.dup2(one, other)
        exec(order["before"])
        try:
            main(order["words"])
        except SystemExit as leave:
            code = leave.code or 0
        except BaseException:
            import traceback
            traceback.print_exc()
            code = 99
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)  # what was begun for the forge is not ended for its child
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


@dataclass
class Running:
    """A command under way; ``ended`` waits for it, ``kill`` ends it and all its children as ``kill -9`` does."""

    forge: Any
    pid: int
    said: Path

    def ended(self) -> tuple[int, str]:
        """Exit code and what was said to standard error; a negative code is the signal that ended it."""
        code = int(self.forge.stdout.readline())
        return code, self.said.read_text(encoding="utf-8")

    def kill(self, after: float = 0.0) -> int:
        """Kill it after so many seconds; its exit code, which tells whether it had ended already."""
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        return int(self.forge.stdout.readline())


class Forge:
    """Starts commands, one after the other; use it in a ``with`` block."""

    def __init__(self, cache: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _FORGE],
            env=os.environ
            | {"PYTHONPATH": str(ROOT), "OITCRAWL_CACHE_DIR": str(cache), "OITCRAWL_PICTURES": "never"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdout.readline() == "ready\n"

    def start(self, folder: Path, *words: str, before: str = "", **environ: str) -> Running:
        """Begin a command in ``folder``; its data lies in ``folder/data``.

        Args:
            folder: where it runs.
            words: of the command line.
            before: Python that is run in its process first.
            environ: more of the environment.
        """
        order = {
            "words": words,
            "folder": str(folder),
            "environ": {"OITCRAWL_DATA_DIR": str(folder / "data"), "TMPDIR": str(made(folder / "tmp")), **environ},
            "said": str(folder / "said"),
            "before": before,
        }
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Running(self._process, int(self._process.stdout.readline()), folder / "said")

    def run(self, folder: Path, *words: str, before: str = "", **environ: str) -> tuple[int, str]:
        """A command to its end: exit code, and what it said."""
        return self.start(folder, *words, before=before, **environ).ended()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
