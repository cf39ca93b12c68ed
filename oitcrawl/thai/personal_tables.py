"""Numbers of private persons in tables, of which the header tells what the cells below are. Calm."""

import re
from collections.abc import Sequence
from typing import Final

from oitcrawl.thai.personal import OF_ACCOUNT, PERSON, PHONE_WORD, PRIVATE, PersonalKind, is_of_officials
from oitcrawl.thai.personal_cards import AM, ARABIC, CALLED, digits_of, is_card_number

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
    heads, rows = _headed(header, rows)
    whole = " ".join(heads)
    named, others = _NAMES.search(whole) is not None, _OTHER_PARTY.search(whole) is not None
    official = others or (is_of_officials(about) and not PRIVATE.search(whole))
    persons: set[tuple[PersonalKind, str]] = set()
    public: set[str] = set()
    for column, head in enumerate(heads):
        told = [(digits_of(row[column].translate(ARABIC)), row) for row in rows if column < len(row)]
        cells = [cell for cell, _ in told]
        if CALLED.search(head):
            persons |= {(PersonalKind.NATIONAL_ID, cell) for cell in cells if is_card_number(cell)}
        elif _ACCOUNT_HEAD.search(head) and named and not others:
            persons |= {(PersonalKind.BANK_ACCOUNT, cell) for cell in cells if 10 <= len(cell) <= 15}  # noqa: PLR2004
        elif PHONE_WORD.search(head):
            phones = {cell for cell in cells if _IS_MOBILE.fullmatch(cell)}
            public |= phones if official else set()
            of_persons = phones if named else {cell for cell, row in told if cell in phones and _is_private(row)}
            persons |= {(PersonalKind.PHONE, cell) for cell in of_persons if not official}
    return frozenset(persons), frozenset(public)


def _headed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], Sequence[Sequence[str]]]:
    """The header and the rows below; a first row that names numbers of persons is one, though none was told."""
    for at, row in enumerate(() if header else rows[:_TOP]):
        heads = [cell.translate(ARABIC) for cell in row]
        if any(_TELLS.search(head) and len(digits_of(head)) < _NUMBER for head in heads):
            return heads, rows[at + 1 :]
    return [head.translate(ARABIC) for head in header], rows


def _is_private(row: Sequence[str]) -> bool:
    """Whether a row of a table that names nobody by its header is about a person, and no official."""
    line = " | ".join(row)
    return PERSON.search(line) is not None and not is_of_officials(line)


_TELLS: Final = re.compile(f"{CALLED.pattern}|{_ACCOUNT_HEAD.pattern}|{PHONE_WORD.pattern}", re.IGNORECASE)
_TOP: Final = 8  # rows in which a header is looked for
_NUMBER: Final = 6  # digits of what is no heading any more
_IS_MOBILE: Final = re.compile(r"0?[689]\d{8}")  # a workbook that takes it for a number drops its zero
