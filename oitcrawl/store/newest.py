"""Which of an agency's scans is the newest, whatever the clock of the machine said when they were made."""

from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from oitcrawl.store.tables import scans

_AHEAD: Final = timedelta(hours=1)  # clocks of machines that share a database differ a little


def _soon() -> str:
    return (datetime.now(UTC) + _AHEAD).isoformat(timespec="microseconds")


SOON: Final = sa.bindparam("soon", callable_=_soon, type_=sa.String)
"""A moment after which no scan can have ended yet, asked anew with every query."""

NEWEST: Final = (scans.c.finished > SOON, scans.c.finished.desc(), scans.c.id.desc())
"""The order of scans, the newest first. One that ended in the future was made under a wrong clock and comes last:
else it would hide every scan that is made after the clock was set right."""
