"""Contents and scans made up for the store's tests."""

from datetime import UTC, date, datetime

from oitcrawl.model.content import (
    Document,
    Label,
    Leaf,
    Link,
    LinkKind,
    Media,
    Page,
    Table,
    TextLayer,
)
from oitcrawl.model.finding import ComponentFinding, ComponentState, Evidence, ItemFinding, Status, When
from oitcrawl.model.scan import AgencyRef, AgencyScan, Coverage, FailedAddress, Range, Summary
from oitcrawl.model.visit import FailCause

URL = "https://www.example.go.th/plan"


def page(number=1, *, text="แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)\nบรรทัดที่สอง", links=30):
    return Page(
        url=f"{URL}/{number}",
        title=f"แผนพัฒนา {number}",
        headings=("แผน", "ตัวชี้วัด"),
        breadcrumb=("หน้าแรก", "แผน"),
        leaf=Leaf(number=1, text=text, tables=(Table(header=("ก", "ข"), rows=(("1", "2"), ("3", ""))),)),
        chrome="โทร. 0 0000 0000",
        links=tuple(link(number, one) for one in range(links)),
        images=3,
        alts=("ตรา",),
        emails=("saraban@example.go.th",),
        has_map=True,
        dead_anchors=("ข้อมูล",),
        text_layer=TextLayer.PARTIAL,
        sha256=f"{number:064x}",
        size=len(text),
    )


def link(number, one):
    label = Label(
        text=f"รายงาน {one}",
        row=f"ข้อ {one} | รายงาน {one}",
        heading="รายงาน",
        page_title=f"แผนพัฒนา {number}",
        found_on=f"{URL}/{number}",
    )
    return Link(url=f"{URL}/file/{one}.pdf", label=label, kind=LinkKind.FRAME if one % 5 == 0 else LinkKind.ANCHOR)


def document(number=1):
    return Document(
        url=f"{URL}/{number}.xlsx",
        media=Media.XLSX,
        title="สถิติ",
        leaves=(
            Leaf(number=1, text="สถิติ\n2567", tables=(Table(rows=(("ม.ค.", "12"),)),), name="แผ่น 1"),
            Leaf(number=2, text=""),
        ),
        meta_dates=(date(2024, 10, 1),),
        leaf_count=2,
        sha256=f"d{number:063x}",
        size=4096,
    )


def scan(code="abt-example", *, day=1, partial=False, status=Status.FOUND):
    finding = ItemFinding(
        item="O5",
        slug="strategic-plan",
        title="แผนพัฒนาหน่วยงาน",
        group="9.2",
        status=status,
        because="พบแผน พ.ศ. 2566-2570",
        year_wanted=(2568,),
        year_found=(2566, 2567, 2568),
        confidence=0.9,
        components=(ComponentFinding(key="kpis", label="ตัวชี้วัด", state=ComponentState.PRESENT, evidence=0),),
        evidence=(
            Evidence(
                url=URL,
                media=Media.HTML,
                quote="แผนพัฒนา “ห้าปี”",
                dated=When(start=date(2022, 10, 1), end=date(2027, 9, 30), text="2566-2570"),
            ),
        ),
    )
    return AgencyScan(
        engine="0.1.0",
        edition="nacc-2568",
        rules_digest="sha256:00",
        agency=AgencyRef(code=code, name="อบต. ตัวอย่าง", kind="local_government", url=URL),
        fiscal_year=2568,
        as_of=date(2025, 4, 1),
        started=datetime(2025, 4, day, 1, 0, tzinfo=UTC),
        finished=datetime(2025, 4, day, 2, 30, tzinfo=UTC),
        coverage=Coverage(pages=3, failed=(FailedAddress(url=URL, cause=FailCause.TIMEOUT, permanent=False),)),
        items=(finding,),
        summary=Summary(found=1, estimate=Range(low=1.0, high=2.5)),
        partial=partial,
    )
