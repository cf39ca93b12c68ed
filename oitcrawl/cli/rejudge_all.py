"""What ``oitcrawl rejudge --all`` does: agency after agency, a line of progress, and at the end what went wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.scan import interrupts
from oitcrawl.compose import Desk, Fate, Terms, fates

INTERRUPTED = 130
_LISTED = 20  # failures told on the terminal; --json tells all
_STOPPING = (
    "กำลังหยุด รอหน่วยงานที่ทำอยู่ให้เสร็จ (กดอีกครั้งเพื่อเลิกทันที) สั่งซ้ำจะทำต่อจากที่ค้าง",
    "stopping after those under way (press again to quit at once); the same command goes on from here",
)


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What all of them came to."""

    agencies: int
    judged: int = 0
    passed: int = 0  # over: judged under these rules already
    changed: int = 0  # items
    others: int = 0  # agencies with such items
    failed: list[Fate] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)
    unprinted: tuple[str, str, int] | None = None

    @property
    def done(self) -> int:
        """Agencies so far."""
        return self.judged + self.passed + len(self.failed)

    def take(self, fate: Fate) -> None:
        """Count one in."""
        self.pruned += fate.pruned
        self.unprinted = self.unprinted or fate.unprinted
        if fate.trouble is not None:
            self.failed.append(fate)
        elif fate.number is None:
            self.passed += 1
        else:
            self.judged += 1
            self.changed += fate.changed
            self.others += fate.changed > 0

    def as_dict(self) -> dict[str, Any]:
        """It for JSON."""
        troubles = [(fate.code, fate.trouble) for fate in self.failed if fate.trouble is not None]
        return {
            "agencies": self.agencies,
            "judged": self.judged,
            "passed_over": self.passed,
            "left": self.agencies - self.done,
            "agencies_changed": self.others,
            "items_changed": self.changed,
            "failed": [{"agency": code, "cause": thai, "cause_en": english} for code, (thai, english, _) in troubles],
        }


def rejudge_all(desk: Desk, voice: Voice, terms: Terms, *, at_once: int, reports: bool, as_json: bool) -> int:
    """Judge all agencies again; the exit code.

    Raises:
        OitcrawlError: the edition, the store or the overview; what is wrong with one agency is told at the end.
    """
    desk.rules(terms.edition)  # said at once where it is wrong
    terms = terms if reports else replace(terms, formats=())
    codes = desk.store.codes()
    if not codes:
        desk.numbers(None, every=True, scan=None)  # says what to do
    tally, stops = _Tally(agencies=len(codes)), []
    with interrupts(voice, _STOPPING) as on_start, voice.progress(voice.pick("ตัดสินใหม่", "judging again")) as tell:
        on_start(lambda: stops.append(True))
        for fate in fates(desk, codes, terms, at_once=at_once, stopped=lambda: bool(stops)):
            tally.take(fate)
            tell(tally.done, tally.agencies - tally.done, _beside(voice, tally, fate.code))
    desk.publish_overview()
    _tell(voice, tally, as_json=as_json)
    codes_of = list(_exit_codes(tally))
    return INTERRUPTED if stops and tally.done < tally.agencies else max(codes_of, default=0)


def _beside(voice: Voice, tally: _Tally, code: str) -> str:
    """What stands beside the bar."""
    if not tally.failed:
        return code
    return voice.pick(f"ไม่สำเร็จ {len(tally.failed)} · {code}", f"{len(tally.failed)} failed · {code}")


def _exit_codes(tally: _Tally) -> Iterator[int]:
    yield from (fate.trouble[2] for fate in tally.failed if fate.trouble is not None)
    if tally.unprinted is not None:
        yield tally.unprinted[2]


def _tell(voice: Voice, tally: _Tally, *, as_json: bool) -> None:
    if as_json:
        voice.raw(json.dumps(tally.as_dict(), ensure_ascii=False, indent=1) + "\n")
    voice.say(
        f"ตัดสินใหม่ {tally.judged:,} จาก {tally.agencies:,} หน่วยงาน"
        f" · ผลเปลี่ยน {tally.changed:,} ข้อ ใน {tally.others:,} หน่วยงาน",
        f"judged {tally.judged:,} of {tally.agencies:,} agencies again"
        f" · {tally.changed:,} items changed at {tally.others:,} of them",
    )
    if tally.passed:
        voice.say(
            f"ข้าม {tally.passed:,} หน่วยงานที่ตัดสินตามเกณฑ์นี้ไว้แล้ว (ตัดสินซ้ำด้วย --again)",
            f"passed over {tally.passed:,} agencies judged under these rules already (--again judges them too)",
        )
    if left := tally.agencies - tally.done:
        voice.warn(
            f"ยังเหลือ {left:,} หน่วยงาน สั่งซ้ำเพื่อทำต่อ", f"{left:,} agencies are left: give the same command to go on"
        )
    _tell_failures(voice, tally.failed)
    options.pruned(tally.pruned, voice)
    if tally.unprinted is not None:
        voice.warn(*tally.unprinted[:2])


def _tell_failures(voice: Voice, failed: list[Fate]) -> None:
    if not failed:
        return
    voice.warn(f"ไม่สำเร็จ {len(failed):,} หน่วยงาน:", f"{len(failed):,} agencies failed:")
    for fate in failed[:_LISTED]:
        if fate.trouble is not None:
            voice.warn(f"  {fate.code}: {fate.trouble[0]}", f"  {fate.code}: {fate.trouble[1]}")
    if len(failed) > _LISTED:
        left = len(failed) - _LISTED
        voice.warn(f"  และอีก {left:,} หน่วยงาน (--json แสดงทั้งหมด)", f"  and {left:,} more (--json tells all)")
