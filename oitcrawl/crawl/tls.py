"""Trust in certificates: one shared context, what is wrong with a chain, and the chase of a lost link."""

import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID

from oitcrawl.model.trust import tls_told
from oitcrawl.model.visit import TlsTrouble

Place = tuple[str, int]
Fetch = Callable[[str], Awaitable[bytes | None]]
MAX_HOPS = 4  # certificates fetched for one chain
MAX_CERTIFICATE = 65_536  # bytes
_LEGACY_SERVER_CONNECT = 0x4  # OP_LEGACY_SERVER_CONNECT, without a name before Python 3.12
# Codes of OpenSSL (x509_vfy.h).
_CODES = {
    9: TlsTrouble.EXPIRED,  # not valid yet
    10: TlsTrouble.EXPIRED,
    62: TlsTrouble.WRONG_NAME,
    64: TlsTrouble.WRONG_NAME,  # an IP address
}
_NO_ISSUER = frozenset({2, 20, 21})


class BrokenTls(httpx.ConnectError):
    """A certificate that is not to be trusted; the fetcher turns it into a ``Failed``."""

    def __init__(self, trouble: TlsTrouble, host: str) -> None:
        super().__init__(f"{host}: {tls_told(trouble)}")
        self.trouble = trouble


@cache
def verified() -> ssl.SSLContext:
    """The context that all clients share: making one costs 19 ms."""
    return _fresh()


def _fresh() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    context.options |= _LEGACY_SERVER_CONNECT  # old load balancers: browsers visit them too
    return context


@cache
def unverified() -> ssl.SSLContext:
    """A context that believes every certificate."""
    context = _fresh()
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
    _refused: dict[Place, TlsTrouble] = field(default_factory=dict)

    def context(self, place: Place) -> ssl.SSLContext:
        """The context for connections to ``place``.

        Raises:
            BrokenTls: its certificate is known not to be trusted.
        """
        if place in self._refused:
            raise BrokenTls(self._refused[place], place[0])
        return self._contexts.get(place) or verified()

    def knows(self, place: Place) -> bool:
        """Whether the trouble of ``place`` was looked into."""
        return place in self._contexts or place in self._refused

    def complete(self, place: Place, context: ssl.SSLContext) -> None:
        """The chain of ``place`` is sound with the certificates that ``context`` adds."""
        self.troubles[place] = TlsTrouble.INCOMPLETE
        self._contexts[place] = context

    def settle(self, place: Place, trouble: TlsTrouble) -> None:
        """The certificate of ``place`` is broken for good: read it all the same, or refuse it."""
        if self.read_broken:
            self.troubles[place] = trouble
            self._contexts[place] = unverified()
        else:
            self._refused[place] = trouble


def lacks_issuer(error: ssl.SSLCertVerificationError) -> bool:
    """Whether a certificate between that of the server and a trusted one is missing."""
    return error.verify_code in _NO_ISSUER


def trouble_of(error: ssl.SSLCertVerificationError) -> TlsTrouble:
    """What is wrong with a certificate that did not pass."""
    return _CODES.get(error.verify_code, TlsTrouble.UNTRUSTED)


async def chase(leaf: bytes, fetch: Fetch) -> ssl.SSLContext | None:
    """A context that adds the issuers of a certificate, fetched from where each certificate says; None without any.

    What is fetched is no anchor: the chain must still end at a certificate that the machine trusts.

    Args:
        leaf: the server's certificate, DER.
        fetch: an address in, its body out.
    """
    found: list[x509.Certificate] = []
    current = x509.load_der_x509_certificate(leaf)
    while len(found) < MAX_HOPS and (url := _issuer_address(current)):
        body = await fetch(url)
        issuer = _issuer_in(body or b"", current)
        if issuer is None or may_anchor(issuer) or issuer in found:
            break
        found.append(issuer)
        current = issuer
    return _extended(found) if found else None


def _extended(found: list[x509.Certificate]) -> ssl.SSLContext:
    context = _fresh()
    context.verify_flags &= ~ssl.VERIFY_X509_PARTIAL_CHAIN  # else each of them would be an anchor
    context.load_verify_locations(cadata="".join(one.public_bytes(Encoding.PEM).decode() for one in found))
    return context


def may_anchor(certificate: x509.Certificate) -> bool:
    """Whether OpenSSL might take it for a root, which nothing that was fetched may be: subject and issuer look alike.

    Compared more loosely than OpenSSL does (it folds case and white space), so that nothing slips between the two.
    """
    return _folded(certificate.subject) == _folded(certificate.issuer)


def _folded(name: x509.Name) -> frozenset[tuple[str, str]]:
    return frozenset((one.oid.dotted_string, "".join(str(one.value).split()).casefold()) for one in name)


def _issuer_address(certificate: x509.Certificate) -> str:
    """Where the issuer's certificate is to be had by plain http; empty when it does not say."""
    try:
        said = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return ""
    places = (
        one.access_location.value
        for one in said
        if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS
        and isinstance(one.access_location, x509.UniformResourceIdentifier)
    )
    return next((place for place in places if place.lower().startswith("http://")), "")


def _issuer_in(body: bytes, certificate: x509.Certificate) -> x509.Certificate | None:
    """The certificate in ``body`` that signed ``certificate``: DER, PEM or a PKCS #7 bundle."""
    for load in (_der, _pem, _bundle):
        try:
            some = load(body)
        except ValueError:
            continue
        return next((one for one in some if _signed(certificate, one)), None)
    return None


def _der(body: bytes) -> list[x509.Certificate]:
    return [x509.load_der_x509_certificate(body)]


def _pem(body: bytes) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(body)


def _bundle(body: bytes) -> list[x509.Certificate]:
    return pkcs7.load_der_pkcs7_certificates(body)


def _signed(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - wrong name, signature, or a kind of key that is not known
        return False
    return True
