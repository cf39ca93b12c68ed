"""One round of announcements: written down, sent, written down again; what fails is told, and others go on."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any, Final

from oitcrawl.errors import OitcrawlError, StoreError
from oitcrawl.notify.addresses import Address, resolve
from oitcrawl.notify.letter import Letter, letter, plain_letter
from oitcrawl.notify.news import Calendar, Known, News, digest, news
from oitcrawl.notify.phrases import Phrases
from oitcrawl.notify.recipients import Recipient
from oitcrawl.notify.sent import Sent
from oitcrawl.notify.situations import Look
from oitcrawl.report.words import Lang, in_thailand
from oitcrawl.store.announcements import Announcement, Sending
from oitcrawl.store.locks import BEAT, Holder, new_token
from oitcrawl.store.scans import Store

LOCK: Final = "notify"
_AT_ONCE: Final = 8  # messages under way
_KEPT: Final = timedelta(days=400)
_HALT: Final = "halt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How it is announced.

    Attributes:
        calendar: what is due today.
        lang: of recipients that have none of their own.
        base: address under which reports are served.
        most: characters of a message.
        mail: reference to the mail server.
        tries: of one message.
        pause: seconds before the second try; four times as long after each further failure.
    """

    calendar: Calendar
    lang: Lang = "th"
    base: str = ""
    most: int = 3000
    mail: str = ""
    tries: int = 3
    pause: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message to a recipient.

    Attributes:
        to: reference to the address.
        letter: what is said.
        announcement: what is written down of it.
    """

    to: str
    letter: Letter
    announcement: Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a message: its state, and why where it may not have arrived, in Thai and English."""

    item: Item
    state: Sending
    thai: str = ""
    english: str = ""

    def as_dict(self, most: int) -> dict[str, Any]:
        """It for JSON."""
        return {
            "to": self.item.to,
            "occasion": self.item.announcement.occasion,
            "agencies": sorted(self.item.announcement.knows),
            "state": self.state.value,
            "cause": self.thai,
            "title": self.item.letter.title,
            "text": self.item.letter.text(most),
        }


@dataclass(slots=True, kw_only=True)
class Tools:
    """What sends, and what time it is; tests bring their own.

    Attributes:
        send: sends one message; see ``send.send``.
        clock: the time.
        sleep: waits some seconds.
        environ: where references to the environment lead.
    """

    send: Callable[[Address, Letter, int], Sent]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)


def plan(store: Store, who: Sequence[Recipient], look: Look, manner: Manner, now: datetime) -> tuple[Item, ...]:
    """What is to be sent to whom; nothing of agencies while the fault is ours, and then only that.

    Raises:
        StoreError: the database cannot be read.
    """
    if look.troubles:
        found = [_held_back(one, look, manner, now) for one in who if one.runs_it]
    else:
        found = [item for one in who if (item := _planned(store, one, look, manner, now)) is not None]
    return tuple(item for item in found if not _is_told(store, item.announcement))


def clear_up(store: Store, now: datetime) -> tuple[Announcement, ...]:
    """Announcements of a program that died while it sent them: they count as told, and are never sent again.

    To be called by the holder of the lock.

    Raises:
        StoreError: the database cannot be read or written.
    """
    left = store.announcements.left()
    for one in left:
        store.announcements.end(one.recipient, one.digest, Sending.UNSURE, at=now, cause="โปรแกรมหยุดระหว่างส่ง")
    store.announcements.forget(now - _KEPT)
    return left


def deliver(store: Store, items: Sequence[Item], manner: Manner, tools: Tools) -> Iterator[Result]:
    """Send, several at a time; those that fail once more after a pause, when all others have been sent.

    Raises:
        StoreError: the database cannot be written.
    """
    waiting, pause = tuple(items), manner.pause
    for tried in range(1, manner.tries + 1):
        if tried > 1:
            tools.sleep(pause)
            pause *= 4
        with ThreadPoolExecutor(_AT_ONCE, "oitcrawl-notify") as crew:
            done = list(crew.map(lambda item: _send(store, item, manner, tools), waiting))
        again = []
        for result in done:
            if result is None:
                continue
            if result.state is Sending.FAILED and tried < manner.tries:
                again.append(result.item)
            else:
                yield result
        waiting = tuple(again)
        if not waiting:
            return


def send_test(to: str, manner: Manner, tools: Tools) -> Result:
    """Send a message that only tests the way to an address; nothing is written down."""
    said = plain_letter(Phrases(manner.lang), "test")
    now = tools.clock()
    item = Item(
        to=to, letter=said, announcement=Announcement(recipient=to, digest="", occasion="test", planned=now, knows={})
    )
    return _sent(item, manner, tools)


@contextmanager
def turn(store: Store) -> Iterator[Holder | None]:
    """The lock of announcements, held; gives who holds it already, else None.

    Raises:
        StoreError: the database cannot be written.
    """
    token, end = new_token(), Event()
    claim = store.locks.take(LOCK, token, "oitcrawl notify")
    if not claim.taken:
        yield claim.holder
        return

    def beat() -> None:
        while not end.wait(BEAT.total_seconds()):
            with suppress(StoreError):  # the database may come back
                store.locks.beat(LOCK, token)

    thread = Thread(target=beat, name="oitcrawl-notify-beat", daemon=True)
    thread.start()
    try:
        yield None
    finally:
        end.set()
        thread.join()
        with suppress(StoreError):  # it grows stale by itself
            store.locks.give_back(LOCK, token)


def _planned(store: Store, who: Recipient, look: Look, manner: Manner, now: datetime) -> Item | None:
    """What is to be said to one recipient; None when that is nothing."""
    known = {code: Known.from_json(text) for code, text in store.announcements.told(who.to).items()}
    told: list[News] = []
    for scope in who.scopes:
        if (here := look.situations.get(scope.code)) is None:
            continue
        divisions = None if scope.divisions is None else sorted(scope.divisions)
        one = news(here, known.get(scope.code), manner.calendar, divisions)
        if one.occasions & who.on:
            told.append(one)
    if not told:
        return None
    occasions = {occasion.value for one in told for occasion in one.occasions & who.on}
    unknown = [scope.code for scope in who.scopes if scope.code not in look.situations]
    phrases = Phrases(who.lang or manner.lang)
    said = letter(told, phrases, base=manner.base, alone=len(who.scopes) == 1, unknown=unknown)
    announcement = Announcement(
        recipient=who.to,
        digest=digest(told),
        occasion=",".join(sorted(occasions))[:20],
        planned=now,
        knows={one.situation.code: one.knows.to_json() for one in told},
    )
    return Item(to=who.to, letter=said, announcement=announcement)


def _held_back(who: Recipient, look: Look, manner: Manner, now: datetime) -> Item:
    lang = who.lang or manner.lang
    lines = [one.english if lang == "en" else one.thai for one in look.troubles]
    return Item(
        to=who.to,
        letter=plain_letter(Phrases(lang), _HALT, lines),
        announcement=Announcement(
            recipient=who.to, digest=_halt_digest(look, now), occasion=_HALT, planned=now, knows={}
        ),
    )


def _halt_digest(look: Look, now: datetime) -> str:
    """The same all day: it is said once a day."""
    ailments = ",".join(sorted(one.ailment.value for one in look.troubles))
    return hashlib.sha256(f"halt {ailments} {in_thailand(now).date()}".encode()).hexdigest()


def _is_told(store: Store, one: Announcement) -> bool:
    return store.announcements.state(one.recipient, one.digest) not in {None, Sending.FAILED}


def _send(store: Store, item: Item, manner: Manner, tools: Tools) -> Result | None:
    """Send one message; None when another program has it in hand, or had it already."""
    one = item.announcement
    if not store.announcements.intend(one):
        return None
    result = _sent(item, manner, tools)
    store.announcements.end(one.recipient, one.digest, result.state, at=tools.clock(), cause=result.thai)
    return result


def _sent(item: Item, manner: Manner, tools: Tools) -> Result:
    try:
        address = resolve(item.to, tools.environ, manner.mail)
    except OitcrawlError as error:
        return Result(item=item, state=Sending.FAILED, thai=str(error), english=error.en or str(error))
    sent = tools.send(address, item.letter, manner.most)
    return Result(item=item, state=sent.state, thai=sent.thai, english=sent.english)
