"""The one door to Tesseract: grey pictures in, words with confidence and place out."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

from oitcrawl.read.pictures import Picture
from oitcrawl.read.seams import close_seams
from oitcrawl.read.words import Box, Word

Language = Literal["tha", "eng"]
THAI: Final = "tha"
LATIN: Final = "eng"
ORIENTATION: Final = "osd"
UNREAD: Final = "~"  # stands in the boxes for letters of lines that the time did not suffice for
SURE_TURN: Final = 2.0  # confidence of orientation, of which 15 is plain; below, it is a guess
VARIABLES: Final = {
    "debug_file": os.devnull,
    "paragraph_text_based": "0",  # telling paragraphs by their text takes 8% of the time, and we do not ask for them
}
FOLDERS: Final = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What Tesseract made of a picture.

    Attributes:
        words: in reading order; what no space parts is one word.
        share: 0-1, share of the lines that were read before the time was over.
        sideways: the lines run from top to bottom.
    """

    words: tuple[Word, ...] = ()
    share: float = 1.0
    sideways: bool = False

    @property
    def letters(self) -> int:
        """Number of letters, digits and signs."""
        return sum(len(word.text) for word in self.words)

    @property
    def confidence(self) -> float:
        """0-1, mean of the words by their letters, less what was not read; 0.0 when there are none."""
        letters = self.letters
        sure = sum(word.confidence * len(word.text) for word in self.words)
        return self.share * sure / letters if letters else 0.0


def recognise(picture: Picture, *, language: Language, dpi: int, seconds: float, line: bool = False) -> Reading:
    """Read a picture, for ``seconds`` at most (laying out the lines, a tenth of the work, cannot be interrupted).

    Args:
        picture: in grey.
        language: of its words.
        dpi: about its resolution.
        seconds: after which what was read so far is returned.
        line: the picture shows one line only.
    """
    api = reader(language)
    api.SetPageSegMode(_library().PSM.SINGLE_LINE if line else _library().PSM.AUTO)
    api.SetImage(picture)
    api.SetSourceResolution(dpi)
    try:
        done = bool(api.Recognize(max(1, round(seconds * 1000))))
        return _reading(api, picture.height, done=done)
    finally:
        api.Clear()


def turn_of(picture: Picture) -> int | None:
    """Degrees by which a picture has to be turned clockwise to stand upright; None when that cannot be told."""
    if not has_language(ORIENTATION):
        return None
    api = reader(ORIENTATION)
    api.SetPageSegMode(_library().PSM.OSD_ONLY)
    api.SetImage(picture)
    try:
        found = api.DetectOrientationScript()
    finally:
        api.Clear()
    if not found or found["orient_conf"] < SURE_TURN:
        return None
    return int(-found["orient_deg"] % 360)


@cache
def reader(language: str) -> Any:
    """The ``PyTessBaseAPI`` of a language in this process; loading one takes a tenth of a second."""
    folder = data_folder()
    assert folder is not None
    library = _library()
    mode = library.PSM.OSD_ONLY if language == ORIENTATION else library.PSM.AUTO
    return library.PyTessBaseAPI(path=f"{folder}{os.sep}", lang=language, psm=mode, variables=VARIABLES)


@cache
def _library() -> Any:
    # Read by the OpenMP runtime once, when it is loaded: its threads cost more than they bring.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    return tesserocr


def has_library() -> bool:
    """Whether the library is installed."""
    return find_spec("tesserocr") is not None


@cache
def data_folder() -> Path | None:
    """The folder with the Thai model, or None."""
    prefix = os.environ.get("TESSDATA_PREFIX", "")
    told = [Path(prefix), Path(prefix) / "tessdata"] if prefix else []
    usual = [Path(sys.prefix) / "share" / "tessdata", *map(Path, FOLDERS)]
    return next((folder for folder in [*told, *usual] if (folder / f"{THAI}.traineddata").is_file()), None)


def has_language(language: str) -> bool:
    """Whether a model is installed."""
    folder = data_folder()
    return folder is not None and (folder / f"{language}.traineddata").is_file()


@cache
def version() -> str:
    """Version of the library and digests of the models that it reads with, for keys of what was read."""
    folder = data_folder()
    assert folder is not None
    number = _library().tesseract_version().split()[1]
    models = (f"{language}:{_digest(folder, language)}" for language in (THAI, LATIN) if has_language(language))
    return " ".join(["tesseract", number, *models])


def _digest(folder: Path, language: str) -> str:
    return sha256((folder / f"{language}.traineddata").read_bytes()).hexdigest()[:8]


def _reading(api: Any, height: int, *, done: bool) -> Reading:
    """The text with its true spaces, joined with confidences and boxes.

    Walking from word to word with Tesseract's iterator takes 5% of the time of recognition, as every Thai cluster
    is a word to it; the lists that it prints as a whole cost nothing.
    """
    lines = [line for line in str(api.GetUTF8Text()).split("\n") if line.strip()]
    symbols = [one for one in _symbols(api.GetBoxText(0), height) if one[0] != UNREAD]
    walk = api.GetIterator()
    if walk is None or not lines or not symbols:
        return Reading(share=float(done))
    _, direction, _, _ = walk.Orientation()
    sideways = direction == _library().WritingDirection.TOP_TO_BOTTOM
    tokens, count = _tokens(walk)
    letters = _letters(symbols, tokens, api.AllWordConfidences())
    words = tuple(close_seams(_words(lines, letters)))
    return Reading(words=words, share=1.0 if done else len(lines) / max(1, count), sideways=sideways)


Letter = tuple[str, float, Box]  # as in Word.symbols


def _symbols(printed: str, height: int) -> Iterator[tuple[str, Box]]:
    """Letters with their boxes, which Tesseract prints with the origin at the bottom."""
    for line in printed.splitlines():
        text, left, bottom, right, top, _ = line.rsplit(" ", 5)
        if text.strip():
            yield text, Box(left=int(left), top=height - int(top), right=int(right), bottom=height - int(bottom))


def _tokens(walk: Any) -> tuple[list[str], int]:
    """What Tesseract counts as words, in order, blank ones too; and the number of lines, also of those not read."""
    library = _library()
    lines = [one.GetUTF8Text(library.RIL.TEXTLINE) for one in library.iterate_level(walk, library.RIL.TEXTLINE)]
    return [token for line in lines for token in _parted(line.rstrip("\n"))], len(lines)


def _parted(line: str) -> Iterator[str]:
    """The words of a line, joined by one space each; some are a space themselves (rules of tables, pictures)."""
    for is_word, some in groupby(line.split(" "), key=bool):
        parts = list(some)
        yield from parts if is_word else [""] * (len(parts) // 2)


def _letters(symbols: list[tuple[str, Box]], tokens: list[str], sure: list[int]) -> list[Letter]:
    """Each symbol with the confidence of the token that it belongs to."""
    by_letter = [percent / 100 for token, percent in zip(tokens, sure, strict=False) for _ in token]
    letters = []
    place = 0
    for text, box in symbols:
        letters.append((text, by_letter[min(place, len(by_letter) - 1)] if by_letter else 0.0, box))
        place += len(text)
    return letters


def _words(lines: list[str], letters: list[Letter]) -> Iterator[Word]:
    """The chunks of each line, each with as many symbols as it has letters."""
    rest = iter(letters)
    for number, line in enumerate(lines):
        for chunk in line.split():
            own: list[Letter] = []
            while sum(len(text) for text, _, _ in own) < len(chunk) and (letter := next(rest, None)):
                own.append(letter)
            if own:
                yield _word(chunk, tuple(own), number)


def _word(text: str, symbols: tuple[Letter, ...], line: int) -> Word:
    boxes = [box for _, _, box in symbols]
    sure = sum(confidence * len(letter) for letter, confidence, _ in symbols)
    return Word(
        text=text,
        confidence=min(1.0, sure / len(text)),
        box=around(boxes),
        symbols=symbols,
        line=line,
    )


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds ``boxes``."""
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )
