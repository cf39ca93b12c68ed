"""A numbering: which disclosure each number means in one list of items, ours of one year or a look-alike. Calm."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Code = tuple[str, int]
"""Letters and number: ``("O", 14)``, ``("MOIT", 2)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """One list of items by number.

    Attributes:
        name: such as ``nacc-2566``.
        title: Thai words for it, as they stand behind ``ตาม``.
        fiscal_year: the year of the assessment whose list it is; None for look-alikes, which no year tells apart.
        words: what agencies and pages that follow a look-alike call themselves.
        runs: per letters the highest number.
        seen: what numbers mean, by code; several slugs where an item was split later.
        recalled: the same, unconfirmed.
    """

    name: str
    title: str
    fiscal_year: int | None = None
    words: tuple[str, ...] = ()
    runs: Mapping[str, int]
    seen: Mapping[Code, tuple[str, ...]] = field(default_factory=dict)
    recalled: Mapping[Code, tuple[str, ...]] = field(default_factory=dict)

    def slugs(self, code: Code) -> tuple[str, ...]:
        """The disclosures that a number means; none when it means another thing, or what it means is not known."""
        return self.seen.get(code) or self.recalled.get(code, ())

    def holds(self, code: Code) -> bool:
        """Whether the list runs as far as this number; one with letters of another list is not held against it."""
        return code[1] <= self.runs.get(code[0], code[1])

    @property
    def is_look_alike(self) -> bool:
        """Whether it is a list of others."""
        return self.fiscal_year is None
