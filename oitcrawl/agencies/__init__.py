"""The agencies file (YAML): who is scanned, and what their people have told us about them."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from oitcrawl.agencies.mailing import demand_references, hidden
from oitcrawl.errors import RulesError, SettingsError, UsageError
from oitcrawl.model.site import AgencyKind, AgencySite, Waiver, Window
from oitcrawl.ruleset.source import Source, read_source, validated
from oitcrawl.ruleset.vocabulary import did_you_mean

_CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
_ITEM = r"^(?:[A-Z]{1,6}[ -]?[0-9]{1,3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$"  # a code of the edition in use, or a slug


def _day(value: object) -> object:
    """YAML reads 2568-01-15 as a date of the 26th century: days are quoted ISO Gregorian."""
    if isinstance(value, date):
        raise ValueError('ใส่วันที่ในเครื่องหมายคำพูด เช่น "2027-04-01"')  # noqa: TRY004 - pydantic wants ValueError
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f'{value!r} ไม่ใช่วันที่ เขียนแบบ ค.ศ. "2027-04-01"') from None
        if day.year > 2400:  # noqa: PLR2004 - a Buddhist year was typed
            raise ValueError(f"{value!r} เป็นปี พ.ศ. ให้ใช้ปี ค.ศ. {day.year - 543}")
        return day
    return value


Day = Annotated[date, BeforeValidator(_day)]
Item = Annotated[str, Field(pattern=_ITEM)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s/]+")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WaiverEntry(_Strict):
    """A waiver as written; see ``model.site.Waiver``."""

    item: Item
    reason: str = Field(min_length=1)
    by: str = Field(min_length=1)
    until: Day


class WindowEntry(_Strict):
    """An assessment window as written."""

    opens: Day
    closes: Day


class DefaultsEntry(_Strict):
    """What holds for every agency that does not say otherwise."""

    edition: str | None = None
    rate: float | None = Field(default=None, ge=0)
    kind: AgencyKind | None = None
    province: str = ""
    window: WindowEntry | None = None


class AgencyEntry(_Strict):
    """One agency as written; see ``model.site.AgencySite``."""

    code: str = Field(pattern=_CODE)
    name: str = ""
    kind: AgencyKind | None = None
    province: str | None = None
    group: str = ""
    url: Address
    also: list[Address] = []
    seeds: list[Address] = []
    declared: dict[Item, Address] = {}
    owners: dict[Item, str] = {}
    notify: list[str] = []
    recipients: dict[str, list[str]] = {}  # by division
    waivers: list[WaiverEntry] = []
    edition: str | None = None
    rate: float | None = Field(default=None, ge=0)
    window: WindowEntry | None = None


class SupervisorEntry(_Strict):
    """Somebody who is told of many agencies: of all, or those of a group or province."""

    to: list[str] = Field(min_length=1)
    group: str | None = None
    province: str | None = None
    lang: Literal["th", "en"] | None = None
    on: list[Literal["change", "weekly", "window"]] = Field(default=["change", "weekly", "window"], min_length=1)


class AgenciesFile(_Strict):
    """The whole file."""

    defaults: DefaultsEntry = DefaultsEntry()
    supervisors: list[SupervisorEntry] = []
    agencies: list[AgencyEntry] = Field(min_length=1)


def load_agencies(path: Path) -> tuple[AgencySite, ...]:
    """The agencies of a file, in its order.

    Raises:
        SettingsError: the file is wrong; names file and line.
    """
    written = written_agencies(path)
    return tuple(_site(entry, written.defaults) for entry in written.agencies)


def written_agencies(path: Path) -> AgenciesFile:
    """The file as it is written.

    Raises:
        SettingsError: it is wrong; names file and line, and shows no address that may hold a secret.
    """
    try:
        source = read_source(path, manual="README.md")
        demand_references(source)
        written = validated(AgenciesFile, source)
        _demand_unique(written, source)
        _demand_divisions(written, source)
    except RulesError as error:
        raise SettingsError(hidden(error.message), cure=error.cure) from None
    return written


def mistakes_in(data: Any) -> tuple[tuple[int, str, str], ...]:
    """What is wrong in the values of an agencies file that is about to be written.

    Returns:
        (place in the list or -1, key, English words of the schema) triples.
    """
    try:
        AgenciesFile.model_validate(data)
    except ValidationError as error:
        return tuple(_mistake(one["loc"], one["msg"]) for one in error.errors(include_url=False))
    return ()


def _mistake(loc: tuple[int | str, ...], message: str) -> tuple[int, str, str]:
    at = loc[1] if len(loc) > 1 and loc[0] == "agencies" and isinstance(loc[1], int) else -1
    return at, ".".join(map(str, loc[2 if at >= 0 else 0 :])), message


def choose(
    agencies: Iterable[AgencySite], codes: Iterable[str], *, every: bool = False, group: str | None = None
) -> tuple[AgencySite, ...]:
    """The agencies that were asked for.

    Raises:
        UsageError: an unknown code or group.
    """
    known = {site.code: site for site in agencies}
    wanted = list(codes)
    if unknown := [code for code in wanted if code not in known]:
        raise UsageError(
            f"ไม่มีหน่วยงานรหัส {unknown[0]!r}",
            cure="ดูรหัสทั้งหมด: oitcrawl agencies list",
            en=f"no agency has the code {unknown[0]!r} — see: oitcrawl agencies list",
        )
    if every:
        return tuple(known.values())
    grouped = [site for site in known.values() if group is not None and site.group == group]
    if group is not None and not grouped:
        raise UsageError(
            f"ไม่มีกลุ่ม {group!r}",
            cure="ดูกลุ่มทั้งหมด: oitcrawl agencies list",
            en=f"no group is called {group!r} — see: oitcrawl agencies list",
        )
    return tuple(dict.fromkeys([*(known[code] for code in wanted), *grouped]))


def _demand_unique(written: AgenciesFile, source: Source) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(written.agencies):
        if entry.code.lower() in seen:  # report folders on Windows do not tell case apart
            source.fail(f"รหัส {entry.code!r} ซ้ำ", ("agencies", index, "code"), cure="ตั้งรหัสไม่ให้ซ้ำกัน")
        seen.add(entry.code.lower())
        if entry.window and entry.window.closes < entry.window.opens:
            source.fail("window ปิดก่อนเปิด", ("agencies", index, "window"), cure="สลับ opens กับ closes")


def _demand_divisions(written: AgenciesFile, source: Source) -> None:
    """Refuse recipients of a division that answers for nothing: its name is misspelt."""
    for index, entry in enumerate(written.agencies):
        known = {part.strip() for owner in entry.owners.values() for part in re.split("[,;]", owner)}
        for name in entry.recipients:
            if name not in known:
                source.fail(
                    f"recipients: ไม่มีส่วนงาน {name!r} ใน owners",
                    ("agencies", index, "recipients", name),
                    cure=did_you_mean(name, sorted(known)) or "เพิ่มใน owners ว่าส่วนงานนี้รับผิดชอบข้อใด",
                )


def _site(entry: AgencyEntry, defaults: DefaultsEntry) -> AgencySite:
    window = entry.window or defaults.window
    return AgencySite(
        code=entry.code,
        name=entry.name,
        kind=entry.kind or defaults.kind or AgencyKind.OTHER,
        url=entry.url,
        province=defaults.province if entry.province is None else entry.province,
        group=entry.group,
        also=tuple(entry.also),
        seeds=tuple(entry.seeds),
        declared=tuple(entry.declared.items()),
        owners=tuple(entry.owners.items()),
        waivers=tuple(Waiver(item=w.item, reason=w.reason, by=w.by, until=w.until) for w in entry.waivers),
        window=Window(opens=window.opens, closes=window.closes) if window else None,
        edition=entry.edition or defaults.edition,
        rate=entry.rate if entry.rate is not None else defaults.rate,
    )
