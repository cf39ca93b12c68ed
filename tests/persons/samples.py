"""A small scan, and words of invented people on it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from oitcrawl.model.content import Media
from oitcrawl.model.finding import ComponentFinding, ComponentState, Evidence, ItemFinding, Status
from oitcrawl.model.person import Looked, MachineVerdict, Review, Word
from oitcrawl.model.scan import AgencyRef, AgencyScan, Coverage, Range, Summary

SITE = "https://www.agency.example"
FILE = f"{SITE}/report.pdf"
SHA = "a" * 64
OTHER = "b" * 64
LOOKED = Looked(url=FILE, sha256=SHA, leaf=3)
P, X, U, H = ComponentState.PRESENT, ComponentState.ABSENT, ComponentState.UNREADABLE, ComponentState.HUMAN


def part(key, state, **more):
    return ComponentFinding(key=key, label=f"องค์ประกอบ {key}", state=state, **more)


def piece(url=FILE, sha256=SHA, **more):
    return Evidence(url=url, sha256=sha256, media=Media.PDF, leaf=3, **more)


def item(status=Status.UNVERIFIED, *parts, **more):
    base = ItemFinding(
        item="O7",
        slug="annual-report",
        title="รายงานประจำปี",
        group="9.2",
        status=status,
        because="โปรแกรมว่าอย่างนี้",
        year_wanted=(2567,),
        confidence=0.9,
        components=parts,
        lacking=tuple(one.label for one in parts if one.state is X) if status is Status.INCOMPLETE else (),
        evidence=(piece(),),
        settles="เปิดดูเอง" if status is Status.UNVERIFIED else "",
    )
    return replace(base, **more)


def scan(*items, **more):
    some = items or (item(),)
    base = AgencyScan(
        engine="1",
        edition="nacc-2568",
        rules_digest="sha256:0",
        agency=AgencyRef(code="abt", name="อบต.ตัวอย่าง", kind="local_government", url=f"{SITE}/"),
        fiscal_year=2568,
        as_of=date(2025, 4, 1),
        started=datetime(2025, 4, 1, tzinfo=UTC),
        finished=datetime(2025, 4, 1, 1, tzinfo=UTC),
        coverage=Coverage(pages=5),
        items=some,
        summary=summarise(some),
    )
    return replace(base, **more)


def summarise(items):
    """An estimate that is easy to follow: found items over all; the machine's alone beside it."""
    own = [one.machine.status if one.machine else one.status for one in items]
    shown = [one.status for one in items]
    people = sum(one.machine is not None for one in items)
    counts = {status.value: shown.count(status) for status in Status}
    return Summary(**counts, estimate=_range(shown), by_person=people, machine=_range(own) if people else None)


def _range(statuses):
    good = sum(one in {Status.FOUND, Status.WAIVED} for one in statuses)
    blind = sum(one is Status.UNVERIFIED for one in statuses)
    return Range(low=100 * good / len(statuses), high=100 * (good + blind) / len(statuses))


def review(word=Word.CONFIRM, **more):
    base = Review(
        number=1,
        uid="1" * 32,
        agency="abt",
        slug="annual-report",
        item="O7",
        word=word,
        status=Status.FOUND if word is Word.CONFIRM else Status.MISSING,
        by="สมศรี ตัวอย่าง",
        reason="เปิดดูแล้ว",
        at=datetime(2025, 4, 2, 3, tzinfo=UTC),
        until=date(2025, 9, 30),
        about=(LOOKED,),
        machine=MachineVerdict(status=Status.UNVERIFIED),
        edition="nacc-2568",
        fiscal_year=2568,
    )
    return replace(base, **more)
