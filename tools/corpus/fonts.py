"""Open Thai fonts by family: files of Debian's fonts-thai-tlwg, and web fonts in folders that the caller names."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

TLWG: Final = Path("/usr/share/fonts/truetype/tlwg")
SARABUN: Final = Path(__file__).parents[2] / "oitcrawl" / "report" / "static"
HELD_OUT: Final = ("Norasi", "TlwgTypewriter", "Noto Sans Thai", "Trirong", "Krub", "Chakra Petch")
TRAINED: Final = ("Sarabun", "Laksaman", "Garuda", "Loma", "Kinnari", "Waree", "Umpush")
SUBSETS: Final = ("thai", "latin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A family's files by weight (400, 700); a web font has one file for each subset of letters."""

    family: str
    files: dict[int, tuple[Path, ...]]

    @property
    def held_out(self) -> bool:
        """Whether no model of ours was trained on it."""
        return self.family in HELD_OUT

    def css(self) -> str:
        """Rules that make the family known to a browser."""
        return "".join(self._rule(weight, file) for weight, files in self.files.items() for file in files)

    def _rule(self, weight: int, file: Path) -> str:
        reach = ""
        if file.suffix == ".woff2":
            reach = "unicode-range:U+0E00-0E7F,U+25CC;" if "-thai-4" in file.name or "-thai-7" in file.name else ""
            reach = reach or "unicode-range:U+0000-00FF,U+2000-206F;"
        source = f'src:url("{file.resolve().as_uri()}");'
        return f'@font-face{{font-family:"{self.family}";font-weight:{weight};{source}{reach}}}\n'


def face(family: str, web: Path | None = None) -> Face | None:
    """The family's files, or None when it is not on this machine.

    Args:
        family: as people call it, "Noto Sans Thai".
        web: folder below which ``@fontsource`` packages were unpacked.
    """
    files = {weight: found for weight in (400, 700) if (found := _files(family, weight, web))}
    return Face(family=family, files=files) if 400 in files else None


def _files(family: str, weight: int, web: Path | None) -> tuple[Path, ...]:
    installed = TLWG / f"{family}{'-Bold' if weight == 700 else ''}.ttf"
    if installed.is_file():
        return (installed,)
    name = family.lower().replace(" ", "-")
    for folder in filter(None, (SARABUN, web)):
        found = [next(folder.rglob(f"{name}-{subset}-{weight}-normal.woff2"), None) for subset in SUBSETS]
        if all(found):
            return tuple(file for file in found if file)
    return ()
