"""What class and id of an element say it is: chrome, breadcrumb, heading, loader. Words of themes and vendors."""

import re
from enum import Enum, auto
from functools import lru_cache
from typing import Final


class Mark(Enum):
    """What a part of a page is."""

    PLAIN = auto()
    CHROME = auto()  # by its class: believed when it is mostly links or short
    SURE_CHROME = auto()  # by its tag or role
    BREADCRUMB = auto()
    HEADING = auto()  # an accordion's or panel's head, or an element that its class calls a title
    LOADER = auto()


@lru_cache(maxsize=16384)
def mark_of(tag: str, css_class: str, ident: str, role: str) -> Mark:
    """What an element is by its tag, class, id and role."""
    if role in {"navigation", "banner", "contentinfo"} or tag in {"nav", "footer"}:
        mark = Mark.SURE_CHROME
    else:
        mark = Mark.PLAIN
    if not (css_class or ident):
        return mark
    words = f"{css_class} {ident}".lower()
    if tag in {"a", "button"} and "accordion" in words:
        return Mark.HEADING
    for pattern, told in _WORDS:
        if pattern.search(words):
            return mark if mark is Mark.SURE_CHROME and told is not Mark.BREADCRUMB else told
    return mark


def _tokens(words: str) -> re.Pattern[str]:
    """A pattern for whole class names."""
    return re.compile(rf"(?:^|\s)(?:{words})(?=\s|$)")


_PLACE: Final = (
    r"(?:site|main|top|sub|left|right|side|mobile|footer|header|page|primary|secondary|bottom|mega|off-?canvas|my)"
)
_WORDS: Final = (
    (re.compile(r"bread-?_?crumb"), Mark.BREADCRUMB),
    (re.compile(r"(?:^|[\s_-])(?:pre-?loader|loader|loading|spinner|lds-\w+)(?=[\s_-]|$)"), Mark.LOADER),
    (
        re.compile(
            r"(?:accordion|panel|card|collapse|toggle|tab|faq|section|widget|block|box)[-_]*(?:header|heading|title|button|toggle|head)"
            r"|accordion__?(?:title|trigger)|(?:^|\s)toggle-title(?=\s|$)"
        ),
        Mark.HEADING,
    ),
    (
        _tokens(
            rf"(?:{_PLACE}[-_]?)*(?:nav|navbar|navigation|menu|menus|navmenu|topbar|sidebar|side-bar|footer|foot|sitemap-menu)"
            rf"(?:[-_]?(?:{_PLACE}|bar|list|wrapper|wrap|container|area|collapse|default|inner|content|section|top|fixed|nav|\d+))*"
            rf"|(?:site|main|top|global|web)[-_]?header(?:[-_]\w+)?|header(?:[-_]?(?:top|area|wrapper|inner|main|logo|\d+))?"
            rf"|(?:sub|main|drop-?down|mega|navbar|nav|side|left|right|top)[-_]?(?:menu|nav)(?:[-_]\w+)*"
            rf"|widget-area|pagination|pager|pagenav|nav-links|copyright|skip-link|social(?:[-_]\w+)?|cssmenu|ddsmoothmenu|sf-menu"
        ),
        Mark.CHROME,
    ),
    (
        re.compile(
            r"(?:^|\s)(?:[\w-]*[-_])?(?:title|heading|headline|topic|header-text|head-text|subject)\d?(?=\s|$)"
            r"|(?:^|\s)(?:page|entry|content|post|article)[-_]?(?:title|header|heading|name)"
        ),
        Mark.HEADING,
    ),
)
