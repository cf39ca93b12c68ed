"""Names of the forms that a report may take; `report/forms` makes them, commands check what was asked for."""

from typing import Final

ALL_FORMATS: Final = ("html", "json", "csv", "xlsx", "divisions", "calendar", "submission", "docx", "pdf")
"""Every form, in the order in which they are named to people."""

ON_REQUEST: Final[frozenset[str]] = frozenset({"pdf"})
"""Forms that are only written when they are asked for, as they take long or want a browser."""

DEFAULT_FORMATS: Final = tuple(name for name in ALL_FORMATS if name not in ON_REQUEST)
"""The forms written where nothing else was said."""
