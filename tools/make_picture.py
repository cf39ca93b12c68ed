"""Draws docs/report.png, the picture of the README: the head of reports/sample, as a desk shows it.

python tools/make_picture.py [FILE]
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "reports" / "sample" / "index.html"
PROGRAMS = ("chromium", "chromium-headless-shell", "google-chrome", "chrome")
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
]
SHOWN = (
    "document.fonts.ready.then(() => Promise.all(document.getAnimations().map((one) => one.finished)).then(() => 1))"
)


def main() -> None:
    """Draw the picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "report.png"
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=ARGS)
        page = browser.new_page(viewport={"width": 1200, "height": 1400}, locale="th-TH")
        page.goto(SAMPLE.as_uri())
        page.evaluate(SHOWN)
        page.screenshot(path=target)
        browser.close()
    print(target)


if __name__ == "__main__":
    main()
