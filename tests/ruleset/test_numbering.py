"""What numbers mean, as data: the shipped numberings, and how mistakes in them are told."""

import csv
import re
from pathlib import Path

import pytest

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.load import editions, load_edition, rules_root
from oitcrawl.ruleset.numbering import read_numberings

CROSSWALK = Path(__file__).parents[3] / "shared" / "domain" / "crosswalk.csv"
LATER = {("nacc-2569", 11)}  # this edition asks for the monthly summary in its place
SMALL = "numbering: small\ntitle: ลำดับข้อเล็ก\nfiscal_year: 2566\nruns: {O: 3}\nseen:\n  O1: executives\n"


def shipped():
    return {one.name: one for one in read_numberings(rules_root())}


def read(folder, text, name="small"):
    (folder / "numberings").mkdir()
    (folder / "numberings" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_numberings(folder)


def test_a_number_means_what_its_year_says():
    all_of_them = shipped()

    meant = {
        name: all_of_them[name].slugs(("O", 14)) for name in ("nacc-2565", "nacc-2566", "nacc-2568", "nacc-2569")
    }

    assert {
        "nacc-2565": ("service-manual",),
        "nacc-2566": ("staff-manual",),
        "nacc-2568": ("hr-plan",),
        "nacc-2569": ("hr-report",),
    } == meant


def test_merged_and_split_items_keep_all_their_slugs():
    numberings = shipped()

    assert ("no-gift-policy", "gift-report") == numberings["nacc-2569"].slugs(("O", 20))
    assert {("no-gift-policy",)} == {numberings["nacc-2566"].slugs(("O", number)) for number in (31, 32)}
    assert () == numberings["nacc-2566"].slugs(("O", 17))


def test_lists_of_others_are_known_as_such():
    others = {one.name for one in shipped().values() if one.is_look_alike}

    assert {"obec-2568", "ovec-2568", "moit-2566"} == others


def test_no_numbering_holds_a_slug_that_no_edition_knows():
    known = {rule.slug for name in editions() for rule in load_edition(name, cases=False).rules}
    known |= {"procurement-monthly"}
    meant = {slug for one in shipped().values() for slugs in (one.seen | one.recalled).values() for slug in slugs}

    assert set() == meant - known


def test_an_edition_and_the_numbering_of_its_year_agree():
    numberings = shipped()
    wrong = [
        (name, rule.item)
        for name in set(editions()) & set(numberings)
        for rule in load_edition(name, cases=False).rules
        if rule.slug not in numberings[name].slugs(("O", int(rule.item[1:])))
    ]

    assert [] == wrong


@pytest.mark.skipif(not CROSSWALK.is_file(), reason="../shared is not here")
def test_the_numberings_are_those_of_the_crosswalk():
    numberings = shipped()
    with CROSSWALK.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [
        (row["slug"], year, number)
        for row in rows
        for year in ("2565", "2566", "2567", "2568", "2569")
        for number in (int(one) for one in re.findall(r"O(\d+)", row[year]) if not row[year].startswith("("))
        if row["slug"] not in numberings[f"nacc-{year}"].slugs(("O", number))
        and (f"nacc-{year}", number) not in LATER
    ]

    assert [] == wrong


def test_what_is_recalled_only_stays_apart():
    numbering = shipped()["nacc-2567"]

    assert ("O", 30) in numbering.seen
    assert ("O", 7) in numbering.recalled


def test_no_folder_is_no_mistake(tmp_path):
    assert () == read_numberings(tmp_path)


def test_a_small_numbering_is_read(tmp_path):
    (numbering,) = read(tmp_path, f"{SMALL}  O2: [contact, news]\n")

    assert ("contact", "news") == numbering.slugs(("O", 2))
    assert numbering.holds(("O", 3))
    assert not numbering.holds(("O", 4))
    assert numbering.holds(("MOIT", 9))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (SMALL.replace("seen", "sen"), 5, "sen"),
        (SMALL.replace("O1: executives", "O9: executives"), 6, "O9"),
        (SMALL.replace("O1: executives", "O1: Not A Slug"), 6, "O1"),
        (f"{SMALL}recalled:\n  O1: contact\n", 8, "O1"),
        (SMALL.replace("fiscal_year: 2566\n", ""), 1, "fiscal_year"),
        (SMALL.replace("numbering: small", "numbering: other"), 1, "small"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, text, line, words):
    with pytest.raises(RulesError) as told:
        read(tmp_path, text)

    assert line == told.value.line
    assert words in str(told.value)
