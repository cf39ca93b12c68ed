"""Names in archives, headers and settings that lead out of a folder, as published of other tools."""

import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime

import pytest
from hostile_text import BARBS
from read.making import zipped

from oitcrawl.crawl.fields import file_name
from oitcrawl.errors import OitcrawlError
from oitcrawl.read import read
from oitcrawl.settings import Settings
from oitcrawl.store.carry import FORMAT, import_store
from oitcrawl.store.database import Database
from oitcrawl.store.warc import WarcFile

NAMES = [
    "../../evil.txt",
    "/etc/cron.d/evil",
    "..\\..\\evil.txt",
    "C:\\Windows\\evil.txt",
    "a/../../../evil.txt",
    "....//....//evil.txt",
    "evil\0.txt",
    "~/evil.txt",
    "\\\\host\\share\\evil.txt",
    "CON",
    "x/./../..",
]


def tree(folder):
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*"))


def packed(kind):
    """An archive with these names, and in a tar links that lead out."""
    if kind == "zip":
        return zipped(dict.fromkeys(NAMES, b"evil words"))
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as out:
        for name in NAMES:
            member = tarfile.TarInfo(name.replace("\0", ""))
            member.size = 10
            out.addfile(member, io.BytesIO(b"evil words"))
        for kind_of, name in (
            (tarfile.SYMTYPE, "link"),
            (tarfile.LNKTYPE, "hard"),
            (tarfile.CHRTYPE, "dev"),
            (tarfile.FIFOTYPE, "pipe"),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind_of, "../../../../etc/passwd"
            out.addfile(member)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_an_archive_writes_nothing_and_reads_no_file_beside_it(kind, tmp_path, monkeypatch):
    """Zip slip: NLTK, CVE-2019-14751 and CVE-2025-14009; Python's tarfile, CVE-2007-4559."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    before = tree(tmp_path)

    told = read(packed(kind), url="https://own.example/x", resolve=lambda _base, href: href, settings=Settings())

    assert tree(tmp_path) == before
    assert "root:" not in repr(told)
    assert "evil words" in repr(told), "the words are read all the same"


def test_an_import_unpacks_nothing(tmp_path):
    """Zip slip through a backup: names of a manifest are looked up in the archive, never on the disk."""
    (tmp_path / "secret.jsonl").write_text("{}", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "x.zip", "w") as out:
        told = {name: {"rows": 1, "sha256": "0" * 64} for name in (*NAMES, "../secret", "scans")}
        out.writestr("manifest.json", json.dumps({"format": FORMAT, "schema": 1, "tables": told}))
        for name in (*NAMES, "scans"):
            out.writestr(f"{name}.jsonl", "{}")
    before = tree(tmp_path)

    with pytest.raises(OitcrawlError):
        import_store(Database(f"sqlite:///{tmp_path / 'store.sqlite'}"), folder / "x.zip")

    assert [one for one in tree(tmp_path) if not one.startswith("store.sqlite")] == before


@pytest.mark.parametrize("code", [*NAMES, *BARBS, "", "x" * 4000])
def test_the_name_of_a_warc_never_leaves_its_folder(code, tmp_path):
    with WarcFile(tmp_path / "warc", code, datetime(2026, 11, 2, tzinfo=UTC), "oitcrawl") as warc:
        pass

    assert [one.name for one in tmp_path.iterdir()] == ["warc"]
    assert warc.path.parent == tmp_path / "warc"
    assert not warc.path.name.startswith((".", "-"))
    assert warc.path.name.isascii()
    assert len(warc.path.name) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_download_is_words_and_never_a_place(name, tmp_path, monkeypatch):
    """Content-Disposition of a hostile server as a path to write to; here it is only shown."""
    monkeypatch.chdir(tmp_path)
    told = file_name({b"content-disposition": f'attachment; filename="{name}"'.encode()})

    assert isinstance(told, str)
    assert [] == tree(tmp_path)
