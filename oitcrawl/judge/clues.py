"""Where the year of a content may be read, and how far each place is to be trusted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import unquote, urlsplit

from oitcrawl.judge.joining import Sign
from oitcrawl.judge.labels import says_nothing
from oitcrawl.judge.reading import Reading
from oitcrawl.judge.statements import MADE_LEAST, Clue, may_tell
from oitcrawl.judge.titles import title_lines
from oitcrawl.model.content import UNSURE_DIGIT, Document, Media, Page
from oitcrawl.model.harvest import Record
from oitcrawl.model.reason import Source
from oitcrawl.thai.calendar import BE_OFFSET, FiscalYear
from oitcrawl.thai.dates import Precision, dates_of
from oitcrawl.thai.text import fold

BEGINNING = 600  # characters of the text that are trusted a little more than the rest
FIRST_CHARS = 3000  # of the text in which its year is looked for
LAST_CHARS = 1500  # of its end, where it is signed
COVER_ROWS = 30  # lines of a cover in which its day stands
DAY_LENGTH = 40  # characters; a longer line says more than a day
AFTER = 60  # characters in which the day of a signature stands
HEAD = 300  # characters of the lines in which a page says what it is
PAGE_HEAD = 0.87  # better than what links say, and less than its own title
SECTION_HEAD = 0.9  # as the heading of a section, which is often but the name of what is filed there
COPIED = 0.3  # names and labels of what lies under two years settle nothing


def outside_clues(record: Record, sign: Sign | None, *, copied: bool = False) -> Iterator[Clue]:
    """What title, headings, cover, labels and names say of the year, without opening the content.

    Args:
        record: the content.
        sign: why it is taken for an item; None for the content as a whole, whatever it is.
        copied: the very same bytes lie under other years too, so that only its own words tell its year.
    """
    whole = sign is None or sign.heading is None
    yield from _own_clues(record, sign)
    around = [*(_label_clues(record, sign) if whole else ()), *_name_clues(record)]
    yield from (replace(one, trust=min(one.trust, COPIED)) for one in around) if copied else around


def words_about(record: Record) -> Iterator[str]:
    """What ``outside_clues`` mostly tells the year by, as plain words, but for those of the sign."""
    yield from (record.title, *record.headings[:2], record.cover[:BEGINNING], record.file_name)
    for label in record.labels:
        yield from (label.text, label.row, label.heading, label.page_title)


def near_years(year: FiscalYear) -> re.Pattern[str]:
    """Finds digits that may name the fiscal year or the one before, or a span of years that reaches over them.

    A fiscal year begins in the calendar year before, and that before it in the one before that.
    """
    numbers = {year.be - back for back in range(3)} | {year.be - BE_OFFSET - back for back in range(3)}
    two = sorted({number % 100 for number in numbers})
    digits = "|".join(f"{_either(one // 10)} ?{_either(one % 10)}" for one in two)
    century = f"(?:{_either(2)} ?[05๐๕] ?)"
    span = r"\d\s{0,8}(?:[-\u2010-\u2015]|ถึง)\s{0,8}(?:(?:ปี\s?)?พ\.?\s?ศ\.?\s{0,4})?\d"
    return re.compile(rf"(?<!\d){century}?(?:{digits})(?!\d)|{span}")


def _either(digit: int) -> str:
    """A digit in either script."""
    return f"[{digit}{chr(ord('๐') + digit)}]"


def inside_clues(record: Record, view: Reading) -> Iterator[Clue]:
    """What the text itself says of the year: its tables, its beginning, its signature, when it was put on the web."""
    content = view.content
    if isinstance(content, Document) and content.meta_dates:
        yield _day_clue(max(content.meta_dates), 0.25, "คุณสมบัติของไฟล์")
    if isinstance(content, Page) and content.published is not None:
        yield _day_clue(content.published, 0.38, "วันที่เผยแพร่ของหน้า")
    if is_blurred(record):
        return
    headers = [" ".join(table.header) for table in view.tables]
    yield Clue(text="\n".join(headers), trust=0.58, source="หัวตาราง")
    text = view.seen
    is_page = isinstance(content, Page)
    if is_page:
        yield from _head_clues(record, view, text)
    if is_page:  # the cover of a document says the same
        yield Clue(text=text[:BEGINNING], trust=0.57, source="ต้นเรื่อง", entries=True, running=True)
    if not is_page or len(text) > BEGINNING:
        yield Clue(text=text[:FIRST_CHARS], trust=MADE_LEAST, source="เนื้อหา", entries=True, running=True)
    yield from _signatures(text[:FIRST_CHARS], text[max(FIRST_CHARS, len(text) - LAST_CHARS) :])
    if is_page:
        yield from (replace(one, posted=True) for one in _behind(_POSTED, text[:FIRST_CHARS], 0.4, "วันที่เผยแพร่ในหน้า"))


def _head_clues(record: Record, view: Reading, text: str) -> Iterator[Clue]:
    """What the lines below the heading of a page or section say: whoever links to it may say another year."""
    heads = [view.content.title, *record.headings]
    place = text.find(record.headings[0]) if view.window is None and record.headings else 0
    links = {fold(words) for words, _ in view.link_labels}
    own = (line for line in title_lines(text[max(place, 0) :]) if line not in heads and fold(line) not in links)
    lines = [line for line in own if _OF_YEAR.search(line)]  # other years are of laws and of what came before
    trust = SECTION_HEAD if view.window is not None and not view.menu_end else PAGE_HEAD
    yield Clue(text="\n".join(lines)[:HEAD], trust=trust, source="ใต้หัวข้อ", entries=True)


def is_blurred(record: Record) -> bool:
    """Whether the title of a scan names a year that could not be read: years in its text are then of other things."""
    return record.media is not Media.HTML and any(UNSURE_DIGIT in line for line in title_lines(record.cover))


def _own_clues(record: Record, sign: Sign | None) -> Iterator[Clue]:
    if sign is not None and sign.heading is not None:
        yield Clue(text=sign.text, trust=0.9, source="หัวข้อในหน้า")
    elif record.media is Media.HTML:
        yield Clue(text=record.title, trust=0.88, source="ชื่อหน้า")
        for heading in record.headings[:2]:
            is_sign = sign is not None and heading == sign.text
            yield Clue(text=heading, trust=0.9 if is_sign else 0.7, source="หัวข้อของหน้า")
    else:
        title = "\n".join(title_lines(record.cover))
        yield Clue(text=title[:300], trust=0.95, source="ปกเอกสาร", entries=True)
        if not is_blurred(record):
            yield from _cover_days(record.cover)
            yield Clue(text=record.cover, trust=0.62, source="หน้าแรก ๆ ของเอกสาร", entries=True, running=True)


def _cover_days(cover: str) -> Iterator[Clue]:
    """A line of the cover that holds a day or a month and nothing else: when the paper was made."""
    lines = (" ".join(line.split()) for line in cover.partition("\f")[0].splitlines()[:COVER_ROWS])
    for line in lines:
        dated = dates_of(line) if len(line) <= DAY_LENGTH and _DIGIT.search(line) else ()
        is_day = len(dated) == 1 and dated[0].precision in {Precision.DAY, Precision.MONTH}
        if is_day and len(line) - len(dated[0].text) <= len("ประจำเดือน"):
            yield Clue(text=line, trust=0.63, source="วันที่บนปก", entries=True, signed=True)


def _label_clues(record: Record, sign: Sign | None) -> Iterator[Clue]:
    spoken = sign.spoken if sign is not None else ()
    heads = {part.words for part in spoken if part.source is Source.HEADING}
    if sign is not None and sign.source is Source.LINKING_PAGE:
        yield Clue(text=sign.text, trust=0.48, source=sign.source.thai)
    for label in record.labels:
        # most words hold no year, and there are many labels: what holds none is left out here
        if may_tell(label.text):
            yield Clue(text=label.text, trust=0.85, source="ข้อความของลิงก์")
        if may_tell(label.row):
            yield Clue(text=label.row, trust=0.72, source="แถวของลิงก์")
        # under a bare "ปี 2568" stand contents of that round of assessment, results of the year before among them
        # ... but under "แผนพัฒนา › ปี 2568" the plans of that year
        if may_tell(label.heading):
            bare = says_nothing(next(iter(label.headings), "")) and heads.isdisjoint(label.headings)
            yield Clue(text=label.heading, trust=0.6, source="หัวข้อเหนือลิงก์", folder=bare)
        if may_tell(label.page_title):
            bare = says_nothing(label.page_title)
            yield Clue(text=label.page_title, trust=0.48, source="ชื่อหน้าที่มีลิงก์", folder=bare)


def _name_clues(record: Record) -> Iterator[Clue]:
    yield Clue(text=record.file_name, trust=0.55, source="ชื่อไฟล์")
    yield _address_clue(record.final_url or record.url)
    if record.last_modified is not None:
        yield _day_clue(record.last_modified, 0.15, "วันที่ปรับปรุงไฟล์")


def _address_clue(url: str) -> Clue:
    """What the folders of an address say: ``/uploads/2567/12/`` is when it was put there, and proves no year."""
    folders = unquote(urlsplit(url).path.rpartition("/")[0])
    if (upload := _UPLOAD.search(folders)) is not None:
        year = int(upload[1]) + (BE_OFFSET if int(upload[1]) < _FIRST_BE else 0)
        return Clue(
            text=f"เดือน {int(upload[2])}/{year}", trust=0.2, source="โฟลเดอร์ของไฟล์", entries=True, posted=True
        )
    return Clue(text=url, trust=0.2, source="ที่อยู่ของไฟล์")


def _day_clue(day: date, trust: float, source: str) -> Clue:
    text = f"{day.day}/{day.month}/{day.year + BE_OFFSET}"
    return Clue(text=text, trust=trust, source=source, entries=True, posted=True)


def _signatures(first: str, last: str) -> Iterator[Clue]:
    """The days on which it was announced or signed: at the end of the paper more than at its beginning."""
    for one in _behind(_SIGNED, last, 0.66, "วันที่ลงนามท้ายเอกสาร"):
        yield replace(one, signed=True)
    for one in _behind(_SIGNED, first, 0.64, "วันที่ประกาศหรือลงนาม"):
        yield replace(one, signed=True)


def _behind(words: re.Pattern[str], text: str, trust: float, source: str) -> Iterator[Clue]:
    """What stands behind the last of such words."""
    places = [match.end() for match in words.finditer(text)]
    if places:
        day = f"วันที่ {' '.join(text[places[-1] : places[-1] + AFTER].split())}"
        yield Clue(text=day, trust=trust, source=source, entries=True)


_FIRST_BE = 2400
_OF_YEAR = re.compile("ปีงบ|ประจำปี|ประจําปี|รอบปี")
_DIGIT = re.compile(r"\d\s*\d")
_UPLOAD = re.compile(r"/(25[4-9]\d|20[0-4]\d)/(0?[1-9]|1[0-2])(?:/|$)")
_GAP = r"[\s.:…]{0,12}"
_SIGNED = re.compile(
    rf"(?:ประกาศ|สั่ง|ให้ไว้|ลงนาม|แถลง|รับรอง){_GAP}(?:ใช้)?{_GAP}(?:ณ|เมื่อ){_GAP}(?:วั[น]{_GAP}ที่)?|ลงนามวันที่|ลงชื่อวันที่"
)
_POSTED = re.compile(
    r"(?:เผยแพร่|เผยเเพร่|โพสต์|โพสท์|โพส|ลงประกาศ|อัปเดต|อัพเดต|อัพเดท|แก้ไข|ปรับปรุง)(?:ข้อมูล)?(?:เมื่อ|วันที่|ล่าสุด|[\s:-])+"
    r"|(?:posted|published|updated|last modified)(?:\s|:|on|date)+",
    re.IGNORECASE,
)
