"""The audit of dependencies: fails on what is known, says so when it could not look, and never breaks the gate then."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUG = {"id": "GHSA-xxxx-yyyy-zzzz", "fix_versions": ["1.1"], "aliases": []}
pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="the gate is a shell script")


def audit(tmp_path, script, **more):
    """``.ci/audit`` with a pip-audit that does what ``script`` (Python) says."""
    fake = tmp_path / "pip-audit"
    fake.write_text(f"#!{sys.executable}\nimport json, sys, time\n{script}\n", encoding="utf-8")
    fake.chmod(fake.stat().st_mode | stat.S_IEXEC)
    return subprocess.run(
        [ROOT / ".ci" / "audit"],
        env={**os.environ, "PIP_AUDIT": str(fake), "AUDIT_SECONDS": "2", **more},
        capture_output=True,
        text=True,
        timeout=60,
        encoding="utf-8",
    )


def answer(*packages, code=0):
    return f"print({json.dumps(json.dumps({'dependencies': list(packages), 'fixes': []}))}); sys.exit({code})"


def package(name, *bugs):
    return {"name": name, "version": "1.0", "vulns": list(bugs)}


def test_nothing_known_passes(tmp_path):
    done = audit(tmp_path, answer(package("a"), package("b")))

    assert (0, "audit: 2 packages, 0 known vulnerabilities\n") == (done.returncode, done.stdout)


def test_a_known_vulnerability_fails_and_is_named(tmp_path):
    done = audit(tmp_path, answer(package("a"), package("b", BUG), code=1))

    assert 1 == done.returncode
    assert "b 1.0: GHSA-xxxx-yyyy-zzzz, mended in 1.1" in done.stdout


@pytest.mark.parametrize(
    "script",
    [
        "sys.stderr.write('ConnectionError: cannot reach api.osv.dev'); sys.exit(1)",
        "time.sleep(30)",
        "print('<html>a proxy says no</html>'); sys.exit(0)",
        "print('{\"dependencies\": []}'); sys.exit(0)",
        'print(\'{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}\'); sys.exit(1)',
        "print('[]')",
    ],
)
def test_what_could_not_be_looked_up_is_said_and_breaks_nothing(tmp_path, script):
    done = audit(tmp_path, script)

    assert 0 == done.returncode
    assert re.search(
        "NOT CHECKED: .*(no answer within 2 s|ended with code [01] and no answer that can be read)", done.stderr
    )
    assert ("cannot reach api.osv.dev" in done.stderr) == ("api.osv.dev" in script)


def test_a_program_that_is_broken_is_said_with_its_code(tmp_path):
    broken = tmp_path / "broken"
    broken.write_text("#!/no/such/interpreter\n", encoding="utf-8")
    broken.chmod(0o755)
    for script, more, words in (
        ("sys.exit(3)", {}, "ended with code 3"),
        ("sys.stderr.write('\\n\\n'); sys.exit(5)", {}, "ended with code 5"),
        ("", {"PIP_AUDIT": str(broken)}, "cannot be run"),
    ):
        done = audit(tmp_path, script, **more)
        assert 0 == done.returncode
        assert words in done.stderr, done.stderr


def test_who_demands_an_answer_gets_a_failure_without_one(tmp_path):
    assert 1 == audit(tmp_path, "sys.exit(1)", AUDIT="demand").returncode


def test_a_program_that_is_absent_is_said(tmp_path):
    done = audit(tmp_path, "", PIP_AUDIT=str(tmp_path / "absent"))

    assert (0, True) == (done.returncode, "NOT CHECKED" in done.stderr)


def test_it_is_given_the_very_lock_that_people_install(tmp_path):
    done = audit(tmp_path, f"open({str(tmp_path / 'said')!r}, 'w').write(' '.join(sys.argv)); {answer(package('a'))}")

    said = (tmp_path / "said").read_text(encoding="utf-8")
    assert 0 == done.returncode
    assert "--requirement requirements.lock --require-hashes --disable-pip" in said
    assert ".ci/audit" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "http" not in (ROOT / ".ci" / "audit.lock").read_text(encoding="utf-8")
