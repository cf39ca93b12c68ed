"""Programs of the system as readers: bytes in, output out, with a limit on time and on what they may say."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from threading import Event, Timer
from typing import Final

from oitcrawl.read.trouble import TooSlow
from oitcrawl.scratch import Scratch

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
    with Scratch("read-") as scratch:
        file = scratch.path / f"in{suffix}"
        file.write_bytes(body)
        return run([str(file) if word == FILE else word for word in words], until - time.monotonic())


def run(words: list[str], seconds: float, *, has_children: bool = False) -> bytes | None:
    """Output of a program, at most ``MAX_TEXT`` bytes; None when it fails.

    Args:
        words: the program and its words.
        seconds: how long it may take.
        has_children: it starts others, that end with it; their output is not looked at, as any of them could keep it
            open. A program without children ends with the reader process that started it.

    Raises:
        TooSlow: it was stopped after ``seconds``.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - our own words, no shell
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if has_children else subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=has_children,
        )
    except OSError:
        return None
    late = Event()

    def stop() -> None:
        late.set()
        _kill(process, group=has_children)

    timer = Timer(max(seconds, 0.1), stop)
    timer.start()
    with process:
        output = process.stdout.read(MAX_TEXT) if process.stdout is not None else b""
        if len(output) == MAX_TEXT:
            process.kill()
        code = process.wait()
        timer.cancel()
    if late.is_set():
        raise TooSlow
    return output if code == 0 or len(output) == MAX_TEXT else None


def _kill(process: "subprocess.Popen[bytes]", *, group: bool) -> None:
    if group and sys.platform != "win32":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
