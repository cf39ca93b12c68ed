"""Every door to the terminal holds against what a hostile site writes."""

import io
import json

import pytest
from hostile_text import BARBS, texts
from hypothesis import example, given
from report.samples import hostile

from oitcrawl.cli import OWN_FAILURE, run
from oitcrawl.cli.console import Voice
from oitcrawl.cli.summary import tell_line, tell_scan

ALL = " ".join(BARBS)


def voice():
    """A voice, and what it says to standard output and to standard error."""
    voice = Voice("en")
    out, err = io.StringIO(), io.StringIO()
    voice.out.file, voice.err.file = out, err
    return voice, out, err


@given(texts())
@example(ALL)
def test_messages_and_answers_order_nothing(text):
    speaker, out, err = voice()

    speaker.say(text, text)
    speaker.warn(text, text)
    speaker.answer(text)

    shown = out.getvalue() + err.getvalue()
    assert not {"\x1b", "\x9b", "\x07", "\u202e", "\r"} & {*shown}


@pytest.mark.parametrize("barb", BARBS)
def test_a_progress_bar_shows_names_as_they_are_and_breaks_at_none(barb, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("sys.stderr", err := io.StringIO())
    speaker = Voice("en")
    assert speaker.err.is_terminal

    with speaker.progress(barb) as tell:
        tell(1, 2, barb)

    shown = err.getvalue()
    assert "\x1b]" not in shown, "no link and no clipboard"
    assert not {"\x9b", "\x07", "\u202e"} & {*shown}
    assert "💣" not in shown
    if barb.startswith("[link"):
        assert barb in shown, "what looks like mark-up is text"


@given(texts())
@example(ALL)
def test_json_for_programs_is_the_same_value_without_orders(text):
    speaker, *_ = voice()
    with pytest.MonkeyPatch.context() as patch:
        stdout = io.StringIO()
        patch.setattr("sys.stdout", stdout)
        speaker.raw(json.dumps({"title": text}, ensure_ascii=False) + "\n")

    assert {"title": text} == json.loads(stdout.getvalue())
    assert {*stdout.getvalue()}.isdisjoint("\x1b\x7f\x9b\u202e\u2066\u2028")


def test_a_scan_of_a_hostile_site_is_told_without_orders(tmp_path):
    speaker, _, err = voice()

    tell_scan(speaker, hostile(), tmp_path)
    before = err.getvalue().count("\n")
    tell_line(speaker, "[1/1]", hostile(), tmp_path)

    assert not {"\x1b", "\x9b", "\x00", "\u202e"} & {*err.getvalue()}
    assert err.getvalue().count("\n") == before + 1


def test_a_mistake_of_ours_is_told_clean_and_with_the_code_of_the_contract(monkeypatch, capsys):
    def broken(*_, **__):
        raise RuntimeError("\x1b]8;;http://evil.example\x07x \u202e")

    monkeypatch.setattr("oitcrawl.cli.typer.main.get_command", broken)

    assert OWN_FAILURE == run(["scan"])
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert not {"\x1b", "\x07", "\u202e"} & {*told}
