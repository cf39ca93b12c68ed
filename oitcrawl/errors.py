"""The family tree of what can go wrong on our side. The web misbehaving is never here: that is a value.

OitcrawlError
    UsageError            wrong words on the command line              exit 2
    SettingsError         a settings or agencies file is wrong         exit 2
    RulesError            a rule file is wrong; knows file and line    exit 2
    SiteUnjudgeable       the site could not be judged at all          exit 3
    OwnFailure            our own failure                              exit 4
        StoreError        the database or its folder
            StoreAway     for a while: busy, or its server is not there
        PublishError      the report folder: full, read-only, in the way
            PrintError    all of a report is written but its PDF
"""

from pathlib import Path


class OitcrawlError(Exception):
    """Root of all errors that oitcrawl raises on purpose.

    Attributes:
        message: one line in the user's language that names the thing.
        cure: one line that says what to do next; may be empty.
        en: the same in English, cure included; empty where nobody wrote it yet.
        exit_code: the process exit code of the contract.
    """

    exit_code = 4

    def __init__(self, message: str, *, cure: str = "", en: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure
        self.en = en

    def __str__(self) -> str:
        """The line that a person reads."""
        return f"{self.message} — {self.cure}" if self.cure else self.message


class UsageError(OitcrawlError):
    """Wrong words on the command line."""

    exit_code = 2


class FileError(OitcrawlError):
    """A file that a person wrote is wrong; names the file and the line where the mistake stands."""

    exit_code = 2

    def __init__(
        self, message: str, *, path: Path | None = None, line: int | None = None, cure: str = "", en: str = ""
    ) -> None:
        place = "" if path is None else f"{path}{f':{line}' if line else ''}: "
        super().__init__(f"{place}{_short(message)}", cure=_short(cure), en=f"{place}{_short(en)}" if en else "")
        self.path = path
        self.line = line


class SettingsError(FileError):
    """A settings or agencies file is wrong."""


class RulesError(FileError):
    """A rule file is wrong."""


class SiteUnjudgeable(OitcrawlError):  # noqa: N818 - it is a state of the site, and reads so
    """The site could not be judged at all: nothing of it could be read."""

    exit_code = 3


class OwnFailure(OitcrawlError):  # noqa: N818 - a family name, not one error
    """Our own failure: disk, database, a bug."""


class StoreError(OwnFailure):
    """The database or its folder cannot be used."""


class StoreAway(StoreError):  # noqa: N818 - it is a state of the database, and reads so
    """The database is busy or its server went away: trying again later may help."""


class PublishError(OwnFailure):
    """The report folder cannot be written: full, read-only, or something is in the way."""


class PrintError(PublishError):
    """There is nothing to print a PDF with, or it fails; all other files of the report are written."""


_LONGEST = 600  # characters of what an error says: it may quote what the file holds


def _short(words: str) -> str:
    """``words`` on one line, cut in the middle when they are too many."""
    words = " ".join(words.splitlines())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 150]} … {words[-150:]}"
