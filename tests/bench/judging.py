"""What judging costs: a stored agency of 2,000 contents judged again, and matching as a share of the CPU of its scan.

    python tests/bench/judging.py [--pages 1700] [--files 300] [--rounds 3]

The site is that of ../shared/bench/perf with real small PDFs behind its links (as tests/bench/nights.py lays it), scanned
by the whole command without recognition and pictures. Judging again is timed in processes of their own, as somebody
who changed a rule meets it: rules and texts are loaded, nothing is remembered. Medians; exit code 1 when a target is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path.insert(0, str(HERE.parent))

import nights  # noqa: E402

AGAIN, SHARE, PROOF = 2.0, 0.15, 5.0  # seconds, of the CPU of a scan, seconds of CPU


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=1700)
    words.add_argument("--files", type=int, default=300)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--json", action="store_true")
    words.add_argument("--scan", nargs=2, metavar=("URL", "FOLDER"), help=argparse.SUPPRESS)
    words.add_argument("--again", metavar="FOLDER", help=argparse.SUPPRESS)
    words.add_argument("--prove", action="store_true", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.scan:
        return print(json.dumps(scan(*said.scan)))
    if said.again:
        return print(json.dumps(again(said.again)))
    if said.prove:
        return print(json.dumps(prove()))
    if not nights.PERF.is_dir():
        sys.exit("../shared/bench/perf is not here: no site to scan")
    found = measure(said)
    if said.json:
        return print(json.dumps(found, indent=2))
    return 0 if report(found) else 1


def measure(said):
    """Medians of the rounds."""
    with tempfile.TemporaryDirectory(prefix="oitcrawl-judging-") as folder:
        place = Path(folder)
        nights.make_site(place, said.pages, said.files)
        with nights.served(place / "site", validators=True) as home:
            scans = [alone("--scan", home, str(place / f"data{number}")) for number in range(said.rounds)]
        rounds = [alone("--again", str(place / "data0")) for _ in range(said.rounds)]
        proofs = [alone("--prove") for _ in range(said.rounds)]
    return {
        "contents": scans[0]["contents"],
        "scan_cpu": middle(scans, "cpu"),
        "matching_cpu": middle(scans, "matching"),
        "judging_cpu": middle(scans, "judging"),
        "share": statistics.median((one["matching"] + one["judging"]) / one["cpu"] for one in scans),
        "again_seconds": middle(rounds, "seconds"),
        "again_of_judging": middle(rounds, "judging"),
        "proof_cpu": middle(proofs, "cpu"),
    }


def middle(rounds, key):
    return round(statistics.median(one[key] for one in rounds), 3)


def report(found):
    """Print the figures; whether all targets were met."""
    for line, met in checks(found):
        print(f"{'met   ' if met else 'MISSED'} {line}")
    return all(met for _, met in checks(found))


def checks(found):
    """(line, whether its target was met) of each figure."""
    parts = f"matching {found['matching_cpu']:.2f} s, judging {found['judging_cpu']:.2f} s"
    return [
        (
            f"{found['contents']} contents judged again in {found['again_seconds']:.2f} s",
            found["again_seconds"] < AGAIN,
        ),
        (f"{parts} of {found['scan_cpu']:.2f} s CPU of the scan: {found['share']:.1%}", found["share"] < SHARE),
        (f"rules prove: {found['proof_cpu']:.2f} s", found["proof_cpu"] < PROOF),
    ]


def alone(*words):
    """What one run in a process of its own says."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": nights.neighbour().compiled()}
    done = subprocess.run(
        [sys.executable, str(HERE), *words], env=environ, capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode:
        sys.exit(f"{words[0]}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


class Clock:
    """CPU seconds spent inside the functions that it was laid around."""

    def __init__(self):
        self.seconds = 0.0
        self._inside = False

    def around(self, owner, name):
        """Lay it around ``owner.name``."""
        inner = getattr(owner, name)

        def timed(*words, **named):
            if self._inside:
                return inner(*words, **named)
            self._inside, started = True, time.process_time()
            try:
                return inner(*words, **named)
            finally:
                self.seconds += time.process_time() - started
                self._inside = False

        setattr(owner, name, timed)


def scan(home, folder):
    """One scan as the command makes it, with the CPU of what matches and judges taken apart."""
    import oitcrawl.scan as story
    from oitcrawl.compose import Order, open_desk, site_from_url
    from oitcrawl.judge.interest import Interest
    from oitcrawl.judge.lists import PastLists
    from oitcrawl.settings import Settings

    matching, judging = Clock(), Clock()
    matching.around(Interest, "__call__")
    matching.around(PastLists, "is_past")
    judging.around(story, "judge")
    judging.around(story, "worth_reading")
    settings = Settings(
        allow_private=True, rate=0.0, family_cap=10**6, max_pages=10**6, ocr="never", pictures="never",
        render="never", data_dir=folder, reports_dir=folder + "/reports",
    )  # fmt: skip
    with open_desk(settings) as desk:
        result = desk.scan(Order(site=site_from_url(home), rules=desk.rules()))
        desk.deliver(result, formats=("html", "json"))
    times = os.times()
    return {
        "contents": result.coverage.pages + result.coverage.documents,
        "cpu": times.user + times.system + times.children_user + times.children_system,
        "matching": matching.seconds,
        "judging": judging.seconds,
    }


def again(folder):
    """The stored scan judged again, from loading the rules to the verdicts."""
    from oitcrawl.compose.rejudge import Again, judge_again
    from oitcrawl.ruleset.load import load_edition
    from oitcrawl.store.scans import Store

    with Store(folder) as store:
        started = time.perf_counter()
        rules = load_edition("nacc-2568", cases=False)
        loaded = time.perf_counter()
        judge_again(store, 1, store.scan(1), Again(rules=rules))
        done = time.perf_counter()
    return {"seconds": done - started, "judging": done - loaded}


def prove():
    """Every case and every clause removed."""
    from oitcrawl.prove import prove_rules
    from oitcrawl.ruleset.load import load_edition

    started = time.process_time()
    proof = prove_rules(load_edition("nacc-2568"))
    if proof.failed:
        sys.exit("a case fails")
    return {"cpu": time.process_time() - started}


if __name__ == "__main__":
    sys.exit(main())
