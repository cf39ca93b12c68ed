"""Targets of documents: any bytes as a file give a page, a document or an ``Unread``, never an exception.

The bytes of an input choose a sound file and how it is broken, inside its parts as well as from outside. Formats whose
readers are programs in C are tried in processes of their own, in ``test_documents.py`` and ``documents_run.py``.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from hypothesis import strategies as st

from oitcrawl.model.content import Media
from oitcrawl.read.sniff import sniff
from tests.fuzz.documents_mutations import Choices, mutated
from tests.fuzz.documents_oracle import examine
from tests.fuzz.documents_seeds import names_of, seed
from tests.fuzz.frame import Target

_IN_C: Final = {Media.PDF, Media.IMAGE, Media.XLS, Media.XLSX, Media.ODS, Media.DOC}
_IN_LIBRARY: Final = (b"Rar!", b"7z\xbc\xaf")


def _broken(names: tuple[str, ...], data: bytes) -> None:
    by = Choices(data)
    name = by.one(names)
    examine(mutated(seed(name), by), ".csv" if name == "csv" else "")


def _as_it_is(data: bytes) -> None:
    media = sniff(data)
    if media not in _IN_C and not data.startswith(_IN_LIBRARY):
        examine(data)


def _seeds(names: tuple[str, ...]) -> Iterable[bytes]:
    return (seed(name) for name in names)


def _target(name: str, *starts: str, run: Callable[[tuple[str, ...], bytes], None] = _broken) -> Target:
    return Target(
        name=name,
        run=partial(run, names_of(*starts)),
        inputs=st.binary(min_size=8, max_size=64),
        watched=("oitcrawl.read",),
        longest=256,
        seconds=4.0,
        examples=60,
    )


_PLAIN: Final = names_of(
    "docx", "odt", "odp", "pptx", "rtf", "csv", "txt", "html", "mht", "eml", "zip", "tar", "tgz", "gz"
)

TARGETS: Final[tuple[Target, ...]] = (
    _target("office-letters", "docx", "odt", "odp", "pptx"),
    _target("rich-text", "rtf"),
    _target("plain-tables-and-text", "csv", "txt", "html"),
    _target("mails", "eml", "mht"),
    _target("archives", "zip", "tar", "tgz", "gz", "bz2", "xz"),
    Target(
        name="any-file",
        run=_as_it_is,
        inputs=st.one_of(st.binary(max_size=2000), st.sampled_from(_PLAIN).map(seed)),
        seeds=partial(_seeds, _PLAIN),
        watched=("oitcrawl.read",),
        longest=6000,
        seconds=4.0,
        examples=30,
    ),
)
