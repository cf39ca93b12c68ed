"""What is written line by line says to any reader of YAML what it should."""

from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.agencies.cells import clean
from oitcrawl.agencies.writing import new_file, written
from oitcrawl.ruleset.source_edit import plain

TEXT = st.one_of(
    st.text(max_size=30),
    st.text("กา่ะ้:#-'\" ,[]{}&*!|>%@`yYnN0123.eE~", max_size=12),
    st.sampled_from(["yes", "1e3", "null", "0x1"]),
).map(clean)
ENTRY = st.fixed_dictionaries(
    {
        "code": TEXT,
        "name": TEXT,
        "notify": st.lists(TEXT, max_size=3),
        "owners": st.dictionaries(TEXT, TEXT, max_size=2),
    },
    optional={"rate": st.one_of(st.integers(0, 9), st.floats(0.001, 9))},
)


@given(st.lists(ENTRY, min_size=1, max_size=3))
def test_whatever_a_cell_holds_is_read_again_as_it_was(entries):
    kept = [{key: told for key, told in one.items() if told not in ("", [], {}) or key == "code"} for one in entries]

    assert {"agencies": kept} == plain(new_file(entries, "ตาราง"))


@given(ENTRY)
def test_one_entry_is_a_list_of_one(entry):
    assert entry["code"] == plain(written(entry))[0]["code"]
