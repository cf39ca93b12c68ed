"""Crawled text gives no orders to a terminal, forges no line of a log, and JSON says the same as before."""

import json

from hostile_text import BARBS, texts
from hypothesis import example, given

from oitcrawl.screen import clean, escaped, line

ORDERS = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}
ORDERS |= {*"\u061c\u200e\u200f\u2028\u2029\ufeff"}


@given(texts())
@example("".join(BARBS))
def test_no_order_to_a_terminal_is_left(text):
    assert not {*clean(text)} & (ORDERS - {"\t", "\n"})
    assert clean(clean(text)) == clean(text)
    assert clean(text) == clean(text).encode("utf-8").decode("utf-8")


@given(texts())
@example("".join(BARBS))
def test_one_line_stays_one(text):
    assert not {*line(text)} & ORDERS
    assert len(line(text).splitlines()) <= 1


@given(texts())
@example("".join(BARBS))
def test_escaped_json_says_the_same_and_orders_nothing(text):
    told = escaped(json.dumps({"a": text, text: 1}, ensure_ascii=False))

    assert json.loads(told) == {"a": text, text: 1}
    assert not {*told} & ORDERS
    assert told.encode("utf-8")


def test_thai_and_its_marks_stay():
    assert "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖–๒๕๗๐) → กำ" == clean("แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖–๒๕๗๐) → กำ")
