"""What reader processes are asked to do beside reading: recognise a page of a file on disk, print a page."""

from pathlib import Path

from oitcrawl.model.content import Media
from oitcrawl.read.archive import member_bytes
from oitcrawl.read.ocr import count_leaves, transcribe
from oitcrawl.read.printing import print_page
from oitcrawl.read.trouble import TooSlow
from oitcrawl.read.words import Region, Transcript
from oitcrawl.settings import Settings


def look(file: str, inside: str, media: Media, leaf: int, region: Region, settings: Settings) -> Transcript:
    """Recognise one page.

    Args:
        file: path of the file.
        inside: path of the document inside it, when it is an archive; else empty.
        media: what the document is.
        leaf: its page, from 1.
        region: how much of the page.
        settings: limits.

    Raises:
        OSError: the file is gone.
    """
    body = Path(file).read_bytes()
    if inside:
        body = member_bytes(body, inside, settings)
    return transcribe(body, media, leaf, region, settings)


def print_file(file: str, out: str, seconds: float) -> int:
    """Print an HTML page to a PDF.

    Args:
        file: path of the page.
        out: path of the PDF to be written.
        seconds: how long it may take.

    Returns:
        Its leaves; 0 when it could not be printed.
    """
    try:
        pdf = print_page(Path(file).read_bytes(), seconds)
    except (TooSlow, OSError):
        return 0
    if pdf is None:
        return 0
    Path(out).write_bytes(pdf)
    return count_leaves(pdf, Media.PDF)
