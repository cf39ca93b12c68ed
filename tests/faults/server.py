"""Faults of a PostgreSQL server on demand: the n-th word to it fails, once or from then on."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any


class ServerFault:
    """The ``at``-th word fails: statements, commits and the opening of connections are counted.

    Attributes:
        fail: given the connection, does harm to it or raises; None for a connection that is about to be opened.
        lasting: all later words fail, too.
        only: what stands in the statements that are counted; empty for all words.
        seen: words so far.
    """

    def __init__(self, at: int, fail: Callable[[Any], None], *, lasting: bool = False, only: str = ""):
        self.at, self.fail, self.lasting, self.only = at, fail, lasting, only
        self.seen = 0

    @property
    def struck(self) -> bool:
        return self.seen > self.at

    def touch(self, connection: Any, words: tuple[Any, ...] = ()) -> None:
        if self.only and not (words and self.only in str(words[0])):
            return
        number, self.seen = self.seen, self.seen + 1
        if number == self.at or (self.lasting and number > self.at):
            self.fail(connection)


def raising(kind: str) -> Callable[[Any], None]:
    """What the server says, by the name of the error in ``psycopg.errors``."""
    import psycopg

    def fail(_connection: Any) -> None:
        raise getattr(psycopg.errors, kind)(f"{kind} of the server\nDETAIL: more of it")

    return fail


def cutting(server: Any) -> Callable[[Any], None]:
    """The server ends the connection, truly; one that is about to be opened is refused."""
    import psycopg

    def fail(connection: Any) -> None:
        if connection is None:
            raise psycopg.OperationalError("connection failed: server closed the connection unexpectedly")
        if not connection.closed:
            server.sql(f"SELECT pg_terminate_backend({connection.info.backend_pid}, 5000)")

    return fail


@contextlib.contextmanager
def server_struck(fault: ServerFault) -> Iterator[ServerFault]:
    """Let ``fault`` strike inside the block, on every connection."""
    import psycopg

    cursor, connection = psycopg.Cursor, psycopg.Connection
    before = cursor.execute, cursor.executemany, connection.commit, psycopg.connect

    def counted(method: Callable[..., Any], of: Callable[[Any], Any]) -> Callable[..., Any]:
        def word(one: Any, *words: Any, **more: Any) -> Any:
            fault.touch(of(one), words)
            return method(one, *words, **more)

        return word

    def connect(*words: Any, **more: Any) -> Any:
        fault.touch(None)
        return before[3](*words, **more)

    cursor.execute = counted(before[0], lambda one: one.connection)
    cursor.executemany = counted(before[1], lambda one: one.connection)
    connection.commit = counted(before[2], lambda one: one)
    psycopg.connect = connect
    try:
        yield fault
    finally:
        cursor.execute, cursor.executemany, connection.commit, psycopg.connect = before
