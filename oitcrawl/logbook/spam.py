"""Pages that strangers filled with advertising for gambling, as happens to sites that were broken into. Calm."""

from collections.abc import Iterator
from itertools import chain

from oitcrawl.model.content import Document, Link, Page
from oitcrawl.model.scan import ScanWarning
from oitcrawl.thai.gambling import gambling_host, gambling_words, warns_of_gambling

SIGNS = 2  # different words that must meet on one page, a lure among them
MOST = 50  # pages that are named
_SHOWN = 4  # words quoted
_DENSE = 250  # characters for each word of gambling, or fewer: the text is about nothing else
_MANY = 3  # such words at least, of a page that is taken for nothing else
_LOOKED_AT = 40_000  # characters of a content
_CURE = "ควรเปิดดู ลบออก และให้ผู้ดูแลระบบตรวจว่าเว็บไซต์ถูกบุกรุกหรือไม่"


def spam_on(page: Page) -> ScanWarning | None:
    """The warning that a page advertises gambling, with where on it; None when it does not, or speaks against it."""
    text = "\n".join(chain.from_iterable(_places(page).values()))
    found = dict(gambling_words(text))
    hosts = {host for link in (*page.links, *page.hidden, *page.veiled) if (host := gambling_host(link.url))}
    lured = any(found.values()) or bool(hosts)
    signs = len(found) + len(hosts) + bool(_veiled(page))
    if not lured or signs < SIGNS or (not hosts and warns_of_gambling("\n".join(_head(page)))):
        return None
    told = "» «".join((*sorted(found, key=lambda word: not found[word]), *sorted(hosts))[:_SHOWN])
    message = f"มีคำหรือลิงก์ชวนเล่นพนัน «{told}» อยู่ใน{_where(page)} {_CURE}"
    return ScanWarning(kind="gambling_spam", url=page.url, message=message)


def spam_in(document: Document) -> ScanWarning | None:
    """The warning that a document is nothing but advertising for gambling; None when it is not."""
    if not is_overrun(document):
        return None
    words = dict(gambling_words("\n".join(_told(document))))
    told = "» «".join(sorted(words, key=lambda word: not words[word])[:_SHOWN])
    return ScanWarning(kind="gambling_spam", url=document.url, message=f"ไฟล์นี้มีคำชวนเล่นพนัน «{told}» {_CURE}")


def is_overrun(content: Page | Document) -> bool:
    """Whether advertising for gambling is what a content itself is about, so that it discloses nothing.

    A page with a few such links in its margin, or a paragraph put into its text, still says what it says.
    """
    head, text = "\n".join(_head(content)), "\n".join(_told(content))
    found = gambling_words(text)
    kinds = dict(found)
    if len(found) < _MANY or len(kinds) < SIGNS or not any(kinds.values()) or warns_of_gambling(head):
        return False
    return len(found) * _DENSE >= len(text) or any(lure for _, lure in gambling_words(head))


def _head(content: Page | Document) -> tuple[str, ...]:
    return (content.title, *content.headings) if isinstance(content, Page) else (content.title,)


def _told(content: Page | Document) -> Iterator[str]:
    """What it is called and what it says, as far as it is looked at."""
    yield from _head(content)
    room = _LOOKED_AT
    for leaf in content.leaves:
        yield leaf.text[:room]
        room -= len(leaf.text)
        if room <= 0:
            return


def _places(page: Page) -> dict[str, tuple[str, ...]]:
    """The texts of a page by where they stand on it, in Thai."""
    return {
        "ชื่อหรือหัวข้อของหน้า": (page.title, *page.headings),
        "เนื้อหา": (page.leaf.text,),
        "เมนู ส่วนหัว หรือส่วนท้าย": (page.chrome,),
        "คำอธิบายภาพ": page.alts,
        "ลิงก์": tuple(link.label.text for link in page.links),
        "ลิงก์ที่ซ่อนไม่ให้ผู้เข้าชมเห็น": tuple(link.label.text for link in _veiled(page)),
        "คำอธิบายหน้าสำหรับเครื่องมือค้นหา (meta description)": tuple(
            link.label.text for link in page.veiled if link.url == page.url
        ),
        "ความคิดเห็น (comment) ในโค้ด": tuple(link.label.text for link in page.hidden),
    }


def _veiled(page: Page) -> tuple[Link, ...]:
    """The links that it hides; one to the page itself is what it tells search engines."""
    return tuple(link for link in page.veiled if link.url != page.url)


def _where(page: Page) -> str:
    """Where on the page it stands."""
    places = [place for place, texts in _places(page).items() if gambling_words("\n".join(texts))]
    linked = {"ลิงก์": page.links, "ลิงก์ที่ซ่อนไม่ให้ผู้เข้าชมเห็น": _veiled(page), "ความคิดเห็น (comment) ในโค้ด": page.hidden}
    more = [place for place, links in linked.items() if any(gambling_host(one.url) for one in links)]
    return ", ".join(dict.fromkeys((*places, *more)))
