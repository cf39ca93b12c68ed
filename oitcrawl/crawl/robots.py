"""robots.txt as RFC 9309 has it: what a site allows the crawler, and how slowly."""

import re
from dataclasses import dataclass

from protego import Protego

from oitcrawl.model.visit import FailCause, Failed, Fetched, Visit

AGENT = "oitcrawl"
MAX_BYTES = 500_000
MAX_DELAY = 10.0  # seconds; a longer crawl-delay would keep an agency from ever being read whole
_SITEMAPS = 20
# Nobody answered at all: that is no word about robots, it is the site being down.
_DOWN = frozenset({FailCause.DNS, FailCause.CONNECT, FailCause.TLS, FailCause.TIMEOUT, FailCause.PROTOCOL})
# The server had trouble, so it may have rules that it could not tell (RFC 9309, 2.3.1.4); 429 is trouble too.
_TROUBLE = frozenset({FailCause.SERVER_ERROR, FailCause.TOO_MANY_REQUESTS})


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site.

    Attributes:
        shut: nothing may be fetched, because robots.txt could not be had; says why.
        down: nobody answered.
        delay: seconds between two requests, 0 when the site names none.
        sitemaps: addresses of sitemaps that it names.
    """

    rules: Protego | None = None
    shut: str = ""
    down: Failed | None = None
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str, agent: str = AGENT) -> bool:
        """Whether ``url`` may be fetched by whoever calls itself ``agent``."""
        if self.shut or self.down is not None:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, agent))


def robots_from(answer: Visit) -> Robots:
    """The rules that an answer for /robots.txt amounts to: 4xx and the like allow all, 5xx and silence nothing."""
    match answer:
        case Fetched():
            return _parsed(answer.body)
        case Failed() if answer.cause in _DOWN:
            return Robots(down=answer)
        case Failed() if answer.cause in _TROUBLE:
            return Robots(shut=f"robots.txt ตอบไม่ได้ ({answer.cause.value})")
        case _:
            return Robots()


def _parsed(body: bytes) -> Robots:
    if len(body) > MAX_BYTES:
        body = body[: body.rfind(b"\n", 0, MAX_BYTES) + 1]  # half a rule would say something else
    text = "\n".join(body.decode("utf-8-sig", "replace").splitlines())
    if text.lstrip()[:1] == "<" and not _GROUP.search(text):  # an HTML page in its place says nothing
        return Robots()
    rules = Protego.parse(_HEAD.sub(_named, text))
    return Robots(rules=rules, delay=min(_delay(rules), MAX_DELAY), sitemaps=tuple(rules.sitemaps)[:_SITEMAPS])


_GROUP = re.compile(r"^[ \t]*user[- ]?agent[ \t]*[: \t][ \t]*[*a-z]", re.IGNORECASE | re.MULTILINE)
_HEAD = re.compile(r"^[ \t]*user[- ]?agent[ \t]*[: \t][ \t]*([a-z_-]+)(?![*\w])[^#\n]*", re.IGNORECASE | re.MULTILINE)


def _named(head: re.Match[str]) -> str:
    """The first line of a group, as the library must see it: a name is its letters, and the whole of them (2.2.1).

    The library takes a group of ``oit`` for ours, and one of ``oitcrawl/1.0``, copied from a log, for another's.
    """
    name = head[1].lower()
    if name == AGENT:
        return f"User-agent: {AGENT}"
    return f"User-agent: not-{name}" if AGENT.startswith(name) else head[0]


def _delay(rules: Protego) -> float:
    """Seconds between two requests, by Crawl-delay or Request-rate, whichever asks for more."""
    rate = rules.request_rate(AGENT)
    between = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
    return max(float(rules.crawl_delay(AGENT) or 0.0), between)
