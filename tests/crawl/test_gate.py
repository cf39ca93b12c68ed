"""Which addresses may be connected to."""

import asyncio
import ipaddress
import socket
from threading import Thread

import pytest

from oitcrawl.crawl.dial import Dialer
from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.gate import Gate, GateClosed, is_public
from oitcrawl.crawl.tls import Trust
from oitcrawl.crawl.urls import canonical, spelled
from oitcrawl.model.visit import FailCause, Failed, Refused, RefusedBy
from oitcrawl.settings import Settings

HOME = "http://www.x.go.th/"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://a.localhost/", "http://10.0.0.1/", "http://172.16.0.1/",
        "http://192.168.1.1/", "http://169.254.169.254/latest/", "http://100.64.0.1/", "http://192.0.0.8/",
        "http://0.0.0.0/", "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/", "http://198.18.0.1/",
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0/",
        "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[ff02::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
        "http://user:secret@www.x.go.th/", "http://www.x.go.th:8080/", "http://8.8.8.8:22/",
        "ftp://www.x.go.th/", "file:///etc/passwd", "http:///x", "http://www.x.go.th\\@127.0.0.1/", "http://x:99999/",
    ],
)  # fmt: skip
def test_forbidden_addresses_are_refused_by_what_they_say(url):
    with pytest.raises(GateClosed):
        Gate.of(HOME).check_url(url)


@pytest.mark.parametrize(
    "url", ["http://www.x.go.th/a", "https://www.x.go.th/", "https://8.8.8.8/", "http://[2606:4700::1]/"]
)
def test_public_addresses_pass(url):
    Gate.of(HOME).check_url(url)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:10.0.0.1", "fe80::1%eth0", "192.0.0.8"])
def test_a_name_may_not_resolve_to_a_private_address(address):
    with pytest.raises(GateClosed):
        Gate.of(HOME).check_address("www.x.go.th", 80, address)


def test_allow_private_frees_the_targets_own_host_and_port_alone():
    gate = Gate.of("http://127.0.0.1:8123/", allow_private=True)

    gate.check_url("http://127.0.0.1:8123/a")
    for other in ("http://127.0.0.1/", "http://127.0.0.1:8124/", "http://127.0.0.2:8123/", "http://10.0.0.1/"):
        with pytest.raises(GateClosed):
            gate.check_url(other)


def test_without_the_flag_the_target_itself_is_refused():
    with pytest.raises(GateClosed):
        Gate.of("http://127.0.0.1:8123/").check_url("http://127.0.0.1:8123/")


def test_the_targets_own_odd_port_is_allowed():
    Gate.of("http://203.150.1.1:8080/").check_url("http://203.150.1.1:8080/x")


@pytest.mark.parametrize(
    "address, public",
    [
        ("8.8.8.8", True), ("192.0.0.9", False), ("2001:db8::1", False), ("1.1.1.1", True), ("fec0::1", False),
        ("4000::1", False), ("64:ff9b::808:808", True), ("64:ff9b::a00:1", False), ("64:ff9b:1::808:808", False),
        ("2001:4860:4860::8888", True), ("::ffff:8.8.8.8", False), ("2002:a00:1::1", False), ("5f00::1", False),
        ("168.63.129.16", False), ("3fff::1", False), ("2001:470::5efe:a00:1", False), ("2001:470::200:5efe:a00:1", False),
        ("2001:470::5efe:808:808", True), ("2001:470::5eff:a00:1", True), ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)  # fmt: skip
def test_public_is_what_the_registries_say(address, public):
    assert public is is_public(ipaddress.ip_address(address))


BROKEN = ("http://8.8.8.8 @127.0.0.1/", "http://\t127.0.0.1/", "http://127.\n0.0.1/", "http://127.0.0.1\r\nX: 1/")
SPELLED = (
    "http://0177.0.0.1/ http://0x7f.1/ http://2130706433/ http://017700000001/ http://127.1/ http://127.0.0.1./ "
    "http://[::ffff:7f00:1]/ http://[::ffff:127.0.0.1]/ http://[0:0:0:0:0:ffff:127.0.0.1]/ http://[::1%25lo]/ "
    "http://[fe80::1%25eth0]/ http://[64:ff9b::127.0.0.1]/ http://[2002:7f00:1::]/ http://[::]/ http://0/ "
    "http://localhost/ http://localhost./ http://a.localhost/ http://LOCALHOST/ http://１２７.０.０.１/ "
    "http://127。0。0。1/ http://①②⑦.⓪.⓪.①/ http://x:y@127.0.0.1/ http://8.8.8.8@127.0.0.1/ "
    "http://127.0.0.1\\@8.8.8.8/ http://8.8.8.8\\@127.0.0.1/ http://127.0.0.1#@8.8.8.8/ http://127.0.0.1?@8.8.8.8/ "
    "http://127%2e0%2e0%2e1/ http://%31%32%37.0.0.1/ http://8.8.8.8:22/ http://8.8.8.8:0/ http://8.8.8.8:80@127.0.0.1/ "
    "http:127.0.0.1/ http:///127.0.0.1/ http://127.0.0.1:00080/ http://[::127.0.0.1]/ http://0251.0376.0251.0376/"
).split()


@pytest.mark.parametrize("url", [*SPELLED, *BROKEN])
def test_no_spelling_leads_to_this_machine(url, monkeypatch):
    """As written, and as the links of a page and redirects come to be written before they are asked for."""
    connected = []

    async def connect(_loop, _make, address, port, **_options):
        connected.append((address, port))
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", connect)
    for make in (str, canonical, spelled):
        try:
            address = make(url)
        except ValueError:
            continue
        assert isinstance(fetch(address, home=HOME), Refused | Failed)
    assert not [one for one in connected if one not in {("8.8.8.8", 80), ("8.8.8.8", 443)}]


def fetch(url, home="", **settings):
    async def go():
        async with Fetcher(Settings(timeout=2.0, **settings), home=home or url) as fetcher:
            return await fetcher.fetch(url)

    return asyncio.run(go())


@pytest.fixture
def names(monkeypatch):
    """A name server that is a mapping; remembers what it was asked."""
    table, asked = {}, []

    async def getaddrinfo(_loop, host, port, **_options):
        asked.append(host)
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in table[host]]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    table[""] = asked
    return table


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["10.0.0.1"], ["8.8.8.8", "169.254.169.254"]])
def test_a_public_name_for_a_private_address_is_refused(names, addresses):
    names["inside.go.th"] = addresses

    refused = fetch("http://inside.go.th/")

    assert (Refused, RefusedBy.GATE) == (type(refused), refused.by)


def test_the_address_that_was_checked_is_the_one_connected_to(names):
    """Asked once: a name that answers otherwise the second time gains nothing."""
    names["rebind.go.th"] = ["8.8.8.8"]
    dialer = Dialer(Gate.of("http://rebind.go.th/"), Trust(), 1.0, fetch=None)

    async def twice():
        return await dialer.addresses("rebind.go.th", 80), await dialer.addresses("rebind.go.th", 80)

    assert (["8.8.8.8"], ["8.8.8.8"]) == asyncio.run(twice())
    assert ["rebind.go.th"] == names[""]


def test_tls_to_a_server_without_it_is_a_tls_problem():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        Thread(target=answer_plainly, args=(server,), daemon=True).start()

        failed = fetch(f"https://127.0.0.1:{port}/", allow_private=True)

    assert (Failed, FailCause.TLS) == (type(failed), failed.cause)
    assert failed.detail


def answer_plainly(server):
    connection, _ = server.accept()
    with connection:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
