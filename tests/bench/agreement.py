"""How far verdicts agree with the truth of whole sites: made from texts that nobody wrote for the rules, really scanned.

    python tests/bench/agreement.py [--sites N] [--seed S] [--style X] [--json] [--misses]

Site by site: made by tests/corpus/sites/maker, served on loopback, scanned by the program as it is. Seeds 1 to 3 are
for tuning; from 101 on come the seeds to measure by, with other combinations and with wordings (one variant in four of
each item) that no earlier seed shows. ``--sites`` counts on from ``--seed`` through all styles; the default is one site
of each style and seed 101.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
GAPS = {"missing", "outdated", "incomplete"}


class Row(NamedTuple):
    """One item of one site: what is true, and what was said.

    ``also`` are further statuses that are as right; ``named`` are the keys of the components said absent.
    """

    site: str
    style: str
    item: str
    course: str
    variant: str
    truth: str
    lacking: tuple[str, ...]
    also: tuple[str, ...]
    said: str
    named: tuple[str, ...]
    because: str

    @property
    def agrees(self):
        return self.said in (self.truth, *self.also)

    @property
    def accuses_falsely(self):
        return self.truth == "found" and self.said in GAPS

    @property
    def passes_over(self):
        return self.truth in GAPS and self.said == "found"

    @property
    def names(self):
        return self.said == "incomplete" and set(self.lacking) <= set(self.named)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sites", type=int, default=0, help="how many sites; default: one of each style")
    words.add_argument("--seed", type=int, default=101, help="the first seed")
    words.add_argument("--style", help="only sites of this style")
    words.add_argument("--json", action="store_true")
    words.add_argument("--misses", action="store_true", help="also list each item that was judged otherwise")
    words.add_argument("--keep", type=Path, metavar="FOLDER", help="write the sites with their truth there")
    said = words.parse_args()
    started = time.perf_counter()
    rows = measure(chosen(said.sites, said.seed, said.style), keep=said.keep, tell=not said.json)
    if said.json:
        return print(json.dumps(summary(rows), ensure_ascii=False, indent=2))
    show(rows, time.perf_counter() - started)
    if said.misses:
        show_misses(rows)
    return None


def chosen(sites, seed, style):
    """(seed, style) of the sites to be measured."""
    styles = [style] if style else list(maker().STYLES)
    return [(seed + number // len(styles), styles[number % len(styles)]) for number in range(sites or len(styles))]


def maker():
    """The maker of sites, which stands outside the package."""
    for folder in (ROOT, ROOT / "tools", ROOT / "tests" / "corpus" / "sites"):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    import maker.build

    return maker.build


def measure(sites, *, keep=None, tell=False):
    """The rows of every item of the sites."""
    build, rows = maker(), []
    for seed, style in sites:
        made = build.make(seed, style, recognises=recognises())
        if keep:
            made.write(keep / made.name)
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            scan = build.scan(made, Path(folder))
        some = rows_of(made, scan)
        rows += some
        if tell:
            right = sum(row.agrees for row in some)
            print(f"{made.name}: {right} of {len(some)}, {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return rows


def recognises():
    """Whether scans can be read here."""
    from oitcrawl.read import ocr

    return ocr.is_available()


def rows_of(made, scan):
    """What is true of a site beside what was said of it."""
    return [
        Row(
            site=made.name,
            style=made.plan.style,
            item=one.item,
            course=made.plan.courses[one.item].value,
            variant=made.plan.variants[one.item],
            truth=made.truth[one.item].status,
            lacking=made.truth[one.item].lacking,
            also=made.truth[one.item].also,
            said=one.status.value,
            named=tuple(part.key for part in one.components if part.state.value == "absent"),
            because=one.because,
        )
        for one in scan.items
        if one.item in made.truth
    ]


def share(some, of):
    return sum(some) / len(of) if of else 0.0


def figures(rows):
    """(agreement, false accusations, gaps passed over, lacking named), each as (count, of how many)."""
    found = [row for row in rows if row.truth == "found"]
    gaps = [row for row in rows if row.truth in GAPS]
    incomplete = [row for row in rows if row.truth == "incomplete"]
    return {
        "agreement": (sum(row.agrees for row in rows), len(rows)),
        "false_accusations": (sum(row.accuses_falsely for row in found), len(found)),
        "gaps_passed_over": (sum(row.passes_over for row in gaps), len(gaps)),
        "lacking_named": (sum(row.names for row in incomplete), len(incomplete)),
    }


def summary(rows):
    """The figures that floors are set for, as shares, overall and by style."""

    def shares(some):
        return {name: round(hit / of, 4) if of else 0.0 for name, (hit, of) in figures(some).items()}

    styles = {row.style: [one for one in rows if one.style == row.style] for row in rows}
    return {"items": len(rows), **shares(rows), "styles": {name: shares(some) for name, some in styles.items()}}


def show(rows, seconds):
    parts = {"all": rows, **{row.style: [one for one in rows if one.style == row.style] for row in rows}}
    print(f"{'':12}{'agreement':>18}{'false accusations':>20}{'gaps passed over':>19}{'lacking named':>18}")
    for name, some in parts.items():
        cells = [f"{hit / of if of else 0:.1%} ({hit}/{of})" for hit, of in figures(some).values()]
        print(f"{name:12}{cells[0]:>18}{cells[1]:>20}{cells[2]:>19}{cells[3]:>18}")
    print("\ntruth -> said")
    for (truth, said), count in sorted(Counter((row.truth, row.said) for row in rows).items()):
        print(f"  {truth:12} {said:12} {count:4}{'' if truth == said else '  <'}")
    print(f"\n{len({row.site for row in rows})} sites, {seconds:.0f} s")


def show_misses(rows):
    print()
    for row in rows:
        if row.agrees and (row.truth != "incomplete" or row.names):
            continue
        kind = "ACCUSED" if row.accuses_falsely else "PASSED" if row.passes_over else "miss"
        wanted = f"{row.truth} {' '.join(row.lacking)}".strip()
        got = f"{row.said} {' '.join(row.named) if row.said == 'incomplete' else ''}".strip()
        print(f"{kind:8}{row.site} {row.item}{row.variant} [{row.course}] {wanted} -> {got}\n        {row.because}")


if __name__ == "__main__":
    main()
