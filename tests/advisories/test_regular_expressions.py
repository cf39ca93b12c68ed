"""ReDoS: every pattern that meets crawled text is tried with text that makes patterns go back again and again.

Known of many parsers, such as nltk's sentence tokenizer (CVE-2021-43854); here all patterns of a module are tried.
"""

import importlib
import pkgutil
import re
import time

import pytest

import oitcrawl

LONG = 1500
SECONDS = 0.8  # of processor time: the square of the length takes a hundredth of it, the cube more
ROOMS = ("crawl", "read", "judge", "thai", "report", "logbook", "model", "agencies", "notify", "screen")
UNITS = (
    *"a0 /<>\"'=&;:.-_,(%+#?\t\n\\@[{ก่๑ ",
    *(
        "a ",
        " \n",
        "/a",
        "a/",
        "<a ",
        "a=",
        "&a;",
        "0.",
        "0-",
        "0/",
        "a-",
        "a.",
        "aa.",
        "1 ",
        "ก ",
        "ปี ",
        "พ.ศ. ",
        "(a",
        "://",
        "?a=b&",
        "%2",
        "๒๕",
        "O1 ",
        "ข้อ ",
    ),
)
ENDS = ("", "!", "\x00", "ฺ", "<")
TEXTS = tuple(unit * (LONG // len(unit)) + end for unit in UNITS for end in ENDS[:2])


def modules():
    found = (one.name for one in pkgutil.walk_packages(oitcrawl.__path__, "oitcrawl."))
    return [name for name in found if name.split(".")[1] in ROOMS]


def patterns(name):
    try:
        module = importlib.import_module(name)
    except ImportError:
        return []  # of a library that is not installed here
    found, seen = [], list(vars(module).values())
    while seen:
        one = seen.pop()
        if isinstance(one, re.Pattern):
            found.append(one)
        elif isinstance(one, tuple | list | frozenset | set) and len(one) < 200:
            seen.extend(one)
        elif isinstance(one, dict) and len(one) < 200:
            seen.extend([*one.values(), *one])
    return found


def slow(pattern):
    """The text at which ``pattern`` takes too long, or None."""
    for text in TEXTS:
        some = text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text
        began = time.process_time()
        for _ in pattern.finditer(some):
            if time.process_time() - began > SECONDS:
                break
        pattern.match(some)
        if time.process_time() - began > SECONDS:
            return text[:20], round(time.process_time() - began, 1)
    return None


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_goes_back_without_end(room):
    names = [name for name in modules() if name.split(".")[1] == room]
    known = {pattern: name for name in names for pattern in patterns(name)}

    found = {(name, pattern.pattern[:60]): told for pattern, name in known.items() if (told := slow(pattern))}

    assert found == {}


def test_a_refresh_of_spaces_takes_no_time():
    """Found by the test above: a meta refresh of 2,000 spaces took 7 seconds, one of 10,000 a quarter of an hour."""
    from oitcrawl.read.html import read_page

    began = time.process_time()
    html = b'<meta http-equiv=refresh content="' + b" " * 200_000 + b'x"><p>words</p>'
    page = read_page(html, url="http://own.example/", resolve=lambda _base, href: href)

    assert page.refresh == ""
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("content", "to"),
    [
        ("0;url=/a", "/a"),
        (" 0 ; URL = '/a b' ", "/a b"),
        ('5, url="/a"', "/a"),
        ("url=/a", "/a"),
        ("0.5;url= /a", "/a"),
        ("5", ""),
        ("", ""),
    ],
)
def test_a_refresh_is_read_as_before(content, to):
    from oitcrawl.read.links import refresh_target

    assert refresh_target(content).strip() == to
