"""Broken certificates, told apart: real chains made on the spot, real TLS servers on loopback."""

import asyncio
import ssl
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from oitcrawl.crawl import tls
from oitcrawl.crawl.chase import MAX_HOPS, may_anchor
from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.gate import Gate
from oitcrawl.model.trust import tls_cure, tls_told, tls_troubles, tls_warning
from oitcrawl.model.visit import FailCause, Failed, Fetched, TlsTrouble
from oitcrawl.settings import Settings

NOW = datetime.now(UTC)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def issue(subject, issuer=None, *, host="", issuers_at="", days=(-1, 30), alias=""):
    """A certificate and its key; without an issuer it signs itself. Gives (certificate, key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    parent, signer = issuer or (None, key)
    made = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(alias) if alias else parent.subject if parent else name(subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(usage(ca=not host), critical=True)
    )
    if host:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    if issuers_at:
        place = x509.UniformResourceIdentifier(issuers_at)
        said = [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, place)]
        made = made.add_extension(x509.AuthorityInformationAccess(said), critical=False)
    return made.sign(signer, hashes.SHA256()), key


def usage(*, ca):
    names = "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign encipher_only decipher_only"
    on = {"key_cert_sign", "crl_sign"} if ca else {"digital_signature"}
    return x509.KeyUsage(**{one: one in on for one in names.split()})


def pem(*certificates):
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


@pytest.fixture(scope="module")
def root():
    return issue("Root of trust")


@pytest.fixture(autouse=True)
def trusting(root, tmp_path, monkeypatch):
    """This machine trusts our root and nothing else."""
    file = tmp_path / "roots.pem"
    file.write_bytes(pem(root[0]))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    for made in (tls.verified, tls.unverified):
        made.cache_clear()
    yield
    for made in (tls.verified, tls.unverified):
        made.cache_clear()


@asynccontextmanager
async def website(tmp_path, chain, key, *, seen=None):
    """A site whose server sends ``chain``; gives its port."""
    file = tmp_path / f"{chain[0].serial_number}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(pem(*chain) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    async def serve(reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if seen is not None:
                    seen.append(head.split(b" ")[1])
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        except (asyncio.IncompleteReadError, asyncio.CancelledError, OSError):
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    yield server.sockets[0].getsockname()[1]
    server.close()


@asynccontextmanager
async def issuers(files):
    """Where certificates of issuers are to be had, by plain http; gives (address of the folder, what was asked)."""
    asked = []

    async def serve(reader, writer):
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
        asked.append(path)
        body = files.get(path)
        status = "200 OK" if body is not None else "404 Not Found"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body or b'')}\r\nConnection: close\r\n\r\n".encode())
        writer.write(body or b"")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    server.close()


def fetcher(*ports, broken="refuse"):
    places = frozenset(("localhost", port) for port in ports) | {("127.0.0.1", port) for port in ports}
    home = f"https://localhost:{ports[0]}/"
    settings = Settings(timeout=3.0, broken_tls=broken)
    return home, Fetcher(settings, home=home, gate=Gate(own=places, private=places))


async def visit(port, *more, broken="refuse", times=1):
    home, client = fetcher(port, *more, broken=broken)
    async with client:
        return [await client.fetch(home + str(number)) for number in range(times)]


async def test_a_sound_chain_is_no_trouble(root, tmp_path):
    middle = issue("Middle", root)
    leaf, key = issue("site", middle, host="localhost")
    async with website(tmp_path, [leaf, middle[0]], key) as port:
        (answer,) = await visit(port)

    assert (b"hello", None) == (answer.body, answer.tls)


@pytest.mark.parametrize("form", ["der", "pem", "bundle"])
async def test_a_missing_intermediate_is_fetched_and_told(root, tmp_path, form):
    files = {}
    async with issuers(files) as (folder, asked):
        middle = issue("Middle", root, issuers_at=f"{folder}/root.cer")
        leaf, key = issue("site", middle, host="localhost", issuers_at=f"{folder}/middle.cer")
        files["/middle.cer"] = {
            "der": middle[0].public_bytes(Encoding.DER),
            "pem": pem(middle[0]),
            "bundle": pkcs7.serialize_certificates([root[0], middle[0]], Encoding.DER),
        }[form]
        files["/root.cer"] = root[0].public_bytes(Encoding.DER)
        async with website(tmp_path, [leaf], key) as port:
            answers = await visit(port, int(folder.rpartition(":")[2]), times=3)

    assert [(b"hello", TlsTrouble.INCOMPLETE)] * 3 == [(answer.body, answer.tls) for answer in answers]
    assert 1 == asked.count("/middle.cer")


async def test_two_missing_intermediates_are_fetched_one_after_the_other(root, tmp_path):
    files = {}
    async with issuers(files) as (folder, _):
        upper = issue("Upper", root)
        lower = issue("Lower", upper, issuers_at=f"{folder}/upper.cer")
        leaf, key = issue("site", lower, host="localhost", issuers_at=f"{folder}/lower.cer")
        files |= {"/upper.cer": pem(upper[0]), "/lower.cer": pem(lower[0])}
        async with website(tmp_path, [leaf], key) as port:
            (answer,) = await visit(port, int(folder.rpartition(":")[2]))

    assert TlsTrouble.INCOMPLETE is answer.tls


async def test_issuers_are_asked_for_through_the_gate(root, tmp_path):
    """The address stands in a certificate that anybody may have made: it must not lead into the network inside."""
    files = {}
    async with issuers(files) as (folder, asked):
        middle = issue("Middle", root)
        leaf, key = issue("site", middle, host="localhost", issuers_at=f"{folder}/middle.cer")
        files["/middle.cer"] = pem(middle[0])
        async with website(tmp_path, [leaf], key) as port:
            (answer,) = await visit(port)

    assert (FailCause.TLS, TlsTrouble.UNTRUSTED) == (answer.cause, answer.tls)
    assert [] == asked


async def test_a_fetched_certificate_is_never_an_anchor(tmp_path):
    """A stranger's chain that brings its own root does not become trusted by being fetched."""
    files = {}
    async with issuers(files) as (folder, _):
        stranger = issue("Stranger")
        middle = issue("Middle", stranger, issuers_at=f"{folder}/stranger.cer")
        leaf, key = issue("site", middle, host="localhost", issuers_at=f"{folder}/middle.cer")
        files |= {"/middle.cer": pem(middle[0]), "/stranger.cer": pem(stranger[0])}
        async with website(tmp_path, [leaf], key) as port:
            (answer,) = await visit(port, int(folder.rpartition(":")[2]))

    assert (Failed, FailCause.TLS) == (type(answer), answer.cause)
    assert f"localhost: {tls_told(TlsTrouble.UNTRUSTED)}" == answer.detail


@pytest.mark.parametrize("alias", ["Stranger", "STRANGER", " stranger ", "str anger"])
async def test_a_root_in_disguise_is_no_anchor_either(tmp_path, alias):
    """OpenSSL compares names without case and outer spaces: what it may take for a root is left out."""
    files = {}
    async with issuers(files) as (folder, _):
        stranger = issue("Stranger", alias=alias)
        leaf, key = issue("site", (stranger[0], stranger[1]), host="localhost", issuers_at=f"{folder}/x.cer")
        files["/x.cer"] = pem(stranger[0])
        async with website(tmp_path, [leaf], key) as port:
            (answer,) = await visit(port, int(folder.rpartition(":")[2]))

    assert may_anchor(stranger[0])
    assert FailCause.TLS is answer.cause


async def test_a_circle_of_issuers_comes_to_an_end(tmp_path):
    files = {}
    async with issuers(files) as (folder, asked):
        one = issue("One", alias="Two", issuers_at=f"{folder}/one.cer")
        leaf, key = issue("site", one, host="localhost", issuers_at=f"{folder}/one.cer")
        files["/one.cer"] = pem(one[0])
        async with website(tmp_path, [leaf], key) as port:
            (answer,) = await visit(port, int(folder.rpartition(":")[2]))

    assert FailCause.TLS is answer.cause
    assert len(asked) <= MAX_HOPS


def broken_sites(root):
    middle = issue("Middle", root)
    expired, late = issue("site", middle, host="localhost", days=(-30, -1))
    early, soon = issue("site", middle, host="localhost", days=(5, 30))
    other, key = issue("site", middle, host="other.example")
    own, secret = issue("site", host="localhost")
    worst, bad = issue("site", host="other.example", days=(-30, -1))
    orphan, lost = issue("site", issue("Nobody"), host="localhost", days=(-30, -1))
    return {
        "expired": ([expired, middle[0]], late, {TlsTrouble.EXPIRED}),
        "not yet valid": ([early, middle[0]], soon, {TlsTrouble.EARLY}),
        "wrong name": ([other, middle[0]], key, {TlsTrouble.WRONG_NAME}),
        "self-signed": ([own], secret, {TlsTrouble.SELF_SIGNED}),
        "all at once": ([worst], bad, {TlsTrouble.SELF_SIGNED, TlsTrouble.EXPIRED, TlsTrouble.WRONG_NAME}),
        "expired and of nobody": ([orphan], lost, {TlsTrouble.UNTRUSTED, TlsTrouble.EXPIRED}),
    }


KINDS = ["expired", "not yet valid", "wrong name", "self-signed", "all at once", "expired and of nobody"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_broken_certificate_is_refused_and_named(root, tmp_path, kind):
    chain, key, troubles = broken_sites(root)[kind]
    seen = []
    async with website(tmp_path, chain, key, seen=seen) as port:
        answers = await visit(port, times=2)

    assert [FailCause.TLS] * 2 == [answer.cause for answer in answers]
    assert troubles == {answers[0].tls, *tls_troubles(answers[0].detail)}
    assert answers[0].detail == answers[1].detail
    assert ("ใช้ได้ถึงวันที่" in answers[0].detail) == (TlsTrouble.EXPIRED in troubles)
    message = tls_warning(answers[0]).message
    assert all(tls_cure(trouble) in message for trouble in troubles)
    assert [] == seen


@pytest.mark.parametrize("kind", KINDS)
async def test_a_broken_certificate_is_read_and_told_where_settings_allow(root, tmp_path, kind):
    chain, key, troubles = broken_sites(root)[kind]
    async with website(tmp_path, chain, key) as port:
        answers = await visit(port, broken="read", times=2)

    assert [Fetched] * 2 == [type(answer) for answer in answers]
    assert all(answer.tls in troubles for answer in answers)


async def test_a_missing_intermediate_that_is_not_to_be_had_is_read_where_settings_allow(root, tmp_path):
    leaf, key = issue("site", issue("Middle", root), host="localhost")
    async with website(tmp_path, [leaf], key) as port:
        (answer,) = await visit(port, broken="read")

    assert (b"hello", TlsTrouble.UNTRUSTED) == (answer.body, answer.tls)


async def test_one_broken_host_lowers_no_guard_for_another(root, tmp_path):
    kinds = broken_sites(root)
    async with website(tmp_path, *kinds["expired"][:2]) as bad, website(tmp_path, *kinds["self-signed"][:2]) as worse:
        home, client = fetcher(bad, worse, broken="read")
        async with client:
            first = await client.fetch(home)
            context = client._transport._trust.context(("localhost", worse))
            second = await client.fetch(f"https://localhost:{worse}/")

    assert (TlsTrouble.EXPIRED, TlsTrouble.SELF_SIGNED) == (first.tls, second.tls)
    assert ssl.CERT_REQUIRED is context.verify_mode


async def test_many_requests_at_once_look_into_a_chain_once(root, tmp_path):
    files = {}
    async with issuers(files) as (folder, asked):
        middle = issue("Middle", root)
        leaf, key = issue("site", middle, host="localhost", issuers_at=f"{folder}/middle.cer")
        files["/middle.cer"] = pem(middle[0])
        async with website(tmp_path, [leaf], key) as port:
            home, client = fetcher(port, int(folder.rpartition(":")[2]))
            async with client:
                answers = await asyncio.gather(*(client.fetch(f"{home}{number}") for number in range(4)))

    assert [TlsTrouble.INCOMPLETE] * 4 == [answer.tls for answer in answers]
    assert ["/middle.cer"] == asked


def test_the_shared_context_verifies():
    context = tls.verified()

    assert context is tls.verified()
    assert (ssl.CERT_REQUIRED, True) == (context.verify_mode, context.check_hostname)


@pytest.mark.parametrize("trouble", TlsTrouble)
def test_every_trouble_is_told_with_its_cure(trouble):
    assert tls_told(trouble)
    assert tls_cure(trouble)
