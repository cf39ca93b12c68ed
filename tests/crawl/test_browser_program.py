"""What a browser lays down lies in its scan's own folder, also where several scans start theirs at once."""

import asyncio
import os
import sys
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from oitcrawl.crawl.browser_program import in_own_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the folder is the system's")


async def test_browsers_that_start_at_once_have_each_their_own_folder_and_leave_the_usual_one(monkeypatch):
    monkeypatch.setenv("TMPDIR", "/tmp")

    @asynccontextmanager
    async def browser():
        before = os.environ["TMPDIR"]
        await asyncio.sleep(0.05)
        yield before, os.environ["TMPDIR"]

    async with AsyncExitStack() as one, AsyncExitStack() as other:
        told = await asyncio.gather(in_own_folder(one, browser), in_own_folder(other, browser))

        assert all(before == after != "/tmp" for before, after in told)
        assert len({folder for folder, _ in told}) == 2
        assert os.environ["TMPDIR"] == "/tmp"


async def test_a_browser_that_does_not_start_leaves_the_usual_folder_and_the_next_one_starts(monkeypatch):
    monkeypatch.setenv("TMPDIR", "/tmp")

    @asynccontextmanager
    async def broken():
        raise OSError("no program")
        yield

    @asynccontextmanager
    async def sound():
        yield "started"

    async with AsyncExitStack() as doors:
        with pytest.raises(OSError, match="no program"):
            await in_own_folder(doors, broken)
        assert await asyncio.wait_for(in_own_folder(doors, sound), 5) == "started"
    assert os.environ["TMPDIR"] == "/tmp"
