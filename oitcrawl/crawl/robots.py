"""robots.txt as RFC 9309 has it: what a site allows the crawler, and how slowly."""

from dataclasses import dataclass

from protego import Protego

from oitcrawl.model.visit import FailCause, Failed, Fetched, Visit

AGENT = "oitcrawl"
MAX_BYTES = 500_000
MAX_DELAY = 10.0  # seconds; a longer crawl-delay would keep an agency from ever being read whole
_ABSENT = frozenset({FailCause.NOT_FOUND, FailCause.GONE, FailCause.FORBIDDEN, FailCause.CLIENT_ERROR})


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site.

    Attributes:
        shut: nothing may be fetched, because robots.txt could not be had (5xx, unreachable).
        delay: seconds between two requests, 0 when the site names none.
        sitemaps: addresses of sitemaps that it names.
    """

    rules: Protego | None = None
    shut: str = ""
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""
        return not self.shut and (self.rules is None or self.rules.can_fetch(url, AGENT))


def robots_from(answer: Visit) -> Robots:
    """The rules that an answer for /robots.txt amounts to: 4xx allows all, 5xx and silence shut the site."""
    match answer:
        case Fetched():
            return _parsed(answer.body[:MAX_BYTES])
        case Failed() if answer.cause in _ABSENT:
            return Robots()
        case Failed():
            return Robots(shut=f"robots.txt ตอบไม่ได้ ({answer.cause.value})")
        case _:
            return Robots()


def _parsed(body: bytes) -> Robots:
    text = body.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "<":  # an HTML page in its place says nothing
        return Robots()
    rules = Protego.parse(text)
    delay = min(float(rules.crawl_delay(AGENT) or 0.0), MAX_DELAY)
    return Robots(rules=rules, delay=delay, sitemaps=tuple(rules.sitemaps)[:20])
