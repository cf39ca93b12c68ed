"""Whether words on a page name an agency: in full, in short, or by the words that are its own. Calm."""

import re
from collections.abc import Iterator
from typing import Final

from oitcrawl.thai.text import fold

# How an agency's name begins, and how people shorten that.
_OPENINGS: Final = (
    ("องค์การบริหารส่วนตำบล", "อบต."),
    ("องค์การบริหารส่วนจังหวัด", "อบจ."),
    ("เทศบาลนคร", "ทน."),
    ("เทศบาลเมือง", "ทม."),
    ("เทศบาลตำบล", "ทต."),
    ("เทศบาล", ""),
    ("โรงพยาบาลส่งเสริมสุขภาพตำบล", "รพ.สต."),
    ("โรงพยาบาล", "รพ."),
    ("โรงเรียน", "รร."),
    ("มหาวิทยาลัย", "ม."),
    ("สำนักงานคณะกรรมการ", "สนง.คกก."),
    ("สำนักงาน", "สนง."),
    ("กระทรวง", ""),
    ("กรม", ""),
    ("จังหวัด", "จ."),
)
_BESIDE: Final = re.compile(r"\(.*?\)|\s(?:อำเภอ|อ\.|จังหวัด|จ\.|ตำบล|ต\.).*$")
_LEAST: Final = 4  # folded letters of words that are an agency's own


def is_named(name: str, text: str) -> bool:
    """Whether ``text`` names the agency called ``name``.

    Args:
        name: as in the agencies file; Latin names are compared without regard to case.
        text: of a page: its title, menus, content, texts of pictures.
    """
    folded = fold(text)
    return any(one in folded for one in forms(name))


def forms(name: str) -> tuple[str, ...]:
    """Folded forms of a name by which a page may call the agency, the longest first."""
    return tuple(dict.fromkeys(one for one in map(fold, _forms(name)) if len(one) >= _LEAST))


def _forms(name: str) -> Iterator[str]:
    bare = _BESIDE.sub("", f"{name.strip()} ").strip()
    yield name
    yield bare
    for long, short in _OPENINGS:
        for opening in filter(None, (long, short)):
            if bare.startswith(opening):
                core = bare.removeprefix(opening).strip()
                yield f"{short}{core}" if opening == long and short else f"{long}{core}"
                yield core
                return
