"""Slips of the pen in short labels: words of the rules whose marks were dropped or exchanged are put right. Calm."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from oitcrawl.thai.text import MARKS, PhraseIndex

SURE = 5  # letters without marks that make a word known by these alone
LATIN = 6  # letters of a Latin word that is known despite one wrong letter


class Slips:
    """Finds the words of the rules that a text spells wrongly.

    Two spellings are one word when they differ only in marks above and below, or in letters that sound or look alike.
    """

    def __init__(self, folded: Iterable[str]) -> None:
        phrases = tuple(folded)
        right: dict[str, str] = {}
        for phrase in phrases:
            skeleton = _skeleton(phrase)
            if not phrase.isascii() and len(skeleton) >= SURE:
                right.setdefault(skeleton, phrase)
        self._right = tuple(right.values())
        self._index = PhraseIndex(right or {"\u0e2f\u0e2fnothing": ""})
        self.latin = NearWords(word for word in phrases if word.isascii() and word.isalpha())

    def mended(self, folded: str) -> str | None:
        """The folded text with these words put right; None when it spells none of them wrongly."""
        latin = _LATIN_RUN.sub(self._nearest, folded) if _LATIN_RUN.search(folded) else folded
        mended = self._thai(latin)
        return mended if mended != folded else None

    def _nearest(self, run: re.Match[str]) -> str:
        return self.latin.nearest(run.group()) or run.group()

    def _thai(self, folded: str) -> str:
        hits = self._index.places(_skeleton(folded))
        right = self._right
        for number, _, _ in hits:
            if right[number] not in folded:
                break
        else:
            return folded  # most labels: what they hold of these words is spelt as it should be
        wrong = [(right[number], start, end) for number, start, end in hits if right[number] not in folded]
        places = [at for at, letter in enumerate(folded) if letter not in MARKS] + [len(folded)]
        for meant, start, end in reversed(_apart(wrong)):
            folded = folded[: places[start]] + meant + folded[places[end] :]
        return folded


def _apart(hits: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Of hits that overlap only the longest, by start."""
    kept: list[tuple[str, int, int]] = []
    for hit in sorted(hits, key=lambda hit: hit[1] - hit[2]):
        if all(hit[2] <= one[1] or one[2] <= hit[1] for one in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit[1])


class NearWords:
    """Latin words that are known with one letter wrong, too many, too few, or two exchanged."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) >= LATIN)
        self._near: dict[str, str] = {}
        for word in sorted(self._words):
            for shorter in _one_less(word):
                self._near.setdefault(shorter, word)

    def nearest(self, word: str) -> str | None:
        """The known word that ``word`` is but for one slip; None when there is none, or when it is one itself."""
        if len(word) < LATIN - 1 or word in self._words or word.removesuffix("s") in self._words:
            return None
        if word in self._near:
            return self._near[word]
        for shorter in _one_less(word):
            if shorter in self._words:
                return shorter
            if (near := self._near.get(shorter)) and len(near) == len(word):
                return near
        return None


def _one_less(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))  # nobody mistakes the first letter


def _skeleton(folded: str) -> str:
    try:
        return folded.encode("cp874").translate(_ALIKE, _MARKS).decode("cp874")
    except UnicodeEncodeError:
        return folded.translate(_SLOW)


_LATIN_RUN: Final = re.compile(r"[a-z]{5,}")
_TWINS: Final = ("ณน", "ศส", "ษส", "ใไ", "ซช", "ขช", "ฏต", "ฐถ", "ฑท", "ฒท", "ฌช", "ภถ", "ฝผ", "ฟพ")
_ALIKE: Final = bytes.maketrans(*("".join(letters).encode("cp874") for letters in zip(*_TWINS, strict=True)))
_MARKS: Final = MARKS.encode("cp874")
_SLOW: Final = {**dict.fromkeys(map(ord, MARKS)), **{ord(one): other for one, other in _TWINS}}

__all__ = ["NearWords", "Slips"]
