"""The 28 items as the assessment states them; data of the truth, read from nothing that the program uses."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

IN_FORCE = "in_force"
# What only a person can tell, by looking at a picture, a signature or a whole volume: never taken away, never owed.
FOR_PEOPLE = frozenset(
    {("O1", "chart"), ("O2", "photo"), ("O5", "whole_volume"), ("O21", "signed_by_head"), ("O25", "own_plan")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """What a disclosure must show.

    Attributes:
        known: ``recalled`` components are unconfirmed: their lack alone is no gap.
        only: the kind of agency that is asked for it; empty for all.
        unless_nil: not asked where the agency says that there is nothing to report.
        year: its own year, where it differs from the item's.
    """

    key: str
    known: str
    only: str = ""
    unless_nil: bool = False
    year: str = ""

    @property
    def is_owed(self) -> bool:
        """Whether its lack is a gap."""
        return self.known != "recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One disclosure; ``numbers`` are its O-numbers in earlier editions, by year."""

    item: str
    slug: str
    title: str
    group: str
    year: str
    numbers: dict[str, list[str]]
    components: tuple[Component, ...]

    @property
    def place(self) -> int:
        """1 to 28."""
        return int(self.item[1:])

    def asked(self, kind: str) -> tuple[Component, ...]:
        """The components that an agency of ``kind`` must show and a machine can see."""
        return tuple(
            one for one in self.components if one.only in ("", kind) and (self.item, one.key) not in FOR_PEOPLE
        )


@cache
def items() -> dict[str, Item]:
    """Every item by its O-code, in order."""
    told = json.loads((Path(__file__).parent / "items.json").read_text(encoding="utf-8"))
    return {
        code: Item(
            item=code,
            **{key: about[key] for key in ("slug", "title", "group", "year", "numbers")},
            components=tuple(Component(key=key, **more) for key, more in about["components"].items()),
        )
        for code, about in told.items()
    }


GROUPS = {
    "9.1": "ข้อมูลพื้นฐาน",
    "9.2": "การบริหารงานและการให้บริการ",
    "9.3": "การจัดซื้อจัดจ้าง",
    "9.4": "การบริหารและพัฒนาทรัพยากรบุคคล",
    "9.5": "การส่งเสริมความโปร่งใส",
    "10.1": "การดำเนินการเพื่อป้องกันการทุจริต",
    "10.2": "การส่งเสริมคุณธรรมและความโปร่งใส",
}
