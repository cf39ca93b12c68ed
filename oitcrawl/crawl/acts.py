"""Addresses that act when they are fetched: that delete, log out, vote or count. Calm.

An address is read as words: parts of its path, names of scripts, keys and values, split at signs and at camelCase,
and where words are written together, at what they are composed of. An act is named by its verb, alone or with what it
is done to; a title that tells of one is no act, and neither is a counter that hands out a file.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final
from urllib.parse import unquote_to_bytes

_ACTS: Final = frozenset(
    "delete del deleteall remove destroy erase purge unlink unsubscribe logout logoff signout signoff addtocart "
    "ลบ ออกจากระบบ ลงชื่อออก ล็อกเอาท์ ล็อคเอาท์ ล็อกเอาต์".split()
)
# Acts only where an action is named: waste is a duty of these agencies, and Dropfiles holds their documents.
_ORDERS: Final = frozenset("drop trash lob vote โหวต wipe discard".split())
_LONG: Final = ("delete", "remove", "destroy", "unsubscribe", "addtocart")
_OUT: Final = ("logout", "signout", "logoff", "signoff", "ออกจากระบบ")
_SHORT: Final = ("del", "erase", "purge", "ลบ")
_ENDINGS: Final = frozenset("d s r rs ing".split())  # what is removed, removes or a remover removes nothing
# What such acts are done to, and who does them.
_THING: Final = (
    "news|post|topic|id|file|fle|img|image|pic|picture|photo|user|member|data|item|doc|document|comment|reply|record|row|board|webboard|"
    "question|answer|ans|product|cart|order|msg|message|mail|page|menu|link|banner|album|gallery|activity|activities|event|cat|category|"
    "content|article|job|plan|person|personel|personnel|staff|all|poll|video|vdo|download|upload|list|sub|temp|cookie|cookies|session|key|"
    "group|type|guest|guestbook|book|history|info|pdf|ita|oit|slide|faq|complain|complaint|form|account|profile|node|attachment|attach|"
    "table|db|sql|tag|html|admin|budget|buy|egp|department|dep|one|selected|multi|multiple|bulk|"
    "ข่าว|ข้อมูล|ไฟล์|กระทู้|รูป|รูปภาพ|ภาพ|เอกสาร|ความคิดเห็น|สมาชิก|ผู้ใช้|รายการ"
)
_HELPER: Final = (
    "do|on|ajax|my|the|a|action|act|confirm|confirmed|process|proc|ok|yes|now|by|from|to|com|"
    "handle|execute|exec|perform|func|fn|method|submit|btn|is|check|auto|force|soft|hard|index|api|save|cmd|out|in"
)
_THINGS: Final = re.compile(rf"(?:{_THING}|{_HELPER})(?:{_THING})?(?:e?s)?")
_AFTER: Final = re.compile(rf"(?:{_THING})(?:{_THING})?(?:e?s)?")  # delid is written together, dela is none
_LOB: Final = re.compile(rf"lob(?:{_THING})?s?")  # how Thais write their word for it in Latin letters
_BEFORE: Final = re.compile(rf"(?:{_THING}|do|ajax|confirm|btn|action|auto|my|force)s?")
_ACTION_KEY: Final = frozenset(
    "action act a do op opt oper operation opr method mode cmd command task func fn function ac process proc event "
    "todo step r route submit button btn work subaction perform ajax req request handler what exec execute".split()
)
_COUNTS: Final = re.compile(
    r"(?:web|page|site|hit|visit(?:or|er)?|user|stat|online|view|my|total|today|the|free|php|text|graphic){0,3}"
    r"(?:counts?|counters?|hits?|counting)"
)
_AROUND: Final = frozenset(
    "web page site hit hits visit visitor visitors visiter user stat stats online view views my".split()
)
_COUNTED: Final = frozenset("hit hits view views count counter counters visit visits visitor read reads".split())
_RAISES: Final = frozenset("update add inc increment increase plus raise set save".split())
_COUNT_UP: Final = re.compile(
    r"(?:update|add|inc|increment|increase|plus)(?:hit|view|count|counter|visit|visitor|read)s?"
)
_VOTE: Final = re.compile(r"(?:add|do|save|submit|cast|poll|send|up|down)?vote(?:poll)?")
_VOTES: Final = frozenset("vote poll save add do submit cast action act process send up down ajax".split())
_HANDS_OUT: Final = frozenset("file files url link path download dl goto pdf doc filename fname f src".split())
_SCRIPT: Final = re.compile(
    r"(.+)\.(?:php\d?|phtml|aspx?|ashx|asmx|jspx?|do|cgi|pl|cfm|exe|dll|py|rb)", re.IGNORECASE | re.DOTALL
)
_PAGE: Final = re.compile(r"(.+)\.(?:s?html?|json|xml)", re.IGNORECASE | re.DOTALL)
_CODE: Final = re.compile(r"(.+)\.js", re.IGNORECASE | re.DOTALL)
_FILE: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|zip|rar|7z|jpe?g|png|gif|webp|svg|bmp|ico|mp[34]|avi|mov|css|js|map|woff2?|ttf|eot)$",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(r"/(?:wp-login|wp-cron|xmlrpc|cron)\.php|/increment_|[?&=]increment_", re.IGNORECASE)
_MAYBE: Final = re.compile(
    r"del|remov|destroy|erase|purge|unlink|unsub|out|off|trash|drop|wipe|discard|lob|vote|cart|count|hit|view|visit|read|"
    r"wp-|xmlrpc|cron|increment|ลบ|ź|ออก|เอา|โหวต",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Z]++(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[\u0e00-\u0e7f]+|\d+")
_PLAIN_WORD: Final = re.compile(r"[a-z]+|[\u0e00-\u0e7f]+|\d+")
_ID: Final = re.compile(r"\d{1,20}|[0-9a-f-]{16,40}", re.IGNORECASE)
_YEAR: Final = re.compile(r"25[3-9]\d|20[0-4]\d")
_LOB_874: Final = "ลบ".encode("cp874")  # which is UTF-8 of a Polish letter too
_LONGEST: Final = 300  # signs of one part that are looked at: no verb stands behind them
_PARTS: Final = 200
_FEW, _SOME = 3, 4  # words of what is an order; titles have more
_DEEP: Final = 2  # addresses inside addresses


def is_unsafe(url: str) -> bool:
    """Whether fetching ``url`` might change something: logout, delete, counters. Such addresses are never fetched."""
    start = url.find("/", 8)
    return start >= 0 and _acts(url[start:], 0)


def _acts(address: str, depth: int) -> bool:
    """Whether a path with its query acts."""
    if not _MAYBE.search(_read(address) if "%" in address else address):
        return False
    if _OTHERS.search(address):
        return True
    path, _, query = address.partition("?")
    first, *matrix = path.split(";")
    pairs = [*_pairs(query), *(pair for piece in matrix if "=" in piece for pair in _pairs(piece))]
    return _path_acts([_read(part) for part in first.split("/") if part], pairs) or any(
        _key_acts(key) or _value_acts(key, value, depth) for key, value in pairs
    )


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    """Keys and values of a query, however they are divided; an address that stands in it unescaped has its own."""
    for pair in re.split("[&;?]", query, maxsplit=_PARTS):
        key, _, value = pair.partition("=")
        if pair:
            yield _read(key), _read(value)


def _path_acts(parts: Sequence[str], pairs: Sequence[tuple[str, str]]) -> bool:
    asked = frozenset(key.strip().lower() for key, _ in pairs)
    for turn, part in enumerate(parts[:_PARTS]):
        rest = parts[turn + 1 :]
        with_id = bool(rest and _ID.fullmatch(rest[0]) and not _YEAR.fullmatch(rest[0])) or (not rest and bool(pairs))
        if script := _SCRIPT.fullmatch(part):
            if _script_acts(script[1][-_LONGEST:], asked):
                return True
        elif rest or not _FILE.search(part):
            page = _PAGE.fullmatch(part)
            if _part_acts((page[1] if page else part)[:_LONGEST], parts[:turn], with_id=with_id, last=not rest):
                return True
        elif (code := _CODE.fullmatch(part)) and _counts(_words(code[1]), "counter"):
            return True  # a script of the page that counts by being asked for
    return False


def _script_acts(name: str, asked: frozenset[str]) -> bool:
    """Whether a program of this name acts."""
    for words in _spellings(name):
        if _is_order(words, _FEW) or (words[:1] == ["drop"] and len(words) > 1 and _all_things(words[1:])):
            return True
        if any(map(_VOTE.fullmatch, words)) and all(word in _VOTES or _VOTE.fullmatch(word) for word in words):
            return True
        if not asked & _HANDS_OUT and (_counts(words, "") or _raises(words)):
            return True
    return False


def _part_acts(part: str, before: Sequence[str], *, with_id: bool, last: bool) -> bool:
    """Whether a part of a path is an act: alone, or with what it is done to; titles of pages are none."""
    for words in _spellings(part):
        core = _core(words)
        aimed = with_id or (len(core) < len(words) and not _YEAR.fullmatch(words[-1]))
        if _is_bare(core) or _is_done(core, aimed=aimed, with_id=with_id, hyphened="-" in part):
            return True
        if _is_ordered(core, before, aimed=aimed, with_id=with_id, last=last):
            return True
        if (last or with_id) and (_counts(core, "counter") or (aimed and _counts(core, "")) or _raises(core)):
            return True
    return False


def _is_done(core: Sequence[str], *, aimed: bool, with_id: bool, hyphened: bool) -> bool:
    """Whether a verb stands with what it is done to: any thing when a number says which, else none of a title."""
    if not any(map(_verb, core)):
        return False
    if _all_things(core) and (aimed or not hyphened or any(map(_is_out, core))):
        return True
    return with_id and len(core) <= _FEW and (_verb(core[0]) or (_verb(core[-1]) and not hyphened))


def _is_ordered(core: list[str], before: Sequence[str], *, aimed: bool, with_id: bool, last: bool) -> bool:
    """Whether a word that may be another thing is an act here: /vote/3, /poll/vote, /posts/5/trash."""
    if core == ["vote"]:
        return with_id or (last and (aimed or not {"poll", "polls"}.isdisjoint(before)))
    if core == ["drop"] and with_id:
        return True
    return core in (["trash"], ["drop"]) and last and bool(before) and _ID.fullmatch(before[-1]) is not None


def _key_acts(key: str) -> bool:
    """Whether the name of a parameter is an act: ``delete``, ``del_id``, ``add-to-cart``, ``vote``."""
    for words in _spellings(key[:_LONGEST]):
        core = _core(words)
        if core in (["vote"], ["โหวต"]) or (any(map(_verb, core)) and (len(core) == 1 or _all_things(core))):
            return True
    return False


def _value_acts(key: str, value: str, depth: int) -> bool:
    """Whether a parameter's value is an act. Where none is asked for by its key, it must be nothing else."""
    value = (value or key).strip()
    if not _MAYBE.search(value) or _FILE.search(value.partition("?")[0]):
        return False
    if "/" in value:
        start = value.find("/", value.find("://") + 3 if "://" in value else 0)
        return depth < _DEEP and start >= 0 and _acts(f"/{value[start:] if '://' in value else value}", depth + 1)
    if (script := _SCRIPT.fullmatch(value)) and _script_acts(script[1][:_LONGEST], frozenset()):
        return True
    names_act = not _ACTION_KEY.isdisjoint(word for words in _spellings(key[:_LONGEST]) for word in words)
    return any(_is_asked_for(words, value, names_act=names_act) for words in _spellings(value[:_LONGEST]))


def _is_asked_for(words: list[str], value: str, *, names_act: bool) -> bool:
    core = _core(words)
    if not core:
        return False
    if names_act:
        orders = core[0] in _ORDERS or core[-1] in _ORDERS
        return _is_order(core, _SOME) or (orders and len(core) <= _SOME) or _counts(core, "counter") or _raises(core)
    if core == ["vote"] or _is_bare(core):
        return True
    written_as_name = not re.search(r"[\s+-]", value)
    if any(map(_verb, core)) and _all_things(core) and written_as_name:
        return True
    return written_as_name and len(core) <= _SOME and core[-1] in _ACTS


# Words


def _read(text: str) -> str:
    """``text`` as people read it."""
    if "%" not in text:
        return text
    raw = unquote_to_bytes(text)
    if raw == _LOB_874:
        return "ลบ"
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp874", "replace")


def _spellings(text: str) -> Iterator[list[str]]:
    """The words of a name as camelCase splits them and as only signs do."""
    first = _words(text)
    yield first
    second = _fused(_PLAIN_WORD.findall(text.lower()))
    if second != first:
        yield second


def _words(text: str) -> list[str]:
    return _fused([word.lower() for word in _WORD.findall(text)])


def _fused(words: list[str]) -> list[str]:
    """``words`` with those joined that are one verb."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in {"log", "sign"} and word in {"out", "off"}:
            joined[-1] += word
        elif word == "cart" and joined[-2:] == ["add", "to"]:
            joined[-2:] = ["addtocart"]
        else:
            joined.append(word)
    return joined


def _verb(word: str) -> bool:
    """Whether a word is an act, or one written together with what it is done to or with who does it."""
    return word in _ACTS or _is_long(word) or _is_out(word) or _is_short(word)


def _is_long(word: str) -> bool:
    """A verb that stands at the end or the beginning of no other word."""
    return any(word.endswith(verb) or (word.startswith(verb) and word[len(verb) :] not in _ENDINGS) for verb in _LONG)


def _is_out(word: str) -> bool:
    """Somebody's way out: dialogs may be off, and a blog out."""
    return any(
        (word.startswith(verb) and (word == verb or _THINGS.fullmatch(word, len(verb)) is not None))
        or (word.endswith(verb) and _BEFORE.fullmatch(word, 0, len(word) - len(verb)) is not None)
        for verb in _OUT
    )


def _is_short(word: str) -> bool:
    """A verb with what it is done to: of Thai words the verb stands in front."""
    return any(
        (word.startswith(verb) and _AFTER.fullmatch(word, len(verb)) is not None)
        or (verb.isascii() and word.endswith(verb) and _BEFORE.fullmatch(word, 0, len(word) - len(verb)) is not None)
        for verb in _SHORT
    )


def _is_order(words: Sequence[str], few: int) -> bool:
    """Whether ``words`` begin or end with an act, or are few and hold one."""
    core = _core(words)
    if not core:
        return False
    if _verb(core[0]) or (_LOB.fullmatch(core[0]) and _all_things(core[1:])):
        return True
    return _verb(core[-1]) or (len(core) <= few and any(map(_verb, core)))


def _core(words: Sequence[str]) -> list[str]:
    """``words`` without numbers."""
    return [word for word in words if not word.isdigit()]


def _is_bare(core: Sequence[str]) -> bool:
    return len(core) == 1 and core[0] in _ACTS


def _all_things(words: Sequence[str]) -> bool:
    return all(_verb(word) or _THINGS.fullmatch(word) is not None for word in words)


def _counts(words: Sequence[str], needed: str) -> bool:
    """Whether ``words`` name a counter and nothing else; ``needed`` is what one of them must hold."""
    core = _core(words)
    counters = [word for word in core if _COUNTS.fullmatch(word)]
    return (
        bool(counters)
        and all(word in counters or word in _AROUND for word in core)
        and any(needed in word for word in counters)
    )


def _raises(words: Sequence[str]) -> bool:
    """Whether ``words`` tell to count one more."""
    if any(map(_COUNT_UP.fullmatch, words)):
        return True
    return any(first in _RAISES and second in _COUNTED for first, second in pairwise(words))
