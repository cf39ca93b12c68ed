"""Short words that only seem to stand where one word ends and the next begins: «กำลัง บริหาร» holds no «งบ». Calm."""

import re

from oitcrawl.thai.text import fold

SHORT = 3  # folded letters; longer words are seldom made by chance
_SEAM = "ฃ"  # a letter that is not written any more
_SEAMS = re.compile(_SEAM)


def seams_of(text: str, folded: str) -> frozenset[int]:
    """Positions in ``folded`` before which white space stands in ``text``; none where they cannot be told."""
    marked = fold(_SEAM.join(text.split()))
    if len(marked) - marked.count(_SEAM) != len(folded):  # it is written there, or signs on both sides were joined
        return frozenset()
    places = (hit.start() - number for number, hit in enumerate(_SEAMS.finditer(marked)))
    # Between a number and its unit there is white space by right: «120 คน».
    return frozenset(one for one in places if not any(map(str.isdigit, folded[one - 1 : one + 1])))


def is_torn(start: int, end: int, seams: frozenset[int]) -> bool:
    """Whether ``start`` to ``end`` is a short word with white space inside it."""
    return end - start <= SHORT and any(place in seams for place in range(start + 1, end))
