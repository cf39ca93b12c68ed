"""What stands at addresses away from the site, where its bytes are, and what the answers of such services mean."""

import pytest

from oitcrawl.crawl.offsite import direct, is_offsite_store, kind_of, onward, state_of, stays_with, unwrapped
from oitcrawl.model.offsite import OffsiteKind as Kind
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy

ID = "1AbcDEF_ghi-JKLmnop123456"
FILE = f"https://drive.google.com/file/d/{ID}/view?usp=sharing"
BYTES = f"https://drive.google.com/uc?export=download&id={ID}"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (FILE, Kind.DRIVE_FILE),
        (f"https://drive.google.com/open?id={ID}", Kind.DRIVE_FILE),
        (f"https://drive.google.com/drive/folders/{ID}?usp=sharing", Kind.DRIVE_FOLDER),
        (f"https://drive.google.com/drive/u/0/folders/{ID}", Kind.DRIVE_FOLDER),
        (f"https://drive.google.com/folderview?id={ID}", Kind.DRIVE_FOLDER),
        (f"https://docs.google.com/document/d/{ID}/edit", Kind.GOOGLE_DOC),
        (f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml", Kind.GOOGLE_DOC),
        (f"https://docs.google.com/forms/d/e/{ID}/viewform", Kind.FORM),
        ("https://forms.gle/abc", Kind.FORM),
        ("https://sites.google.com/view/example/ita", Kind.GOOGLE_SITE),
        ("https://example-my.sharepoint.com/:b:/g/personal/x", Kind.ONEDRIVE),
        ("https://1drv.ms/b/s!abc", Kind.ONEDRIVE),
        ("https://www.dropbox.com/s/abc/plan.pdf?dl=0", Kind.DROPBOX),
        ("https://online.anyflip.com/abc/def/", Kind.FLIPBOOK),
        ("https://www.facebook.com/example", Kind.FACEBOOK),
        ("https://th-th.facebook.com/example", Kind.FACEBOOK),
        ("https://lin.ee/abc", Kind.LINE),
        ("https://youtu.be/abc", Kind.YOUTUBE),
        ("https://www.tiktok.com/@example", Kind.TIKTOK),
        ("https://x.com/example", Kind.X),
        ("https://www.google.com/maps/place/x", Kind.MAP),
        ("https://goo.gl/maps/abc", Kind.MAP),
        ("https://process3.gprocurement.go.th/egp2procmainWeb/", Kind.EGP),
        ("https://itas.nacc.go.th/go/iit/abc", Kind.ITAS),
        ("http://www.oic.go.th/INFOCENTER/1/", Kind.OIC),
        ("https://www.google.com/search?q=x", Kind.OTHER),
        ("https://notfacebook.com/x", Kind.OTHER),
        ("https://www.other.go.th/plan.pdf", Kind.OTHER),
    ],
)
def test_kinds_are_told_by_host_and_path(url, kind):
    assert kind is kind_of(url)


def test_only_stores_keep_documents():
    assert is_offsite_store(FILE)
    assert not any(map(is_offsite_store, ("https://facebook.com/x", "https://forms.gle/x", "https://other.go.th/x")))


@pytest.mark.parametrize(
    ("shown", "fetched"),
    [
        (FILE, BYTES),
        (f"https://drive.google.com/file/d/{ID}/preview", BYTES),
        (f"https://drive.google.com/open?id={ID}", BYTES),
        (f"https://drive.google.com/uc?id={ID}", BYTES),
        (
            f"https://drive.google.com/drive/folders/{ID}?usp=sharing",
            f"https://drive.google.com/embeddedfolderview?id={ID}",
        ),
        (
            f"https://docs.google.com/document/d/{ID}/edit#heading=x",
            f"https://docs.google.com/document/d/{ID}/export?format=pdf",
        ),
        (
            f"https://docs.google.com/spreadsheets/u/0/d/{ID}/edit?gid=0",
            f"https://docs.google.com/spreadsheets/u/0/d/{ID}/export?format=pdf",
        ),
        (
            f"https://docs.google.com/document/d/e/2PACX-{ID}/pub",
            f"https://docs.google.com/document/d/e/2PACX-{ID}/pub",
        ),
        ("https://www.dropbox.com/s/a/p.pdf?rlkey=x&dl=0", "https://www.dropbox.com/s/a/p.pdf?rlkey=x&dl=1"),
        ("https://x.sharepoint.com/:b:/g/a?e=1", "https://x.sharepoint.com/:b:/g/a?e=1&download=1"),
        ("https://other.go.th/plan.pdf", "https://other.go.th/plan.pdf"),
    ],
)
def test_a_viewer_is_asked_for_the_bytes(shown, fetched):
    assert fetched == direct(shown)


def page(text, url=FILE):
    return Fetched(url=url, final_url=url, content_type="text/html", body=f"<html>{text}</html>".encode())


def moved(place):
    return Refused(url=FILE, by=RefusedBy.OFFSITE, detail=place)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Fetched(url=FILE, final_url=FILE, content_type="application/pdf", body=b"%PDF-1.4"), OffsiteState.OPEN),
        (moved("https://accounts.google.com/ServiceLogin?service=wise&continue=x"), OffsiteState.LOGIN),
        (moved("https://accounts.google.com/v3/signin/identifier?continue=x"), OffsiteState.LOGIN),
        (moved("https://login.microsoftonline.com/common/oauth2/authorize"), OffsiteState.LOGIN),
        (moved("https://login.live.com/login.srf"), OffsiteState.LOGIN),
        (moved("https://www.example.com/"), OffsiteState.FAILED),
        (page("<title>Google Drive - Access Denied</title>You need access. Request access"), OffsiteState.LOGIN),
        (page("<p>คุณต้องมีสิทธิ์เข้าถึง</p>"), OffsiteState.LOGIN),
        (page("Too many users have viewed or downloaded this file recently"), OffsiteState.FAILED),
        (page("<title>plan.pdf - Google Drive</title>"), OffsiteState.FAILED),
        (page("<a href=x>แผน</a>", f"https://drive.google.com/drive/folders/{ID}"), OffsiteState.OPEN),
        (Failed(url=FILE, cause=FailCause.FORBIDDEN, status=401), OffsiteState.LOGIN),
        (Failed(url=FILE, cause=FailCause.FORBIDDEN, status=403), OffsiteState.FAILED),
        (Failed(url=FILE, cause=FailCause.TIMEOUT), OffsiteState.FAILED),
        (Refused(url=FILE, by=RefusedBy.ROBOTS), OffsiteState.FAILED),
    ],
)
def test_states_are_told_by_address_status_and_body(answer, state):
    assert state is state_of(answer)


@pytest.mark.parametrize(
    "answer",
    [
        Failed(url=FILE, cause=FailCause.NOT_FOUND, permanent=True, status=404),
        page("<p>Sorry, the file you have requested does not exist.</p>"),
        page("<p>ขออภัย ไม่มีไฟล์ที่คุณร้องขอ</p>"),
        page("This item might not exist or is no longer available", "https://onedrive.live.com/?id=x"),
    ],
)
def test_what_was_deleted_is_a_dead_link(answer):
    told = state_of(answer)

    assert isinstance(told, Failed)
    assert told.permanent


def test_senders_of_bytes_are_followed_and_doors_are_not():
    sender = f"https://doc-0s-14.googleusercontent.com/docs/securesc/{ID}"

    assert sender == onward(FILE, moved(sender))
    assert "" == onward(FILE, moved("https://accounts.google.com/ServiceLogin"))
    assert "" == onward(FILE, moved("https://evil.example.com/googleusercontent.com"))


def test_a_warning_that_a_file_is_too_large_for_a_virus_scan_is_passed():
    warning = page("Google Drive can't scan this file for viruses. <form id=download-form action=x>")

    assert f"id={ID}" in onward(FILE, warning)
    assert "confirm=t" in onward(FILE, warning)
    assert "" == onward(FILE, page("Sorry, the file you have requested does not exist. confirm="))


def test_a_page_kept_elsewhere_leads_to_what_belongs_to_it_alone():
    site = "https://sites.google.com/view/example/home"

    assert stays_with(site, "https://sites.google.com/view/example/ita")
    assert not stays_with(site, "https://sites.google.com/view/another/home")
    assert stays_with(site, FILE)
    assert not stays_with(site, "https://www.google.com/policies")


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1QQ%2Fview%3Fusp%3Dx&h=A",
            "https://drive.google.com/file/d/1QQ/view?usp=x",
        ),
        ("https://lm.facebook.com/l.php?u=https%3A%2F%2Fx.go.th%2Fa", "https://x.go.th/a"),
        ("https://www.google.com/url?sa=t&q=https%3A%2F%2Fx.go.th%2Fa", "https://x.go.th/a"),
        ("https://www.google.co.th/url?url=https://x.go.th/a&q=word", "https://x.go.th/a"),
        ("https://apc01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.go.th%2Fa&data=1", "https://x.go.th/a"),
        ("https://docs.google.com/viewer?url=http://x.go.th/o7.pdf&embedded=true", "http://x.go.th/o7.pdf"),
        ("https://docs.google.com/gview?embedded=true&url=http://x.go.th/o7.pdf", "http://x.go.th/o7.pdf"),
        ("https://view.officeapps.live.com/op/embed.aspx?src=http://x.go.th/o7.xlsx", "http://x.go.th/o7.xlsx"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fdocs.google.com%2Fgview%3Furl%3Dhttp%3A%2F%2Fx.go.th%2Fa.pdf",
            "http://x.go.th/a.pdf",
        ),
    ],
)
def test_what_only_leads_on_is_unwrapped(outer, inner):
    assert inner == unwrapped(outer)


@pytest.mark.parametrize(
    "url",
    [
        FILE,
        f"https://docs.google.com/viewer?srcid={ID}&pid=explorer",
        "https://www.facebook.com/sharer/sharer.php?u=https://x.go.th/a",
        "https://l.facebook.com/l.php?u=javascript:alert(1)",
        "https://www.google.com/search?q=https://x.go.th/a",
        "http://[l.facebook.com/l.php?u=https://x.go.th/a",
        "https://l.facebook.com.evil.com/l.php?u=https://x.go.th/a",
        "https://x.go.th/go?url=https://drive.google.com/file/d/1QQ/view",
    ],
)
def test_what_is_no_wrapping_stays_as_it_is(url):
    assert url == unwrapped(url)
