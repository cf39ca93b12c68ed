"""``oitcrawl agencies import|list|check``."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

import typer

from oitcrawl import compose
from oitcrawl.agencies import choose, load_agencies
from oitcrawl.cli import agencies_import, options
from oitcrawl.cli.console import Voice
from oitcrawl.compose.homes import Home
from oitcrawl.errors import UsageError
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.settings import load_settings
from oitcrawl.thai.text import fold

app = typer.Typer(help="ไฟล์รายชื่อหน่วยงาน", no_args_is_help=True, rich_markup_mode=None)
app.command("import")(agencies_import.import_)

Group = Annotated[str | None, typer.Option("--group", help="เฉพาะกลุ่มนี้", metavar="NAME", show_default=False)]


@app.command("list")
def list_(
    agencies: options.AgenciesFile = None,
    group: Group = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="เฉพาะประเภทนี้", metavar="|".join(AgencyKind), show_default=False)
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="เฉพาะจังหวัดนี้", metavar="NAME", show_default=False)
    ] = None,
    search: Annotated[
        str | None, typer.Option("--search", help="มีคำนี้ในรหัส ชื่อ หรือที่อยู่", metavar="TEXT", show_default=False)
    ] = None,
    groups: Annotated[bool, typer.Option("--groups", help="แสดงกลุ่มและจำนวนหน่วยงานแทน")] = False,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงหน่วยงานในไฟล์รายชื่อ เลือกตามกลุ่ม ประเภท จังหวัด หรือคำ

    ตัวอย่าง: oitcrawl agencies list --province อุตรดิตถ์ --kind local_government
    """
    voice = options.voice(lang, quiet=quiet)
    every = load_agencies(_file(agencies))
    sites = tuple(_wanted(choose(every, (), every=not group, group=group), _kind(kind), province, search))
    if groups:
        _groups(voice, sites, as_json=as_json)
        return
    if as_json:
        voice.raw(json.dumps([asdict(site) for site in sites], ensure_ascii=False, indent=1, default=str) + "\n")
        return
    for site in sites:
        voice.answer(f"{site.code:<24} {site.name or '-'}  {site.group or ''}  {site.url}")
    voice.say(f"{len(sites):,} จาก {len(every):,} หน่วยงาน", f"{len(sites):,} of {len(every):,} agencies")


def _kind(word: str | None) -> AgencyKind | None:
    if word is None:
        return None
    if word not in set(AgencyKind):
        words = ", ".join(AgencyKind)
        raise UsageError(f"--kind {word} ไม่มี", cure=f"ใช้ได้: {words}", en=f"--kind {word}: choose of {words}")
    return AgencyKind(word)


def _wanted(
    sites: Iterable[AgencySite], kind: AgencyKind | None, province: str | None, search: str | None
) -> Iterable[AgencySite]:
    looked_for = fold(search or "")
    for site in sites:
        if kind is not None and site.kind is not kind:
            continue
        if province and fold(province.removeprefix("จังหวัด")) != fold(site.province.removeprefix("จังหวัด")):
            continue
        if looked_for in fold(f"{site.code} {site.name} {site.url}"):
            yield site


def _groups(voice: Voice, sites: Sequence[AgencySite], *, as_json: bool) -> None:
    count = Counter(site.group for site in sites)
    if as_json:
        voice.raw(json.dumps(dict(count), ensure_ascii=False, indent=1) + "\n")
        return
    for name, agencies in count.most_common():
        voice.answer(f"{name or voice.pick('(ไม่มีกลุ่ม)', '(no group)'):<32} {agencies:,}")


@app.command("check")
def check(
    codes: Annotated[list[str] | None, typer.Argument(help="รหัสหน่วยงาน (ไม่บอกคือทุกแห่ง)", metavar="[CODE]...")] = None,
    agencies: options.AgenciesFile = None,
    group: Group = None,
    allow_private: bool = typer.Option(False, "--allow-private", help="ยอมให้เว็บไซต์อยู่ในเครือข่ายภายใน"),
    offline: bool = typer.Option(False, "--offline", help="ตรวจรูปแบบไฟล์เท่านั้น ไม่ต่อเครือข่าย"),
    at_once: Annotated[int, typer.Option("--at-once", help="ตรวจพร้อมกันกี่เว็บไซต์", min=1, max=128)] = 24,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจไฟล์รายชื่อ และหน้าแรกของทุกหน่วยงาน: ตอบจริง ไม่พาไปเว็บอื่น ใบรับรอง (TLS) ใช้ได้ และเป็นเว็บของหน่วยงานนั้น

    ตัวอย่าง: oitcrawl agencies check --group เหนือ

    ขอเพียง robots.txt กับหน้าแรกของแต่ละแห่ง   จบด้วยรหัส 0 เรียบร้อย, 1 มีเว็บไซต์ที่ควรดู, 2 ไฟล์รายชื่อผิด
    """
    voice = options.voice(lang, quiet=quiet)
    every = load_agencies(_file(agencies))
    sites = choose(every, codes or (), every=not codes and not group, group=group)
    load = cache(partial(options.edition_of, own=None))
    entries = {site.code: _entry(site, load) for site in sites}
    homes: dict[str, Home] = {}
    if not offline:
        settings = load_settings(path=settings_file, flags={"allow_private": allow_private or None})
        with voice.progress(voice.pick("ถามหน้าแรก", "asking home pages")) as tell:

            def told(home: Home) -> None:
                homes[home.code] = home
                tell(len(homes), len(sites) - len(homes), home.code)

            compose.check_homes(sites, settings, told=told, at_once=at_once)
    if as_json:
        _check_json(voice, sites, entries, homes)
    else:
        _check_lines(voice, sites, entries, homes)
    wrong = sum(bool(problems) for problems, _ in entries.values())
    doubtful = sum(not home.is_sound for home in homes.values())
    voice.say(
        f"{len(sites):,} หน่วยงาน · ไฟล์รายชื่อมีปัญหา {wrong:,} · เว็บไซต์ที่ควรดู {doubtful:,}",
        f"{len(sites):,} agencies · {wrong:,} entries with problems · {doubtful:,} websites to look at",
    )
    raise typer.Exit(2 if wrong else 1 if doubtful else 0)


Entry = tuple[tuple[str, ...], tuple[str, ...]]  # problems, hints


def _entry(site: AgencySite, load: Callable[[str | None], RuleSet]) -> Entry:
    wrong, hints = compose.site_names(site, load)
    return compose.site_problems(site) + wrong, hints


def _check_json(voice: Voice, sites: Sequence[AgencySite], entries: dict[str, Entry], homes: dict[str, Home]) -> None:
    told: list[dict[str, Any]] = []
    for site in sites:
        problems, hints = entries[site.code]
        home = homes.get(site.code)
        is_sound = not problems and (home is None or home.is_sound)
        told.append(
            {
                "code": site.code,
                "name": site.name,
                "url": site.url,
                "ok": is_sound,
                "entry": list(problems),
                "hints": list(hints),
                "home": home.as_dict() if home else None,
            }
        )
    voice.raw(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _check_lines(
    voice: Voice, sites: Sequence[AgencySite], entries: dict[str, Entry], homes: dict[str, Home]
) -> None:
    for site in sites:
        problems, hints = entries[site.code]
        home = homes.get(site.code)
        doubts = home.doubts if home else ()
        is_sound = not problems and (home is None or home.is_sound)
        if voice.quiet and is_sound:
            continue
        voice.answer(f"{'✓' if is_sound else '✗'} {site.code:<24} {site.name or site.url}")
        for line in (*problems, *(voice.pick(doubt.th, doubt.en) for doubt in doubts), *hints):
            voice.answer(f"    {line}")


def _file(given: Path | None) -> Path:
    file = given or Path("agencies.yaml")
    if not file.is_file():
        raise UsageError(
            f"ไม่มีไฟล์ {file}",
            cure="บอกชื่อไฟล์ด้วย --agencies FILE หรือสร้างจากตาราง: oitcrawl agencies import รายชื่อ.xlsx",
            en=f"there is no {file} — name one with --agencies FILE, or make it of a table: oitcrawl agencies import",
        )
    return file
