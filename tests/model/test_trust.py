"""Troubles with certificates in words."""

import pytest

from oitcrawl.model.trust import tls_cure, tls_told, tls_warning
from oitcrawl.model.visit import FailCause, Failed, Fetched, TlsTrouble, Unchanged

HOME = "https://www.x.go.th/"


@pytest.mark.parametrize("trouble", TlsTrouble)
def test_every_trouble_says_what_is_wrong_and_what_mends_it(trouble):
    warning = tls_warning(Fetched(url=HOME, final_url=HOME, body=b"", tls=trouble))

    assert ("tls_problem", HOME) == (warning.kind, warning.url)
    assert all(part in warning.message for part in ("www.x.go.th", tls_told(trouble), tls_cure(trouble)))


def test_all_addresses_of_a_host_give_one_warning():
    some = [
        Fetched(url=HOME + "a", final_url=HOME + "a", body=b"", tls=TlsTrouble.EXPIRED),
        Fetched(url=HOME + "b", final_url=HOME + "b", body=b"", tls=TlsTrouble.EXPIRED),
        Unchanged(url=HOME + "c", final_url=HOME + "c", tls=TlsTrouble.EXPIRED),
    ]

    assert 1 == len({tls_warning(answer) for answer in some})


def test_a_site_that_was_read_unverified_is_said_to_be():
    expired = tls_warning(Fetched(url=HOME, final_url=HOME, body=b"", tls=TlsTrouble.EXPIRED))
    mended = tls_warning(Fetched(url=HOME, final_url=HOME, body=b"", tls=TlsTrouble.INCOMPLETE))

    assert "ไม่ตรวจใบรับรอง" in expired.message
    assert "ไม่ตรวจใบรับรอง" not in mended.message


def test_a_site_that_was_not_read_is_said_not_to_be_and_how_it_could():
    detail = f"www.x.go.th: {tls_told(TlsTrouble.EXPIRED)}"
    warning = tls_warning(Failed(url=HOME, cause=FailCause.TLS, detail=detail, tls=TlsTrouble.EXPIRED))

    assert warning.message.startswith(detail)
    assert "--broken-tls read" in warning.message


def test_tls_that_fails_for_another_reason_is_no_matter_of_certificates():
    warning = tls_warning(Failed(url=HOME, cause=FailCause.TLS, detail="UNSUPPORTED_PROTOCOL"))

    assert "UNSUPPORTED_PROTOCOL" in warning.message
    assert "--broken-tls" not in warning.message


@pytest.mark.parametrize(
    "answer", [Fetched(url=HOME, final_url=HOME, body=b""), Failed(url=HOME, cause=FailCause.TIMEOUT)]
)
def test_a_sound_certificate_is_not_mentioned(answer):
    assert tls_warning(answer) is None
