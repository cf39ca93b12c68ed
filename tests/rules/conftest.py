"""The law itself under test: every edition that ships."""

from functools import cache

from oitcrawl.ruleset.load import editions, load_edition


@cache
def shipped():
    """Every edition that ships, loaded."""
    return tuple(load_edition(name) for name in editions())


def name_of(rules, rule, *rest):
    """How a test is called: ``2568-O2-...``."""
    return "-".join((str(rules.fiscal_year), rule.item, *rest)).replace(" ", "_")
