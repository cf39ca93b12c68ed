"""What Tesseract reads twice where it cuts a line stands there once."""

from oitcrawl.read.seams import close_seams
from oitcrawl.read.words import Box, Word


def word(text, *edges, line=0):
    """A word whose letters stand between successive pairs of ``edges``."""
    boxes = [Box(left=left, top=0, right=right, bottom=20) for left, right in edges]
    symbols = tuple((letter, 0.9, box) for letter, box in zip(text, boxes, strict=True))
    box = Box(left=edges[0][0], top=0, right=edges[-1][1], bottom=20)
    return Word(text=text, confidence=0.9, box=box, symbols=symbols, line=line)


def said(*words):
    return [one.text for one in close_seams(words)]


def test_a_letter_read_twice_stands_once():
    assert ["ละหล"] == said(word("ละ", (0, 12), (15, 26)), word("ะหล", (15, 26), (30, 42), (45, 57)))


def test_a_letter_cut_by_the_seam_gives_way_to_the_whole_one():
    assert ["คมืม"] == said(word("คมี", (0, 8), (16, 17), (27, 39)), word("มืม", (26, 37), (38, 50), (52, 60)))


def test_words_with_a_space_between_stay_apart():
    assert ["กา", "ขา"] == said(word("กา", (0, 10), (12, 20)), word("ขา", (30, 40), (42, 50)))


def test_rough_boxes_that_touch_are_no_seam():
    assert ["กา", "ขา"] == said(word("กา", (0, 10), (12, 20)), word("ขา", (18, 28), (30, 40)))


def test_the_end_of_one_line_and_the_start_of_the_next_are_no_seam():
    assert ["กา", "ขา"] == said(word("กา", (0, 10), (12, 30)), word("ขา", (5, 20), (22, 30), line=1))


def test_words_read_again_without_letters_stay():
    latin = Word(text="No", confidence=0.9, box=Box(left=0, top=0, right=30, bottom=20))

    assert ["No", "กา"] == said(latin, word("กา", (10, 20), (22, 30)))
