"""What else is made of untrusted files - pictures of pages, members on their own, tables - and what it may raise."""

from contextlib import suppress
from typing import Final

from oitcrawl.model.content import Content, Document, Media
from oitcrawl.read.archive import member_bytes
from oitcrawl.read.grid import read_grids
from oitcrawl.read.pictures import Unfit, count_pictures, open_picture, straightened, texture_of
from oitcrawl.read.render import MAX_PIXELS, count_pages, render
from oitcrawl.read.snapshot import snapshot
from oitcrawl.read.trouble import Trouble
from oitcrawl.settings import Settings
from tests.fuzz.frame import demand

MOST: Final = 1_000_000  # bytes of a picture of a page
_DPI: Final = 40  # a third of what recognition wants, so that many files can be tried


def see(body: bytes, content: Content, settings: Settings) -> None:
    """Make of a file what recognition, reports and checks make of it; only declared errors come.

    Raises:
        Broken: a picture is larger than allowed.
    """
    if content.media in {Media.PDF, Media.IMAGE}:
        shown = snapshot(body, "", content.media, 1, settings)
        demand(shown is None or len(shown.full) < MOST, "pictures of reports are small", content.media)
    if content.media is Media.PDF:
        _draw(body)
    elif content.media is Media.IMAGE:
        _open(body, settings.max_pixels)
    elif content.media in {Media.XLSX, Media.XLS, Media.ODS, Media.CSV}:
        with suppress(Trouble):
            read_grids(body)
    if isinstance(content, Document):
        for member in content.members:
            with suppress(Trouble, KeyError):
                member_bytes(body, member.path if not hasattr(member, "leaf") else "", settings)


def _draw(body: bytes) -> None:
    for leaf in range(1, min(count_pages(body), 3) + 1):
        with suppress(Unfit):
            picture = render(body, leaf, _DPI)
            demand(picture.width * picture.height <= MAX_PIXELS * 1.1, "pictures are bounded", picture.size)
            texture_of(straightened(picture))


def _open(body: bytes, most: int) -> None:
    for leaf in range(1, min(count_pictures(body), 3) + 1):
        with suppress(Unfit):
            texture_of(straightened(open_picture(body, leaf, most)))
