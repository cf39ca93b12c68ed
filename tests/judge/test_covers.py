"""When the part of a cover that was read so far tells enough."""

import pytest

from oitcrawl.judge.covers import cover_says, tells_enough
from tests.judge.ground import WordMatcher, rules

MATCHER = WordMatcher(rules().rules)
LONG = "ประกาศองค์การบริหารส่วนตำบลตัวอย่าง เรื่อง รับสมัครบุคคลเพื่อเลือกสรรเป็นพนักงานจ้าง " * 4


@pytest.mark.parametrize(
    ("text", "confidence", "enough"),
    [
        ("รายงานผลการดำเนินงานประจำปี\nประจำปีงบประมาณ พ.ศ. 2567", 0.9, True),
        ("รายงานผลการดำเนินงานประจำปี", 0.9, False),  # its year may stand further down
        ("รายงานผลการดำเนินงานประจำปี\nประจำปีงบประมาณ พ.ศ. ๒๕▯▯", 0.9, False),  # and so it may be read better
        ("รายงานผลการดำเนินงานประจำปี\nประจำปีงบประมาณ พ.ศ. 2567", 0.5, False),
        (LONG, 0.9, True),  # clearly read, and about something else
        (LONG, 0.5, False),
        ("ตราครุฑ", 0.9, False),
        ("", 0.0, False),
    ],
)
def test_title_and_year_or_enough_clear_words_end_the_reading(text, confidence, enough):
    assert enough is tells_enough(cover_says(MATCHER, text), confidence)
