"""Who an agency is, told by its own home page, where the operator gave only an address."""

import re
from dataclasses import replace

from oitcrawl.model.harvest import Record
from oitcrawl.model.site import AgencyKind, AgencySite

# Kinds by the words with which names of agencies begin; the first that occurs counts.
_KINDS = (
    (AgencyKind.LOCAL_GOVERNMENT, "องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด เทศบาล อบต. อบจ. เมืองพัทยา กรุงเทพมหานคร"),
    (AgencyKind.HOSPITAL, "โรงพยาบาล สำนักงานสาธารณสุข"),
    (AgencyKind.UNIVERSITY, "มหาวิทยาลัย สถาบันเทคโนโลยี"),
    (AgencyKind.SCHOOL, "โรงเรียน วิทยาลัย"),
    (AgencyKind.PROVINCE, "จังหวัด"),
    (AgencyKind.CENTRAL, "กรม กระทรวง สำนักงานปลัด"),
)
_NAME = re.compile(
    r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:นคร|เมือง|ตำบล)|อบต\.|อบจ\.|โรงพยาบาล|มหาวิทยาลัย|วิทยาลัย|โรงเรียน|"
    r"สำนักงาน|กรม|กระทรวง|จังหวัด)\s?[฀-๿]{2,}(?:\s?[฀-๿]+)?"
)
_BREAK = re.compile(r"\s+[|\-–—:•]\s+|\s*[|]\s*")
_WELCOME = re.compile(
    r"^(?:ยินดีต้อนรับ(?:สู่|เข้าสู่)?|เว็บไซต์|เว็บไซด์|หน้าแรก|หน้าหลัก|home|welcome(?: to)?)\s*(?:ของ)?\s*", re.IGNORECASE
)
_LONGEST = 90


def introduce(site: AgencySite, home: Record | None) -> AgencySite:
    """``site`` with the name and kind that its home page states, where the operator named none."""
    name = site.name or (_name_of(home) if home is not None else "")
    kind = site.kind
    if kind is AgencyKind.OTHER:
        kind = next((one for one, words in _KINDS if any(name.startswith(word) for word in words.split())), kind)
    return replace(site, name=name, kind=kind)


def _name_of(home: Record) -> str:
    """The part of title or headings that names an agency; else the title without words of welcome."""
    parts = [part.strip() for text in (home.title, *home.headings[:5]) for part in _BREAK.split(text) if part.strip()]
    for part in parts:
        if found := _NAME.search(part):
            return found.group().strip()[:_LONGEST]
    plain = _WELCOME.sub("", parts[0]).strip() if parts and home.title.strip() else ""
    return plain[:_LONGEST]
