"""What strangers put on a site is no disclosure: such pages are places that were not seen, never evidence. Calm."""

from dataclasses import replace

from oitcrawl.model.content import Media
from oitcrawl.model.harvest import Blank, Harvest, Record

KINDS = frozenset({"gambling_spam", "defacement"})
REASON = "hacked"


def without_strangers(harvest: Harvest) -> Harvest:
    """The harvest without what intruders made of it.

    What a link called by a name may have held what it was called, so that nobody may say that this is missing; what
    nobody called anything held nothing of the agency. The home page stays, as it leads to all others, but without a
    word of what it says now; and as its own links are gone, anything may be there.
    """
    if not harvest.records or not any(one.kind in KINDS for one in harvest.warnings):
        return harvest
    home, *others = harvest.records
    strange = [record for record in others if record.overrun]
    if not strange and not home.overrun:
        return harvest
    kept = (_silent(home) if home.overrun else home, *(record for record in others if not record.overrun))
    lost = (Blank(url=home.url, reason=REASON),) if home.overrun else ()
    return replace(harvest, records=kept, blanks=(*harvest.blanks, *lost, *map(_blank, filter(_is_called, strange))))


def _silent(record: Record) -> Record:
    """A record of which nothing is told but its address."""
    return replace(record, media=Media.OTHER, title="", headings=(), breadcrumb=(), cover="", sha256="", file_name="")


def _is_called(record: Record) -> bool:
    return any(label.text.strip() or label.row.strip() for label in record.labels)


def _blank(record: Record) -> Blank:
    return Blank(url=record.url, reason=REASON, labels=record.labels, is_page=False)
