"""The only place that opens doors (client, readers, store, report folder) and hands them down."""

from importlib import import_module
from typing import TYPE_CHECKING

from oitcrawl.eager import without_collector

if TYPE_CHECKING:
    from oitcrawl.compose.afresh import Fate, Terms
    from oitcrawl.compose.agencies import site_names, site_problems
    from oitcrawl.compose.asking import Asked, ask_file, ask_stored
    from oitcrawl.compose.checking import check_files
    from oitcrawl.compose.delivery import DEFAULT_EDITION
    from oitcrawl.compose.desk import Desk, open_desk
    from oitcrawl.compose.doors import Order, Watch, classifier, scan_site, site_from_url, today
    from oitcrawl.compose.homes import check_homes
    from oitcrawl.compose.metrics_page import open_page, place_of, write_page
    from oitcrawl.compose.processes import fates
    from oitcrawl.compose.roster import import_agencies
    from oitcrawl.compose.saying import EXAMPLES, Saying
    from oitcrawl.compose.selfwatch import has_queue, standing, watched
    from oitcrawl.compose.several import AT_ONCE, Crew, Outcome, Watchers, scan_sites
    from oitcrawl.compose.upkeep import (
        export_store,
        import_store,
        migrate_store,
        prune_store,
        store_sizes,
        vacuum_store,
        verify_store,
    )
    from oitcrawl.compose.vendors import Templates, shared_templates
    from oitcrawl.store.journal import Wish

__all__ = [
    "AT_ONCE",
    "DEFAULT_EDITION",
    "EXAMPLES",
    "Asked",
    "Crew",
    "Desk",
    "Fate",
    "Order",
    "Outcome",
    "Saying",
    "Templates",
    "Terms",
    "Watch",
    "Watchers",
    "Wish",
    "ask_file",
    "ask_stored",
    "check_files",
    "check_homes",
    "classifier",
    "export_store",
    "fates",
    "has_queue",
    "import_agencies",
    "import_store",
    "migrate_store",
    "open_desk",
    "open_page",
    "place_of",
    "prune_store",
    "scan_site",
    "scan_sites",
    "shared_templates",
    "site_from_url",
    "site_names",
    "site_problems",
    "standing",
    "store_sizes",
    "today",
    "vacuum_store",
    "verify_store",
    "watched",
    "write_page",
]
_ROOMS = {
    "compose.afresh": ("Fate", "Terms"),
    "compose.agencies": ("site_names", "site_problems"),
    "compose.asking": ("Asked", "ask_file", "ask_stored"),
    "compose.checking": ("check_files",),
    "compose.delivery": ("DEFAULT_EDITION",),
    "compose.desk": ("Desk", "open_desk"),
    "compose.doors": ("Order", "Watch", "classifier", "scan_site", "site_from_url", "today"),
    "compose.processes": ("fates",),
    "compose.homes": ("check_homes",),
    "compose.metrics_page": ("open_page", "place_of", "write_page"),
    "compose.roster": ("import_agencies",),
    "compose.saying": ("EXAMPLES", "Saying"),
    "compose.selfwatch": ("has_queue", "standing", "watched"),
    "compose.several": ("AT_ONCE", "Crew", "Outcome", "Watchers", "scan_sites"),
    "compose.upkeep": (
        "export_store",
        "import_store",
        "migrate_store",
        "prune_store",
        "store_sizes",
        "vacuum_store",
        "verify_store",
    ),
    "compose.vendors": ("Templates", "shared_templates"),
    "store.journal": ("Wish",),
}
_ROOM_OF = {name: f"oitcrawl.{room}" for room, names in _ROOMS.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Enter a room when it is asked for: each brings libraries that the others do without."""
        if name not in _ROOM_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with without_collector():
            found = globals()[name] = getattr(import_module(_ROOM_OF[name]), name)
        return found
