"""What a person should know beside the verdicts."""

from dataclasses import replace
from datetime import date

from oitcrawl.judge.explain import dead_name
from oitcrawl.model.content import Label, Media, UnreadCause
from oitcrawl.model.harvest import Blank
from oitcrawl.model.site import Waiver
from tests.judge.ground import ANNUAL, FULL_REPORT, HOME, gathered, home, verdict

LABEL = "รายงานผลการดำเนินงานประจำปี 2567"


def kinds(site, **more):
    return [(one.kind, one.url) for one in gathered(site, **more)[0].warnings]


def test_nothing_wrong_says_nothing():
    site = home()
    site.file("a.pdf", FULL_REPORT, label=LABEL)

    assert kinds(site) == []


def test_one_file_used_for_two_items():
    site = home()
    site.file("a.pdf", "เรื่องอื่น", label=LABEL, sha256="same")
    site.file("b.pdf", "เรื่องอื่น", label="แผนพัฒนา 2566-2570", sha256="same")

    assert kinds(site) == [("same_file_two_items", HOME + "a.pdf")]


def test_a_year_folder_copied_whole():
    site = home()
    site.file("ITA/2567/a.pdf", FULL_REPORT, label=LABEL, sha256="same")
    site.file("ITA/2568/a.pdf", FULL_REPORT, label=LABEL, sha256="same")

    assert kinds(site) == [("stale_year_copy", HOME + "ITA/2568/a.pdf")]


def test_pages_of_a_year_folder_copied_whole():
    site = home()
    site.page("ITA/2567/a.html", FULL_REPORT, label=LABEL, sha256="same")
    site.page("ITA/2568/a.html", FULL_REPORT, label=LABEL, sha256="same")

    assert kinds(site) == [("stale_year_copy", HOME + "ITA/2568/a.html")]


def test_the_same_page_at_two_addresses_without_years_is_no_copied_year():
    site = home()
    site.page("a.html", FULL_REPORT, label=LABEL, sha256="same")
    site.page("b.html", FULL_REPORT, label="แผนพัฒนา 2566-2570", sha256="same")

    assert "stale_year_copy" not in {kind for kind, _ in kinds(site)}
    assert "same_file_two_items" not in {kind for kind, _ in kinds(site)}


def test_a_file_that_contradicts_its_label():
    site = home()
    site.file("a.pdf", FULL_REPORT, label="แผนพัฒนา 2566-2570")

    assert kinds(site) == [("label_contradicts_file", HOME + "a.pdf")]


def test_pictures_and_things_kept_elsewhere():
    site = home()
    site.file("a.pdf", label=LABEL, unread=UnreadCause.SCAN)
    site.file("https://drive.google.com/1", label="แผนพัฒนา 2566-2570", media=Media.OTHER, offsite=True)

    assert set(kinds(site)) == {
        ("image_only_document", HOME + "a.pdf"),
        ("offsite_evidence", HOME + "https://drive.google.com/1"),
    }


def test_evidence_far_from_home():
    site = home()
    site.file("a.pdf", FULL_REPORT, label=LABEL, path=tuple(f"{HOME}{n}" for n in range(4)))

    assert kinds(site) == [("far_from_home", HOME + "a.pdf")]
    site.file("b.pdf", FULL_REPORT + " ", label=LABEL)
    assert kinds(site) == []


def test_what_loads_by_itself_is_no_click():
    ways = [f"{HOME}{name}" for name in ("splash", "frames", "menu", "list")]
    for steps, far in (([1, 2], []), ([1], []), ([], [("far_from_home", HOME + "a.pdf")])):
        site = home()
        for number, url in enumerate(ways):
            words = "" if number in steps else "เมนู"
            before = ways[number - 1] if number else HOME
            site.page(url.removeprefix(HOME), labels=(Label(text=words, found_on=before),))
        site.file("a.pdf", FULL_REPORT, label=LABEL, path=tuple(ways))

        assert [one for one in kinds(site) if one[0] == "far_from_home"] == far


def test_a_dead_link_without_words_of_its_own_is_named_by_what_stands_around_it():
    labels = {"row": f"{LABEL} | คลิก", "heading": "ข้อมูล"}
    assert LABEL == dead_name(Blank(url=HOME, reason="gone", labels=(Label(text="คลิก", **labels),)))
    assert "คลิก · งานแผน" == dead_name(
        Blank(url=HOME, reason="gone", labels=(Label(text="คลิก", page_title="งานแผน"),))
    )
    assert HOME == dead_name(Blank(url=HOME, reason="gone"))


def test_dead_links_of_disclosures_and_hubs_only():
    site = home()
    site.blank("a.pdf", "not_found", label=LABEL, permanent=True)
    site.blank("ita", "not_found", label="ITA 2568", permanent=True)
    site.blank("tour", "not_found", label="แหล่งท่องเที่ยว", permanent=True)

    assert set(kinds(site)) == {("broken_link", HOME + "a.pdf"), ("broken_link", HOME + "ita")}


def test_a_declared_address_that_does_not_open():
    site = home()
    site.blank("a.pdf", "timeout", label="O7", is_page=False)

    assert kinds(site, declared=(("O7", HOME + "a.pdf"),)) == [("declared_url_dead", HOME + "a.pdf")]


def test_a_page_built_by_a_script():
    site = home()
    site.page("ita", "กำลังโหลด", title="หน้าใหม่", label="เรื่องใหม่", needs_script=True)

    assert kinds(site) == [("needs_javascript", HOME + "ita")]


def test_many_pages_built_by_scripts_are_told_by_their_number():
    site = home()
    for number in range(40):
        site.page(f"p{number}", "กำลังโหลด", title="หน้าใหม่", label=f"เรื่อง {number}", needs_script=True)

    told = [one for one in gathered(site)[0].warnings if one.kind == "needs_javascript"]

    assert 6 == len(told)
    assert [""] == [one.url for one in told if not one.url]
    assert any("อีก 35 หน้า" in one.message for one in told)


def test_a_page_whose_data_comes_by_post_says_so():
    site = home()
    site.page("ita", "กำลังโหลด", title="หน้าใหม่", label="เรื่องใหม่", needs_script=True, barred="post")

    assert [True] == ["POST" in one.message for one in gathered(site)[0].warnings]


def test_waivers_that_do_nothing():
    expired = Waiver(item="O7", reason="มี", by="ก", until=date(2025, 1, 1))
    silent = Waiver(item="O5", reason="", by="ก", until=date(2027, 1, 1))

    assert kinds(home(), waivers=(expired, silent)) == [("waiver_expired", ""), ("waiver_without_reason", "")]


def test_the_item_carries_the_kinds_that_touch_it():
    site = home()
    site.file("a.pdf", FULL_REPORT, label="แผนพัฒนา 2566-2570", path=tuple(f"{HOME}{n}" for n in range(5)))

    assert set(verdict(site, ANNUAL).warnings) == {"label_contradicts_file", "far_from_home"}


def test_there_are_at_most_a_hundred_of_a_kind():
    site = home()
    for number in range(150):
        site.blank(f"{number}.pdf", "not_found", label=f"{LABEL} ({number})", permanent=True)

    assert len(kinds(site)) == 100
    assert replace(site.blanks[0]).permanent
