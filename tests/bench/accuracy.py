"""How well labels are told apart: macro F1 over the items, each item's figures, false positives, held-out figures.

    python tests/bench/accuracy.py [--labels FILE] [--json] [--misses]

Reads the labels of ../shared/bench (or FILE in the same form) and classifies each as ``oitcrawl classify`` does. One
fifth of the labels, chosen by a hash of their source, is never looked at while rules are tuned: the held-out part.
Without --labels the independent labels of tests/corpus/labels, written by people who never saw the rules, get a table
of their own; half of them, by a hash of the label, is their held-out part.
"""

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LABELS = ROOT.parent / "shared" / "bench" / "labels-dev.jsonl"
INDEPENDENT = ROOT / "tests" / "corpus" / "labels"
BLOCK = 10  # labels in a row are mostly of one source
HELD_OUT = 5  # one source in so many is held out


class Guess(NamedTuple):
    """A label, what it is about, and what it was taken for."""

    label: str
    truth: str | None
    guess: str | None
    held_out: bool


class Figures(NamedTuple):
    """What a set of guesses comes to; ``items`` holds (precision, recall, F1, labels) by item."""

    labels: int
    macro_f1: float
    false_positives: float
    right: float
    items: dict[str, tuple[float, float, float, int]]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--labels", type=Path, default=LABELS)
    words.add_argument("--json", action="store_true")
    words.add_argument("--misses", action="store_true", help="also list what went wrong outside the held-out part")
    said = words.parse_args()
    if not said.labels.is_file():
        sys.exit(f"{said.labels} is not here")
    started = time.perf_counter()
    guesses = guess_all(said.labels)
    seconds = time.perf_counter() - started
    if said.json:
        return print(json.dumps(summary(guesses), indent=2))
    show(guesses, seconds)
    if said.misses:
        show_misses(guesses)
    if said.labels == LABELS:
        independent = guess_independent()
        print("\nindependent labels")
        show_parts(independent)
        if said.misses:
            show_misses(independent)
    return None


def guess_all(path):
    """Every label of the file with what it is taken for."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from oitcrawl.judge.topic import TopicMatcher
    from oitcrawl.ruleset.load import load_edition

    matcher = TopicMatcher(load_edition("nacc-2568"))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    is_held_out = is_held_out_label if path.parent == INDEPENDENT else is_held_out_source
    return [
        Guess(
            row["label"],
            row["item"],
            matcher.classify(row["label"], href=row.get("href") or "").item,
            is_held_out(number, row),
        )
        for number, row in enumerate(rows)
    ]


def guess_independent():
    """As ``guess_all``, for every file of labels written without sight of the rules."""
    return [one for path in sorted(INDEPENDENT.glob("*.jsonl")) for one in guess_all(path)]


def is_held_out_label(_number, row):
    return hashlib.sha256(row["label"].encode()).digest()[0] % 2 == 1


def is_held_out_source(number, row):
    source = f"{row.get('scheme')}|{row.get('fy_of_numbering')}|{number // BLOCK}"
    return hashlib.sha256(source.encode()).digest()[0] % HELD_OUT == 0


def figures(guesses):
    hits, wrong, missed = Counter(), Counter(), Counter()
    for one in guesses:
        if one.truth is not None and one.truth == one.guess:
            hits[one.truth] += 1
            continue
        wrong[one.guess] += one.guess is not None
        missed[one.truth] += one.truth is not None
    asked = sorted({one.truth for one in guesses if one.truth}, key=lambda item: int(item[1:]))
    items = {item: scores(hits[item], wrong[item], missed[item]) for item in asked}
    negatives = [one for one in guesses if one.truth is None]
    return Figures(
        labels=len(guesses),
        macro_f1=mean(f1 for _, _, f1, _ in items.values()),
        false_positives=mean(one.guess is not None for one in negatives),
        right=mean(one.truth == one.guess for one in guesses),
        items=items,
    )


def scores(hits, wrong, missed):
    precision = hits / (hits + wrong) if hits + wrong else 0.0
    return precision, hits / (hits + missed), 2 * hits / (2 * hits + wrong + missed), hits + missed


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def summary(guesses):
    """The figures that floors are set for."""
    every, held_out = figures(guesses), figures([one for one in guesses if one.held_out])
    return {
        "labels": every.labels,
        "macro_f1": round(every.macro_f1, 4),
        "false_positives": round(every.false_positives, 4),
        "worst_item_f1": round(min(f1 for _, _, f1, _ in every.items.values()), 4),
        "held_out_labels": held_out.labels,
        "held_out_macro_f1": round(held_out.macro_f1, 4),
        "held_out_false_positives": round(held_out.false_positives, 4),
    }


def show(guesses, seconds):
    show_parts(guesses)
    print(f"\n{'item':6}{'labels':>8}{'precision':>11}{'recall':>8}{'F1':>7}")
    for item, (precision, recall, f1, count) in figures(guesses).items.items():
        print(f"{item:6}{count:8}{precision:11.2f}{recall:8.2f}{f1:7.2f}")
    print(f"\n{len(guesses) / seconds:,.0f} labels/s, loading of the rules included")


def show_parts(guesses):
    parts = {
        "tuned on": [one for one in guesses if not one.held_out],
        "held out": [one for one in guesses if one.held_out],
        "all": guesses,
    }
    print(f"{'':10}{'labels':>8}{'macro F1':>10}{'false +':>9}{'right':>8}")
    for name, some in parts.items():
        got = figures(some)
        print(f"{name:10}{got.labels:8}{got.macro_f1:10.3f}{got.false_positives:9.1%}{got.right:8.1%}")


def show_misses(guesses):
    for one in guesses:
        if one.truth != one.guess and not one.held_out:
            print(f"{one.truth or '-':>4} taken for {one.guess or '-':>4}  {one.label}")


if __name__ == "__main__":
    main()
