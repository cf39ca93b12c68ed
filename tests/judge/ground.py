"""A small edition, a small matcher and a builder of small sites: values that the judge's tests are written in."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.decide import decide
from oitcrawl.judge.gather import gather
from oitcrawl.model.content import Document, Label, Leaf, Link, Media, Page, Table, TextLayer
from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.harvest import Blank, Harvest, Record
from oitcrawl.model.scan import Coverage
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.ruleset.check import (
    ContactCheck,
    ContactKind,
    DateCheck,
    FileCheck,
    HumanCheck,
    MapCheck,
    PhraseCheck,
    Phrases,
    YearRule,
)
from oitcrawl.ruleset.edition import Indicator, Known
from oitcrawl.ruleset.rule import Clause, Component, Due, Rule, RuleSet, Topic
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.text import fold

HOME = "https://www.agency.example/"
AS_OF = date(2025, 6, 1)
BEFORE_HALF = date(2025, 3, 1)


def words(*some, inside_not=()):
    return Phrases(source=tuple(some), any=tuple(some), inside_not=tuple(inside_not))


def says(*some, **more):
    return PhraseCheck(phrases=words(*some), **more)


def part(key, *checks, known=Known.SEEN, **more):
    return Component(key=key, label=f"ส่วน {key}", known=known, any=checks, **more)


def rule(item, slug, title, year, *parts, **more):
    topic = Topic(any=(Clause(terms=(words(title),)),))
    return Rule(item=item, slug=slug, title=title, group="9.1", year=year, topic=topic, components=parts, **more)


ANNUAL = rule(
    "O7",
    "annual-report",
    "รายงานผลการดำเนินงานประจำปี",
    YearRule.LAST_YEAR,
    part("results", says("ผลการดำเนินโครงการ"), advice="ระบุผลของแต่ละโครงการ"),
    part("spending", says("ผลการใช้จ่ายงบประมาณ")),
    part("problems", says("ปัญหาและอุปสรรค", "ปัญหาอุปสรรค")),
    part("suggestions", says("ข้อเสนอแนะ"), known=Known.RECALLED),
    advice="เผยแพร่เป็นไฟล์ PDF",
    where=("ITA",),
)
PLAN = rule(
    "O5",
    "strategic-plan",
    "แผนพัฒนา",
    YearRule.COVERS,
    part("strategies", says("ยุทธศาสตร์")),
    part("kpis", says("ตัวชี้วัด")),
    part("whole", FileCheck(leaves=3)),
)
PROGRESS = rule(
    "O6",
    "annual-plan-and-progress",
    "แผนการดำเนินงานประจำปี",
    YearRule.THIS_YEAR,
    part("projects", says("โครงการ")),
    part("progress", says("ความก้าวหน้า"), due=Due.HALF_YEAR),
)
CONTACT = rule(
    "O3",
    "contact",
    "ข้อมูลการติดต่อ",
    YearRule.IN_FORCE,
    part("address", ContactCheck(kind=ContactKind.ADDRESS)),
    part("phone", ContactCheck(kind=ContactKind.PHONE)),
    part("email", ContactCheck(kind=ContactKind.EMAIL)),
    part("map", MapCheck(), known=Known.RECALLED),
)
NEWS = rule("O4", "news", "ข่าวประชาสัมพันธ์", YearRule.THIS_YEAR, part("dated_news", DateCheck(year=YearRule.THIS_YEAR)))
ETHICS = rule(
    "O16",
    "ethics",
    "จริยธรรม",
    YearRule.THIS_YEAR,
    part("code", says("ประมวลจริยธรรม"), year=YearRule.IN_FORCE),
    part("driving", says("อบรมจริยธรรม")),
)
COMPLAINTS = rule(
    "O19",
    "complaint-statistics",
    "สถิติเรื่องร้องเรียน",
    YearRule.THIS_OR_LAST_YEAR,
    part("total", says("จำนวนเรื่องร้องเรียนทั้งหมด"), unless_nil=True),
    part("finished", says("ดำเนินการแล้วเสร็จ"), unless_nil=True),
)
STRUCTURE = rule(
    "O1",
    "structure-and-authority",
    "โครงสร้างหน่วยงาน",
    YearRule.IN_FORCE,
    part("chart", HumanCheck(question="ดูว่าภาพเป็นแผนผังหรือไม่")),
    part("political", says("ฝ่ายการเมือง"), only=(AgencyKind.LOCAL_GOVERNMENT,)),
    part("authority", says("อำนาจหน้าที่")),
)
SCHOOL = rule("O90", "school-only", "แผนการเรียนการสอน", YearRule.IN_FORCE, only=(AgencyKind.SCHOOL,))
GIFT = rule(
    "O22", "gift-report", "รายงานการรับทรัพย์สิน", YearRule.THIS_YEAR, part("report", says("ไม่มีการรับ")), due=Due.HALF_YEAR
)

ALL = (STRUCTURE, CONTACT, NEWS, PLAN, PROGRESS, ANNUAL, ETHICS, COMPLAINTS, GIFT, SCHOOL)


def rules(*some):
    return RuleSet(
        edition="toy",
        title="ฉบับทดลอง",
        fiscal_year=2568,
        digest="sha256:toy",
        indicators=(Indicator(number="9", title="การเปิดเผยข้อมูล", groups=("9.1",)),),
        groups=(("9.1", "ข้อมูลพื้นฐาน"),),
        rules=some or ALL,
        vocabulary=(("nil", words("ไม่มีเรื่องร้องเรียน")),),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """What the small matcher says."""

    slug: str | None = None
    score: float = 0.0
    runner_up: tuple[str, float] | None = None
    hub: bool = False
    clause: None = None
    because: str = ""


class WordMatcher:
    """Takes the longest title of a rule that stands in the text for its topic."""

    subjects: ClassVar = {"โครงการ": "annual-plan-and-progress"}

    def __init__(self, some=ALL):
        self._titles = {fold(one.title): one.slug for one in some} | {one.item.lower(): one.slug for one in some}

    def kin(self, text):
        return frozenset(slug for word, slug in self.subjects.items() if word in text)

    def about(self, texts):
        return frozenset(slug for text in texts for slug in self.kin(text))

    def beside(self, verdict, text):
        return frozenset()

    def classify(self, text, *, href="", recognised=False):
        folded = fold(text)
        inside = [title for title in self._titles if title in folded and (len(title) > 4 or title == folded)]
        if inside:
            return Word(slug=self._titles[max(inside, key=len)], score=0.95)
        return Word(hub="ita" in folded or "ข้อมูลสาธารณะ" in text)


@dataclass(slots=True)
class Site:
    """A site under construction; the home page comes first."""

    records: list = field(default_factory=list)
    contents: dict = field(default_factory=dict)
    blanks: list = field(default_factory=list)
    dead_labels: list = field(default_factory=list)
    stopped_by: str | None = None
    parents: dict = field(default_factory=dict)

    def page(self, name, text="", *, label="", title="", headings=(), links=(), on=None, **more):
        url = HOME + name
        tables = tuple(Table(header=tuple(one[0]), rows=tuple(map(tuple, one[1:]))) for one in more.pop("tables", ()))
        place = {key: more.pop(key) for key in ("row", "heading", "page_title") if key in more}
        kept = {
            key: more.pop(key) for key in ("labels", "path", "breadcrumb", "unread", "last_modified") if key in more
        }
        links = tuple(
            one if isinstance(one, Link) else Link(url=f"{url}/{one}", label=Label(text=one)) for one in links
        )
        page = Page(
            url=url,
            title=title,
            headings=tuple(headings),
            leaf=Leaf(number=1, text=text, tables=tables),
            links=links,
            **more,
        )
        self._add(
            Record(
                url=url,
                media=Media.HTML,
                title=title,
                headings=tuple(headings),
                cover=text[:600],
                labels=kept.pop("labels", None) or _labels(label, place),
                path=kept.pop("path", (HOME,) if name else ()),
                sha256=page.sha256 or f"sha-{name}",
                text_layer=page.text_layer,
                needs_script=page.needs_script,
                barred=page.barred,
                **kept,
            ),
            page,
            on,
        )
        return url

    def file(self, name, text="", *, label="", leaves=1, media=Media.PDF, on=None, sha256=None, **more):
        url = HOME + name
        place = {key: more.pop(key) for key in ("row", "heading", "page_title") if key in more}
        first = more.pop("text_layer", TextLayer.GOOD)
        parts = text.split("\f")
        parts += [""] * (leaves - len(parts))
        content = Document(
            url=url,
            media=media,
            leaves=tuple(Leaf(number=n, text=one) for n, one in enumerate(parts, 1)),
            leaf_count=len(parts),
            text_layer=first,
        )
        record = Record(
            url=url,
            media=media,
            cover=text[:1500],
            labels=more.pop("labels", None) or _labels(label, place),
            path=more.pop("path", (HOME,)),
            sha256=sha256 or f"sha-{name}",
            text_layer=first,
            leaf_count=len(parts),
            file_name=name.rpartition("/")[2],
            **more,
        )
        self._add(record, content if record.unread is None and not record.offsite else None, on)
        return url

    def blank(self, name, reason="timeout", *, label="", permanent=False, is_page=True, **place):
        self.blanks.append(
            Blank(url=HOME + name, reason=reason, permanent=permanent, is_page=is_page, labels=_labels(label, place))
        )

    def _add(self, record, content, on):
        self.records.append(record)
        self.parents[record.url] = on
        if content is not None:
            self.contents[record.url] = content

    @property
    def harvest(self):
        coverage = Coverage(
            pages=sum(one.media is Media.HTML for one in self.records),
            documents=sum(one.media is not Media.HTML for one in self.records),
            stopped_by=self.stopped_by,
        )
        return Harvest(
            records=tuple(self.records),
            blanks=tuple(self.blanks),
            dead_labels=tuple(self.dead_labels),
            coverage=coverage,
        )

    def load(self, record):
        return self.contents.get(record.url)


def _labels(label, place):
    found_on = place.pop("found_on", HOME)
    if not label and not place:
        return ()
    return (Label(text=label, found_on=found_on, **place),)


def home():
    site = Site()
    site.page("", "ยินดีต้อนรับสู่เว็บไซต์ของหน่วยงานตัวอย่าง", title="หน่วยงานตัวอย่าง")
    return site


def gathered(site, *some, **more):
    edition = rules(*some)
    context = context_of(site, **more)
    return gather(site.harvest, site.load, edition, WordMatcher(edition.rules), context), edition, context


def context_of(site, *, year=2568, as_of=AS_OF, kind=AgencyKind.LOCAL_GOVERNMENT, **agency):
    who = AgencySite(code="toy", name="หน่วยงานตัวอย่าง", url=HOME, kind=kind, **agency)
    return JudgeContext(agency=who, fiscal_year=FiscalYear(year), as_of=as_of, coverage=site.harvest.coverage)


def judged(site, *some, **more):
    found, edition, context = gathered(site, *some, **more)
    return {one.item: one for one in decide(found, edition, context)}


def verdict(site, one, **more) -> ItemFinding:
    """The finding of one rule, judged among all others of the small edition."""
    return judged(site, **more)[one.item]


def states(finding):
    return {one.key: one.state.value for one in finding.components}


FULL_REPORT = """รายงานผลการดำเนินงานประจำปี
ประจำปีงบประมาณ พ.ศ. 2567
องค์การบริหารส่วนตำบลตัวอย่าง
บทที่ 1 ผลการดำเนินโครงการ ในปีที่ผ่านมามีดังต่อไปนี้
บทที่ 2 ผลการใช้จ่ายงบประมาณ ของแต่ละโครงการ
บทที่ 3 ปัญหาและอุปสรรค ที่พบระหว่างดำเนินการ
บทที่ 4 ข้อเสนอแนะ สำหรับปีต่อไป
"""
