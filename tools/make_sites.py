"""Makes the whole sites of ``tests/sites``: ``python tools/make_sites.py``."""

from pathlib import Path
from shutil import rmtree

from demosite.zoo_all import all_sites

OUT = Path(__file__).parents[1] / "tests" / "sites"


def main() -> None:
    for site in all_sites():
        rmtree(OUT / site.name / "www", ignore_errors=True)
        for name, body in site.tree().items():
            file = OUT / site.name / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        print(f"{site.name}: {len(site.files)} files")


if __name__ == "__main__":
    main()
