"""The architecture is a failing test."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_keep_the_storeys():
    """Runs the contracts of pyproject.toml, exhaustively."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        encoding="utf-8",
    )

    assert 0 == done.returncode, done.stdout + done.stderr
