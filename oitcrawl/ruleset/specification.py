"""What an edition asks for, without how it is found: the part that is frozen when its year is over. Calm."""

import json
from hashlib import sha256
from typing import Any

from oitcrawl.ruleset.rule import Component, Rule, RuleSet


def specification(rules: RuleSet) -> dict[str, Any]:
    """Items, titles, groups, years and components of an edition, JSON-able; no phrase by which they are found."""
    return {
        "edition": rules.edition,
        "fiscal_year": rules.fiscal_year,
        "indicators": {one.number: {"title": one.title, "groups": list(one.groups)} for one in rules.indicators},
        "groups": dict(rules.groups),
        "items": {rule.item: _item(rule) for rule in rules.rules},
    }


def specification_digest(rules: RuleSet) -> str:
    """``sha256:...`` over the specification."""
    text = json.dumps(specification(rules), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _item(rule: Rule) -> dict[str, Any]:
    return {
        "slug": rule.slug,
        "title": rule.title,
        "group": rule.group,
        "year": rule.year.value,
        **_asked(rule),
        "components": {part.key: _component(part) for part in rule.components},
    }


def _component(part: Component) -> dict[str, Any]:
    year = {"year": part.year.value} if part.year else {}
    nil = {"unless_nil": True} if part.unless_nil else {}
    return {"label": part.label, "known": part.known.value, **year, **_asked(part), **nil}


def _asked(one: Rule | Component) -> dict[str, Any]:
    """Of whom and from when, where that is said."""
    only = {"only": [kind.value for kind in one.only]} if one.only else {}
    return {**only, **({"due": one.due.value} if one.due else {})}
