"""Makes the corpus of reading: ``python tools/make_corpus.py [--out DIR] [--web-fonts DIR] [--big]``.

Known texts become files of every kind; ``truth.json`` says what each of them says. What is committed under
``tests/corpus/reading`` was made with all producers; ``--big`` makes 300 PDFs of 2,100 pages, a third of them scans,
for measuring speed. Wants fonts-thai-tlwg, Chromium, Pango, and the libraries typst, weasyprint, reportlab and xlwt.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import drawn, fonts, rawpdf, scans
from corpus.fonts import face
from corpus.papers import make_paper
from corpus.plan import BOTH, Made, Maker
from corpus.printed import chromium

ROOT = Path(__file__).parents[1]
BIG_SEED = 10_000


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--out", type=Path, help="folder; without --big the one in tests")
    words.add_argument("--web-fonts", type=Path, help="folder with @fontsource packages of held-out families")
    words.add_argument("--big", action="store_true", help="300 documents for measuring speed")
    words.add_argument("--documents", type=int, default=300, help="how many --big makes")
    asked = words.parse_args()
    if asked.big and not asked.out:
        words.error("--big needs --out: it is not for the repository")
    lacking: set[str] = set()
    with chromium() as browser:
        maker = Maker(browser, asked.web_fonts, lacking.add)
        made = big(maker, asked.documents) if asked.big else small(maker)
        write(made, asked.out or ROOT / "tests" / "corpus" / "reading")
    for line in sorted(lacking):
        print(f"left out: {line}")


def small(maker: Maker) -> Iterator[Made]:
    """The committed corpus."""
    parts = (maker.formats(), maker.archives(), maker.pdfs(4), maker.broken(), maker.mixed(), maker.scans())
    for number, part in enumerate(parts, 1):
        maker.seed = 1000 * number  # a change in one part leaves the papers of the others alone
        yield from part


def big(maker: Maker, count: int) -> Iterator[Made]:
    """Documents of seven pages: two of three with text, by every producer, the third a scan."""
    maker.seed = BIG_SEED
    makers = list(maker.producers().items())
    for number in range(count):
        digits = BOTH[number % 2]
        if number % 3 == 2:
            yield _big_scan(maker, number)
            continue
        producer, (families, make) = makers[number % len(makers)]
        paper = maker.paper(digits, pages=7)
        one = face(families[number % len(families)], maker.web)
        yield Made(
            file=f"{paper.name}.pdf",
            group="pdf",
            kind=producer,
            papers={"": paper},
            body=make(paper, one),
            font=one.family,
        )


def _big_scan(maker: Maker, number: int) -> Made:
    maker.seed += 1
    family = [name for name in fonts.TRAINED if face(name).files[400][0].suffix == ".ttf"][number % 6]
    paper = make_paper(maker.seed, digits=BOTH[number % 2], pages=7, emblem=number % 4 == 0)
    wear = scans.some_wear(random.Random(number), (150, 200, 200, 300)[number % 4])
    pages = scans.rendered(drawn.by_fpdf(paper, face(family)), wear.dpi)
    body = rawpdf.picture_pdf([scans.worn(page, wear, number) for page in pages], wear)
    return Made(
        file=f"{paper.name}.pdf",
        group="scan",
        kind=f"scan-{wear.dpi}",
        papers={"": paper},
        body=body,
        font=family,
        dpi=wear.dpi,
        scanned=tuple(range(1, 8)),
        repairable=False,
    )


def write(made: Iterator[Made], out: Path) -> None:
    """The files and truth.json; files of an earlier run go first."""
    old = out / "truth.json"
    for file in json.loads(old.read_text(encoding="utf-8"))["files"] if old.is_file() else ():
        (out / file["file"]).unlink(missing_ok=True)
    papers, files = {}, []
    for one in made:
        target = out / one.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.body)
        files.append(one.truth())
        for paper in one.papers.values():
            facts = {
                "item": paper.item,
                "title": paper.title,
                "called": paper.called,
                "year": paper.year,
                "digits": paper.digits,
            }
            papers[paper.name] = facts | {"pages": paper.truth}
    old.write_text(told(files, papers), encoding="utf-8", newline="\n")
    sizes: dict[str, list[int]] = {}
    for file in files:
        sizes.setdefault(file["group"], []).append(file["size"])
    for group, every in sizes.items():
        print(f"{group}: {len(every)} files, {sum(every):,} bytes")


def told(files: list[dict[str, Any]], papers: dict[str, Any]) -> str:
    """truth.json, a line for each file and each paper, so that a change is a change of a line."""
    rows = ",\n".join(json.dumps(file, ensure_ascii=False) for file in files)
    texts = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(paper, ensure_ascii=False)}" for name, paper in papers.items()
    )
    return f'{{"format": 1,\n"files": [\n{rows}\n],\n"papers": {{\n{texts}\n}}}}\n'


if __name__ == "__main__":
    main()
