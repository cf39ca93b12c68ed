"""Thai letters that recognition takes for one another, as one: what is left to compare of a word in a picture."""

from typing import Final

from oitcrawl.thai.text import bare

GROUPS: Final = ("ขชซ", "คดตศ", "กถภ", "ผฝพฟฬ", "บปษ", "นม", "ลส", "ฎฏ", "อฮ", "ทห", "โไใ")
_ALIKE: Final = str.maketrans({letter: group[0] for group in GROUPS for letter in group})


def alike(folded: str) -> str:
    """Folded text without its marks, every letter as the first of those that look like it; as long as ``bare``."""
    return bare(folded).translate(_ALIKE)
