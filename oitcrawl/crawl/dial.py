"""Opens connections: a name is resolved once, every answer passes the gate, and the checked address is used."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import httpx

from oitcrawl.crawl.gate import Gate, NameUnknown
from oitcrawl.crawl.tls import BrokenTls, Trust, lacks_issuer, trouble_of, unverified
from oitcrawl.crawl.wire import Wire

MAX_ADDRESSES = 8
_REMEMBERED = 60.0  # seconds that the checked addresses of a name are used
_FAIR = 5.0  # seconds for one of several addresses: IPv6 that leads nowhere is common


class Place(NamedTuple):
    """Where a connection leads."""

    secure: bool
    host: str
    port: int


@dataclass(slots=True)
class Dialer:
    """Connects to places that passed the gate: no second look-up can swap an address.

    Attributes:
        gate: decides on addresses.
        trust: what is known of certificates.
        seconds: for a look-up, and for a connection.
        fetch: how the issuer of a certificate is fetched.
    """

    gate: Gate
    trust: Trust
    seconds: float
    fetch: Callable[[str], Awaitable[bytes | None]]
    _names: dict[tuple[str, int], tuple[float, asyncio.Future[list[str]]]] = field(default_factory=dict)
    _locks: dict[Place, asyncio.Lock] = field(default_factory=dict)

    async def dial(self, place: Place) -> Wire:
        """A new connection.

        Raises:
            GateClosed: an address of the host must not be connected to.
            BrokenTls: its certificate is not to be trusted.
            httpx.TransportError: no such name, nobody answers, or no TLS where it should be.
        """
        loop = asyncio.get_running_loop()
        transport = await self._reach(place, lambda: Wire(loop, self.seconds))
        return cast("Wire", transport.get_protocol())

    async def streams(self, place: Place, limit: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A new connection as two streams, of which the first holds ``limit`` bytes; raises as ``dial`` does."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit, loop)  # an attempt that failed leaves nothing in it
        transport = await self._reach(place, lambda: asyncio.StreamReaderProtocol(reader, loop=loop))
        return reader, asyncio.StreamWriter(transport, transport.get_protocol(), reader, loop)

    async def _reach(self, place: Place, make: Callable[[], asyncio.BaseProtocol]) -> asyncio.Transport:
        if not place.secure:
            return await self._first(place, None, make)
        try:
            return await self._reach_secure(place, make)
        except ssl.SSLError as error:
            raise httpx.ConnectError(str(error)) from error

    async def _reach_secure(self, place: Place, make: Callable[[], asyncio.BaseProtocol]) -> asyncio.Transport:
        key = (place.host, place.port)
        context = self.trust.context(key)
        try:
            return await self._first(place, context, make)
        except ssl.SSLCertVerificationError as error:
            async with self._locks.setdefault(place, asyncio.Lock()):  # looked into once, however many ask
                if not self.trust.knows(key) or self.trust.context(key) is context:
                    await self._look_into(place, error)
            return await self._first(place, self.trust.context(key), make)

    async def addresses(self, host: str, port: int) -> list[str]:
        """The checked addresses of ``host``, the one that answered last first.

        Raises:
            GateClosed: any of them must not be connected to.
            NameUnknown: there is no such name.
            httpx.ConnectTimeout: nobody knows in time.
        """
        loop = asyncio.get_running_loop()
        until, found = self._names.get((host, port), (0.0, None))
        if found is None or loop.time() > until or (found.done() and (found.cancelled() or found.exception())):
            found = asyncio.ensure_future(self._look_up(host, port))
            found.add_done_callback(lambda known: known.cancelled() or known.exception())  # waited for or not
            self._names[host, port] = (loop.time() + _REMEMBERED, found)
        return await asyncio.shield(found)

    async def _look_up(self, host: str, port: int) -> list[str]:
        bare = host.strip("[]")
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self.seconds):
                answers = await loop.getaddrinfo(bare, port, type=socket.SOCK_STREAM)
        except TimeoutError:
            raise httpx.ConnectTimeout(f"looking up {host}") from None
        except (OSError, UnicodeError) as error:
            raise NameUnknown(str(error)) from error
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))[:MAX_ADDRESSES]
        for address in addresses:
            self.gate.check_address(bare, port, address)
        return addresses

    async def _first(
        self, place: Place, context: ssl.SSLContext | None, make: Callable[[], asyncio.BaseProtocol]
    ) -> asyncio.Transport:
        """A connection to the first of the addresses that answers."""
        addresses = await self.addresses(place.host, place.port)
        trouble: Exception = httpx.ConnectError(f"no address for {place.host}")
        fair = self.seconds if len(addresses) == 1 else min(self.seconds, _FAIR)
        for address in list(addresses):
            try:
                async with asyncio.timeout(fair):
                    transport = await _connect(address, place, context, make)
            except TimeoutError:
                trouble = httpx.ConnectTimeout(f"connecting to {place.host}")
            except ssl.SSLError:
                raise
            except OSError as error:
                trouble = httpx.ConnectError(str(error))
            else:
                if addresses[0] != address:
                    addresses.remove(address)
                    addresses.insert(0, address)
                return transport
        raise trouble

    async def _look_into(self, place: Place, error: ssl.SSLCertVerificationError) -> None:
        """Find out what is wrong with the certificate of ``place``, and mend its chain where that can be done."""
        from oitcrawl.crawl.chase import chase, defects  # its library takes a while to import, and few sites need it

        key, trouble = (place.host, place.port), trouble_of(error)
        leaf = await self._leaf(place)
        if lacks_issuer(error):
            context = await chase(leaf, self.fetch)
            if context is None and not self.trust.read_broken:
                # not remembered: where the issuer is to be had may just be down
                raise BrokenTls(trouble, place.host, defects(leaf, place.host, trouble))
            if context is not None:
                try:
                    (await self._first(place, context, asyncio.Protocol)).abort()
                except ssl.SSLCertVerificationError as again:
                    trouble = trouble_of(again)
                else:
                    self.trust.complete(key, context)
                    return
        self.trust.settle(key, trouble, defects(leaf, place.host, trouble))

    async def _leaf(self, place: Place) -> bytes:
        """The certificate of the server; nothing is sent to it."""
        transport = await self._first(place, unverified(), asyncio.Protocol)
        try:
            channel: ssl.SSLObject = transport.get_extra_info("ssl_object")
            return channel.getpeercert(binary_form=True) or b""
        finally:
            transport.abort()


async def _connect(
    address: str, place: Place, context: ssl.SSLContext | None, make: Callable[[], asyncio.BaseProtocol]
) -> asyncio.Transport:
    name = None if context is None else place.host.strip("[]")
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_connection(make, address, place.port, ssl=context, server_hostname=name)
    return transport
