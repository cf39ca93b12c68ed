"""Reading made short for tests."""

import pytest
from read.making import PAGE_URL, resolve

from oitcrawl.read import read
from oitcrawl.read.html import read_page
from oitcrawl.settings import Settings


@pytest.fixture
def page():
    """HTML in, page out."""

    def make(html, *, url=PAGE_URL, **more):
        body = html if isinstance(html, bytes) else html.encode()
        return read_page(body, url=url, resolve=resolve, **more)

    return make


@pytest.fixture
def content():
    """Bytes in, content out."""

    def make(body, *, url="https://www.abt-tonmai.go.th/file", settings=None, **more):
        return read(body, url=url, resolve=resolve, settings=settings or Settings(), **more)

    return make
