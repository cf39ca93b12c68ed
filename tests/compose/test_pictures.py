"""Pictures of evidence are taken while a site is scanned, kept, and written with every report of that scan."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from oitcrawl.compose import Order, open_desk
from oitcrawl.compose.pictures import Photographer, _chosen, key_of
from oitcrawl.crawl.browser import is_available
from oitcrawl.demo.serve import DemoSite
from oitcrawl.model.content import Media
from oitcrawl.settings import Settings


def settings(folder, **more):
    places = {"data_dir": str(folder / "data"), "reports_dir": str(folder / "reports")}
    words = {"render": "never", "ocr": "never", "max_pages": 80} | places | more
    return Settings(allow_private=True, rate=0.0, retries=0, **words)


def scanned(desk, site):
    scan = desk.scan(Order(site=replace(site.agency, url=site.url), rules=desk.rules(), as_of=site.as_of))
    return scan, desk.deliver(scan)


def kept(folder):
    return {one.name: one.read_bytes() for one in (folder / "evidence").iterdir()}


def test_documents_have_pictures_of_the_page_that_is_quoted_without_a_browser(tmp_path):
    with DemoSite() as site, open_desk(settings(tmp_path)) as desk:
        scan, folder = scanned(desk, site)

    evidence = {key_of(piece): piece for item in scan.items for piece in item.evidence}
    assert scan.pictured == "documents"
    assert len(scan.pictures) > 5
    assert all(evidence[one.sha256, one.leaf].media in {Media.PDF, Media.IMAGE} for one in scan.pictures)
    assert {one.file.rpartition("/")[2] for one in scan.pictures} == set(kept(folder))
    assert all(timedelta() <= datetime.now(UTC) - one.seen < timedelta(minutes=5) for one in scan.pictures)
    assert all(Image.open(BytesIO(body)).format == "WEBP" and len(body) <= 150_000 for body in kept(folder).values())


def test_a_report_written_again_and_a_scan_judged_again_have_the_same_pictures(tmp_path):
    with open_desk(settings(tmp_path)) as desk:
        with DemoSite() as site:
            scan, folder = scanned(desk, site)
        before = kept(folder)
        for file in (folder / "evidence").iterdir():
            file.unlink()

        desk.rewrite(1)
        again, _ = desk.rejudge(1)

    assert kept(folder) == before
    assert again.pictures == scan.pictures


def test_the_same_bytes_are_never_drawn_twice(tmp_path, monkeypatch):
    made = []
    draw = Photographer._made

    async def counted(self, piece, key):
        made.append(key)
        return await draw(self, piece, key)

    monkeypatch.setattr(Photographer, "_made", counted)
    with DemoSite() as site, open_desk(settings(tmp_path)) as desk:
        first, _ = scanned(desk, site)
        drawn = {(one.sha256, one.leaf) for one in first.pictures}
        asked = len(made)
        second, _ = scanned(desk, site)

    assert drawn
    assert drawn <= set(made[:asked])
    assert drawn.isdisjoint(made[asked:])
    assert set(first.pictures) & set(second.pictures)


def test_no_picture_is_taken_where_none_is_wanted(tmp_path):
    with DemoSite() as site, open_desk(settings(tmp_path, pictures="never", max_pages=20)) as desk:
        scan, folder = scanned(desk, site)

    assert (scan.pictures, scan.pictured) == ((), "")
    assert not (folder / "evidence").exists()


def test_the_best_piece_of_every_item_comes_before_the_second_of_any(tmp_path):
    with DemoSite() as site, open_desk(settings(tmp_path, pictures="never")) as desk:
        scan, _ = scanned(desk, site)

    order = [key_of(piece) for piece in _chosen(scan)]
    firsts = {
        key_of(item.evidence[0])
        for item in scan.items
        if item.evidence and not item.evidence[0].offsite and item.evidence[0].media in {Media.PDF, Media.HTML}
    }
    assert len(order) == len(set(order)) <= 60
    assert firsts == set(order[: len(firsts)])


@pytest.mark.browser
@pytest.mark.skipif(not is_available(), reason="no browser here")
def test_pages_have_pictures_where_there_is_a_browser(tmp_path):
    with DemoSite() as site, open_desk(settings(tmp_path, render="auto", max_rendered=1, max_pages=25)) as desk:
        scan, folder = scanned(desk, site)

    page = next(one for one in scan.pictures if one.leaf == 0)
    picture = Image.open(BytesIO(kept(folder)[page.file.rpartition("/")[2]]))
    assert scan.pictured == "all"
    assert picture.width == 1000
    assert len(picture.convert("RGB").getcolors(1_000_000)) > 100  # something stands there
