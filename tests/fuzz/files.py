"""Targets of documents: any bytes as a file give a page, a document or an ``Unread``, never an exception."""

from typing import Final

from tests.fuzz.frame import Target

TARGETS: Final[tuple[Target, ...]] = ()
