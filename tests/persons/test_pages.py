"""A page says the same while only its clocks and counters go on."""

from dataclasses import replace

import pytest

from oitcrawl.model.content import Leaf, Page
from oitcrawl.persons.pages import print_of


def page(text, **more):
    return Page(url="https://a.example/", title="ข้อมูลผู้บริหาร", leaf=Leaf(number=1, text=text), **more)


BASE = page("นายตัวอย่าง นายก อบต.\nโทร. 0 5500 0000\nผู้เข้าชม 1,204 คน\n", images=3, alts=("ภาพนายก",))


@pytest.mark.parametrize("line", ["ผู้เข้าชม 1,999 คน", "Online 3", "ปรับปรุงเมื่อ 10:42 น.", ""])
def test_counters_and_clocks_do_not_count(line):
    text = f"นายตัวอย่าง  นายก อบต.\nโทร. ๐ ๕๕๐๐ ๐๐๐๐\n{line}\n"

    assert print_of(BASE) == print_of(replace(BASE, leaf=Leaf(number=1, text=text)))


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, leaf=Leaf(number=1, text="นายอื่น นายก อบต.\nโทร. 0 5500 0000\n")),
        replace(BASE, leaf=Leaf(number=1, text="นายตัวอย่าง นายก อบต.\nโทร. 0 5500 0001\n")),
        replace(BASE, images=4),
        replace(BASE, alts=("ภาพอื่น",)),
    ],
)
def test_words_numbers_and_pictures_do(other):
    assert print_of(BASE) != print_of(other)
