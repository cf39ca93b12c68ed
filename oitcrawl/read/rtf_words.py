"""Words of RTF: which groups nobody sees, which stand for a sign, which code page a font is for."""

import re
from typing import Final

from oitcrawl.read.charset import is_thai_bytes

# Groups whose text no reader sees. A group that starts with ``\*`` is left too, unless we know it.
LEFT: Final = frozenset(
    b"colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator pict objdata fldinst header headerl "
    b"headerr headerf footer footerl footerr footerf ftnsep ftnsepc aftnsep aftnsepc xe tc rxe themedata "
    b"colorschememapping latentstyles datastore shprslt nonesttables annotation atnid atnauthor bkmkstart bkmkend "
    b"template operator company keywords comment doccomm subject category manager hlinkbase printim buptim "
    b"filetbl xmlnstbl mmathPr pgdsctbl sn sv".split()
)
SHOWN: Final = frozenset({b"shptxt", b"dptxbxtext"})  # text boxes stand inside groups that are left
INFO: Final = frozenset({b"title", b"author", b"creatim", b"revtim"})
SIGNS: Final = {
    b"tab": " ",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
    b"~": " ",
    b"_": "-",
    b"{": "{",
    b"}": "}",
    b"\\": "\\",
}
CODECS: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_THAI_MARKS: Final = re.compile(rb"\\ansicpg874|\\fcharset222|\\deflang(?:fe)?1054")
THAI_RUN: Final = re.compile(rb"[\xa1-\xda\xdf-\xfb]{3}")
_HEX: Final = re.compile(rb"\\'([89A-Fa-f][0-9A-Fa-f])")


def is_thai(body: bytes) -> bool:
    """Whether an RTF says that it is Thai, or its coded bytes do."""
    codes = b"".join(_HEX.findall(body[:2_000_000]))
    return _THAI_MARKS.search(body) is not None or is_thai_bytes(bytes.fromhex(codes.decode()))
