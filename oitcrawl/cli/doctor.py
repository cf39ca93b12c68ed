"""``oitcrawl doctor``."""

import json

import typer

from oitcrawl.cli import options
from oitcrawl.doctor import examine
from oitcrawl.settings import load_settings

_MARKS = {"ok": "✓", "degraded": "!", "broken": "✗"}
_STYLES = {"ok": "green", "degraded": "yellow", "broken": "red"}


def doctor(
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจเครื่องนี้: มีอะไรพร้อม อะไรขาด และคำสั่งที่แก้ได้

    ตัวอย่าง: oitcrawl doctor
    """
    voice = options.voice(lang, quiet=quiet)
    checks = examine(load_settings(path=settings_file))
    if as_json:
        voice.raw(json.dumps([check.as_dict() for check in checks], ensure_ascii=False, indent=1) + "\n")
    else:
        for check in checks:
            if quiet and check.state == "ok":
                continue
            voice.answer(
                f"{_MARKS[check.state]} {check.name}: {voice.pick(*check.words)}", style=_STYLES[check.state]
            )
            if check.cure:
                voice.answer(f"    → {check.cure}")
    raise typer.Exit(4 if any(check.state == "broken" for check in checks) else 0)
