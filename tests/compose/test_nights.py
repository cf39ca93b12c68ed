"""Later scans of one site: what did not change is not read again, and what did is found as by a scan from nothing."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from oitcrawl.compose import Order, Wish, open_desk
from oitcrawl.compose.nights import Night, Plan
from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import SiteServer
from oitcrawl.model.known import Known
from oitcrawl.model.scan import RemovedHow
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import Fetched
from oitcrawl.settings import Settings

ITEMS = ("โครงสร้างหน่วยงาน", "แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570", "คู่มือการให้บริการประชาชน", "ข่าวประชาสัมพันธ์")


def page(title, *links, text=""):
    rows = "".join(f"<tr><td>{words}</td><td><a href='{url}'>{words}</a></td></tr>" for url, words in links)
    body = f"<h1>{title}</h1><p>{text or title * 3}</p><table>{rows}</table>"
    return (
        f"<!DOCTYPE html><html lang=th><meta charset=utf-8><title>{title}</title><body>{body}</body></html>".encode()
    )


def files():
    """A home page, an ITA page, its items with a document each, and news."""
    site = {
        "index.html": page("อบต. ตัวอย่าง", ("/ita.html", "ITA 2568"), ("/news.html", "ข่าว")),
        "ita.html": page("ITA 2568", *((f"/item{n}.html", words) for n, words in enumerate(ITEMS))),
        "news.html": page("ข่าว", *((f"/news/{n}.html", f"ข่าวที่ {n}") for n in range(6))),
    }
    for n, words in enumerate(ITEMS):
        site[f"item{n}.html"] = page(words, (f"/files/{n}.csv", f"{words} 2568"))
        site[f"files/{n}.csv"] = f"รายการ,จำนวน\n{words},{n}\nปี 2568,1\n".encode()
    for n in range(6):
        site[f"news/{n}.html"] = page(f"ข่าวที่ {n}", text=f"เรื่องที่ {n} ของหมู่บ้าน " * 9)
    return site


class Town:
    """A site that can change, and the scans of it."""

    def __init__(self, folder, *, validators=True):
        headers = {} if validators else {"/*": {"headers": {"ETag": ""}}}
        self.bundle = Bundle(files=files(), answers=headers)
        self.folder, self.server = folder, SiteServer(self.bundle)
        self.desk_of = {}

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *error):
        self.server.__exit__(*error)

    def write(self, name, body):
        self.bundle.files[name] = body

    def scan(self, *, store="data", wish=Wish.AUTO, stop_after=None, **terms):
        """A scan, kept; ``asked`` holds what it asked of the server."""
        settings = self.settings(store=store, **terms.pop("settings", {}))
        before = len(self.server.requests)
        with open_desk(settings) as desk:
            site = AgencySite(code="town", name="อบต. ตัวอย่าง", url=self.server.url)
            order = Order(
                site=site, rules=desk.rules(), fiscal_year=2568, wish=wish, **({"as_of": date(2025, 4, 1)} | terms)
            )
            scan = desk.scan(order)
            desk.deliver(scan, formats=())
        self.asked = self.server.requests[before:]
        return scan

    def settings(self, *, store="data", **more):
        return Settings(
            allow_private=True,
            rate=0.0,
            retries=0,
            render="never",
            ocr="never",
            pictures="never",
            data_dir=str(self.folder / store),
            reports_dir=str(self.folder / "reports"),
            **more,
        )

    def plan(self, desk, wish):
        site = AgencySite(code="town", name="อบต. ตัวอย่าง", url=self.server.url)
        order = Order(site=site, rules=desk.rules(), fiscal_year=2568, as_of=date(2025, 4, 1))
        return Plan(assignment=order.assignment(), settings=self.settings(), wish=wish, helpers=("", ""))

    def from_nothing(self):
        """What a scan of a stranger finds."""
        return self.scan(store=f"data-{len(self.server.requests)}")


@pytest.fixture
def town(tmp_path):
    with Town(tmp_path) as running:
        yield running


class Nobody:
    """Visits that are all answered by a home page without links."""

    async def visit(self, url, validators=None):
        return Fetched(url=url, final_url=url, body=files()["index.html"], content_type="text/html", charset="utf-8")


def findings(scan):
    """All that a scan says of the site, without what tells how it was made."""
    return scan.items, scan.summary, sorted(scan.attachments, key=lambda one: one.url), scan.warnings


def about_the_site(scan):
    cover = scan.coverage
    return cover.pages, cover.documents, sorted(one.url for one in cover.failed), cover.sections


def test_an_unchanged_site_is_asked_but_not_read_again(town):
    first = town.scan()
    asked = len(town.asked)

    second = town.scan()

    assert findings(first) == findings(second)
    assert about_the_site(first) == about_the_site(second)
    assert len(files()) == second.coverage.not_modified
    assert 0 == second.coverage.bytes
    assert asked >= len(town.asked) >= len(files())


def test_without_validators_the_digests_tell(tmp_path):
    with Town(tmp_path, validators=False) as town:
        first, second = town.scan(), town.scan()

    assert findings(first) == findings(second)
    assert len(files()) == second.coverage.not_modified
    assert second.coverage.bytes > 1000


def test_a_later_scan_shares_the_harvest_and_can_be_judged_again(town):
    town.scan()
    second = town.scan()
    with open_desk(Settings(data_dir=str(town.folder / "data"), reports_dir=str(town.folder / "r"))) as desk:
        again, _ = desk.rejudge(2, formats=())

    assert replace(again, judged_from=None) == second


CHANGES = {
    "text": {"item0.html": page(ITEMS[0], ("/files/0.csv", f"{ITEMS[0]} 2568"), text="โครงสร้าง 2569 " * 20)},
    "attachment": {"files/1.csv": "รายการ,จำนวน\nแผนใหม่ พ.ศ. 2566-2570,9\n".encode()},
    "link": {
        "ita.html": page("ITA 2568", *((f"/item{n}.html", words) for n, words in enumerate(ITEMS)), ("/new.html", "แผนใช้จ่ายงบประมาณ 2568")),
        "new.html": page("แผนใช้จ่ายงบประมาณประจำปี 2568", ("/files/new.csv", "แผนการใช้จ่ายงบประมาณ ปี 2568")),
        "files/new.csv": "แผนการใช้จ่ายงบประมาณประจำปี,2568\n".encode(),
    },
    "label": {"ita.html": page("ITA 2568", *((f"/item{n}.html", f"{words} (ใหม่)") for n, words in enumerate(ITEMS)))},
    "home": {"index.html": page("อบต. ตัวอย่าง", ("/ita.html", "ITA 2568"), ("/news.html", "ข่าว"), text="ผู้เข้าชม 12,345")},
    "gone": {"news/2.html": None},
    "unlinked": {"ita.html": page("ITA 2568", *((f"/item{n}.html", words) for n, words in enumerate(ITEMS[:3])))},
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_as_by_a_scan_from_nothing(town, change):
    town.scan()
    for name, body in CHANGES[change].items():
        town.write(name, body) if body is not None else town.bundle.files.pop(name)

    night = town.scan()
    asked = town.asked
    stranger = town.from_nothing()

    assert findings(stranger) == findings(night)
    assert about_the_site(stranger) == about_the_site(night)
    assert night.coverage.not_modified >= 8
    assert len(asked) <= len(town.asked) + 6  # some were asked for before it was clear that one had changed


def test_a_removed_page_and_one_that_nothing_leads_to_any_more_are_told(town):
    town.scan()
    town.bundle.files.pop("news/2.html")
    town.write("ita.html", CHANGES["unlinked"]["ita.html"])

    scan = town.scan()

    gone = {one.url.removeprefix(town.server.url): (one.how, one.label) for one in scan.coverage.removed}
    assert {
        "news/2.html": (RemovedHow.NOT_FOUND, "ข่าวที่ 2"),
        "item3.html": (RemovedHow.UNLINKED, ITEMS[3]),
        "files/3.csv": (RemovedHow.UNLINKED, f"{ITEMS[3]} 2568"),
    } == gone
    assert all(one.seen is not None for one in scan.coverage.removed)
    assert () == town.scan().coverage.removed


@pytest.mark.parametrize("validators", [True, False])
def test_pages_that_moved_by_redirect_with_the_same_bytes_and_validators_are_found_there(tmp_path, validators):
    with Town(tmp_path, validators=validators) as town:
        town.scan()
        for name in [name for name in town.bundle.files if name != "index.html"]:
            town.write(f"moved/{name}", town.bundle.files.pop(name))
            town.bundle.answers[f"/{name}"] = {"status": 301, "headers": {"Location": f"/moved/{name}"}}

        night, later = town.scan(), town.scan()
        stranger = town.from_nothing()

    for scan in (night, later):
        assert findings(stranger) == findings(scan)
        assert about_the_site(stranger) == about_the_site(scan)
        assert () == scan.coverage.removed
    assert len(files()) == later.coverage.not_modified


def test_other_rules_of_the_day_are_judged_without_a_walk(town):
    town.scan()
    later = town.scan(as_of=date(2025, 9, 30))

    assert date(2025, 9, 30) == later.as_of
    assert len(files()) == later.coverage.not_modified
    assert findings(town.scan(store="other", as_of=date(2025, 9, 30))) == findings(later)


def test_fresh_begins_anew(town):
    town.scan()

    scan = town.scan(wish=Wish.FRESH)

    assert 0 == scan.coverage.not_modified
    assert scan.coverage.bytes > 1000


def test_other_settings_begin_anew(town):
    town.scan()

    assert 0 == town.scan(settings={"max_depth": 3}).coverage.not_modified
    assert 0 < town.scan(settings={"max_depth": 3, "concurrency": 2}).coverage.not_modified


def test_after_some_days_a_sweep_believes_no_server(town):
    town.scan()

    scan = town.scan(settings={"full_sweep_days": 0})

    assert 0 == scan.coverage.not_modified
    assert scan.coverage.bytes > 1000


def test_a_stopped_scan_is_nothing_to_build_upon(town):
    town.scan(settings={"max_pages": 4})

    assert 0 == town.scan(settings={"max_pages": 4}).coverage.not_modified


# --- rhythm ---

NOW = datetime(2026, 1, 20, 22, 0, tzinfo=UTC)


def known(**more):
    return Known(**({"url": "u", "sha256": "x", "last_asked": NOW} | more))


@pytest.mark.parametrize("quiet,nights", [(0, 1), (1, 1), (2, 1), (3, 2), (4, 4), (5, 7), (90, 7)])
def test_what_never_changes_is_asked_less_and_less_often(quiet, nights):
    assert nights == known(quiet=quiet).nights(7)
    assert 1 == known(quiet=quiet, vital=True).nights(7)


def test_an_address_is_due_when_its_nights_are_over():
    rare = known(quiet=3)

    assert not rare.is_due(NOW + timedelta(hours=24), 7)
    assert rare.is_due(NOW + timedelta(hours=47), 7)
    assert known().is_due(NOW, 7)


def test_what_is_skipped_counts_as_seen_when_it_was_asked_last(town):
    for _ in range(4):
        town.scan()

    scan = town.scan()

    skipped = {"/news/0.html", "/news/5.html"}
    assert skipped & set(town.asked) == set()
    assert {"/", "/ita.html", "/item0.html"} <= set(town.asked)
    assert scan.coverage.skipped >= 6
    assert scan.coverage.oldest is not None
    assert findings(scan) == findings(town.from_nothing())


def test_verdicts_are_kept_for_as_long_as_no_day_changes_them(town, monkeypatch):
    rows = "".join(f"<li>{day} มีนาคม 2568 ข่าวประชาสัมพันธ์ กิจกรรมที่ {day} ของหน่วยงาน</li>" for day in (1, 20, 21))
    town.write("item3.html", page("ข่าวประชาสัมพันธ์", text=f"<ul>{rows}</ul>"))
    first = town.scan(as_of=date(2025, 3, 1))
    judged = []
    monkeypatch.setattr("oitcrawl.compose.nights.judge_harvest", lambda *args, **more: judged.append(1))

    next_day = town.scan(as_of=date(2025, 3, 2))

    assert date(2025, 3, 20) == first.holds_until
    assert ([], date(2025, 3, 2)) == (judged, next_day.as_of)
    assert findings(first) == findings(next_day)

    town.scan(as_of=first.holds_until)  # judged again, or, as here where nobody can, walked again

    assert [1] == judged


def test_what_a_new_rule_of_robots_hides_is_not_told_as_removed(town):
    town.scan()
    town.write("robots.txt", b"User-agent: *\nDisallow: /item\n")

    scan = town.scan()

    assert {f"item{n}.html" for n in range(4)} <= {one.url.rsplit("/", 1)[1] for one in scan.coverage.refused}
    assert () == scan.coverage.removed


def test_a_fresh_scan_that_was_cut_off_is_gone_on_with_though_there_is_an_earlier_one(town):
    town.scan()
    whole = town.scan(wish=Wish.FRESH)
    with open_desk(town.settings()) as desk:
        night = Night(desk.store, town.plan(desk, Wish.FRESH))
        asyncio.run(night.visits(Nobody()).visit(town.server.url))

    scan = town.scan(wish=Wish.RESUME)

    assert 1 == scan.coverage.resumed
    assert (0, findings(whole)) == (scan.coverage.not_modified, findings(scan))


def test_texts_that_were_lost_are_read_again(town):
    first = town.scan()
    with open_desk(town.settings()) as desk, desk.store._database.write() as connection:
        connection.execute(sa.text("DELETE FROM contents WHERE rowid IN (SELECT rowid FROM contents LIMIT 5)"))

    second = town.scan()

    with open_desk(town.settings()) as desk:
        again, _ = desk.rejudge(2, formats=())
    assert findings(first) == findings(second) == findings(again)
    assert 0 < second.coverage.not_modified < len(files())
