"""What messages are made of, in Thai and English: templates, beside the words that reports have already. Calm."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from oitcrawl.report.words import Lang, Words


@dataclass(frozen=True, slots=True)
class Phrases:
    """The templates of one language: ``Phrases("th")("gaps.none")``."""

    lang: Lang

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under ``key`` with ``values`` filled in.

        Raises:
            KeyError: no such key.
        """
        return templates()[key][0 if self.lang == "th" else 1].format(**values)

    @property
    def words(self) -> Words:
        """The words of reports in the same language."""
        return Words(self.lang)


@cache
def templates() -> dict[str, tuple[str, str]]:
    """All templates by key, as (Thai, English)."""
    text = resources.files("oitcrawl.notify").joinpath("templates.json").read_text(encoding="utf-8")
    return {key: (thai, english) for key, (thai, english) in json.loads(text).items()}
