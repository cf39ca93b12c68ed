"""The mark by which the pages of one scan are told from those of another. Calm."""

import hashlib
import json

from oitcrawl.model.scan import AgencyScan


def scan_mark(scan: AgencyScan) -> str:
    """Sixteen hex digits that tell a scan from others; people's words on it do not change them."""
    asked = (scan.agency.code, scan.edition, scan.fiscal_year, scan.as_of.isoformat(), scan.judged_from)
    made = (scan.rules_digest, scan.engine, scan.started.isoformat(), scan.finished.isoformat())
    return hashlib.sha256(json.dumps([*asked, *made]).encode()).hexdigest()[:16]
