"""What a survey writes down while it walks: small records, and every address that was not read with its cause."""

import pickle
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from oitcrawl.logbook.defaced import defacement_on
from oitcrawl.logbook.entries import (
    DOCUMENT_COVER,
    Place,
    document_record,
    file_name,
    may_disclose,
    page_record,
    unread_record,
    what_it_says,
)
from oitcrawl.logbook.pulse import Pulse
from oitcrawl.logbook.spam import MOST, spam_in, spam_on
from oitcrawl.model.content import Content, Document, Label, Media, Page, Unread
from oitcrawl.model.exposed import MOST as MOST_EXPOSED
from oitcrawl.model.exposed import exposure_warning, exposures
from oitcrawl.model.harvest import Blank, Record, Records
from oitcrawl.model.offsite import OffsiteKind, OffsiteState
from oitcrawl.model.scan import Coverage, FailedAddress, RefusedAddress, ScanWarning, UnreadAddress
from oitcrawl.model.trust import tls_warning
from oitcrawl.model.visit import Failed, Fetched, Refused, RefusedBy, Visit
from oitcrawl.scroll import Scroll

MAX_DEAD_LABELS = 2000
MAX_TRAP_EXAMPLES = 5
_FILE_ENDINGS = frozenset(
    ".pdf .doc .docx .xls .xlsx .zip .rar .7z .jpg .jpeg .png .gif .ppt .pptx .odt .ods .csv".split()
)

Labels = Callable[[str], tuple[Label, ...]]
Way = Callable[[str], tuple[str, ...]]


@dataclass(slots=True, kw_only=True)
class Logbook:
    """Grows while the survey walks; gives records and coverage at its end."""

    visited: int = 0
    pages: int = 0
    documents: int = 0
    bytes: int = 0
    dead_labels: list[tuple[str, str]] = field(default_factory=list)
    pulse: Pulse = field(default_factory=Pulse)
    warnings: list[ScanWarning] = field(default_factory=list)
    _urls: list[str] = field(default_factory=list)  # of the records
    _places: "array[int]" = field(default_factory=lambda: array("Q"))  # of the records in the scroll
    _scroll: Scroll = field(default_factory=Scroll)
    _unread: list[Unread] = field(default_factory=list)
    _failed: list[Failed] = field(default_factory=list)
    _refused: list[Refused] = field(default_factory=list)
    _offsite: dict[str, Record] = field(default_factory=dict)
    _kept: dict[str, OffsiteKind] = field(default_factory=dict)  # what was opened elsewhere
    _aliases: dict[str, str] = field(default_factory=dict)
    _cut: set[str] = field(default_factory=set)  # pages that end halfway
    _inside: dict[str, str] = field(default_factory=dict)  # address of a member -> of what it is inside

    def content(self, place: Place, answer: Fetched, content: Content, *, kept: OffsiteKind | None = None) -> None:
        """Write down one answer and what reading it gave; ``kept`` tells where, when not on the site itself."""
        self.visited += 1
        if kept is not None:
            self._kept[place.url] = kept
        self.bytes += len(answer.body)
        self.pulse.note(place.url, answer)
        match content:
            case Page():
                self.pages += 1
                self._write(page_record(place, answer, content))
                self._look_at(answer, content)
            case Document() | Unread():
                self._document(place, answer, content)

    def again(self, place: Place, answer: Fetched, page: Page) -> None:
        """Write a page down again that was shown to a browser after all."""
        if place.url not in self._urls:  # the twin of another page
            return
        record = pickle.dumps(page_record(place, answer, page), pickle.HIGHEST_PROTOCOL)
        self._places[self._urls.index(place.url)] = self._scroll.put(record)

    def _document(self, place: Place, answer: Fetched, content: Document | Unread) -> None:
        """Write down a document, and each that is inside it: what links call it, they call all of them."""
        if isinstance(content, Unread):
            self._unread.append(content)
            self._write(unread_record(place, answer, content))
            return
        if content.leaves or not content.members:
            self.documents += 1
            self._write(document_record(place, answer, content))
            self._expose(answer, content)
            self._warn(spam_in(content), MOST)
        for member in filter(may_disclose, content.members):
            self._inside[member.url] = answer.final_url
            inner = replace(answer, url=member.url, final_url=member.url, disposition=_last_name(member), body=b"")
            if isinstance(member, Page):
                self.pages += 1
                self._write(page_record(_Inner(member.url, (*place.path, place.url)), inner, member))
            else:
                self._document(_Inner(member.url, (*place.path, place.url)), inner, member)

    def blank(self, answer: Failed | Refused) -> None:
        """Write down an address that gave nothing."""
        self.visited += 1
        self.pulse.note(answer.url, answer)
        if isinstance(answer, Failed):
            self._failed.append(answer)
        else:
            self._refused.append(answer)

    def cut_off(self, failed: Iterable[Failed]) -> None:
        """Write down pages that were read as far as they came: what they had counts, and what they lack does not."""
        for one in failed:
            if self.reads(one.url):
                self._cut.add(one.url)
                self._failed.append(one)

    @property
    def failed(self) -> tuple[Failed, ...]:
        """Every failure written down so far."""
        return tuple(self._failed)

    def reads(self, url: str) -> bool:
        """Whether ``url`` was read and written down."""
        return url in self._urls

    def heed(self, answer: Visit) -> None:
        """Warn, once, of a server whose certificate is in trouble, and see how the home page answers."""
        self.pulse.note(answer.url, answer)
        warning = tls_warning(answer)
        if warning is not None and warning not in self.warnings:
            self.warnings.append(warning)

    def alias(self, url: str, final_url: str) -> None:
        """``url`` answered with a content already written down as ``final_url``: their labels are joined."""
        self.visited += 1
        self._aliases[url] = final_url

    def led(self, named: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """(as written, address that it is written down under) of addresses that people named, where they differ.

        Args:
            named: addresses as written, and their canonical forms.
        """
        known = ((url, self._aliases.get(asked, asked)) for url, asked in named.items())
        return tuple((url, place) for url, place in known if url != place)

    def offsite(
        self,
        url: str,
        labels: tuple[Label, ...],
        path: tuple[str, ...],
        kept: OffsiteKind = OffsiteKind.OTHER,
        reach: OffsiteState = OffsiteState.UNOPENED,
    ) -> None:
        """A reference to something that the agency keeps elsewhere, and what became of it."""
        fresh = Record(url=url, media=Media.OTHER, path=path, offsite=True, kept=kept)
        known = self._offsite.get(url, fresh)
        around = (*known.labels, *(label for label in labels if label not in known.labels))[:8]
        reach = known.reach if reach is OffsiteState.UNOPENED else reach
        self._offsite[url] = replace(known, labels=around, reach=reach)

    def records(self, labels: Labels, way: Way | None = None, *, first: str = "") -> Sequence[Record]:
        """Every address read, labels as known by now, then what is kept elsewhere.

        Args:
            labels: the words around the links to an address.
            way: the nearest way from the home page to an address; None keeps the way it was first met.
            first: address of the record that shall come first, though it was not the first to be read.
        """
        extra: dict[str, tuple[Label, ...]] = {}
        for url, final_url in self._aliases.items():
            extra[final_url] = (*extra.get(final_url, ()), *labels(url))
        known = partial(self._labels_of, labels)
        order = sorted(range(len(self._urls)), key=lambda number: self._urls[number] != first)
        away = list(self._offsite.values())

        def make(at: int) -> Record:
            if at >= len(order):
                return away[at - len(order)]
            record = self._read(order[at])
            record = replace(record, torn=True) if record.url in self._cut else record
            return _labelled(record, known, extra, None if record.url in self._inside else way)

        return Records(len(order) + len(away), make)

    def _write(self, record: Record) -> None:
        if kept := self._kept.get(record.url.partition("#")[0]):
            record = replace(record, offsite=True, kept=kept, reach=OffsiteState.OPEN)
        self._urls.append(record.url)
        self._places.append(self._scroll.put(pickle.dumps(record, pickle.HIGHEST_PROTOCOL)))

    def _read(self, number: int) -> Record:
        record: Record = pickle.loads(self._scroll.get(self._places[number]))  # noqa: S301 - written by this process
        return record

    def _labels_of(self, labels: Labels, url: str) -> tuple[Label, ...]:
        """The words around links to ``url``; a member is called what it is named and what its archive is called."""
        outer = self._inside.get(url)
        if outer is None:
            return labels(url)
        own = unquote(url.rpartition("#")[2]).rpartition("/")[2]
        return (Label(text=own, found_on=outer), *self._labels_of(labels, outer))

    def blanks(self, labels: Labels) -> tuple[Blank, ...]:
        """Every address that failed or was refused and could matter."""
        failed = (
            Blank(
                url=f.url, reason=f.cause.value, permanent=f.permanent, labels=labels(f.url), is_page=_is_page(f.url)
            )
            for f in self._failed
        )
        refused = (
            Blank(
                url=r.url,
                reason=r.by.value,
                labels=labels(r.url),
                is_page=_is_page(r.url),
                sent_to=r.detail if r.by is RefusedBy.OFFSITE else "",
            )
            for r in self._refused
        )
        return (*failed, *refused)

    def refuse(self, refused: Iterable[Refused]) -> None:
        """Take over what the frontier refused by its caps."""
        self._refused.extend(refused)

    def coverage(self, labels: Labels) -> Coverage:
        """Counts and lists for the report; budgets and times are filled in by the survey."""
        return Coverage(
            pages=self.pages,
            documents=self.documents,
            failed=tuple(_failed_address(failed, *_about(labels(failed.url))) for failed in self._failed),
            refused=tuple(_refused_address(one, *_about(labels(one.url))) for one in _examples(self._refused)),
            unread=tuple(
                _unread_address(unread, *_about(self._labels_of(labels, unread.url))) for unread in self._unread
            ),
            bytes=self.bytes,
            vitals=self.pulse.vitals(),
        )

    def _look_at(self, answer: Fetched, page: Page) -> None:
        """What a page tells of the site beside its content: its time, dead menu entries, spam."""
        self.pulse.time(answer)
        self._expose(answer, page)
        self._warn(spam_on(page), MOST)
        self._warn(defacement_on(page), MOST)
        if len(self.dead_labels) < MAX_DEAD_LABELS:
            self.dead_labels.extend((text, page.url) for text in page.dead_anchors if text)

    def _expose(self, answer: Fetched, content: Page | Document) -> None:
        """Warn where numbers of private persons are laid open; the numbers themselves are written nowhere."""
        self._warn(exposure_warning(answer.final_url, content.media, exposures(content)), MOST_EXPOSED)

    def _warn(self, warning: ScanWarning | None, most: int) -> None:
        """Keep a warning, unless there are already as many of its kind as are named."""
        if warning is not None and sum(one.kind == warning.kind for one in self.warnings) < most:
            self.warnings.append(warning)


@dataclass(frozen=True, slots=True)
class _Inner:
    """The place of a member."""

    url: str
    path: tuple[str, ...]


def _last_name(member: Page | Document | Unread) -> str:
    path = member.url.rpartition("#")[2] if isinstance(member, Page) else member.path
    return unquote(path).rpartition("/")[2]


_CURT = 12  # characters; a shorter text of a link may only say how to open it


def _about(labels: tuple[Label, ...]) -> tuple[str, str]:
    """Where an address is linked from, and as what: a word or two (คลิก) need what stands around them."""
    if not labels:
        return "", ""
    first = labels[0]
    around = (first.row or first.heading) if len(first.text) <= _CURT else ""
    return first.found_on, " · ".join(filter(None, dict.fromkeys((first.text, around))))


def _failed_address(failed: Failed, found_on: str, label: str) -> FailedAddress:
    return FailedAddress(
        url=failed.url,
        cause=failed.cause,
        permanent=failed.permanent,
        status=failed.status,
        found_on=found_on,
        label=label,
    )


def _examples(refused: Iterable[Refused]) -> Iterator[Refused]:
    """All but traps, and a few of each kind of those: they are summed up elsewhere."""
    listed: Counter[str] = Counter()
    for one in refused:
        listed[one.detail] += one.by is RefusedBy.TRAP
        if one.by is not RefusedBy.TRAP or listed[one.detail] <= MAX_TRAP_EXAMPLES:
            yield one


def _refused_address(refused: Refused, found_on: str, label: str) -> RefusedAddress:
    return RefusedAddress(url=refused.url, by=refused.by, detail=refused.detail, found_on=found_on, label=label)


def _unread_address(unread: Unread, found_on: str, label: str) -> UnreadAddress:
    return UnreadAddress(
        url=unread.url, cause=unread.cause, detail=unread.detail, cure=unread.cure, found_on=found_on, label=label
    )


def _labelled(record: Record, labels: Labels, extra: dict[str, tuple[Label, ...]], way: Way | None) -> Record:
    more = extra.get(record.url, ()) + extra.get(record.final_url, ())
    unique = tuple(dict.fromkeys((*labels(record.url), *more)))
    return replace(record, labels=unique[:8], path=way(record.url) if way else record.path)


def _is_page(url: str) -> bool:
    return PurePosixPath(urlsplit(url).path).suffix.lower() not in _FILE_ENDINGS


__all__ = ["DOCUMENT_COVER", "Logbook", "Place", "file_name", "may_disclose", "what_it_says"]
