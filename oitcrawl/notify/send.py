"""The only door of Apprise: one message to one address. What it says of its troubles is understood here, never shown.

Its messages may hold parts of an address; they are kept in memory, sorted into causes of our own words, and dropped.
"""

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from oitcrawl.notify.addresses import Address
from oitcrawl.notify.letter import Letter
from oitcrawl.notify.sent import Sent
from oitcrawl.store.announcements import Sending

if TYPE_CHECKING:
    from apprise import Apprise, AppriseAsset

_SECONDS: Final = (10.0, 20.0)  # for connecting, and between two bytes
_MARGIN: Final = 0.9  # of what a service takes: some count bytes or escapes
_LEAST: Final = 120  # characters, however little a service says it takes
_SILENT: Final = ("apprise", "urllib3", "requests", "charset_normalizer", "markdown", "MARKDOWN", "asyncio")
_MAIL: Final = frozenset({"mailto", "mailtos"})
_TOLD: Final = threading.local()
_LOADING: Final = threading.Lock()


SENT: Final = Sent(Sending.SENT)
_BAD_ADDRESS: Final = Sent(
    Sending.FAILED, "ที่อยู่ที่เก็บไว้ใช้ไม่ได้ ตรวจรูปแบบตามคู่มือ Apprise", "the address kept there is not understood by Apprise"
)
_NOT_MAIL: Final = Sent(
    Sending.FAILED, "notify_mail ต้องเป็นที่อยู่ mailto:// หรือ mailtos://", "notify_mail must be mailto:// or mailtos://"
)
_UNKNOWN: Final = Sent(Sending.FAILED, "ส่งไม่สำเร็จโดยไม่ทราบสาเหตุ", "not sent, and it cannot be told why")
_PARTLY: Final = Sent(
    Sending.UNSURE, "ส่งถึงผู้รับบางรายของที่อยู่นี้เท่านั้น", "only some of the receivers behind this address have it"
)
# The first that is found in what Apprise said tells why; a message whose answer was lost may have arrived.
_CAUSES: Final = (
    (
        r"name or service not known|nodename nor servname|getaddrinfo|name resolution|failed to resolve",
        Sent(Sending.FAILED, "ไม่พบเครื่องปลายทาง (DNS)", "the server's name is not known (DNS)"),
    ),
    (
        r"refused|no route|unreachable|connecttimeout|connect timeout|connection to .* timed out",
        Sent(Sending.FAILED, "ต่อเครื่องปลายทางไม่ได้", "the server cannot be reached"),
    ),
    (
        r"certificate|sslerror|ssl:",
        Sent(Sending.FAILED, "ใบรับรอง (TLS) ของปลายทางใช้ไม่ได้", "the server's certificate (TLS) is not valid"),
    ),
    (
        r"authentication|credentials|username and password|\b535\b",
        Sent(Sending.FAILED, "ปลายทางไม่รับชื่อผู้ใช้หรือรหัสผ่าน", "the server refuses the user name or password"),
    ),
    (
        r"read timed out|readtimeout|remote end closed|connection aborted|connection reset|unexpectedly closed",
        Sent(Sending.UNSURE, "ปลายทางไม่ตอบว่าได้รับหรือไม่", "the server did not say whether it has the message"),
    ),
    (r"timed out|timeout", Sent(Sending.FAILED, "ปลายทางไม่ตอบทันเวลา", "the server did not answer in time")),
    (
        r"recipient|mailbox|sender|\(5\d\d, ",
        Sent(Sending.FAILED, "ปลายทางไม่รับผู้ส่งหรือผู้รับนี้", "the server refuses this sender or receiver"),
    ),
)
_CODES: Final = {
    401: ("รหัสลับใช้ไม่ได้", "the secret is not valid"),
    403: ("ไม่มีสิทธิ์ส่ง", "sending is not allowed"),
    404: ("ไม่มีที่อยู่นี้แล้ว", "there is no such address any more"),
    410: ("ไม่มีที่อยู่นี้แล้ว", "there is no such address any more"),
    413: ("ข้อความยาวเกินไป", "the message is too long"),
    429: ("ส่งถี่เกินไป", "too many messages"),
}


def send(address: Address, letter: Letter, most: int) -> Sent:
    """Send one message.

    Args:
        address: where to.
        letter: what.
        most: characters; fewer where the service takes fewer.
    """
    with _listening() as said:
        try:
            channel = _channel(address)
            if isinstance(channel, Sent):
                return channel
            limit = min(
                most, max(_LEAST, int((channel[0].body_maxlen - _title_in_body(channel[0], letter)) * _MARGIN))
            )
            if channel.notify(body=letter.text(limit), title=letter.title, body_format="text"):
                return SENT
        except Exception as error:  # noqa: BLE001 - a plugin's mistake must not stop the others, nor show its address
            said.append(type(error).__name__)
    return _understood(said)


def _channel(address: Address) -> "Apprise | Sent":
    """The one service that an address names."""
    Apprise, AppriseAsset, url_to_dict = _library()  # noqa: N806 - classes
    # without a timeout of its own it sends in this thread, where it can be heard
    asset = AppriseAsset(
        app_id="oitcrawl",
        app_desc="oitcrawl",
        app_url="",
        image_url_mask="",
        storage_mode="memory",
        service_timeout=0,
    )
    words: dict[str, Any] | None = url_to_dict(address.url)
    if not words:
        return _BAD_ADDRESS
    words |= {"cto": _SECONDS[0], "rto": _SECONDS[1]}
    if address.mail:
        if words.get("schema") not in _MAIL:
            return _NOT_MAIL
        words |= {"targets": [address.mail], "cc": "", "bcc": "", "format": "text"}
    channel = Apprise(asset=asset)
    plugin = Apprise.instantiate(words, asset=asset, suppress_exceptions=True)
    return channel if plugin is not None and channel.add(plugin) else _BAD_ADDRESS


def _library() -> tuple[type["Apprise"], type["AppriseAsset"], Callable[[str], Any]]:
    """Apprise with all its services, loaded when the first message is sent."""
    with _LOADING, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of modules that it loads
        from apprise import Apprise, AppriseAsset
        from apprise.manager_plugins import NotificationManager
        from apprise.plugins import url_to_dict

        NotificationManager().schemas()  # type: ignore[no-untyped-call]
    return Apprise, AppriseAsset, url_to_dict


def _title_in_body(plugin: Any, letter: Letter) -> int:
    return 0 if plugin.title_maxlen else len(letter.title) + 4


def _understood(said: list[str]) -> Sent:
    """Why a message was not sent, from what Apprise said."""
    text = "\n".join(said)
    if re.search(r"^INFO Sent ", text, re.MULTILINE):
        return _PARTLY
    if match := re.search(r"error\s*[=:]\s*([45]\d\d)\b|\bHTTP[ /=:]*([45]\d\d)\b", text):
        code = int(match[1] or match[2])
        thai, english = _CODES.get(code, ("ปลายทางไม่รับ", "the server refuses it"))
        return Sent(Sending.FAILED, f"{thai} (HTTP {code})", f"{english} (HTTP {code})")
    found = (cause for pattern, cause in _CAUSES if re.search(pattern, text, re.IGNORECASE))
    return next(found, _UNKNOWN)


class _Ear(logging.Handler):
    """Hears what is said in this thread while a message is sent; nothing of it is written anywhere."""

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record in."""
        said: list[str] | None = getattr(_TOLD, "said", None)
        if said is None or not record.name.startswith(_SILENT[0]):
            return
        told = record.getMessage()
        if record.levelno > logging.DEBUG or told.startswith("Socket Exception"):  # others show the message itself
            said.append(f"{record.levelname} {told}")


class _Hush(logging.Filter):
    """Keeps what is said in a thread that sends, by whatever library, from being written anywhere."""

    def filter(self, _record: logging.LogRecord) -> bool:
        """Whether a record may be written."""
        return getattr(_TOLD, "said", None) is None


_HUSH: Final = _Hush()


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Hear what Apprise says, and let nobody else hear it nor the libraries below it."""
    for name in _SILENT:
        log = logging.getLogger(name)
        log.propagate = False
        if not any(isinstance(one, _Ear) for one in log.handlers):
            log.handlers = [_Ear()]
    logging.getLogger(_SILENT[0]).setLevel(logging.DEBUG)
    for handler in (*logging.root.handlers, logging.lastResort):
        if handler is not None:
            handler.addFilter(_HUSH)  # once, however often it is said
    said: list[str] = []
    _TOLD.said = said
    try:
        yield said
    finally:
        _TOLD.said = None
