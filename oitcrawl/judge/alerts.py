"""What a person should know beside the verdicts: contradictions, copies, dead links, contents nobody can read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.declared import is_dead
from oitcrawl.judge.explain import dead_name, short, thai_date
from oitcrawl.judge.sighting import Sighting
from oitcrawl.judge.signs import Signs, Topics
from oitcrawl.judge.suspects import Suspects, why
from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.harvest import Harvest, Record
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.model.reason import Source
from oitcrawl.model.scan import ScanWarning
from oitcrawl.ruleset.rule import RuleSet

FAR = 3  # clicks from the home page
MAX_ALIKE = 100  # warnings of one kind
FEW = 5  # pages built by scripts that are named one by one
_BARRED = {
    "post": "ข้อมูลในหน้านี้โหลดด้วยคำสั่ง POST ซึ่งโปรแกรมไม่ส่ง",
    "closed": "ข้อมูลในหน้านี้โหลดจากที่อยู่ซึ่งโปรแกรมไม่เปิด (robots.txt หรืออาจแก้ไขข้อมูล)",
    "silent": "ข้อมูลในหน้านี้โหลดไม่สำเร็จ (แม่ข่ายที่ให้ข้อมูลไม่ตอบหรือขัดข้องในขณะตรวจ)",
}
_MANY_LABELS = 8  # a record keeps no more


class Alerts:
    """Collects the warnings of one judgement."""

    def __init__(
        self,
        harvest: Harvest,
        sightings: Mapping[str, tuple[Sighting, ...]],
        suspects: Suspects,
        topics: Topics,
        context: JudgeContext,
    ) -> None:
        self.harvest, self.sightings, self.suspects, self.topics = harvest, sightings, suspects, topics
        self.context = context
        self.twofold: set[str] = set()  # addresses of files that are offered for several items
        self._labels = {one.url: one.labels for one in harvest.records if one.media is Media.HTML}
        self.evidence = {one.record.url: one for some in sightings.values() for one in some if not one.sign.mere}

    def all(self, signs: Mapping[str, Signs], rules: RuleSet) -> tuple[ScanWarning, ...]:
        """Every warning once, at most a hundred of a kind."""
        items = {rule.slug: f"{rule.item} {short(rule.title, 40)}" for rule in rules.rules}
        found = [
            *self._contradictions(signs, items),
            *self._copies(items),
            *self._unreadable(),
            *self._far(items),
            *self._dead(items),
            *self._declared(),
            *self._waivers(),
        ]
        return tuple(_capped(dict.fromkeys(found)))

    def _contradictions(self, signs: Mapping[str, Signs], items: Mapping[str, str]) -> Iterator[ScanWarning]:
        for url, one in signs.items():
            if one.contradicts is not None:
                own, told = one.contradicts
                called = f"ลิงก์เขียนว่า «{short(told.text, 60)}»"
                called = "ท่านแจ้งไว้เป็นข้อนี้" if told.source is Source.DECLARED else called
                message = (
                    f"{called} ({items.get(told.slug, told.slug)}) "
                    f"แต่ในไฟล์เป็น «{short(own.text, 60)}» ({items.get(own.slug, own.slug)})"
                )
                yield ScanWarning(kind="label_contradicts_file", url=url, message=message)

    def _copies(self, items: Mapping[str, str]) -> Iterator[ScanWarning]:
        by_digest: dict[str, list[Record]] = defaultdict(list)
        for record in self.harvest.records:
            if record.sha256 and record.media is not Media.HTML:
                by_digest[record.sha256].append(record)
        for same in by_digest.values():
            slugs = {sign.slug for one in same for sign in self.topics.told(one.labels, one.url) if not sign.mere}
            if len(slugs) > 1:
                self.twofold.update(one.url for one in same)
                names = ", ".join(sorted(items.get(slug, slug) for slug in slugs))
                yield ScanWarning(
                    kind="same_file_two_items", url=same[0].url, message=f"ไฟล์เดียวกันใช้กับหลายข้อ: {names}"
                )

    def _unreadable(self) -> Iterator[ScanWarning]:
        for url, one in self.evidence.items():
            record = one.record
            if record.offsite:
                where = f"เก็บใน{record.kept.thai}" if record.kept else "เก็บอยู่นอกเว็บไซต์หลัก"
                risk = "ไม่นับ" if record.reach is OffsiteState.OPEN else "เปิดไม่ได้หรือไม่นับ"
                message = f"«{short(one.name)}» {where} ({record.reach.thai}) ผู้ตรวจอาจ{risk}"
                yield ScanWarning(kind="offsite_evidence", url=url, message=message)
            elif record.unread is UnreadCause.SCAN or record.media is Media.IMAGE:
                message = f"«{short(one.name)}» เป็นภาพ ไม่มีตัวอักษรให้ค้นหรืออ่าน"
                yield ScanWarning(kind="image_only_document", url=url, message=message)
            elif record.recognised and record.recognised + record.silent >= record.leaf_count:
                message = f"«{short(one.name)}» เป็นภาพสแกน โปรแกรมอ่านจากภาพได้ แต่ประชาชนค้นหาหรือคัดลอกข้อความไม่ได้"
                yield ScanWarning(kind="image_only_document", url=url, message=message)
        yield from self._scripted()

    def _scripted(self) -> Iterator[ScanWarning]:
        """The first few pages that scripts build; a site that is built so throughout is told by their number."""
        scripted = [record for record in self.harvest.records if record.needs_script]
        for record in scripted[:FEW]:
            message = "หน้านี้สร้างด้วยสคริปต์ (JavaScript) ตัวตรวจจึงไม่เห็นเนื้อหาทั้งหมด"
            if record.barred:
                message = f"{_BARRED[record.barred]} ตัวตรวจจึงไม่เห็นเนื้อหาทั้งหมด"
            yield ScanWarning(kind="needs_javascript", url=record.url, message=message)
        if (more := len(scripted) - FEW) > 0:
            message = f"อีก {more:,} หน้าก็สร้างด้วยสคริปต์ ดูรายการเต็มในส่วนที่ตรวจไม่ได้ของรายงาน"
            yield ScanWarning(kind="needs_javascript", message=message)

    def _far(self, items: Mapping[str, str]) -> Iterator[ScanWarning]:
        for slug, some in self.sightings.items():
            counting = [one for one in some if not one.sign.mere and all(fit.counts for fit in one.fits.values())]
            near = min(counting, key=lambda one: self._clicks(one.record), default=None)
            if near is not None and (clicks := self._clicks(near.record)) > FAR:
                message = f"{items.get(slug, slug)} อยู่ลึก {clicks} คลิกจากหน้าแรก"
                yield ScanWarning(kind="far_from_home", url=near.record.url, message=message)

    def _clicks(self, record: Record) -> int:
        """Clicks from the home page: what loads by itself, a frame or the target of a refresh, costs none."""
        ways = zip(record.path[:-1], record.path[1:], strict=True)
        return len(record.path) - sum(self._loads_itself(page, there) for page, there in ways)

    def _loads_itself(self, page: str, there: str) -> bool:
        """Whether no link with words leads from ``page`` to ``there``; not told where links were left out."""
        labels = self._labels.get(there)
        if labels is None or len(labels) >= _MANY_LABELS:
            return False
        return not any(label.found_on == page and (label.text or label.row) for label in labels)

    def _dead(self, items: Mapping[str, str]) -> Iterator[ScanWarning]:
        for slug, blanks in self.suspects.dead.items():
            for blank in blanks:
                message = f"ลิงก์เสีย «{short(dead_name(blank))}» ({items.get(slug, slug)}): {why(blank.reason)}"
                yield ScanWarning(kind="broken_link", url=blank.url, message=message)
        for blank in self.suspects.hub_dead:
            message = f"ลิงก์เสีย «{short(dead_name(blank))}»: {why(blank.reason)}"
            yield ScanWarning(kind="broken_link", url=blank.url, message=message)

    def _declared(self) -> Iterator[ScanWarning]:
        blanks = {blank.url: blank for blank in self.harvest.blanks}
        for item, url in self.context.agency.declared:
            if url in blanks and is_dead(blanks[url]):
                message = f"ลิงก์ที่แจ้งไว้สำหรับ {item} เปิดไม่ได้: {why(blanks[url].reason)}"
                yield ScanWarning(kind="declared_url_dead", url=url, message=message)

    def _waivers(self) -> Iterator[ScanWarning]:
        for waiver in self.context.agency.waivers:
            if not waiver.reason.strip():
                yield ScanWarning(kind="waiver_without_reason", message=f"การยกเว้น {waiver.item} ไม่มีเหตุผล จึงไม่มีผล")
            elif self.context.is_past(waiver.until):
                message = f"การยกเว้น {waiver.item} หมดอายุเมื่อ {thai_date(waiver.until)} จึงไม่มีผล"
                yield ScanWarning(kind="waiver_expired", message=message)


def _capped(warnings: dict[ScanWarning, None]) -> Iterator[ScanWarning]:
    counts: dict[str, int] = defaultdict(int)
    for warning in warnings:
        counts[warning.kind] += 1
        if counts[warning.kind] <= MAX_ALIKE:
            yield warning
