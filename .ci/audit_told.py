# ruff: noqa: INP001 - a script of the gate
"""What pip-audit told, as an exit code: 0 nothing is known, 1 something is, 2 it did not come to an answer."""

import json
import sys
from pathlib import Path


def main(file: str, code: str) -> int:
    """Read the JSON of pip-audit and its exit code; print what is known, one line each."""
    try:
        told = json.loads(Path(file).read_text(encoding="utf-8"))["dependencies"]
        known = [(one["name"], one["version"], bug) for one in told for bug in one.get("vulns", ())]
    except (ValueError, KeyError, TypeError):
        return 2
    if not told or (code not in {"0", "1"}) or (code == "1" and not known):
        return 2
    for name, version, bug in known:
        mended = ", ".join(bug.get("fix_versions", ())) or "none yet"
        sys.stdout.write(f"audit: {name} {version}: {bug['id']}, mended in {mended}\n")
    passed_over = [one["name"] for one in told if "skip_reason" in one]
    if passed_over:
        sys.stdout.write(f"audit: not looked up: {', '.join(passed_over)}\n")
    sys.stdout.write(f"audit: {len(told)} packages, {len(known)} known vulnerabilities\n")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
