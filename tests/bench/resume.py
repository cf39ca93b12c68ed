"""Kills a scan at ten random moments and lets it go on: what is found, and how many requests are sent twice.

    python tests/bench/resume.py [--pages 300] [--kills 10] [--rate 0]

A site of about 300 pages on loopback; each time a real scan process is killed (SIGKILL) once the server was asked a
random number of times, and the scan is started again as an official would. Requests are counted at the server.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from oitcrawl.demo.bundle import Bundle  # noqa: E402
from oitcrawl.demo.serve import SiteServer  # noqa: E402
from tests.compose.test_resume import killed, large, told, whole  # noqa: E402

ALLOWED = 0.02  # of the requests


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=300)
    words.add_argument("--kills", type=int, default=10)
    words.add_argument("--seed", type=int, default=28)
    said = words.parse_args()
    moments = random.Random(said.seed)
    with tempfile.TemporaryDirectory(prefix="oitcrawl-resume-") as place:
        folders = [Path(place) / str(number) for number in range(said.kills + 1)]
        for folder in folders:
            folder.mkdir()
        with SiteServer(Bundle(files=large(said.pages))) as server:
            expected, _ = whole(server.url, folders[0])
            needed = Counter(server.requests)
            rounds = [one_kill(server, folder, needed, moments) for folder in folders[1:]]
    return report(rounds, told(expected), sum(needed.values()))


def one_kill(server, folder, needed, moments):
    """One scan killed once, and gone on with."""
    start, moment = len(server.requests), moments.randint(3, sum(needed.values()) - 3)
    killed(server.url, folder, server, moment)
    before = len(server.requests) - start
    scan, _ = whole(server.url, folder)
    asked = Counter(server.requests[start:])
    repeated = asked - needed
    print(f"killed after {before}: {sum(repeated.values())} repeated: {dict(repeated)}", file=sys.stderr, flush=True)
    return {
        "before": before,
        "repeated": sum(repeated.values()),
        "found": told(scan),
        "resumed": scan["coverage"]["resumed"],
    }


def report(rounds, expected, needed):
    share = statistics.mean(one["repeated"] for one in rounds) / needed
    most = max(one["repeated"] for one in rounds) / needed
    same = sum(one["found"] == expected for one in rounds)
    print(f"\n{needed} requests undisturbed; killed after {[one['before'] for one in rounds]}")
    print(f"repeated {[one['repeated'] for one in rounds]}, answers taken up {[one['resumed'] for one in rounds]}\n")
    repeated = f"requests repeated: {share:.1%} in the mean, {most:.1%} at most, allowed {ALLOWED:.0%}"
    checks = [(f"the same findings: {same} of {len(rounds)}", same == len(rounds)), (repeated, most <= ALLOWED)]
    for sentence, met in checks:
        print(f"{'met   ' if met else 'MISSED'} {sentence}")
    return 0 if all(met for _, met in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
