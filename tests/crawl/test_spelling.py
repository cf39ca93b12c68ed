"""Mistyped addresses are tried as they were meant, few and once."""

import asyncio

import pytest

from oitcrawl.crawl.spelling import MAX_TRIES, Speller, mistyped, variants
from oitcrawl.model.visit import FailCause, Failed, Fetched

ROOT = "https://www.example.go.th/"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("plan.htmk", "plan.html"),
        ("ita/o12.htmk=l", "ita/o12.html"),
        ("ita/o12.hmtl", "ita/o12.html"),
        ("plan.phtml", "plan.html"),
        ("docs/plan.pdf.", "docs/plan.pdf"),
        ("docs/plan.pdf%20", "docs/plan.pdf"),
        ("docs/plan.pdf.pdf", "docs/plan.pdf"),
        ("docs%5Cplan.pdf", "docs/plan.pdf"),
        ("%20docs/plan.pdf", "docs/plan.pdf"),
        ("docs/Plan.PDF", "docs/Plan.pdf"),
        ("Docs/plan.pdf", "docs/plan.pdf"),
        ("%E0%B9%81%E0%B8%9C%E0%B8%99.PDF", "%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"),
        ("show.phpp?id=A7", "show.php?id=A7"),
    ],
)
def test_what_was_meant_is_the_first_guess(typed, meant):
    assert ROOT + meant == variants(ROOT + typed)[0]


@pytest.mark.parametrize("typed", ["", "docs/plan.pdf", "Pages", "index.php?page=%E0%B8%81", "v1.2/notes"])
def test_little_is_guessed_of_what_looks_right(typed):
    assert len(variants(ROOT + typed)) <= (typed == "Pages")


def mend(urls, answers, interest=0.9):
    asked = []

    async def visit(url):
        asked.append(url)
        if url in answers:
            return Fetched(url=url, final_url=url, body=b"x")
        return Failed(url=url, cause=FailCause.NOT_FOUND, permanent=True)

    async def go():
        speller = Speller(visit)
        gone = (Failed(url=url, cause=FailCause.NOT_FOUND, permanent=True) for url in urls)
        return [await speller.mend(one, interest) for one in gone]

    return asyncio.run(go()), asked


def test_the_variant_that_answers_is_handed_back():
    (found,), asked = mend([ROOT + "Docs/Plan.PDF"], {ROOT + "docs/plan.pdf"})

    assert ROOT + "docs/plan.pdf" == found.final_url
    assert [ROOT + "Docs/Plan.pdf", ROOT + "docs/plan.pdf"] == asked


def test_the_name_as_typed_is_tried_before_lower_case():
    assert (ROOT + "RISK/Plan.PDF", ROOT + "RISK/Plan.pdf", ROOT + "risk/plan.pdf") == variants(
        ROOT + "RISK/Plan.PDF."
    )


def test_words_that_promise_nothing_are_worth_no_request():
    assert ([None], []) == mend([ROOT + "x.htmk"], {ROOT + "x.html"}, interest=0.2)


def test_a_site_full_of_slips_costs_a_bounded_number_of_requests():
    _, asked = mend([f"{ROOT}{n}.HTMK" for n in range(100)], set())

    assert MAX_TRIES == len(asked)


def test_the_warning_says_where_the_slip_stands_and_what_was_meant():
    failed = Failed(url=ROOT + "o12.htmk", cause=FailCause.NOT_FOUND, permanent=True)

    warning = mistyped(failed, ROOT + "o12.html", ROOT + "ita")

    assert ("broken_link", failed.url) == (warning.kind, warning.url)
    assert ROOT + "o12.html" in warning.message
    assert ROOT + "ita" in warning.message
