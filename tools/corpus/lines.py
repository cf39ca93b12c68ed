"""Lines filled word by word, for writers of PDF that cannot break Thai themselves."""

from collections.abc import Callable, Iterator

from corpus.papers import BREAK, Block, Part


def fill(text: str, width: float, measure: Callable[[str], float], *, inside_words: bool = False) -> Iterator[str]:
    """Lines of ``text`` no wider than ``width``, broken at its marks, or between any two clusters."""
    line = ""
    for piece in clusters(text.replace(BREAK, "")) if inside_words else text.split(BREAK):
        if line.strip() and measure(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        yield line.rstrip()


def clusters(text: str) -> Iterator[str]:
    """Letters with the marks that stand on them; sara am belongs to its consonant."""
    cell = ""
    for letter in text:
        if cell and not is_mark(letter) and letter != "ำ":
            yield cell
            cell = ""
        cell += letter
    if cell:
        yield cell


def is_mark(letter: str) -> bool:
    """Whether it stands above or below a letter."""
    return letter == "ั" or "ิ" <= letter <= "ฺ" or "็" <= letter <= "๎"


SIZES = {Part.TITLE: 1.25, Part.HEADING: 1.1}


def size_of(block: Block, base: float) -> float:
    """Points of a block's letters when text has ``base``."""
    return base * SIZES.get(block.part, 1.0)


def table_widths(count: int, width: float) -> list[float]:
    """Widths of the columns: the second holds words, the others numbers."""
    parts = [0.12, 0.44, *([0.44 / (count - 2)] * (count - 2))]
    return [part * width for part in parts]
