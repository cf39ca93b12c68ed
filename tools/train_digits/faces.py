"""The open fonts that the digits model learns from, and the families that it must never see."""

import os
import random
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

TLWG = Path("/usr/share/fonts/truetype/tlwg")  # Debian: fonts-thai-tlwg-ttf
# Family -> how often it is drawn: what agencies print with (TH Sarabun and its kin) comes more often.
TLWG_TRAINING = {
    "Garuda": 1, "Kinnari": 2, "Laksaman": 3, "Loma": 1, "Purisa": 1, "Sawasdee": 1, "TlwgMono": 1, "Umpush": 2,
    "Waree": 1,
}  # fmt: skip
WEB_TRAINING = {
    "sarabun": 4, "noto-serif-thai": 2, "prompt": 1, "kanit": 1, "mitr": 1, "pridi": 1, "k2d": 1, "niramit": 1,
    "bai-jamjuree": 1, "mali": 1, "kodchasan": 1, "maitree": 1, "athiti": 1, "ibm-plex-sans-thai-looped": 2,
    "ibm-plex-sans-thai": 1,
}  # fmt: skip
# Kept out of training by name. Their near twins (Taviraj, Noto Sans Thai Looped, TlwgTypist, TlwgTypo) are used nowhere.
TLWG_HELD_OUT = ("Norasi", "TlwgTypewriter")
WEB_HELD_OUT = ("noto-sans-thai", "trirong", "krub", "chakra-petch")
OLDER = {"k2d": "5.2.8", "kodchasan": "5.2.8", "athiti": "5.2.8", "krub": "5.2.7"}
VERSION = "5.3.0"  # of the @fontsource packages that are not OLDER
WEIGHTS = (300, 400, 500, 600, 700)


@dataclass(frozen=True)
class Face:
    """One weight of a family: a file for Thai and one for everything else."""

    family: str
    thai: str
    latin: str

    def runs(self, text: str, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
        """``text`` cut into stretches of one font each."""
        runs: list[tuple[str, str]] = []
        for letter in text:
            file = self.thai if "\u0e00" <= letter <= "\u0e7f" else self.latin
            if runs and runs[-1][1] == file:
                runs[-1] = (runs[-1][0] + letter, file)
            else:
                runs.append((letter, file))
        return [(part, loaded(file, size)) for part, file in runs]


@dataclass(frozen=True)
class Family:
    """A family with the faces that were found of it."""

    name: str
    faces: tuple[Face, ...]
    weight: int = 1


@lru_cache(maxsize=4000)
def loaded(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size)


def training(fonts: Path) -> list[Family]:
    """Families to learn from; what is not installed or fetched is left out."""
    return found([tlwg(name, weight) for name, weight in TLWG_TRAINING.items()]) + found(
        [web(fonts, name, weight) for name, weight in WEB_TRAINING.items()]
    )


def held_out(fonts: Path) -> list[Family]:
    """Families to measure with."""
    return found([tlwg(name) for name in TLWG_HELD_OUT]) + found([web(fonts, name) for name in WEB_HELD_OUT])


def found(families: list[Family]) -> list[Family]:
    for family in families:
        if not family.faces:
            print(f"font family not found: {family.name}", file=sys.stderr)
    return [family for family in families if family.faces]


def tlwg(name: str, weight: int = 1) -> Family:
    files = [str(TLWG / f"{name}{style}.ttf") for style in ("", "-Bold", "-Light")]
    return Family(name, tuple(Face(name, file, file) for file in files if Path(file).is_file()), weight)


def web(fonts: Path, name: str, weight: int = 1) -> Family:
    pairs = [[str(fonts / name / f"{name}-{part}-{w}-normal.woff2") for part in ("thai", "latin")] for w in WEIGHTS]
    return Family(
        name, tuple(Face(name, *pair) for pair in pairs if all(Path(file).is_file() for file in pair)), weight
    )


def pick(families: list[Family], rng: random.Random) -> Face:
    family = rng.choices(families, [one.weight for one in families])[0]
    return rng.choice(family.faces)


def fetch(fonts: Path) -> None:
    """The web families by ``npm pack``, each once, into folders of their own under ``fonts``."""
    for name in (*WEB_TRAINING, *WEB_HELD_OUT):
        if (fonts / name).is_dir():
            continue
        fonts.mkdir(parents=True, exist_ok=True)
        package = f"@fontsource/{name}@{OLDER.get(name, VERSION)}"
        subprocess.run(["npm", "pack", "--silent", package], cwd=fonts, check=True, shell=os.name == "nt")
        unpack(next(fonts.glob(f"fontsource-{name}-[0-9]*.tgz")), fonts / name)


def unpack(archive: Path, folder: Path) -> None:
    folder.mkdir()
    with tarfile.open(archive) as tar:
        for member in tar:
            last = Path(member.name).name
            if last.endswith("-normal.woff2") and ("-thai-" in last or "-latin-" in last):
                (folder / last).write_bytes(tar.extractfile(member).read())
    archive.unlink()
