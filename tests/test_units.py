"""The systemd unit of the guide is sound and as narrow as it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sites.serving import SmallSite, html

from oitcrawl.crawl.browser import is_available

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


# The unit's own confinement, emulated where no systemd runs. Its view of the file system is not.

SCRIPTED = "<div id=app></div><script>app.innerHTML='<a href=/o7.html>O7 รายงานผลการดำเนินงานประจำปี 2568</a>'</script>"
PAGES = {
    "/": html("องค์การบริหารส่วนตำบลทดสอบ", SCRIPTED),
    "/o7.html": html("O7 รายงานผลการดำเนินงานประจำปี 2568", "<p>รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2568</p>"),
}
CAN = sys.platform == "linux" and all(map(shutil.which, ("systemd-analyze", "unshare")))
CONFINED = pytest.mark.skipif(not CAN, reason="needs systemd-analyze and unshare")
TRIES = """
import ctypes, socket
libc = ctypes.CDLL(None)
def may_open(family):
    try:
        socket.socket(family).close()
    except OSError:
        return False
    return True
print(libc.unshare(0x20000), libc.unshare(0x10000000), libc.mount(b"a", b"/mnt", b"tmpfs", 0, None))
print(may_open(socket.AF_PACKET), may_open(socket.AF_NETLINK), may_open(socket.AF_INET))
"""


def confined(folder, *command):
    """What a command of Python says as a common user under the system calls, namespaces and sockets of the unit."""
    unit = folder / "unit"
    unit.write_text(UNIT, encoding="utf-8")
    become = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    script = [sys.executable, "-P", str(Path(__file__).with_name("confined.py")), str(unit)]
    places = {"HOME": str(folder), "OITCRAWL_DATA_DIR": str(folder / "data"), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [*become, *script, sys.executable, "-P", *command],
        env=os.environ | places,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=150,
        encoding="utf-8",
    )
    if "unshare:" in done.stderr or "libseccomp" in done.stderr:
        pytest.skip(f"cannot be confined here: {done.stderr.strip().splitlines()[-1]}")
    return done


@CONFINED
def test_the_unit_confines_what_it_says(tmp_path):
    done = confined(tmp_path, "-c", TRIES)

    assert done.stdout.split() == ["-1", "0", "-1", "False", "False", "True"], done.stderr


@CONFINED
@pytest.mark.browser
@pytest.mark.timeout(200)
@pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright")
def test_the_browser_with_its_own_sandbox_starts_under_the_unit(tmp_path):
    out = tmp_path / "scan.json"
    words = "--allow-private --render always --rate 0 --formats html,pdf"
    with SmallSite(PAGES) as site:
        done = confined(
            tmp_path,
            *("-m", "oitcrawl", "scan", site.url),
            *words.split(),
            "--json",
            str(out),
            "--out",
            str(tmp_path),
        )
    assert done.returncode == 0, done.stderr[-2000:]
    scan = json.loads(out.read_text(encoding="utf-8"))

    assert scan["coverage"]["rendered"] >= 1
    assert scan["pictured"] == "all"
    assert scan["pictures"]
    assert next(tmp_path.rglob("report.pdf")).read_bytes().startswith(b"%PDF")
