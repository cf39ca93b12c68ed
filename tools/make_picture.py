"""Draws docs/report.png, the picture of the README, from a fresh scan of the demo agency."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = next(
    (
        p
        for p in ("/usr/bin/chromium", "/usr/bin/chromium-headless-shell", "/usr/bin/google-chrome")
        if Path(p).exists()
    ),
    None,
)
ARGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage".split()


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "report.png"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        subprocess.run([sys.executable, "-m", "oitcrawl", "demo", "--quiet", "--out", folder], check=True, cwd=ROOT)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page(viewport={"width": int(sys.argv[2]) if len(sys.argv) > 2 else 1200, "height": 1400})
        page.goto((Path(folder) / "demo" / "index.html").as_uri())
        page.evaluate("document.fonts.ready")
        page.screenshot(path=target, full_page=len(sys.argv) > 3)
        browser.close()
    print(target)


if __name__ == "__main__":
    main()
