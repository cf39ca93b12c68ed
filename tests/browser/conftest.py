"""The Chromium that tests of pages share."""

import shutil

import pytest
from playwright.sync_api import Error, sync_playwright

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
]
SYSTEM = ("chromium-headless-shell", "chromium", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def browser():
    """Started once for each file of tests, as no other loop may run beside it; skips where there is none."""
    program = next(filter(None, map(shutil.which, SYSTEM)), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        except Error as error:
            pytest.skip(f"no Chromium here: {str(error).splitlines()[0]}")
        yield opened
        opened.close()
