"""Seams within words: Tesseract reads long lines in pieces that overlap, and prints what stands there twice."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from oitcrawl.read.words import Box, Word

OVERLAP: Final = 5  # pixels; rough boxes of neighbours may touch, true spaces never overlap


def close_seams(words: Iterable[Word]) -> list[Word]:
    """``words`` with overlapping neighbours made one: ``คู่มี มือ`` -> ``คู่มือ``, ``และ ะความ`` -> ``และความ``."""
    closed: list[Word] = []
    for word in words:
        if closed and _overlap(closed[-1], word):
            closed[-1] = _joined(closed[-1], word)
        else:
            closed.append(word)
    return closed


def _overlap(word: Word, after: Word) -> bool:
    if word.line != after.line or not word.symbols or not after.symbols:
        return False
    return word.box.left < after.box.left <= word.box.right - OVERLAP


def _joined(word: Word, after: Word) -> Word:
    """Of what was read twice the second reading stays: it sees the letters whole."""
    kept = list(word.symbols)
    while kept and _middle(kept[-1][2]) >= after.box.left:
        kept.pop()
    if kept and kept[-1][0] == after.symbols[0][0]:
        kept.pop()
    symbols = (*kept, *after.symbols)
    sure = sum(confidence * len(text) for text, confidence, _ in symbols)
    text = "".join(text for text, _, _ in symbols)
    box = Box(
        left=word.box.left,
        top=min(word.box.top, after.box.top),
        right=max(word.box.right, after.box.right),
        bottom=max(word.box.bottom, after.box.bottom),
    )
    return replace(after, text=text, confidence=min(1.0, sure / len(text)), box=box, symbols=symbols)


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2
