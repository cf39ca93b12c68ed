"""Reports are compared with gold, line by line; ``GOLD=write pytest`` writes it anew for a person to review."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report.outline import outline
from report.samples import all_in, scan, shots, site_down, summary, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.report import publish

GOLD = Path(__file__).parents[1] / "gold"


def small():
    whole = with_statuses(scan())
    items = tuple(item for item in whole.items if item.item in {"O5", "O7", "O12", "O13", "O27"})
    coverage = replace(
        whole.coverage,
        failed=whole.coverage.failed[:2],
        refused=whole.coverage.refused[:2],
        unread=whole.coverage.unread,
    )
    files = tuple(one for one in whole.attachments if "/price/" not in one.url and "/bid/" not in one.url)
    return replace(whole, items=items, summary=summary(items), coverage=coverage, attachments=files[:17])


REPORTS = {
    "all-found": lambda: all_in(Status.FOUND),
    "all-missing": lambda: all_in(Status.MISSING),
    "site-down": site_down,
    "mixed": scan,
}


def test_a_small_report_is_as_reviewed(tmp_path):
    folder = publish(small(), tmp_path, shots=shots)
    page = (folder / "index.html").read_text(encoding="utf-8")
    made = {
        "body.html": re.search("<body>.*", page, re.DOTALL).group(),  # style and fonts are judged by the eye
        "items.csv": (folder / "items.csv").read_bytes().decode("utf-8").replace("\r\n", "\n"),
    }
    compare(made, GOLD / "report-small")


@pytest.mark.parametrize("name", REPORTS)
def test_a_whole_report_says_what_was_reviewed_line_by_line(tmp_path, name):
    """The words of the page, as a reader has them, in valid HTML5; how it is marked up is seen in the small one."""
    folder = publish(REPORTS[name](), tmp_path, formats=("html", "csv"), shots=shots)
    made = {
        "page.txt": outline((folder / "index.html").read_text(encoding="utf-8")),
        "items.csv": (folder / "items.csv").read_bytes().decode("utf-8").replace("\r\n", "\n"),
    }
    compare(made, GOLD / name)


def compare(made: dict[str, str], gold: Path) -> None:
    if os.environ.get("GOLD") == "write":
        gold.mkdir(exist_ok=True)
        for name, text in made.items():
            (gold / name).write_text(text, encoding="utf-8", newline="\n")

    for name, text in made.items():
        assert text.splitlines() == (gold / name).read_text(encoding="utf-8").splitlines(), f"{gold.name}/{name}"
