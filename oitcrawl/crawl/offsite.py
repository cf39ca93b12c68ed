"""Addresses away from the agency's site: what they are, where their bytes are, and what their answers mean. Calm."""

import re
from functools import lru_cache
from urllib.parse import parse_qs, parse_qsl, urlsplit

from oitcrawl.model.offsite import OffsiteKind as Kind
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, Visit

# host (or what it ends with) and path -> kind; the first that fits counts.
_TABLE: tuple[tuple[str, str, Kind], ...] = (
    ("forms.gle forms.office.com", "", Kind.FORM),
    ("docs.google.com google.com", r"/forms\b", Kind.FORM),
    ("drive.google.com", r"/(?:drive/)?(?:u/\d+/)?(?:mobile/)?folders/|/(?:embedded)?folderview", Kind.DRIVE_FOLDER),
    ("docs.google.com", r"/(?:a/[^/]+/)?(?:document|spreadsheets|presentation)/", Kind.GOOGLE_DOC),
    ("docs.google.com", r"/(?:folder|folderview)\b", Kind.DRIVE_FOLDER),
    ("drive.google.com drive.usercontent.google.com docs.google.com", "", Kind.DRIVE_FILE),
    ("sites.google.com", "", Kind.GOOGLE_SITE),
    ("maps.google.com maps.app.goo.gl goo.gl/maps longdo.com openstreetmap.org map.nostramap.com", "", Kind.MAP),
    ("google.com google.co.th", r"/maps\b", Kind.MAP),
    ("goo.gl", r"/maps\b", Kind.MAP),
    ("onedrive.live.com 1drv.ms sharepoint.com onedrive.com", "", Kind.ONEDRIVE),
    ("dropbox.com dropboxusercontent.com", "", Kind.DROPBOX),
    ("anyflip.com fliphtml5.com flipsnack.com issuu.com heyzine.com pubhtml5.com yumpu.com", "", Kind.FLIPBOOK),
    ("scribd.com mediafire.com canva.com 4shared.com mega.nz box.com slideshare.net", "", Kind.STORE),
    ("facebook.com fb.com fb.me fb.watch messenger.com m.me", "", Kind.FACEBOOK),
    ("line.me lin.ee line.naver.jp liff.line.me", "", Kind.LINE),
    ("youtube.com youtu.be youtube-nocookie.com", "", Kind.YOUTUBE),
    ("tiktok.com", "", Kind.TIKTOK),
    ("twitter.com x.com t.co", "", Kind.X),
    ("instagram.com", "", Kind.INSTAGRAM),
    ("gprocurement.go.th", "", Kind.EGP),
    ("itas.nacc.go.th ita.nacc.go.th nacc.go.th", "", Kind.ITAS),
    ("oic.go.th", "", Kind.OIC),
)  # fmt: skip
_HOSTS = tuple(
    (host, re.compile(path) if path else None, kind) for hosts, path, kind in _TABLE for host in hosts.split()
)
_ID = r"(?P<id>[\w-]{10,})"
_FILE = re.compile(rf"/file/(?:u/\d+/)?d/{_ID}")
_FOLDER = re.compile(rf"/folders/{_ID}")
_DOC = re.compile(rf"(?P<root>/(?:a/[^/]+/)?(?:document|spreadsheets|presentation)/(?:u/\d+/)?d/(?!e/){_ID})")
_IDENTITY = re.compile(r"[\w-]{10,}")
_LOGIN_HOSTS = (
    "accounts.google.com login.microsoftonline.com login.live.com login.microsoft.com account.live.com".split()
)
_LOGIN_PATH = re.compile(r"/(?:servicelogin|signin|login|_layouts/15/(?:accessdenied|authenticate))\b", re.IGNORECASE)
# Hosts from which these services send the bytes of what was asked for.
_SENDERS = (
    "googleusercontent.com drive.usercontent.google.com docs.google.com sharepoint.com onedrive.live.com "
    "1drv.com livefilestore.com dropboxusercontent.com my.sharepoint.com"
).split()
_GONE = re.compile(
    r"(?:sorry, )?the file you have requested does not exist|file you requested does not exist|"
    r"ไม่มีไฟล์ที่(?:คุณ)?(?:ร้องขอ|ขอ|ต้องการ)|"
    r"this item (?:might not exist|was deleted)|item (?:was )?(?:deleted|not found)|"
    r"ไฟล์นี้อยู่ในถังขยะ|file is in (?:the )?(?:owner.s )?trash|this link has been removed|file has been deleted",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"you need (?:access|permission)|request access|คุณต้องมีสิทธิ์|ต้องมีสิทธิ์เข้าถึง|ขอสิทธิ์(?:การ)?เข้าถึง|sign in to continue|"
    r"to continue to (?:google drive|onedrive)|ลงชื่อเข้าใช้",
    re.IGNORECASE,
)
_CONFIRM = re.compile(r"can.?t scan this file for viruses|ไม่สามารถสแกนไวรัส|download[_-]form|confirm=", re.IGNORECASE)
_BUSY = re.compile(
    r"too many users have viewed|quota (?:has been )?exceeded|มีผู้(?:ใช้)?ดูหรือดาวน์โหลดไฟล์นี้มากเกิน", re.IGNORECASE
)
# Addresses that only lead on to another, or show it in a frame: host, path, names of the parameter that holds it.
_WRAPPERS = tuple(
    (re.compile(rf"(?:{hosts})(?::\d+)?", re.IGNORECASE), re.compile(path, re.IGNORECASE), keys.split())
    for hosts, path, keys in (
        (r"(?:l|lm|www|m)\.facebook\.com|l\.(?:instagram|messenger)\.com", r"(?:/l\.php)?/?$", "u"),
        (r"(?:www\.)?google\.(?:com|co\.th)", r"/url$", "q url"),
        (r"(?:www\.)?youtube\.com", r"/redirect$", "q"),
        (r"[\w-]+\.safelinks\.protection\.outlook\.com", "", "url"),
        (r"docs\.google\.com|drive\.google\.com", r"/(?:a/[^/]+/)?(?:viewerng/)?(?:g?view|viewer)$", "url"),
        (r"view\.officeapps\.live\.com", r"/op/", "src"),
    )
)
_MAX_WRAPPINGS = 3
_HEAD = 60_000  # bytes of a page that tell


def kind_of(url: str) -> Kind:
    """What stands at ``url`` (absolute), by its host and path."""
    parts = urlsplit(url)
    rows = _rows(parts.hostname or "")
    return next((kind for path, kind in rows if path is None or path.match(parts.path)), Kind.OTHER)


@lru_cache(maxsize=4096)
def _rows(host: str) -> tuple[tuple[re.Pattern[str] | None, Kind], ...]:
    """The rows of the table for one host."""
    return tuple((path, kind) for name, path, kind in _HOSTS if host == name or host.endswith("." + name))


def unwrapped(url: str) -> str:
    """The address that ``url`` (absolute) leads on to or shows: its own where it is no such wrapping."""
    for _ in range(_MAX_WRAPPINGS):
        inner = _inner(url)
        if not inner:
            break
        url = inner
    return url


def _inner(url: str) -> str:
    """The address in one wrapping, or an empty string."""
    if "=http" not in url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    for host, path, keys in _WRAPPERS:
        if host.fullmatch(parts.netloc) and path.match(parts.path):
            told = dict(parse_qsl(parts.query))
            return next((told[key].strip() for key in keys if told.get(key, "").strip().startswith(_SCHEMES)), "")
    return ""


_SCHEMES = ("http://", "https://")


def is_offsite_store(url: str) -> bool:
    """Whether ``url`` (absolute) is on a service where agencies keep documents of their own."""
    return kind_of(url).keeps_documents


def direct(url: str) -> str:
    """Where the bytes are of what ``url`` shows in a viewer; ``url`` itself where no other form is known."""
    parts = urlsplit(url)
    match kind_of(url):
        case Kind.DRIVE_FOLDER:
            identity = _identity(parts.path, parts.query, _FOLDER)
            return f"https://drive.google.com/embeddedfolderview?id={identity}" if identity else url
        case Kind.DRIVE_FILE:
            identity = _identity(parts.path, parts.query, _FILE)
            return f"https://drive.google.com/uc?export=download&id={identity}" if identity else url
        case Kind.GOOGLE_DOC:
            found = _DOC.match(parts.path)
            return f"https://docs.google.com{found['root']}/export?format=pdf" if found else url
        case Kind.DROPBOX if parts.hostname and parts.hostname.endswith("dropbox.com"):
            return f"https://{parts.netloc}{parts.path}?{_with(parts.query, 'dl', '1')}"
        case Kind.ONEDRIVE if parts.hostname and parts.hostname.endswith("sharepoint.com"):
            return f"https://{parts.netloc}{parts.path}?{_with(parts.query, 'download', '1')}"
    return url


def state_of(answer: Visit) -> OffsiteState | Failed:
    """What an answer for something kept elsewhere means; a Failed when it was deleted.

    A redirect to the door of a service (``Refused`` with its address) tells without asking there.
    """
    match answer:
        case Fetched():
            return _told(answer)
        case Refused(by=RefusedBy.OFFSITE, detail=place) if is_login(place):
            return OffsiteState.LOGIN
        case Failed(cause=FailCause.FORBIDDEN, status=401):
            return OffsiteState.LOGIN
        case Failed(permanent=True):
            return answer
    return OffsiteState.FAILED


def onward(url: str, answer: Visit) -> str:
    """The address to ask next for what ``url`` keeps, or an empty string: its sender's, or past a virus warning."""
    if isinstance(answer, Refused) and answer.by is RefusedBy.OFFSITE:
        return answer.detail if _is_among(answer.detail, _SENDERS) and not is_login(answer.detail) else ""
    if isinstance(answer, Fetched) and kind_of(url) is Kind.DRIVE_FILE and _is_page(answer):
        text = _text(answer)
        identity = _identity(urlsplit(url).path, urlsplit(url).query, _FILE)
        if identity and _CONFIRM.search(text) and not _BUSY.search(text) and not _GONE.search(text):
            return f"https://drive.usercontent.google.com/download?id={identity}&export=download&confirm=t"
    return ""


def is_login(url: str) -> bool:
    """Whether ``url`` is the door at which a service asks who one is."""
    return _is_among(url, _LOGIN_HOSTS) or _LOGIN_PATH.search(urlsplit(url).path) is not None


def stays_with(page: str, link: str) -> bool:
    """Whether ``link`` on the off-site ``page`` belongs to what the agency keeps there, not to the service."""
    kind = kind_of(link)
    if kind is Kind.GOOGLE_SITE:
        return urlsplit(page).hostname == urlsplit(link).hostname and _site(page) == _site(link)
    return kind in {Kind.DRIVE_FILE, Kind.DRIVE_FOLDER, Kind.GOOGLE_DOC} or _DOCUMENT.search(link) is not None


_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar)(?:\?|$)", re.IGNORECASE)


def _told(answer: Fetched) -> OffsiteState | Failed:
    if not _is_page(answer):
        return OffsiteState.OPEN
    text = _text(answer)
    if is_login(answer.final_url):
        return OffsiteState.LOGIN
    if _GONE.search(text):
        detail = "ไฟล์ถูกลบแล้ว"
        return Failed(url=answer.url, cause=FailCause.SOFT_404, permanent=True, status=answer.status, detail=detail)
    if len(text) < _HEAD and _LOGIN.search(text):
        return OffsiteState.LOGIN
    # a viewer or a warning in place of a file is no document
    shows_file = kind_of(answer.url) in {Kind.DRIVE_FILE, Kind.GOOGLE_DOC}
    return OffsiteState.FAILED if shows_file else OffsiteState.OPEN


def _is_page(answer: Fetched) -> bool:
    return "html" in answer.content_type or answer.body[:200].lstrip()[:1] == b"<"


def _text(answer: Fetched) -> str:
    return answer.body[:_HEAD].decode("utf-8", "replace")


def _identity(path: str, query: str, form: re.Pattern[str]) -> str:
    if found := form.search(path):
        return found["id"]
    told = parse_qs(query).get("id", [""])[0]
    return told if _IDENTITY.fullmatch(told) else ""


def _with(query: str, key: str, value: str) -> str:
    kept = [pair for pair in query.split("&") if pair and pair.partition("=")[0] != key]
    return "&".join([*kept, f"{key}={value}"])


def _is_among(url: str, hosts: list[str]) -> bool:
    host = urlsplit(url).hostname or ""
    return any(host == name or host.endswith("." + name) for name in hosts)


def _site(url: str) -> str:
    """The name of a Google Site: the two segments behind the host (``/view/name``)."""
    return "/".join(urlsplit(url).path.split("/")[1:3])
