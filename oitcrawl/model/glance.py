"""A scan at a glance: who, when, and the status of each item; small enough that thousands can be read at once."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from oitcrawl.model.estimate import Range
from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyRef, AgencyScan
from oitcrawl.model.snag import Snag, snag_of
from oitcrawl.model.template import Template

FORM: Final = 2  # raise it when a glance tells what that of an earlier version does not: it is then made again


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGlance:
    """One item of a scan; its fields are those of the finding.

    Attributes:
        snag: what is in the way that whoever built the site could mend; None where nothing is known of that kind.
    """

    item: str
    slug: str
    title: str
    status: Status
    owner: str = ""
    snag: Snag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What an overview tells of a scan; its fields are those of the scan.

    Attributes:
        estimate: range for the OIT.
        judged_from: number of the scan that was judged again; None for a visit of the website.
        template: how the site is built; None where that is not known.
        form: version of this form.
    """

    agency: AgencyRef
    edition: str
    rules_digest: str
    engine: str
    fiscal_year: int
    as_of: date
    started: datetime
    finished: datetime
    partial: bool
    estimate: Range
    items: tuple[ItemGlance, ...]
    window_opens: date | None = None
    window_closes: date | None = None
    judged_from: int | None = None
    template: Template | None = None
    form: int = FORM

    def to_json(self) -> bytes:
        """It as JSON, for a store; half a surrogate pair of crawled text becomes a question mark."""
        try:
            return _adapter().dump_json(self)
        except ValueError:
            return _adapter().dump_json(_adapter().validate_python(_sound(_adapter().dump_python(self))))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Glance":
        """What ``to_json`` wrote.

        Raises:
            ValueError: it is none, or of an earlier form.
        """
        if _MARK not in (text.encode() if isinstance(text, str) else text):
            raise ValueError("a glance of an earlier form")
        return _adapter().validate_json(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dark:
    """Nothing of a website could be read, ever since.

    Attributes:
        since: the first time.
        times: how often in a row.
    """

    since: datetime
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The last scans of an agency.

    Attributes:
        now: the one that counts, people's words in it.
        earlier: those before it, the newest first.
        dark: the website could not be read since; None where the last scan could.
        cut_off: when a later scan was cut off; None where the last one ended.
    """

    now: Glance
    earlier: tuple[Glance, ...] = ()
    dark: Dark | None = None
    cut_off: datetime | None = None


def glance(scan: AgencyScan) -> Glance:
    """``scan`` at a glance."""
    return Glance(
        agency=scan.agency,
        edition=scan.edition,
        rules_digest=scan.rules_digest,
        engine=scan.engine,
        fiscal_year=scan.fiscal_year,
        as_of=scan.as_of,
        started=scan.started,
        finished=scan.finished,
        partial=scan.partial,
        estimate=scan.summary.estimate,
        items=tuple(
            ItemGlance(
                item=one.item,
                slug=one.slug,
                title=one.title,
                status=one.status,
                owner=one.owner,
                snag=snag_of(one),
            )
            for one in scan.items
        ),
        window_opens=scan.window_opens,
        window_closes=scan.window_closes,
        judged_from=scan.judged_from,
        template=scan.template,
    )


_MARK: Final = f'"form":{FORM}'.encode()


def _sound(value: object) -> object:
    """``value`` without half surrogate pairs."""
    if isinstance(value, str):
        return value if type(value) is not str else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _sound(one) for key, one in value.items()}
    return [_sound(one) for one in value] if isinstance(value, list | tuple) else value


@cache
def _adapter() -> TypeAdapter[Glance]:
    return TypeAdapter(Glance)
