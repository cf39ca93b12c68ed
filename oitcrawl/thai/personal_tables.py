"""Numbers of private persons in tables, of which the header tells what the cells below are. Calm."""

import re
from collections.abc import Sequence
from typing import Final

from oitcrawl.thai.personal import (
    AM,
    ARABIC,
    CALLED,
    OF_ACCOUNT,
    PRIVATE,
    PersonalKind,
    digits_of,
    is_card_number,
    is_of_officials,
)

PHONE_WORD: Final = re.compile(r"โทร|เบอร์|มือถือ|phone|mobile|tel", re.IGNORECASE)
_NAMES: Final = re.compile(r"ชื่อ|นามสกุล|name", re.IGNORECASE)
_ACCOUNT_HEAD: Final = re.compile(OF_ACCOUNT + r"|บัญชี\s*ธนาคาร", re.IGNORECASE)
_OTHER_PARTY: Final = re.compile(
    rf"ต{AM}แหน่ง|สังกัด|หน่วยงาน|กอง|ฝ่าย|ร้าน|บริษัท|สถานประกอบการ|ผู้ประกอบการ|ชื่อ\s*บัญชี(?!.*สกุล)"
)


def numbers_in_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, about: str = ""
) -> tuple[frozenset[tuple[PersonalKind, str]], frozenset[str]]:
    """Numbers that the header of a table tells to be of persons, and telephones that it tells to be of officials.

    Args:
        header: the cells of the header row.
        rows: the cells below.
        about: what the page is called.
    """
    heads = [head.translate(ARABIC) for head in header]
    whole = " ".join(heads)
    named, others = _NAMES.search(whole) is not None, _OTHER_PARTY.search(whole) is not None
    official = others or (is_of_officials(about) and not PRIVATE.search(whole))
    persons: set[tuple[PersonalKind, str]] = set()
    public: set[str] = set()
    for column, head in enumerate(heads):
        cells = (digits_of(row[column].translate(ARABIC)) for row in rows if column < len(row))
        if CALLED.search(head):
            persons |= {(PersonalKind.NATIONAL_ID, cell) for cell in cells if is_card_number(cell)}
        elif _ACCOUNT_HEAD.search(head) and named and not others:
            persons |= {(PersonalKind.BANK_ACCOUNT, cell) for cell in cells if 10 <= len(cell) <= 15}  # noqa: PLR2004
        elif PHONE_WORD.search(head):
            phones = {cell for cell in cells if _IS_MOBILE.fullmatch(cell)}
            public |= phones if official else set()
            persons |= {(PersonalKind.PHONE, cell) for cell in phones if named and not official}
    return frozenset(persons), frozenset(public)


_IS_MOBILE: Final = re.compile(r"0[689]\d{8}")
