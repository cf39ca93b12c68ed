"""A key that lives as long as one browser, and that only this browser believes: its proxy ends TLS with it."""

import base64
import hashlib
import secrets
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from oitcrawl.scratch import Scratch

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

_NAME: Final = "oitcrawl.invalid"
_DAYS: Final = timedelta(days=30)  # the longest scan, and clocks that go wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKey:
    """A key and its certificate, made for one browser and kept nowhere.

    Attributes:
        context: what its proxy shows to the browser, for every host.
        digest: of the public key, SHA-256 in base64, as Chromium wants to be told whom to believe.
    """

    context: ssl.SSLContext
    digest: str

    @property
    def argument(self) -> str:
        """The word that lets a Chromium believe this key, whatever name it is shown for, and no other."""
        return f"--ignore-certificate-errors-spki-list={self.digest}"


def own_key() -> OwnKey:
    """A fresh key. It touches the disk only under a password that nobody keeps: the library reads files alone."""
    from cryptography.hazmat.primitives.asymmetric import ec  # takes a while to import; few scans need a browser
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        PublicFormat,
    )

    key = ec.generate_private_key(ec.SECP256R1())
    password = secrets.token_hex(16)
    sealed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    with Scratch("key-") as folder:
        file = folder.path / "key.pem"
        file.write_bytes(_certificate(key) + sealed)
        context.load_cert_chain(file, password=password)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return OwnKey(context=context, digest=base64.b64encode(hashlib.sha256(public).digest()).decode())


def _certificate(key: "ec.EllipticCurvePrivateKey") -> bytes:
    """What names ``key``, PEM, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding

    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _NAME)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAYS)
        .not_valid_after(now + _DAYS)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(_NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
