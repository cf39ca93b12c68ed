"""The design notes tell the colours, contrasts and words that the report really has."""

import re
from pathlib import Path

from report.test_render import contrast, palettes

import oitcrawl.report
from oitcrawl.model.finding import Status

NOTES = (Path(__file__).parents[2] / "docs" / "report-design.md").read_text(encoding="utf-8")


def test_the_colour_table_is_that_of_the_style_sheet():
    light, dark, _ = palettes()
    lines = re.findall(r"\| `([\w-]+)` on `([\w-]+)` \| (.+) \|$", NOTES, re.MULTILINE)
    expected = [
        " | ".join(
            f"{colours[ink]} on {colours[ground]} | {contrast(colours[ink], colours[ground]):.1f}"
            for colours in (light, dark)
        )
        for ink, ground, _ in lines
    ]

    assert len(lines) == 11
    assert expected == [told for _, _, told in lines]


def test_every_status_is_listed_with_its_word():
    listed = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", NOTES, re.MULTILINE))

    assert {status.value: status.thai for status in Status} == listed


def test_the_steps_of_the_map_are_those_of_its_style_sheet_and_can_be_read():
    css = (Path(oitcrawl.report.__file__).parent / "static/overview.css").read_text(encoding="utf-8")
    light, dark, paper = (
        dict(re.findall(r"--(heat-[\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    )
    pairs = [
        [(colours[f"heat-{step}-text"], colours[f"heat-{step}"]) for colours in (light, dark)] for step in "1234"
    ]
    told = re.findall(r"^\| [\d-]+% \| (.+) \|$", NOTES, re.MULTILINE)

    assert told == [
        " | ".join(f"{ink} on {ground} | {contrast(ink, ground):.1f}" for ink, ground in step) for step in pairs
    ]
    assert min(contrast(*pair) for step in pairs for pair in step) >= 4.5
    assert paper == light
