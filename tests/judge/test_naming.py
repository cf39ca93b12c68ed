"""Who an agency is, told by its own home page."""

import pytest

from oitcrawl.judge.naming import introduce
from oitcrawl.model.content import Media
from oitcrawl.model.harvest import Record
from oitcrawl.model.site import AgencyKind, AgencySite

SITE = AgencySite(code="x", url="https://x.go.th/")


@pytest.mark.parametrize(
    "title, headings, name, kind",
    [
        ("เทศบาลตำบลสมมุติ", (), "เทศบาลตำบลสมมุติ", AgencyKind.LOCAL_GOVERNMENT),
        ("หน้าแรก | องค์การบริหารส่วนตำบลสมมุติ", (), "องค์การบริหารส่วนตำบลสมมุติ", AgencyKind.LOCAL_GOVERNMENT),
        ("Home", ("ยินดีต้อนรับสู่ อบต.สมมุติ อำเภอสมมุติ",), "อบต.สมมุติ อำเภอสมมุติ", AgencyKind.LOCAL_GOVERNMENT),
        ("โรงพยาบาลสมมุติ - หน้าหลัก", (), "โรงพยาบาลสมมุติ", AgencyKind.HOSPITAL),
        ("กรมสมมุติวิทยา", (), "กรมสมมุติวิทยา", AgencyKind.CENTRAL),
        ("ยินดีต้อนรับสู่เว็บไซต์", (), "เว็บไซต์", AgencyKind.OTHER),
        ("", (), "", AgencyKind.OTHER),
    ],
)
def test_name_and_kind_come_from_the_home_page(title, headings, name, kind):
    known = introduce(SITE, Record(url=SITE.url, media=Media.HTML, title=title, headings=headings))

    assert (name, kind) == (known.name, known.kind)


def test_what_the_operator_named_is_kept():
    named = AgencySite(code="x", url=SITE.url, name="อบจ.สมมุติ", kind=AgencyKind.CENTRAL)

    assert named == introduce(named, Record(url=SITE.url, media=Media.HTML, title="เทศบาลตำบลอื่น"))


def test_without_a_home_page_nothing_is_guessed():
    assert SITE == introduce(SITE, None)
