"""Past editions are frozen by digest: what was judged by them can be judged again and come out the same."""

import json
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.load import load_edition, rules_root

FROZEN_FILE = "frozen.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thawed:
    """A frozen edition whose digest is no longer the frozen one."""

    edition: str
    frozen: str
    now: str


def frozen_digests(root: Traversable | None = None) -> dict[str, str]:
    """Edition -> digest of every frozen edition; empty when none is.

    Raises:
        RulesError: ``frozen.json`` is not an object of texts.
    """
    file = (rules_root() if root is None else root).joinpath(FROZEN_FILE)
    if not file.is_file():
        return {}
    path = Path(str(file))
    try:
        digests = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise RulesError(f"ไม่ใช่ JSON: {error}", path=path, cure="แก้ไฟล์") from error
    if not isinstance(digests, dict) or not all(isinstance(digest, str) for digest in digests.values()):
        raise RulesError("ต้องเป็น {ฉบับ: digest}", path=path, cure='เช่น {"nacc-2568": "sha256:..."}')
    return digests


def thawed(root: Traversable | None = None) -> tuple[Thawed, ...]:
    """Every frozen edition that has changed since it was frozen.

    Raises:
        RulesError: a frozen edition is gone or broken.
    """
    digests = frozen_digests(root)
    now = {edition: load_edition(edition, root=root).digest for edition in digests}
    return tuple(
        Thawed(edition=edition, frozen=frozen, now=now[edition])
        for edition, frozen in digests.items()
        if frozen != now[edition]
    )
