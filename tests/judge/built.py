"""Made sites as a survey would bring them home, without a server: for judging how they are built."""

import sys
from pathlib import Path

from oitcrawl.judge.template import template_of
from oitcrawl.model.content import Media
from oitcrawl.model.coverage import Coverage
from oitcrawl.model.harvest import Harvest, Record
from oitcrawl.read.html import read_page

ROOT = Path(__file__).parents[2]
for folder in (ROOT / "tests" / "corpus" / "sites", ROOT / "tools"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


class BlankPrinter:
    """Prints nothing on every paper: how a site is built does not depend on it."""

    def file(self, *_what, **_how):
        return b"%PDF-1.4"


def made_bodies(seed, style):
    """Address -> body of all that a made site serves."""
    from maker.plan import plan_site
    from maker.shelf import Shelf
    from maker.styles import STYLES

    shelf = Shelf(plan=plan_site(seed, style, list(STYLES).index(style)), printer=BlankPrinter())
    STYLES[style](shelf)
    shelf.finish()
    bodies = {f"/{name}": body for name, body in shelf.files.items() if not name.startswith("kept/")}
    bodies |= {url: shelf.files[answer["file"]] for url, answer in shelf.answers.items() if "file" in answer}
    if "/" not in bodies:
        bodies["/"] = bodies.pop("/index.html")
    return bodies


def folder_bodies(folder):
    """Address -> body of a folder of files."""
    bodies = {f"/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    home = "/index.html" if "/index.html" in bodies else next(iter(bodies))
    return {"/": bodies.pop(home), **bodies}


def template(bodies, *, skeletons=True):
    """How a site that serves these bodies is built."""
    records, pages = [], {}
    for path, body in sorted(bodies.items(), key=lambda pair: (pair[0] != "/", pair[0])):
        url = f"https://www.example.go.th{path}"
        is_page = b"<html" in body[:600].lower()
        records.append(Record(url=url, media=Media.HTML if is_page else Media.PDF, sha256=url))
        if is_page:
            page = read_page(body, url=url, resolve=lambda _base, href: href, sha256=url)
            pages[url] = page if skeletons else type(page)(url=url, leaf=page.leaf, sha256=url)
    harvest = Harvest(records=tuple(records), coverage=Coverage())
    return template_of(harvest, lambda record: pages.get(record.url))
