"""What is known of an address from earlier scans: what it came to, its version, and how often it changes."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from oitcrawl.model.visit import Failed, Fetched, TlsTrouble, Unchanged, Validators, Visit

READ: Final = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One address as it was when it was last asked.

    Attributes:
        url: canonical address that was asked for.
        final_url: address that answered; empty when none did.
        etag, last_modified: validators of the answer, empty where the server sent none.
        sha256: digest of the bytes that answered; empty when there were none.
        content_type, charset, disposition: of its headers.
        size: bytes.
        status: HTTP status where there was one, else 0.
        came: what it came to: ``READ``, or a value of FailCause or RefusedBy.
        permanent: nothing is there.
        detail: of the failure or refusal.
        tls: what was wrong with the certificate.
        rendered: a browser had to build the page: its bytes say nothing of whether it changed.
        label: what links call it, else its title.
        vital: asked every night: the home page, evidence and the pages on the way to it, lists.
        first_seen, last_seen: when it was read first and last; None when never.
        last_asked: when it was last asked for.
        last_changed: when it was found changed; None when never.
        asked, changed: how many times.
        quiet: how many times in a row it had not changed.
    """

    url: str
    final_url: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    content_type: str = ""
    charset: str = ""
    disposition: str = ""
    size: int = 0
    status: int = 0
    came: str = READ
    permanent: bool = False
    detail: str = ""
    tls: TlsTrouble | None = None
    rendered: bool = False
    label: str = ""
    vital: bool = False
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    last_asked: datetime
    last_changed: datetime | None = None
    asked: int = 1
    changed: int = 0
    quiet: int = 0

    @property
    def validators(self) -> Validators:
        """What lets the server say that nothing changed."""
        return Validators(etag=self.etag, last_modified=self.last_modified, of=self.final_url)

    def answer(self) -> Fetched:
        """The answer as it was, but for its body."""
        return Fetched(
            url=self.url,
            final_url=self.final_url,
            status=self.status,
            content_type=self.content_type,
            charset=self.charset,
            body=b"",
            disposition=self.disposition,
            etag=self.etag,
            last_modified=self.last_modified,
            tls=self.tls,
        )

    def nights(self, most: int) -> int:
        """The nights that may go by until it is asked again: 1 at first, doubling while it does not change.

        Args:
            most: the longest pause.
        """
        return 1 if self.vital or self.quiet < _PATIENCE else min(2 ** (self.quiet - _PATIENCE + 1), max(1, most))

    def is_due(self, now: datetime, most: int) -> bool:
        """Whether it is to be asked at ``now``; what has no rhythm yet always is."""
        nights = self.nights(most)
        return nights == 1 or (now - self.last_asked).total_seconds() >= (nights - _HALF) * _DAY


_PATIENCE: Final = 3  # times that an address must be found unchanged before it is asked less often
_DAY: Final = 86_400.0
_HALF: Final = 0.5  # nights never begin at the same minute


def known_of(url: str, answer: Visit, now: datetime) -> Known:
    """What an answer lets us know of an address that was never asked before."""
    match answer:
        case Fetched():
            return Known(
                url=url,
                final_url=answer.final_url,
                etag=answer.etag,
                last_modified=answer.last_modified,
                sha256=digest(answer.body),
                content_type=answer.content_type,
                charset=answer.charset,
                disposition=answer.disposition,
                size=len(answer.body),
                status=answer.status,
                tls=answer.tls,
                first_seen=now,
                last_seen=now,
                last_asked=now,
            )
        case Failed():
            cause = answer.cause.value
            return Known(url=url, came=cause, permanent=answer.permanent, status=answer.status, last_asked=now)
        case Unchanged():
            return Known(url=url, final_url=answer.final_url, last_asked=now)
        case _:
            return Known(url=url, came=answer.by.value, detail=answer.detail, last_asked=now)


def digest(body: bytes) -> str:
    """The SHA-256 of ``body`` in hexadecimal digits."""
    return sha256(body).hexdigest()
