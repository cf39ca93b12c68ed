"""A round: once to each, whatever fails or dies in between, and nothing while the fault is ours."""

import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from oitcrawl.notify.health import Ailment
from oitcrawl.notify.round import turn
from oitcrawl.notify.sent import Sent
from oitcrawl.store.announcements import Sending
from oitcrawl.store.runs import Run, RunOutcome
from tests.notify.samples import CODE, WHO, F, M, at, night

FAILED = Sent(Sending.FAILED, "ต่อไม่ได้", "no connection")


def told(office):
    return [(one.mail or one.url, one.title.partition(": ")[2]) for one in office.letters]


def write(office, text):
    office.file.write_text(text, encoding="utf-8")


def test_the_same_is_never_told_twice(office):
    office.nights(F, M, M)
    for _ in range(3):
        assert () == office.announce(2, 5).planned

    assert ["เริ่มแจ้งผลตรวจเว็บไซต์", "แย่ลง 1 ข้อ"] == [title for _, title in told(office)]


def test_a_dry_run_writes_nothing_looks_up_no_secret_and_needs_no_apprise(office, monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    office.environ.clear()
    office.scan(0)
    first = office.announce(0, dry_run=True)

    assert [WHO] == [item.to for item in first.planned]
    assert first.planned[0].announcement.digest == office.announce(0, dry_run=True).planned[0].announcement.digest
    assert [] == office.letters
    assert () == office.desk.store.announcements.since(at(-9))


def test_what_fails_is_tried_again_with_growing_pauses_then_told_and_next_time_sent(office):
    office.scan(0)
    office.answer = lambda _: FAILED
    (result,) = office.announce(0).results
    assert (Sending.FAILED, "ต่อไม่ได้") == (result.state, result.thai)
    assert [15.0, 60.0] == office.slept
    assert 3 == len(office.letters)

    office.answer = lambda _: Sent(Sending.SENT)
    (again,) = office.announce(0, 3).results
    assert Sending.SENT is again.state
    assert () == office.announce(0, 4).planned


def test_a_channel_that_fails_does_not_keep_others_from_being_told(office):
    write(office, office.file.read_text(encoding="utf-8").replace("[clerk@", "[broken@abt.example.go.th, clerk@"))
    office.answer = lambda address: FAILED if address.mail.startswith("broken") else Sent(Sending.SENT)
    office.scan(0)
    states = {result.item.to: result.state for result in office.announce(0).results}

    assert {"mailto:broken@abt.example.go.th": Sending.FAILED, WHO: Sending.SENT} == states


def test_a_channel_that_comes_back_during_the_round_is_told_once(office):
    answers = iter([FAILED, Sent(Sending.SENT)])
    office.answer = lambda _: next(answers)
    office.scan(0)
    (result,) = office.announce(0).results

    assert Sending.SENT is result.state
    assert 2 == len(office.letters)


@pytest.mark.parametrize("arrived", [True, False])
def test_a_program_that_dies_while_sending_is_told_of_and_nothing_is_sent_twice(office, arrived):
    class Killed(BaseException):
        pass

    def die(_address):
        raise Killed

    office.scan(0)
    office.answer = die
    with pytest.raises(Killed):
        office.announce(0)
    office.answer = lambda _: Sent(Sending.SENT)

    again = office.announce(0, 3)

    assert [WHO] == [one.recipient for one in again.unsure]
    assert ((), ()) == (again.planned, again.results)
    assert () == office.announce(0, 4).unsure


def test_what_may_have_arrived_is_not_sent_again(office):
    office.scan(0)
    office.answer = lambda _: Sent(Sending.UNSURE, "ไม่ตอบ", "no answer")
    (result,) = office.announce(0).results

    assert Sending.UNSURE is result.state
    assert () == office.announce(0, 3).planned


def test_an_address_that_is_not_there_is_told_with_its_name_and_cure(office):
    office.environ.clear()
    office.scan(0)
    (result,) = office.announce(0).results

    assert Sending.FAILED is result.state
    assert "MAIL" in result.thai
    assert "MAIL" in result.english


def test_two_programs_do_not_announce_at_once(office):
    with turn(office.desk.store) as first:
        assert first is None
        with turn(office.desk.store) as second:
            assert second is not None
    with turn(office.desk.store) as third:
        assert third is None


def test_each_recipient_gets_one_digest_of_what_concerns_it(office):
    agency = office.file.read_text(encoding="utf-8")
    agency = agency.replace(
        "    notify:", "    owners: {O12: กองคลัง}\n    recipients: {กองคลัง: [money@abt.example.go.th]}\n    notify:"
    )
    other = agency.partition("agencies:\n")[2].replace(CODE, "other").replace("อุตรดิตถ์", "แพร่")
    other = other.replace("clerk@", "other@").replace("money@", "clerk@")
    heads = 'supervisors:\n  - {to: ["env:ALL"]}\n  - {to: ["env:PHRAE"], province: แพร่, on: [weekly]}\n'
    write(office, heads + agency + other)
    office.environ |= {"ALL": "json://127.0.0.1:9", "PHRAE": "json://127.0.0.1:9"}
    for day, status in enumerate((F, M, M)):
        for code in (CODE, "other"):
            one = night(day, status, code=code)
            items = tuple(replace(item, owner="กองคลัง" if item.item == "O12" else "") for item in one.items)
            office.desk.store.save_scan(replace(one, items=items))
        planned = office.announce(day).planned
    by = {item.to: item.letter for item in planned}

    assert {"env:ALL", WHO, "mailto:other@abt.example.go.th", "mailto:money@abt.example.go.th"} == set(by)
    assert "[OIT] 2 หน่วยงาน: แย่ลง 2 ข้อ" == by["env:ALL"].title
    assert "ข้อที่รับผิดชอบ: O12" in by["mailto:money@abt.example.go.th"].text(3000)
    assert "ประมาณการ" not in by["mailto:money@abt.example.go.th"].text(3000)
    assert 2 == by[WHO].text(3000).count("• องค์การ")  # a whole agency and a division of another, in one digest


def test_the_weekly_summary_comes_once_a_week_even_when_the_day_itself_was_missed(office):
    office.settle(notify_weekday="mon")
    office.scan(0)
    office.announce(0)  # a Tuesday: the first letter is this week's summary, too
    assert [()] * 5 == [office.announce(day).planned for day in range(1, 6)]
    (item,) = office.announce(7).planned  # the Monday after was missed

    assert "สรุปประจำสัปดาห์" in item.letter.title
    assert () == office.announce(8).planned


def test_the_window_is_announced_on_the_chosen_days_before_it_once_each(office):
    office.settle(notify_window_days="30,7,1")
    text = office.file.read_text(encoding="utf-8")
    write(office, text + '    window: {opens: "2026-04-10", closes: "2026-04-30"}\n')
    office.scan(0)  # 3 March in Thailand: 38 days before
    office.announce(0)
    told = {
        day: [item.letter.title.partition(": ")[2] for item in office.announce(day).planned] for day in range(1, 45)
    }

    assert {8: 30, 31: 7, 37: 1} == {day: int(titles[0].split()[1]) for day, titles in told.items() if titles}


def test_of_one_agency_only_is_told_what_was_asked_for(office):
    office.scan(0)
    assert () == office.announce(0, codes={"nobody"}).planned
    assert 1 == len(office.announce(0, codes={CODE}).planned)


def test_a_website_that_cannot_be_read_night_after_night_is_told_once_and_again_when_it_can(office):
    office.nights(F)
    titles = []
    for day in range(1, 5):
        run(office, day, RunOutcome.UNREADABLE if day < 4 else RunOutcome.GOOD)
        titles.append([item.letter.title.partition(": ")[2] for item in office.announce(day).planned])

    assert [[], ["เปิดเว็บไซต์ไม่ได้"], [], ["เว็บไซต์กลับมาเปิดได้"]] == titles


def test_many_agencies_lost_at_once_hold_all_news_back_and_whoever_runs_it_is_told_once_a_day(office):
    agencies = "".join(
        f"  - {{code: a{number}, url: 'https://a{number}.example.go.th/', notify: [a{number}@abt.example.go.th]}}\n"
        for number in range(8)
    )
    write(office, f"supervisors:\n  - {{to: [all@abt.example.go.th], on: [weekly]}}\nagencies:\n{agencies}")
    for number in range(8):
        for day, status in enumerate((F, M, M)):
            office.scan(day, status, code=f"a{number}", blind=day == 2 and number < 5)
    held = office.announce(2)

    assert [Ailment.UNREACHABLE] == [one.ailment for one in held.troubles]
    assert ["mailto:all@abt.example.go.th"] == [item.to for item in held.planned]
    assert "5 จาก 8" in held.planned[0].letter.text(3000)
    assert () == office.announce(2, 5).planned

    for number in range(8):
        office.scan(3, M, code=f"a{number}")
    assert 9 == len(office.announce(3).planned)


def test_a_clock_that_went_back_holds_news_back_until_a_scan_was_made_by_a_right_one(office):
    office.nights(F)
    office.scan(2, M)
    assert [Ailment.CLOCK] == [one.ailment for one in office.announce(1).troubles]

    office.scan(1, M)
    assert () == office.announce(1, 5).troubles


def test_a_disk_that_is_nearly_full_holds_news_back(office):
    office.settle(halt_disk_mb=1_000_000)
    office.scan(0)
    if office.announce(0, dry_run=True).troubles == ():
        pytest.skip("a disk with more than a terabyte free")
    held = office.announce(0)

    assert ([Ailment.DISK], ()) == ([one.ailment for one in held.troubles], held.planned)


def run(office, day, outcome):
    token = f"t{day}"
    office.desk.store.runs.begin(Run(token=token, agency=CODE, started=at(day, 0)))
    office.desk.store.runs.end(token, outcome, at=at(day, 0) + timedelta(minutes=5))
