"""A report is there whole or not at all, however its writing ends: killed at any moment, or the disk full at any file."""

import errno
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from report.samples import all_in, scan, shots

from oitcrawl.errors import PublishError
from oitcrawl.model.finding import Status
from oitcrawl.report import publish

ROOT = Path(__file__).parents[2]
FORMS = ("json", "csv", "xlsx")
WRITER = """
import sys
from pathlib import Path
from oitcrawl.report.folder import write_whole
folder, notes = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    files = {f"f{number}.txt": b"%d " % turn * 2000 for number in range(30)} | {"evidence/a.webp": b"%d " % turn * 9}
    write_whole(folder, files, is_ours=lambda name: name != notes)
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems change two folders in two steps")
def test_a_writer_killed_at_any_moment_leaves_one_whole_report_and_what_people_laid_there(tmp_path):
    folder = tmp_path / "agency" / "2025-03-10"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("ของเรา", encoding="utf-8")
    turns = set()
    for moment in range(8):
        command = [sys.executable, "-P", "-c", WRITER, str(folder), "notes.txt"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}) as writer:
            writer.stdout.readline()
            time.sleep(0.011 * (1 + moment))
            writer.send_signal(signal.SIGKILL)
        held = tree(folder)
        assert held.pop("notes.txt").decode() == "ของเรา"
        if held:
            assert len(held) == 31
            assert len({content.split()[0] for content in held.values()}) == 1, "two reports are mixed"
            turns.add(held["f0.txt"].split()[0])
    assert turns


def test_a_disk_that_is_full_at_any_file_leaves_the_old_report_and_no_litter(tmp_path, monkeypatch):
    out = tmp_path / "out"
    publish(scan(), out, formats=FORMS, shots=shots)
    newer = replace(all_in(Status.FOUND), started=datetime(2025, 3, 10, 9, tzinfo=UTC))
    publish(newer, tmp_path / "new", formats=FORMS, shots=shots)
    old, new = tree(out), tree(tmp_path / "new")
    said, left = [], 0
    write = Path.write_bytes

    def full(path, content):
        nonlocal left
        left -= 1
        if left < 0:
            write(path, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    while tree(out) != new:
        left = len(said)
        try:
            publish(newer, out, formats=FORMS, shots=shots)
        except PublishError as error:
            said.append(str(error))
        for folder in ("2025-03-10/", "latest/"):
            assert part(tree(out), folder) in (part(old, folder), part(new, folder))
        assert list(out.rglob(".*")) == []

    assert len(said) == len(new)  # full at every file in turn
    assert all("ดิสก์เต็ม" in line and "\n" not in line for line in said)


def part(files: dict[str, bytes], folder: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if folder in name}
