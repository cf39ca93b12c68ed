"""Contents survive being kept, to the last field."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.model.content import Label, Link
from oitcrawl.store.codec import decode, encode, pack, unpack
from tests.store.samples import document, page

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    "content", [page(), page(links=0), page(text=""), document(), replace(document(), leaves=())]
)
def test_a_content_comes_back_equal(content):
    actual = decode(unpack(pack(encode(content))))

    assert content == actual


@given(WORDS, WORDS, WORDS, WORDS)
def test_any_words_of_a_label_come_back(text, row, title, found_on):
    label = Label(text=text, row=row, heading=title, page_title=title, found_on=found_on)
    content = replace(page(), title=title, links=(Link(url=found_on, label=label),))

    actual = decode(encode(content))

    assert content == actual


def test_half_a_surrogate_pair_is_replaced_and_stops_nothing():
    content = replace(page(text="ก\ud800ข"), title="\udfff")

    actual = decode(encode(content))

    assert ("ก?ข", "?") == (actual.leaf.text, actual.title)
    assert content.links[0].url == actual.links[0].url


def test_what_was_written_as_utf_8_is_still_read():
    whole = encode(page())

    assert page() == decode(whole[1:].decode("cp874").encode())


def test_a_thai_letter_takes_one_byte_and_a_strange_one_comes_back():
    text = "แผนพัฒนา" * 100
    strange = f'{text} 中文 🙂 \x80\x9f\u200b\ufeff \\u4e2d "é" €–“”'
    more = len(encode(page(text=text + text))) - len(encode(page(text=text)))

    assert len(text) <= more < len(text) + 10
    assert strange == decode(encode(page(text=strange))).leaf.text


def test_a_dictionary_makes_alike_pages_small():
    first, second = encode(page(1)), encode(page(2))

    packed = pack(second, first)

    assert second == unpack(packed, first)
    assert len(packed) * 2 < len(pack(second))


@pytest.mark.parametrize("data", [b"", b"x", pack(b"whole")[:-6]])
def test_damaged_bytes_are_an_error(data):
    with pytest.raises(ValueError):
        decode(unpack(data))


def test_a_content_of_another_form_is_an_error():
    with pytest.raises(ValueError):
        decode(b'{"url":"x"}')
