"""Line breaks where a protocol reads commands: requests, mail, metrics, logs."""

import pytest
from advisories.ground import fetched, moved, ok, site
from hostile_text import BARBS

from oitcrawl.crawl.fetch import user_agent
from oitcrawl.crawl.fields import line_of
from oitcrawl.crawl.urls import Addresses
from oitcrawl.report.metrics import escaped
from oitcrawl.settings import Settings

BREAKS = [
    "\r\nX-Evil: 1",
    "\nX-Evil: 1",
    "\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
    "%0d%0aX-Evil: 1",
    "\x00\r\nX-Evil:1",
    "\u560d\u560aX-Evil: 1",
    "\u2028X-Evil: 1",
]


@pytest.mark.asyncio
@pytest.mark.parametrize("barb", BREAKS)
async def test_an_address_gives_no_header_line(barb):
    """Header injection through addresses: Python's urllib, CVE-2019-9740 and GHSA-89ff-5r66-wr8j, and http.client, CVE-2020-26116."""
    async with site({}) as own:
        url = Addresses(own.url).resolve(own.url, f"/x{barb}")
        for one in {url or "", f"{own.url}/x{barb}", f"{own.url}/?q={barb}", f"{own.url}{barb}/"}:
            if one:
                await fetched(own, one)

        assert not any(line.lower().startswith(b"x-evil") for head in own.heads for line in head.split(b"\r\n"))
        assert not any(
            b"/evil HTTP" in head.split(b"\r\n")[0] and b"%" not in head.split(b"\r\n")[0] for head in own.heads
        )


@pytest.mark.asyncio
async def test_what_a_server_says_is_not_sent_back_as_lines():
    answers = {"/": moved(b"/b%0d%0aX-Evil:1", b"", b"Set-Cookie: a=1\x0bX-Evil: 1"), "/b%0D%0AX-Evil:1": ok(b"x")}
    async with site(answers) as own:
        await fetched(own, "/")

        assert not any(line.lower().startswith(b"x-evil") for head in own.heads for line in head.splitlines())


@pytest.mark.parametrize("barb", [*BREAKS, *BARBS])
def test_our_own_name_and_validators_are_one_line(barb):
    assert user_agent(Settings(contact=f"a@b.go.th{barb}")).isascii()
    assert len(user_agent(Settings(contact=f"a@b.go.th{barb}")).splitlines()) == 1
    assert len(line_of("If-None-Match", f'"{barb}"').splitlines()) <= 1


@pytest.mark.parametrize("barb", [*BREAKS, *BARBS])
def test_a_label_of_the_metrics_ends_where_it_should(barb):
    told = f'oitcrawl_x{{agency="{escaped(barb)}"}} 1'

    assert told.count("\n") == 0
    assert told.replace("\\\\", "").replace('\\"', "").count('"') == 2
