"""A past edition stays as it was: what it asks for, or all that decides."""

import json
import shutil

import pytest

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.frozen import Thawed, digest_of_part, frozen_digests, thawed
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.specification import specification
from tests.ruleset.conftest import TOY

BOTH = ("specification", "rules")


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(TOY, tmp_path / "rules")


def now(root, part):
    return digest_of_part(load_edition("moit-toy", root=root), part)


def freeze(root, *parts):
    digests = {part: now(root, part) for part in parts}
    (root / "frozen.json").write_text(json.dumps({"moit-toy": digests}), encoding="utf-8")
    return digests


def change(root, old, new):
    rule = root / "moit-toy" / "M01-medicine-plan.yaml"
    text = rule.read_text(encoding="utf-8")
    assert old in text
    rule.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_frozen_without_the_file(root):
    assert {} == frozen_digests(root)
    assert () == thawed(root)


def test_a_frozen_edition_that_stays_is_no_news(root):
    digests = freeze(root, *BOTH)

    assert {"moit-toy": digests} == frozen_digests(root)
    assert () == thawed(root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("this_year", "last_year"),
        ("title: ", "title: ใหม่ "),
        ("label: ", "label: ใหม่ "),
        ("known: seen", "known: recalled"),
        ("due: half_year", "due: first_month"),
    ],
)
def test_what_is_asked_for_may_not_change(root, old, new):
    digests = freeze(root, "specification")
    change(root, old, new)

    (told,) = thawed(root)
    assert (
        Thawed(
            edition="moit-toy",
            part="specification",
            frozen=digests["specification"],
            now=now(root, "specification"),
        )
        == told
    )


def test_how_it_is_found_may_be_bettered_when_only_the_specification_is_frozen(root):
    freeze(root, *BOTH)
    change(root, "topic:\n  any:\n", "topic:\n  any:\n    - [คำใหม่]\n")

    assert ["rules"] == [one.part for one in thawed(root)]


def test_advice_and_notes_may_always_be_bettered(root):
    freeze(root, *BOTH)
    rule = root / "moit-toy" / "M01-medicine-plan.yaml"
    rule.write_text(rule.read_text(encoding="utf-8") + "\n# ความเห็น\nwhere: [เมนูแผนงาน]\n", encoding="utf-8")

    assert () == thawed(root)


def test_the_specification_holds_no_phrase(root):
    told = json.dumps(specification(load_edition("moit-toy", root=root)), ensure_ascii=False)

    assert "topic" not in told
    assert "phrases" not in told


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"moit-toy": 1}', '{"moit-toy": "sha256:00"}', '{"moit-toy": {"titles": "sha256:00"}}']
)
def test_a_broken_file_is_refused(root, text):
    (root / "frozen.json").write_text(text, encoding="utf-8")

    with pytest.raises(RulesError, match=r"frozen\.json"):
        frozen_digests(root)


def test_a_frozen_edition_that_is_gone_is_refused(root):
    (root / "frozen.json").write_text('{"moit-old": {"rules": "sha256:00"}}', encoding="utf-8")

    with pytest.raises(RulesError, match="moit-old"):
        thawed(root)
