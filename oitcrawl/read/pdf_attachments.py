"""Files attached to a PDF: agencies hang tables and evidence into one document."""

from collections.abc import Iterator
from functools import partial
from typing import Final

import pypdfium2

from oitcrawl.read.inside import Bounds, Entry, Labels
from oitcrawl.read.pdf import _opened
from oitcrawl.read.trouble import Trouble, trouble_of
from oitcrawl.settings import Settings

MARK: Final = b"EmbeddedFile"  # stands in every PDF that may hold some, unless its objects are packed
PACKED: Final = b"/ObjStm"


def attachments(body: bytes, settings: Settings) -> list[tuple[str, bytes]]:
    """Name and bytes of each file attached to a PDF; what cannot be unpacked within the limits is left out.

    Args:
        body: the bytes of the PDF.
        settings: ``max_entries``, ``max_body``, ``max_ratio`` and ``reader_seconds`` bound them.
    """
    found = []
    bounds = Bounds(len(body), settings)
    for entry in pdf_entries(body, bounds):
        if not bounds.count():
            break
        try:
            found.append((entry.path, entry.load()))
        except Trouble:
            continue
    return found


def pdf_entries(body: bytes, bounds: Bounds) -> Iterator[Entry]:
    """The files attached to a PDF, in its order.

    Raises:
        Trouble: the PDF is damaged or locked.
    """
    if MARK not in body and PACKED not in body:
        return
    try:
        with _opened(body) as pdf:
            names = [_name(pdf, number) for number in range(pdf.count_attachments())]
    except pypdfium2.PdfiumError as error:
        raise trouble_of(error) from error
    labels = Labels()
    for number, name in enumerate(names):
        yield Entry(path=labels.give(name), load=partial(_bytes, body, number, bounds))


def _name(pdf: pypdfium2.PdfDocument, number: int) -> str:
    try:
        return str(pdf.get_attachment(number).get_name())
    except pypdfium2.PdfiumError:
        return ""


def _bytes(body: bytes, number: int, bounds: Bounds) -> bytes:
    try:
        with _opened(body) as pdf:
            data = bytes(pdf.get_attachment(number).get_data())
    except pypdfium2.PdfiumError as error:
        raise trouble_of(error) from error
    return bounds.gather(iter((data,)))
