"""Rows of a table become entries of the agencies file; every mistake is told with its row, all at once. Calm."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from oitcrawl.agencies.cells import Words, addresses, credentials_before, day, mails, number
from oitcrawl.agencies.codes import codes_for
from oitcrawl.agencies.heads import Column
from oitcrawl.agencies.kinds import kind_by_name, kind_of
from oitcrawl.agencies.table import Line, Table
from oitcrawl.model.site import AgencyKind
from oitcrawl.thai.text import fold, thai_digits_to_arabic

Entry = dict[str, Any]
CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Something wrong in a row.

    Attributes:
        number: of the row, from 1; 0 for the file as a whole.
        sheet: its name; empty for CSV.
        words: what is wrong and what to do, in Thai and English.
    """

    number: int
    sheet: str = ""
    words: Words

    @property
    def place(self) -> str:
        """``Sheet1:12``, ``12`` or an empty string."""
        return ":".join(filter(None, (self.sheet, str(self.number or ""))))


@dataclass(slots=True, kw_only=True)
class Intake:
    """What a table came to.

    Attributes:
        entries: as they would stand in the file, in the order of rows.
        places: the row of each entry.
        mistakes: rows of which no entry could be made, and why.
        bare: addresses that were written without a scheme.
        guessed: kinds that were told from names.
        repeated: rows that say what another one said.
        social: pages of social media that were left out.
        unmatched: codes in the table that differ from those of the same agencies in the file.
    """

    entries: list[Entry] = field(default_factory=list)
    places: list[Line] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    bare: int = 0
    guessed: int = 0
    repeated: list[str] = field(default_factory=list)
    social: int = 0
    unmatched: list[tuple[str, str]] = field(default_factory=list)


def take_in(tables: Iterable[Table], known: Sequence[Mapping[str, Any]] = (), *, group_by: str = "") -> Intake:
    """The entries that ``tables`` tell.

    Args:
        tables: with their headings understood.
        known: entries of the file that is there, whose codes agencies keep.
        group_by: heading of the column that names each agency's group; empty for the usual one.
    """
    intake = Intake()
    for table in tables:
        for line in table.lines:
            entry = _entry(line, intake, group_by)
            if entry is not None:
                intake.entries.append(entry)
                intake.places.append(line)
    _without_repeats(intake)
    _give_codes(intake, known)
    _demand_apart(intake)
    return intake


def _entry(line: Line, intake: Intake, group_by: str) -> Entry | None:
    """The entry of a row without its code where it has none; None when the row is wrong."""
    before = len(intake.mistakes)
    entry: Entry = {"code": _code(line, intake), "name": line.of(Column.NAME)}
    entry |= _kind(line, intake) | _plain(line, group_by) | _web(line, intake) | _settings(line, intake)
    entry |= _by_item(line, intake)
    return entry if len(intake.mistakes) == before else None


def _wrong(intake: Intake, line: Line, th: str, en: str) -> None:
    intake.mistakes.append(Mistake(number=line.number, sheet=line.sheet, words=(th, en)))


def _code(line: Line, intake: Intake) -> str:
    code = thai_digits_to_arabic(line.of(Column.CODE)).strip()
    if code and not re.match(CODE, code):
        _wrong(
            intake,
            line,
            f"รหัส {code!r} ใช้ไม่ได้ — ใช้อักษรอังกฤษ ตัวเลข จุด ขีด ไม่เว้นวรรค หรือเว้นว่างให้โปรแกรมตั้งให้",
            f"code {code!r}: use Latin letters, digits, dot and dash without spaces, or leave it empty",
        )
    return code


def _kind(line: Line, intake: Intake) -> Entry:
    written = line.of(Column.KIND)
    if not written:
        return {}
    kind = kind_of(written)
    if kind is None:
        words = ", ".join(AgencyKind)
        _wrong(
            intake,
            line,
            f"ไม่รู้จักประเภท {written!r} — ใช้คำเช่น อบต. เทศบาล กรม จังหวัด โรงพยาบาล หรือ {words}",
            f"kind {written!r} is not known — use one of {words}",
        )
        return {}
    return {"kind": kind.value}


def _plain(line: Line, group_by: str) -> Entry:
    province = line.of(Column.PROVINCE)
    for opening in ("จังหวัด", "จ."):
        province = province.removeprefix(opening).strip()
    told = {
        "province": province,
        "group": line.under(group_by) if group_by else line.of(Column.GROUP),
        "edition": line.of(Column.EDITION),
    }
    return {key: value for key, value in told.items() if value}


def _web(line: Line, intake: Intake) -> Entry:
    written = line.of(Column.URL)
    if not written:
        _wrong(
            intake,
            line,
            "ไม่มีเว็บไซต์ — เติมที่อยู่เว็บไซต์ หรือลบแถวนี้ (ข้ามแถวที่ผิดทั้งหมด: --skip-wrong)",
            "no website — fill it in, or remove the row (to pass over all wrong rows: --skip-wrong)",
        )
        return {}
    main = _addresses(written, "เว็บไซต์", line, intake)
    if not main:
        return {}
    also = [
        *main[1:],
        *_addresses(" ".join(value for _, value in line.all_of(Column.ALSO)), "เว็บไซต์อื่น", line, intake),
    ]
    seeds = _addresses(" ".join(value for _, value in line.all_of(Column.SEEDS)), "หน้า OIT", line, intake)
    told: Entry = {
        "url": main[0],
        "also": [one for one in dict.fromkeys(also) if one != main[0]],
        "seeds": list(seeds),
    }
    return {key: value for key, value in told.items() if value}


def _addresses(written: str, heading: str, line: Line, intake: Intake) -> tuple[str, ...]:
    """The websites in a cell; none, and a mistake, when it holds something else."""
    found = addresses(written)
    intake.bare += found.bare
    intake.social += len(found.social)
    if found.wrong and (place := credentials_before(written)):
        _wrong(
            intake,
            line,
            f"{heading} ***@{place} มีชื่อผู้ใช้หรือรหัสผ่าน — ตัดส่วนก่อน @ ออก",
            f"***@{place} holds a user name or password — cut what stands before @",
        )
        return ()
    if found.wrong:
        _wrong(
            intake,
            line,
            f"{heading} {found.wrong!r} ไม่ใช่ที่อยู่เว็บไซต์ — เขียนแบบ https://www.example.go.th/",
            f"{found.wrong!r} is no website address — write https://www.example.go.th/",
        )
        return ()
    if written and found.social and not found.web and heading == "เว็บไซต์":
        _wrong(
            intake,
            line,
            f"{found.social[0]} เป็นสื่อสังคมออนไลน์ ไม่ใช่เว็บไซต์ของหน่วยงาน — ใส่เว็บไซต์หลัก",
            f"{found.social[0]} is social media, not the agency's website — write the website",
        )
    return found.web


def _settings(line: Line, intake: Intake) -> Entry:
    told: Entry = {}
    if written := line.of(Column.NOTIFY):
        found, wrong = mails(written)
        if wrong:
            _wrong(
                intake, line, f"อีเมล {wrong!r} ใช้ไม่ได้ — เขียนแบบ name@example.go.th", f"{wrong!r} is no mail address"
            )
        told["notify"] = [f"mailto:{one}" for one in found]
    if written := line.of(Column.RATE):
        told["rate"] = number(written)
        if told["rate"] is None:
            _wrong(
                intake,
                line,
                f"อัตรา {written!r} ไม่ใช่จำนวน — ใส่คำขอต่อวินาที เช่น 2 หรือ 0.5",
                f"rate {written!r} is no number — write requests per second, such as 2 or 0.5",
            )
    return {key: value for key, value in (told | _window(line, intake)).items() if value not in ([], None)}


def _window(line: Line, intake: Intake) -> Entry:
    written = {key: line.of(column) for key, column in (("opens", Column.OPENS), ("closes", Column.CLOSES))}
    if not any(written.values()):
        return {}
    days = {key: day(value) for key, value in written.items()}
    opens, closes = days["opens"], days["closes"]
    if opens is None or closes is None or closes < opens:
        said = " - ".join(value or "?" for value in written.values())
        _wrong(
            intake,
            line,
            f"วันเปิดและปิดระบบ {said!r} ใช้ไม่ได้ — ใส่ทั้งสองวัน เช่น 1/4/2570 และ 30/4/2570",
            f"window {said!r}: write both days, such as 2027-04-01 and 2027-04-30",
        )
        return {}
    return {"window": {"opens": opens.isoformat(), "closes": closes.isoformat()}}


def _by_item(line: Line, intake: Intake) -> Entry:
    """Links that are declared for items, and the divisions responsible for them."""
    declared = {}
    for item, written in line.all_of(Column.DECLARED):
        if found := _addresses(written, f"ลิงก์ {item}", line, intake):
            declared[item] = found[0]
    told: Entry = {"declared": declared, "owners": dict(line.all_of(Column.OWNER))}
    return {key: value for key, value in told.items() if value}


def _without_repeats(intake: Intake) -> None:
    """Leave out rows that say the very same as an earlier one."""
    seen: dict[str, None] = {}
    kept = []
    for entry, line in zip(intake.entries, intake.places, strict=True):
        said = repr(sorted(entry.items(), key=lambda one: one[0]))
        if said in seen:
            intake.repeated.append(Mistake(number=line.number, sheet=line.sheet, words=("", "")).place)
            continue
        seen[said] = None
        kept.append((entry, line))
    intake.entries, intake.places = [entry for entry, _ in kept], [line for _, line in kept]


def _give_codes(intake: Intake, known: Sequence[Mapping[str, Any]]) -> None:
    """The code that an agency has in the file, else that of its row, else one made from its address."""
    there = _Known(known)
    often = Counter(address_key(entry["url"]) for entry in intake.entries)
    for entry in intake.entries:
        old = there.code_of(entry, by_url=often[address_key(entry["url"])] == 1)
        if old and entry["code"] and entry["code"] != old:
            intake.unmatched.append((entry["code"], old))
        entry["code"] = old or entry["code"]
        if not old and "kind" not in entry and (kind := kind_by_name(entry["name"])) is not None:
            entry["kind"] = kind.value
            intake.guessed += 1
    wanting = [entry for entry in intake.entries if not entry["code"]]
    taken = {str(one.get("code", "")) for one in known} | {entry["code"] for entry in intake.entries if entry["code"]}
    for entry, code in zip(wanting, codes_for([(one["url"], one["name"]) for one in wanting], taken), strict=True):
        entry["code"] = code


class _Known:
    """Agencies of the file that is there, found by code, address or name."""

    def __init__(self, known: Sequence[Mapping[str, Any]]) -> None:
        self._codes = {str(one.get("code", "")).lower(): str(one.get("code", "")) for one in known}
        self._urls = _only_ones((address_key(str(one.get("url", ""))), str(one.get("code", ""))) for one in known)
        self._names = _only_ones((_name_key(one), str(one.get("code", ""))) for one in known if one.get("name"))

    def code_of(self, entry: Entry, *, by_url: bool) -> str:
        """The code of an agency in the file, or an empty string; ``by_url`` lets its address tell."""
        if entry["code"].lower() in self._codes and entry["code"]:
            return self._codes[entry["code"].lower()]
        by_name = self._names.get(_name_key(entry), "") if entry["name"] else ""
        return by_name or (self._urls.get(address_key(entry["url"]), "") if by_url else "")


def _only_ones(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    listed = list(pairs)
    often = Counter(key for key, _ in listed)
    return {key: code for key, code in listed if often[key] == 1}


def _name_key(entry: Mapping[str, Any]) -> str:
    return f"{fold(str(entry.get('name', '')))} {fold(str(entry.get('province') or ''))}"


def address_key(url: str) -> str:
    """What is the same of two spellings of one home page: neither scheme, www nor the last slash counts."""
    bare = url.partition("://")[2] or url
    return bare.lower().removeprefix("www.").rstrip("/")


def _demand_apart(intake: Intake) -> None:
    """Two rows that come to one agency, or have one code, are a mistake."""
    seen: dict[str, Line] = {}
    for entry, line in zip(intake.entries, intake.places, strict=True):
        code = entry["code"].lower()
        if (first := seen.setdefault(code, line)) is not line:
            where = Mistake(number=first.number, sheet=first.sheet, words=("", "")).place
            _wrong(
                intake,
                line,
                f"รหัส {entry['code']!r} ซ้ำกับแถว {where} — ตั้งรหัสให้ต่างกัน หรือรวมเป็นแถวเดียว",
                f"code {entry['code']!r} is that of row {where} — give each its own, or make them one row",
            )
    wrong = {(one.number, one.sheet) for one in intake.mistakes}
    kept = [
        (entry, line)
        for entry, line in zip(intake.entries, intake.places, strict=True)
        if (line.number, line.sheet) not in wrong
    ]
    intake.entries, intake.places = [entry for entry, _ in kept], [line for _, line in kept]
