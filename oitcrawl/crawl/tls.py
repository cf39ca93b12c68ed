"""Trust in certificates: one shared context, and what is wrong with a broken chain."""

import ssl
from dataclasses import dataclass, field
from functools import cache

import httpx

from oitcrawl.model.trust import tls_told
from oitcrawl.model.visit import TlsTrouble

Place = tuple[str, int]
_LEGACY_SERVER_CONNECT = 0x4  # OP_LEGACY_SERVER_CONNECT, without a name before Python 3.12
# Codes of OpenSSL (x509_vfy.h).
_CODES = {
    9: TlsTrouble.EARLY,
    10: TlsTrouble.EXPIRED,
    18: TlsTrouble.SELF_SIGNED,
    62: TlsTrouble.WRONG_NAME,
    64: TlsTrouble.WRONG_NAME,  # an IP address
}
_NO_ISSUER = frozenset({2, 20, 21})


class BrokenTls(httpx.ConnectError):
    """A certificate that is not to be trusted; the fetcher turns it into a ``Failed``.

    ``told`` says in Thai all that is wrong with it, where more is known than its ``trouble``.
    """

    def __init__(self, trouble: TlsTrouble, host: str, told: str = "") -> None:
        super().__init__(f"{host}: {told or tls_told(trouble)}")
        self.trouble = trouble


@cache
def verified() -> ssl.SSLContext:
    """The context that all clients share: making one costs 19 ms."""
    return fresh()


def fresh() -> ssl.SSLContext:
    """A context of its own that verifies."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    context.options |= _LEGACY_SERVER_CONNECT  # old load balancers: browsers visit them too
    return context


@cache
def unverified() -> ssl.SSLContext:
    """A context that believes every certificate."""
    context = fresh()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@dataclass(slots=True)
class Trust:
    """What one client knows of the certificates of hosts.

    Attributes:
        read_broken: whether a host with a broken certificate is read all the same.
        troubles: what is wrong with the certificates of the hosts that are read all the same.
    """

    read_broken: bool = False
    troubles: dict[Place, TlsTrouble] = field(default_factory=dict)
    _contexts: dict[Place, ssl.SSLContext] = field(default_factory=dict)
    _refused: dict[Place, tuple[TlsTrouble, str]] = field(default_factory=dict)

    def context(self, place: Place) -> ssl.SSLContext:
        """The context for connections to ``place``.

        Raises:
            BrokenTls: its certificate is known not to be trusted.
        """
        if place in self._refused:
            trouble, told = self._refused[place]
            raise BrokenTls(trouble, place[0], told)
        return self._contexts.get(place) or verified()

    def knows(self, place: Place) -> bool:
        """Whether the trouble of ``place`` was looked into."""
        return place in self._contexts or place in self._refused

    def complete(self, place: Place, context: ssl.SSLContext) -> None:
        """The chain of ``place`` is sound with the certificates that ``context`` adds."""
        self.troubles[place] = TlsTrouble.INCOMPLETE
        self._contexts[place] = context

    def settle(self, place: Place, trouble: TlsTrouble, told: str = "") -> None:
        """The certificate of ``place`` is broken for good, as ``told`` says: read it all the same, or refuse it."""
        if self.read_broken:
            self.troubles[place] = trouble
            self._contexts[place] = unverified()
        else:
            self._refused[place] = trouble, told


def lacks_issuer(error: ssl.SSLCertVerificationError) -> bool:
    """Whether a certificate between that of the server and a trusted one is missing."""
    return error.verify_code in _NO_ISSUER


def trouble_of(error: ssl.SSLCertVerificationError) -> TlsTrouble:
    """What is wrong with a certificate that did not pass."""
    return _CODES.get(error.verify_code, TlsTrouble.UNTRUSTED)
