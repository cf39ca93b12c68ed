"""How much of the site was seen is told by sections that its visitors know."""

from dataclasses import replace

from oitcrawl.judge.breadth import MOST, covered, family_of, sections
from oitcrawl.model.content import Label, UnreadCause
from oitcrawl.model.scan import HiddenLink
from tests.judge.ground import HOME, Site, home


def child(label, on=HOME, **place):
    return {"labels": (Label(text=label, found_on=on, **place),)}


def plans() -> Site:
    """A menu with three pages under it, and a file on one of them."""
    site = home()
    site.page("Pages/plan", **child("แผนพัฒนาท้องถิ่น"))
    for number in range(3):
        url = site.page(f"Pages/plan_detail/{number}", **child(f"แผน {number}", HOME + "Pages/plan"))
    site.file("docs/a.pdf", "x", **child("ดาวน์โหลด", url))
    return site


def test_a_family_of_addresses_is_called_what_the_menu_calls_its_first_page():
    plan, front = sections(plans().harvest)

    assert (plan.name, plan.url, plan.read) == ("แผนพัฒนาท้องถิ่น", f"{HOME}Pages/plan", 5)
    assert (front.name, front.read) == ("หน้าแรก", 1)


def test_what_was_not_read_is_counted_by_what_became_of_it_with_the_commonest_cause_and_examples():
    site = plans()
    below = HOME + "Pages/plan"
    for number in range(4, 8):
        site.blank(f"Pages/plan_detail/{number}", "timeout", label=f"แผน {number}", found_on=below)
    site.blank("Pages/plan_detail/8", "robots", label="แผน 8", found_on=below)
    site.blank("Pages/plan_detail/9", "unvisited", label="แผน 9", found_on=below)
    site.blank("docs/b.pdf", "not_found", permanent=True, is_page=False, label="เก่า", found_on=below)
    site.page("Pages/plan_detail/10", needs_script=True, **child("แผน 10", below))
    site.file("docs/scan.pdf", unread=UnreadCause.SCAN, **child("สแกน", below))

    plan = sections(site.harvest)[0]

    counts = (plan.read, plan.failed, plan.refused, plan.unvisited, plan.needs_browser, plan.unread, plan.gone)
    assert counts == (5, 4, 1, 1, 1, 1, 1)
    assert (plan.unseen, plan.cause) == (8, "timeout")
    assert len(plan.examples) == 3
    assert {cause for _, cause in plan.examples} == {"timeout"}


def test_sections_with_something_unseen_come_first():
    site = plans()
    site.blank("shop", "forbidden", label="จัดซื้อจัดจ้าง")

    assert [one.name for one in sections(site.harvest)] == ["จัดซื้อจัดจ้าง", "แผนพัฒนาท้องถิ่น", "หน้าแรก"]


def test_a_breadcrumb_names_the_section_whatever_the_address():
    site = home()
    for number in range(3):
        site.page(f"index.php?no={number}x", breadcrumb=("หน้าแรก", "ข้อมูลพื้นฐาน", f"เรื่อง {number}"), **child("อ่าน"))

    assert sections(site.harvest)[0].name == "ข้อมูลพื้นฐาน"


def test_pages_with_opaque_addresses_belong_to_the_menu_that_was_clicked_first():
    site = home()
    menu = site.page("index.php?m=aa", **child("การบริหารงาน"))
    for name in "bcd":
        site.page(f"index.php?m={name}{name}", path=(HOME, menu), **child(f"เรื่อง {name}", menu))

    assert [(one.name, one.read) for one in sections(site.harvest)] == [("การบริหารงาน", 4), ("หน้าแรก", 1)]


def test_a_section_that_nobody_names_is_called_by_its_path():
    site = home()
    for number in range(3):
        site.page(f"showdata.php?menuid={number}", **child("คลิก"))

    assert sections(site.harvest)[0].name == "/showdata"


def test_the_agency_s_own_name_is_cut_off_a_title():
    site = Site()
    site.page("", title="หน้าแรก - เทศบาลตำบลตัวอย่าง")
    site.page("x", title="ศูนย์ข้อมูล - เทศบาลตำบลตัวอย่าง", **child("คลิก"))

    assert "ศูนย์ข้อมูล" in {one.name for one in sections(site.harvest)}


def test_many_small_sections_are_summed_up_as_the_last_with_every_address_counted():
    site = home()
    for number in range(60):
        site.page(f"เรื่องที่{number}", **child(f"เมนูที่ {number}"))
    site.blank("ลับ", "forbidden", label="เมนูที่ปิด")

    found = sections(site.harvest)

    assert len(found) == MOST
    assert (found[-1].name, found[-1].others) == ("", 62 - MOST + 1)
    assert sum(one.read for one in found) == 61
    assert sum(one.failed for one in found) == 1


def test_pages_that_need_a_browser_say_why_they_had_none():
    site = home()
    site.page("ita", needs_script=True, label="ITA 2568")
    harvest = site.harvest

    def told(state):
        return covered(replace(harvest, coverage=replace(harvest.coverage, browser=state))).needs_browser

    assert [told(state)[0].cause for state in ("absent", "never", "spent", "used")] == [
        "absent",
        "never",
        "budget",
        "failed",
    ]
    assert told("absent")[0].url == HOME + "ita"


def test_a_link_in_a_comment_is_hidden_only_when_no_visible_one_leads_there_too():
    site = home()
    seen = site.page("a", label="ก")
    hidden = (HiddenLink(url=seen), HiddenLink(url=HOME + "b"))
    harvest = replace(site.harvest, coverage=replace(site.harvest.coverage, hidden=hidden))

    assert [one.url for one in covered(harvest).hidden] == [HOME + "b"]


def test_a_site_that_gave_nothing_has_but_the_section_that_failed():
    site = Site()
    site.blank("", "dns")

    (only,) = sections(site.harvest)

    assert (only.read, only.failed, only.cause) == (0, 1, "dns")
    assert sections(Site().harvest) == ()


def test_the_family_of_an_address_is_its_first_telling_part():
    assert [family_of(HOME + path) for path in ("Pages/plan_detail/7", "select_news.php?id=5", "news/2567/01/a")] == [
        "/Pages/plan",
        "/select_news",
        "/news",
    ]
    assert {family_of(HOME + path) for path in ("index.php?x=1", "menu/28", "index.php/2018-03-11/69-x")} == {""}
