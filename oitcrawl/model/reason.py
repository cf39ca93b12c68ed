"""Why a content is taken for an item: the words that say so, where they stand, and what they weigh."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Source(StrEnum):
    """Where words stand that speak for an item; words of the same source, however many, speak once."""

    COVER = "cover"  # title lines of a document
    PAGE_TITLE = "page_title"
    PAGE_HEADING = "page_heading"
    SECTION = "section"  # a heading inside a page that holds several things
    CONTENT = "content"  # the text itself shows what the item asks for
    ANCHOR = "anchor"
    ROW = "row"
    HEADING = "heading"  # above the link
    LINKING_TITLE = "linking_title"  # title of the page that the link stands on
    LINKING_PAGE = "linking_page"  # what that page is about by its own links
    NUMBER = "number"  # of the item, in a list whose numbering is known
    BREADCRUMB = "breadcrumb"
    FILE_NAME = "file_name"
    PROPERTIES = "properties"  # title in the properties of a file
    DECLARED = "declared"  # the agency itself named the address
    HOME = "home"

    @property
    def thai(self) -> str:
        """What officials call the place."""
        return _WORDS[self][0]

    @property
    def english(self) -> str:
        """The same in English."""
        return _WORDS[self][1]


_WORDS = {
    Source.COVER: ("ปกเอกสาร", "cover"),
    Source.PAGE_TITLE: ("ชื่อหน้า", "page title"),
    Source.PAGE_HEADING: ("หัวข้อของหน้า", "heading of the page"),
    Source.SECTION: ("หัวข้อในหน้า", "heading in the page"),
    Source.CONTENT: ("เนื้อหา", "content"),
    Source.ANCHOR: ("ข้อความของลิงก์", "words of the link"),
    Source.ROW: ("แถวของลิงก์", "row of the link"),
    Source.HEADING: ("หัวข้อเหนือลิงก์", "heading above the link"),
    Source.LINKING_TITLE: ("ชื่อหน้าที่มีลิงก์", "title of the page with the link"),
    Source.LINKING_PAGE: ("เรื่องของหน้าที่มีลิงก์", "subject of the page with the link"),
    Source.NUMBER: ("เลขข้อ", "item number"),
    Source.BREADCRUMB: ("เส้นทางของหน้า", "breadcrumb"),
    Source.FILE_NAME: ("ชื่อไฟล์", "file name"),
    Source.PROPERTIES: ("คุณสมบัติของไฟล์", "properties of the file"),
    Source.DECLARED: ("ลิงก์ที่หน่วยงานแจ้ง", "address that the agency declared"),
    Source.HOME: ("หน้าแรก", "home page"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for taking a content for an item.

    Attributes:
        source: where the words stand.
        words: the words.
        clause: the clause of the rule that they fulfil, as it is written there, or whose numbering a number follows;
            empty when no words were asked.
        because: which of the words do, one Thai line; may be empty.
        weight: 0-1, how surely they alone would say so.
        mere: a mention only, which finds nothing by itself.
    """

    source: Source
    words: str = ""
    clause: str = ""
    because: str = ""
    weight: float = 0.0
    mere: bool = False


Cause = Literal["other_item", "year", "no_year", "unreadable", "mention", "weaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """The best content that an item did not get, and why.

    Attributes:
        url: where it is.
        name: what people know it by.
        cause: ``other_item`` (it says that it is another item), ``year`` (not a year that passes), ``no_year`` (its
            year cannot be told), ``unreadable``, ``mention`` (it only speaks of the thing) or ``weaker`` (it was not
            needed: others show as much).
        slug: the item that it went to, for ``other_item``; else empty.
        because: why, one Thai line.
        why: what spoke for it, strongest first.
    """

    url: str
    name: str = ""
    cause: Cause
    slug: str = ""
    because: str = ""
    why: tuple[Reason, ...] = ()
