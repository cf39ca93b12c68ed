"""No output of the program shows a number of a private person, wherever on a site it stands; every office's stays."""

import io
import json
import re
import subprocess
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import cache
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

import pypdfium2
import pytest
from PIL import Image
from privacy_site import NUMBERS, OFFICES, private_site

from oitcrawl.cli import run
from oitcrawl.crawl.browser import is_available
from oitcrawl.read import ocr

pytestmark = pytest.mark.timeout(300)
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
SOME = 9  # digits in a row of a number that nobody may see
GAP = r"(?:[\s\-.|_\u200b\u2010-\u2015]|%20|&nbsp;|&#8203;){0,3}"
RUN = re.compile(rf"\d(?:{GAP}\d){{8,}}")
FORMATS = "html,json,csv,xlsx,divisions,calendar,submission,docx"


def said(*words):
    """What a command says, to both streams."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        ended = run([str(word) for word in words])
    assert ended not in {2, 4}, out.getvalue()[-2000:]
    return out.getvalue()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Name -> text or bytes of everything that the program says or writes about one site."""
    folder = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, value in {"DATA_DIR": folder / "data", "RATE": "0", "RETRIES": "0", "TIMEOUT": "3"}.items():
            patch.setenv(f"OITCRAWL_{name}", str(value))
        with private_site() as site:
            return walk(folder, site)


def walk(folder, site):
    shows = is_available()
    code = "abt-thotsop"
    (folder / "agencies.yaml").write_text(
        json.dumps(
            {
                "agencies": [
                    {"code": code, "name": "องค์การบริหารส่วนตำบลทดสอบ", "kind": "local_government", "url": site.url}
                    | {"declared": {"O9": site.declared}, "notify": ["env:NOBODY"], "owners": {"O7": "กองคลัง"}}
                ]
            }
        ),
        encoding="utf-8",
    )
    got = {}
    common = ("--allow-private", "--as-of", "2026-03-01", "--fiscal-year", "2569")
    formats = f"{FORMATS},pdf" if shows else FORMATS
    scan = ("scan", code, *common, "--render", "auto" if shows else "never", "--formats", formats)
    got["scan"] = said(*scan, "--json", folder / "scan.json")
    got["scan.json"] = (folder / "scan.json").read_bytes()
    got |= files_of(folder / "reports", "first")
    site.change()
    got["scan again"] = said(*scan)
    got["rejudge"] = said("rejudge", code, "--fiscal-year", "2568")
    got["report en"] = said("report", code, "--lang", "en", "--formats", FORMATS)
    got |= files_of(folder / "reports", "last")
    for command in ("history", "diff", "review"):
        got[command] = said(command, code)
        got[f"{command} --json"] = said(command, code, "--json")
    got["vendors"] = said("vendors", "--json")
    got["status"] = said("status", "--json")
    got["metrics"] = said("status", "--prometheus", "-")
    got["notify"] = said("notify", code, "--dry-run")
    got["notify --json"] = said("notify", code, "--dry-run", "--json")
    got["size"] = said("store", "size")
    got["verify"] = said("store", "verify")
    with suppress(AssertionError):
        got["letter"] = said("letter", code, "--offline")
    for url, item in site.asked_why:
        for more in ((), ("--json",)):
            got[f"why {item} {' '.join(more)}"] = said("rules", "show", item, "--why", url, *more)
    for name, body in site.files.items():
        path = folder / "check" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
    got["check"] = said("check", folder / "check")
    got["check --json"] = said("check", folder / "check", "--json")
    got["classify"] = said("classify", *site.labels)
    got |= {f"{one.name} (log)": one.read_bytes() for one in folder.glob("*") if one.suffix in {".log", ".txt"}}
    return got


def files_of(folder, when):
    return {
        f"{when}: {path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def readable(name, output):
    """All that a person or a program can read in an output."""
    if isinstance(output, str):
        return output
    if output[:2] == b"PK":
        with suppress(BadZipFile), ZipFile(io.BytesIO(output)) as packed:
            return "\n".join(packed.read(one).decode("utf-8", "replace") for one in packed.namelist())
    if output[:4] == b"%PDF":
        with pypdfium2.PdfDocument(output) as pdf:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    if name.endswith(".webp"):
        return recognised(output)
    return output.decode("utf-8", "replace")


@cache
def recognised(picture):
    """What character recognition sees in a picture."""
    if not ocr.is_available():
        return ""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("L").resize((image.width * 2, image.height * 2)).save(out, "PNG")
    words = ["tesseract", "-", "-", "--psm", "6", "-l", "eng"]
    return subprocess.run(words, input=out.getvalue(), capture_output=True, timeout=60).stdout.decode(
        errors="replace"
    )


def plain(text):
    return unquote(text.replace("\\u", "")).translate(ARABIC)


def digits_in(text):
    """Digits that follow each other in ``text`` with little between, as one word each."""
    return " ".join(
        {re.sub(r"\D", "", run[0].replace("%20", "").replace("&#8203;", "")) for run in RUN.finditer(text)}
    )


def shown_in(digits, number):
    """Whether some digits in a row of ``number`` stand there."""
    return any(number[at : at + SOME] in digits for at in range(len(number) - SOME + 1))


def test_no_output_shows_a_number_of_a_person(outputs):
    assert len(outputs) > 40
    found = {}
    for name, output in outputs.items():
        digits = digits_in(f"{plain(name)}\n{plain(readable(name, output))}")
        if places := [place for place, number in NUMBERS.items() if shown_in(digits, number)]:
            found[name] = places

    assert found == {}


def test_numbers_of_offices_stay(outputs):
    told = "\n".join(
        plain(readable(name, output)) for name, output in outputs.items() if "scan" in name or "why" in name
    )

    assert [one for one in OFFICES if one not in told] == []


def test_every_place_is_told_without_its_number(outputs):
    scan = json.loads(outputs["scan.json"])
    told = [one for one in scan["warnings"] if one["kind"] == "personal_data_exposed"]

    assert len(told) >= 5
    assert all("DPO" in one["message"] for one in told)


@pytest.mark.browser
@pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright")
def test_a_page_of_the_web_and_a_text_page_are_pictured_with_their_numbers_painted_over(outputs):
    scan = json.loads(outputs["scan.json"])
    covered = {one["url"].rpartition("/")[2] for one in scan["pictures"] if one["covered"]}

    assert not any("o10" in one["url"] for one in scan["pictures"]), "a script brought a number"
    assert any(name.endswith(".html") for name in covered)
    assert any(name.endswith(".pdf") for name in covered)


def test_a_page_of_which_only_recognition_knows_the_numbers_is_not_pictured(outputs):
    scan = json.loads(outputs["scan.json"])

    assert not any("scanned" in one["url"] for one in scan["pictures"])
    if ocr.is_available():
        assert any("scanned" in one["url"] for one in scan["warnings"] if one["kind"] == "personal_data_exposed")
