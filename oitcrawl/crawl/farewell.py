"""Whether a body of unsaid length came to its end: by the farewell of TLS, or by what it is."""

import asyncio
import re
import ssl
from collections.abc import Iterable, Mapping
from typing import Final

_END: Final = 2048  # bytes in which a body says that it ends
_MARKS: Final = re.compile(rb"</html\s*>|</body\s*>|%%EOF|PK\x05\x06|</urlset>|</sitemapindex>", re.IGNORECASE)


def said_goodbye(transport: asyncio.Transport) -> bool:
    """Whether the server closed as TLS wants it (close_notify); True where nothing is kept secret.

    Without it nobody can tell an end from a cut line. To be asked when the server has sent all that it sends.
    """
    channel: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
    if channel is None:
        return True
    try:
        return not channel.read(1)
    except ssl.SSLZeroReturnError:
        return True
    except (ssl.SSLError, ValueError):
        return False


def shows_its_end(pieces: Iterable[bytes], fields: Mapping[bytes, bytes]) -> bool:
    """Whether the last bytes of a body are what bodies of its kind end with; what is packed says so when unpacked.

    Some servers never say goodbye, and no page of theirs could be read else.
    """
    return b"content-encoding" in fields or _MARKS.search(b"".join(pieces)[-_END:]) is not None
