"""Is an entry of the agencies file sound? Whether its home page answers is asked by ``homes``."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.load import RuleSet, editions
from oitcrawl.ruleset.naming import Named, names_of


def site_problems(site: AgencySite) -> tuple[str, ...]:
    """What can be told from the entry alone, as Thai lines."""
    return tuple(_entry_problems(site))


def _entry_problems(site: AgencySite) -> Iterator[str]:
    if not site.name:
        yield "ไม่มีชื่อหน่วยงาน (name) — เติมชื่อภาษาไทยเพื่อให้รายงานอ่านง่าย"
    hosts = {urlsplit(url).hostname for url in (site.url, *site.also)}
    for item, url in site.declared:
        if urlsplit(url).hostname not in hosts:
            yield f"declared {item} อยู่นอกเว็บไซต์หลัก ({url}) — เพิ่มใน also: ถ้าเป็นของหน่วยงานเอง"


def site_names(site: AgencySite, load: Callable[[str | None], RuleSet]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What names of items in the entry mean: problems, and hints for names that another edition reads otherwise.

    Args:
        site: the entry.
        load: gives an edition by its name; None is the default one.

    Raises:
        RulesError: the edition of the entry is unknown or broken.
    """
    rules = load(site.edition)
    if not (site.declared or site.owners or site.waivers):
        return (), ()  # reading other editions takes a while, and nothing here names an item
    others = tuple(load(name) for name in editions() if name != rules.edition)
    names = list(names_of(site, rules, others))
    unknown = f"ไม่ใช่ข้อใดของฉบับ {rules.edition} — ดูทั้งหมด: oitcrawl rules list --edition {rules.edition}"
    problems = (f"{one.where}: {one.name} {unknown}" for one in names if not one.slug)
    hints = (_elsewhere(one, rules.edition) for one in names if one.slug and one.others)
    return tuple(problems), tuple(hints)


def _elsewhere(one: Named, edition: str) -> str:
    other, slug = one.others[0]
    line = f"{one.where}: {one.name} ในฉบับ {edition} คือ {one.slug} แต่ในฉบับ {other} คือ {slug}"
    return f"{line} — เขียน {one.slug} แทน จะไม่ต้องแก้เมื่อเปลี่ยนฉบับ"
