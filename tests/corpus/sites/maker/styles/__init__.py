"""The dresses in which agencies publish; each puts the same plan on a shelf in its own way."""

from collections.abc import Callable

from maker.shelf import Shelf
from maker.styles import table, vendor

Style = Callable[[Shelf], None]

STYLES: dict[str, Style] = {"table": table.build, "vendor": vendor.build}
STATIC = tuple(name for name in STYLES if name != "scripted")
