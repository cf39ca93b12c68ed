"""Links that lead away: documents kept there, mere references, and other sites that promise an item."""

from oitcrawl.crawl.references import MAX_REFERENCES, References
from oitcrawl.model.content import Label, Link
from oitcrawl.model.offsite import OffsiteKind

DRIVE = "https://drive.google.com/file/d/1AbcDEFghiJKL/view"


def references(home="https://www.example.go.th/"):
    return References(home, lambda _url, label: 0.9 if "แผน" in label.text or label.text == "ITA" else 0.2)


def link(url, text="คลิก", found_on="https://www.example.go.th/"):
    return Link(url=url, label=Label(text=text, found_on=found_on))


def test_a_store_is_handed_back_once_for_each_wording():
    some = references()

    assert OffsiteKind.DRIVE_FILE is some.note(link(DRIVE))
    assert some.note(link(DRIVE)) is None
    assert OffsiteKind.DRIVE_FILE is some.note(link(DRIVE, "แผน"))
    assert ((), ()) == (some.listed(), some.promised())


def test_social_media_are_references_and_never_evidence():
    some = references()

    assert some.note(link("https://www.facebook.com/example", "แผนพัฒนา")) is None
    (only,) = some.listed()
    assert (OffsiteKind.FACEBOOK, "แผนพัฒนา", "https://www.example.go.th/") == (only.kind, only.label, only.found_on)
    assert () == some.promised()


def test_buttons_that_share_a_page_are_no_references():
    some = references()
    for url in ("https://www.facebook.com/sharer/sharer.php?u=x", "https://twitter.com/intent/tweet?url=x"):
        some.note(link(url))

    assert () == some.listed()


def test_another_site_is_remembered_when_a_label_promises_an_item():
    some = references()
    some.note(link("https://plan.other.go.th/2568", "แผนพัฒนา"))
    some.note(link("https://weather.other.go.th/", "พยากรณ์อากาศ"))

    (blank,) = some.promised()
    assert ("https://plan.other.go.th/2568", "other_site", "แผนพัฒนา") == (
        blank.url,
        blank.reason,
        blank.labels[0].text,
    )
    assert not blank.permanent


def test_a_site_below_the_agencys_own_name_is_its_sister():
    some = references()
    some.note(link("https://ita.example.go.th/", "ITA"))
    some.note(link("https://ita.example.go.th.evil.com/", "ITA"))

    assert ["sister_site", "other_site"] == [blank.reason for blank in some.promised()]


def test_a_form_is_a_reference_and_promises_what_its_words_name():
    some = references()
    some.note(link("https://forms.gle/a", "แบบฟอร์มของแผน"))
    some.note(link("https://docs.google.com/forms/d/e/x/viewform", "สมัครเรียน"))

    assert [OffsiteKind.FORM] * 2 == [one.kind for one in some.listed()]
    assert [("https://forms.gle/a", "offsite_form")] == [(one.url, one.reason) for one in some.promised()]


def test_references_of_one_kind_are_bounded():
    some = references()
    for number in range(500):
        some.note(link(f"https://www.youtube.com/watch?v={number}"))

    assert MAX_REFERENCES == len(some.listed())
