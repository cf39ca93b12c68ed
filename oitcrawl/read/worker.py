"""The inside of a reader process: it bounds itself, then answers one question after another until nobody asks."""

import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import Any, BinaryIO, Final, Literal

READY: Final = "ready"  # said once, when the process is set up
TOO_BIG: Final = 77  # exit code: it held more memory than it may
ORPHANED: Final = 78  # exit code: whoever asked is gone
_MEGABYTE: Final = 1 << 20
_SLACK: Final = 1.25  # the system's limit over ours: ours names its cause, while its one makes C libraries abort
_WATCH: Final = 0.05  # seconds between two looks at our memory and at our parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A job for a reader process; it travels by pickle.

    Attributes:
        job: an importable function.
        args: its arguments.
        seconds: how long it may take; the one who asks keeps the clock, this only ends it when he is gone.
    """

    job: Callable[..., Any]
    args: tuple[Any, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a question: its ``value``, the exception that it ``raised``, or no ``memory`` was left."""

    kind: Literal["value", "raised", "memory"]
    value: Any = None


def serve(megabytes: int) -> None:
    """Answer the questions of standard input on standard output until the input ends.

    Args:
        megabytes: memory that this process may hold.
    """
    parent = os.getppid()
    questions, answers = _own_channel()
    _keep_still()
    _keep_bounds(megabytes)
    Thread(target=_watch, args=(parent, megabytes * _MEGABYTE), daemon=True).start()
    _send(answers, pickle.dumps(READY))
    while (answer := _next_answer(questions)) is not None:
        _send(answers, answer)
    os._exit(0)  # libraries in C have been seen to hang in their farewells


def _own_channel() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, out of reach of whatever a library reads or prints."""
    questions, answers = (os.fdopen(os.dup(number), mode) for number, mode in ((0, "rb"), (1, "wb")))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return questions, answers  # type: ignore[return-value]


def _keep_still() -> None:
    """Leave Ctrl-C to the parent, and the processor to whoever needs it at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(5)


def _keep_bounds(megabytes: int) -> None:
    """Let the system refuse memory far over the limit, and write no cores.

    Data counts, not address space: fonts, models and code that are mapped from files cost no memory of ours.
    """
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_DATA, int(megabytes * _SLACK) * _MEGABYTE)


def _lower(kind: int, value: int) -> None:
    """Set a soft limit of the system, as far as the hard one allows."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(kind)
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _next_answer(questions: BinaryIO) -> bytes | None:
    """The answer to the next question, pickled; None when there will be no other."""
    try:
        question = pickle.load(questions)  # noqa: S301 - from our own parent
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    except MemoryError:
        return pickle.dumps(Answer(kind="memory"))
    except Exception as error:  # noqa: BLE001 - a job that cannot be imported: its author has to see that
        return _pickled_error(error)
    _bound_processor(question.seconds)
    return _answer(question)


def _answer(question: Question) -> bytes:
    try:
        return pickle.dumps(Answer(kind="value", value=question.job(*question.args)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Answer(kind="memory"))
    except BaseException as error:  # noqa: BLE001 - it is raised again where the question came from
        return _pickled_error(error)


def _pickled_error(error: BaseException) -> bytes:
    """An answer that raises ``error`` where the question came from, or what it said if it cannot travel."""
    error.add_note("in a reader process:\n" + "".join(traceback.format_exception(error)))
    try:
        if isinstance(error, Exception):  # an exit would be an exit of all
            answer = pickle.dumps(Answer(kind="raised", value=error))
            pickle.loads(answer)  # noqa: S301 - some only fail on arrival
            return answer
    except Exception:  # noqa: BLE001, S110 - whatever keeps it from travelling
        pass
    return pickle.dumps(Answer(kind="raised", value=RuntimeError(f"{type(error).__name__}: {error}")))


def _send(answers: BinaryIO, data: bytes) -> None:
    try:
        answers.write(data)
        answers.flush()
    except OSError:
        os._exit(ORPHANED)  # nobody listens; the buffer must not be flushed again


def _bound_processor(seconds: float) -> None:
    """Let the system end a loop in C that outlives our parent: it may hold the interpreter, and so our watch, too."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + 2 * seconds + 10))


def _watch(parent: int, most: int) -> None:
    """End this process when it holds more than ``most`` bytes, or when its parent is gone."""
    page = os.sysconf("SC_PAGE_SIZE") if sys.platform != "win32" else 0
    try:
        state = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        state = -1  # only Linux tells
    while True:
        time.sleep(_WATCH)
        if os.getppid() != parent:
            _leave_with_all()
        with suppress(MemoryError):
            if state >= 0 and int(os.pread(state, 100, 0).split()[1]) * page > most:
                os._exit(TOO_BIG)


def _leave_with_all() -> None:
    """End this process and the programs that it started."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(ORPHANED)
