"""What this machine has, and the command that mends what it lacks."""

import sys

import pytest

from oitcrawl import doctor
from oitcrawl.read import ocr, printing, rar
from oitcrawl.settings import Settings

PACKAGES = {
    "pdftotext": "poppler-utils",
    "antiword": "antiword",
    "libarchive": "libarchive13",
    "Tesseract": "tesseract-ocr-tha",
    "Chromium": "chromium",
}


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without any program or library of the system."""
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    monkeypatch.setattr(rar, "library", lambda: None)
    monkeypatch.setattr(printing, "browser", lambda: None)
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    monkeypatch.setattr(ocr, "why_not", lambda: "ไม่มีข้อมูลภาษาไทย")
    return Settings(data_dir=str(tmp_path))


def looked_at(settings):
    return {check.name: check for check in doctor.examine(settings)}


@pytest.mark.parametrize(
    ("platform", "word"), [("linux", "sudo apt install"), ("darwin", "brew install"), ("win32", "ติดตั้ง")]
)
def test_what_is_absent_is_named_with_the_command_of_the_platform(bare, monkeypatch, platform, word):
    monkeypatch.setattr(sys, "platform", platform)
    checks = looked_at(bare)

    assert {"degraded"} == {checks[name].state for name in PACKAGES}
    assert all(checks[name].cure.startswith(word) for name in PACKAGES)


def test_commands_name_the_packages_of_debian(bare, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    checks = looked_at(bare)

    assert all(checks[name].cure.endswith(package) for name, package in PACKAGES.items())
    assert "ไม่มีข้อมูลภาษาไทย" in checks["Tesseract"].words[0]


def test_what_is_there_needs_no_mending(bare, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(rar, "library", object)
    monkeypatch.setattr(printing, "browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(ocr, "is_available", lambda: True)
    checks = looked_at(bare)

    assert {("ok", "")} == {(checks[name].state, checks[name].cure) for name in PACKAGES}


def test_recognition_that_is_switched_off_says_so(bare):
    check = looked_at(Settings(data_dir=bare.data_dir, ocr="never"))["Tesseract"]

    assert ("degraded", True) == (check.state, "ocr = auto" in check.cure)


@pytest.mark.parametrize(
    "address", ["postgresql://me:geheim7@127.0.0.1:9/x", "postgresql://me@127.0.0.1:9/x?password=geheim7"]
)
def test_a_password_in_the_settings_file_is_warned_of_and_not_shown(monkeypatch, address):
    found = [check for check in doctor._password(address) if check.state == "degraded"]

    assert ["database"] == [check.name for check in found]
    assert "geheim7" not in str(found)
    assert "OITCRAWL_DATABASE_PASSWORD" in found[0].cure
    assert [] == list(doctor._password("postgresql://me@127.0.0.1:9/x"))
    monkeypatch.setenv("OITCRAWL_DATABASE", address)
    assert [] == list(doctor._password(address))
