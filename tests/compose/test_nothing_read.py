"""What is said of a site of which nothing could be read: in words, in both languages."""

import re
from dataclasses import replace

import pytest

from oitcrawl.compose.nothing_read import in_english, what_next, why_nothing
from oitcrawl.model.content import UnreadCause
from oitcrawl.model.coverage import Coverage, FailedAddress, RefusedAddress, UnreadAddress
from oitcrawl.model.trust import tls_told, tls_warning
from oitcrawl.model.visit import FailCause, Failed, RefusedBy, TlsTrouble
from tests.report.samples import scan as sample

URL = "https://x.go.th/"
CAUSES = [*FailCause, *UnreadCause, *RefusedBy]


def nothing(cause, **more):
    cover = {
        FailCause: lambda: Coverage(failed=(FailedAddress(url=URL, cause=cause, permanent=False),)),
        UnreadCause: lambda: Coverage(unread=(UnreadAddress(url=URL, cause=cause),)),
        RefusedBy: lambda: Coverage(refused=(RefusedAddress(url=URL, by=cause),)),
    }[type(cause)]()
    return replace(sample(), coverage=cover, warnings=(), **more)


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: f"{type(cause).__name__}.{cause.name}")
def test_every_cause_is_told_in_words(cause):
    scan = nothing(cause)

    thai, english = why_nothing(scan), in_english(scan)

    assert re.search("[ก-๛]{5}", thai)
    assert "()" not in thai
    assert not re.search(r"\b[a-z]+_[a-z]+\b", thai + english)
    assert cause.value not in re.findall(r"[a-z_]+", thai.replace("robots.txt", ""))
    assert english.isascii() or "—" in english
    assert "no answer —" not in english


def test_a_refused_certificate_is_told_with_its_kinds_and_cures():
    both = f"x.go.th: {tls_told(TlsTrouble.EXPIRED)} และ{tls_told(TlsTrouble.WRONG_NAME)}"
    failed = Failed(url=URL, cause=FailCause.TLS, detail=both, tls=TlsTrouble.EXPIRED)
    scan = replace(nothing(FailCause.TLS), warnings=(tls_warning(failed),))

    assert both in why_nothing(scan)
    assert all(part in what_next(scan) for part in ("ต่ออายุ", "ครอบคลุมชื่อนี้", "--broken-tls read"))
    assert all(part in in_english(scan) for part in ("expired", "another name", "--broken-tls read"))


def test_a_silent_site_says_which_budget_ended_the_wait():
    scan = replace(sample(), coverage=Coverage(stopped_by="minutes"), warnings=())

    assert "ไม่มีคำตอบ (หยุดเพราะครบเวลาที่กำหนด)" == why_nothing(scan)


def test_a_code_inside_a_detail_is_told_in_words():
    refused = RefusedAddress(url=URL, by=RefusedBy.ROBOTS, detail="robots.txt ตอบไม่ได้ (server_error)")
    scan = replace(sample(), coverage=Coverage(refused=(refused,)), warnings=())

    assert "robots.txt ตอบไม่ได้ (เซิร์ฟเวอร์ขัดข้อง (5xx))" == why_nothing(scan)


def test_rules_that_could_not_be_had_are_asked_for_later_and_rules_that_forbid_are_talked_about():
    def refused(detail):
        one = RefusedAddress(url=URL, by=RefusedBy.ROBOTS, detail=detail)
        return replace(nothing(RefusedBy.ROBOTS), coverage=Coverage(refused=(one,)))

    assert what_next(refused("robots.txt ตอบไม่ได้ (server_error)")).startswith("ลองใหม่ภายหลัง")
    assert "อนุญาต" in what_next(refused(""))
