"""How well one attachment can be read, what is remarkable about it, and what would mend it. Calm."""

from enum import StrEnum

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.scan import Attachment
from oitcrawl.report.words import Words

LARGE = 20_000_000  # bytes that take minutes on a telephone

_GOOD = 0.9
_LOW = 0.8  # quality below which a text is worth a look by a person
_PAGED = frozenset({Media.PDF, Media.IMAGE, Media.PPTX, Media.PPT})
_SHEETED = frozenset({Media.XLSX, Media.XLS, Media.ODS})
_BOXES = frozenset({Media.ARCHIVE})


class Nature(StrEnum):
    """What the text of a file is made of."""

    TEXT = "text"
    MIXED = "mixed"  # some pages are pictures
    SCAN = "scan"
    BOX = "box"  # it holds other files and has no text of its own
    UNKNOWN = "unknown"  # nobody could look inside


class Grade(StrEnum):
    """How far the text can be trusted."""

    GOOD = "good"
    FAIR = "fair"
    LOW = "low"
    SILENT = "silent"  # there is no text, and nobody recognised any
    UNREADABLE = "unreadable"
    NONE = "none"  # the question does not arise


class Remark(StrEnum):
    """Why a file deserves attention, the gravest first."""

    UNREAD = "unread"
    TORN = "torn"  # damaged, and only in part read
    SCAN = "scan"
    YEAR = "year"
    FAINT = "faint"  # recognised, but not surely
    BROKEN = "broken"  # a text layer with many unsound letters
    MIXED = "mixed"
    COPIES = "copies"
    LARGE = "large"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Remark).index(self)


def nature(one: Attachment) -> Nature:
    """What the text of ``one`` is made of."""
    if one.is_scan:
        return Nature.SCAN
    if one.cause is not None:
        return Nature.UNKNOWN
    if one.media in _BOXES:
        return Nature.BOX
    return Nature.MIXED if one.recognised else Nature.TEXT


def grade(one: Attachment) -> Grade:
    """How far the text of ``one`` can be trusted."""
    if one.cause is UnreadCause.SCAN:
        return Grade.SILENT
    if one.cause is not None:
        return Grade.UNREADABLE
    if nature(one) is Nature.BOX:
        return Grade.NONE
    if one.quality <= 0:
        return Grade.SILENT
    if one.quality < _LOW:
        return Grade.LOW
    return Grade.GOOD if one.quality >= _GOOD else Grade.FAIR


def remarks(one: Attachment) -> tuple[Remark, ...]:
    """What is remarkable about ``one``, the gravest first."""
    kind = nature(one)
    low = grade(one) is Grade.LOW
    signs = (
        (Remark.UNREAD, grade(one) is Grade.UNREADABLE),
        (Remark.TORN, one.torn and one.cause is None),
        (Remark.SCAN, kind is Nature.SCAN and grade(one) is not Grade.UNREADABLE),
        (Remark.YEAR, one.contradicts_name),
        (Remark.FAINT, low and one.recognised > 0),
        (Remark.BROKEN, low and one.recognised == 0),
        (Remark.MIXED, kind is Nature.MIXED),
        (Remark.COPIES, bool(one.same_as)),
        (Remark.LARGE, one.size > LARGE),
    )
    return tuple(remark for remark, holds in signs if holds)


def remark_word(remark: Remark, one: Attachment, words: Words) -> str:
    """``remark`` in a few words; of an unread file its cause."""
    return words(f"cause.{one.cause}") if remark is Remark.UNREAD else words(f"remark.{remark.value}")


def cure(remark: Remark, one: Attachment, words: Words) -> str:
    """What would mend it, one line."""
    if remark is Remark.UNREAD:
        return words.maybe(f"settle.{one.cause}") or words("unchecked.settle_default")
    return words(f"cure.{remark.value}")


def grade_word(one: Attachment, words: Words) -> str:
    """``พอใช้ 84%``; without a number where nothing was measured, empty where the question does not arise."""
    found = grade(one)
    if found is Grade.NONE:
        return ""
    word = words(f"grade.{found.value}")
    return f"{word} {percent(one)}%" if found in {Grade.GOOD, Grade.FAIR, Grade.LOW} else word


def percent(one: Attachment) -> int:
    """Quality in whole hundredths, rounded down so that a number never looks better than its word."""
    return int(one.quality * 100 + 1e-9)


def extent(one: Attachment, words: Words) -> str:
    """``42 หน้า``; empty for formats that have no pages of their own."""
    if not one.leaves or one.media not in _PAGED | _SHEETED:
        return ""
    return words("att.sheets" if one.media in _SHEETED else "att.pages", count=f"{one.leaves:,}")


def reading(one: Attachment, words: Words) -> str:
    """How its pages were read, where that is worth telling: ``อ่านด้วย OCR 3 จาก 10 หน้า``."""
    of = {"total": f"{one.leaves:,}"}
    match nature(one):
        case Nature.SCAN if one.cause is None:
            return words("att.read_all" if one.recognised >= one.leaves else "att.read", count=one.recognised, **of)
        case Nature.SCAN if one.cause is UnreadCause.SCAN:
            return words("att.not_read")
        case Nature.MIXED:
            return words("att.pictures", count=one.recognised, **of)
        case Nature.TEXT if one.silent and one.media is Media.PDF:
            return words("att.silent", count=one.silent, **of)
        case Nature.BOX:
            return words("att.box")
        case _:
            return ""
