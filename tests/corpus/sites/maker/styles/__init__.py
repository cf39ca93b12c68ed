"""The dresses in which agencies publish; each puts the same plan on a shelf in its own way."""

from collections.abc import Callable

from maker.shelf import Shelf
from maker.styles import copied, drive, longpage, older, scripted, table, vendor

Style = Callable[[Shelf], None]

STYLES: dict[str, Style] = {
    "table": table.build,
    "vendor": vendor.build,
    "scripted": scripted.build,
    "older": older.build,
    "longpage": longpage.build,
    "drive": drive.build,
    "copied": copied.build,
}
STATIC = tuple(name for name in STYLES if name != "scripted")  # those that need no browser
