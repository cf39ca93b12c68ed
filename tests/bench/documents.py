"""What is read of real files: pages, where their text comes from, its quality; and how far text layers agree with OCR.

    python tests/bench/documents.py [FOLDER...] [--ocr] [--pages 60]

Without FOLDER: the documents and the site of ../shared/sites. With ``--ocr`` the repaired text of up to ``--pages``
pages, spread over the files, is compared with character recognition of the rendered page, and the ten worst are named.
Exit code 1 when a file gives neither text nor a cause, or the median error is above the target.
"""

import argparse
import statistics
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
SITES = ROOT.parent / "shared" / "sites"
TARGET = 0.08  # median character error between text layer and recognition, folded
FEWEST = 80  # folded characters on both sides, for a page to be compared


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folders", nargs="*", type=Path)
    words.add_argument("--ocr", action="store_true")
    words.add_argument("--pages", type=int, default=60)
    said = words.parse_args()
    folders = said.folders or [SITES / "documents", SITES / "hangdong"]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".pdf", ".html"}]
    if not files:
        sys.exit("no files: name a FOLDER")
    contents = {path: read_file(path) for path in files}
    told = table(contents)
    return 0 if told and (not said.ocr or compare(contents, said.pages)) else 1


def read_file(path):
    from urllib.parse import urljoin

    from oitcrawl.read import read
    from oitcrawl.settings import Settings

    return read(path.read_bytes(), url="https://www.abt-tonmai.go.th/x", resolve=urljoin, settings=Settings())


def table(contents):
    print("| file | pages | sources | quality | layer | first words |\n|---|---|---|---|---|---|")
    silent = 0
    for path, content in contents.items():
        leaves = getattr(content, "leaves", ())
        told = [leaf for leaf in leaves if leaf.text]
        sources = Counter(str(leaf.source) for leaf in leaves)
        quality = statistics.mean(leaf.quality for leaf in told) if told else 0.0
        layer = content.text_layer if leaves else f"unread: {content.cause}"
        first = " ".join(told[0].text.split())[:40].replace("|", " ") if told else ""
        silent += not leaves and not content.cause
        count = getattr(content, "leaf_count", 1)
        told_by = ", ".join(f"{count} {name}" for name, count in sources.most_common())
        print(f"| {path.name[:34]} | {count} | {told_by} | {quality:.2f} | {layer} | {first} |")
    print(f"\n{len(contents)} files, {silent} of them neither read nor explained")
    return silent == 0


def compare(contents, limit):
    from oitcrawl.model.content import Document, TextSource
    from oitcrawl.read.quality import NEEDS_OCR
    from oitcrawl.thai.text import fold

    pages = [
        (path, leaf)
        for path, content in contents.items()
        if isinstance(content, Document)
        for leaf in content.leaves
        if leaf.source is not TextSource.NONE and leaf.quality >= NEEDS_OCR and len(fold(leaf.text)) >= FEWEST
    ]
    errors = []
    for path, leaf in spread(pages, limit):
        seen = fold(recognised(path, leaf.number))
        if len(seen) >= FEWEST:
            errors.append((error(fold(leaf.text), seen), path, leaf))
    if not errors:
        sys.exit("nothing to compare: no page has both")
    median = statistics.median(one[0] for one in errors)
    print(
        f"\n{len(errors)} of {len(pages)} pages with both: median character error {median:.1%} (target <= {TARGET:.0%})"
    )
    print("\n| worst | page | error | source | quality |\n|---|---|---|---|---|")
    for wrong, path, leaf in sorted(errors, key=lambda one: -one[0])[:10]:
        print(f"| {path.name[:34]} | {leaf.number} | {wrong:.1%} | {leaf.source} | {leaf.quality:.2f} |")
    return median <= TARGET


def spread(pages, limit):
    """``limit`` pages in turn of all files, so that a long file does not stand for all."""
    by_file = {}
    for path, leaf in pages:
        by_file.setdefault(path, []).append((path, leaf))
    turns = [[some[turn] for some in by_file.values() if turn < len(some)] for turn in range(len(pages))]
    return [one for turn in turns for one in turn][:limit]


def recognised(path, number):
    from oitcrawl.model.content import Media
    from oitcrawl.read.ocr import transcribe
    from oitcrawl.read.words import Region
    from oitcrawl.settings import Settings

    return transcribe(path.read_bytes(), Media.PDF, number, Region.PAGE, Settings()).text


def error(text, seen):
    """Edits between two texts by the length of the first; lines may stand in another order, as columns do."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(text, seen) / max(len(text), 1)


if __name__ == "__main__":
    sys.exit(main())
