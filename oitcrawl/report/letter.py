"""A letter that asks those who keep a firewall to let the scanner in, with all that they need to do it. Calm."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from urllib.parse import urlsplit

from oitcrawl.report.plan import GridView
from oitcrawl.report.safe import clean, readable
from oitcrawl.report.words import Words

Form = Literal["memo", "letter"]
SHOWN: Final = 12  # refused requests that are listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A request that the site's firewall turned away.

    Attributes:
        url: what was asked for.
        since, until: between which moments; the same for one moment.
        status: HTTP status; 0 where a page of the firewall came in place of the content.
    """

    url: str
    since: datetime
    until: datetime
    status: int = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the letter is about.

    Attributes:
        agency, site: its name and the address of its home page.
        refusals: the evidence, the latest first.
        agent: user agent of the scanner.
        addresses: of the scanner as the firewall sees them; empty leaves a blank to be filled in.
        rate: requests per second; 0 is unlimited.
        at_once: requests under way at once.
        hours: when nightly scans begin, ``01:00``; empty where there are none.
        contact: where the operator is reached; empty leaves a blank.
        office, to: who writes and who is written to; empty leaves a blank, and the site's administrator.
        day: of the letter.
        form: ``memo`` within an office, ``letter`` to another one.
    """

    agency: str
    site: str
    refusals: tuple[Refusal, ...]
    agent: str
    addresses: tuple[str, ...] = ()
    rate: float = 0.0
    at_once: int = 1
    hours: str = ""
    contact: str = ""
    office: str = ""
    to: str = ""
    day: date
    form: Form = "memo"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """The letter, ready to be placed.

    Attributes:
        lang, mark, foot, titles: as of ``PlanView``.
        heads: lines above the text, each with the word that it begins with.
        sections: (heading, paragraphs, points) triples.
        evidence: table below the second section.
        ending, signer: last lines.
    """

    lang: str
    mark: str
    foot: str
    titles: tuple[str, ...]
    heads: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    evidence: GridView
    ending: str
    signer: tuple[str, ...]


def letter(request: Request, words: Words) -> LetterView:
    """The letter of ``request``."""
    agency, host = clean(request.agency), clean(urlsplit(request.site).netloc)
    office = clean(request.office) or words("letter.blank_office")
    return LetterView(
        lang=words.lang,
        mark=words("letter.mark"),
        foot=words("letter.foot", host=host),
        titles=(words("letter.title_memo" if request.form == "memo" else "letter.title_letter"),),
        heads=_heads(request, office, host, words),
        sections=_sections(request, agency, office, words),
        evidence=_evidence(request, words),
        ending=words("letter.ending_memo" if request.form == "memo" else "letter.ending_letter"),
        signer=(words("letter.sign"), words("letter.blank_name"), words("letter.blank_position")),
    )


def _heads(request: Request, office: str, host: str, words: Words) -> tuple[tuple[str, str], ...]:
    to = clean(request.to) or words("letter.to", agency=clean(request.agency))
    return (
        (words("letter.head_office"), office),
        (words("letter.head_number"), words("letter.blank_number")),
        (words("letter.head_day"), words.date(request.day)),
        (words("letter.head_subject"), words("letter.subject", host=host)),
        (words("letter.head_to"), to),
    )


def _sections(
    request: Request, agency: str, office: str, words: Words
) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return (
        (
            words("letter.why"),
            (words("letter.why_text", office=office, agency=agency, site=clean(request.site)),),
            (),
        ),
        (words("letter.evidence"), (words("letter.evidence_text"),), ()),
        (words("letter.wanted"), (words("letter.wanted_text"),), _wanted(request, words)),
        (words("letter.does"), (), tuple(words(f"letter.does_{number}") for number in range(1, 5))),
        (words("letter.never"), (), tuple(words(f"letter.never_{number}") for number in range(1, 5))),
        (words("letter.please"), (words("letter.please_text", contact=_contact(request, words)),), ()),
    )


def _wanted(request: Request, words: Words) -> tuple[str, ...]:
    """What the keeper of a firewall enters."""
    addresses = ", ".join(map(clean, request.addresses)) or words("letter.blank_address")
    rate = words("letter.rate", rate=f"{request.rate:g}", at_once=request.at_once)
    return (
        words("letter.agent", agent=clean(request.agent)),
        words("letter.addresses", addresses=addresses),
        rate if request.rate else words("letter.rate_none", at_once=request.at_once),
        words("letter.hours", hours=clean(request.hours)) if request.hours else words("letter.hours_any"),
        words("letter.methods"),
    )


def _contact(request: Request, words: Words) -> str:
    return clean(request.contact) or words("letter.blank_contact")


def _evidence(request: Request, words: Words) -> GridView:
    rows = tuple(
        ((_when(one, words),), (readable(one.url),), (_answer(one, words),)) for one in request.refusals[:SHOWN]
    )
    heads = tuple(words(f"letter.col_{name}") for name in ("when", "address", "answer"))
    return GridView(heads=heads, shares=(30, 48, 22), rows=rows)


def _when(one: Refusal, words: Words) -> str:
    first, last = words.moment(one.since), words.moment(one.until)
    return first if first == last else f"{first} – {last}"


def _answer(one: Refusal, words: Words) -> str:
    return words("letter.answer_status", status=one.status) if one.status else words("letter.answer_page")


def letter_text(view: LetterView) -> str:
    """The letter as plain text."""
    lines = [*view.titles, "", *(f"{head}  {told}" for head, told in view.heads), ""]
    for number, (heading, paragraphs, points) in enumerate(view.sections):
        lines += [heading, *(f"    {one}" for one in paragraphs)]
        lines += [f"    {at}. {one}" for at, one in enumerate(points, 1)]
        if number == 1:
            lines += [f"    - {' | '.join(cell[0] for cell in row)}" for row in view.evidence.rows]
        lines.append("")
    return "\n".join([*lines, f"    {view.ending}", "", *view.signer, "", view.mark]) + "\n"
