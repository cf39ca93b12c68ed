"""oitcrawl: what a Thai agency's website still lacks for the O1-O28 disclosures.

>>> from oitcrawl import AgencySite, Order, Settings, load_edition, scan_site  # doctest: +SKIP
>>> site = AgencySite(code="example", url="https://www.example.go.th/")  # doctest: +SKIP
>>> scan = scan_site(Order(site=site, rules=load_edition("nacc-2568")), Settings())  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oitcrawl.compose import Order, Watch, scan_site
    from oitcrawl.errors import (
        OitcrawlError,
        OwnFailure,
        PublishError,
        RulesError,
        SettingsError,
        SiteUnjudgeable,
        StoreError,
        UsageError,
    )
    from oitcrawl.model.finding import ItemFinding, Status
    from oitcrawl.model.scan import AgencyScan
    from oitcrawl.model.site import AgencySite
    from oitcrawl.prove import prove_rules
    from oitcrawl.ruleset.load import load_edition
    from oitcrawl.settings import Settings
    from oitcrawl.version import __version__

__all__ = [
    "AgencyScan",
    "AgencySite",
    "ItemFinding",
    "OitcrawlError",
    "Order",
    "OwnFailure",
    "PublishError",
    "RulesError",
    "Settings",
    "SettingsError",
    "SiteUnjudgeable",
    "Status",
    "StoreError",
    "UsageError",
    "Watch",
    "__version__",
    "load_edition",
    "prove_rules",
    "scan_site",
]

_HOMES = {
    "oitcrawl.compose": ("Order", "Watch", "scan_site"),
    "oitcrawl.errors": (
        "OitcrawlError",
        "OwnFailure",
        "PublishError",
        "RulesError",
        "SettingsError",
        "SiteUnjudgeable",
        "StoreError",
        "UsageError",
    ),
    "oitcrawl.model.finding": ("ItemFinding", "Status"),
    "oitcrawl.model.scan": ("AgencyScan",),
    "oitcrawl.model.site": ("AgencySite",),
    "oitcrawl.prove": ("prove_rules",),
    "oitcrawl.ruleset.load": ("load_edition",),
    "oitcrawl.settings": ("Settings",),
    "oitcrawl.version": ("__version__",),
}


def __getattr__(name: str) -> Any:
    """Names are fetched when first asked for: a reader process needs few of them, and starts in half the time."""
    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(module), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
