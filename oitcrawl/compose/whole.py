"""A file written whole or not at all."""

import glob
import os
import time
from contextlib import suppress
from pathlib import Path

from oitcrawl import durable
from oitcrawl.errors import PublishError

_LEFT = 3600.0  # seconds


def write_whole(file: Path, body: bytes, *, for_all: bool = False) -> None:
    """Write ``file``: whoever reads it meanwhile finds the old one or the new one.

    Args:
        file: its folder must be there.
        body: the bytes.
        for_all: other users may read it, whatever the usual mask is.

    Raises:
        PublishError: it cannot be written; then nothing has changed.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        _tidy(file)
        durable.write(beside, body)
        if for_all:
            beside.chmod(0o644)
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise PublishError(
            f"เขียนไฟล์ {file} ไม่ได้ ({error.strerror})",
            cure="ตรวจโฟลเดอร์ สิทธิ์การเขียน และพื้นที่ว่าง",
            en=f"{file} cannot be written ({error.strerror}) — look at its folder, rights and free room",
        ) from error


def _tidy(file: Path) -> None:
    """Remove what writers left that were killed more than an hour ago."""
    for left in file.parent.glob(f".{glob.escape(file.name)}.*"):
        if left.suffix[1:].isdecimal() and time.time() - left.stat().st_mtime > _LEFT:
            left.unlink(missing_ok=True)
