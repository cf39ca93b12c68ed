"""Programs of the system as readers: bytes in, output out, with a limit on time and on what they may say."""

import os
import shutil
import signal
import subprocess
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Timer
from typing import Final

from oitcrawl.read.trouble import TooSlow

__all__ = ["FILE", "MAX_TEXT", "TooSlow", "find_program", "run", "run_on"]

MAX_TEXT: Final = 40_000_000  # bytes of text of one document
FILE: Final = "{file}"  # stands among a program's words for the file that it reads


@cache
def find_program(name: str) -> str | None:
    """Path of a program, or None where it is not installed."""
    return shutil.which(name)


def run_on(body: bytes, words: list[str], seconds: float, *, suffix: str = ".bin") -> bytes | None:
    """Output of a program that reads ``body`` from a file; ``FILE`` among its words is replaced by the file's path.

    Raises:
        TooSlow: it was stopped after ``seconds``, writing the file included.
    """
    until = time.monotonic() + seconds
    with TemporaryDirectory(prefix="oitcrawl-") as folder:
        file = Path(folder) / f"in{suffix}"
        file.write_bytes(body)
        return run([str(file) if word == FILE else word for word in words], until - time.monotonic())


def run(words: list[str], seconds: float) -> bytes | None:
    """Output of a program, at most ``MAX_TEXT`` bytes; None when it fails.

    Raises:
        TooSlow: it was stopped after ``seconds``.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - our own words, no shell
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=True,
        )
    except OSError:
        return None
    late = Event()

    def stop() -> None:
        late.set()
        _kill(process)

    timer = Timer(max(seconds, 0.1), stop)
    timer.start()
    with process:
        assert process.stdout is not None
        output = process.stdout.read(MAX_TEXT)
        if len(output) == MAX_TEXT:
            _kill(process)
        code = process.wait()
        timer.cancel()
    if late.is_set():
        raise TooSlow
    return output if code == 0 or len(output) == MAX_TEXT else None


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a program and what it started: a child left over would keep its output open."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):  # Windows has no groups of processes
        process.kill()
