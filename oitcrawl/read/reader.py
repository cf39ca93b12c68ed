"""One reader process as its parent sees it: started when it is needed, asked, ended at any moment, and buried."""

import asyncio
import math
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, TypeVar

from oitcrawl.ration import family
from oitcrawl.read.worker import TOO_BIG, Answer, Question
from oitcrawl.settings import Settings

T = TypeVar("T")


class Reader:
    """One reader process after another, at most one at a time. ``kill`` may be called from any thread at any time.

    Attributes:
        most, base: see ``Eater``; a reader bounds itself.
        crowded: its process was ended because all together held too much, and it the most.
    """

    most = math.inf
    base = 30.0

    def __init__(self, settings: Settings) -> None:
        self.crowded = False
        self._memory = settings.reader_memory
        self._files = settings.reader_files
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._ready = False
        self._done = 0
        self._busy: asyncio.Future[Any] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a question may be asked at once."""
        return self._ready and not self._killed and self._done < self._files

    @property
    def first(self) -> int:
        """Number of its process; 0 without one."""
        process = self._process
        return process.pid if process is not None and not self._killed else 0

    @property
    def is_busy(self) -> bool:
        """Whether it is at work."""
        return self._busy is not None and not self._busy.done()

    def end(self) -> None:
        """End the process because it takes too much room."""
        self.crowded = True
        self.kill()

    @property
    def is_fresh(self) -> bool:
        """Whether its process has not been asked yet."""
        return self._done == 0

    def in_thread(self, step: Callable[[], T]) -> "asyncio.Future[T]":
        """Take a blocking step without stopping the event loop.

        The thread is a daemon, so that an interpreter that ends never waits for a file.
        """
        result: Future[T] = Future()
        result.set_running_or_notify_cancel()

        def take() -> None:
            try:
                value = step()
            except BaseException as error:  # noqa: BLE001 - it is raised where the step is awaited
                result.set_exception(error)
            else:
                result.set_result(value)

        self._busy = asyncio.wrap_future(result)
        Thread(target=take, name="oitcrawl-reader", daemon=True).start()
        return self._busy

    def when_idle(self, then: Callable[[], None]) -> None:
        """Call ``then`` once the thread has come back: at once after an answer, soon after a kill."""
        if self._busy is None or self._busy.done():
            then()
        else:
            self._busy.add_done_callback(lambda _: then())

    async def idle(self) -> None:
        """Wait for the thread to come back."""
        if self._busy is not None:
            await asyncio.wait([self._busy])

    def start(self) -> bool:
        """Start a fresh process and wait until it is ready; False when it does not come up."""
        self.bury()
        with self._lock:
            self._killed, self._done, self.crowded = False, 0, False
            self._process = _started(self._memory)
        self._ready = self._process is not None and self._receive(self._process) is not None
        return self._ready

    def ask(self, question: Question) -> Answer | None:
        """The answer of the process; None when it died over the question."""
        process = self._process
        if process is None or process.stdin is None:
            return None
        self._done += 1
        try:
            pickle.dump(question, process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
        except OSError:
            answer: Answer | None = None
        except Exception as error:  # noqa: BLE001 - half of what cannot be pickled has been sent
            self.kill()
            return Answer(kind="raised", value=error)
        else:
            answer = self._receive(process)
        if answer is None:
            self.bury()
            return Answer(kind="memory") if process.returncode == TOO_BIG else None
        if answer.kind == "memory":
            self.kill()  # what is left of its memory is in pieces
        return answer

    def _receive(self, process: "subprocess.Popen[bytes]") -> Any:
        """What the process says next; None when it says no more."""
        assert process.stdout is not None
        try:
            return pickle.load(process.stdout)  # noqa: S301 - from our own child
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        except Exception:  # it said what we cannot take in, and perhaps not all of it
            self.kill()
            raise

    def kill(self) -> None:
        """End the process and the programs that it started."""
        with self._lock:
            self._killed = True
            if self._process is not None and self._process.returncode is None:
                if sys.platform != "win32":
                    # A process that is not waited for yet keeps its number: no stranger can be meant.
                    started = family(self._process.pid)[1:]  # a browser that prints is a group of its own
                    with suppress(ProcessLookupError, PermissionError):
                        os.killpg(self._process.pid, signal.SIGKILL)
                    for one in started:
                        with suppress(ProcessLookupError, PermissionError):
                            os.kill(one, signal.SIGKILL)
                self._process.kill()

    def bury(self) -> None:
        """End the process if there is one, and leave nothing of it behind."""
        self.kill()
        with self._lock:
            process, self._process, self._ready = self._process, None, False
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _started(megabytes: int) -> "subprocess.Popen[bytes] | None":
    """A process that will be ready soon; None when the system starts none."""
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter, our own words
            [sys.executable, "-P", "-c", _bootstrap(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},  # Tesseract's threads only stand in each other's way
            process_group=0 if os.name == "posix" else None,  # Ctrl-C is not for it, and its programs end with it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None


def _bootstrap(megabytes: int) -> str:
    """The program of a reader: it finds modules where we find them, and imports nothing of our main program."""
    return f"import sys; sys.path[:] = {sys.path!r}; from oitcrawl.read.worker import serve; serve({megabytes})"
