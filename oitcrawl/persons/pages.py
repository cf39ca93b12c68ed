"""Whether a page of the web still says what a person saw: its words without clocks, counters and days. Calm."""

import re
from hashlib import sha256

from oitcrawl.model.content import Page
from oitcrawl.thai.text import fold

# Lines that differ at every visit though nothing is changed: counters of visitors, clocks, who is online.
_RESTLESS = re.compile(
    r"ผู้เข้าชม|ผู้เยี่ยมชม|ออนไลน์|จำนวนครั้ง|เข้าชม|วันนี้|เมื่อวาน|visitor|online|counter|hits|today|\d{1,2}:\d{2}", re.IGNORECASE
)


def print_of(page: Page) -> str:
    """A digest of the main content of ``page``: its words, and how many pictures of which names it has."""
    kept = [words for line in page.leaf.text.splitlines() if not _RESTLESS.search(line) and (words := fold(line))]
    told = "\n".join([page.title, *kept, str(page.images), *page.alts])
    return sha256(told.encode("utf-8", "replace")).hexdigest()
