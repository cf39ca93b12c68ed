"""Papers of known text: a seed gives a title, a year, pages of paragraphs, tables and a signature with its date."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus import wording

BREAK: Final = "|"
THAI_DIGITS: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Digits(StrEnum):
    """How a paper writes its numbers."""

    ARABIC = "arabic"
    THAI = "thai"


class Part(StrEnum):
    """What a block of a page is."""

    NUMBER = "number"  # of the page, at its top
    EMBLEM = "emblem"  # a picture
    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    SIGN = "sign"  # a line of the signature block


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block; ``text`` keeps the marks of where a line may break, ``rows`` are the cells of a table."""

    part: Part
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def plain(self) -> str:
        """What a person reads: a table row by row, cells parted by a space."""
        lines = [" ".join(row) for row in self.rows] if self.rows else [self.text]
        return "\n".join(lines).replace(BREAK, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper; ``year`` is of the Buddhist era and stands in its title."""

    name: str
    item: str
    year: int
    digits: Digits
    pages: tuple[tuple[Block, ...], ...]

    @property
    def title(self) -> str:
        """The title as it is written; empty for pages torn out of a paper."""
        return next((block.plain for block in self.pages[0] if block.part is Part.TITLE), "")

    @property
    def called(self) -> str:
        """The title without agency and year: what the paper is."""
        words = wording.TITLES[self.item].replace(BREAK, "")
        return re.split(r"ของ\{|\{|\(?พ\.ศ\.", words)[0].strip()

    @property
    def truth(self) -> list[str]:
        """What each page says."""
        return ["\n".join(block.plain for block in page if block.plain) for page in self.pages]


def make_paper(seed: int, *, digits: Digits, pages: int = 2, emblem: bool = False, item: str = "") -> Paper:
    """The paper of ``seed``; the same arguments give the same paper."""
    chance = random.Random(seed)
    item = item or list(wording.TITLES)[seed % len(wording.TITLES)]
    writer = _Writer(chance, digits, chance.randint(2555, 2570))
    leaves = tuple(writer.page(number, pages, item, emblem=emblem) for number in range(1, pages + 1))
    return Paper(name=f"{item.lower()}-{seed}", item=item, year=writer.year, digits=digits, pages=leaves)


class _Writer:
    """Fills pages with sentences about one agency and one year."""

    def __init__(self, chance: random.Random, digits: Digits, year: int) -> None:
        self.chance, self.digits, self.year = chance, digits, year
        self.agency = chance.choice(wording.AGENCIES)

    def page(self, number: int, count: int, item: str, *, emblem: bool) -> tuple[Block, ...]:
        blocks = self._head(number, item, emblem=emblem)
        for section in range(1, 3):
            heading = f"{number}.{section}| |{self.chance.choice(wording.HEADINGS)}"
            blocks.append(Block(part=Part.HEADING, text=self._said(heading)))
            blocks.append(Block(part=Part.TEXT, text=self._paragraph()))
        if self.chance.random() < 0.6:
            blocks.append(self._table())
        if number == count:
            blocks += self._signature()
        return tuple(blocks)

    def _head(self, number: int, item: str, *, emblem: bool) -> list[Block]:
        if number > 1:
            return [Block(part=Part.NUMBER, text=self._said(f"- {number} -"))]
        top = [Block(part=Part.EMBLEM)] if emblem else []
        return [*top, Block(part=Part.TITLE, text=self._said(wording.TITLES[item]))]

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self.chance.randint(2, 4)))

    def _sentence(self) -> str:
        words = [self.chance.choice(words) for words in (wording.WHO, wording.DID, wording.WHAT, wording.HOW)]
        return self._said(BREAK.join(words))

    def _table(self) -> Block:
        heads, names = self.chance.choice(wording.TABLES)
        chosen = self.chance.sample(names, self.chance.randint(3, len(names)))
        rows = [
            (f"{at}", name, f"{self.chance.randint(1, 900)},{self.chance.randint(0, 999):03d}.00", self._some_year())
            for at, name in enumerate(chosen, 1)
        ]
        return Block(part=Part.TABLE, rows=(heads, *(tuple(map(self._said, row)) for row in rows)))

    def _signature(self) -> list[Block]:
        lines = [
            "(ลงชื่อ)| |ผู้|รายงาน",
            f"({self.chance.choice(wording.PEOPLE)})",
            self.chance.choice(wording.HEADS),
            "วันที่| |{d}| |{m}| |พ.ศ.| |{y}",
        ]
        return [Block(part=Part.SIGN, text=self._said(line)) for line in lines]

    def _some_year(self) -> str:
        return str(self.year - self.chance.randint(0, 3))

    def _said(self, words: str) -> str:
        text = words.format_map(self._facts())
        return text.translate(THAI_DIGITS) if self.digits is Digits.THAI else text

    def _facts(self) -> Mapping[str, str]:
        chance = self.chance
        return {
            "a": self.agency,
            "y": str(self.year),
            "z": str(self.year + 4),
            "o": self._some_year(),
            "e": str(chance.randint(2540, 2566)),
            "d": str(chance.randint(1, 28)),
            "m": chance.choice(wording.MONTHS),
            "n": f"{chance.randint(11, 899)},{chance.randint(0, 999):03d}.00",
            "s": str(chance.randint(12, 980)),
            "p": f"{chance.randint(60, 99)}.{chance.randint(10, 99)}",
            "k": f"0{chance.randint(801, 820)}.{chance.randint(2, 6)}",
        }
