"""What keeps a reader from its text, as exceptions that stay inside read/: each becomes ``Unread`` with its cause."""

from typing import Final

from oitcrawl.model.content import UnreadCause


class Trouble(Exception):  # noqa: N818 - reads as what happened
    """A file cannot be read, and we know why.

    Attributes:
        cause: what the report shall say.
        detail: a few words for the log.
        cure: Thai line that says what would help; empty for the usual one of its cause.
        leaf_count: pages of the file, where they are known.
    """

    cause: UnreadCause = UnreadCause.DAMAGED

    def __init__(
        self, detail: str = "", *, cause: UnreadCause | None = None, cure: str = "", leaf_count: int = 0
    ) -> None:
        super().__init__(detail)
        self.cause = cause or self.cause
        self.detail = detail
        self.cure = cure
        self.leaf_count = leaf_count


class TooLarge(Trouble):
    """It unpacks to more than we hold."""

    cause = UnreadCause.TOO_LARGE


class TooSlow(Trouble):
    """The time for one document is spent."""

    cause = UnreadCause.TOO_SLOW


class Locked(Trouble):
    """It asks for a password."""

    cause = UnreadCause.PASSWORD


_LOCKED: Final = ("encrypted", "password")


def trouble_of(error: BaseException) -> Trouble:
    """Any error of a reader as trouble: libraries tell locks only in words, all else is damage."""
    if isinstance(error, Trouble):
        return error
    said = str(error).lower()
    if any(word in said for word in _LOCKED):
        return Locked(type(error).__name__)
    return Trouble(type(error).__name__)
