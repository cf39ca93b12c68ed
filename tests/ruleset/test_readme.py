"""Every YAML example of rules/README.md does what the text around it says."""

import re
from pathlib import Path

import pytest

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.entries import ENTRIES
from oitcrawl.ruleset.load import load_edition
from tests.ruleset.conftest import EDITION, RULE

README = Path(__file__).parents[2] / "rules" / "README.md"
BLOCKS = re.findall(r"```yaml\n# (\w+):?([^\n]*)\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def blocks(kind):
    return [(told.strip(), text) for found, told, text in BLOCKS if found == kind]


def indented(text, depth):
    return "".join(f"{' ' * depth}{line}\n" for line in text.splitlines())


@pytest.fixture
def sample(tmp_path):
    """The rules folder that the examples make together."""
    for name, text in blocks("file"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_every_example_says_what_it_is():
    assert README.read_text(encoding="utf-8").count("```yaml") == len(BLOCKS)
    assert {"file", "checks", "contents", "broken"} == {kind for kind, _, _ in BLOCKS}


def test_the_sample_edition_proves_whole(sample):
    from oitcrawl.prove import prove_rules

    proof = prove_rules(load_edition("sample", root=sample))

    assert () == proof.failed
    assert () == proof.unproved


def test_the_next_edition_is_what_the_text_says(sample):
    rules = load_edition("sample-next", root=sample)

    assert [("O6", "annual-report")] == [(rule.item, rule.slug) for rule in rules.rules]
    assert "รายงานผลการดำเนินงานของปี" == rules.by_item("O6").title
    assert ["seen", "seen"] == [component.known for component in rules.by_item("O6").components]


def test_the_checks_shown_load_and_are_the_whole_vocabulary(folder):
    ((_, text),) = blocks("checks")
    rule = RULE.replace("      - phrase: [คำสอง]\n", indented(text, 6))
    root = folder(rule=rule, more={"vocabulary/a.yaml": "nil: [ไม่มี]\n"})

    checks = load_edition("small", root=root).by_item("O1").component("part").any

    assert set(ENTRIES) == {type(check).__name__.removesuffix("Check").lower() for check in checks}


def test_the_contents_shown_load(folder):
    ((_, text),) = blocks("contents")
    case = (
        "  - name: ก\n    as_of: '2025-04-01'\n    fiscal_year: 2568\n    expect: {status: missing}\n    contents:\n"
    )
    root = folder(rule=f"{RULE}cases:\n{case}{indented(text, 6)}")

    (judged,) = load_edition("small", root=root).by_item("O1").cases

    assert len(text.splitlines()) == len(judged.contents)


@pytest.mark.parametrize(("told", "text"), blocks("broken"))
def test_the_broken_example_is_told_as_shown(folder, told, text):
    edition = EDITION.replace('"1"', '"9.2"')

    with pytest.raises(RulesError) as caught:
        load_edition("small", root=folder(rule=text, edition=edition))

    assert told in str(caught.value)
