"""Past editions are frozen by digest: what they asked for stays, however much better it is found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from oitcrawl.errors import RulesError
from oitcrawl.ruleset.load import RuleSet, load_edition, rules_root
from oitcrawl.ruleset.specification import specification_digest

FROZEN_FILE = "frozen.json"
FrozenPart = Literal["specification", "rules"]
"""``specification``: what is asked for; ``rules``: everything that can change a verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thawed:
    """A frozen edition of which a part is no longer what was frozen."""

    edition: str
    part: FrozenPart
    frozen: str
    now: str


def frozen_digests(root: Traversable | None = None) -> dict[str, Mapping[FrozenPart, str]]:
    """Edition -> digests of its frozen parts; empty when none is.

    Raises:
        RulesError: ``frozen.json`` does not map editions to digests of known parts.
    """
    file = (rules_root() if root is None else root).joinpath(FROZEN_FILE)
    if not file.is_file():
        return {}
    path = Path(str(file))
    try:
        digests = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise RulesError(f"ไม่ใช่ JSON: {error}", path=path, cure="แก้ไฟล์") from error
    if not isinstance(digests, dict) or not all(map(_is_well_formed, digests.values())):
        cure = 'เช่น {"nacc-2568": {"specification": "sha256:..."}}'
        raise RulesError("ต้องเป็น {ฉบับ: {ส่วน: digest}}", path=path, cure=cure)
    return digests


def thawed(root: Traversable | None = None) -> tuple[Thawed, ...]:
    """Every frozen part of an edition that has changed since it was frozen.

    Raises:
        RulesError: a frozen edition is gone or broken.
    """
    found = []
    for edition, parts in frozen_digests(root).items():
        rules = load_edition(edition, root=root)
        now = {part: digest_of_part(rules, part) for part in parts}
        found += [
            Thawed(edition=edition, part=part, frozen=frozen, now=now[part])
            for part, frozen in parts.items()
            if frozen != now[part]
        ]
    return tuple(found)


def digest_of_part(rules: RuleSet, part: FrozenPart) -> str:
    """The digest of one part of an edition as it is."""
    return rules.digest if part == "rules" else specification_digest(rules)


def _is_well_formed(parts: object) -> bool:
    known = get_args(FrozenPart)
    return isinstance(parts, dict) and all(
        part in known and isinstance(digest, str) for part, digest in parts.items()
    )
