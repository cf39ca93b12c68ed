"""Reads and serves a whole site of this folder: ``with serve(folder) as running: scan(case.agency_at(running.url))``."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import SiteServer
from oitcrawl.model.site import AgencyKind, AgencySite

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCase:
    """A site with what must come out of it."""

    folder: Path
    as_of: date
    fiscal_year: int
    edition: str
    agency: dict[str, Any]
    expected: dict[str, Any]

    def agency_at(self, url: str) -> AgencySite:
        """The agency, its site being served at ``url``."""
        kind = AgencyKind(self.agency.get("kind", "other"))
        return AgencySite(code=self.agency["code"], name=self.agency.get("name", ""), kind=kind, url=url)

    def allowed(self, item: str) -> list[str]:
        """The statuses that ``item`` may come out with."""
        return self.expected["items"].get(item, self.expected["others"])


def site_folders() -> list[Path]:
    """Every site, by name."""
    return sorted(path.parent for path in HERE.glob("*/site.yaml"))


def site_case(folder: Path) -> SiteCase:
    """The case of a folder."""
    told = YAML(typ="safe", pure=True).load((folder / "site.yaml").read_text(encoding="utf-8"))
    return SiteCase(
        folder=folder,
        as_of=date.fromisoformat(told["as_of"]),
        fiscal_year=told["fiscal_year"],
        edition=told["edition"],
        agency=told["agency"],
        expected=json.loads((folder / "expected.json").read_text(encoding="utf-8")),
    )


def serve(folder: Path) -> SiteServer:
    """A server (context manager) for the files below ``www/`` of ``folder``."""
    return SiteServer(Bundle.from_folder(folder / "www"))
