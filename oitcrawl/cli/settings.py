"""``oitcrawl settings``: what can be set, what it means, and what holds here."""

import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import typer

from oitcrawl.bounds import MANY, RANGES
from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.errors import SettingsError, UsageError
from oitcrawl.settings import PREFIX, Settings, load_settings

_WORDS: Final = Path(__file__).with_name("settings.toml")
_FILE: Final = "oitcrawl.toml"
_HEAD: Final = (
    "ค่าที่ตั้งได้ของ oitcrawl — สร้างไฟล์ไว้แก้: oitcrawl settings --save แล้วลบ # หน้าบรรทัดที่ต้องการแก้",
    "Settings of oitcrawl — make a file of them: oitcrawl settings --save, then remove the # before what you change",
)
_OR: Final = (
    f"หรือตั้งเป็นตัวแปร เช่น {PREFIX}MAX_PAGES=300 · บรรทัดที่ไม่มี # คือค่าที่ใช้อยู่ในเครื่องนี้และต่างจากค่าเริ่มต้น",
    f"or as variables such as {PREFIX}MAX_PAGES=300 · a line without # holds here and differs from the default",
)


def settings(
    save: bool = typer.Option(False, "--save", help=f"เขียนเป็นไฟล์ {_FILE} ในโฟลเดอร์นี้ (ไม่เขียนทับไฟล์เดิม)"),
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
) -> None:
    """แสดงค่าที่ตั้งได้ทั้งหมด ความหมาย ช่วงที่ใช้ได้ และค่าที่ใช้อยู่ ในแบบของไฟล์ oitcrawl.toml

    ตัวอย่าง: oitcrawl settings --save
    """
    voice = options.voice(lang)
    lines = written(_held(settings_file, voice), is_thai=voice.pick("th", "en") == "th")
    text = "".join(f"{line}\n" for line in lines)
    if not save:
        voice.raw(text)
        return
    _save(Path(_FILE), text)
    done = f"เขียน {_FILE} แล้ว — เปิดแก้แล้วสั่ง oitcrawl ในโฟลเดอร์นี้", f"{_FILE} is written — edit it and run oitcrawl here"
    voice.answer(voice.pick(*done))


def _held(file: Path | None, voice: Voice) -> Settings:
    """What holds here; where that is wrong, it is told and the defaults are shown: who mends it looks the keys up."""
    try:
        return load_settings(path=file)
    except SettingsError as error:
        voice.warn(str(error), error.en or str(error))
        return Settings()


def _save(file: Path, text: str) -> None:
    """Write a new file, and never over one that is there.

    Raises:
        UsageError: there is one, or it cannot be written.
    """
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise UsageError(
            f"มี {file} อยู่แล้ว",
            cure="ไฟล์เดิมไม่ถูกแตะ เปลี่ยนชื่อไฟล์เดิมก่อน หรือดูค่าด้วย oitcrawl settings",
            en=f"{file} is there already and was not touched — rename it first, or look with oitcrawl settings",
        ) from None
    except OSError as error:
        raise UsageError(
            f"เขียน {file} ไม่ได้ ({error.strerror})",
            cure="ไปยังโฟลเดอร์ที่เขียนได้แล้วสั่งใหม่",
            en=f"{file} cannot be written ({error.strerror}) — go to a folder that you may write to",
        ) from error


def written(now: Settings, *, is_thai: bool) -> Iterator[str]:
    """The lines of a settings file: each setting with its meaning and range; what is as by default is a comment."""
    english = meanings()
    yield from (f"# {words[0 if is_thai else 1]}" for words in (_HEAD, _OR))
    for group, names in tomllib.loads(_WORDS.read_text(encoding="utf-8")).items():
        yield from ("", f"# ── {group} ──") if is_thai else ("",)
        for name, thai in names.items():
            yield f"# {thai if is_thai else english[name]}{_range(name)}"
            yield _line(name, getattr(now, name), getattr(Settings(), name))


def meanings() -> dict[str, str]:
    """Setting -> its meaning in English, as its docstring says it."""
    told = inspect.cleandoc(Settings.__doc__ or "").partition("Attributes:")[2]
    pairs = re.findall(r"^    (\w+): (.+(?:\n        .+)*)", told, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in pairs}


def _range(name: str) -> str:
    kind = get_type_hints(Settings)[name]
    if get_origin(kind) is Literal:
        return f" [{' | '.join(get_args(kind))}]"
    bounds = next(((least, most) for key, least, most in RANGES if key == name), None)
    if bounds is None:
        return ""
    least, most = bounds
    return f" [≥ {least:,}]" if most >= MANY else f" [{least:,} - {most:,}]"


def _line(name: str, value: Any, default: Any) -> str:
    if name in _SECRET and value != default:
        return f"# {name} = ***"
    return f"{'# ' if value == default else ''}{name} = {_toml(value)}"


_SECRET: Final = {one.name for one in fields(Settings) if not one.repr}


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
