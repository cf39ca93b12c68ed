"""YAML that people wrote, changed and written again with its comments."""

from collections.abc import Callable
from io import StringIO
from typing import Any

from ruamel.yaml import YAML


def edited(text: str, change: Callable[[Any], None]) -> str:
    """``text`` after ``change`` was made to its values; comments, order and quotes stay, spacing may not.

    Args:
        text: YAML that was read before, and so is right.
        change: given the values, changes them in place.
    """
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    change(tree)
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def plain(text: str) -> Any:
    """The values of a piece of YAML."""
    return YAML(typ="safe", pure=True).load(text)
