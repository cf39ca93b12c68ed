"""A digest as a message: a title, lines in the order of their weight, and a link for what does not fit. Calm."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from oitcrawl.model.finding import Status
from oitcrawl.notify.news import BETTER, WORSE, Doing, Moved, News
from oitcrawl.notify.phrases import Phrases
from oitcrawl.notify.situation import ItemNow
from oitcrawl.report.safe import clean, file_name

_TITLE: Final = 150  # characters
_LINE: Final = 240
_LISTED: Final = 12  # items named in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message.

    Attributes:
        lines: of its body, those first that must not be cut.
        foot: its last line, which is never cut.
        cut: template of what stands in place of lines that do not fit; ``{count}`` is their number.
    """

    title: str
    lines: tuple[str, ...]
    foot: str
    cut: str

    def text(self, limit: int) -> str:
        """The body in at most ``limit`` characters, whole lines only."""
        whole = "\n".join((*self.lines, self.foot))
        if len(whole) <= limit:
            return whole
        room = limit - len(self.foot) - len(self.cut) - 8  # for the number and the ends of lines
        kept: list[str] = []
        for line in self.lines:
            room -= len(line) + 1
            if room < 0:
                break
            kept.append(line)
        left = len(self.lines) - len(kept)
        return "\n".join((*kept, self.cut.format(count=left), self.foot))[:limit]


def letter(
    told: Sequence[News], phrases: Phrases, *, base: str = "", alone: bool = True, unknown: Sequence[str] = ()
) -> Letter:
    """The message that tells ``told``.

    Args:
        told: what is new, at least of one agency.
        phrases: in the language of the recipient.
        base: address under which reports are served; empty where they are not.
        alone: the recipient follows no other agency.
        unknown: codes of agencies that the recipient follows too, and of which nothing is known.
    """
    name = _name(told, phrases)
    lines = tuple(_one(told[0], phrases)) if len(told) == 1 else tuple(_many(told, phrases, unknown))
    return Letter(
        title=_short(_title(told, name, phrases), _TITLE),
        lines=tuple(_short(line, _LINE) for line in lines if line),
        foot=_foot(told, phrases, base, alone=alone),
        cut=phrases("cut", count="{count}"),
    )


def plain_letter(phrases: Phrases, kind: str, lines: Sequence[str] = ()) -> Letter:
    """A message that is not about agencies: ``test`` or ``halt``."""
    body = (phrases(f"body.{kind}"), *(clean(line) for line in lines))
    return Letter(title=phrases(f"title.{kind}"), lines=body, foot="oitcrawl", cut=phrases("cut", count="{count}"))


def _name(told: Sequence[News], phrases: Phrases) -> str:
    if len(told) == 1:
        return clean(told[0].situation.name)
    return phrases("name.many", count=f"{len(told):,}")


def _title(told: Sequence[News], name: str, phrases: Phrases) -> str:
    if tally := _tally_of_all(told, phrases):
        return phrases("title.change", name=name, tally=tally)
    days = [one.window for one in told if one.window is not None]
    if all(one.first for one in told):
        return phrases("title.first", name=name)
    return phrases("title.window", name=name, days=min(days)) if days else phrases("title.weekly", name=name)


def _tally_of_all(told: Sequence[News], phrases: Phrases) -> str:
    if len(told) == 1:
        return _tally(told[0], phrases)
    moved = [move for one in told for move in one.moved if move.doing is not Doing.SCANNER]
    dark, light = sum(one.dark is not None for one in told), sum(one.light for one in told)
    parts = _kinds(moved or [move for one in told for move in one.moved], phrases)
    parts += [phrases("tally.dark_many", count=f"{dark:,}")] if dark else []
    parts += [phrases("tally.light_many", count=f"{light:,}")] if light else []
    return " ".join(parts)


def _tally(one: News, phrases: Phrases) -> str:
    """What changed of one agency, in a few words; empty when nothing did."""
    parts = [phrases("tally.dark")] if one.dark else [phrases("tally.light")] if one.light else []
    parts += _kinds(one.moved, phrases)
    parts += [phrases("tally.swinging", count=len(one.swinging))] if one.swinging else []
    return " ".join(parts)


def _kinds(moved: Sequence[Moved], phrases: Phrases) -> list[str]:
    worse = sum(move.kind in WORSE for move in moved)
    better = sum(move.kind in BETTER for move in moved)
    counts = {"tally.worse": worse, "tally.better": better, "tally.other": len(moved) - worse - better}
    return [phrases(key, count=f"{count:,}") for key, count in counts.items() if count]


def _one(one: News, phrases: Phrases) -> Iterator[str]:
    """The lines on one agency."""
    now, words = one.situation, phrases.words
    name = clean(now.name)
    yield phrases("head", name=name, year=now.fiscal_year, date=words.date(now.as_of)) if now.items else name
    if one.part:
        yield phrases("head.part", items=", ".join(item.item for item in one.items))
    if now.dark and (one.dark or one.first or one.weekly):
        yield phrases("dark", date=words.date(now.dark))
    if one.light:
        yield phrases("light")
    if one.window is not None and now.opens:
        yield phrases("window", days=one.window, date=words.date(now.opens))
    yield from _changes(one, phrases)
    if now.items:
        yield _gaps(one, phrases)
        yield _counts(one, phrases)


def _changes(one: News, phrases: Phrases) -> Iterator[str]:
    for doing in Doing:
        moved = [move for move in one.moved if move.doing is doing]
        if moved:
            yield phrases(f"doing.{doing.value}") + ":"
        yield from (_line(move, phrases, part=one.part) for move in moved)
    if one.swinging:
        yield phrases("swinging", items=_listed([item.item for item in one.swinging]))


def _line(move: Moved, phrases: Phrases, *, part: bool) -> str:
    mark = "▼" if move.kind in WORSE else "▲" if move.kind in BETTER else "•"
    owner = ", ".join(clean(name) for name in move.item.owners)
    return phrases(
        "line",
        mark=mark,
        item=move.item.item,
        title=clean(move.item.title),
        before=phrases.words.status(move.before),
        after=phrases.words.status(move.after),
        owner=phrases("owner", owner=owner) if owner and not part else "",
    )


def _open(items: Sequence[ItemNow]) -> list[str]:
    """Items with something wrong that counts."""
    return [item.item for item in items if item.status is not None and item.status.is_gap]


def _gaps(one: News, phrases: Phrases) -> str:
    gaps = _open(one.items)
    return phrases("gaps", count=len(gaps), items=_listed(gaps)) if gaps else phrases("gaps.none")


def _counts(one: News, phrases: Phrases) -> str:
    counts = Counter(item.seen for item in one.items)
    told = [
        phrases("count", word=phrases.words.status(status), count=counts[status])
        for status in Status
        if counts[status]
    ]
    if not one.part and (estimate := one.situation.estimate) is not None:
        told.append(phrases("estimate", low=f"{estimate.low:.1f}", high=f"{estimate.high:.1f}"))
    return phrases("counts", counts=" · ".join(told))


def _many(told: Sequence[News], phrases: Phrases, unknown: Sequence[str]) -> Iterator[str]:
    """The lines on several agencies: changes, the worst first, then what is the scanner's doing, then all counted."""
    if days := [one.window for one in told if one.window is not None]:
        waiting = [one for one in told if one.window is not None]
        gaps = sum(bool(_open(one.items)) for one in waiting)
        yield phrases("many.window", days=min(days), count=f"{len(waiting):,}", gaps=f"{gaps:,}")
    if any(one.first or one.weekly for one in told):
        yield _all(told, phrases, unknown)
    if of_scanner := [one for one in told if any(move.doing is Doing.SCANNER for move in one.moved)]:
        yield _of_scanner(of_scanner, phrases)
    lines = [(_weight(one), line) for one in told if (line := _agency(one, phrases))]
    yield from (line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _all(told: Sequence[News], phrases: Phrases, unknown: Sequence[str]) -> str:
    """All that is followed, counted; an agency that was never read is neither done nor to be mended."""
    read = [one for one in told if one.items]
    unread = [*(one.situation.code for one in told if not one.items), *unknown]
    gaps = sum(bool(_open(one.items)) for one in read)
    more = phrases("many.unread", count=f"{len(unread):,}", codes=_listed(unread)) if unread else ""
    count = f"{len(read) + len(unread):,}"
    return phrases("many.all", count=count, done=f"{len(read) - gaps:,}", gaps=f"{gaps:,}", unread=more)


def _of_scanner(told: Sequence[News], phrases: Phrases) -> str:
    often = Counter(move.item.item for one in told for move in one.moved if move.doing is Doing.SCANNER)
    items = _listed([f"{item} ({count:,})" for item, count in often.most_common()])
    return phrases("many.scanner", agencies=f"{len(told):,}", items=items)


def _weight(one: News) -> tuple[int, int, str]:
    worse = sum(move.kind in WORSE for move in one.moved if move.doing is not Doing.SCANNER)
    return (0 if one.dark else 1, -worse, one.situation.code)


def _agency(one: News, phrases: Phrases) -> str:
    """The line on one agency among several; empty when only the scanner changed, or nothing did."""
    moved = [move for move in one.moved if move.doing is not Doing.SCANNER]
    parts = [phrases("tally.dark")] if one.dark else [phrases("tally.light")] if one.light else []
    if moved:
        named = _listed([move.item.item for move in moved])
        parts.append(phrases("many.items", tally=" ".join(_kinds(moved, phrases)), items=named))
    if one.swinging:
        parts.append(phrases("tally.swinging", count=len(one.swinging)))
    if (gaps := _open(one.items)) and (one.first or one.weekly or one.window is not None):
        parts.append(phrases("many.gaps", count=len(gaps)))
    now = one.situation
    province = phrases("many.province", province=clean(now.province)) if now.province else ""
    return phrases("many.line", name=clean(now.name), province=province, told=" · ".join(parts)) if parts else ""


def _foot(told: Sequence[News], phrases: Phrases, base: str, *, alone: bool) -> str:
    if not base:
        return phrases("nolink")
    one = len(told) == 1 and (alone or not told[0].weekly)
    folder = f"/{quote(file_name(told[0].situation.code))}/latest" if one else ""
    return phrases("link", url=f"{base.rstrip('/')}{folder}/index.html")


def _listed(names: Sequence[str]) -> str:
    more = f" … +{len(names) - _LISTED:,}" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
