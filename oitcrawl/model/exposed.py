"""Personal data that a page or document lays open: where, what kind, how many; and the warning that says so. Calm."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from oitcrawl.model.content import Document, Leaf, Media, Page
from oitcrawl.model.scan import ScanWarning
from oitcrawl.thai.masked_address import mask_address
from oitcrawl.thai.personal import PersonalKind, find_personal, may_hold_personal
from oitcrawl.thai.personal_tables import numbers_in_table

KIND = "personal_data_exposed"
MOST = 100  # pages and documents that are named in one scan
_LEAVES_TOLD = 8
_SHEETS = {Media.XLSX, Media.XLS, Media.ODS, Media.CSV}
_ABOUT = 400  # characters of the first page that say what a document is
IN_ADDRESS = "เลขของบุคคลในที่อยู่หรือชื่อไฟล์ (ปิดทับไว้ในรายงานนี้ เปิดจากหน้าที่มีลิงก์ แล้วตั้งชื่อไฟล์ใหม่)"
CURE = (
    "ลบหรือปิดทับข้อมูลนี้ (ทำลายข้อมูลในไฟล์จริง ไม่ใช่วางแถบทับ) แล้วเผยแพร่ไฟล์ใหม่แทนไฟล์เดิม "
    "และแจ้งเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล (DPO) ของหน่วยงาน"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Numbers of one kind on one page.

    Attributes:
        leaf: page or sheet, from 1; 0 beside the pages: headers, comments, hidden sheets, properties.
        name: of the sheet; may be empty.
        kind: what they are.
        numbers: their digits, to mask them by; never shown, never written down.
    """

    leaf: int
    name: str = ""
    kind: PersonalKind
    numbers: frozenset[str] = field(repr=False)

    @property
    def count(self) -> int:
        """How many different numbers."""
        return len(self.numbers)


def exposures(content: Page | Document) -> tuple[Exposure, ...]:
    """What ``content`` itself lays open, page by page; what is inside an archive is looked at by itself."""
    leaves = (*content.leaves, *content.asides)
    if not any(may_hold_personal(leaf.text) or leaf.tables for leaf in leaves):
        return ()
    about = _about(content) if content.leaves else ""
    return tuple(one for leaf in leaves for one in _of_leaf(leaf, about))


def exposure_warning(url: str, media: Media, found: Sequence[Exposure]) -> ScanWarning | None:
    """The warning that ``url`` lays open ``found``, without any number, in its address neither; None for nothing."""
    numbers = frozenset[str]().union(*(one.numbers for one in found))
    covered = mask_address(url, numbers)
    told = [part for part in (told_exposures(found, media), IN_ADDRESS if covered != url else "") if part]
    return ScanWarning(kind=KIND, url=covered, message=f"พบ{' และ'.join(told)} · {CURE}") if told else None


def told_exposures(found: Sequence[Exposure], media: Media) -> str:
    """Kinds, numbers and pages of ``found`` as one Thai line; empty for nothing."""
    return ", ".join(_told(found, kind, media) for kind in PersonalKind if any(one.kind is kind for one in found))


def _told(found: Iterable[Exposure], kind: PersonalKind, media: Media) -> str:
    these = [one for one in found if one.kind is kind]
    count = f"{kind.thai} {len(frozenset[str]().union(*(one.numbers for one in these))):,} รายการ"
    if media is Media.HTML:
        return f"{count}ในหน้าเว็บ"
    places = list(dict.fromkeys(one.name or str(one.leaf) for one in sorted(these, key=lambda one: one.leaf == 0)))
    more = f" และอีก {len(places) - _LEAVES_TOLD} แห่ง" if len(places) > _LEAVES_TOLD else ""
    where = "" if all(one.leaf == 0 for one in these) else "แผ่นงาน " if media in _SHEETS else "หน้า "
    return f"{count} ({where}{', '.join(places[:_LEAVES_TOLD])}{more})"


def _about(content: Page | Document) -> str:
    own = content.headings[:3] if isinstance(content, Page) else (content.leaves[0].text[:_ABOUT],)
    return "\n".join((content.title, *own))


def _of_leaf(leaf: Leaf, about: str) -> Iterator[Exposure]:
    found: dict[PersonalKind, set[str]] = {kind: set() for kind in PersonalKind}
    for one in find_personal(leaf.text, about=about):
        found[one.kind].add(one.digits)
    for table in leaf.tables:
        persons, public = numbers_in_table(table.header, table.rows, about=about)
        found[PersonalKind.PHONE] -= public
        for kind, number in persons:
            found[kind].add(number)
    for kind, numbers in found.items():
        if numbers:
            yield Exposure(leaf=leaf.number, name=leaf.name, kind=kind, numbers=frozenset(numbers))
