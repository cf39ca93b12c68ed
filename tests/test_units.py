"""The systemd unit of the guide is sound and as narrow as it says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

GUIDE = (Path(__file__).parents[1] / "docs" / "nightly.md").read_text(encoding="utf-8")
UNIT = next(block for block in re.findall(r"```ini\n(.*?)```", GUIDE, re.DOTALL) if "schedule run" in block)
MOST = 2.5  # of 10, where 10 is a service that may do anything


def test_the_service_runs_as_nobody_important():
    said = dict(line.split("=", 1) for line in UNIT.splitlines() if "=" in line and not line.startswith("#"))

    assert said["User"] == "oitcrawl"
    assert said["NoNewPrivileges"] == "yes"
    assert said["CapabilityBoundingSet"] == ""
    assert said["ProtectSystem"] == "strict"
    assert said["ReadWritePaths"] == "/srv/oitcrawl"
    assert "link-local" in said["IPAddressDeny"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_exposure_is_what_the_guide_promises(tmp_path):
    unit = tmp_path / "oitcrawl.service"
    unit.write_text(re.sub(r"ExecStart=.*", "ExecStart=/bin/true", UNIT), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        timeout=60,
        encoding="utf-8",
    )
    level = re.search(r"exposure level for .*?: ([\d.]+)", done.stdout)
    if level is None:
        pytest.skip("this systemd cannot look at a file")

    assert float(level.group(1)) <= MOST
    assert f"ไม่เกิน {MOST:g} จาก 10" in GUIDE
