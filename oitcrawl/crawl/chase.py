"""The chase of certificates that a server forgot to send: each says where its issuer's is to be had."""

import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID

from oitcrawl.crawl.tls import fresh
from oitcrawl.model.trust import tls_told
from oitcrawl.model.visit import TlsTrouble

MAX_HOPS = 4  # certificates fetched for one chain


async def chase(leaf: bytes, fetch: Callable[[str], Awaitable[bytes | None]]) -> ssl.SSLContext | None:
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


def defects(leaf: bytes, host: str, first: TlsTrouble) -> str:
    """All that can be told to be wrong with a certificate, in Thai.

    Args:
        leaf: the server's certificate, DER.
        host: the name that it should be for.
        first: what OpenSSL found, which stops at the first trouble.
    """
    try:
        certificate = x509.load_der_x509_certificate(leaf)
    except ValueError:
        return tls_told(first)
    ends, begins, now = certificate.not_valid_after_utc, certificate.not_valid_before_utc, datetime.now(UTC)
    own = {TlsTrouble.EXPIRED: ends if ends < now else None, TlsTrouble.EARLY: begins if begins > now else None}
    days = {trouble: when.date() for trouble, when in own.items() if when is not None}
    found = dict.fromkeys([first, *days, *([] if _names(certificate, host) else [TlsTrouble.WRONG_NAME])])
    return " และ".join(tls_told(trouble, days.get(trouble)) for trouble in found)


def _names(certificate: x509.Certificate, host: str) -> bool:
    """Whether a certificate is for ``host``; a name of it may begin with ``*.`` for one part."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    addresses = {str(one) for one in said.get_values_for_type(x509.IPAddress)}
    names = {one.lower() for one in said.get_values_for_type(x509.DNSName)}
    return bare in addresses | names or f"*.{bare.partition('.')[2]}" in names


def _extended(found: list[x509.Certificate]) -> ssl.SSLContext:
    context = fresh()
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
