"""An office's own editions lie over those that ship."""

from dataclasses import replace

import pytest

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.load import editions, load_edition, rules_root
from oitcrawl.ruleset.own import own_folder
from oitcrawl.settings import Settings

EDITION = """\
edition: own-2570
extends: nacc-2568
title: ฉบับของหน่วยงาน
fiscal_year: 2570
items:
  O7: O07-annual-report.yaml
"""
RULE = """\
extends: annual-report
title: รายงานประจำปีของเรา
components:
  results:
    any:
      - phrase: ["@our-words"]
"""


@pytest.fixture
def own(tmp_path):
    files = {
        "own-2570/edition.yaml": EDITION,
        "own-2570/O07-annual-report.yaml": RULE,
        "vocabulary/ours.yaml": "our-words: [ผลงานของเรา]\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_both_are_there(own):
    assert {"nacc-2568", "own-2570"} <= set(editions(rules_root(own)))


def test_an_own_edition_extends_one_that_ships_with_words_of_both(own):
    rule = load_edition("own-2570", own=own).by_item("O7")

    assert "รายงานประจำปีของเรา" == rule.title
    assert ("ผลงานของเรา",) == rule.component("results").any[0].phrases.any
    assert 28 == len(load_edition("own-2570", own=own).rules)


def test_what_ships_stays_what_it_is(own):
    assert load_edition("nacc-2568").digest == load_edition("nacc-2568", own=own).digest


def test_an_own_edition_of_the_same_name_wins_whole(own):
    home = own / "nacc-2569"
    home.mkdir()
    home.joinpath("edition.yaml").write_text(EDITION.replace("own-2570", "nacc-2569"), encoding="utf-8")

    with pytest.raises(RulesError, match=r"O07-annual-report\.yaml"):  # not looked for in the one that ships
        load_edition("nacc-2569", own=own)


def test_a_mistake_shows_its_line(own):
    path = own / "own-2570" / "O07-annual-report.yaml"
    path.write_text(RULE.replace("title:", "titel:"), encoding="utf-8")

    with pytest.raises(RulesError, match="titel"):
        load_edition("own-2570", root=rules_root(own))


def test_a_folder_that_is_not_there_changes_nothing(tmp_path):
    assert editions() == editions(rules_root(tmp_path / "none"))


def test_the_folder_is_that_of_the_settings_or_beside_the_database(tmp_path):
    beside = replace(Settings(), data_dir=str(tmp_path))

    assert tmp_path / "rules" == own_folder(beside)
    assert tmp_path / "mine" == own_folder(replace(beside, rules_dir=str(tmp_path / "mine")))
