"""The address gate: which addresses may be connected to."""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from oitcrawl.crawl.urls import FORBIDDEN_IN_HOST
from oitcrawl.errors import OitcrawlError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_USUAL_PORTS = frozenset({80, 443})
_SPECIAL = tuple(  # of the IETF; old 6to4 relays; what Azure's machines are ruled by; documentation
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "3fff::/20"))
)
_ISATAP = 0x0000_5EFE  # the middle of an address that carries one of IPv4 through a tunnel of the office (RFC 5214)
_LOCAL = 0x0200_0000  # a bit of it that says nothing of where it leads
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is given out to the public Internet


class GateClosed(OitcrawlError):  # noqa: N818 - what happened at the gate
    """An address that must not be connected to; the fetcher turns it into a ``Refused``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Decides on addresses for the scan of one site.

    Attributes:
        own: (host, port) of the target and its further hosts: only there other ports than 80 and 443 are allowed.
        private: (host, port) that may be a loopback or private address; the target's own under --allow-private.
    """

    own: frozenset[tuple[str, int]]
    private: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, home: str, also: Iterable[str] = (), *, allow_private: bool = False) -> "Gate":
        """The gate for one site: ``home`` and the further addresses that count as the agency's own."""
        homes = frozenset(_place(home))
        return cls(
            own=homes | {place for url in also for place in _place(url)},
            private=homes if allow_private else frozenset(),
        )

    def check_url(self, url: str) -> None:
        """Check what can be told without resolving.

        Raises:
            GateClosed: scheme, credentials, port or a forbidden literal address.
        """
        try:
            parts = urlsplit(url)
            port = parts.port if parts.port is not None else 443 if parts.scheme == "https" else 80
        except ValueError:
            raise GateClosed("ที่อยู่ผิดรูปแบบ") from None
        host = (parts.hostname or "").lower()
        if parts.scheme not in {"http", "https"} or not host:
            raise GateClosed("ไม่ใช่ http หรือ https")
        if parts.username is not None or "\\" in url:
            raise GateClosed("มีชื่อผู้ใช้หรือเครื่องหมายต้องห้ามในที่อยู่")
        if port not in _USUAL_PORTS and (host, port) not in self.own:
            raise GateClosed(f"พอร์ต {port} ไม่ใช่ของเว็บไซต์นี้")
        if (literal := _literal(_ascii(host))) is not None and (host, port) not in self.private:
            _demand_public(literal)

    def check_address(self, host: str, port: int, address: str) -> None:
        """Check one address that a name resolved to.

        Raises:
            GateClosed: it is not on the public Internet.
        """
        if (host.lower(), port) not in self.private:
            _demand_public(ipaddress.ip_address(address.partition("%")[0]))


class NameUnknown(httpx.ConnectError):
    """The name of the host does not resolve."""


def is_public(address: Address) -> bool:
    """Whether ``address`` is on the public Internet, also behind the ways of writing IPv4 inside IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and (address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF & ~_LOCAL == _ISATAP):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
        if address not in _UNICAST:
            return inner is not None and address in _NAT64
    if any(address in some for some in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _demand_public(address: Address) -> None:
    if not is_public(address):
        raise GateClosed(f"{address} เป็นที่อยู่ภายในหรือสงวนไว้")


def _ascii(host: str) -> str:
    """``host`` as a resolver is asked for it: digits of other scripts and other full stops are the plain ones there.

    Raises:
        GateClosed: it is no name of a host.
    """
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise GateClosed("ที่อยู่ผิดรูปแบบ") from None
    if FORBIDDEN_IN_HOST.search(name):
        raise GateClosed("มีเครื่องหมายต้องห้ามในชื่อเว็บไซต์")
    return name.rstrip(".")


def _literal(host: str) -> Address | None:
    """The address that ``host`` spells, in any notation that a resolver would take (octal, hex, one number)."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if host in {"localhost", "*"} or host.endswith(".localhost"):  # glibc takes a star for this machine
        return ipaddress.IPv4Address("127.0.0.1")
    if host[:1].isdigit():
        try:
            return ipaddress.IPv4Address(socket.inet_aton(host))
        except OSError:
            return None
    return None


def _place(url: str) -> list[tuple[str, int]]:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = (parts.hostname or "").lower()
    if parts.port:
        return [(host, parts.port)]
    return [(host, 80), (host, 443)]
