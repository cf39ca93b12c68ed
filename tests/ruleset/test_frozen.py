"""A past edition stays as it was."""

import json
import shutil

import pytest

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.frozen import Thawed, frozen_digests, thawed
from oitcrawl.ruleset.load import load_edition
from tests.ruleset.conftest import TOY


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(TOY, tmp_path / "rules")


def freeze(root):
    digest = load_edition("moit-toy", root=root).digest
    (root / "frozen.json").write_text(json.dumps({"moit-toy": digest}), encoding="utf-8")
    return digest


def test_nothing_is_frozen_without_the_file(root):
    assert {} == frozen_digests(root)
    assert () == thawed(root)


def test_a_frozen_edition_that_stays_is_no_news(root):
    digest = freeze(root)

    assert {"moit-toy": digest} == frozen_digests(root)
    assert () == thawed(root)


def test_a_changed_rule_of_a_frozen_edition_is_told_with_both_digests(root):
    digest = freeze(root)
    rule = root / "moit-toy" / "M01-medicine-plan.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("this_year", "last_year"), encoding="utf-8")

    assert (Thawed(edition="moit-toy", frozen=digest, now=load_edition("moit-toy", root=root).digest),) == thawed(
        root
    )


def test_advice_may_still_be_bettered(root):
    freeze(root)
    rule = root / "moit-toy" / "M01-medicine-plan.yaml"
    rule.write_text(rule.read_text(encoding="utf-8") + "\n# ความเห็น\nwhere: [เมนูแผนงาน]\n", encoding="utf-8")

    assert () == thawed(root)


@pytest.mark.parametrize("text", ["{", "[]", '{"moit-toy": 1}'])
def test_a_broken_file_is_refused(root, text):
    (root / "frozen.json").write_text(text, encoding="utf-8")

    with pytest.raises(RulesError, match=r"frozen\.json"):
        frozen_digests(root)


def test_a_frozen_edition_that_is_gone_is_refused(root):
    (root / "frozen.json").write_text('{"moit-old": "sha256:00"}', encoding="utf-8")

    with pytest.raises(RulesError, match="moit-old"):
        thawed(root)
