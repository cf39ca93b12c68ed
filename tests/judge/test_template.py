"""Sites of one vendor are known by how they are built, whatever they say; other vendors' sites stay apart."""

import random
from itertools import combinations

import pytest
from judge.built import folder_bodies, made_bodies, template

from oitcrawl.model.template import ALIKE, likeness, packed, route, traits, unpacked
from oitcrawl.read.skeleton import skeleton

STYLES = ("table", "vendor", "scripted", "older", "longpage", "drive", "copied")
SEEDS = (1, 2, 3, 4)


@pytest.fixture(scope="module")
def bodies():
    return {(style, seed): made_bodies(seed, style) for style in STYLES for seed in SEEDS}


@pytest.fixture(scope="module")
def built(bodies):
    return {name: template(site) for name, site in bodies.items()}


def alike(one, other):
    return likeness(traits(one), traits(other))


def test_sites_of_one_style_are_alike_and_of_two_are_not(built):
    pairs = [(a[0] == b[0], alike(built[a], built[b])) for a, b in combinations(built, 2)]

    assert min(value for same, value in pairs if same) >= 0.7
    assert max(value for same, value in pairs if not same) <= 0.45
    assert 0.45 < ALIKE < 0.7


def test_an_agency_that_changed_its_home_page_and_added_pages_stays_with_its_vendor(bodies, built):
    site = dict(bodies["vendor", 1])
    site["/"] = b"<html><body class=own><div id=hero><p><a href=/a.html>x</a></p></div><ul><li>y</ul></body></html>"
    site |= {f"/own/page{number}.html": site["/"] for number in range(2)}
    own = template(site)

    assert alike(own, built["vendor", 2]) >= ALIKE
    assert max(alike(own, built[style, 1]) for style in STYLES if style != "vendor") < ALIKE


def test_what_a_site_says_does_not_count(bodies):
    site = bodies["vendor", 1]
    other = {path: body.replace("แผน".encode("cp874"), "ประกาศเรื่องอื่น".encode("cp874")) for path, body in site.items()}

    assert other != site
    assert template(site) == template(other)


def test_the_addresses_of_a_common_cms_alone_are_no_vendor():
    page = b"<html><body><div class=%s-a><div class=%s-b><p class=%s-c><ul class=%s-d><li class=%s-e><span class=%s-f></body></html>"
    paths = ["/", *(f"/?p={number}" for number in range(9)), "/wp-content/uploads/2025/01/a.pdf"]
    one, other = (template(dict.fromkeys(paths, page.replace(b"%s", name))) for name in (b"vendor", b"rival"))

    assert one.routes == other.routes
    assert alike(one, other) < ALIKE


def test_sites_read_by_an_earlier_version_are_judged_by_their_addresses(bodies):
    old = {name: template(bodies[name], skeletons=False) for name in [("table", 1), ("table", 2), ("vendor", 1)]}

    assert "" == old["table", 1].bones
    assert alike(old["table", 1], old["table", 2]) >= ALIKE
    assert alike(old["table", 1], old["vendor", 1]) < ALIKE


def test_real_sites_stay_apart(shared, built):
    real = [template(folder_bodies(shared / "sites" / name)) for name in ("hangdong", "phon-sung")]

    assert alike(*real) < ALIKE
    assert all(alike(one, made) < ALIKE for one in real for made in built.values())


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("https://a.go.th/Pages/ita_year_detail/7", "/pages/ita_year_detail/N"),
        ("https://a.go.th/select_news.php?news_id=574&id_type=1", "/select_news.php?id_type&news_id"),
        ("https://a.go.th/docs/file/แผน%2012.pdf", "/docs/file/FILE"),
        ("https://a.go.th/ข่าว/รายการ-3", "/T/T"),
        ("https://a.go.th/p103.html", "/pN.html"),
        ("https://a.go.th", "/"),
        ("https://[", "T"),
    ],
)
def test_an_address_becomes_a_pattern(url, pattern):
    assert pattern == route(url)


def test_who_made_a_site_is_told_where_it_says_so():
    page = "<html><head><meta name=generator content='Joomla! - 3.9'></head><body><p>x</p><footer>พัฒนาโดย บริษัท ตัวอย่างเว็บ จำกัด</footer></body></html>"
    told = template({"/": page.encode()})

    assert ("Joomla!", "บริษัท ตัวอย่างเว็บ จำกัด") == (told.generator, told.credit)


def test_a_sketch_survives_any_bytes():
    dice = random.Random(7)
    for size in (0, 1, 50, 5000):
        assert isinstance(skeleton(dice.randbytes(size)), str)
    assert frozenset() == unpacked("not base64!")
    assert frozenset({1, 70_000}) == unpacked(packed({1, 70_000}))
