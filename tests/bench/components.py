"""How surely components are seen: every wording of tests/corpus/sites whole, and with each of its parts taken away.

    python tests/bench/components.py [--items O7,O8] [--held-out] [--misses] [--json]

No site is made and nothing is fetched: each document is judged alone (its tables as cells where its medium has cells,
pages by the real reader), which takes milliseconds, so that rules can be tuned by it. ``--held-out`` measures the variants
that are not to be tuned on, and only these. What is told: documents that are whole and called a gap (accused), parts that
were taken away and not missed (passed over), and of the parts that were missed, how often they were named.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "tests" / "corpus" / "sites")]

from maker.agencies import KINDS, agency_of  # noqa: E402
from maker.catalogue import items  # noqa: E402
from maker.papers import Centred, Grid, compose, html, said  # noqa: E402
from maker.plan import _removable, tells_year  # noqa: E402
from maker.wording import FOLDER, Words, is_silent, variants  # noqa: E402

THIS = 2568
AS_OF = date(2025, 4, 20)
CELLS = {"docx", "xlsx"}
FRESH = ROOT / "tests" / "corpus" / "sites" / "wording_fresh"


class Trial(NamedTuple):
    """One wording on trial: what was taken away of it, and what became of it."""

    item: str
    variant: str
    media: str
    kind: str
    lost: str
    status: str
    absent: tuple[str, ...]
    because: str

    @property
    def is_accused(self) -> bool:
        return not self.lost and self.status in {"incomplete", "missing", "outdated"}

    @property
    def name(self) -> str:
        return f"{self.item}{self.variant} ({self.media}, {self.kind})"


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--items", default="", help="O7,O8; all without it")
    words.add_argument("--held-out", action="store_true")
    words.add_argument("--fresh", action="store_true", help="wordings written when the rules were done")
    words.add_argument("--misses", action="store_true")
    words.add_argument("--json", action="store_true")
    words.add_argument("--edition", default="nacc-2568")
    said = words.parse_args()
    items = set(filter(None, said.items.split(",")))
    folder, held_out = (FRESH, None) if said.fresh else (FOLDER, said.held_out)
    trials = list(run(said.edition, items, held_out=held_out, folder=folder))
    if said.json:
        return print(json.dumps(summary(trials), indent=2))
    show(trials)
    if said.misses:
        for one in trials:
            tell(one)
    return None


def run(edition: str, wanted: set[str], *, held_out: bool | None, folder: Path = FOLDER) -> Iterator[Trial]:
    """Every wording of the items, whole and without each part that can be taken away alone; None: held out or not."""
    from oitcrawl.judge.topic import TopicMatcher
    from oitcrawl.ruleset.load import load_edition

    rules = load_edition(edition, cases=False)
    judge = Judge(rules, TopicMatcher(rules))
    for code, some in variants(folder).items():
        if wanted and code not in wanted:
            continue
        for variant in some:
            if held_out is None or variant.held_out == held_out:
                yield from judge.variant(items()[code], variant)


class Judge:
    """Judges wordings by one edition."""

    def __init__(self, rules, matcher):
        self.rules, self.matcher = rules, matcher

    def variant(self, item, variant):
        """The trials of one variant: in every medium that it may have, by an agency of the first kind it fits."""
        kind = next((one for one in KINDS if variant.fits(one, variant.like)), KINDS[0])
        lost = ["", *_removable(item, variant, kind)]
        for number in range(max(len(draft.media) for draft in variant.documents)):
            for key in lost:
                yield self.trial(item, variant, number, kind, key)

    def trial(self, item, variant, number, kind, lost):
        import random

        agency = agency_of(kind, random.Random(item.item))
        words = Words(this=THIS, agency=agency.name, short=agency.short, head=agency.head)
        media = [draft.media[number % len(draft.media)] for draft in variant.documents]
        media = ["pdf" if one == "scan" else one for one in media]
        shown = [
            (draft, form)
            for draft, form in zip(variant.documents, media, strict=True)
            if not lost or set(draft.keys) - {lost}
        ]
        contents = [content(draft, words, form, lost) for draft, form in shown]
        finding = self.judged(item, kind, agency.name, contents, [draft for draft, _ in shown], words)
        absent = tuple(one.key for one in finding.components if one.state.value == "absent")
        return Trial(
            item.item, variant.id, "+".join(media), kind, lost, finding.status.value, absent, finding.because
        )

    def judged(self, item, kind, agency, contents, drafts, words):
        from dataclasses import replace

        from oitcrawl.judge.context import JudgeContext
        from oitcrawl.judge.decide import decide
        from oitcrawl.judge.gather import gather
        from oitcrawl.model.finding import Status
        from oitcrawl.model.site import AgencyKind
        from oitcrawl.prove.sites import site_of
        from oitcrawl.ruleset.case import Expect, JudgingCase
        from oitcrawl.thai.calendar import FiscalYear

        rule = self.rules.by_slug(item.slug)
        case = JudgingCase(
            name="wording",
            as_of=AS_OF,
            fiscal_year=FiscalYear(THIS),
            kind=AgencyKind(kind),
            contents=tuple(
                replace(one, label=label_of(draft, words, item)) for one, draft in zip(contents, drafts, strict=True)
            ),
            expect=Expect(status=Status.FOUND),
        )
        site = site_of(case)
        agency_site = replace(site.agency, name=agency)
        context = JudgeContext(
            agency=agency_site, fiscal_year=case.fiscal_year, as_of=AS_OF, coverage=site.harvest.coverage
        )
        alone = replace(self.rules, rules=(rule,))
        return decide(gather(site.harvest, site.load, alone, self.matcher, context), alone, context)[0]


def label_of(draft, words, item):
    """The first label that says something; the year with it where the document tells none."""
    label = next((words.fill(one) for one in draft.labels if not is_silent(one)), item.title)
    return label if tells_year(draft) or item.year == "in_force" else f"{label} {THIS}"


def content(draft, words, media, lost):
    """A document as the case of a rule holds it."""
    from oitcrawl.model.content import Media
    from oitcrawl.ruleset.case import CaseContent

    blocks = compose(draft, words, without={lost} if lost else ())
    if media == "page":
        return page(blocks)
    tables = tuple(block.rows for block in blocks if isinstance(block, Grid))
    lines = [said((block,)) for block in blocks if not isinstance(block, Grid)]
    cells = media in CELLS
    text = "\n".join(lines) if cells else "\n".join(_line(block) for block in blocks)
    return CaseContent(media=Media(media), text=text, tables=tables if cells else ())


def _line(block):
    """A table in a PDF is lines of words."""
    return "\n".join(" ".join(row) for row in block.rows) if isinstance(block, Grid) else said((block,))


def page(blocks):
    """A page as the reader sees it, as a content of a case."""
    from oitcrawl.model.content import Media
    from oitcrawl.read.html import read_page
    from oitcrawl.ruleset.case import CaseContent

    title = next((block.text for block in blocks if isinstance(block, Centred)), "")
    source = f"<html><head><title>{title}</title></head><body><main>{html(blocks)}</main></body></html>"
    read = read_page(source.encode(), url="https://www.agency.example/1", resolve=urljoin)
    return CaseContent(
        media=Media.HTML,
        title=read.title,
        headings=read.headings,
        text=read.leaf.text,
        tables=tuple((one.header, *one.rows) for one in read.leaf.tables),
        links=tuple(link.label.text for link in read.links),
        images=read.images,
        emails=read.emails,
        phones=read.phones,
        map=read.has_map,
        form=read.has_form,
    )


def summary(trials):
    """The figures."""
    whole = [one for one in trials if not one.lost]
    parts = [one for one in trials if one.lost]
    missed = [one for one in parts if one.status == "incomplete"]
    return {
        "whole": len(whole),
        "found": share(one.status == "found" for one in whole),
        "accused": share(one.is_accused for one in whole),
        "parts": len(parts),
        "seen_lacking": share(one.status == "incomplete" for one in parts),
        "passed_over": share(one.status == "found" for one in parts),
        "named": share(one.lost in one.absent for one in missed),
        "exactly": share(one.absent == (one.lost,) for one in missed),
    }


def share(values):
    values = list(values)
    return round(sum(values) / len(values), 4) if values else 0.0


def show(trials):
    print(
        f"{'item':5}{'whole':>7}{'found':>7}{'accused':>9}{'parts':>7}{'lacking':>9}{'passed over':>13}{'named':>7}"
    )
    for code in dict.fromkeys(one.item for one in trials):
        row(code, [one for one in trials if one.item == code])
    row("all", trials)
    wrong = Counter(f"{one.item}.{key}" for one in trials for key in one.absent if key != one.lost)
    blind = Counter(f"{one.item}.{one.lost}" for one in trials if one.lost and one.lost not in one.absent)
    print("\npresent, called absent: ", ", ".join(f"{key} {count}" for key, count in wrong.most_common(40)))
    print("taken away, not missed: ", ", ".join(f"{key} {count}" for key, count in blind.most_common(40)))


def row(name, trials):
    one = summary(trials)
    print(
        f"{name:5}{one['whole']:7}{one['found']:7.0%}{one['accused']:9.1%}{one['parts']:7}"
        f"{one['seen_lacking']:9.0%}{one['passed_over']:13.1%}{one['named']:7.0%}"
    )


def tell(one):
    """A line for what went wrong."""
    if one.is_accused or (not one.lost and one.status != "found"):
        print(f"ACCUSED {one.name}: {one.status} {' '.join(one.absent)}\n        {one.because}")
    elif one.lost and one.lost not in one.absent:
        print(f"PASSED  {one.name} without {one.lost}: {one.status} {' '.join(one.absent)}")
    elif one.lost and set(one.absent) - {one.lost}:
        print(f"more    {one.name} without {one.lost}: also {' '.join(set(one.absent) - {one.lost})}")


if __name__ == "__main__":
    sys.exit(main())
