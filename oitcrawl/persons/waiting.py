"""What of a scan waits for a person: why, what to open, and what to answer; the most useful first. Calm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oitcrawl.model.finding import ComponentFinding, Evidence, ItemFinding, Status
from oitcrawl.model.person import PersonWord
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.status import ComponentState
from oitcrawl.model.waits import CONFLICTS, Why, whys

# How much of the points of an item an answer may move.
_WEIGHTS = {Why.LAPSED: 1.0, Why.UNVERIFIED: 1.0, Why.CONFLICT: 0.5, Why.UNSURE: 0.4, Why.HUMAN: 0.2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One question to a person.

    Attributes:
        component: key of the component asked about; empty for the item as a whole.
        label: Thai name of that component.
        status: of the item, as the report shows it.
        whys: why it waits, at least one.
        because: the machine's sentence.
        lapsed: the word that no longer counts, if that is why.
        unread: labels of components that the machine could not read.
        conflicts: kinds of warnings that contradict the verdict.
        url: what to open; the home page when nothing better is known.
        leaf: page of the document; None for pages of the web.
        is_evidence: the machine takes ``url`` for evidence of the item.
        points: of the estimated OIT that the item carries; 0 when that is not known.
    """

    item: str
    slug: str
    title: str
    component: str = ""
    label: str = ""
    status: Status
    whys: tuple[Why, ...]
    because: str
    confidence: float
    year_wanted: tuple[int, ...] = ()
    lapsed: PersonWord | None = None
    unread: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    url: str
    leaf: int | None = None
    is_evidence: bool = False
    points: float = 0.0

    @property
    def use(self) -> float:
        """How much an answer may move the estimate."""
        return max(_WEIGHTS[why] for why in self.whys) * (self.points or 1.0)


def waiting(scan: AgencyScan) -> tuple[Waiting, ...]:
    """What waits for a person in a scan with people's words in it, most useful first."""
    points = {one.item: one.oit_points for one in scan.summary.costs}
    order = list(Why)
    found = [one for item in scan.items for one in _of(item, scan, points.get(item.item, 0.0))]
    return tuple(sorted(found, key=lambda one: (-round(one.use, 6), order.index(one.whys[0]))))


def items_waiting(scan: AgencyScan) -> int:
    """How many items wait for a person."""
    return len({one.slug for one in waiting(scan)})


def _of(item: ItemFinding, scan: AgencyScan, points: float) -> Iterator[Waiting]:
    standing = {word.component for word in item.persons if not word.lapsed}
    if item.status is Status.NOT_APPLICABLE or "" in standing:
        return
    gone = {word.component: word for word in item.persons if word.lapsed and word.component not in standing}
    if found := tuple(whys(item, lapsed="" in gone)):
        yield _question(item, scan, points, found, lapsed=gone.get(""))
    for part in item.components:
        if part.key in standing:
            continue
        if part.key in gone:
            yield _question(item, scan, points, (Why.LAPSED,), part=part, lapsed=gone[part.key])
        elif part.state is ComponentState.HUMAN and Why.UNVERIFIED not in found:
            yield _question(item, scan, points, (Why.HUMAN,), part=part)


def _question(
    item: ItemFinding,
    scan: AgencyScan,
    points: float,
    whys: tuple[Why, ...],
    *,
    part: ComponentFinding | None = None,
    lapsed: PersonWord | None = None,
) -> Waiting:
    piece = piece_of(item, part)
    url = piece.url if piece else _doubt(item) or (lapsed.url if lapsed else "") or scan.agency.url
    return Waiting(
        item=item.item,
        slug=item.slug,
        title=item.title,
        component=part.key if part else "",
        label=part.label if part else "",
        status=item.status,
        whys=whys,
        because=(part.note if part else "") or item.because,
        confidence=item.confidence,
        year_wanted=item.year_wanted,
        lapsed=lapsed,
        unread=tuple(one.label for one in item.components if one.state in _UNSEEN and part is None),
        conflicts=tuple(kind for kind in item.warnings if kind in CONFLICTS) if part is None else (),
        url=url,
        leaf=piece.leaf if piece else None,
        is_evidence=piece is not None,
        points=points,
    )


_UNSEEN = {ComponentState.UNREADABLE, ComponentState.HUMAN}


def piece_of(item: ItemFinding, part: ComponentFinding | None) -> Evidence | None:
    """The evidence that a person should look at: that of the component, else the item's best; None without any."""
    if part is not None and part.evidence is not None and part.evidence < len(item.evidence):
        return item.evidence[part.evidence]
    return _best(item.evidence)


def _best(pieces: Sequence[Evidence]) -> Evidence | None:
    return pieces[0] if pieces else None


def _doubt(item: ItemFinding) -> str:
    """The address where it may be, that nobody has read."""
    return next((place.url for place in item.places if place.url and not place.state.is_settled), "")
