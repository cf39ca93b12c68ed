"""Of which year the edition is that a scan was judged by, and whether it is confirmed. Calm."""

from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.words import Words


def edition_marks(scan: AgencyScan, words: Words) -> str:
    """What stands behind the name of the edition; empty for scans that do not know."""
    if scan.edition_year is None:
        return ""
    doubt = f" · {words('head.provisional')}" if scan.provisional else ""
    return f" · {words('head.edition_year', year=scan.edition_year)}{doubt}"
