"""Puts pages, papers and pictures together."""

from pathlib import Path

from demosite import (
    pages_about,
    pages_news,
    pages_trust,
    pages_work,
    papers_conduct,
    papers_other,
    papers_plans,
    papers_reports,
)
from demosite.office import docx, xlsx
from demosite.paper import Form, Paper
from demosite.pdf import Press
from demosite.pictures import pictures
from demosite.shell import MENU, Shelf, link

PAPERS: list[Paper] = [*papers_plans.PAPERS, *papers_reports.PAPERS, *papers_conduct.PAPERS, *papers_other.PAPERS]


def site_pages() -> dict[str, bytes]:
    """Everything but papers and pictures, by name."""
    shelf = Shelf()
    pages_about.put(shelf, pages_news.latest())
    pages_work.put(shelf)
    pages_trust.put(shelf)
    pages_news.put(shelf)
    entries = "".join(f"<li>{link(text, href)}</li>" for _, group in MENU for text, href in group if href != "#")
    shelf.page("/Pages/sitemap", "แผนผังเว็บไซต์", f"<ul>{entries}</ul>")
    shelf.answers["/backend/*"] = {"body": "<h1>Login</h1>"}
    shelf.finish()
    return shelf.files


def site_papers(fonts: Path) -> dict[str, bytes]:
    """The papers, by name below ``docs/``.

    Args:
        fonts: folder of Sarabun's web fonts (Thai and Latin, 400 and 700).
    """
    with Press(fonts) as press:
        makers = {Form.DOCX: docx, Form.XLSX: xlsx}
        return {f"docs/{paper.name}": makers.get(paper.form, press.pdf)(paper) for paper in PAPERS}


def site_files(fonts: Path) -> dict[str, bytes]:
    """The whole site, by name."""
    return {**site_pages(), **pictures(fonts), **site_papers(fonts)}
