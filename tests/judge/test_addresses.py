"""Which part of an address or file name tells what it is."""

import pytest

from oitcrawl.judge.addresses import is_path, parts_of_path, words_of_path


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.agency.example/docs/รายงาน.pdf", "รายงาน"),
        ("index.php?page=%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99", "รายงาน"),
        ("/index.php?page=public_participation", "public_participation"),
        ("webboard/index.php", "webboard"),
        ("/plan/2568/", "2568"),
        ("index.php", "index"),
        ("https://www.agency.example/", ""),
    ],
)
def test_the_last_part_or_what_the_query_names_tells(address, words):
    assert words == words_of_path(address)


def test_the_part_before_helps_one_that_is_but_a_year():
    assert ("2568", "public-participation") == parts_of_path("https://www.agency.example/public-participation/2568")


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://eservice.agency.example/", ("eservice",)),
        ("https://www.agency.example/", ("",)),
        ("https://agency.example/", ("",)),
        ("https://eservice.agency.example/2568", ("2568",)),
    ],
)
def test_the_name_of_a_site_of_its_own_tells_where_its_front_page_is_meant(address, parts):
    assert parts == parts_of_path(address)


@pytest.mark.parametrize(
    ("text", "path"),
    [("a.pdf", True), ("/plan", True), ("news.php?id=3", True), ("แผน พ.ศ. 2568", False), ("รายงาน (PDF)", False)],
)
def test_a_path_is_told_from_words(text, path):
    assert path is is_path(text)
