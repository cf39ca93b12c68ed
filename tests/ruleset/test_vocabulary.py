"""What a written term stands for."""

import pytest

from oitcrawl.ruleset.vocabulary import MAX_VARIANTS, Family, Vocabulary, did_you_mean


def fail(message, cure):
    raise LookupError(f"{message} | {cure}")


def words(families=None, spelling=None):
    return Vocabulary({name: Family(tuple(terms)) for name, terms in (families or {}).items()}, spelling or {})


def test_a_phrase_in_two_families_counts_once():
    found = words({"a": ["ก", "ข"], "b": ["@a", "ก", "ค"]}).phrases(["@b", "ข"], fail)

    assert ("ก", "ข", "ค") == found.any
    assert ("@b", "ข") == found.source


def test_exceptions_of_an_inner_family_hold_for_the_outer_one():
    vocabulary = Vocabulary({"head": Family(("อธิบดี",), ("รองอธิบดี",)), "all": Family(("@head", "ปลัด"))}, {})

    assert ("รองอธิบดี",) == vocabulary.phrases(["@all"], fail).inside_not


def test_every_misspelling_of_every_word_in_a_phrase_is_added():
    spelling = {"มาตรฐาน": ["มาตราฐาน"], "บุคลากร": ["บุคคลากร", "บุคลาการ"]}

    found = words(spelling=spelling).phrases(["มาตรฐานบุคลากร"], fail).any

    assert "มาตรฐานบุคลากร" == found[0]
    assert 6 == len(found)
    assert "มาตราฐานบุคคลากร" in found


def test_misspellings_do_not_grow_without_bound():
    spelling = {letter: [f"{letter}่", f"{letter}้", f"{letter}๊"] for letter in "กขคง"}

    assert MAX_VARIANTS == len(words(spelling=spelling).phrases(["กขคง"], fail).any)


def test_an_unknown_family_is_told_with_the_one_that_was_meant():
    with pytest.raises(LookupError, match=r"'@anual'.*'annual'"):
        words({"annual": ["ประจำปี"]}).phrases(["@anual"], fail)


def test_a_circle_is_told_step_by_step():
    with pytest.raises(LookupError, match="@a → @b → @a"):
        words({"a": ["@b"], "b": ["@a"]}).phrases(["@a"], fail)


@pytest.mark.parametrize(
    ("word", "known", "cure"),
    [("foudn", ["found", "missing"], "'found'"), ("xyz", ["found", "missing"], "found, missing"), ("xyz", [], "")],
)
def test_a_cure_names_the_nearest_word_or_all_of_few(word, known, cure):
    assert cure in did_you_mean(word, known)
    assert bool(cure) == bool(did_you_mean(word, known))
