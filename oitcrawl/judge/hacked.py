"""What strangers put on a site is no disclosure: such pages are places that were not seen, never evidence. Calm."""

from dataclasses import replace

from oitcrawl.model.harvest import Blank, Harvest, Record

KINDS = frozenset({"gambling_spam", "defacement"})
REASON = "hacked"


def without_strangers(harvest: Harvest) -> Harvest:
    """The harvest without what intruders made of it.

    What a link called by a name may have held what it was called, so that nobody may say that this is missing; what
    nobody called anything held nothing of the agency. The home page stays: it leads to all others.
    """
    if not harvest.records or not any(one.kind in KINDS for one in harvest.warnings):
        return harvest
    home, *others = harvest.records
    strange = [record for record in others if record.overrun]
    if not strange:
        return harvest
    kept = (home, *(record for record in others if not record.overrun))
    return replace(harvest, records=kept, blanks=(*harvest.blanks, *map(_blank, filter(_is_called, strange))))


def _is_called(record: Record) -> bool:
    return any(label.text.strip() or label.row.strip() for label in record.labels)


def _blank(record: Record) -> Blank:
    return Blank(url=record.url, reason=REASON, labels=record.labels, is_page=False)
