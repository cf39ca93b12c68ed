"""While a site is visited it is seen whether it can be reached, how safely and how fast, and whether it was hijacked."""

import pytest

from oitcrawl.logbook import Logbook
from oitcrawl.logbook.spam import spam_on
from oitcrawl.model.content import Label, Leaf, Link, Page
from oitcrawl.model.coverage import Vitals
from oitcrawl.model.visit import FailCause, Failed, Fetched, TlsTrouble

HOME = "https://www.thungtuayang.example.go.th/"


class _Place:
    def __init__(self, url):
        self.url, self.path = url, ()


def page(url=HOME, text="ข้อมูลผู้บริหาร", links=(), **fields):
    return Page(url=url, leaf=Leaf(number=1, text=text), links=tuple(links), **fields)


def answer(url=HOME, elapsed=0.2, **fields):
    return Fetched(url=url, final_url=fields.pop("final_url", url), body=b"<p>x", elapsed=elapsed, **fields)


def log_of(*answers):
    log = Logbook()
    log.pulse.home = HOME
    for one in answers:
        log.heed(one)
        if isinstance(one, Fetched):
            log.content(_Place(one.url), one, page(one.url))
        else:
            log.blank(one)
    return log


def vitals(*answers):
    return log_of(*answers).coverage(lambda _url: ()).vitals


def test_a_sound_site_tells_where_it_answered_and_how_fast():
    pages = [answer(f"{HOME}{number}", elapsed=number / 10) for number in range(1, 10)]

    assert vitals(answer(elapsed=0.35), *pages) == Vitals(
        home=HOME, home_seconds=0.35, tls="sound", timed=10, median=0.5, slow=0.9
    )


def test_a_page_that_came_from_an_earlier_scan_has_no_time():
    seen = vitals(answer(elapsed=0.0), answer(f"{HOME}2", elapsed=0.4))

    assert (seen.home_seconds, seen.timed, seen.median) == (0.0, 1, 0.4)


@pytest.mark.parametrize(
    ("home", "tls"),
    [
        (answer(final_url="http://www.thungtuayang.example.go.th/"), "none"),
        (answer(tls=TlsTrouble.EXPIRED), "expired"),
        (answer(), "sound"),
    ],
)
def test_the_certificate_is_that_of_the_home_page(home, tls):
    assert vitals(home).tls == tls


def test_a_home_page_that_gave_nothing_tells_the_cause():
    broken = Failed(url=HOME, cause=FailCause.TLS, tls=TlsTrouble.WRONG_NAME)

    assert vitals(broken) == Vitals(home_cause="tls_problem", tls="wrong_name")


def test_a_home_page_that_says_that_it_is_not_there_counts_as_not_reached():
    log = log_of(answer(f"{HOME}a"))
    log.heed(answer())
    log.blank(Failed(url=HOME, cause=FailCause.SOFT_404, permanent=True))

    assert log.coverage(lambda _url: ()).vitals.home_cause == "soft_404"


def test_without_a_home_page_nothing_is_said_of_the_site():
    assert Logbook().coverage(lambda _url: ()).vitals is None


def link(url, text=""):
    return Link(url=url, label=Label(text=text))


@pytest.mark.parametrize(
    "hijacked",
    [
        page(text="สล็อตเว็บตรง แตกง่าย ฝากถอนออโต้ สมัครเลย"),
        page(title="บาคาร่า เครดิตฟรี 100 ไม่ต้องฝาก"),
        page(links=[link("https://pgslot-auto.example.com/", "แทงบอล")]),
        page(hidden=(link("https://slot-gacor.example.net/", "slot gacor maxwin"),)),
        page(text="Situs Judi Online Slot Gacor Hari Ini Maxwin"),
    ],
)
def test_pages_that_advertise_gambling_are_told_with_their_words(hijacked):
    warning = spam_on(hijacked)

    assert warning.kind == "gambling_spam"
    assert warning.url == HOME
    assert "«" in warning.message


@pytest.mark.parametrize(
    "sound",
    [
        page(text="เตือนภัยเว็บไซต์พนัน บาคาร่า แทงบอล เครดิตฟรี ล้วนผิดกฎหมาย แจ้งเบาะแสได้ที่ตำรวจ"),
        page(text="จับกุมผู้ลักลอบเล่นบาคาร่าในพื้นที่ 5 ราย"),
        page(text="ตารางการใช้ห้องประชุม", links=[link("https://timeslot.example.go.th/", "จองคิว")]),
        page(text="รายงานผลการป้องกันการพนัน บาคาร่า แทงบอล"),
        page(text="แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2568"),
        page(links=[link("https://timeslot.example.com/", "จองคิวรับบริการ")]),
    ],
)
def test_warnings_against_gambling_and_harmless_words_are_no_spam(sound):
    assert spam_on(sound) is None


def test_a_site_full_of_spam_is_told_by_its_first_fifty_pages():
    log = Logbook()
    for number in range(70):
        url = f"{HOME}{number}"
        log.content(_Place(url), answer(url), page(url, text="บาคาร่า เครดิตฟรี"))

    assert len(log.warnings) == 50
