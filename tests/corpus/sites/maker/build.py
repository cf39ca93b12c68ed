"""Builds sites from plans, serves them, and says what is true of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from maker.papers import Printer
from maker.plan import Course, SitePlan, plan_site
from maker.shelf import Shelf
from maker.styles import STYLES
from maker.truth import Truth, truth_of
from maker.wording import variants


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A site as built.

    Attributes:
        files, answers: what is served; see ``oitcrawl.demo.bundle``.
        urls: where the publications of each item stand.
    """

    plan: SitePlan
    files: dict[str, bytes]
    answers: dict[str, Any]
    urls: dict[str, list[str]]
    truth: dict[str, Truth]

    @property
    def name(self) -> str:
        """Short name of the site."""
        return f"{self.plan.style}-{self.plan.seed}"

    def truth_json(self) -> str:
        """The truth as it is written beside a site."""
        plan = self.plan
        told = {
            "as_of": plan.as_of.isoformat(),
            "fiscal_year": plan.this,
            "kind": plan.agency.kind,
            "ocr": "auto" if plan.recognises else "never",
            "items": {
                code: {
                    "status": truth.status,
                    "lacking": list(truth.lacking),
                    "also": list(truth.also),
                    "urls": self.urls.get(code, []),
                    "course": plan.courses[code].value,
                    "variant": plan.variants[code],
                }
                for code, truth in self.truth.items()
            },
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def write(self, folder: Path) -> None:
        """Write the site with its truth, to be looked at."""
        for name, body in {
            **self.files,
            "answers.json": json.dumps(self.answers, ensure_ascii=False).encode(),
        }.items():
            file = folder / "www" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        (folder / "truth.json").write_text(self.truth_json(), encoding="utf-8")


def make(seed: int, style: str, *, recognises: bool = True) -> Made:
    """The site of a seed in a style; the same each time.

    Args:
        seed: from 1; see ``plan_site``.
        style: one of ``STYLES``.
        recognises: whether scans can be read on this machine; where they cannot, the truth is another.
    """
    plan = plan_site(seed, style, list(STYLES).index(style))
    shelf = Shelf(plan=plan, printer=_printer())
    judged = replace(plan, recognises=plan.recognises and recognises)
    STYLES[style](shelf)
    shelf.finish()
    return Made(plan=judged, files=shelf.files, answers=shelf.answers, urls=shelf.urls, truth=truth_of(judged))


@cache
def _printer() -> Printer:
    return Printer()


@contextmanager
def served(made: Made) -> Iterator[str]:
    """Address of the site's home page while it is served on loopback."""
    from oitcrawl.demo.bundle import Bundle
    from oitcrawl.demo.serve import SiteServer

    with SiteServer(Bundle(files=made.files, answers=made.answers)) as running:
        yield running.url


def scan(made: Made, data_dir: Path) -> Any:
    """A real scan of the site: crawl, read, judge. An ``AgencyScan``."""
    from oitcrawl.compose import Order, Wish, scan_site
    from oitcrawl.ruleset.load import load_edition
    from oitcrawl.settings import Settings

    plan = made.plan
    settings = Settings(
        allow_private=True, rate=0.0, retries=0, timeout=1.5, concurrency=8, pictures="never", data_dir=str(data_dir),
        ocr="auto" if plan.recognises else "never",
    )  # fmt: skip
    with served(made) as url:
        order = Order(
            site=_agency(plan, url), rules=load_edition("nacc-2568"), as_of=plan.as_of, fiscal_year=plan.this, wish=Wish.FRESH
        )  # fmt: skip
        return scan_site(order, settings)


def _agency(plan: SitePlan, url: str) -> Any:
    from oitcrawl.model.site import AgencyKind, AgencySite, Waiver

    waived = tuple(
        Waiver(item=code, reason="ผู้ตรวจให้ยกเว้นในปีนี้", by="ผู้ตรวจตัวอย่าง", until=plan.as_of + timedelta(days=60))
        for code, course in plan.courses.items()
        if course is Course.WAIVED
    )
    kind = AgencyKind(plan.agency.kind)
    return AgencySite(code=f"{plan.style}-{plan.seed}", name=plan.agency.name, kind=kind, url=url, waivers=waived)


def known_items() -> tuple[str, ...]:
    """The items for which there are texts."""
    return tuple(variants())
