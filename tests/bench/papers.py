"""What ``oitcrawl check`` says of real papers: the item, the fiscal year and whether it is out of date, against truth.

    python tests/bench/papers.py [--json]

Reads the texts of three agencies' own papers on their ITA results (../shared/seeds) and the files of a municipality
(../shared/sites/hangdong/file) and checks each by itself, for fiscal year 2568 as it stood on 1 April 2568.
"""

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from oitcrawl.checkup import check_content
from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.finding import Status
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.read import read
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings
from oitcrawl.thai.calendar import FiscalYear

SHARED = Path(__file__).parents[3] / "shared"
YEAR, AS_OF = FiscalYear(2568), date(2025, 4, 1)


class Truth(NamedTuple):
    """What a person reads in a paper.

    ``slug``: the item that it is of, or None; ``years``: the fiscal years that it is about, empty when it says none;
    ``old``: whether it is out of date in fiscal year 2568; ``paper``: what it is, when it is no item.
    """

    slug: str | None
    years: tuple[int, ...]
    old: bool
    paper: str = ""


# Measures against what the assessment of one year found are for the year after it: the year of the paper is that of
# the measures ("ในปีงบประมาณ พ.ศ. ๒๕๖๙", or the cover's "ตุลาคม ๒๕๖๕"), not that of the results it analyses.
TRUTH = {
    "seeds/000_22e31f7c21a41555.txt": Truth("integrity-measures", (2569,), old=False),
    "seeds/001_1703dbf081f58925.txt": Truth("integrity-measures", (2569,), old=False),
    "seeds/003_eaccede554f15e71.txt": Truth("integrity-measures", (2566,), old=True),
    "sites/hangdong/file/ยุทธศาสตร์องค์กรปกครองส่วนท้องถิ่น-2560-2564.pdf": Truth(
        "strategic-plan", (2560, 2561, 2562, 2563, 2564), old=True
    ),
    "sites/hangdong/file/แผนอัตรากำลัง-๓-ปีทต.หางดง-61-63.pdf": Truth(
        None, (2561, 2562, 2563), old=True, paper="แผนอัตรากำลัง"
    ),
    "sites/hangdong/file/คำกล่าวแสดงเจตจำนงของผู้บริหาร-ข้อ-028.pdf": Truth(None, (), old=True, paper="เจตจำนง"),
    "sites/hangdong/file/การให้บริการงานป้องกันและบรรเทาสาธารณภัย.pdf": Truth("service-manual", (), old=False),
}


class Said(NamedTuple):
    """The same, as the program says it."""

    slug: str | None
    years: tuple[int, ...]
    old: bool
    paper: str = ""


class Figures(NamedTuple):
    """Of how many papers each answer is right."""

    papers: int
    slug: int
    years: int
    old: int


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--json", action="store_true")
    as_json = words.parse_args().json
    started = time.perf_counter()
    answers = ask_all()
    seconds = time.perf_counter() - started
    if not answers:
        sys.exit(f"{SHARED} is not here")
    found = figures(answers)
    if as_json:
        return print(json.dumps(found._asdict(), indent=2))
    for name, said in answers.items():
        print(f"{Path(name).name}\n  truth {TRUTH[name]}\n  said  {said}")
    print(
        f"\n{found.papers} papers in {seconds:.1f} s: what it is right in {found.slug}, "
        f"fiscal year in {found.years}, out of date in {found.old}"
    )
    return None


def ask_all():
    """Name -> what is said, of the papers that are here."""
    rules = load_edition("nacc-2568", cases=False)
    site = AgencySite(code="check", kind=AgencyKind.LOCAL_GOVERNMENT, url="https://check.invalid/")
    assignment = Assignment(site=site, rules=rules, fiscal_year=YEAR, as_of=AS_OF, engine="bench")
    matcher = TopicMatcher(rules)
    return {name: ask(SHARED / name, assignment, matcher) for name in TRUTH if (SHARED / name).is_file()}


def ask(path, assignment, matcher):
    content = read(
        path.read_bytes(),
        url=path.name,
        disposition=path.name,
        resolve=lambda _base, _href: None,
        settings=Settings(),
    )
    checkup = check_content(content, path.name, assignment, matcher)
    finding = checkup.finding
    if finding is None:
        old = any("ไม่เป็นปัจจุบัน" in hint for hint in checkup.hints)
        return Said(None, checkup.years, old, checkup.paper)
    return Said(finding.slug, finding.year_found, finding.status is Status.OUTDATED, checkup.paper)


def figures(answers):
    pairs = [(TRUTH[name], said) for name, said in answers.items()]
    return Figures(
        papers=len(pairs),
        slug=sum(truth.slug == said.slug and truth.paper in said.paper for truth, said in pairs),
        years=sum(truth.years == said.years for truth, said in pairs),
        old=sum(truth.old == said.old for truth, said in pairs),
    )


if __name__ == "__main__":
    main()
