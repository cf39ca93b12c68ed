"""Files inside a ZIP: names in whichever encoding Thai systems wrote them, bytes within bounds."""

import stat
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from oitcrawl.model.content import UnreadCause
from oitcrawl.read.inside import CHUNK, Bounds, Entry, Labels, thai_name
from oitcrawl.read.trouble import Locked, Trouble, trouble_of


def zip_entries(body: bytes, bounds: Bounds) -> Iterator[Entry]:
    """The files of a ZIP in the order of its list.

    Raises:
        Trouble: the list is damaged.
    """
    try:
        archive = ZipFile(BytesIO(body))
    except (BadZipFile, OSError, ValueError, NotImplementedError, IndexError, struct.error) as error:
        raise trouble_of(error) from error
    labels = Labels()
    with archive:
        if body.startswith(b"PK\3\4") and not archive.infolist():
            raise Trouble("list")  # a file stands first, but the list knows none
        for info in archive.infolist():
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16):
                continue
            yield Entry(path=labels.give(name_of(info)), load=partial(_bytes, archive, info, bounds))


def _bytes(archive: ZipFile, info: ZipInfo, bounds: Bounds) -> bytes:
    if info.flag_bits & 1:
        raise Locked("encrypted")
    try:
        with archive.open(info) as member:
            return bounds.gather(iter(lambda: member.read(CHUNK), b""), packed=max(info.compress_size, 1))
    except NotImplementedError as error:
        raise Trouble(f"method {info.compress_type}", cause=UnreadCause.UNSUPPORTED) from error
    except (BadZipFile, OSError, ValueError, RuntimeError, EOFError, zlib.error) as error:
        raise trouble_of(error) from error


_UTF8_NAME: Final = 0x800  # flag: the name is UTF-8
_UNICODE_PATH: Final = 0x7075  # extra field of Info-ZIP, WinRAR and 7-Zip: the name in UTF-8


def name_of(info: ZipInfo) -> str:
    """The name of an entry: UTF-8 where it says so or decodes so, else the Thai code page of Windows."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    if name := _unicode_path(info.extra):
        return name
    return thai_name(info.orig_filename.encode("cp437", "replace"))


def _unicode_path(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "ignore")
        at += 4 + size
    return ""
