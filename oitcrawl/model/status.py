"""Statuses of items and states of components, with the words that officials read."""

from enum import StrEnum


class Status(StrEnum):
    """Statuses of an item, best first; the order is part of the contract."""

    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    FOUND = "found"
    NOT_DUE = "not_due"
    UNVERIFIED = "unverified"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    MISSING = "missing"

    @property
    def thai(self) -> str:
        """The word that officials read."""
        return _THAI[self]

    @property
    def rank(self) -> int:
        """0 is best."""
        return list(Status).index(self)

    @property
    def is_gap(self) -> bool:
        """Whether it says that something is wrong on the site."""
        return self in {Status.INCOMPLETE, Status.OUTDATED, Status.MISSING}


_THAI = {
    Status.NOT_APPLICABLE: "ไม่เกี่ยวข้อง",
    Status.WAIVED: "ยกเว้นโดยผู้ตรวจ",
    Status.FOUND: "พบครบถ้วน",
    Status.NOT_DUE: "ยังไม่ถึงกำหนด",
    Status.UNVERIFIED: "ตรวจไม่ได้",
    Status.INCOMPLETE: "ไม่ครบองค์ประกอบ",
    Status.OUTDATED: "ไม่เป็นปัจจุบัน",
    Status.MISSING: "ไม่พบ",
}


class ComponentState(StrEnum):
    """States of a component."""

    PRESENT = "present"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    HUMAN = "human"
    NOT_DUE = "not_due"

    @property
    def thai(self) -> str:
        """The word that officials read."""
        return _STATE_THAI[self]


_STATE_THAI = {
    ComponentState.PRESENT: "มี",
    ComponentState.ABSENT: "ไม่มี",
    ComponentState.UNREADABLE: "อ่านไม่ได้",
    ComponentState.HUMAN: "ต้องให้คนดู",
    ComponentState.NOT_DUE: "ยังไม่ถึงกำหนด",
}
