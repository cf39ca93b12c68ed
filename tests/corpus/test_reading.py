"""What the readers make of the corpus holds its floors: formats, archives, PDFs, broken layers, and a few scans."""

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["reading"]
AT_MOST = {"cer", "wrong"}  # of these less is better
BOUNDS = [(name, figure) for name, floors in FLOORS.items() for figure in floors]
SCANS = 6  # at 200 dpi that are recognised here; the command reads them all


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("reading", HERE.parent / "bench" / "reading.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def measured(bench):
    results = bench.measure(ocr=False, choose=lambda about: about["repairable"] and not about["scanned"])
    if bench.Eye().works:
        wanted = iter(range(SCANS))
        results += bench.measure(choose=lambda about: is_plain_scan(about) and next(wanted, None) is not None)
    return bench.summary(results)["sets"]


def is_plain_scan(about):
    return about["group"] == "scan" and about["dpi"] == 200 and about["file"].endswith(".pdf")


@pytest.mark.parametrize(("name", "figure"), BOUNDS)
def test_reading_holds_its_floor(measured, name, figure):
    if name not in measured:
        pytest.skip("recognition is not available here")
    bound, reached = FLOORS[name][figure], measured[name][figure]

    assert reached <= bound if figure in AT_MOST else reached >= bound, (
        f"{figure} of {name} is {reached}, not {bound}"
    )


def test_every_file_of_the_corpus_is_there_and_says_something_known(bench):
    truth = json.loads((bench.CORPUS / "truth.json").read_text(encoding="utf-8"))

    assert len(truth["files"]) >= 140
    for about in truth["files"]:
        assert (bench.CORPUS / about["file"]).stat().st_size == about["size"]
        assert all(truth["papers"][name]["pages"] for name in about["papers"].values())


def test_a_year_is_looked_up_at_its_own_place(bench):
    found = [
        years(bench, "ปี พ.ศ. 2568 และ พ.ศ. 2567", got)
        for got in ("ปี พ.ศ. ๒๕๖๘ และ พ.ศ. 2567", "ปี พ.ศ. 2567 และ พ.ศ. 2567")
    ]

    assert [(2, 0, 0), (1, 0, 1)] == found


def test_a_mark_of_doubt_or_a_lost_digit_is_no_wrong_year(bench):
    assert (0, 2, 0) == years(bench, "พ.ศ. 2568 ถึง พ.ศ. 2569", "พ.ศ. 25▯8 ถึง พ.ศ. 256")


def years(bench, truth, got):
    result = bench.Result({}, bench.Tally())
    bench.count_years(result, truth, got)
    return result.tally.found, result.tally.unsure, result.tally.wrong
