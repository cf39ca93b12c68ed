"""The only place that opens doors (client, readers, store, report folder) and hands them down."""

from oitcrawl.compose.agencies import check_home, site_problems
from oitcrawl.compose.checking import check_files
from oitcrawl.compose.desk import ALL_FORMATS, DEFAULT_EDITION, Desk, open_desk
from oitcrawl.compose.doors import Order, Watch, classifier, scan_site, site_from_url, today
from oitcrawl.compose.several import AT_ONCE, Outcome, Watchers, scan_sites
from oitcrawl.store.journal import Wish

__all__ = [
    "ALL_FORMATS",
    "AT_ONCE",
    "DEFAULT_EDITION",
    "Desk",
    "Order",
    "Outcome",
    "Watch",
    "Watchers",
    "Wish",
    "check_files",
    "check_home",
    "classifier",
    "open_desk",
    "scan_site",
    "scan_sites",
    "site_from_url",
    "site_problems",
    "today",
]
