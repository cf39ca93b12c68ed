"""The texts that sites are made of: variants of each disclosure and its look-alikes, with their placeholders filled."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parents[1] / "wording"
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_PLACE = re.compile(r"\{([a-z_]+)(?::(2?)(th)?)?\}")
SILENT = re.compile(
    r"^(ที่นี่|(กด|คลิก|ดู|เปิด|ดาวน์โหลด|โหลด|อ่าน|รายละเอียด|เพิ่มเติม|ไฟล์|เอกสาร|แนบ|ลิงก์|ข้อมูล|ที่นี่|เพื่อ|ตาม|pdf|PDF|\W)+)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document as its writer gives it, placeholders and all: the mapping of the wording file."""

    media: tuple[str, ...]
    menu: str
    labels: tuple[str, ...]
    file_names: tuple[str, ...]
    cover: str
    parts: dict[str, Any]
    columns: dict[str, Any] | None
    filler: str
    nil: Any

    @property
    def bound(self) -> frozenset[str]:
        """Components that cannot be taken away by themselves: what is left would still show them."""
        return frozenset(
            key for key, part in self.parts.items() if isinstance(part, dict) and part.get("inseparable")
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The components that it shows."""
        columned = self.columns["parts"] if self.columns else {}
        return (*self.parts, *(key for key in columned if key not in self.parts))

    @property
    def spans(self) -> bool:
        """Whether it names the years that a plan covers."""
        return "{span" in self.cover


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One agency's way of publishing an item; ``kinds`` is empty for all kinds of agency."""

    item: str
    id: str
    kinds: tuple[str, ...]
    like: str
    documents: tuple[Draft, ...]
    held_out: bool

    def fits(self, kind: str, like: str) -> bool:
        """Whether an agency of ``kind`` that uses the words of ``like`` would publish it."""
        return (not self.kinds or kind in self.kinds) and self.like in ("", like)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """A document of another kind that may be taken for ``item``."""

    item: str
    label: str
    text: str


@cache
def variants(folder: Path = FOLDER) -> dict[str, tuple[Variant, ...]]:
    """The variants by O-code; one in four of each item is held out."""
    return {told["item"]: _variants(told) for told in _files(folder)}


@cache
def lookalikes(folder: Path = FOLDER) -> tuple[Lookalike, ...]:
    """Every look-alike."""
    return tuple(
        Lookalike(item=told["item"], label=one["label"], text=one["text"])
        for told in _files(folder)
        for one in told.get("lookalikes", ())
    )


@cache
def _files(folder: Path) -> tuple[dict[str, Any], ...]:
    yaml = YAML(typ="safe", pure=True)
    return tuple(yaml.load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("O*.yaml")))


def _variants(told: dict[str, Any]) -> tuple[Variant, ...]:
    ranked = sorted(told["variants"], key=lambda one: _rank(told["item"], one["id"]))
    held_out = {one["id"] for one in ranked[: max(1, len(ranked) // 4)]}
    return tuple(
        Variant(
            item=told["item"],
            id=one["id"],
            kinds=tuple(one.get("kinds") or ()),
            like=one.get("like") or "",
            documents=tuple(map(_draft, one["documents"])),
            held_out=one["id"] in held_out,
        )
        for one in told["variants"]
    )


def _rank(item: str, name: str) -> str:
    return hashlib.sha256(f"{item}:{name}".encode()).hexdigest()


def _draft(told: dict[str, Any]) -> Draft:
    table = told.get("table")
    return Draft(
        media=tuple(told["media"]),
        menu=told["menu"],
        labels=tuple(told["labels"]),
        file_names=tuple(told.get("file_names") or ("document.pdf",)),
        cover=told["cover"],
        parts=dict(told.get("parts") or {}),
        columns=dict(table) if table else None,
        filler=told.get("filler") or "",
        nil=told.get("nil"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the placeholders stand for: an agency, and a fiscal year from which all others are counted.

    Attributes:
        this: Buddhist fiscal year that takes the place of the year assessed; earlier for a document out of date.
        span_of: year whose plan ``{span}`` names; ``this`` where None.
    """

    this: int
    agency: str
    short: str
    head: str
    span_of: int | None = None

    def fill(self, text: str) -> str:
        """``text`` without placeholders.

        Raises:
            KeyError: a placeholder that nobody knows.
        """
        return _PLACE.sub(self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        name, two, thai = match.groups()
        value = self._values()[name]
        if two:
            value = re.sub(r"25(\d\d)", r"\1", value)
        return value.translate(_THAI) if thai else value

    def _values(self) -> dict[str, str]:
        this, span = self.this, self.span_of or self.this
        return {
            "this": str(this),
            "last": str(this - 1),
            "next": str(this + 1),
            "old": str(this - 3),
            "span": f"{span - 2}-{span + 2}",
            "oldspan": f"{span - 7}-{span - 3}",
            "agency": self.agency,
            "short": self.short,
            "head": self.head,
            "date_this": f"9 ธันวาคม {this - 1}",
            "date_last": f"22 มกราคม {this - 1}",
        }


def is_silent(label: str) -> bool:
    """Whether a link's words say nothing of where it leads."""
    return bool(SILENT.match(label))
