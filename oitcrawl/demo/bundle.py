"""A whole site as a value: its files by name, and the answers that are not simply a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

ANSWERS = "answers.json"
_BASE = b"@BASE@"  # stands in robots.txt and sitemap.xml for the address that is not known before the server runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server sends for one address."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    name: str = ""
    delay: float = 0.0  # seconds before it is sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The files of a site and its special answers.

    Attributes:
        files: bytes by name with forward slashes, such as ``ita/2568.html``.
        answers: by path (with query where it matters, or a pattern with ``*``): ``{"status": 500}``,
            ``{"file": "docs/a.pdf", "headers": {...}}``, ``{"body": "...", "delay": 0.5}``. The first fit counts.
    """

    files: Mapping[str, bytes]
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def from_zip(cls, path: Path) -> "Bundle":
        """The bundle of an archive, read into memory."""
        with ZipFile(path) as archive:
            return cls._of({name: archive.read(name) for name in archive.namelist()})

    @classmethod
    def from_folder(cls, path: Path) -> "Bundle":
        """The bundle of a folder, read into memory."""
        names = (file for file in sorted(path.rglob("*")) if file.is_file())
        return cls._of({file.relative_to(path).as_posix(): file.read_bytes() for file in names})

    @classmethod
    def _of(cls, files: dict[str, bytes]) -> "Bundle":
        answers = json.loads(files.pop(ANSWERS, b"{}"))
        return cls(files=files, answers=answers)

    def answer(self, target: str, *, base: str) -> Answer:
        """What the site sends for a request target (``/path?query``); 404 when it has nothing.

        Args:
            target: as it stands in the request line, percent-encoded.
            base: address of the server without a slash at its end.
        """
        path = unquote(urlsplit(target).path)
        special = self._special(unquote(target), path)
        if special is None:
            name = self._name(path)
            return _not_found() if name is None else self._file(name, {}, 200, base)
        status, headers = int(special.get("status", 200)), special.get("headers", {})
        delay = float(special.get("delay", 0))
        name = special.get("file") or ("" if "body" in special else self._name(path))
        if name:
            return replace(self._file(name, headers, status, base), delay=delay)
        body = special.get("body", "").encode()
        return Answer(status=status, headers=headers, body=body, name="answer.html", delay=delay)

    def _special(self, target: str, path: str) -> Mapping[str, Any] | None:
        for asked in (target, path):
            if asked in self.answers:
                return self.answers[asked]
        return next((a for key, a in self.answers.items() if "*" in key and fnmatchcase(target, key)), None)

    def _name(self, path: str) -> str | None:
        plain = path.strip("/")
        stem = PurePosixPath(plain).as_posix() if plain else ""
        tries = (plain, f"{stem}.html", f"{stem}/index.html") if plain else ("index.html",)
        return next((name for name in tries if name in self.files), None)

    def _file(self, name: str, headers: Mapping[str, str], status: int, base: str) -> Answer:
        body = self.files[name]
        if name.endswith((".txt", ".xml")):
            body = body.replace(_BASE, base.encode())
        return Answer(status=status, headers=headers, body=body, name=name)


def _not_found() -> Answer:
    page = "<!DOCTYPE html><html lang=th><meta charset=utf-8><title>404</title><h1>ไม่พบหน้าที่ต้องการ (404)</h1></html>"
    return Answer(status=404, body=page.encode(), name="404.html")
