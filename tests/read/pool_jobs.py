"""Jobs for reader processes: small functions that do what hostile files make readers do."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def double(number):
    return 2 * number


def who():
    return os.getpid()


def nap(seconds, note=""):
    if note:
        Path(note).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(seconds)
    return os.getpid()


def nap_with_a_program(note):
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
    Path(note).write_text(str(program.pid), encoding="utf-8")
    program.wait()


def spin(seconds):
    """Hold the interpreter and a core."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        sum(range(1000))
    return "spun"


def die(diary):
    with Path(diary).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    os._exit(11)


def die_once(diary):
    """Dies over its first try, in the way of the system running out of memory."""
    path = Path(diary)
    if not path.exists():
        path.write_text("here", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return "second"


def jot(folder, number, seconds):
    """Notes each time that it ends."""
    time.sleep(seconds)
    with (Path(folder) / f"{number}.txt").open("a", encoding="utf-8") as file:
        file.write("x")
    return number


def grow(megabytes, step):
    """Memory in use, in pieces of ``step`` megabytes."""
    held = []
    for _ in range(megabytes // step):
        held.append(b"x" * (step << 20))
        time.sleep(0.005)
    return len(held)


def hold_then_grow(megabytes, diary):
    """Too big for a reader that has a past, small enough for a fresh one."""
    path = Path(diary)
    if not path.exists():
        path.write_text("here", encoding="utf-8")
        return grow(1000, 20)
    return grow(megabytes, 20)


class OddError(Exception):
    """Cannot be made again from its message alone."""

    def __init__(self, *, place):
        super().__init__(f"at {place}")


def fail(how):
    match how:
        case "value":
            raise ValueError("wrong", 7)
        case "odd":
            raise OddError(place="page 3")
        case "exit":
            raise SystemExit(5)
        case "memory":
            raise MemoryError


def chatter():
    print("out loud")
    print("and louder", file=sys.stderr)
    os.write(1, b"raw")
    subprocess.run([sys.executable, "-c", "print('from a program')"], check=True)
    return sys.stdin.read() if sys.stdin else ""


def circumstances():
    import resource

    return {
        "omp": os.environ.get("OMP_THREAD_LIMIT"),
        "nice": os.nice(0),
        "sigint": signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
        "processor": resource.getrlimit(resource.RLIMIT_CPU)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "main": hasattr(sys.modules["__main__"], "__file__"),
    }


def text_of(length):
    return "ก" * length


def length_of(file):
    return len(Path(file).read_bytes())


def unpicklable():
    return lambda: None


def hold(megabytes, seconds, diary=""):
    """Takes memory, and holds it for a while."""
    if diary:
        with Path(diary).open("a", encoding="utf-8") as file:
            file.write("x")
    piece = bytearray(os.urandom(1 << 20)) * megabytes
    time.sleep(seconds)
    return len(piece) >> 20


def hold_by_a_program(megabytes):
    """The same by a program that it starts."""
    code = f"import time; x = bytearray(b'x' * (1 << 20)) * {megabytes}; time.sleep(30)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode
