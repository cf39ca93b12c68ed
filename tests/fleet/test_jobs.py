"""What a worker is told of one scan, which scans come first, and which failures are worth another try."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from oitcrawl.fleet.due import Past, Terms
from oitcrawl.fleet.jobs import NotScanned, Ticket, delay_before, is_tried_again, may_pass, priority, site_lock
from oitcrawl.model.coverage import Coverage, FailedAddress, RefusedAddress
from oitcrawl.model.site import AgencyKind, AgencySite, Waiver, Window
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.settings import Settings
from tests.store.samples import scan as sample

SITE = AgencySite(
    code="abt",
    name="อบต.ตัวอย่าง",
    kind=AgencyKind.LOCAL_GOVERNMENT,
    url="https://www.abt.go.th:8443/",
    declared=(("O7", "https://www.abt.go.th/a.pdf"),),
    waivers=(Waiver(item="O10", reason="ไม่มี", by="ผู้ตรวจ", until=date(2027, 6, 30)),),
    window=Window(opens=date(2027, 4, 1), closes=date(2027, 4, 30)),
    rate=2.0,
)
HOME = "https://www.abt.go.th/"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=3)


def test_a_ticket_crosses_as_json_whole():
    ticket = Ticket(run="r1", site=SITE, edition="nacc-2569", as_of=date(2027, 1, 2), fiscal_year=2570)

    assert ticket == Ticket.of(json.loads(json.dumps(ticket.as_dict())))


def test_a_ticket_of_a_newer_version_is_understood():
    told = Ticket(run="r1", site=SITE).as_dict()

    assert Ticket(run="r1", site=SITE) == Ticket.of({**told, "mood": "new", "site": {**told["site"], "mood": "new"}})


def test_a_window_that_is_near_comes_first_then_the_never_scanned_then_the_failed():
    past = Past(good=LONG_AGO)
    near = priority(Terms(), SITE, past, datetime(2027, 3, 20, tzinfo=UTC))
    never, failed = Past(), Past(good=LONG_AGO, tried=NOW)

    assert near > priority(Terms(), SITE, never, NOW) > priority(Terms(), SITE, failed, NOW) > 0
    assert 0 == priority(Terms(), SITE, past, NOW)
    assert 0 == priority(Terms(), SITE, Past(good=NOW, tried=LONG_AGO), NOW)


def test_agencies_on_one_host_and_port_share_a_lock():
    def lock(url):
        return site_lock(AgencySite(code="x", url=url))

    assert lock("https://www.a.go.th/one") == lock("https://A.go.th/two")
    assert lock("https://a.go.th/") != lock("https://b.go.th/")
    assert lock("http://127.0.0.1:81/") != lock("http://127.0.0.1:82/")


def test_each_delay_is_longer_and_none_over_an_hour():
    minutes = [delay_before(Settings(), tries).total_seconds() / 60 for tries in range(1, 30)]

    assert [5.0, 20.0, 60.0] == minutes[:3]
    assert {60.0} == set(minutes[2:])


def test_only_what_may_pass_is_tried_again_and_not_for_ever():
    settings, passing = Settings(fleet_tries=3), NotScanned("ไม่ตอบ", passing=True)

    assert [True, True, False] == [is_tried_again(settings, passing, tries) for tries in (1, 2, 3)]
    assert not is_tried_again(settings, NotScanned("403"), 1)


@pytest.mark.parametrize(
    ("coverage", "passes"),
    [
        (Coverage(failed=(FailedAddress(url=HOME, cause=FailCause.CONNECT, permanent=False),)), True),
        (Coverage(failed=(FailedAddress(url=HOME, cause=FailCause.TIMEOUT, permanent=False),)), True),
        (
            Coverage(failed=(FailedAddress(url=HOME, cause=FailCause.SERVER_ERROR, permanent=False, status=503),)),
            True,
        ),
        (Coverage(failed=(FailedAddress(url=HOME, cause=FailCause.FORBIDDEN, permanent=False, status=403),)), False),
        (Coverage(failed=(FailedAddress(url=HOME, cause=FailCause.BLOCKED, permanent=False),)), False),
        (Coverage(failed=(FailedAddress(url=HOME, cause=FailCause.TLS, permanent=False),)), False),
        (Coverage(failed=(FailedAddress(url=HOME, cause=FailCause.NOT_FOUND, permanent=True),)), False),
        (Coverage(refused=(RefusedAddress(url=HOME, by=RefusedBy.ROBOTS),)), False),
        (
            Coverage(refused=(RefusedAddress(url=HOME, by=RefusedBy.ROBOTS, detail="robots.txt ตอบไม่ได้ (timeout)"),)),
            True,
        ),
        (
            Coverage(
                refused=(RefusedAddress(url=HOME, by=RefusedBy.ROBOTS, detail="robots.txt ตอบไม่ได้ (tls_problem)"),)
            ),
            False,
        ),
        (Coverage(refused=(RefusedAddress(url=HOME, by=RefusedBy.GATE),)), False),
    ],
)
def test_a_site_that_is_down_may_come_back_and_one_that_shuts_us_out_does_not(coverage, passes):
    assert passes == may_pass(replace(sample(), coverage=coverage))
