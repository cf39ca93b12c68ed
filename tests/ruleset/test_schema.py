"""How one edition is laid over another, and the schema that editors read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.ruleset.schema import RuleFile, merge, rule_schema

trees = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("base", "leaf", "merged"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": 3}}, {"a": {"x": 1, "y": 3}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": 1, "b": 2}, {"a": None}, {"b": 2}),
        ({"a": {"x": 1}}, {"a": "คำ"}, {"a": "คำ"}),
        ({"a": 1}, {"a": {"x": 1, "y": None}}, {"a": {"x": 1}}),
    ],
)
def test_only_mappings_merge_the_leaf_wins_and_null_removes(base, leaf, merged):
    assert merged == merge(base, leaf)


def test_the_order_of_the_base_is_kept_and_new_keys_follow():
    assert ["b", "a", "c"] == list(merge({"b": 1, "a": 2}, {"c": 3, "a": 4}))


@given(trees)
def test_nothing_laid_over_a_tree_leaves_it_as_it_was(tree):
    assert tree == merge(tree, {}) or not isinstance(tree, dict)
    assert tree == merge({}, tree)
    assert tree == merge(tree, tree)


def test_the_schema_names_every_key_of_a_rule_and_refuses_others():
    schema = rule_schema()

    assert set(RuleFile.model_fields) == set(schema["properties"])
    assert schema["additionalProperties"] is False
