"""The address gate: which addresses may be connected to. A name is resolved once, and the checked address is used."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore

from oitcrawl.errors import OitcrawlError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_USUAL_PORTS = frozenset({80, 443})
_IETF = ipaddress.ip_network("192.0.0.0/24")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is given out to the public Internet
MAX_ADDRESSES = 8


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
        if (literal := _literal(host)) is not None and (host, port) not in self.private:
            _demand_public(literal)

    def check_address(self, host: str, port: int, address: str) -> None:
        """Check one address that a name resolved to.

        Raises:
            GateClosed: it is not on the public Internet.
        """
        if (host.lower(), port) not in self.private:
            _demand_public(ipaddress.ip_address(address.partition("%")[0]))


class GatedNetwork(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that passed the gate: no second look-up can swap them."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._wire = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve ``host`` once, check every answer, connect to the first that answers.

        Raises:
            GateClosed: any of its addresses must not be connected to.
            httpcore.ConnectError: no such name, or nobody answers.
        """
        trouble: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in await self._checked(host, port, timeout):
            try:
                return await self._wire.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble

    async def connect_unix_socket(self, path: str, *_args: object, **_options: object) -> httpcore.AsyncNetworkStream:
        """Never: the web has no such addresses."""
        raise GateClosed(f"unix socket {path}")

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore's own retries."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109
        bare = host.strip("[]")
        try:
            async with asyncio.timeout(timeout):
                answers = await asyncio.get_running_loop().getaddrinfo(bare, port, type=socket.SOCK_STREAM)
        except TimeoutError:
            raise httpcore.ConnectTimeout(f"looking up {host}") from None
        except (OSError, UnicodeError) as error:
            raise NameUnknown(str(error)) from error
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))[:MAX_ADDRESSES]
        for address in addresses:
            self._gate.check_address(bare, port, address)
        return addresses


class NameUnknown(httpcore.ConnectError):
    """The name of the host does not resolve."""


def is_public(address: Address) -> bool:
    """Whether ``address`` is on the public Internet, also behind the ways of writing IPv4 inside IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
        if address not in _UNICAST:
            return inner is not None and address in _NAT64
    elif address in _IETF:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _demand_public(address: Address) -> None:
    if not is_public(address):
        raise GateClosed(f"{address} เป็นที่อยู่ภายในหรือสงวนไว้")


def _literal(host: str) -> Address | None:
    """The address that ``host`` spells, in any notation that a resolver would take (octal, hex, one number)."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if host == "localhost" or host.endswith(".localhost"):
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
