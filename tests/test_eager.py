"""The collector rests while modules are loaded, and only then."""

import gc
import subprocess
import sys

import pytest

from oitcrawl.eager import without_collector


def test_the_collector_rests_inside_and_works_again_outside():
    with without_collector():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_the_collector_works_again_after_a_module_that_cannot_be_loaded():
    with pytest.raises(ImportError), without_collector():
        raise ImportError

    assert gc.isenabled()


def test_a_collector_that_somebody_turned_off_stays_off():
    gc.disable()
    try:
        with without_collector():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_room_of_compose_is_entered_only_when_it_is_asked_for():
    program = (
        "import sys, oitcrawl.compose as compose; assert 'oitcrawl.compose.desk' not in sys.modules; "
        "assert compose.Desk.__name__ == 'Desk'; assert 'oitcrawl.compose.desk' in sys.modules; "
        "assert all(hasattr(compose, name) for name in compose.__all__); assert not hasattr(compose, 'nobody')"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stderr)


def test_scans_in_a_folder_need_nothing_of_a_database_server(tmp_path):
    program = (
        "import sys; from oitcrawl.store.scans import Store; Store(sys.argv[1]).close(); "
        "assert 'sqlalchemy.dialects.postgresql' not in sys.modules"
    )

    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stderr)
