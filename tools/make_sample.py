"""Makes reports/sample, the report of the demo agency: `python tools/make_sample.py` after any change that shows in it.

With `--again` only the report is written anew, from the scan in the sample: enough where no finding changed.

It is what a fresh scan gives. Only what differs from one run to the next is set to fixed values (the free port that the
demo is served on, the clock and the speeds), and the pictures of evidence are drawn smaller: everyone who clones the
repository has them.
"""

import re
import sys
import tempfile
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from oitcrawl.compose import open_desk  # noqa: E402
from oitcrawl.demo.serve import DemoSite  # noqa: E402
from oitcrawl.model.scan import AgencyScan  # noqa: E402
from oitcrawl.report.forms import Shot  # noqa: E402
from oitcrawl.report.publish import publish_at  # noqa: E402
from oitcrawl.settings import Settings  # noqa: E402

SAMPLE = ROOT / "reports" / "sample"
HOST = "http://www.thungtuayang.example"  # stands for the loopback address of the demo; the domain leads nowhere
STARTED = datetime(2025, 3, 20, 2, 0, tzinfo=UTC)  # nine o'clock in Bangkok, on the day that the demo is judged for
WIDTH = 560  # pixels of a picture; a report of one's own has them at 1,000
LASTED = timedelta(seconds=45)


def main() -> None:
    """Scan the demo and write the sample; with ``--again`` only write it from the scan that it holds."""
    if "--again" in sys.argv[1:]:
        files = {
            path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()
        }
        scan, pictures = AgencyScan.from_json(files["scan.json"]), pictures_of(files)
    else:
        with tempfile.TemporaryDirectory(prefix="oitcrawl-sample-", ignore_cleanup_errors=True) as scratch:
            scan, pictures = scanned(Path(scratch))
    folder = written(scan, pictures, SAMPLE)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {len(scan.items)} items, {len(pictures)} pictures, {size / 1e6:.1f} MB")


def scanned(scratch: Path) -> tuple[AgencyScan, dict[str, Shot]]:
    """A fresh scan of the demo, and its pictures by their file; one request at a time, so that the order is fixed."""
    settings = Settings(allow_private=True, rate=0.0, concurrency=1, data_dir=str(scratch))
    with DemoSite() as site, open_desk(settings) as desk:
        agency = replace(site.agency, url=site.url)
        scan = desk.heard(desk.scan(desk.order(agency, as_of=site.as_of, fiscal_year=site.fiscal_year)))
        kept = {one.file: desk.store.pictures.get((one.sha256, one.leaf)) for one in scan.pictures}
    shots = {file: Shot(full=smaller(one.full), thumb=one.thumb) for file, one in kept.items() if one is not None}
    return settled(scan, site.url.rstrip("/")), shots


def smaller(picture: bytes) -> bytes:
    """A picture whose titles can still be read."""
    with Image.open(BytesIO(picture)) as drawn:
        height = round(drawn.height * WIDTH / drawn.width)
        out = BytesIO()
        drawn.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS).save(out, "WEBP", quality=40, method=6)
    return out.getvalue()


def pictures_of(files: Mapping[str, bytes]) -> dict[str, Shot]:
    """The pictures of a report folder that was written: the small ones stand in its page."""
    page = files["index.html"].decode()
    thumbs = dict(re.findall(r'href="(evidence/[^"]+)"><img src="data:image/webp;base64,([^"]+)"', page))
    return {file: Shot(full=files[file], thumb=b64decode(text)) for file, text in thumbs.items()}


def settled(scan: AgencyScan, base: str) -> AgencyScan:
    """The scan without what differs from one run to the next: where it was served, when, and how fast."""
    scan = AgencyScan.from_json(scan.to_json().replace(base, HOST))
    vitals = scan.coverage.vitals
    even = vitals and replace(vitals, home_seconds=0.1, median=0.1, slow=0.4)
    return replace(
        scan,
        started=STARTED,
        finished=STARTED + LASTED,
        coverage=replace(scan.coverage, seconds=LASTED.total_seconds(), slowed=0, lowest_rate=0.0, vitals=even),
        pictures=tuple(replace(one, seen=STARTED) for one in scan.pictures),
    )


def written(scan: AgencyScan, pictures: Mapping[str, Shot], folder: Path) -> Path:
    """The report of a scan in every usual form, with the pictures given."""
    return publish_at(scan, folder, shots=lambda picture: pictures.get(picture.file))


if __name__ == "__main__":
    main()
