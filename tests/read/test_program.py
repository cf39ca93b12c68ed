"""Programs as readers: bounded in time and in what they say."""

import sys

import pytest

from oitcrawl.read import program


def test_what_a_program_says_of_a_file_comes_back():
    code = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read() * 2)"

    assert b"abab" == program.run_on(b"ab", [sys.executable, "-c", code, program.FILE], 20)


def test_a_program_that_hangs_is_stopped():
    with pytest.raises(program.TooSlow):
        program.run([sys.executable, "-c", "import time; time.sleep(60)"], 0.3)


def test_output_without_end_is_cut(monkeypatch):
    monkeypatch.setattr(program, "MAX_TEXT", 1000)
    code = "import sys\nwhile True: sys.stdout.write('x' * 1000)"

    assert 1000 == len(program.run([sys.executable, "-c", code], 20))


def test_a_program_that_fails_or_is_absent_says_nothing():
    assert None is program.run([sys.executable, "-c", "raise SystemExit(3)"], 20)
    assert None is program.run(["/no/such/program"], 20)
    assert None is program.find_program("no-such-program-anywhere")
