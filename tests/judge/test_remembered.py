"""Answers are given again while there is room, and those asked for outlive the others."""

from oitcrawl.judge.remembered import Remembered


def test_what_was_put_is_given_again():
    kept = Remembered(2)

    assert "ก" == kept.put(1, "ก")
    assert "ก" == kept.get(1)
    assert kept.get(2) is None


def test_what_is_asked_for_outlives_what_is_not():
    kept = Remembered(2)
    for key in range(9):
        kept.put(key, str(key))
        kept.put(100, "ถามเสมอ") if key == 0 else kept.get(100)

    assert "ถามเสมอ" == kept.get(100)
    assert kept.get(0) is None


def test_never_more_is_kept_than_twice_the_limit():
    kept = Remembered(10)
    for key in range(1000):
        kept.put(key, key)

    assert sum(kept.get(key) is not None for key in range(1000)) <= 20
