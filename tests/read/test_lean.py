"""What is remembered of a site changes no page: every page of several sites read with it and without it, field by field."""

import subprocess
import sys
import zipfile
from dataclasses import fields
from importlib import resources
from io import BytesIO
from pathlib import Path

import pytest

from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Page
from oitcrawl.read import Frames, read
from oitcrawl.settings import Settings

ROOT = Path(__file__).parents[2]
PERF = ROOT.parent / "shared" / "bench" / "perf"
PAGES = (".html", ".htm", ".php", ".asp", ".aspx")
FILLER = """
import random
def thai_words():
    r = random.Random(7)
    return {"".join(r.choice("กขคงจชตนบปมยรลวสหอ") + r.choice(["า", "ี", "ู", "ิน", "าง"]) for _ in range(3)) for _ in range(2000)}
"""


def differing(pages):
    """Names of fields of pages that come out otherwise when their site is remembered, each page read twice."""
    frames, found = Frames(), set()
    for name, body in [*pages, *pages]:
        url = f"https://www.example.go.th/{name}"
        resolve = Addresses(url).resolve
        plain = read(body, url=url, resolve=resolve, settings=Settings())
        lean = read(body, url=url, resolve=resolve, settings=Settings(), frames=frames)
        if isinstance(plain, Page):
            found |= {(name, one.name) for one in fields(Page) if getattr(plain, one.name) != getattr(lean, one.name)}
        else:
            assert plain == lean
    return found


def pages_below(folder):
    files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PAGES)
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]


def pages_of_demo():
    with zipfile.ZipFile(BytesIO(resources.files("oitcrawl.demo").joinpath("site.zip").read_bytes())) as site:
        return [(name, site.read(name)) for name in site.namelist() if name.endswith(PAGES)]


def test_pages_of_the_demo_come_out_the_same():
    pages = pages_of_demo()

    assert len(pages) > 10
    assert set() == differing(pages)


@pytest.mark.parametrize("site", sorted(path.name for path in (ROOT / "tests" / "sites").iterdir() if path.is_dir()))
def test_pages_of_every_style_of_site_come_out_the_same(site):
    assert set() == differing(pages_below(ROOT / "tests" / "sites" / site))


@pytest.mark.shared
def test_pages_of_real_agencies_come_out_the_same(shared):
    for site in (path for path in (shared / "sites").iterdir() if path.is_dir()):
        assert set() == differing(pages_below(site)), site


@pytest.mark.skipif(not PERF.is_dir(), reason="the generator of the benchmark is not here")
def test_pages_of_the_benchmark_come_out_the_same(tmp_path):
    package = tmp_path / "filler" / "pythainlp"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "corpus.py").write_text(FILLER, encoding="utf-8")
    made = [sys.executable, str(PERF / "gen_site.py"), str(tmp_path / "site"), "60"]
    environ = {"PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1", "PATH": ""}
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, env=environ)
    pages = pages_below(tmp_path / "site")

    assert 60 == len(pages)
    assert set() == differing(pages)
