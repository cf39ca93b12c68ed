"""A broken text layer repaired leaf by leaf: what is wrong is told from the whole leaf, then mended by its cause."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from oitcrawl.read.mojibake import set_encoding_right
from oitcrawl.thai.lao import thai_of_lao
from oitcrawl.thai.sara_am import set_right
from oitcrawl.thai.text import mend

SLIPS: Final = 0.02  # share of words mended up to which a text counts as sound: a typist's slips
MIN_GAPS: Final = 2  # of the kind that parts clusters, before lines are looked at
MIN_PIECES: Final = 6  # Thai words of a line whose clusters stand apart
PIECES: Final = 0.6  # share of them that are single clusters
GAP_SHARE: Final = 0.8  # of sara ams followed by a space: drawing programs give them one of their own
SAMPLE: Final = 600  # characters in which doubled clusters are looked for first; a fifth is doubled where any are
MIN_DOUBLED: Final = 3  # different clusters: a page may say ชุดชุมชน again and again
DOUBLED_SHARE: Final = 0.06  # of the clusters with marks; sound text has a fiftieth at most (ชุดชุมชน)
ALL_DOUBLED: Final = 0.25  # share in a text that was drawn so from end to end
SHORT_DOUBLED: Final = 0.3  # the same in a title, where only clusters with a tone count


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text after repair.

    Attributes:
        text: repaired; lines stay lines, but for one that was broken inside a cluster.
        is_repaired: the layer was broken, rather than mistyped here and there.
    """

    text: str
    is_repaired: bool = False


def restore(text: str) -> Mended:
    """The text of a leaf as its writer meant it, as far as the damage leaves no doubt; sound text as it is.

    Put right are wrong encodings, private codes of old Thai fonts, Lao letters for Thai ones, gaps between clusters,
    marks that stand apart or in the wrong order, clusters written twice by drawing programs, and sara am.
    """
    better = text
    if not text.isascii():
        better = set_encoding_right(better)
        if _has_lao(better):
            better = thai_of_lao(better)
        if len(_GAP.findall(better)) >= MIN_GAPS:
            better = _close_gaps(better)
        if _LINE_MARK.search(better):
            better = _BROKEN_OFF.sub("\\1", _ALONE.sub("", better))
        better = _undouble(_close_am(_LATE_TONE.sub("\\2\\1", mend(better))))
        better = set_right(_TALL.sub(_tall_tone, better) if _TALL.search(better) else better)
    return Mended(text=better, is_repaired=better != text and _differs(text, better))


def _differs(was: str, now: str) -> bool:
    """Whether more words changed than a typist's slips; what nobody sees does not count."""
    words = Counter((was.translate(_UNSEEN) if "\u200b" in was or "\xad" in was else was).split())
    changed = (words - Counter(now.split())).total()
    return changed > SLIPS * words.total()


_UNSEEN: Final = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])


def _has_lao(text: str) -> bool:
    raw = text.encode("utf-8", "replace")
    return b"\xe0\xba" in raw or b"\xe0\xbb" in raw


_GAP: Final = re.compile(" [ก-ฮเ-ไ][ัิ-ฺ็-๎]*[ะาำ]? [ก-ฮเ-ไะาำ]")
_PIECE: Final = re.compile("[เ-ไ]?[ก-ฮ][ัิ-ฺ็-๎]*[ะาำ]?|[เ-ไ]|[ะาำ]|[ัิ-ฺ็-๎]+")
_TORN: Final = re.compile("(?:.*[ก-๎])?[เ-ไัื]|[ะาำัิ-ฺ็-๎].*")  # no word ends or begins like this
_THAI_WORD: Final = re.compile("[ก-ฺเ-๎]+")
_WHOLE: Final = frozenset("ณ ฯ ๆ ก็ จะ มี ที่ ให้ ได้ ไม่ แต่ แก่ นี้ ผู้ ปี สู่ ดู หมู่ สี่ ห้า เช่น คือ ใช้ แม่ พ่อ ต่อ".split())


def _close_gaps(text: str) -> str:
    """Lines whose clusters stand apart, closed; once there is one, also short lines of nothing but clusters."""
    lines = text.split("\n")
    apart = [_is_apart(line) for line in lines]
    if not any(apart):
        return text
    return "\n".join(
        _closed(line) if is_apart or _is_all_single(line) else line
        for line, is_apart in zip(lines, apart, strict=True)
    )


def _is_apart(line: str) -> bool:
    words = [word for word in line.split() if _THAI_WORD.fullmatch(word)]
    if len(words) < MIN_PIECES / 2:
        return False
    torn = sum(_TORN.fullmatch(word) is not None for word in words)
    single = [word for word in words if _PIECE.fullmatch(word) and word not in _WHOLE]
    if torn and len(single) >= max(MIN_PIECES / 2, len(words) / 4):
        return True
    return len(words) >= MIN_PIECES and len(single) >= PIECES * len(words) and any(map(_MARK.search, single))


def _is_all_single(line: str) -> bool:
    words = line.split()
    return len(words) >= MIN_PIECES / 2 and all(map(_PIECE.fullmatch, words))


def _closed(line: str) -> str:
    """Wider gaps are the real spaces of a line; where all are alike none is kept."""
    parts = re.split(" {2,}", line)
    return " ".join(_FOUR.sub(_joined, _THAI_GAP.sub("", part)) for part in parts)


def _joined(match: re.Match[str]) -> str:
    return match.group().replace(" ", "")


_MARK: Final = re.compile("[ะ-ฺเ-ๅ็-๎]")
_THAI_GAP: Final = re.compile("(?<=[ก-ฺเ-ๅ็-๎]) (?=[ก-ฺเ-ๅ็-๎])")
# Four digits are a year; where more stand in a row, nobody knows which belong together.
_FOUR: Final = re.compile("(?<![0-9๐-๙])(?<![0-9๐-๙] )[0-9๐-๙](?: [0-9๐-๙]){3}(?! ?[0-9๐-๙])")
_LINE_MARK: Final = re.compile("\n ?[ะ-ฺ็-๎]")
_ALONE: Final = re.compile("\n *[ัิ-ฺ็-๎ ]+(?=\n|$)")  # marks on a line of their own: their letters are not told
# What never begins a word belongs to the line above; drawing programs put a space behind it.
_BROKEN_OFF: Final = re.compile("(?<=[ก-ฮ])\n *(?:([ัิ-ฺ็-๎]+) ?|(?=[ะาำ]))")
_LATE_TONE: Final = re.compile("([าำ])([่-๋])")


# Fonts of old Word versions give the tone marks of tall letters as vowels below: เปูาหมาย, ปูองกัน, ฝุาย, ผู้ปุวย.
_TALL: Final = re.compile("[ปฝฟ](?:[ูุ](?=า)|ู(?=อ[งน])|ุ(?=วย))")


def _tall_tone(match: re.Match[str]) -> str:
    found = match.group()
    return found[0] + ("้" if found[1] == "ู" else "่")


def _close_am(text: str) -> str:
    """``คำ สั่ง`` -> ``คำสั่ง`` where nearly every sara am has a space behind it."""
    apart = text.count("ำ ")
    if apart >= MIN_DOUBLED and apart >= GAP_SHARE * text.count("ำ"):
        return _AM_GAP.sub("ำ", text)
    return text


_AM_GAP: Final = re.compile("ำ (?=[ก-ฮเ-ไ])")
_CLUSTER: Final = re.compile("[ก-ฮ][ัิ-ฺ็-๎]+")
# A cluster, the next letter, and the cluster again: ``ข้อข้มูล``. Where the letter follows again it is a word said
# twice (ชั้นชั้น), unless all of the text is drawn so; where more stands between, it is one too (ที่มาที่ไป).
_AGAIN: Final = "([ก-ฮ][ัิ-ฺ็-๎]+)(?:([ก-ฮเ-ไะาำ])(?![ะ-ฺ็-๎]) ?\\1(?![ัิ-ฺ็-๎]){} ?|([ก-ฮ][ัิ-ฺ็-๎]+)\\1 (?=\\3))"
_DOUBLED: Final = re.compile(_AGAIN.format("(?!\\2(?![ะ-ฺ็-๎]))"))
_ALL_DOUBLED: Final = re.compile(_AGAIN.format(""))
# What a short text must show: ชุดชุมชน is sound, but these marks end no word as ชุ may.
# What a short text must show: ชุดชุมชน is sound, but these marks end no word as ชุ may.
_TONE: Final = re.compile("[่-๋]")


def doubled(text: str) -> float:
    """Share of the clusters with marks that stand in pairs (``ข้อข้มูล``), as some drawing programs write them; 0-1."""
    hits = [hit.group(1) for hit in _DOUBLED.finditer(text)]
    count = len(_CLUSTER.findall(text)) if hits else 0
    if len(set(hits)) < MIN_DOUBLED:
        hits = [hit for hit in hits if _TONE.search(hit) or hit[-1] in "ัื"]
        return 2 * len(hits) / count if hits and 2 * len(hits) >= SHORT_DOUBLED * count else 0.0
    return 2 * len(hits) / count


def _undouble(text: str) -> str:
    if not _DOUBLED.search(text, 0, SAMPLE) or (share := doubled(text)) < DOUBLED_SHARE:
        return text
    pattern = _ALL_DOUBLED if share > ALL_DOUBLED and len(text) > SAMPLE / 2 else _DOUBLED
    return pattern.sub(lambda hit: hit.group(1) + (hit.group(2) or ""), text)
