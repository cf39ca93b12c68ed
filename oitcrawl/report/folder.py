"""Folders and files on disk: written whole or not at all, the old one staying until the new one is complete."""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from oitcrawl import durable
from oitcrawl.errors import PublishError
from oitcrawl.report.exchange import exchanged

_LEFT = 3600.0  # seconds after which nobody writes at a report any more
_CURES = {
    errno.ENOSPC: "ลบไฟล์ที่ไม่ใช้เพื่อเพิ่มที่ว่าง แล้วสั่ง oitcrawl report อีกครั้ง",
    errno.EDQUOT: "ลบไฟล์ที่ไม่ใช้เพื่อเพิ่มที่ว่าง แล้วสั่ง oitcrawl report อีกครั้ง",
    errno.EACCES: "ให้สิทธิ์เขียนโฟลเดอร์นี้ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.EPERM: "ให้สิทธิ์เขียนโฟลเดอร์นี้ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.EROFS: "ดิสก์นี้เขียนไม่ได้ เลือกโฟลเดอร์อื่นด้วย --out",
    errno.EEXIST: "ย้ายหรือลบไฟล์ที่ขวางอยู่ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.ENOTDIR: "ย้ายหรือลบไฟล์ที่ขวางอยู่ หรือเลือกโฟลเดอร์อื่นด้วย --out",
    errno.ENAMETOOLONG: "เลือกโฟลเดอร์ที่ชื่อสั้นกว่านี้ด้วย --out",
}
_REASONS = {
    errno.ENOSPC: "ดิสก์เต็ม",
    errno.EDQUOT: "ใช้พื้นที่ครบโควตา",
    errno.EACCES: "ไม่มีสิทธิ์เขียน",
    errno.EPERM: "ไม่มีสิทธิ์เขียน",
    errno.EROFS: "ดิสก์อ่านได้อย่างเดียว",
    errno.EEXIST: "มีไฟล์ขวางอยู่",
    errno.ENOTDIR: "มีไฟล์ขวางอยู่",
    errno.ENAMETOOLONG: "ชื่อโฟลเดอร์ยาวเกินไป",
}


def write_whole(folder: Path, files: Mapping[str, bytes], *, is_ours: Callable[[str], bool]) -> None:
    """Write ``files`` as ``folder``; files of an older folder that are not ours stay.

    Args:
        folder: made where it is absent.
        files: relative name to bytes, at most one folder deep.
        is_ours: whether we are who writes a file of this relative name, so that an older one goes.

    Raises:
        OSError: it cannot be written; the old folder stays.
    """
    durable.make_folder(folder.parent)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    _tidy(folder.parent)
    fresh = _sibling(folder, "new")
    try:
        fresh.mkdir()
        for name, content in files.items():
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / name).write_bytes(content)
        if folder.exists():
            _carry_over(folder, fresh, is_ours)
        _settle(fresh, files)
        _swap(fresh, folder)
        durable.settle_folder(folder.parent)  # before the older one is removed
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _settle(fresh: Path, files: Mapping[str, bytes]) -> None:
    """See to it that a power cut after the swap cannot leave a report of empty files."""
    durable.settle(fresh / name for name in files)
    for place in {(fresh / name).parent for name in files} | {fresh}:
        durable.settle_folder(place)


def take_away(folder: Path) -> None:
    """Remove a folder at once for whoever looks: a kill never leaves a part of it under its name.

    Raises:
        OSError: it cannot be removed, and is still whole.
    """
    gone = _sibling(folder, "gone")
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _tidy(place: Path) -> None:
    """Mend what a process that was killed left; what is younger may be another process's."""
    for left in place.glob(".*.*.*"):
        known = re.fullmatch(r"\.(.+)\.[0-9a-f]{8}\.(new|old|gone)", left.name)
        with suppress(OSError):
            if known and known[2] == "old" and not (place / known[1]).exists():
                left.rename(place / known[1])  # killed between two renames: the older report comes back
            elif known and time.time() - left.stat().st_mtime > _LEFT:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _carry_over(folder: Path, fresh: Path, is_ours: Callable[[str], bool]) -> None:
    """Lay what people keep beside our files into the new folder, too; our own files of the older report stay out.

    It is laid there before the folders change places, so that at no moment a report lacks it.
    """
    for entry in folder.iterdir():
        place = fresh / entry.name
        if entry.is_symlink() or not entry.is_dir():
            if not is_ours(entry.name):
                _lay(entry, place)
        elif place.is_dir() or any(is_ours(f"{entry.name}/{one.name}") for one in entry.iterdir()):
            _carry_over(entry, _made(place), partial(_within, entry.name, is_ours))
            with suppress(OSError):
                place.rmdir()  # where nothing was carried over
        else:
            shutil.copytree(entry, place, symlinks=True, copy_function=_lay)


def _within(folder: str, is_ours: Callable[[str], bool], name: str) -> bool:
    return is_ours(f"{folder}/{name}")


def _made(place: Path) -> Path:
    place.mkdir(exist_ok=True)
    return place


def _lay(source: str | Path, place: str | Path) -> None:
    """Give a file a second name, or copy it where the disk knows no second names."""
    if os.path.lexists(place):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    try:
        os.link(source, place, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, place, follow_symlinks=False)


def _swap(fresh: Path, folder: Path) -> None:
    """Put ``fresh`` in the place of ``folder`` at once where the system can, else in two steps."""
    if not folder.exists():
        fresh.rename(folder)
    elif not exchanged(fresh, folder):
        old = _sibling(folder, "old")
        folder.rename(old)
        try:
            fresh.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
        durable.settle_folder(folder.parent)
        shutil.rmtree(old, ignore_errors=True)


def replace_file(target: Path, content: bytes) -> None:
    """Write ``content`` as ``target``, whole or not at all; after a power cut it is the old one or the new one.

    Raises:
        OSError: it cannot be written; an old file stays.
    """
    _tidy(target.parent)
    fresh = _sibling(target, "new")
    try:
        durable.write(fresh, content)
        fresh.replace(target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _sibling(path: Path, what: str) -> Path:
    """A hidden name beside ``path``, on the same disk, that nobody else uses."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.{what}")


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Tell every disk error as one Thai line with its cure."""
    try:
        yield
    except OSError as error:
        reason, cure = why(error)
        raise PublishError(
            f"เขียนรายงานลง {place} ไม่ได้ ({reason})",
            cure=cure,
            en=f"cannot write the report to {place} ({error.strerror or error}) — mend that or choose another folder "
            "with --out, then: oitcrawl report",
        ) from error


def why(error: OSError) -> tuple[str, str]:
    """Why a folder cannot be written, and what to do about it, in Thai."""
    number = error.errno or 0
    reason = _REASONS.get(number) or error.strerror or str(error)
    return reason, _CURES.get(number, "ตรวจโฟลเดอร์ปลายทาง แล้วสั่ง oitcrawl report อีกครั้ง")
