"""Reports go out: made again from a stored scan they are the same, byte by byte; old ones go where that is set."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from oitcrawl.compose import Order, open_desk
from oitcrawl.demo.serve import DemoSite
from oitcrawl.settings import Settings

ROOT = Path(__file__).parents[2]


def settings(folder, **more):
    places = {"data_dir": str(folder / "data"), "reports_dir": str(folder / "reports")}
    words = {"render": "never", "ocr": "never"} | places | more
    return Settings(allow_private=True, rate=0.0, retries=0, **words)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    """A folder with the store and the reports of one scan of the demo."""
    folder = tmp_path_factory.mktemp("delivered")
    with DemoSite() as site, open_desk(settings(folder)) as desk:
        order = Order(site=replace(site.agency, url=site.url), rules=desk.rules(), as_of=site.as_of)
        desk.deliver(desk.scan(order))
        desk.publish_overview()
    return folder


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_report_made_again_by_another_process_is_the_same_in_every_form(delivered, tmp_path, seed):
    """Sets and dictionaries have another order there, and the clock another time."""
    environ = {"OITCRAWL_DATA_DIR": str(delivered / "data"), "PYTHONHASHSEED": seed, "TZ": "America/Lima"}
    command = [sys.executable, "-m", "oitcrawl", "report", "demo", "--quiet", "--out", str(tmp_path)]
    done = subprocess.run(
        command, env=os.environ | environ | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path, capture_output=True, check=False
    )
    first, again = tree(delivered / "reports"), tree(tmp_path)

    assert done.returncode == 0, done.stderr.decode()
    assert sorted(first) == sorted(again)
    assert [name for name in first if first[name] != again[name]] == []
    assert {"index.html", "gaps.xlsx", "items.csv", "scan.json"} <= {Path(name).name for name in first}


def test_old_reports_go_when_a_new_one_is_written_and_the_command_can_tell_which(delivered, tmp_path):
    shutil.copytree(delivered / "data", tmp_path / "data")
    with open_desk(settings(tmp_path, keep_reports=2)) as desk:
        (scan,) = desk.stored("demo", every=False, scan=None)
        for day in range(4):
            older = timedelta(days=day)
            desk.deliver(
                replace(scan, as_of=scan.as_of + older, started=scan.started + older, finished=scan.finished + older),
                formats=("json",),
            )

    assert desk.pruned == ["demo/2025-03-20", "demo/2025-03-21"]
    assert sorted(path.name for path in (tmp_path / "reports" / "demo").iterdir()) == [
        "2025-03-22",
        "2025-03-23",
        "latest",
    ]
