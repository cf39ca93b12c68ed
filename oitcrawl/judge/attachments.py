"""Every document of the site and how well it can be read, for those who will publish it again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from oitcrawl.judge.labels import best_words
from oitcrawl.judge.sighting import Sighting
from oitcrawl.judge.titles import title_lines
from oitcrawl.model.content import Media
from oitcrawl.model.harvest import Record
from oitcrawl.model.scan import Attachment
from oitcrawl.ruleset.rule import RuleSet
from oitcrawl.thai.calendar import BE_OFFSET
from oitcrawl.thai.dates import find_dates, title_years

MAX_ATTACHMENTS = 2000


def attachments(
    records: Iterable[Record], sightings: Mapping[str, Sequence[Sighting]], rules: RuleSet
) -> tuple[Attachment, ...]:
    """One entry per document, those taken for an item first, in the order of the items.

    Copies under other addresses are entries of their own that name each other.
    """
    documents = [one for one in records if one.media is not Media.HTML and not one.is_away]
    copies: dict[str, list[str]] = defaultdict(list)
    for one in documents:
        copies[one.sha256].append(one.url)
    items = _items(sightings, rules)
    order = {rule.item: number for number, rule in enumerate(rules.rules)}
    found = [_attachment(one, copies[one.sha256] if one.sha256 else (), items.get(one.url, ())) for one in documents]
    found.sort(key=lambda one: min((order[item] for item in one.items), default=len(order)))
    return tuple(found[:MAX_ATTACHMENTS])


def _items(sightings: Mapping[str, Sequence[Sighting]], rules: RuleSet) -> dict[str, tuple[str, ...]]:
    """Address -> items, but for mere mentions."""
    items: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for rule in rules.rules:
        for one in sightings.get(rule.slug, ()):
            if not one.sign.mere:
                items[one.record.url] += (rule.item,)
    return items


def _attachment(record: Record, copies: Sequence[str], items: tuple[str, ...]) -> Attachment:
    lines = [" ".join(line.split()) for line in record.cover.splitlines() if line.strip()]
    called = best_words(record.labels)
    named = title_years(record.file_name) or title_years(called)
    return Attachment(
        url=record.url,
        found_on=next((label.found_on for label in record.labels if label.found_on), ""),
        name=(called or record.title or next(iter(lines), "") or record.file_name)[:160],
        file_name=record.file_name,
        media=record.media,
        size=record.size,
        leaves=record.leaf_count,
        recognised=record.recognised,
        silent=record.silent,
        quality=record.quality,
        torn=record.torn,
        cause=record.unread,
        years_inside=years_stated("\n".join(title_lines(record.cover))[:300], named),
        years_named=named,
        items=items,
        same_as=tuple(url for url in copies if url != record.url),
        sha256=record.sha256,
    )


def years_stated(cover: str, named: Sequence[int]) -> tuple[int, ...]:
    """Buddhist years that a cover states; December 2567 is of fiscal year 2568, but states what is ``named`` 2567."""
    years = title_years(cover)
    if not set(years) & set(named):
        spelt = {day.year + BE_OFFSET for one in find_dates(cover) if not one.cited for day in (one.start, one.end)}
        return tuple(sorted(spelt & set(named))) or years
    return years
