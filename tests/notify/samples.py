"""Nights of one agency, kept in a store, and what is announced after each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from report.samples import scan, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyRef

F, IN, M, U = Status.FOUND, Status.INCOMPLETE, Status.MISSING, Status.UNVERIFIED
CODE = "abt-suanphai"
START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # a Tuesday, 1:00 in Thailand
WHO = "mailto:clerk@abt.example.go.th"


def at(day, hour=2):
    """A moment after the scan of that night."""
    return START + timedelta(days=day, hours=hour)


def night(day, status=F, *, code=CODE, rules=None, blind=False, **more):
    """The visit of that night, with O12 in that status; every item unseen when ``blind``."""
    when = START + timedelta(days=day)
    made = scan(started=when, finished=when + timedelta(minutes=20), as_of=(when + timedelta(hours=7)).date())
    items = {item.item: U for item in made.items} if blind else {"O12": status}
    made = with_statuses(made, **items)
    made = replace(
        made, agency=AgencyRef(code=code, name=f"อบต. {code}", kind="local_government", url=made.agency.url)
    )
    return replace(made, **({"rules_digest": rules} if rules else {}), **more)
