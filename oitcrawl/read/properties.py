"""Properties of documents - title, author, dates - without what programs make up."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from oitcrawl.read.quality import repair

MAX_PROPERTY: Final = 300  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a file says about itself; often wrong.

    Attributes:
        title, author: empty when absent or made up by a program.
        dates: days on which it was created and last changed, as far as they are given.
        said: title and author as they stand there, whoever made them up.
    """

    title: str = ""
    author: str = ""
    dates: tuple[date, ...] = ()
    said: tuple[str, ...] = ()


def make_properties(*, title: str = "", author: str = "", days: tuple[str, ...] = ()) -> Properties:
    """Properties from texts as files give them; days as ISO dates, whatever follows the day."""
    dates = dict.fromkeys(found for day in days if (found := iso_day(day)))
    return Properties(title=clean_title(title), author=clean_author(author), dates=tuple(dates), said=(title, author))


def clean_title(text: str) -> str:
    """A title in one line; empty when a program made it up."""
    title = _one_line(re.sub(r"^Microsoft \w+ - ", "", text))
    return "" if _MADE_UP.fullmatch(title) else title


def clean_author(text: str) -> str:
    """An author in one line; empty when it is the name of a program or of nobody."""
    author = _one_line(text)
    return "" if _NOBODY.fullmatch(author) else author


def iso_day(text: str) -> date | None:
    """The day at the start of an ISO date, also when the program wrote a Buddhist year."""
    found = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", text)
    return real_day(*map(int, found.groups())) if found else None


def real_day(year: int, month: int, day: int) -> date | None:
    """The day with these numbers, or None where the calendar has none; years may be Buddhist."""
    try:
        return date(year - 543 if year > 2400 else year, month, day)  # noqa: PLR2004 - no Christian year yet
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join(repair(text.replace("\0", "")).split())[:MAX_PROPERTY]


_MADE_UP: Final = re.compile(
    r"[0-9A-Fa-f{}-]*|(?:งานนำเสนอ|การนำเสนอ) PowerPoint|PowerPoint Presentation|ภาพนิ่ง \d+|Slide \d+|"
    r"(?:Untitled|Document|Book|Sheet|สมุดงาน|เอกสาร)\s*\d*",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(
    r"python-docx|xlsxwriter|user\d*|admin(?:istrator)?|owner|acer|asus|dell|hp|lenovo|windows user|pc\d*|"
    r"microsoft office user|ผู้ใช้|unknown|.{0,1}",
    re.IGNORECASE,
)
