"""Runs a command as the systemd unit of the guide would confine it: its system calls, namespaces and sockets.

``python confined.py UNIT COMMAND...``; needs libseccomp and systemd-analyze, but no systemd that runs.
"""

import ctypes
import errno
import os
import subprocess
import sys
from ctypes import CDLL, Structure, c_char_p, c_int, c_uint, c_uint32, c_uint64, c_void_p
from functools import cache
from itertools import pairwise
from pathlib import Path

ALLOW, NO_NEW_PRIVILEGES = 0x7FFF0000, 38
NOT_EQUAL, LESS, EQUAL, GREATER, MASKED_EQUAL = 1, 2, 4, 6, 7  # of libseccomp's scmp_compare
NAMESPACES = {
    "mnt": 0x00020000,
    "cgroup": 0x02000000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
REAL_TIME = (1, 2, 4)  # policies of the scheduler that are, of those up to the last known one, SCHED_IDLE


class Comparison(Structure):
    """libseccomp's ``scmp_arg_cmp``."""

    _fields_ = (("arg", c_uint), ("op", c_int), ("a", c_uint64), ("b", c_uint64))


@cache
def library() -> CDLL:
    """libseccomp.

    Raises:
        OSError: there is none.
    """
    found = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    found.seccomp_init.restype, found.seccomp_init.argtypes = c_void_p, [c_uint32]
    found.seccomp_load.argtypes = found.seccomp_release.argtypes = [c_void_p]
    found.seccomp_syscall_resolve_name.argtypes = [c_char_p]
    found.seccomp_rule_add_array.argtypes = [c_void_p, c_uint32, c_int, c_uint, c_void_p]
    return found


class Filter:
    """One filter; of several that are loaded the strictest answer counts."""

    def __init__(self, otherwise: int) -> None:
        self._of = library().seccomp_init(otherwise)

    def rule(self, action: int, call: str, *when: tuple[int, int, int, int]) -> None:
        """Answer ``call`` by ``action`` when all of ``when`` (argument, comparison, a, b) hold."""
        number = library().seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            return  # not of this machine
        told = (Comparison * len(when))(*(Comparison(*one) for one in when))
        done = library().seccomp_rule_add_array(self._of, action, number, len(when), told if when else None)
        if done != 0:
            raise OSError(-done, f"{call}: {os.strerror(-done)}")

    def load(self) -> None:
        """Bind this process and all its children."""
        done = library().seccomp_load(self._of)
        if done != 0:
            raise OSError(-done, os.strerror(-done))


def refused(number: int) -> int:
    """The action that fails with an error number."""
    return 0x00050000 | number


def calls(names: str) -> frozenset[str]:
    """The system calls of ``SystemCallFilter=``, sets of systemd taken apart."""
    found: set[str] = set()
    for name in names.split():
        if not name.startswith("@"):
            found.add(name)
            continue
        told = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True)
        lines = (line.strip() for line in told.stdout.splitlines()[1:])
        found |= calls(" ".join(line for line in lines if line and not line.startswith("#")))
    return frozenset(found)


def namespaces(allowed: str) -> Filter:
    """``RestrictNamespaces=``, as systemd writes it."""
    one = Filter(ALLOW)
    one.rule(refused(errno.ENOSYS), "clone3")
    one.rule(refused(errno.EPERM), "setns", (1, EQUAL, 0, 0))
    for name, flag in NAMESPACES.items():
        if name not in allowed.split():
            for call, place in (("clone", 0), ("unshare", 0), ("setns", 1)):
                one.rule(refused(errno.EPERM), call, (place, MASKED_EQUAL, flag, flag))
    return one


def families(allowed: str) -> Filter:
    """``RestrictAddressFamilies=`` of families that may be used."""
    one, known = Filter(ALLOW), sorted(FAMILIES[name] for name in allowed.split())
    barred = [*range(known[0]), *(n for low, high in pairwise(known) for n in range(low + 1, high))]
    for number in barred:
        one.rule(refused(errno.EAFNOSUPPORT), "socket", (0, EQUAL, number, 0))
    one.rule(refused(errno.EAFNOSUPPORT), "socket", (0, GREATER, known[-1], 0))
    return one


def no_real_time() -> Filter:
    """``RestrictRealtime=yes``."""
    one = Filter(ALLOW)
    for policy in REAL_TIME:
        one.rule(refused(errno.EPERM), "sched_setscheduler", (1, EQUAL, policy, 0))
    one.rule(refused(errno.EPERM), "sched_setscheduler", (1, GREATER, 5, 0))
    return one


def confine(unit: str) -> None:
    """Bind this process as ``unit`` says."""
    said = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and not line.startswith("#"))
    allowed = calls(said["SystemCallFilter"])
    filters = [namespaces(said["RestrictNamespaces"]), families(said["RestrictAddressFamilies"]), no_real_time()]
    last = Filter(refused(getattr(errno, said["SystemCallErrorNumber"])))
    for call in sorted(allowed):
        last.rule(ALLOW, call)
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for one in (*filters, last):
        one.load()


if __name__ == "__main__":
    confine(Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.execv(sys.argv[2], sys.argv[2:])
