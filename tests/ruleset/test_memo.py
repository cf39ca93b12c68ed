"""What a rule file says is remembered on disk, and never anything else than it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.memo import SWITCH, _is_same, remembered
from oitcrawl.ruleset.source import read_source


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(SWITCH, str(tmp_path / "cache"))
    return tmp_path / "cache"


def counted(values):
    calls = []

    def parse(text):
        calls.append(text)
        return values

    return parse, calls


@pytest.mark.parametrize(
    "values,times", [({"ก": ["ข", 1, 2.5, None, True]}, 1), ({9: "nine"}, 2), ({"when": object}, 2), ([], 1)]
)
def test_a_text_is_parsed_once_where_json_can_hold_it(folder, values, times):
    parse, calls = counted(values)

    assert [values, values] == [remembered("a: 1", parse), remembered("a: 1", parse)]
    assert times == len(calls)


def test_another_text_is_parsed_for_itself(folder):
    parse, calls = counted({})
    remembered("a: 1", parse)
    remembered("a: 2", parse)

    assert ["a: 1", "a: 2"] == calls


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe"])
def test_a_damaged_memory_is_made_anew(folder, damage):
    parse, calls = counted({"a": 1})
    remembered("a: 1", parse)
    (file,) = folder.iterdir()
    file.write_bytes(damage)

    assert {"a": 1} == remembered("a: 1", parse) == remembered("a: 1", parse)
    assert 2 == len(calls)


def test_without_a_folder_nothing_is_remembered_and_nothing_fails(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    for place in ("", str(tmp_path / "file")):
        monkeypatch.setenv(SWITCH, place)
        parse, calls = counted({"a": 1})
        assert [{"a": 1}] * 2 == [remembered("a: 1", parse) for _ in range(2)]
        assert 2 == len(calls)


def test_an_edition_remembered_is_the_edition_read(folder):
    read = load_edition("nacc-2568", root=load_root(), cases=False)
    remembers = len(list(folder.iterdir()))

    assert remembers > 20
    assert read == load_edition("nacc-2568", root=load_root(), cases=False)


def load_root():
    from oitcrawl.ruleset.load import rules_root

    return rules_root()


def test_a_mistake_is_told_with_its_line_from_memory_too(folder, tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text("a: 1\nb: 2\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RulesError) as caught:
            read_source(file).fail("ผิด", ("b",))
        assert 2 == caught.value.line


@given(st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))  # fmt: skip
def test_values_are_the_same_as_themselves_and_no_number_as_a_truth(value):
    assert _is_same(value, value)
    assert not _is_same(value, [value])
    assert not _is_same({"a": 1}, {"a": True})
