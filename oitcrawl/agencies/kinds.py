"""Kinds of agency as offices write them, and as an agency's own name tells. Calm."""

import re
from typing import Final

from oitcrawl.model.site import AgencyKind
from oitcrawl.thai.text import fold, thai_digits_to_arabic

_K = AgencyKind
# The first word that is found counts: of จังหวัด the provincial body of self-government is told apart before.
_WORDS: Final = (
    (
        _K.LOCAL_GOVERNMENT,
        "องค์การบริหารส่วน|อบต|อบจ|เทศบาล|เทศบาลนคร|เทศบาลเมือง|ทต|ทม|ทน|อปท|ท้องถิ่น|เมืองพัทยา|กรุงเทพมหานคร|กทม",
    ),
    (_K.HOSPITAL, "โรงพยาบาล|รพ|รพสต|hospital"),
    (_K.UNIVERSITY, "มหาวิทยาลัย|อุดมศึกษา|university"),
    (_K.SCHOOL, "โรงเรียน|รร|สถานศึกษา|วิทยาลัย|school"),
    (_K.STATE_ENTERPRISE, "รัฐวิสาหกิจ|state enterprise"),
    (_K.INDEPENDENT, "องค์กรอิสระ|องค์กรตามรัฐธรรมนูญ|องค์กรอัยการ|องค์กรศาล|ศาล|รัฐสภา|independent"),
    (_K.OTHER, "องค์การมหาชน|กองทุน|หน่วยงานอื่น|หน่วยงานของรัฐรูปแบบอื่น|อื่น|other"),
    (_K.PROVINCE, "จังหวัด|ราชการส่วนภูมิภาค|province"),
    (_K.CENTRAL, "กรม|กระทรวง|ส่วนกลาง|ส่วนราชการ|สำนักงาน|central|department|ministry"),
)
_SHORT: Final = 4  # folded letters: a shorter word must be the whole, for ทต stands in many others
_FOLDED: Final = tuple((kind, tuple(fold(word) for word in words.split("|"))) for kind, words in _WORDS)
_OPENINGS: Final = (
    (_K.LOCAL_GOVERNMENT, "องค์การบริหารส่วน|อบต.|อบจ.|เทศบาล|ทต.|ทม.|ทน.|เมืองพัทยา|กรุงเทพมหานคร"),
    (_K.HOSPITAL, "โรงพยาบาล|รพ."),
    (_K.UNIVERSITY, "มหาวิทยาลัย|ม."),
    (_K.SCHOOL, "โรงเรียน|รร.|วิทยาลัย"),
    (_K.PROVINCE, "จังหวัด"),
    (_K.CENTRAL, "กรม|กระทรวง"),
)


def kind_of(text: str) -> AgencyKind | None:
    """The kind that ``text`` names, in our own word (``hospital``) or in people's (``อบต.``); else None."""
    plain = re.sub(r"[\s-]+", "_", text.strip().lower())
    if plain in set(AgencyKind):
        return AgencyKind(plain)
    folded = fold(re.sub(r"^\s*[0-9]+[.)]\s*", "", thai_digits_to_arabic(text)))
    for kind, words in _FOLDED:
        if any(word == folded or (len(word) >= _SHORT and word in folded) for word in words):
            return kind
    return next((kind for kind, words in _FOLDED if any(folded.startswith(word) for word in words)), None)


def kind_by_name(name: str) -> AgencyKind | None:
    """The kind that an agency's name begins with; None where it does not tell."""
    return next(
        (kind for kind, openings in _OPENINGS if any(name.strip().startswith(one) for one in openings.split("|"))),
        None,
    )
