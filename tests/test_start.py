"""A command that is stopped while it still loads says one line, by real signals; later ones end it with a word, too."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")

STOPPED_AT = """
import os, signal, sys
sys.argv = ["oitcrawl", "scan", "https://www.example.go.th/"]
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == WHERE:
            os.kill(os.getpid(), NUMBER)
sys.meta_path.insert(0, Stop())
from oitcrawl.__main__ import main
main()
"""


def said(script, **more):
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("where", "number"),
    [
        ("oitcrawl.cli", signal.SIGINT),
        ("oitcrawl.store.scans", signal.SIGTERM),
        ("oitcrawl.cli.vendors", signal.SIGINT),
    ],
)
def test_stopped_while_it_loads_it_says_one_line(where, number):
    script = STOPPED_AT.replace("WHERE", repr(where)).replace("NUMBER", str(int(number)))
    code, line = said(script)

    assert 128 + number == code
    assert line == "หยุดตามคำสั่งก่อนเริ่มทำงาน ยังไม่มีอะไรเปลี่ยน — สั่งเดิมอีกครั้ง\n"
    if where == "oitcrawl.cli":
        assert "stopped before it began" in said(script, OITCRAWL_LANG="en")[1]


def test_what_is_loaded_before_the_handlers_is_little():
    script = (
        "import sys; before = set(sys.modules); import oitcrawl.__main__;"
        "sys.stderr.write(' '.join(set(sys.modules) - before))"
    )
    assert {"oitcrawl", "oitcrawl.__main__"} >= {name for name in said(script)[1].split() if "oitcrawl" in name}


def test_a_command_that_takes_no_signals_itself_is_ended_with_a_word(tmp_path):
    running = subprocess.Popen(
        [sys.executable, "-m", "oitcrawl", "classify", "-", "--quiet"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OITCRAWL_DATA_DIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    running.stdin.write('{"label": "รายงานผลการดำเนินงานประจำปี"}\n')
    running.stdin.flush()
    assert '"item"' in running.stdout.readline()  # it is at work, and waits for more
    running.send_signal(signal.SIGTERM)
    _, words = running.communicate(timeout=40)

    assert 143 == running.returncode, words
    assert words == "หยุดตามคำสั่ง — สั่งเดิมอีกครั้งเพื่อทำต่อ\n"


def test_signals_that_are_not_to_be_heard_stay_unheard():
    script = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.argv = ['oitcrawl', '--version'];"
        "import atexit; atexit.register(lambda: sys.stderr.write(str(signal.getsignal(signal.SIGINT).name)));"
        "from oitcrawl.__main__ import main; main()"
    )
    assert (0, "SIG_IGN") == said(script)
