"""The way to the queue, which not every machine has: without PostgreSQL or the library, what to do about it."""

import asyncio
import sys
from collections.abc import Coroutine
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from oitcrawl.errors import StoreError, UsageError
from oitcrawl.settings import Settings
from oitcrawl.store.address import address_of, server_words

if TYPE_CHECKING:
    from oitcrawl.fleet.engine import Queue

T = TypeVar("T")


def open_queue(settings: Settings) -> "Queue":
    """The queue on the store's server, its tables made.

    Raises:
        UsageError: the store is no PostgreSQL, or the library of the queue is not installed.
        StoreAway: the server does not answer.
        SettingsError: the file of the database's password cannot be read.
    """
    demand_queue(settings)
    from oitcrawl.fleet.engine import Queue  # not everybody has its library

    queue = Queue(server_words(address_of(settings)), settings)
    queue.prepare()
    return queue


def demand_queue(settings: Settings) -> None:
    """Refuse a machine or settings with which there is no queue.

    Raises:
        UsageError: the store is no PostgreSQL, or the library of the queue is not installed.
        SettingsError: the file of the database's password cannot be read.
    """
    try:
        server_words(address_of(settings))
    except StoreError as error:
        raise UsageError(error.message, cure=error.cure, en=error.en) from error
    if any(find_spec(name) is None for name in ("procrastinate", "psycopg", "psycopg_pool")):
        raise UsageError(
            "คำสั่ง fleet ต้องใช้โปรแกรมเสริมที่ยังไม่ได้ติดตั้ง (procrastinate, psycopg)",
            cure="pip install 'oitcrawl[fleet]'",
            en="fleet needs what is not installed (procrastinate, psycopg) — pip install 'oitcrawl[fleet]'",
        )


def fleet_notes(settings: Settings) -> tuple[tuple[str, str], ...]:
    """How the fleet does, as (name, words) pairs for the overview; nothing where there is no queue.

    Raises:
        StoreError: the database does not answer or cannot be read.
    """
    try:
        demand_queue(settings)
    except UsageError:
        return ()
    from oitcrawl.fleet.engine import Queue  # not everybody has its library
    from oitcrawl.fleet.orders import fleet_status, notes

    if not Queue(server_words(address_of(settings)), settings).is_made():
        return ()
    return notes(fleet_status(settings), settings)


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` gives, in an event loop that the queue's library can do with on every system."""
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)
