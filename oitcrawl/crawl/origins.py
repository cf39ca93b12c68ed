"""The twins of a home address: http and https, with and without www. Where one is dead, another may live. Calm."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from oitcrawl.model.scan import ScanWarning
from oitcrawl.model.visit import FailCause, Failed, Fetched, Visit

_UNREACHED = frozenset({FailCause.DNS, FailCause.CONNECT, FailCause.TLS, FailCause.TIMEOUT, FailCause.PROTOCOL})
_WHY = {
    FailCause.DNS: "ไม่พบชื่อเครื่องนี้ในอินเทอร์เน็ต",
    FailCause.CONNECT: "ต่อเครื่องแม่ข่ายไม่ได้",
    FailCause.TLS: "ใบรับรองความปลอดภัย (TLS) ใช้ไม่ได้",
    FailCause.TIMEOUT: "เครื่องแม่ข่ายไม่ตอบในเวลาที่กำหนด",
    FailCause.PROTOCOL: "คำตอบผิดรูปแบบ",
}


def home_twins(url: str) -> tuple[str, ...]:
    """The other addresses of one home page, likeliest first. With a port only the scheme is left to swap."""
    parts = urlsplit(url)
    host, other = parts.hostname or "", "http" if parts.scheme == "https" else "https"
    rest = url.partition("://")[2].partition("/")[2]
    if parts.port is not None or _has_no_www(host):
        return (f"{other}://{parts.netloc}/{rest}",)
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    pairs = ((other, host), (parts.scheme, twin), (other, twin))
    return tuple(f"{scheme}://{name}/{rest}" for scheme, name in pairs)


async def at_a_twin(failed: Failed, visit: Callable[[str], Awaitable[Visit]]) -> Fetched | None:
    """The answer of the first twin that answers where the home page itself cannot be reached, or None."""
    if failed.cause not in _UNREACHED:
        return None
    for url in home_twins(failed.url):
        answer = await visit(url)
        if isinstance(answer, Fetched):
            return answer
    return None


def moved_home(failed: Failed, found: str) -> ScanWarning:
    """The warning that people who type the known address do not reach the site."""
    kind = "tls_problem" if failed.cause is FailCause.TLS else "home_unreachable"
    message = f"{failed.url} เปิดไม่ได้ ({_WHY.get(failed.cause, failed.cause)}) จึงตรวจที่ {found} แทน ควรแก้ให้เปิดได้ทุกแบบ"
    return ScanWarning(kind=kind, url=failed.url, message=message)


def _has_no_www(host: str) -> bool:
    """Whether ``host`` is a number or a bare name, before which nobody writes www."""
    try:
        ip_address(host)
    except ValueError:
        return "." not in host
    return True
