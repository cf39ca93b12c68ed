"""A provisional edition of a new year is written from another, whole and never over anything."""

import re

import pytest

from oitcrawl.errors import UsageError
from oitcrawl.prove import prove_rules
from oitcrawl.ruleset.caution import caution
from oitcrawl.ruleset.load import editions, load_edition, rules_root
from oitcrawl.ruleset.new_year import edition_name, write_new_year

BASE = load_edition("nacc-2569")


@pytest.fixture
def written(tmp_path):
    return write_new_year(2570, BASE, tmp_path)


def rules_of(folder, name="nacc-2570"):
    return load_edition(name, root=rules_root(folder))


def test_it_loads_beside_what_ships_and_judges_as_its_base_does(tmp_path, written):
    rules = rules_of(tmp_path)

    assert {"nacc-2568", "nacc-2569", "nacc-2570"} <= set(editions(rules_root(tmp_path)))
    assert written.file == tmp_path / "nacc-2570" / "edition.yaml"
    assert [(rule.item, rule.slug, rule.components) for rule in BASE.rules] == [
        (rule.item, rule.slug, rule.components) for rule in rules.rules
    ]
    assert 2570 == rules.fiscal_year
    assert "2569" not in rules.title


def test_it_says_that_nothing_is_confirmed(tmp_path, written):
    rules = rules_of(tmp_path)

    assert rules.provisional
    assert "ยังไม่มีอะไรยืนยัน" in caution(rules)
    assert "ฉบับชั่วคราว" in caution(rules)


def test_every_line_says_what_was_taken_over(written):
    text = written.file.read_text(encoding="utf-8")

    assert len(BASE.rules) == len(re.findall(r"^  O\d+: [a-z-]+  # \S", text, re.MULTILINE))


def test_it_proves_at_once(tmp_path, written):
    proof = prove_rules(rules_of(tmp_path), mutate=False)

    assert () == proof.failed
    assert proof.cases > 200


def test_nothing_is_ever_written_over(tmp_path, written):
    written.file.write_text("ของเดิม", encoding="utf-8")

    with pytest.raises(UsageError, match="ไม่เขียนทับ"):
        write_new_year(2570, BASE, tmp_path)
    assert "ของเดิม" == written.file.read_text(encoding="utf-8")


@pytest.mark.parametrize("year", [2568, 2569])
def test_a_year_that_is_not_later_is_refused(tmp_path, year):
    with pytest.raises(UsageError, match="ไม่ใหม่กว่า"):
        write_new_year(year, BASE, tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_an_edition_that_ships_is_never_hidden_by_a_provisional_one(tmp_path):
    with pytest.raises(UsageError, match=r"มีมากับโปรแกรมแล้ว.*new-year 2570 --from nacc-2569"):
        write_new_year(2569, load_edition("nacc-2568"), tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_one_can_be_written_from_one_that_was_written(tmp_path, written):
    again = write_new_year(2571, rules_of(tmp_path), tmp_path)

    assert "nacc-2571" == again.name
    assert 2571 == rules_of(tmp_path, "nacc-2571").fiscal_year


def test_an_edition_without_a_year_in_its_name_gets_one():
    from dataclasses import replace

    assert "sample-2570" == edition_name(2570, replace(BASE, edition="sample"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(UsageError, match=r"เขียน .* ไม่ได้"):
        write_new_year(2570, BASE, tmp_path / "file")
