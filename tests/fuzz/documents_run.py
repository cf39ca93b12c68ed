"""Reads broken files one after another in processes with limits, as readers are; for a bounded time or for long.

``python -m tests.fuzz.documents_run --seconds 3600 --seed 7 pdf xls`` from the root of the project; no names are all.
Findings are printed, their files kept in ``--keep``. A file over which the process dies is a finding only if a pool of
readers does not give it up as unread, or is good for nothing afterwards.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from oitcrawl.model.content import Document, Unread
from oitcrawl.read.pool import ReaderPool, read_in_pool
from oitcrawl.settings import Settings
from tests.fuzz.documents_mutations import Choices, mutated
from tests.fuzz.documents_oracle import SETTINGS, URL, examine
from tests.fuzz.documents_seeds import SEEDS, names_of, seed
from tests.fuzz.documents_sights import see
from tests.fuzz.frame import demand

ROOT: Final = Path(__file__).parents[2]
MEGABYTES: Final = 700  # as a reader may hold
_LENGTH: Final = 48  # bytes of choices for one file


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that broke a promise, and what became of it."""

    name: str
    said: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What many files came to: how many were read, how many processes died over one, and the findings."""

    read: int
    died: int
    found: tuple[Found, ...]


def try_many(names: tuple[str, ...], *, seed_number: int, count: int, seconds: float) -> Round:
    """Read broken files until ``count`` or ``seconds`` are spent."""
    until, read, died, found = time.monotonic() + seconds, 0, 0, list[Found]()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        while read < count and time.monotonic() < until:
            told = _worker(folder, names, seed_number + read, count - read, until - time.monotonic())
            found += [Found(name=one["name"], said=one["said"], body=bytes.fromhex(one["body"])) for one in told]
            read += max(1, int(Path(folder, "count").read_text(encoding="ascii") or "0"))
            if not Path(folder, "done").exists():
                demand(Path(folder, "current").read_bytes(), "a process for reading comes up")
                died += 1
                found += asyncio.run(_in_pool(*_current(folder)))
    return Round(read=read, died=died, found=tuple(found))


def _worker(folder: str, names: tuple[str, ...], first: int, count: int, seconds: float) -> list[dict[str, str]]:
    """Findings of one process; it may die over a file."""
    for name in ("done", "count", "found", "current"):
        Path(folder, name).unlink(missing_ok=True)
        Path(folder, name).write_bytes(b"") if name != "done" else None
    words = [str(first), str(count), str(seconds), folder, *names]
    code = "import sys; from tests.fuzz.documents_run import work; work(*sys.argv[1:])"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": folder, "RUST_BACKTRACE": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(seconds + 60)  # a loop in C without end is a death, too
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    lines = Path(folder, "found").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def work(first: str, count: str, seconds: str, folder: str, *names: str) -> None:
    """The inside of the process: one file after another, each noted before it is read."""
    _keep_bounds()
    until, place = time.monotonic() + float(seconds), Path(folder)
    with (place / "found").open("w", encoding="utf-8") as findings:
        for number in range(int(count)):
            if time.monotonic() > until:
                break
            name, body = _file(int(first) + number, names)
            (place / "current").write_bytes(name.encode() + b"\n" + body)
            (place / "count").write_text(str(number + 1), encoding="ascii")
            try:
                see(body, examine(body, ".csv" if name == "csv" else ""), SETTINGS)
            except Exception as error:  # noqa: BLE001 - whatever comes is a finding
                said = f"{type(error).__name__}: {error}"[:300]
                findings.write(json.dumps({"name": name, "said": said, "body": body.hex()}) + "\n")
                findings.flush()
    (place / "done").write_bytes(b"")
    os._exit(0)


def _keep_bounds() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))


def _file(number: int, names: tuple[str, ...]) -> tuple[str, bytes]:
    """The broken file of a number, the same at every run."""
    chance = random.Random(number)
    name = chance.choice(names)
    return name, mutated(seed(name), Choices(chance.randbytes(_LENGTH)))


def _current(folder: str) -> tuple[str, bytes]:
    name, _, body = Path(folder, "current").read_bytes().partition(b"\n")
    return name.decode(), body


async def _in_pool(name: str, body: bytes) -> list[Found]:
    """What is wrong with how a pool of readers takes a file over which a process died; nothing, if it takes it well."""
    settings = Settings(reader_seconds=SETTINGS.reader_seconds, reader_memory=MEGABYTES, readers=1)
    try:
        async with ReaderPool(settings) as pool:
            given_up = await read_in_pool(pool, body, url=URL, settings=settings)
            demand(isinstance(given_up, Unread) and given_up.cure, "a file that kills its reader is unread", given_up)
            after = await read_in_pool(pool, seed("docx"), url=URL, settings=settings)
            demand(isinstance(after, Document), "the next file is read", after)
    except Exception as error:  # noqa: BLE001 - whatever comes is a finding
        return [Found(name=name, said=f"{type(error).__name__}: {error}"[:300], body=body)]
    return []


def main() -> int:
    """Run it for as long as told."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("names", nargs="*", help=", ".join(SEEDS))
    words.add_argument("--seconds", type=float, default=600.0)
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    told = words.parse_args()
    names = names_of(*told.names) if told.names else tuple(SEEDS)
    came = try_many(names, seed_number=told.seed, count=10**9, seconds=told.seconds)
    print(f"{came.read} files read, {came.died} processes died, {len(came.found)} findings")
    for one, path in _kept(came.found, told.keep):
        print(f"{path}: {one.said}")
    return 1 if came.found else 0


def _kept(found: tuple[Found, ...], folder: Path) -> Iterator[tuple[Found, Path]]:
    for one in found:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{one.name}-{sha256(one.body).hexdigest()[:10]}"
        path.write_bytes(one.body)
        yield one, path


if __name__ == "__main__":
    sys.exit(main())
