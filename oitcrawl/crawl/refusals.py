"""What the frontier keeps away: unsafe addresses one by one, traps summed up by family, with examples. Calm."""

from collections import Counter
from dataclasses import dataclass, field

from oitcrawl.crawl.acts import is_unsafe
from oitcrawl.crawl.traps import cap_of, combination, family, loops, nature, place
from oitcrawl.model.scan import TrapNote, TrapReason
from oitcrawl.model.visit import Refused, RefusedBy
from oitcrawl.settings import Settings

MAX_REFUSED = 2000
MAX_NOTES = 200
EXAMPLES = 5
PROMISING = 0.45  # worth from which a link names a disclosure
PATIENCE = 3  # times as many of a family are visited when they promise a disclosure
FEW, MANY = 4, 120  # visits of a family after which one more counts half, for dull ones and for promising ones
MIXED = 2  # times the cap of one family for all combinations of filters of one list
_ENDLESS = frozenset({TrapReason.CALENDAR, TrapReason.FACETS})
_ONE_BY_ONE = frozenset({TrapReason.LOOP, TrapReason.LONG})  # reasons for which each address is a family of its own
_SAYS = {
    TrapReason.FAMILY: "ที่อยู่แบบเดียวกันมีมากเกินกำหนด",
    TrapReason.CALENDAR: "หน้าปฏิทินต่อเนื่องไม่สิ้นสุด",
    TrapReason.PAGES: "หน้าถัดไปของรายการต่อเนื่องเกินกำหนด",
    TrapReason.FACETS: "รายการเดิมที่เรียงหรือกรองแบบอื่น",
    TrapReason.ALIKE: "หน้าแบบเดียวกันเนื้อหาแทบไม่ต่างกัน",
    TrapReason.OLDER: "หน้าถัดไปของรายการมีแต่ของปีก่อน ๆ",
    TrapReason.LOOP: "ที่อยู่วนซ้ำ",
    TrapReason.DEEP: "ลึกเกินกำหนด",
    TrapReason.LONG: "ที่อยู่ยาวเกินกำหนด",
    TrapReason.TOO_MANY: "ที่อยู่มากเกินกำหนด",
}


@dataclass(slots=True)
class _Family:
    """Alike addresses: how many were let in, how many were kept away and why."""

    visited: int = 0
    shut: TrapReason | None = None
    left: Counter[TrapReason] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


class Refusals:
    """Knows what is never visited, and remembers what was kept away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._families: dict[str, _Family] = {}
        self._mixed: Counter[str] = Counter()
        self._refused: dict[str, Refused] = {}

    def bars(self, url: str) -> bool:
        """Whether ``url`` is never visited, whatever it promises; then it is written down."""
        if len(url) > self._settings.max_url:
            self.trap(url, TrapReason.LONG)
        elif is_unsafe(url):
            self._note(Refused(url=url, by=RefusedBy.UNSAFE, detail="ที่อยู่อาจเปลี่ยนข้อมูล"))
        elif loops(url, self._settings.max_segments):
            self.trap(url, TrapReason.LOOP)
        else:
            return False
        return True

    def due(self, url: str, worth: float) -> float:
        """How far in front ``url`` may wait: the more of its family were visited, the less does one more teach.

        It falls in few steps, so that those that wait need not be moved back at every visit.
        """
        patience = FEW if worth < PROMISING else MANY
        return worth / (1 + (self._family(url).visited // patience).bit_length())

    def admits(self, url: str, worth: float = 0.0) -> bool:
        """Whether its family has room for ``url``; then it is counted, else written down.

        Args:
            url: the address.
            worth: 0-1, how much its links promise. What promises a disclosure has more room: no trap may hide it.
        """
        kind, kin, mixed = nature(url), self._family(url), combination(url)
        promising = worth >= PROMISING and kind not in _ENDLESS
        room = PATIENCE if promising else 1
        if mixed and self._mixed[mixed] >= room * MIXED * self._settings.family_cap:
            self.trap(url, TrapReason.FACETS)
        elif kin.shut is not None and not promising:
            self.trap(url, kin.shut)
        elif kin.visited >= room * cap_of(url, self._settings):
            self.trap(url, kind)
        else:
            kin.visited += 1
            self._mixed[mixed] += 1
            return True
        return False

    def shut(self, url: str, reason: TrapReason) -> None:
        """Let no more of the family of ``url`` in, unless it promises something."""
        self._family(url).shut = reason

    def trap(self, url: str, reason: TrapReason) -> None:
        """Write down that ``url`` was kept away."""
        kin = self._families.setdefault(place(url), _Family()) if reason in _ONE_BY_ONE else self._family(url)
        kin.left[reason] += 1
        if len(kin.examples) < EXAMPLES:
            kin.examples.append(url)
        by = RefusedBy.BUDGET if reason is TrapReason.TOO_MANY else RefusedBy.TRAP
        self._note(Refused(url=url, by=by, detail=_SAYS[reason]))

    def all(self) -> tuple[Refused, ...]:
        """Every address kept away, at most a few thousand."""
        return tuple(self._refused.values())

    def notes(self) -> tuple[TrapNote, ...]:
        """What was kept away, by family and reason, the largest first."""
        notes = [
            TrapNote(reason=reason, pattern=pattern, visited=kin.visited, left=left, examples=tuple(kin.examples))
            for pattern, kin in self._families.items()
            for reason, left in kin.left.items()
        ]
        return tuple(sorted(notes, key=lambda note: -note.left)[:MAX_NOTES])

    def _family(self, url: str) -> _Family:
        return self._families.setdefault(family(url), _Family())

    def _note(self, refused: Refused) -> None:
        if len(self._refused) < MAX_REFUSED:
            self._refused[refused.url] = refused
