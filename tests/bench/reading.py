"""How well files are read: the known texts of ``tests/corpus/reading`` beside what the readers make of them.

    python tests/bench/reading.py [--corpus DIR] [--only TEXT] [--no-ocr] [--misses N] [--json FILE]

For each kind of file: character error rate (edit distance on NFC text without white space, over the letters of the
truth), titles found in the first page (folded; what the paper is, and the whole with agency and year), years found, years lost or marked unsure, and years read *wrong*
without a mark. A year of the truth is looked up at its own place in the text, so that another one elsewhere is no
excuse. Exit code 1 when a target is missed.
"""

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote, urljoin

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from oitcrawl.model.content import Media, Page, Unread, UnreadCause  # noqa: E402 - the checkout comes first
from oitcrawl.read import read  # noqa: E402
from oitcrawl.read.merge import with_transcripts  # noqa: E402
from oitcrawl.read.words import UNSURE_DIGIT, Region  # noqa: E402
from oitcrawl.settings import Settings  # noqa: E402
from oitcrawl.thai.text import fold  # noqa: E402

CORPUS = ROOT / "tests" / "corpus" / "reading"
SITE = "https://www.example.go.th/"
UNSOUND = 0.6  # quality of a leaf below which its picture is read instead, as a scan of an agency does
TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
YEAR = re.compile(r"(?<![\d,./])25\d\d(?![\d,/]|\.\d)")


@dataclass(slots=True)
class Tally:
    """What a kind of files comes to."""

    files: int = 0
    read: int = 0
    letters: int = 0
    errors: int = 0
    titles: int = 0
    titled: int = 0
    whole: int = 0
    years: int = 0
    found: int = 0
    unsure: int = 0
    wrong: int = 0
    seconds: float = 0.0

    def add(self, other):
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def figures(self):
        """Rates; None where there is nothing to divide by."""
        return {
            "files": self.files,
            "read": self.read,
            "cer": rate(self.errors, self.letters),
            "titles": rate(self.titled, self.titles),
            "whole_titles": rate(self.whole, self.titles),
            "years": rate(self.found, self.years),
            "unsure": rate(self.unsure, self.years),
            "wrong": rate(self.wrong, self.years),
            "years_counted": self.years,
            "seconds": round(self.seconds, 2),
        }


@dataclass(slots=True)
class Result:
    """A file of the corpus and what came of it; ``misses`` says in words what went wrong."""

    about: dict
    tally: Tally
    misses: list[str] = field(default_factory=list)
    skipped: str = ""


# What each group of files is to reach: (figure, bound, at most).
TARGETS = {
    "text PDF": [("cer", 0.005, True), ("titles", 0.95, False), ("years", 0.98, False), ("wrong", 0.01, True)],
    "broken layers": [("cer", 0.005, True), ("titles", 0.95, False), ("years", 0.98, False), ("wrong", 0.01, True)],
    "other formats": [("cer", 0.005, True), ("titles", 0.95, False), ("years", 0.98, False), ("wrong", 0.01, True)],
    "scans": [("titles", 0.85, False), ("wrong", 0.01, True)],
    "scans at 200 dpi": [("cer", 0.03, True)],
    "scans, Arabic digits": [("years", 0.95, False), ("wrong", 0.01, True)],
    "scans, Thai digits, trained families": [("years", 0.90, False), ("wrong", 0.01, True)],
    "scans, Thai digits, held-out families": [("years", 0.75, False), ("wrong", 0.01, True)],
}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--corpus", type=Path, default=CORPUS)
    words.add_argument("--only", default="", help="files whose path or kind holds this")
    words.add_argument("--no-ocr", action="store_true", help="leave out what needs recognition")
    words.add_argument(
        "--misses", type=int, default=0, metavar="N", help="show the N worst files and what went wrong"
    )
    words.add_argument("--json", type=Path, metavar="FILE")
    said = words.parse_args()
    results = measure(said.corpus, only=said.only, ocr=not said.no_ocr)
    missed = show(results)
    if said.misses:
        show_misses(results, said.misses)
    if said.json:
        said.json.write_text(json.dumps(summary(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if missed else 0


def measure(corpus=CORPUS, *, only="", ocr=True, choose=lambda about: True):
    """A result for every file of the corpus whose path or kind holds ``only`` and that ``choose`` takes."""
    truth = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))
    eye = Eye(ocr)
    chosen = [one for one in truth["files"] if (only in one["file"] or only in one["kind"]) and choose(one)]
    return [measured(corpus, about, truth["papers"], eye) for about in chosen]


def measured(corpus, about, papers, eye):
    """What one file came to."""
    if (about["scanned"] or not about["repairable"]) and not eye.works:
        return Result(about, Tally(), skipped=f"needs recognition: {eye.why}")
    body = (corpus / about["file"]).read_bytes()
    started = time.process_time()
    content = read_file(body, about["file"], eye)
    seconds = time.process_time() - started
    result = Result(about, Tally(seconds=seconds))
    if isinstance(content, Unread) and content.cause in (UnreadCause.UNSUPPORTED, UnreadCause.NEEDS_PROGRAM):
        return Result(about, Tally(), skipped=f"{content.cause} {content.detail}".strip())
    for path, name in about["papers"].items():
        judge(result, path, papers[name], within(content, path))
    return result


def read_file(body, file, eye):
    """As a scan of an agency reads it: pages without sound text are recognised."""
    content = read(body, url=SITE + quote(file), resolve=resolve, settings=Settings())
    if isinstance(content, Page) or not eye.works:
        return content
    waiting = leaves_to_see(content)
    if not waiting:
        return content
    seen = {leaf: eye.look(body, content.media, leaf, file) for leaf in waiting}
    return with_transcripts(content, {leaf: one for leaf, one in seen.items() if one is not None})


def leaves_to_see(content):
    if isinstance(content, Unread):
        return range(1, content.leaf_count + 1) if content.cause is UnreadCause.SCAN else ()
    if content.media not in ("pdf", "image"):
        return ()
    sound = {leaf.number for leaf in content.leaves if leaf.text and leaf.quality >= UNSOUND}
    return [number for number in range(1, content.leaf_count + 1) if number not in sound]


class Eye:
    """Recognition, where it is; ``why`` says why not."""

    def __init__(self, wanted=True):
        self.why = "not asked for" if not wanted else ""
        if wanted and find_spec("oitcrawl.read.ocr") is None:
            self.why = "oitcrawl.read.ocr is not there"
        elif wanted:
            from oitcrawl.read import ocr

            self.ocr = ocr
            self.why = "" if ocr.is_available() else ocr.why_not()
        self.works = not self.why

    def look(self, body, media, leaf, file):
        try:
            return self.ocr.transcribe(body, media, leaf, Region.PAGE, Settings())
        except (ValueError, RuntimeError) as error:
            print(f"{file}: page {leaf} could not be recognised: {error}", file=sys.stderr)
            return None


def resolve(base, href):
    url = urljoin(base, href.strip()).partition("#")[0]
    return url if url.startswith("http") else None


def within(content, path):
    """What stands at ``path`` inside, in however many archives; the content itself for the empty path."""
    if not path:
        return content
    for member in getattr(content, "members", ()):
        inner = member if member.path == path or member.path.endswith(f"/{path}") else within(member, path)
        if inner is not None:
            return inner
    return None


def judge(result, path, paper, content):
    """Add to the tally how well ``content`` says ``paper``."""
    tally = result.tally
    tally.files += 1
    leaves = getattr(content, "leaves", ())
    got = [without_head(leaf.text) if content.media is Media.EMAIL else leaf.text for leaf in leaves]
    truth = "\n".join(paper["pages"])
    if not "".join(got).strip():
        cause = f"{content.cause} {content.detail}" if isinstance(content, Unread) else "no text"
        result.misses.append(f"{path or 'file'}: {cause if content is not None else 'not among the members'}")
    else:
        tally.read += 1
    count_letters(tally, truth, "\n".join(got))
    tally.titles += 1
    head = fold((content.title + "\n" if isinstance(content, Page) else "") + got[0]) if got else ""
    tally.whole += fold(paper["title"]) in head
    if fold(paper["called"]) in head:
        tally.titled += 1
    else:
        result.misses.append(f"title: wanted {paper['title']!r}, first lines {first_lines(got)!r}")
    count_years(result, truth, "\n".join(got))


def without_head(text):
    """A mail's text without the lines that the reader puts above it."""
    return re.sub(r"\A(?:(?:เรื่อง|จาก|วันที่): .*\n)+", "", text)


def count_letters(tally, truth, got):
    truth, got = bare(truth), bare(got)
    tally.letters += len(truth)
    tally.errors += min(Levenshtein.distance(truth, got), len(truth))


def count_years(result, truth, got):
    """Look up every year of the truth at its place in ``got``."""
    flat = normalize("NFC", truth).translate(TO_ARABIC)
    seen = normalize("NFC", got).translate(TO_ARABIC)
    truth_at, truth_text, _ = squeezed(flat)
    _, got_text, homes = squeezed(seen)
    blocks = Levenshtein.opcodes(truth_text, got_text)
    for year in YEAR.finditer(flat):
        start, end = truth_at[year.start()], truth_at[year.end() - 1] + 1
        read_as = digits_around(seen, homes, *image_of(blocks, start, end))
        result.tally.years += 1
        if read_as == year.group():
            result.tally.found += 1
            continue
        kind = "wrong" if re.fullmatch(r"[0-9]{4}", read_as) else "unsure"
        setattr(result.tally, kind, getattr(result.tally, kind) + 1)
        around = truth_text[max(0, start - 12) : end + 4]
        result.misses.append(f"year {kind}: wanted {year.group()} in {around!r}, read {read_as!r}")


def squeezed(text):
    """``text`` without white space: where each character goes to, the rest, and where each of that comes from."""
    places, homes = [], []
    for place, letter in enumerate(text):
        places.append(len(homes))
        if not letter.isspace():
            homes.append(place)
    return places, "".join(text[home] for home in homes), homes


def image_of(blocks, start, end):
    """Where ``start:end`` of the truth lies in what was read."""
    left = right = None
    for block in blocks:
        if block.src_start <= start < block.src_end or (left is None and block.src_start > start):
            left = block.dest_start + (start - block.src_start if block.tag == "equal" else 0)
            if block.tag == "replace":
                left = min(block.dest_start + start - block.src_start, block.dest_end)
        if block.src_start < end <= block.src_end:
            right = block.dest_end
            if block.tag in ("equal", "replace"):
                right = min(block.dest_start + end - block.src_start, block.dest_end)
            break
    return (left or 0, right if right is not None else left or 0)


def digits_around(text, homes, start, end):
    """The digits and marks of doubt among the characters that came from ``start:end``, and those that touch them."""
    core = [home for home in homes[start:end] if is_digit(text[home])]
    if not core:
        return ""
    left, right = core[0], core[-1] + 1
    while left > 0 and is_digit(text[left - 1]):
        left -= 1
    while right < len(text) and is_digit(text[right]):
        right += 1
    return "".join(text[left:right].replace("|", " ").split())


def is_digit(letter):
    return "0" <= letter <= "9" or letter == UNSURE_DIGIT


def bare(text):
    """NFC without white space; the bars that readers put between cells are white space too."""
    return "".join(normalize("NFC", text).replace("|", " ").split())


def first_lines(got):
    return " / ".join(line for line in "\n".join(got[:1]).split("\n") if line.strip())[:160]


def rate(part, whole):
    return round(part / whole, 5) if whole else None


# --- what it comes to ---


def groups_of(about):
    """Names of the sets that a file counts in."""
    group, kind = about["group"], about["kind"]
    yield f"{group}: {kind}"
    if group == "pdf":
        yield "text PDF"
    elif group == "broken":
        yield "broken layers"
    elif group in ("text", "archive"):
        yield "other formats"
    elif group == "scan":
        yield "scans"
        if about["dpi"] == 200:
            yield "scans at 200 dpi"
        if about["digits"] == "arabic":
            yield "scans, Arabic digits"
        else:
            yield f"scans, Thai digits, {'held-out' if about['held_out'] else 'trained'} families"


def summary(results):
    """Figures by kind and by set, misses by file."""
    tallies = defaultdict(Tally)
    for result in results:
        for name in groups_of(result.about) if not result.skipped else ():
            tallies[name].add(result.tally)
    return {
        "sets": {
            name: tallies[name].figures
            for name in [*sorted(set(tallies) - set(TARGETS)), *TARGETS]
            if name in tallies
        },
        "skipped": {result.about["file"]: result.skipped for result in results if result.skipped},
        "misses": {result.about["file"]: result.misses for result in results if result.misses},
    }


def show(results):
    """Print the table; return the targets that were missed."""
    told = summary(results)
    print(f"{'':38} files  read     CER  titles   whole   years  unsure   wrong  of years   CPU s")
    missed = []
    for name, one in told["sets"].items():
        if name == next((target for target in TARGETS if target in told["sets"]), None):
            print()
        cells = "  ".join(percent(one[key]) for key in ("cer", "titles", "whole_titles", "years", "unsure", "wrong"))
        print(f"{name:38} {one['files']:5} {one['read']:5}  {cells}  {one['years_counted']:8} {one['seconds']:7.1f}")
        for figure, bound, most in TARGETS.get(name, ()):
            if one[figure] is None:
                continue
            good = one[figure] <= bound if most else one[figure] >= bound
            print(
                f"{'':6}{'ok    ' if good else 'MISSED'} {figure} {'<=' if most else '>='} {bound:.1%}: {one[figure]:.2%}"
            )
            missed += [] if good else [f"{name}: {figure}"]
    for file, why in told["skipped"].items():
        print(f"left out {file}: {why}")
    print(f"\n{len(missed)} targets missed" + "".join(f"\n  {line}" for line in missed))
    return missed


def percent(number):
    return "     -" if number is None else f"{number:6.1%}"


def show_misses(results, count):
    """The worst files by letters, and what is wrong in them."""
    worst = sorted(results, key=lambda one: -(one.tally.errors / (one.tally.letters or 1)))
    for one in [each for each in worst if each.misses or each.tally.errors][:count]:
        print(f"\n{one.about['file']}  CER {one.tally.errors / (one.tally.letters or 1):.2%}")
        for line in one.misses:
            print(f"    {line}")


if __name__ == "__main__":
    sys.exit(main())
