"""A folder of an office's own editions, laid over the rules that ship: what is not there is taken from these."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from oitcrawl.settings import Settings


def own_folder(settings: Settings) -> Path:
    """Where an office keeps its own editions: ``rules_dir``, else ``rules`` in the folder of the database."""
    if settings.rules_dir:
        return Path(settings.rules_dir).expanduser()
    data = Path(settings.data_dir).expanduser() if settings.data_dir else user_data_path("oitcrawl", appauthor=False)
    return data / "rules"


class Overlay(Traversable):
    """Folders seen as one: a name is looked up in the first, then in the next.

    Folders of the same name are one folder again when they hold no edition; an edition is taken whole.
    """

    def __init__(self, *folders: Traversable, whole: str) -> None:
        """``whole``: the name of the file that makes a folder one to be taken whole."""
        self._folders = folders
        self._whole = whole

    @property
    def name(self) -> str:
        """The name of the first folder."""
        return self._folders[0].name

    def __str__(self) -> str:
        """The path of the first folder, for messages."""
        return str(self._folders[0])

    def is_dir(self) -> bool:
        """Always."""
        return True

    def is_file(self) -> bool:
        """Never."""
        return False

    def iterdir(self) -> Iterator[Traversable]:
        """What lies in any of them, each name once."""
        names = dict.fromkeys(one.name for folder in self._folders for one in folder.iterdir())
        return (self._child(name) for name in names)

    def joinpath(self, *descendants: Any) -> Traversable:
        """The first that has it; all, where each has a folder of that name and none is an edition."""
        first, *rest = [part for one in descendants for part in str(one).replace("\\", "/").split("/")]
        child = self._child(first)
        return child.joinpath(*rest) if rest else child

    def _child(self, name: str) -> Traversable:
        found = [one for folder in self._folders if (one := folder.joinpath(name)).is_dir() or one.is_file()]
        if len(found) > 1 and all(one.is_dir() and not one.joinpath(self._whole).is_file() for one in found):
            return Overlay(*found, whole=self._whole)
        return found[0] if found else self._folders[0].joinpath(name)

    def open(self, *_arguments: Any, **_more: Any) -> Any:
        """A folder cannot be opened."""
        raise IsADirectoryError(str(self))

    def read_bytes(self) -> bytes:
        """A folder cannot be read."""
        raise IsADirectoryError(str(self))

    def read_text(self, *_arguments: Any, **_more: Any) -> str:
        """A folder cannot be read."""
        raise IsADirectoryError(str(self))
