"""What was not read and may hold evidence: without this list nobody may be told that something is missing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from oitcrawl.judge.labels import best_words, is_back_door, is_other_thing, says_home, says_nothing
from oitcrawl.judge.sighting import Suspect
from oitcrawl.judge.signs import CONTENT_WINS, Topics
from oitcrawl.judge.titles import is_memo, is_recognised
from oitcrawl.model.content import UNSURE_DIGIT, Label, Media, UnreadCause
from oitcrawl.model.harvest import Blank, Harvest, Record
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.thai.text import fold

# left alone on purpose, as a way out is: what calls itself an item may be handed out there all the same
_LEFT_ALONE = {RefusedBy.UNSAFE}
# may hold what its label says, and leads to nothing of this site
_NO_WAY_ON = {RefusedBy.TRAP, RefusedBy.OFFSITE, "other_site", "offsite_form"}
DOUBTS = 30  # letters for each digit that is not sure, or the cover was read badly
_THAI = re.compile("[ก-๛]")
_YEAR = re.compile(r"25[5-9]\d")
TELLING = 80  # folded characters of a cover that say what a scan is, or at least what it is not
_NOTHING_THERE = {UnreadCause.EMPTY}

WHY = {
    FailCause.NOT_FOUND: "ไม่พบหน้า (404)",
    FailCause.GONE: "หน้าถูกลบแล้ว (410)",
    FailCause.FORBIDDEN: "เว็บไซต์ไม่อนุญาตให้เข้า (403)",
    FailCause.CLIENT_ERROR: "เว็บไซต์ปฏิเสธคำขอ",
    FailCause.SERVER_ERROR: "เครื่องแม่ข่ายขัดข้อง (5xx)",
    FailCause.TOO_MANY_REQUESTS: "เว็บไซต์จำกัดจำนวนครั้งที่เข้า (429)",
    FailCause.TIMEOUT: "รอคำตอบนานเกินกำหนด",
    FailCause.CONNECT: "ต่อเครื่องแม่ข่ายไม่ได้",
    FailCause.DNS: "ไม่พบชื่อเว็บไซต์",
    FailCause.TLS: "ใบรับรองความปลอดภัย (TLS) มีปัญหา",
    FailCause.PROTOCOL: "คำตอบผิดรูปแบบ",
    FailCause.REDIRECT_LOOP: "เปลี่ยนเส้นทางวนไม่จบ",
    FailCause.BAD_REDIRECT: "เปลี่ยนเส้นทางผิด",
    FailCause.TOO_LARGE: "ไฟล์ใหญ่เกินกำหนด",
    FailCause.DECODE: "ถอดรหัสคำตอบไม่ได้",
    FailCause.SOFT_404: "หน้าไม่มีแล้ว แม้เว็บไซต์ตอบว่าปกติ (soft 404)",
    FailCause.EMPTY_PAGE: "หน้าว่างเปล่า ไม่มีเนื้อหา",
    FailCause.BLOCKED: "ระบบป้องกันของเว็บไซต์ (firewall หรือ captcha) กันโปรแกรมตรวจไว้",
    FailCause.LOGIN: "ต้องเข้าสู่ระบบก่อนจึงเห็น",
    FailCause.MAINTENANCE: "เว็บไซต์ปิดปรับปรุง",
    FailCause.PARKED: "โดเมนหมดอายุหรือพื้นที่เว็บถูกระงับ",
    FailCause.CUT_OFF: "หน้าขาดกลางคัน (HTML มาไม่ครบ)",
    FailCause.WRONG_TYPE: "ลิงก์บอกว่าเป็นเอกสาร แต่ได้หน้าเว็บแทน",
    RefusedBy.ROBOTS: "robots.txt ห้ามเข้า",
    RefusedBy.GATE: "ที่อยู่ต้องห้าม",
    RefusedBy.UNSAFE: "ตั้งใจไม่เปิด เพราะที่อยู่อาจลบหรือเปลี่ยนข้อมูล (ลบ ออกจากระบบ ตัวนับ)",
    RefusedBy.TRAP: "ที่อยู่แบบเดียวกันมีมากเกินกำหนด",
    RefusedBy.BUDGET: "เกินงบของการสำรวจ",
    "hacked": "ถูกผู้บุกรุกแก้ไขหรือใส่โฆษณาพนัน จึงไม่นับเป็นหลักฐาน",
    "unvisited": "ยังไม่ได้เข้าเพราะหมดงบของการสำรวจ",
    UnreadCause.SCAN: "เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน",
    UnreadCause.PASSWORD: "ไฟล์ใส่รหัสผ่าน",
    UnreadCause.DAMAGED: "ไฟล์เสีย",
    UnreadCause.EMPTY: "ไฟล์ว่างเปล่า",
    UnreadCause.UNSUPPORTED: "ไฟล์ชนิดที่ยังอ่านไม่ได้",
    UnreadCause.TOO_SLOW: "อ่านไม่ทันเวลา",
    UnreadCause.NEEDS_JAVASCRIPT: "หน้าสร้างด้วยสคริปต์ (JavaScript)",
    UnreadCause.GARBLED: "ตัวอักษรใช้รหัสเฉพาะของแบบอักษร อ่านไม่ได้",
    UnreadCause.UNCLEAR: "ภาพสแกนไม่ชัด อ่านตัวอักษรไม่ได้แน่นอน",
    UnreadCause.NEEDS_PROGRAM: "เครื่องที่ตรวจไม่มีโปรแกรมอ่านไฟล์ชนิดนี้",
    UnreadCause.CRASHED: "ตัวอ่านไฟล์ล้มเหลวสองครั้ง",
    "offsite": "เก็บอยู่นอกเว็บไซต์หลัก ยังไม่ได้เปิดอ่าน",
    "offsite_login": "เก็บอยู่นอกเว็บไซต์หลัก และต้องเข้าสู่ระบบจึงเปิดได้",
    "offsite_failed": "เก็บอยู่นอกเว็บไซต์หลัก และเปิดไม่สำเร็จ",
    "sister_site": "อยู่ที่อีกเว็บไซต์หนึ่งของหน่วยงาน ซึ่งยังไม่ได้ตรวจ (เพิ่มใน also: ได้)",
    "offsite_form": "แบบฟอร์มอยู่นอกเว็บไซต์ ให้คนดู",
    "other_site": "เอกสารอยู่ที่เว็บไซต์อื่น ซึ่งยังไม่ได้เปิดตรวจ",
}


class Suspects:
    """Everything unread, sorted by the items that it may hold.

    Attributes:
        by_slug: what calls itself an item.
        open: what tells nothing of itself, or may lead further.
        dead: dead links by what they call themselves.
    """

    def __init__(self, harvest: Harvest, topics: Topics, *, at_home: Iterable[str] = ()) -> None:
        """``at_home`` are slugs of what home pages tell."""
        self._topics, self._at_home = topics, frozenset(at_home)
        self.by_slug: dict[str, list[Suspect]] = defaultdict(list)
        self.open: list[Suspect] = []
        self.dead: dict[str, list[Blank]] = defaultdict(list)
        self.hub_dead: list[Blank] = []
        for blank in harvest.blanks:
            self._sort_blank(blank)
        for record in harvest.records:
            if reason := unread_reason(record):
                self._sort_record(record, reason)

    def _sort_blank(self, blank: Blank) -> None:
        slugs, hub = self._topics.named(blank.labels, blank.url)
        if blank.permanent:
            for slug in {one.slug for one in self._topics.told(blank.labels, blank.url) if not one.mere}:
                self.dead[slug].append(blank)
            if hub:
                self.hub_dead.append(blank)
        elif blank.reason in _LEFT_ALONE:
            self._put(_suspect(blank.url, blank.reason, blank.labels), slugs, unclear=False)
        elif not (not slugs and is_back_door(blank.url)):
            suspect = _suspect(blank.url, blank.reason, blank.labels)
            if not slugs and _is_way_home(blank.labels) and blank.reason != FailCause.CUT_OFF:
                self._put(suspect, set(self._at_home), unclear=False)  # the home page itself was read
                return
            held, unclear = self._reach(blank.labels, slugs, is_page=blank.is_page)
            no_way_on = blank.reason in _NO_WAY_ON
            if no_way_on and not any(map(_is_of_a_year, _clear_words(blank.labels))):
                held = slugs  # menus hold many links to services of others
            self._put_beside(suspect, held)
            self._put(suspect, held, unclear=(hub or unclear) and not no_way_on)

    def _sort_record(self, record: Record, reason: str) -> None:
        slugs, hub = self._topics.named(record.labels, record.url)
        # the links of a page with a broken font were followed; those that a script would make were not
        is_page = record.media is Media.HTML and record.needs_script
        unclear = False
        silent_picture = record.unread in _NOTHING_THERE or (record.media is Media.IMAGE and not is_offered(record))
        if not silent_picture:
            slugs, unclear = self._reach(record.labels, slugs, is_page=is_page)
        unclear = hub or (unclear and not silent_picture)
        suspect = replace(_suspect(record.url, reason, record.labels), cover=record.cover)
        if self._topics.is_home(record):
            unclear = record.needs_script
        if record.cover and record.media is not Media.HTML and is_recognised(record):
            slugs, unclear = self._by_cover(record, slugs, unclear=unclear)
        elif not silent_picture:
            self._put_beside(suspect, slugs)
        self._put(suspect, slugs, unclear=unclear)

    def _by_cover(self, record: Record, slugs: set[str], *, unclear: bool) -> tuple[set[str], bool]:
        """What the recognised cover of a scan leaves of the guesses by its labels."""
        signs = self._topics.signs(record).by_slug
        if any(not one.by_label and one.strength >= CONTENT_WINS for one in signs.values()):
            return set(signs), False
        return slugs | set(signs), unclear and not _tells(record.cover)

    def _put(self, suspect: Suspect, slugs: set[str], *, unclear: bool) -> None:
        for slug in slugs:
            self.by_slug[slug].append(suspect)
        if unclear:
            self.open.append(suspect)

    def _put_beside(self, suspect: Suspect, slugs: set[str]) -> None:
        """The neighbours of what it names may be meant too; that excuses only what nothing else speaks of."""
        for slug in self._topics.beside(suspect.labels) - slugs:
            self.by_slug[slug].append(replace(suspect, faint=True))

    def _reach(self, labels: tuple[Label, ...], slugs: set[str], *, is_page: bool) -> tuple[set[str], bool]:
        """The items that a target may hold, and whether it may hold any other too.

        Words that name an item, or else its subject, hold only that: what is called a purchase of 2568 is no list of
        executives. A page is trusted so only where it has the name of one content; one with a menu's name may lead
        anywhere, and so may what no words are said of.
        """
        if slugs:
            return slugs, False
        words = list(_clear_words(labels))
        kin = set(self._topics.kin(labels))
        if is_page and any(is_other_thing(word) for word in words):
            return kin, False
        one_content = not is_page or any(_is_of_a_year(word) for word in words)
        return kin, not (one_content and (kin or words))


def _is_way_home(labels: tuple[Label, ...]) -> bool:
    """Whether all that links say of their target is that it is the home page."""
    spoken = [label for label in labels if label.text]
    return bool(spoken) and all(map(says_home, spoken))


def _is_of_a_year(words: str) -> bool:
    """Whether words beside a year name one content: menus have no year, and year folders no other words."""
    return _YEAR.search(fold(words)) is not None


def is_offered(record: Record) -> bool:
    """Whether a link offers a picture in words (``ดาวน์โหลด``): photographs of galleries have none."""
    return any(_THAI.search(label.text) for label in record.labels)


def _tells(cover: str) -> bool:
    """Whether a recognised cover says what the scan is, or at least what it is not; a covering memo does not."""
    folded = fold(cover)
    return len(folded) >= TELLING and cover.count(UNSURE_DIGIT) * DOUBTS < len(folded) and not is_memo(cover)


def _clear_words(labels: tuple[Label, ...]) -> Iterator[str]:
    """Of each link the first words that tell something: its own, its row's or the heading's above it."""
    for label in labels:
        told = next((one for one in (label.text, label.row) if one and not says_nothing(one)), "")
        # a heading is often the agency's own name: it tells only when it names another thing
        told = told or (label.heading if is_other_thing(label.heading) else "")
        if told:
            yield told


def _suspect(url: str, reason: str, labels: tuple[Label, ...]) -> Suspect:
    return Suspect(url=url, why=why(reason), label=best_words(labels), labels=labels, reason=reason)


def why(reason: str) -> str:
    """Thai words for a cause of failure, refusal or unreadability."""
    return next((text for cause, text in WHY.items() if str(cause) == reason), reason)


def unread_reason(record: Record) -> str:
    """Why the record, or pages of it that may hold anything, could not be read; empty when it was read."""
    if record.is_away:
        return record.reach.reason
    if record.unread is not None:
        return record.unread.value
    if record.recognised and record.silent and record.media is not Media.HTML:
        return UnreadCause.SCAN.value  # the first pages of a scan, as far as they mattered
    return UnreadCause.NEEDS_JAVASCRIPT.value if record.needs_script else ""
