"""The report on paper: its page made ready to be printed, and the print made the same every time. Calm."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

Printer = Callable[[bytes], bytes | None]
"""From a page (HTML in UTF-8, whole in itself) to PDF; None where it cannot, and the printer says why."""

_MOMENT = re.compile(rb"\(D:\d{14}[+-]\d\d'\d\d'?\)")
_NODE = re.compile(rb"(?<=\()node\d{8}(?=\))")
_TO_FILES = re.compile(rb' href="(?!#|https?://)[^"<>]*"')


def no_printer(_page: bytes) -> bytes | None:
    """Prints nothing."""
    return None


def report_pdf(page: bytes, printer: Printer, made: datetime) -> bytes | None:
    """The report as PDF; None where there is nothing to print with.

    Args:
        page: the agency report. Its links to what lies beside it are left out: from a PDF they would lead nowhere.
        printer: prints it.
        made: stands in the PDF as the moment of its making, in place of the clock, so that the same scan printed by
            the same browser gives the same bytes.
    """
    print_ = printer(_TO_FILES.sub(b"", page))
    if print_ is None:
        return None
    when = made.astimezone(UTC) if made.tzinfo else made
    return _MOMENT.sub(lambda found: _as_long(found.group(), when), _renumbered(print_))


def _renumbered(print_: bytes) -> bytes:
    """The print with its own numbers for the parts of the page: those of the browser differ from run to run.

    Their order stays, by which a PDF finds them, and their length, so that offsets in the file stay right.
    """
    names = {name: b"node%08d" % number for number, name in enumerate(sorted(set(_NODE.findall(print_))), 1)}
    return _NODE.sub(lambda found: names[found.group()], print_)


def _as_long(moment: bytes, when: datetime) -> bytes:
    """``when`` as a PDF writes it, as long as ``moment``: offsets in the file stay right."""
    written = f"(D:{when:%Y%m%d%H%M%S}+00'00".encode()
    return written + (b"')" if moment.endswith(b"')") else b")")
