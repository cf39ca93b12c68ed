"""One scan of one agency, whole: all that a store, a report or another machine needs (``oitcrawl.scan/1``)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.coverage import (
    Coverage,
    FailedAddress,
    HiddenLink,
    RefusedAddress,
    RemovedAddress,
    RemovedHow,
    Section,
    TrapNote,
    TrapReason,
    UnreadAddress,
    UnseenPage,
    Vitals,
)
from oitcrawl.model.declared import DeclaredLink
from oitcrawl.model.estimate import Cost, Effort, Range, Trial
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.template import Template
from oitcrawl.screen import escaped, whole

__all__ = [
    "FORMAT",
    "AgencyRef",
    "AgencyScan",
    "Attachment",
    "Cost",
    "Coverage",
    "DeclaredLink",
    "Effort",
    "EvidencePicture",
    "FailedAddress",
    "HiddenLink",
    "Range",
    "RefusedAddress",
    "RemovedAddress",
    "RemovedHow",
    "ScanWarning",
    "Section",
    "Summary",
    "TrapNote",
    "TrapReason",
    "Trial",
    "UnreadAddress",
    "UnseenPage",
    "Vitals",
    "json_schema",
]

FORMAT = "oitcrawl.scan/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One document of the site, and how well it can be read.

    Attributes:
        url: where it is; a file inside an archive has a fragment that names it.
        found_on: page whose link led there.
        name: what it calls itself, or what its link or file is called.
        file_name: name a person would save it under.
        size: bytes.
        leaves: pages or sheets.
        recognised: pages read by character recognition.
        silent: pages that gave no text.
        quality: 0-1, how far its text can be trusted; 0 when nothing was read.
        torn: the file is damaged, and not all that it said could be read.
        cause: why it could not be read, or None.
        years_inside: Buddhist years that its cover states.
        years_named: Buddhist years that its file name or the words of its link state.
        items: O-codes of the items that it is taken for.
        same_as: other addresses with the very same bytes.
        sha256: digest of the bytes, that evidence from it carries too.
    """

    url: str
    found_on: str = ""
    name: str = ""
    file_name: str = ""
    media: Media
    size: int = 0
    leaves: int = 0
    recognised: int = 0
    silent: int = 0
    quality: float = 1.0
    torn: bool = False
    cause: UnreadCause | None = None
    years_inside: tuple[int, ...] = ()
    years_named: tuple[int, ...] = ()
    items: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def is_scan(self) -> bool:
        """Whether nothing of it can be searched or copied: every page is a picture.

        A file that was not read for another cause (a password, damage) is none: nobody saw its pages.
        """
        if self.cause is not None:
            return self.cause in {UnreadCause.SCAN, UnreadCause.UNCLEAR}
        return self.recognised > 0 and self.recognised + self.silent >= self.leaves

    @property
    def contradicts_name(self) -> bool:
        """Whether the cover names other years than the file name or the link."""
        return bool(self.years_inside and self.years_named) and not set(self.years_inside) & set(self.years_named)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePicture:
    """A picture of a piece of evidence, made when it was scanned.

    Attributes:
        url: what it shows.
        sha256: digest of the bytes that it shows; evidence with this digest and page is what it is of.
        leaf: page of the document, from 1; 0 for a page of the web.
        file: where it lies, relative to the report folder.
        seen: when these bytes were fetched.
        covered: whether numbers of private persons in it are painted over.
    """

    url: str
    sha256: str
    leaf: int
    file: str
    seen: datetime
    covered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanWarning:
    """Something that a person should know, beside the verdicts. Kinds are those of the contract."""

    kind: str
    url: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts by status and the estimate.

    Attributes:
        estimate: range for the OIT, the mean of the indicators.
        indicators: (indicator number, range) pairs.
        basis: one Thai sentence that says how the estimate was made and that it is not official.
        by_person: items whose status is by a person's word.
        machine: the estimate by the machine's verdicts alone, where people's words make another; else None.
        own_weights: whether the edition has weights of its own; else groups of an indicator weigh alike.
        costs: what each item that is asked weighs: gaps first, then what could not be checked, what is not due, the
            rest; in each, the most points per unit of work first. Empty in scans of earlier versions.
        trials: real score tables beside the estimate of the same case.
    """

    not_applicable: int = 0
    waived: int = 0
    found: int = 0
    not_due: int = 0
    unverified: int = 0
    incomplete: int = 0
    outdated: int = 0
    missing: int = 0
    estimate: Range
    indicators: tuple[tuple[str, Range], ...] = ()
    basis: str = ""
    by_person: int = 0
    machine: Range | None = None
    own_weights: bool = False
    costs: tuple[Cost, ...] = ()
    trials: tuple[Trial, ...] = ()

    def cost(self, item: str) -> Cost | None:
        """What the item of this code weighs; None when that is not known, or it is not asked."""
        return next((one for one in self.costs if one.item == item), None)

    def count(self, status: Status) -> int:
        """Number of items in ``status``."""
        return int(getattr(self, status.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRef:
    """Who was scanned, as the scan remembers it."""

    code: str
    name: str
    kind: str
    url: str
    province: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyScan:
    """The result of one scan; its field names are the JSON of the contract.

    Attributes:
        engine: version of oitcrawl.
        rules_digest: ``sha256:...`` of the edition as loaded.
        edition_note: for an edition applied to another year or a provisional one, the Thai sentence that says so.
        edition_year: the Buddhist fiscal year that the edition was made for; None in scans of earlier versions.
        provisional: the edition is not confirmed; ``edition_note`` says why.
        as_of: the day for which it was judged.
        items: one finding per item of the edition, in its order.
        attachments: documents of the site and how well each can be read, those taken for an item first.
        pictures: of evidence; the files lie in the report folder.
        pictured: of what pictures were made: ``all``, ``documents`` (there was no browser), or empty for none.
        window_opens, window_closes: assessment window, where known.
        holds_until: the first later day on which a verdict may differ though the site does not; None: not known.
        judged_from: number of the scan whose contents were judged again, without a visit; None for a scan.
        declared: links that the agency entered or will enter, beside what its site really holds.
        template: how the site is built; None in scans of earlier versions.
    """

    format: str = FORMAT
    engine: str
    edition: str
    edition_title: str = ""
    edition_note: str = ""
    rules_digest: str
    agency: AgencyRef
    fiscal_year: int
    as_of: date
    started: datetime
    finished: datetime
    coverage: Coverage
    items: tuple[ItemFinding, ...]
    summary: Summary
    warnings: tuple[ScanWarning, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    pictures: tuple[EvidencePicture, ...] = ()
    pictured: str = ""
    window_opens: date | None = None
    window_closes: date | None = None
    partial: bool = False
    edition_year: int | None = None
    provisional: bool = False
    holds_until: date | None = None
    judged_from: int | None = None
    declared: tuple[DeclaredLink, ...] = ()
    template: Template | None = None

    def to_json(self) -> str:
        """The scan as indented JSON text (UTF-8, Thai unescaped, control characters escaped, a newline at last)."""
        data = _adapter().dump_python(self, mode="json")
        return escaped(whole(json.dumps(data, ensure_ascii=False, indent=1))) + "\n"

    def to_compact_json(self) -> str:
        """The same on one line, for programs: it takes a tenth of the time."""
        return json.dumps(_adapter().dump_python(self, mode="json"), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> "AgencyScan":
        """The scan that ``to_json`` wrote.

        Raises:
            ValueError: the text is not a scan of this format.
        """
        return _adapter().validate_json(text)


def json_schema() -> dict[str, Any]:
    """JSON Schema of ``scan.json``, for other programs."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$id": FORMAT, **schema}


@cache
def _adapter() -> TypeAdapter[AgencyScan]:
    return TypeAdapter(AgencyScan)
