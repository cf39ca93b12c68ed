"""Words in, one call, words out, exit code. No logic lives here."""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import cast

import typer

from oitcrawl.cli import (
    agencies,
    check,
    classify,
    demo,
    diff,
    doctor,
    fleet,
    letter,
    notify,
    rejudge,
    review,
    rules,
    scan,
    schedule,
    settings,
    status,
    store,
    stored,
    vendors,
)
from oitcrawl.cli.console import Voice
from oitcrawl.errors import OitcrawlError
from oitcrawl.store.patience import listener
from oitcrawl.version import __version__

INTERRUPTED = 130
TERMINATED = 143
_CUT = ("หยุดตามคำสั่ง — สั่งเดิมอีกครั้งเพื่อทำต่อ", "interrupted — give the same command again to go on")
_CUT_ANEW = (  # the same words again would begin anew
    "หยุดตามคำสั่ง — สั่งเดิมโดยใช้ --resume แทน --fresh เพื่อทำต่อ",
    "interrupted — give the same command with --resume in place of --fresh to go on",
)
OWN_FAILURE = 4
# typer carries its own copy of click: its errors are reached through typer's public names.
_Usage = cast("type[Exception]", typer.BadParameter.__mro__[1])

app = typer.Typer(
    name="oitcrawl",
    help="ตรวจเว็บไซต์หน่วยงานตามรายการเปิดเผยข้อมูล OIT (O1-O28) ของการประเมิน ITA แล้วเขียนรายงานสิ่งที่ยังขาด\n\n"
    "เริ่มต้น: oitcrawl demo   ตรวจเว็บของท่าน: oitcrawl scan https://www.example.go.th/",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
app.command("demo")(demo.demo)
app.command("scan")(scan.scan)
app.command("check")(check.check)
app.command("classify")(classify.classify)
app.command("report")(stored.report)
app.command("rejudge")(rejudge.rejudge)
app.command("history")(stored.history)
app.command("diff")(diff.diff)
app.command("vendors")(vendors.vendors)
app.command("review")(review.review)
app.add_typer(rules.app, name="rules")
app.add_typer(agencies.app, name="agencies")
app.add_typer(schedule.app, name="schedule")
app.add_typer(store.app, name="store")
app.add_typer(fleet.app, name="fleet")
app.command("notify")(notify.notify)
app.command("status")(status.status)
app.command("letter")(letter.letter)
app.command("doctor")(doctor.doctor)
app.command("settings")(settings.settings)


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="แสดงรุ่นของโปรแกรม")) -> None:
    if version:
        sys.stdout.write(f"oitcrawl {__version__}\n")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with the exit code of the contract."""
    _speak_utf8()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments, signals=True))


def run(arguments: Sequence[str], *, signals: bool = False) -> int:
    """Run one command.

    Args:
        arguments: its words.
        signals: let Ctrl-C and SIGTERM end it, as it is all that this process does.

    Returns:
        0 done, 1 gaps at a level named by --fail-on, 2 wrong words, settings or rules, 3 the site could not be
        judged at all, 4 our own failure, 130 interrupted, 143 ended by SIGTERM.
    """
    complain = Voice(_language(arguments))
    listener.tell = complain.warn
    try:
        return _run(arguments, complain, signals=signals)
    except Exception as error:  # noqa: BLE001 - a mistake of ours: its text may quote what a hostile site wrote
        told = "".join(traceback.format_exception(error)).rstrip()
        complain.warn(told, told)
        complain.warn(
            "โปรแกรมขัดข้อง ข้อมูลและรายงานที่เก็บไว้ก่อนหน้านี้ไม่ถูกแตะ — สั่งเดิมอีกครั้ง ถ้ายังเป็น โปรดส่งข้อความข้างบนให้ผู้พัฒนา",
            "oitcrawl failed; what was kept is untouched — try again; if it fails again, send us the text above",
        )
        return OWN_FAILURE


class _Terminated(KeyboardInterrupt):
    """SIGTERM, which ends a command as Ctrl-C does."""


def _heed_signals() -> None:
    def terminated(_number: int, _frame: object) -> None:
        raise _Terminated

    for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, terminated)):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _run(arguments: Sequence[str], complain: Voice, *, signals: bool) -> int:
    """Run one command, and tell what it raises on purpose."""
    try:
        if signals:
            _heed_signals()
        command = typer.main.get_command(app)
        with command.make_context("oitcrawl", list(arguments)) as begun:  # its own main() ends Ctrl-C without a word
            code = command.invoke(begun)
    except OitcrawlError as error:
        complain.warn(f"ผิดพลาด: {error}", f"error: {error.en or error}")
        return error.exit_code
    except _Usage as error:
        context = getattr(error, "ctx", None)
        complain.warn(*_wrong_words(error, context.command_path if context else "oitcrawl"))
        return 2
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, typer.Abort) as stopped:
        complain.warn(*(_CUT_ANEW if "--fresh" in arguments else _CUT))
        return TERMINATED if isinstance(stopped, _Terminated) else INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away: nothing to say to anybody
        sys.stderr.close()
        return 0
    return int(code or 0)


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, known before the words are understood, so that mistakes in them are told in it."""
    asked = " ".join(arguments).replace("--lang=", "--lang ")
    return "en" if "--lang en" in asked or os.environ.get("OITCRAWL_LANG") == "en" else "th"


def _wrong_words(error: Exception, command: str) -> tuple[str, str]:
    """One line, in Thai and English, for a mistake in the words of a command."""
    told = getattr(error, "message", str(error)) or "ขาดคำที่ต้องมี"
    line = " ".join(str(told).split())
    return f"คำสั่งไม่ถูกต้อง: {line} — ดูวิธีใช้: {command} --help", f"wrong words: {line} — see: {command} --help"


def _speak_utf8() -> None:
    """Thai on a Windows console, or under LANG=C, instead of an encoding error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
