"""A site that is dead at one of its addresses is looked for at the others."""

import asyncio

import pytest

from oitcrawl.crawl.origins import at_a_twin, home_twins, moved_home
from oitcrawl.model.visit import FailCause, Failed, Fetched


@pytest.mark.parametrize(
    ("home", "twins"),
    [
        (
            "https://example.go.th/",
            ["http://example.go.th/", "https://www.example.go.th/", "http://www.example.go.th/"],
        ),
        (
            "http://www.example.go.th/th/?a=1",
            ["https://www.example.go.th/th/?a=1", "http://example.go.th/th/?a=1", "https://example.go.th/th/?a=1"],
        ),
        ("https://example.go.th:8443/", ["http://example.go.th:8443/"]),
        ("http://203.0.113.7/", ["https://203.0.113.7/"]),
        ("http://[2001:db8::1]:8080/x", ["https://[2001:db8::1]:8080/x"]),
        ("http://localhost/", ["https://localhost/"]),
    ],
)
def test_the_twins_of_a_home_address(home, twins):
    assert twins == list(home_twins(home))


def ask(cause, alive):
    asked = []

    async def visit(url):
        asked.append(url)
        if url.startswith(alive):
            return Fetched(url=url, final_url=url, body=b"x")
        return Failed(url=url, cause=FailCause.CONNECT)

    found = asyncio.run(at_a_twin(Failed(url="https://example.go.th/", cause=cause), visit))
    return found and found.url, asked


@pytest.mark.parametrize("cause", [FailCause.DNS, FailCause.CONNECT, FailCause.TLS, FailCause.TIMEOUT])
def test_the_first_twin_that_answers_counts(cause):
    assert "http://example.go.th/" == ask(cause, "http://")[0]
    assert "https://www.example.go.th/" == ask(cause, "https://www")[0]
    assert ask(cause, "ftp") == (None, list(home_twins("https://example.go.th/")))


@pytest.mark.parametrize(
    "cause", [FailCause.NOT_FOUND, FailCause.FORBIDDEN, FailCause.SERVER_ERROR, FailCause.BLOCKED]
)
def test_a_server_that_answers_is_not_asked_under_other_names(cause):
    assert (None, []) == ask(cause, "http")


def test_the_warning_names_both_addresses_and_the_cause():
    dead = Failed(url="https://example.go.th/", cause=FailCause.TLS)

    warning = moved_home(dead, "http://example.go.th/")

    assert "tls_problem" == warning.kind
    assert "http://example.go.th/" in warning.message
    assert (
        "home_unreachable" == moved_home(Failed(url="https://x.go.th/", cause=FailCause.DNS), "http://x.go.th/").kind
    )
