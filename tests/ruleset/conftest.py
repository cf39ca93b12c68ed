"""Rule folders written for one test."""

from pathlib import Path

import pytest

TOY = Path(__file__).parent / "toy"

EDITION = """\
edition: small
title: ฉบับเล็ก
fiscal_year: 2568
groups:
  "1": กลุ่มเดียว
items:
  O1: O01-one.yaml
"""

RULE = """\
slug: one
title: ข้อหนึ่ง
group: "1"
year: in_force
topic:
  any:
    - [คำหนึ่ง]
components:
  part:
    label: ส่วน
    known: seen
    any:
      - phrase: [คำสอง]
"""


@pytest.fixture
def folder(tmp_path):
    """Writes a rules folder: ``folder(rule=..., edition=..., **{"vocabulary/a.yaml": ...})`` gives its root."""

    def write(rule=RULE, edition=EDITION, more=None):
        files = {"small/O01-one.yaml": rule, "small/edition.yaml": edition, **(more or {})}
        for name, text in files.items():
            path = tmp_path / "rules" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "rules"

    return write
