"""A small report is compared with gold, line by line; ``GOLD=write pytest`` writes it anew for a person to review."""

import os
import re
from dataclasses import replace
from pathlib import Path

from report.samples import scan, shots, summary, with_statuses

from oitcrawl.report import publish

GOLD = Path(__file__).parents[1] / "gold" / "report-small"


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


def test_a_small_report_is_as_reviewed(tmp_path):
    folder = publish(small(), tmp_path, shots=shots)
    page = (folder / "index.html").read_text(encoding="utf-8")
    made = {
        "body.html": re.search("<body>.*", page, re.DOTALL).group(),  # style and fonts are judged by the eye
        "items.csv": (folder / "items.csv").read_bytes().decode("utf-8").replace("\r\n", "\n"),
    }
    if os.environ.get("GOLD") == "write":
        for name, text in made.items():
            (GOLD / name).write_text(text, encoding="utf-8", newline="\n")

    for name, text in made.items():
        assert text.splitlines() == (GOLD / name).read_text(encoding="utf-8").splitlines(), name
