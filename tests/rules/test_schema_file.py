"""The schema that editors read is the one that the loader keeps."""

import json

from oitcrawl.ruleset.load import rules_root
from oitcrawl.ruleset.schema import rule_schema


def test_the_file_equals_the_code():
    """Written by ``oitcrawl rules schema > rules/rule.schema.json``."""
    text = rules_root().joinpath("rule.schema.json").read_text(encoding="utf-8")

    assert json.dumps(rule_schema(), ensure_ascii=False, indent=1) + "\n" == text
