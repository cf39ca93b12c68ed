"""Broken files of every format, read in processes with limits: declared outcomes, nothing touched, nothing hidden."""

import os

import pytest
from fuzz.documents_cases import CASES

from oitcrawl.model.content import Document, Unread
from oitcrawl.read.pool import ReaderPool, read_in_pool
from oitcrawl.read.rar import library
from oitcrawl.settings import Settings
from tests.fuzz.documents_damage import NAMES, damaged, sound
from tests.fuzz.documents_mutations import Choices
from tests.fuzz.documents_oracle import URL, examine, hold, hold_no_loss
from tests.fuzz.documents_run import try_many
from tests.fuzz.documents_seeds import SEEDS, names_of, seed

pytestmark = pytest.mark.skipif(library() is None, reason="no libarchive")
LOSSES = {"pdf-form": 3, "docx-real": 12, "pdf-real": 12}
POSIX = pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")


@pytest.mark.parametrize("name", [name for name in SEEDS if name != "heic"])
def test_sound_files_are_read_or_scans(name):
    read = examine(seed(name))

    assert isinstance(read, Unread) == (name in names_of("pdf-scan", "png", "jpg", "gif", "bmp", "webp", "tif"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_fuzzing_found_once_comes_to_what_it_is(case):
    body = case.make()
    read = examine(body)

    assert case.cause is getattr(read, "cause", None)
    assert case.torn is getattr(read, "torn", False)


@POSIX
async def test_a_pool_bears_what_fuzzing_found_and_reads_the_next_file():
    some = Settings(readers=1, reader_seconds=5.0, reader_memory=300)
    async with ReaderPool(some) as pool:
        for case in CASES:
            hold(await read_in_pool(pool, case.make(), url=URL, settings=some), some)
        assert isinstance(await read_in_pool(pool, seed("pdf"), url=URL, settings=some), Document)


ROUNDS = {
    "programs in C": ("pdf", 45),
    "libraries of pictures": ("png", "jpg", "gif", "bmp", "webp", "tif", "heic", 150),
    "workbooks": ("xls", "xlsx", "ods", 250),
    "old letters and strange archives": ("doc", "rar", "7z", 150),
}


@POSIX
@pytest.mark.parametrize("names", ROUNDS.values(), ids=ROUNDS)
def test_broken_files_are_read_or_given_up_with_their_cause(names):
    *starts, count = names
    came = try_many(names_of(*starts), seed_number=8, count=count, seconds=20)

    assert () == tuple((one.name, one.said) for one in came.found)
    assert came.read > 0


@pytest.mark.parametrize("name", NAMES)
def test_no_damage_takes_words_away_without_saying_so(name):
    for number in range(LOSSES.get(name, 25)):
        body = damaged(seed(name), Choices(bytes([number, 7 * number % 256]) * 3))
        if body != seed(name):
            hold_no_loss(examine(body), sound(name))
