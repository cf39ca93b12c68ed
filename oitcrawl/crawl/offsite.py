"""Hosts where agencies keep their files away from the main site, told from the address alone. Calm."""

from urllib.parse import urlsplit

# Seen on real agency sites: many agencies keep every item on a drive (site-patterns.md, Files).
_STORES = (
    "drive.google.com",
    "docs.google.com",
    "sites.google.com",
    "onedrive.live.com",
    "1drv.ms",
    "sharepoint.com",
    "dropbox.com",
    "anyflip.com",
    "fliphtml5.com",
    "flipsnack.com",
    "issuu.com",
    "heyzine.com",
    "pubhtml5.com",
    "scribd.com",
    "mediafire.com",
    "canva.com",
)
_FORMS = ("forms.gle", "docs.google.com/forms", "forms.office.com", "google.com/forms")


def is_offsite_store(url: str) -> bool:
    """Whether ``url`` (absolute) is on a service where agencies keep documents of their own."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return any(host == name or host.endswith("." + name) for name in _STORES) and not is_form(url)


def is_form(url: str) -> bool:
    """Whether ``url`` is an online form (e-service, complaints): a reference, never a document."""
    return any(name in url for name in _FORMS)
