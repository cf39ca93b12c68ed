"""The sample report in the repository is what the program makes today; `python tools/make_sample.py` makes it anew."""

import sys
from pathlib import Path

import pytest

from oitcrawl.crawl.browser import is_available
from oitcrawl.model.scan import AgencyScan
from oitcrawl.read import ocr

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from make_sample import SAMPLE, pictures_of, scanned, written  # noqa: E402

LIMIT = 4_500_000  # bytes: everyone who clones the repository has it
PAGE = 1_500_000  # bytes: with more than 28 pictures of evidence, a page still goes by mail
MEND = "the report has changed: look at it, then `python tools/make_sample.py`"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def sample():
    """The files of the sample by name."""
    return tree(SAMPLE)


def test_the_sample_is_made_again_byte_by_byte_from_its_scan(sample, tmp_path):
    made = tree(written(AgencyScan.from_json(sample["scan.json"]), pictures_of(sample), tmp_path / "sample"))

    assert sorted(made) == sorted(sample), MEND
    assert [name for name in made if made[name] != sample[name]] == [], MEND


@pytest.mark.skipif(
    not (ocr.is_available() and is_available("")), reason="the sample was made with Tesseract and Chromium"
)
def test_a_fresh_scan_of_the_demo_says_what_the_sample_says(sample, tmp_path):
    scan, pictures = scanned(tmp_path)
    known = AgencyScan.from_json(sample["scan.json"])

    changed = [new.item for new, old in zip(scan.items, known.items, strict=True) if new != old]
    assert changed == [], MEND
    assert sorted(pictures) == [name for name in sorted(sample) if name.startswith("evidence/")], MEND
    assert scan.to_json().encode() == sample["scan.json"], MEND


def test_the_sample_stays_small_and_says_nothing_of_where_it_was_made(sample):
    assert sum(map(len, sample.values())) < LIMIT
    assert len(sample["index.html"]) < PAGE
    for name, content in sample.items():
        assert b"127.0.0.1" not in content, name
