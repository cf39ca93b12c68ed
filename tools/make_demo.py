"""Makes the invented agency of ``oitcrawl demo``: ``python tools/make_demo.py [--out DIR] [--fonts DIR]``.

The same sources give the same bytes, so that a change of the bundle is always a change of a text.
"""

import argparse
from pathlib import Path

from demosite.build import site_files
from demosite.office import packed
from demosite.truth import AGENCY_YAML, truth_json

ROOT = Path(__file__).parents[1]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--out", type=Path, default=ROOT / "oitcrawl" / "demo", help="folder of site.zip")
    words.add_argument(
        "--fonts", type=Path, default=ROOT / "oitcrawl" / "report" / "static", help="Sarabun web fonts"
    )
    asked = words.parse_args()
    files = site_files(asked.fonts)
    bundle = packed(files)
    (asked.out / "site.zip").write_bytes(bundle)
    (asked.out / "truth.json").write_text(truth_json(), encoding="utf-8", newline="\n")
    (asked.out / "agency.yaml").write_text(AGENCY_YAML, encoding="utf-8", newline="\n")
    pages = sum(name.endswith(".html") for name in files)
    papers = sum(name.startswith("docs/") for name in files)
    print(f"{pages} pages, {papers} documents, {len(bundle):,} bytes in site.zip")


if __name__ == "__main__":
    main()
