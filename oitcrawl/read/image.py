"""Pictures: whether one could hold a text, told from its head; recognition reads it later."""

import warnings
from io import BytesIO
from typing import Final

from oitcrawl.model.content import Media, Unread, UnreadCause
from oitcrawl.read.trouble import TooLarge, Trouble
from oitcrawl.read.unread import unread
from oitcrawl.settings import Settings

WIDTH: Final = 200  # pixels; a smaller picture is an icon or a button
HEIGHT: Final = 100
KNOWN: Final = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")  # damaged when they do not open
FORMATS: Final = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "HEIF", "AVIF")  # no EPS: it starts a program


def read_image(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Unread:
    """A picture that may hold text is a scan of as many pages as it has; icons and drawings are not read.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: ``max_pixels`` of one picture.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: it has too many pixels, or is none that could be opened.
    """
    width, height, count = _measured(body)
    if max(width, height) < WIDTH or min(width, height) < HEIGHT:
        raise Trouble(f"{width} x {height} pixels", cause=UnreadCause.UNSUPPORTED)
    if width * height > settings.max_pixels:
        raise TooLarge(f"{width} x {height} pixels")
    return unread(url, Media.IMAGE, UnreadCause.SCAN, leaf_count=count, sha256=sha256, size=len(body))


def _measured(body: bytes) -> tuple[int, int, int]:
    """Width, height and number of pages of a picture, from its head: no pixel is unpacked.

    Raises:
        Trouble: it is damaged, or of no kind that we read.
    """
    import pi_heif
    from PIL import Image

    pi_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of too many pixels; we have a limit of our own
            with Image.open(BytesIO(body), formats=FORMATS) as picture:
                count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
                return picture.width, picture.height, count
    except Image.DecompressionBombError as error:
        raise TooLarge("pixels") from error
    except Exception as error:  # hostile bytes: struct.error, SyntaxError, OSError and what else decoders throw
        known = sum(
            body.startswith(magic) for magic in (b"\x89PNG", b"\xff\xd8", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
        )
        cause = UnreadCause.DAMAGED if known else UnreadCause.UNSUPPORTED
        raise Trouble(type(error).__name__, cause=cause) from error
