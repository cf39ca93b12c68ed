"""A power cut on paper: what a program asked of the disk, and what may be left of it when the power goes at any moment.

Of a file is left what it held when it was last waited for (fsync); before that it is empty. Of names there are two
kinds of disks: one that keeps changes in their order, and at least those before the last wait for a folder (as ext4,
XFS and NTFS do), and one that keeps of each folder exactly what it was waited for.
"""

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from oitcrawl.report import folder as report_folder

Tree = dict[str, bytes]


@dataclass
class Step:
    """One thing asked of the disk: what, of which paths, and for ``settle`` what the file held then."""

    what: str
    paths: tuple[str, ...]
    held: bytes = b""


@dataclass
class Trace:
    """All that was asked, in order, beginning with what lay there."""

    place: str
    before: Tree
    steps: list[Step] = field(default_factory=list)

    def kinds(self) -> list[str]:
        return [step.what for step in self.steps]


_tracing: list[Trace] = []
_PLAIN = {"os.mkdir": "mkdir", "os.remove": "remove", "os.rmdir": "rmdir"}
_hooked: list[bool] = []


def _see(event: str, arguments: tuple[object, ...]) -> None:
    if not _tracing:
        return
    trace, paths = _tracing[-1], []
    if event in _PLAIN:
        paths = [_path(arguments[0], arguments[-1])]
    elif event in ("os.rename", "os.link"):
        paths = [_path(arguments[0], arguments[2]), _path(arguments[1], arguments[3])]
    elif event == "open" and isinstance(arguments[0], str | os.PathLike) and _creates(arguments[2]):
        paths = [os.fsdecode(arguments[0])]
    if paths and all(path.startswith(trace.place) for path in paths):
        trace.steps.append(Step(_PLAIN.get(event, event.removeprefix("os.").replace("open", "create")), tuple(paths)))


def _path(name: object, folder: object) -> str:
    """A path, also of what is named within an open folder, as ``rmtree`` does."""
    text = os.fsdecode(name)
    inside = isinstance(folder, int) and folder >= 0
    return str(Path(f"/proc/self/fd/{folder}").readlink() / text) if inside else text


def _creates(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_CREAT | os.O_TRUNC))


@contextlib.contextmanager
def traced(place: Path) -> Iterator[Trace]:
    """Write down what is asked of the disk below ``place`` inside the block. Linux only."""
    if not _hooked:
        sys.addaudithook(_see)
        _hooked.append(True)
    trace = Trace(str(place), snapshot(place))
    settled, exchanged = os.fsync, report_folder.exchanged

    def settling(door: int) -> None:
        name = str(Path(f"/proc/self/fd/{door}").readlink())
        is_folder = stat.S_ISDIR(os.fstat(door).st_mode)
        held = b"" if is_folder else Path(f"/proc/self/fd/{door}").read_bytes()
        settled(door)
        if name.startswith(trace.place):
            trace.steps.append(Step("settle_folder" if is_folder else "settle", (name,), held))

    def exchanging(one: Path, other: Path) -> bool:
        done = exchanged(one, other)
        if done:
            trace.steps.append(Step("exchange", (str(one), str(other))))
        return done

    os.fsync, report_folder.exchanged = settling, exchanging
    _tracing.append(trace)
    try:
        yield trace
    finally:
        _tracing.pop()
        os.fsync, report_folder.exchanged = settled, exchanged


def snapshot(place: Path) -> Tree:
    return {str(path): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def left_after(trace: Trace, cut: int) -> Iterator[Tree]:
    """What may lie there when the power goes after ``cut`` steps."""
    steps = trace.steps[:cut]
    waits = [number for number, step in enumerate(steps) if step.what == "settle_folder"]
    for kept in range(waits[-1] + 1 if waits else 0, cut + 1):
        yield _replayed(trace, steps, set(range(kept)))
    yield _replayed(trace, steps, {number for number in range(cut) if _is_waited_for(steps, number)})


def _is_waited_for(steps: list[Step], number: int) -> bool:
    """Whether every folder that a step changed was waited for afterwards."""
    step = steps[number]
    changed = {str(Path(path).parent) for path in (step.paths[-1:] if step.what == "link" else step.paths)}
    later = {step.paths[0] for step in steps[number + 1 :] if step.what == "settle_folder"}
    return changed <= later


class _File:
    """Contents, which may have several names."""

    def __init__(self, held: bytes) -> None:
        self.held = held


def _replayed(trace: Trace, steps: list[Step], kept: set[int]) -> Tree:
    """The names of the steps in ``kept``, with the contents that were waited for in any step."""
    now = {
        path: _File(held) for path, held in trace.before.items()
    }  # as programs see it, to know which file is meant
    disk = dict(now)
    for number, step in enumerate(steps):
        if step.what == "settle":
            now[step.paths[0]].held = step.held
            continue
        fresh = _File(b"") if step.what == "create" else None
        _apply(now, step, fresh)
        if number in kept:
            _apply(disk, step, now.get(step.paths[0]) if fresh else None)
    return {path: file.held for path, file in disk.items()}


def _apply(names: dict[str, _File], step: Step, fresh: _File | None) -> None:
    one, other = step.paths[0], step.paths[-1]
    if step.what == "create":
        assert fresh is not None
        if one in names:
            names[one].held = b""  # cut to nothing before it is written
        else:
            names[one] = fresh
    elif step.what == "link" and one in names:
        names[other] = names[one]
    elif step.what == "remove":
        names.pop(one, None)
    elif step.what in ("rename", "exchange"):
        _moved(names, one, other, both=step.what == "exchange")


def _moved(names: dict[str, _File], one: str, other: str, *, both: bool) -> None:
    def below(root: str) -> dict[str, _File]:
        return {
            path[len(root) :]: names.pop(path) for path in list(names) if path == root or path.startswith(root + "/")
        }

    first, second = below(one), below(other)
    names.update({other + rest: file for rest, file in first.items()})
    if both:
        names.update({one + rest: file for rest, file in second.items()})
