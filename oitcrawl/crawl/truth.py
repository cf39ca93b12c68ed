"""Doubts answers that only look like success: a page is true unless a probe or its own words deny it."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable

from oitcrawl.crawl.absence import Hint, hint, is_scripted, is_worth_a_look, own_part, promises_document
from oitcrawl.crawl.impossible import Impossible, impossible, is_home, is_home_like, is_paged
from oitcrawl.crawl.look import Glance, Look, look
from oitcrawl.crawl.signatures import barrier
from oitcrawl.model.content import Content, Page
from oitcrawl.model.scan import ScanWarning
from oitcrawl.model.visit import FailCause, Failed, Fetched, Visit

MAX_PROBES = 6  # of one site
MAX_HOMES = 4  # a splash page, the page behind it, languages
EXAMPLES = 3

DETAILS = {
    FailCause.BLOCKED: "ได้หน้าของระบบป้องกัน (firewall หรือ captcha) แทนเนื้อหา",
    FailCause.LOGIN: "ได้หน้าเข้าสู่ระบบแทนเนื้อหา",
    FailCause.MAINTENANCE: "ได้หน้าแจ้งปิดปรับปรุงแทนเนื้อหา",
    FailCause.PARKED: "ได้หน้าของโดเมนที่หมดอายุ พื้นที่ที่ถูกระงับ หรือเครื่องแม่ข่ายที่ยังไม่ตั้งค่า",
    FailCause.SERVER_ERROR: "ตอบว่าปกติ แต่ได้ข้อความผิดพลาดของโปรแกรมหรือฐานข้อมูลแทนเนื้อหา",
    FailCause.SOFT_404: "ตอบว่าปกติ แต่เนื้อหาเหมือนที่อยู่ที่ไม่มีจริง หรือบอกเองว่าไม่พบหน้า",
    FailCause.EMPTY_PAGE: "ตอบว่าปกติ แต่ไม่มีเนื้อหา",
    FailCause.WRONG_TYPE: "ลิงก์บอกว่าเป็นเอกสาร แต่ได้หน้าเว็บสั้น ๆ แทน",
}
STRAYED = "พาไปหน้าแรกแทน เหมือนที่อยู่ที่ไม่มีจริง"
HOME_AGAIN = "ได้หน้าแรกแทน เหมือนที่อยู่ที่ไม่มีจริง"

_KINDS = {
    FailCause.SOFT_404: "soft_404",
    FailCause.EMPTY_PAGE: "soft_404",
    FailCause.WRONG_TYPE: "soft_404",
    FailCause.BLOCKED: "blocked_scanner",
    FailCause.LOGIN: "login_wall",
    FailCause.MAINTENANCE: "maintenance",
    FailCause.PARKED: "parked",
}


class Doubter:
    """Tells untrue answers of one site.

    Attributes:
        probes: addresses that cannot exist, asked for so far.
    """

    def __init__(
        self,
        *,
        visit: Callable[[str], Awaitable[Visit]],
        read: Callable[[Fetched], Awaitable[Content]],
        home: str,
    ) -> None:
        self._visit, self._read, self._home = visit, read, home
        self._homes: dict[str, Look] = {}
        self._glances: list[Glance] = []
        self._asked: dict[str, asyncio.Task[_Echo | None]] = {}
        self.probes = 0

    async def doubt(self, answer: Fetched, content: Content) -> Failed | None:
        """The failure that the answer really is, or None. May visit addresses that cannot exist to find out."""
        if not isinstance(content, Page):
            return None
        is_first = is_home(answer.url, self._home)
        if cause := barrier(content, answer.body, is_home=is_first):
            return _failed(answer, cause)
        if is_first or is_home_like(answer.url):
            self._learn(answer, content)
            return None
        if untrue := await self.astray(answer):
            return untrue
        return await self._weigh(answer, content) if self._is_doubtful(answer, content) else None

    def _is_doubtful(self, answer: Fetched, page: Page) -> bool:
        if is_scripted(page) or is_paged(answer.final_url):
            return False
        return promises_document(answer.url) or is_worth_a_look(page, Glance.of(page), self._glances)

    async def astray(self, answer: Fetched) -> Failed | None:
        """SOFT_404 when a redirect led to the home page as it does from addresses that cannot exist, or None."""
        if not self._is_home(answer.final_url) or is_home_like(answer.url) or self._is_home(answer.url):
            return None
        echo = await self._echo(answer.url)
        return _failed(answer, FailCause.SOFT_404, STRAYED) if echo and self._is_home(echo.final_url) else None

    async def _weigh(self, answer: Fetched, page: Page) -> Failed | None:
        seen = look(page, answer.body, _echoed(answer.final_url))
        if any(seen.is_same_as(one) for one in self._homes.values()):
            echo = await self._echo(answer.url)
            again = echo and (
                self._is_home(echo.final_url) or any(echo.look.is_same_as(h) for h in self._homes.values())
            )
            return _failed(answer, FailCause.SOFT_404, HOME_AGAIN) if again else None
        own = own_part(page, seen, tuple(self._homes.values()))
        loud = hint(page, own, answer.url)
        match loud:
            case Hint.NONE:
                return None
            case Hint.BROKEN:
                return _failed(answer, FailCause.SERVER_ERROR)
            case Hint.PLAINLY_GONE:
                return _failed(answer, FailCause.SOFT_404)
            case _:
                return await self._by_probe(answer, seen, loud)

    async def _by_probe(self, answer: Fetched, seen: Look, loud: Hint) -> Failed | None:
        """What a probe makes of a page that seems to say that nothing is there."""
        echo = await self._echo(answer.url)
        same = echo is not None and seen.adds_nothing_to(echo.look)
        if same and (loud in {Hint.GONE, Hint.NO_RECORD} or promises_document(answer.url)):
            return _failed(answer, FailCause.SOFT_404)
        if loud is Hint.NO_DOCUMENT:
            return _failed(answer, FailCause.WRONG_TYPE)
        empty = same or loud in {Hint.PLAINLY_EMPTY, Hint.NO_RECORD}
        return _failed(answer, FailCause.EMPTY_PAGE) if empty else None

    def _learn(self, answer: Fetched, page: Page) -> None:
        if len(self._homes) < MAX_HOMES and not is_scripted(page):
            self._homes[answer.final_url] = look(page, answer.body)
            self._glances.append(Glance.of(page))

    def _is_home(self, url: str) -> bool:
        return is_home(url, self._home) or url in self._homes

    async def _echo(self, url: str) -> "_Echo | None":
        """What the script behind ``url`` answers to nonsense; None when it says 404, or when nobody may ask."""
        probe = impossible(url)
        if probe is None:
            return None
        if probe.handler not in self._asked:
            if self.probes >= MAX_PROBES:
                return None
            self.probes += 1
            self._asked[probe.handler] = asyncio.ensure_future(self._probe(probe))
        return await asyncio.shield(self._asked[probe.handler])

    async def _probe(self, probe: Impossible) -> "_Echo | None":
        answer = await self._visit(probe.url)
        if not isinstance(answer, Fetched):
            return None
        content = await self._read(answer)
        if not isinstance(content, Page):
            return None
        return _Echo(answer.final_url, look(content, answer.body, (*_echoed(answer.final_url), probe.nonsense)))


class _Echo:
    """What nonsense was answered with."""

    __slots__ = ("final_url", "look")

    def __init__(self, final_url: str, look: Look) -> None:
        self.final_url, self.look = final_url, look


def untruths(failed: Iterable[Failed]) -> tuple[ScanWarning, ...]:
    """One warning for each kind of untrue answer, with its number and a few examples."""
    found: dict[FailCause, list[Failed]] = defaultdict(list)
    for one in failed:
        if one.cause in _KINDS:
            found[one.cause].append(one)
    return tuple(_warning(cause, some) for cause, some in found.items())


def _warning(cause: FailCause, some: list[Failed]) -> ScanWarning:
    detail = Counter(one.detail or DETAILS[cause] for one in some).most_common(1)[0][0]
    more = f" เช่น {', '.join(one.url for one in some[:EXAMPLES])}" if len(some) > 1 else ""
    return ScanWarning(kind=_KINDS[cause], url=some[0].url, message=f"{detail} ({len(some)} แห่ง){more}")


def _failed(answer: Fetched, cause: FailCause, detail: str = "") -> Failed:
    return Failed(
        url=answer.url,
        cause=cause,
        permanent=cause is FailCause.SOFT_404,
        status=answer.status,
        detail=detail or DETAILS[cause],
    )


def _echoed(url: str) -> tuple[str, ...]:
    """The word of an address that its page may repeat."""
    probe = impossible(url)
    return (probe.asked,) if probe else ()
