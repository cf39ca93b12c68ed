"""The record of a scan: all that was asked and answered, as WARC, and what became of writing it."""

from dataclasses import replace
from datetime import UTC, datetime

from oitcrawl.model.scan import AgencyScan, ScanWarning
from oitcrawl.settings import Settings
from oitcrawl.store.warc import WarcFile
from oitcrawl.version import __version__


def open_warc(code: str, settings: Settings) -> WarcFile:
    """The file that takes the exchanges of a scan of the agency ``code``.

    Raises:
        StoreError: it cannot be made.
    """
    return WarcFile(settings.warc, code, datetime.now(UTC), f"oitcrawl/{__version__}")


def with_trouble(scan: AgencyScan, warc: WarcFile | None) -> AgencyScan:
    """The scan, with a warning where its record could not be written to its end."""
    if warc is None or not warc.trouble:
        return scan
    warning = ScanWarning(kind="warc_incomplete", message=warc.trouble)
    return replace(scan, warnings=(*scan.warnings, warning))
